// SPDX-License-Identifier: GPL-3.0-or-later
// Office Open XML workbooks: one part per worksheet, with values, formulas and styles. Formulas are text and
// are never evaluated; links to other files are never followed.
#include "engine/readers/shared/xlsx.hpp"

#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rarebit::readers {
namespace {

constexpr std::string_view zipMagic = "PK\x03\x04", oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const char* const damagedFix = "the file is damaged; open and save it in a spreadsheet program";

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const auto name = lower(fileName);
    const bool named = std::ranges::any_of(
        std::initializer_list<std::string_view>{".xlsx", ".xlsm", ".xltx", ".xltm"},
        [&](std::string_view suffix) { return name.ends_with(suffix); }
    );
    if (text.starts_with(zipMagic) && text.find("xl/workbook.xml") != std::string_view::npos) return 95;
    return named ? 90 : 0;
}

/// Id -> (type, member) of a relationships part.
struct Relation {
    std::string type, target;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// A target against the folder of the part that names it, inside the archive.
std::string resolved(std::string_view base, std::string_view target) {
    std::vector<std::string> steps;
    if (!target.starts_with('/'))
        for (auto& step : split(base, '/'))
            steps.push_back(std::move(step));
    for (auto& step : split(target, '/')) {
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(std::move(step));
        }
    }
    std::erase(steps, "");
    return fmt::format("{}", fmt::join(steps, "/"));
}

std::string folderOf(std::string_view member) {
    const size_t slash = member.rfind('/');
    return std::string(slash == std::string_view::npos ? "" : member.substr(0, slash));
}

Result<Relations> readRelations(
    const ZipArchive& archive, std::string_view ofMember, const std::string& where, JobContext& job
) {
    const std::string folder = folderOf(ofMember);
    const std::string file(folder.empty() ? ofMember : ofMember.substr(folder.size() + 1));
    const auto* member = archive.find(folder + (folder.empty() ? "" : "/") + "_rels/" + file + ".rels");
    Relations relations;
    if (!member) return relations;
    RB_CHECK(xlsx::parseMember(archive, *member, where, job, [&](XmlParser*&) {
        XmlHandlers handlers;
        handlers.start = [&](std::string_view tag, const XmlAttributes& attributes) {
            if (xmlLocalName(tag) != "Relationship" || attributes["TargetMode"] == "External") return;
            const auto type = attributes["Type"];
            std::string target(attributes["Target"]);
            std::ranges::replace(target, '\\', '/');
            relations[std::string(attributes["Id"])] = {
                std::string(type.substr(type.rfind('/') + 1)), resolved(folder, target)};
        };
        handlers.end = [](std::string_view) {};
        handlers.text = [](std::string_view) {};
        return handlers;
    }));
    return relations;
}

struct SheetEntry {
    std::string name, relation, state;
    const ZipMember* member = nullptr;
};

struct Contents {
    xlsx::Workbook workbook;
    std::vector<SheetEntry> sheets;
    std::vector<std::string> chartSheets;
};

Result<std::string> workbookMember(const ZipArchive& archive, const std::string& where, JobContext& job) {
    RB_TRY(const auto roots, readRelations(archive, "", where, job));
    for (const auto& [id, relation] : roots)
        if (relation.type == "officeDocument") return relation.target;
    return std::string("xl/workbook.xml");
}

Status readWorkbookPart(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& where,
    Contents& out,
    JobContext& job
) {
    return xlsx::parseMember(archive, member, where, job, [&](XmlParser*&) {
        XmlHandlers handlers;
        handlers.start = [&](std::string_view tag, const XmlAttributes& attributes) {
            const auto name = xmlLocalName(tag);
            if (name == "workbookPr")
                out.workbook.date1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
            else if (name == "sheet")
                out.sheets.push_back(
                    {std::string(attributes["name"]),
                     std::string(attributes.prefixed("id")),
                     std::string(attributes["state"])}
                );
        };
        handlers.end = [](std::string_view) {};
        handlers.text = [](std::string_view) {};
        return handlers;
    });
}

