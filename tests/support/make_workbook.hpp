// SPDX-License-Identifier: GPL-3.0-or-later
// Small workbooks from the text of their members.
#pragma once

#include "engine/readers/shared/sheet_parts.hpp"
#include "engine/readers/shared/zip.hpp"
#include "tests/support/broken_files.hpp"

namespace rarebit::test {

using Members = std::vector<std::pair<std::string, std::string>>;

/// The bytes of a zip archive with these members.
inline std::string zipOf(const Members& members) {
    std::vector<ZipEntry> entries;
    for (const auto& [name, text] : members)
        entries.push_back({name, ownBytes(text)});
    static const auto folder = temporaryFolder();
    JobContext job;
    REQUIRE(writeZip(entries, folder / "made.zip", job));
    return std::string(REQUIRE(mapFile(folder / "made.zip")).text());
}

struct WorkbookText {
    std::vector<std::string> sheets; // what stands inside <worksheet>
    std::string strings{};           // inside <sst>
    std::string styles{};            // inside <styleSheet>
    std::string properties{};        // before <sheets>
    std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
};

inline Members xlsxMembers(const WorkbookText& book) {
    std::string sheets, relations;
    Members out;
    for (size_t i = 1; i <= book.sheets.size(); ++i) {
        sheets += fmt::format("<sheet name=\"S{}\" sheetId=\"{}\" r:id=\"r{}\"/>", i, i, i);
        relations += fmt::format(
            "<Relationship Id=\"r{}\" Type=\"{}/worksheet\" Target=\"worksheets/s{}.xml\"/>",
            i,
            book.relations,
            i
        );
        out.emplace_back(
            fmt::format("xl/worksheets/s{}.xml", i),
            fmt::format("<worksheet xmlns=\"{}\">{}</worksheet>", book.main, book.sheets[i - 1])
        );
    }
    relations +=
        fmt::format("<Relationship Id=\"a\" Type=\"{}/styles\" Target=\"styles.xml\"/>", book.relations);
    relations += fmt::format(
        "<Relationship Id=\"b\" Type=\"{}/sharedStrings\" Target=\"/xl/strings.xml\"/>", book.relations
    );
    out.emplace_back(
        "xl/workbook.xml",
        fmt::format(
            "<workbook xmlns=\"{}\" xmlns:r=\"{}\">{}<sheets>{}</sheets></workbook>",
            book.main,
            book.relations,
            book.properties,
            sheets
        )
    );
    out.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
    out.emplace_back(
        "_rels/.rels",
        fmt::format(
            "<Relationships><Relationship Id=\"x\" Type=\"{}/officeDocument\" Target=\"xl/workbook.xml\"/>"
            "</Relationships>",
            book.relations
        )
    );
    out.emplace_back(
        "xl/styles.xml", fmt::format("<styleSheet xmlns=\"{}\">{}</styleSheet>", book.main, book.styles)
    );
    out.emplace_back("xl/strings.xml", fmt::format("<sst xmlns=\"{}\">{}</sst>", book.main, book.strings));
    return out;
}
inline std::string xlsxOf(const WorkbookText& book) {
    return zipOf(xlsxMembers(book));
}
/// One sheet with these rows.
inline std::string xlsxOfRows(const std::string& rows) {
    return xlsxOf({{"<sheetData>" + rows + "</sheetData>"}});
}
/// A document with the inside of <office:spreadsheet>.
inline std::string odsOf(const std::string& spreadsheet, const std::string& styles = {}) {
    return zipOf(
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
         {"content.xml",
          "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" "
          "xmlns:number=\"n\" xmlns:calcext=\"c\" xmlns:draw=\"d\"><office:automatic-styles>" +
              styles + "</office:automatic-styles><office:body><office:spreadsheet>" + spreadsheet +
              "</office:spreadsheet></office:body></office:document-content>"}}
    );
}

inline Asset openedFile(std::string_view name, const std::string& bytes) {
    static const auto folder = temporaryFolder();
    JobContext job;
    return REQUIRE(openAsset(fileOf(folder, name, bytes), job));
}
inline TablePtr tableAt(const Asset& asset, size_t index = 0) {
    JobContext job;
    return std::get<TablePtr>(REQUIRE(loadWhole(asset.parts.at(index), job)));
}
/// The cell at a position, or an empty one there.
inline Cell cellAt(const Table& table, int32_t row, int32_t column) {
    for (const auto& cell : table.cells)
        if (cell.row == row && cell.column == column) return cell;
    Cell none;
    none.row = row;
    none.column = column;
    return none;
}

