// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/table.hpp"

#include "engine/core/bytes_io.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

constexpr uint8_t tableVersion = 1;

} // namespace

// Column-wise: like values stand together, which is what a byte codec wants.
std::vector<std::byte> Table::serialise() const {
    ByteWriter out;
    out.u8(tableVersion);
    out.text(name);
    out.u8(date1904 ? 1 : 0);
    out.varint(static_cast<uint64_t>(rows));
    out.varint(static_cast<uint64_t>(columns));
    out.varint(styles.size());
    for (const auto& style : styles)
        for (const auto* field :
             {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
            out.text(*field);
    out.varint(merges.size());
    for (const auto& merge : merges)
        for (const int32_t value : {merge.firstRow, merge.firstColumn, merge.lastRow, merge.lastColumn})
            out.varint(static_cast<uint64_t>(value));
    out.varint(cells.size());
    int32_t row = 0;
    for (const auto& cell : cells) {
        out.varint(static_cast<uint64_t>(cell.row - row));
        row = cell.row;
    }
    for (const auto& cell : cells)
        out.varint(static_cast<uint64_t>(cell.column));
    for (const auto& cell : cells)
        out.u8(static_cast<uint8_t>(cell.kind));
    for (const auto& cell : cells)
        out.varint(cell.style);
    for (const auto& cell : cells)
        if (cell.kind == CellKind::number || cell.kind == CellKind::date || cell.kind == CellKind::boolean)
            out.f64(cell.number);
    for (const auto& cell : cells)
        out.text(cell.text);
    for (const auto& cell : cells)
        out.text(cell.formula);
    return out.take();
}

Result<std::shared_ptr<const Table>> Table::parse(std::span<const std::byte> bytes, std::string_view where) {
    ByteReader in(bytes);
    auto table = std::make_shared<Table>();
    const auto damaged = [&](std::string_view what) {
        return badInput(
            fmt::format("table data: {} at byte {}", what, in.position()),
            std::string(where),
            "the stream is damaged; encode the asset again"
        );
    };
    if (in.u8() != tableVersion) return damaged("unknown version");
    table->name = in.text();
    table->date1904 = in.u8() != 0;
    table->rows = static_cast<int64_t>(in.varint());
    table->columns = static_cast<int64_t>(in.varint());
    const uint64_t styleCount = in.varint();
    if (styleCount > in.left()) return damaged("more styles than bytes"); // each takes at least five bytes
    table->styles.clear();
    for (uint64_t i = 0; i < styleCount && in.ok(); ++i) {
        CellStyle style;
        for (auto* field : {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
            *field = in.text();
        table->styles.push_back(std::move(style));
    }
    const auto coordinate = [&] { return static_cast<int32_t>(in.varint() & 0x7FFFFFFF); };
    const uint64_t mergeCount = in.varint();
    if (mergeCount > in.left()) return damaged("more merged ranges than bytes");
    for (uint64_t i = 0; i < mergeCount && in.ok(); ++i) {
        MergedRange merge;
        for (auto* value : {&merge.firstRow, &merge.firstColumn, &merge.lastRow, &merge.lastColumn})
            *value = coordinate();
        table->merges.push_back(merge);
    }
    const uint64_t cellCount = in.varint();
    if (cellCount > in.left()) return damaged("more cells than bytes");
    table->cells.resize(cellCount);
    int64_t row = 0;
    for (auto& cell : table->cells) {
        row += static_cast<int64_t>(in.varint() & 0x7FFFFFFF);
        if (row > INT32_MAX) return damaged("a row beyond the last");
        cell.row = static_cast<int32_t>(row);
    }
    for (auto& cell : table->cells)
        cell.column = coordinate();
    for (auto& cell : table->cells) {
        const uint8_t kind = in.u8();
        if (kind > static_cast<uint8_t>(CellKind::date)) return damaged("unknown cell kind");
        cell.kind = static_cast<CellKind>(kind);
    }
    for (auto& cell : table->cells) {
        const uint64_t style = in.varint();
        if (style >= std::max<uint64_t>(1, table->styles.size()))
            return damaged("a style that is not listed");
        cell.style = static_cast<uint32_t>(style);
    }
    for (auto& cell : table->cells)
        if (cell.kind == CellKind::number || cell.kind == CellKind::date || cell.kind == CellKind::boolean)
            cell.number = in.f64();
    for (auto& cell : table->cells)
        cell.text = in.text();
    for (auto& cell : table->cells)
        cell.formula = in.text();
    if (!in.ok() || in.left() != 0) return damaged(in.ok() ? "bytes left over" : "the data ends too early");
    return std::shared_ptr<const Table>(std::move(table));
}

} // namespace rarebit
