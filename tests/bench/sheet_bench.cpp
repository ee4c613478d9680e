// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a workbook against expat alone over the same XML: what cells, strings and tables cost beside
// parsing. Usage: sheet_bench [WORKBOOK.xlsx]; without one, a sheet of 400,000 cells is made.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/sheet_parts.hpp"
#include "engine/readers/shared/xlsx.hpp"
#include "engine/readers/shared/zip.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

using namespace rarebit;

namespace {

double seconds(const std::function<void()>& body) {
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        body();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

void must(const Status& status) {
    if (status) return;
    fmt::print(stderr, "{}: {}\n", status.error().where, status.error().what);
    std::exit(1);
}
template <class T>
T value(Result<T> result) {
    if (!result) must(result.error());
    return std::move(*result);
}

void makeWorkbook(const std::filesystem::path& path, JobContext& job) {
    auto table = std::make_shared<Table>();
    table->name = "Bench";
    for (int32_t row = 0; row < 40000; ++row)
        for (int32_t column = 0; column < 10; ++column) {
            Cell cell;
            cell.row = row;
            cell.column = column;
            cell.kind = column < 7 ? CellKind::number : CellKind::text;
            cell.number = row * 1.37 + column;
            if (cell.kind == CellKind::text) cell.text = fmt::format("label {}", (row * 7 + column) % 997);
            if (column == 6) cell.formula = fmt::format("SUM(A{0}:F{0})", row + 1);
            table->cells.push_back(std::move(cell));
        }
    table->fitUsedRange();
    must(xlsx::writeWorkbook({TablePtr(std::move(table))}, {"Bench"}, {}, path, job));
}

void expatAlone(const std::vector<std::vector<std::byte>>& documents) {
    for (const auto& document : documents) {
        const XML_Parser parser = XML_ParserCreate(nullptr);
        XML_SetElementHandler(
            parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {}
        );
        XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
        XML_Parse(
            parser, reinterpret_cast<const char*>(document.data()), static_cast<int>(document.size()), 1
        );
        XML_ParserFree(parser);
    }
}

} // namespace

int main(int argc, char** argv) {
    JobOptions options;
    options.threads = 1;
    JobContext job(options);
    std::filesystem::path path =
        argc > 1 ? argv[1] : std::filesystem::temp_directory_path() / "sheet_bench.xlsx";
    if (argc < 2) makeWorkbook(path, job);
    const auto archive = value(ZipArchive::open(value(mapFile(path)), path.string()));
    std::vector<std::vector<std::byte>> documents;
    uint64_t bytes = 0;
    for (const auto& member : archive.members())
        if (member.name.find("worksheets/") != std::string::npos ||
            member.name.find("haredStrings") != std::string::npos)
            if (member.name.ends_with(".xml")) {
                documents.push_back(value(archive.readAll(member, job)));
                bytes += member.size;
            }
    const double unpack = seconds([&] {
        for (const auto& member : archive.members())
            must(archive.read(member, job, [](std::span<const std::byte>) -> Status { return Ok{}; }));
    });
    const double floor = seconds([&] { expatAlone(documents); });
    const double whole = seconds([&] { value(openAsset(path, job, "xlsx")); });
    const double mb = static_cast<double>(bytes) / 1e6;
    fmt::print(
        "XML {:.1f} MB; unpacking {:.0f} MB/s; expat alone {:.0f} MB/s; opening {:.0f} MB/s\n",
        mb,
        mb / unpack,
        mb / floor,
        mb / whole
    );
    fmt::print("ratio: opening takes {:.2f} times unpacking and expat alone\n", whole / (unpack + floor));
    if (argc < 2) std::filesystem::remove(path);
}