/// A file encoded by one process and decoded by another; what that decode did, and `output` is there.
inline CommandResult throughProcesses(
    const std::filesystem::path& file,
    const std::filesystem::path& output,
    const std::vector<std::string>& options = {}
) {
    const auto program = rarebitProgram().string(), stream = (temporaryFolder() / "s.rbs").string();
    const auto encoded = runCommand({program, "encode", file.string(), "--method", "zstd", "-o", stream});
    if (encoded.exitCode != 0) return encoded;
    std::vector<std::string> decode{program, "decode", stream, "-o", output.string()};
    decode.insert(decode.end(), options.begin(), options.end());
    return runCommand(decode);
}
inline std::string fileText(const std::filesystem::path& path) {
    return std::string(REQUIRE(mapFile(path)).text());
}
inline void checkSameTables(const std::filesystem::path& a, const std::filesystem::path& b) {
    JobContext job;
    const auto first = REQUIRE(openAsset(a, job)), second = REQUIRE(openAsset(b, job));
    CHECK_EQ(first.parts.size(), second.parts.size());
    for (size_t i = 0; i < std::min(first.parts.size(), second.parts.size()); ++i) {
        CHECK_EQ(first.parts[i].name, second.parts[i].name);
        CHECK(*tableAt(first, i) == *tableAt(second, i));
    }
}

/// Opens damaged copies of a sound file; what still opens must load. Deterministic.
inline void checkDamagedCopies(std::string_view name, const std::string& good, int rounds) {
    const auto folder = temporaryFolder();
    Rng rng(17, name);
    JobOptions options;
    options.memoryBudget = uint64_t(512) << 20;
    for (int round = 0; round < rounds; ++round) {
        std::string bytes = good;
        const auto kind = rng.below(4);
        if (kind == 0) bytes.resize(rng.below(bytes.size()));
        for (uint64_t i = kind == 0 ? 0 : 1 + rng.below(8); i > 0 && !bytes.empty(); --i)
            bytes[rng.below(bytes.size())] = static_cast<char>(rng.next32());
        JobContext job(options);
        const auto opened = openAsset(fileOf(folder, name, bytes), job);
        if (!opened) {
            const Error& error = opened.error();
            if (error.what.empty() || error.where.empty() || error.fix.empty())
                fail(
                    __FILE__,
                    __LINE__,
                    fmt::format("{}: an error without all three sentences: {}", name, error.what)
                );
            continue;
        }
        for (const auto& part : opened->parts)
            if (const auto loaded = loadWhole(part, job)) payloadBytes(*loaded);
    }
}
/// The same for the text of one member of an archive: damage that checksums of the archive would hide.
inline void checkDamagedMembers(std::string_view name, const Members& good, int rounds) {
    const auto folder = temporaryFolder();
    Rng rng(23, name);
    JobOptions options;
    options.memoryBudget = uint64_t(512) << 20;
    constexpr std::string_view pieces[] = {
        "<",
        ">",
        "/",
        "\"",
        "<c>",
        "</c>",
        "<v>",
        "-1",
        "99999999999999999999",
        "&",
        "]]>",
        "<!--",
        "A0",
        "XFD1048576",
        "e308",
        " t=\"s\"",
        "\0",
        "\xFF"};
    for (int round = 0; round < rounds; ++round) {
        Members members = good;
        auto& text = members[rng.below(members.size())].second;
        for (uint64_t i = 1 + rng.below(4); i > 0 && !text.empty(); --i) {
            const auto at = rng.below(text.size());
            switch (rng.below(3)) {
            case 0:
                text.erase(at, 1 + rng.below(12));
                break;
            case 1:
                text.insert(at, pieces[rng.below(std::size(pieces))]);
                break;
            default:
                text[at] = static_cast<char>('0' + rng.below(70));
            }
        }
        JobContext job(options);
        const auto opened = openAsset(fileOf(folder, name, zipOf(members)), job);
        if (!opened) continue;
        for (const auto& part : opened->parts)
            if (const auto loaded = loadWhole(part, job)) payloadBytes(*loaded);
    }
}

} // namespace rarebit::test
