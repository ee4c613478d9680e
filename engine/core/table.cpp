// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/table.hpp"

#include "engine/core/bytes_io.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace rarebit {
namespace {

constexpr uint8_t tableVersion = 1;
/// A cell takes a byte each of row, column, kind, style, text length and formula length.
constexpr uint64_t leastCellBytes = 6;
constexpr int64_t maxExtent = int64_t(1) << 31;

bool holdsNumber(CellKind kind) {
    return kind == CellKind::number || kind == CellKind::date || kind == CellKind::boolean;
}

/// Takes the calls of ByteWriter and only counts.
class ByteCounter {
public:
    void u8(uint8_t) { ++size_; }
    void f64(double) { size_ += 8; }
    void varint(uint64_t value) { size_ += (static_cast<uint64_t>(std::bit_width(value | 1)) + 6) / 7; }
    void text(std::string_view value) {
        varint(value.size());
        size_ += value.size();
    }
    uint64_t size() const { return size_; }

private:
    uint64_t size_ = 0;
};

template <class Writer>
void writeRanges(Writer& out, const std::vector<MergedRange>& ranges) {
    out.varint(ranges.size());
    for (const auto& range : ranges)
        for (const int32_t value : {range.firstRow, range.firstColumn, range.lastRow, range.lastColumn})
            out.varint(static_cast<uint64_t>(value));
}

/// The column of a cell, as a distance where the row goes on: positions are in order by construction.
uint64_t columnStep(const Cell* previous, const Cell& cell) {
    const bool sameRow = previous && previous->row == cell.row;
    return static_cast<uint64_t>(sameRow ? cell.column - previous->column - 1 : cell.column);
}

// Column-wise: like values stand together, which is what a byte codec wants.
template <class Writer>
void writeTable(Writer& out, const Table& table) {
    out.u8(tableVersion);
    out.text(table.name);
    out.u8(table.date1904 ? 1 : 0);
    out.varint(static_cast<uint64_t>(table.rows));
    out.varint(static_cast<uint64_t>(table.columns));
    out.varint(table.styles.size());
    for (const auto& style : table.styles)
        for (const auto* field :
             {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
            out.text(*field);
    writeRanges(out, table.merges);
    writeRanges(out, table.arrays);
    out.varint(table.cells.size());
    int32_t row = 0;
    for (const auto& cell : table.cells) {
        out.varint(static_cast<uint64_t>(cell.row - row));
        row = cell.row;
    }
    const Cell* previous = nullptr;
    for (const auto& cell : table.cells) {
        out.varint(columnStep(previous, cell));
        previous = &cell;
    }
    for (const auto& cell : table.cells)
        out.u8(static_cast<uint8_t>(cell.kind));
    for (const auto& cell : table.cells)
        out.varint(cell.style);
    for (const auto& cell : table.cells)
        if (holdsNumber(cell.kind)) out.f64(cell.number);
    for (const auto& cell : table.cells)
        out.text(cell.text);
    for (const auto& cell : table.cells)
        out.text(cell.formula);
}

/// Reads what writeTable wrote; nothing in it is trusted.
class TableReader {
public:
    TableReader(std::span<const std::byte> bytes, std::string_view where) : in_(bytes), where_(where) {}

    Result<std::shared_ptr<const Table>> read() {
        auto table = std::make_shared<Table>();
        if (in_.u8() != tableVersion) return damaged("unknown version");
        table->name = in_.text();
        table->date1904 = in_.u8() != 0;
        RB_TRY(table->rows, extent());
        RB_TRY(table->columns, extent());
        RB_CHECK(readStyles(*table));
        RB_CHECK(readRanges(table->merges));
        RB_CHECK(readRanges(table->arrays));
        RB_CHECK(readPositions(*table));
        RB_CHECK(readContents(*table));
        if (!in_.ok()) return damaged("the data ends too early");
        if (in_.left() != 0) return damaged("bytes left over");
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    Error damaged(std::string_view what) const {
        return badInput(
            fmt::format("table data: {} at byte {}", what, in_.position()),
            std::string(where_),
            "the stream is damaged; encode the asset again"
        );
    }
    Result<int64_t> extent() {
        const uint64_t value = in_.varint();
        if (value > static_cast<uint64_t>(maxExtent)) return damaged("a size beyond 2^31");
        return static_cast<int64_t>(value);
    }
    Status readStyles(Table& table) {
        const uint64_t count = in_.varint();
        if (count == 0) return damaged("no style");
        if (count > in_.left() / 5) return damaged("more styles than bytes");
        table.styles.assign(static_cast<size_t>(count), {});
        for (auto& style : table.styles)
            for (auto* field :
                 {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
                *field = in_.text();
        return Ok{};
    }
    Status readRanges(std::vector<MergedRange>& ranges) {
        const uint64_t count = in_.varint();
        if (count > in_.left() / 4) return damaged("more ranges than bytes");
        ranges.resize(static_cast<size_t>(count));
        for (auto& range : ranges) {
            for (auto* value : {&range.firstRow, &range.firstColumn, &range.lastRow, &range.lastColumn}) {
                const uint64_t coordinate = in_.varint();
                if (coordinate >= static_cast<uint64_t>(maxExtent))
                    return damaged("a range beyond the sheet");
                *value = static_cast<int32_t>(coordinate);
            }
            if (range.firstRow > range.lastRow || range.firstColumn > range.lastColumn)
                return damaged("a range that ends before it begins");
        }
        return Ok{};
    }
    Status readPositions(Table& table) {
        const uint64_t count = in_.varint();
        if (count > in_.left() / leastCellBytes) return damaged("more cells than bytes");
        table.cells.resize(static_cast<size_t>(count));
        int64_t row = 0;
        for (auto& cell : table.cells) {
            const uint64_t step = in_.varint();
            if (step >= static_cast<uint64_t>(maxExtent - row)) return damaged("a row beyond the last");
            row += static_cast<int64_t>(step);
            cell.row = static_cast<int32_t>(row);
        }
        const Cell* previous = nullptr;
        for (auto& cell : table.cells) {
            const bool sameRow = previous && previous->row == cell.row;
            const int64_t base = sameRow ? int64_t(previous->column) + 1 : 0;
            const uint64_t step = in_.varint();
            if (step >= static_cast<uint64_t>(maxExtent - base)) return damaged("a column beyond the last");
            cell.column = static_cast<int32_t>(base + static_cast<int64_t>(step));
            previous = &cell;
        }
        return Ok{};
    }
    Status readContents(Table& table) {
        for (auto& cell : table.cells) {
            const uint8_t kind = in_.u8();
            if (kind > static_cast<uint8_t>(CellKind::date)) return damaged("unknown cell kind");
            cell.kind = static_cast<CellKind>(kind);
        }
        for (auto& cell : table.cells) {
            const uint64_t style = in_.varint();
            if (style >= table.styles.size()) return damaged("a style that is not listed");
            cell.style = static_cast<uint32_t>(style);
        }
        for (auto& cell : table.cells)
            if (holdsNumber(cell.kind)) cell.number = in_.f64();
        for (auto& cell : table.cells)
            cell.text = in_.text();
        for (auto& cell : table.cells) {
            cell.formula = in_.text();
            if (cell.hasValue() && (cell.row >= table.rows || cell.column >= table.columns))
                return damaged("a value outside the used range");
        }
        return Ok{};
    }

    ByteReader in_;
    std::string_view where_;
};

} // namespace

void Table::fitUsedRange() {
    rows = columns = 0;
    for (const auto& cell : cells)
        if (cell.hasValue()) {
            rows = std::max<int64_t>(rows, int64_t(cell.row) + 1);
            columns = std::max<int64_t>(columns, int64_t(cell.column) + 1);
        }
}

std::vector<std::byte> Table::serialise() const {
    ByteWriter out;
    writeTable(out, *this);
    return out.take();
}

uint64_t Table::serialisedSize() const {
    ByteCounter out;
    writeTable(out, *this);
    return out.size();
}

Result<std::shared_ptr<const Table>> Table::parse(std::span<const std::byte> bytes, std::string_view where) {
    return TableReader(bytes, where).read();
}

std::string spellNumber(double number) {
    if (std::abs(number) < 1e15 && number == std::floor(number)) return fmt::format("{:.0f}", number);
    return fmt::format("{}", number);
}

} // namespace rarebit