/// Finds the member of each worksheet and drops what is none.
Status
locateSheets(const ZipArchive& archive, const Relations& relations, const std::string& where, Contents& out) {
    std::vector<SheetEntry> sheets;
    std::set<const ZipMember*> used;
    for (auto& sheet : out.sheets) {
        const auto found = relations.find(sheet.relation);
        if (found == relations.end())
            return badInput(
                fmt::format(
                    "worksheet '{}' has no part in the archive (relation '{}')",
                    printable(sheet.name),
                    printable(sheet.relation)
                ),
                where,
                damagedFix
            );
        if (found->second.type != "worksheet") {
            out.chartSheets.push_back(sheet.name);
            continue;
        }
        sheet.member = archive.find(found->second.target);
        if (!sheet.member)
            return badInput(
                fmt::format(
                    "worksheet '{}' is missing: the archive has no member '{}'",
                    printable(sheet.name),
                    printable(found->second.target)
                ),
                where,
                damagedFix
            );
        if (!used.insert(sheet.member).second)
            return badInput(
                fmt::format("two worksheets share the member '{}'", printable(sheet.member->name)),
                where,
                damagedFix
            );
        sheets.push_back(std::move(sheet));
    }
    out.sheets = std::move(sheets);
    if (out.sheets.empty())
        return badInput("a workbook without a worksheet", where, "add a worksheet to the workbook");
    return Ok{};
}

Result<Contents>
readContents(const ZipArchive& archive, const std::string& where, SheetBudget& budget, JobContext& job) {
    Contents out;
    RB_TRY(const std::string workbook, workbookMember(archive, where, job));
    const auto* member = archive.find(workbook);
    if (!member)
        return badInput(
            fmt::format("no workbook in the archive: member '{}' is missing", printable(workbook)),
            where,
            damagedFix
        );
    RB_CHECK(readWorkbookPart(archive, *member, where, out, job));
    RB_TRY(const auto relations, readRelations(archive, workbook, where, job));
    RB_CHECK(locateSheets(archive, relations, where, out));
    for (const auto& [id, relation] : relations) {
        const auto* part = archive.find(relation.target);
        if (!part) continue;
        if (relation.type == "sharedStrings") {
            RB_TRY(out.workbook.strings, xlsx::readSharedStrings(archive, *part, where, budget, job));
        } else if (relation.type == "styles") {
            RB_TRY(out.workbook.styles, xlsx::readStyles(archive, *part, where, job));
        }
    }
    return out;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    RB_TRY(const Bytes file, mapFile(path));
    const auto where = printable(path.string());
    if (file.text().starts_with(oleMagic))
        return unsupported(
            "the file is encrypted, or an old binary workbook under a new name",
            where,
            "remove the password in the program that made it; give old workbooks the suffix .xls"
        );
    if (!file.text().starts_with(zipMagic))
        return badInput(
            fmt::format("no zip archive at byte 0 of {}", file.size()),
            where,
            "the file is no workbook or was cut off; get it again, or force a reader with --reader"
        );
    RB_TRY(const auto archive, ZipArchive::open(file, where));
    SheetBudget budget(job, where, file.size());
    RB_TRY(const Contents contents, readContents(archive, where, budget, job));
    const auto& sheets = contents.sheets;
    std::vector<TablePtr> tables(sheets.size());
    // libzip's handles are for one thread each, and opening one costs a pass over the directory.
    const auto lanes = std::min(sheets.size(), static_cast<size_t>(job.threads()));
    RB_CHECK(parallelFor(static_cast<int64_t>(lanes), job, [&](int64_t lane) -> Status {
        RB_TRY(const auto own, ZipArchive::open(file, where));
        for (auto i = static_cast<size_t>(lane); i < sheets.size(); i += lanes) {
            const auto& sheet = sheets[i];
            RB_TRY(
                tables[i],
                xlsx::readSheet(own, *sheet.member, sheet.name, where, contents.workbook, budget, job)
            );
        }
        return Ok{};
    }));
    Asset asset;
    asset.kind = "sheet";
    RB_CHECK(addSheets(asset, std::move(tables), job));
    Json hidden, veryHidden;
    for (size_t i = 0; i < sheets.size(); ++i) {
        if (sheets[i].state == "veryHidden") veryHidden.push(asset.parts[i].name);
        if (sheets[i].state == "hidden" || sheets[i].state == "veryHidden") hidden.push(asset.parts[i].name);
    }
    if (!hidden.isNull()) asset.meta["hidden"] = std::move(hidden);
    if (!veryHidden.isNull()) asset.meta["very_hidden"] = std::move(veryHidden);
    if (!contents.chartSheets.empty())
        asset.counts["skipped_chart_sheets"] = Json::list(contents.chartSheets);
    return asset;
}

} // namespace

const ReaderDef& xlsx() {
    static const ReaderDef definition{
        .id = "xlsx",
        .title = "Excel workbook (Office Open XML)",
        .extensions = {"xlsx", "xlsm", "xltx", "xltm"},
        .kinds = "sheet",
        .score = score,
        .open = open,
        .write = xlsx::writeAsset,
    };
    return definition;
}

} // namespace rarebit::readers
