// SPDX-License-Identifier: GPL-3.0-or-later
// Values, formulas and CSV folders of the real workbooks against openpyxl's, where Python has it.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/cell_ref.hpp"
#include "engine/readers/shared/csv_folder.hpp"
#include "engine/readers/shared/sheet_parts.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <charconv>
#include <map>

using namespace rarebit;

namespace {

std::vector<std::filesystem::path> workbooks(std::string_view suffix) {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(test::dataFolder() / "sheets"))
        if (entry.path().extension() == suffix) out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
}

using Values = std::map<std::pair<int32_t, int32_t>, std::string>;

/// Non-empty cells of a CSV file by position.
Values valuesOf(const std::filesystem::path& path) {
    JobContext job;
    const auto asset = REQUIRE(openAsset(path, job, "csv"));
    const auto table = std::get<TablePtr>(REQUIRE(loadWhole(asset.parts.at(0), job)));
    Values out;
    for (const auto& cell : table->cells)
        out[{cell.row, cell.column}] =
            cell.kind == CellKind::number && cell.text.empty() ? spellNumber(cell.number) : cell.text;
    return out;
}

/// Dates went through a clock of microseconds in openpyxl.
bool alike(const std::string& ours, const std::string& theirs, bool date) {
    if (ours == theirs) return true;
    double a = 0, b = 0;
    const auto parse = [](const std::string& text, double& value) {
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
        return code == std::errc{} && end == text.data() + text.size();
    };
    return date && parse(ours, a) && parse(theirs, b) && std::abs(a - b) < 1e-5;
}

struct Differences {
    std::string text;
    int count = 0;
    void add(const std::string& line) {
        if (++count <= 8) text += "\n      " + line;
    }
};

void compareValues(const Table& table, const Values& ours, const Values& theirs, Differences& out) {
    const auto covered = [&](const auto& position) { // openpyxl drops what lies under a merged cell
        return std::ranges::any_of(table.merges, [&](const MergedRange& m) {
            return position.first >= m.firstRow && position.first <= m.lastRow &&
                   position.second >= m.firstColumn && position.second <= m.lastColumn &&
                   position != std::pair(m.firstRow, m.firstColumn);
        });
    };
    std::map<std::pair<int32_t, int32_t>, CellKind> kinds;
    for (const auto& cell : table.cells)
        kinds[{cell.row, cell.column}] = cell.kind;
    for (const auto& [position, value] : ours) {
        const auto found = theirs.find(position);
        const std::string their = found == theirs.end() ? "" : found->second;
        if (found == theirs.end() && covered(position)) continue;
        if (!alike(value, their, kinds[position] == CellKind::date))
            out.add(
                fmt::format("{} is '{}', not '{}'", cellName(position.first, position.second), value, their)
            );
    }
    for (const auto& [position, value] : theirs)
        if (!ours.contains(position))
            out.add(fmt::format("{} is missing: '{}'", cellName(position.first, position.second), value));
}

void compareFormulas(const Table& table, const Json& theirs, Differences& out) {
    std::map<std::string, const Cell*> ours;
    for (const auto& cell : table.cells)
        if (!cell.formula.empty()) ours[cellName(cell.row, cell.column)] = &cell;
    for (const auto& [name, formula] : theirs.members()) {
        const auto found = ours.find(name);
        if (found == ours.end())
            out.add(fmt::format("{} has no formula: '{}'", name, formula.asString()));
        else if (found->second->formula != formula.asString())
            out.add(fmt::format("{} is '{}', not '{}'", name, found->second->formula, formula.asString()));
    }
}

} // namespace

RB_TEST(workbooksAgreeWithOpenpyxl) {
    const auto python = test::pythonWith("openpyxl");
    const auto script = test::sourceFolder() / "tests/support/openpyxl_values.py";
    int files = 0, sheets = 0, cells = 0, formulas = 0;
    for (const auto& path : workbooks(".xlsx")) {
        const auto folder = test::temporaryFolder();
        const auto ran =
            test::runCommand({python, script.string(), path.string(), (folder / "theirs").string()});
        if (ran.exitCode != 0) {
            fmt::print(
                "openpyxl cannot read {}: {}\n",
                path.filename().string(),
                ran.err.substr(ran.err.rfind("\n", ran.err.size() - 2) + 1)
            );
        }
        JobContext job;
        const auto opened = openAsset(path, job);
        if (!opened) {
            test::fail(
                __FILE__,
                __LINE__,
                path.filename().string() + ": " + opened.error().what + " / " + opened.error().where
            );
            continue;
        }
        REQUIRE(writeCsvFolder(*opened, folder / "ours", job));
        if (ran.exitCode != 0) continue;
        ++files;
        const auto names =
            REQUIRE(Json::parse(REQUIRE(mapFile(folder / "theirs/sheets.json")).text(), "names"));
        CHECK(names == REQUIRE(Json::parse(REQUIRE(mapFile(folder / "ours/sheets.json")).text(), "names")));
        for (size_t i = 0; i < opened->parts.size(); ++i) {
            const auto table = std::get<TablePtr>(REQUIRE(loadWhole(opened->parts[i], job)));
            const auto file = fmt::format("{:03}", i + 1);
            Differences found;
            const auto ours = valuesOf(folder / "ours" / (file + ".csv"));
            compareValues(*table, ours, valuesOf(folder / "theirs" / (file + ".csv")), found);
            const auto json = REQUIRE(mapFile(folder / "theirs" / (file + ".formulas.json")));
            const auto theirs = REQUIRE(Json::parse(json.text(), "formulas"));
            compareFormulas(*table, theirs, found);
            if (found.count > 0)
                test::fail(
                    __FILE__,
                    __LINE__,
                    fmt::format(
                        "{}, sheet '{}': {} differences{}",
                        path.filename().string(),
                        opened->parts[i].name,
                        found.count,
                        found.text
                    )
                );
            ++sheets;
            cells += static_cast<int>(ours.size());
            formulas += static_cast<int>(theirs.size());
        }
    }
    fmt::print("compared {} workbooks, {} sheets, {} values, {} formulas\n", files, sheets, cells, formulas);
    CHECK(files >= 24);
}
