// SPDX-License-Identifier: GPL-3.0-or-later
// Set union of projects. Lines are sorted by time and text, conflicts go by a fixed rule: the outcome depends
// on what is merged, not on the order.
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/text.hpp"
#include "engine/store/document.hpp"
#include "engine/store/journal.hpp"
#include "engine/store/objects.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"
#include "engine/store/results_files.hpp"
#include "engine/store/temporary_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rarebit {
namespace {

using LineSet = std::set<std::pair<int64_t, std::string>>; // time, text

class Merge {
public:
    Merge(std::filesystem::path into, JobContext& job) : into_(std::move(into)), job_(job) {}

    Result<MergeReport> run(const std::multimap<std::string, store::ReadableProject>& sources) {
        RB_TRY(auto results, store::Journal::open(into_ / store::mainResults, true));
        if (!results.writable()) return store::storeError("merge into the project", into_, EROFS);
        RB_TRY(const bool replaced, results.lock(true));
        if (replaced)
            return ioError(
                "another program is rewriting the results", printable(into_.string()), "try again"
            );
        const store::JournalLock unlockAtEnd(results);
        LineSet lines;
        RB_CHECK(collect(into_, lines));
        const size_t before = lines.size();
        RB_TRY(Json document, store::readDocument(into_));
        const Json documentBefore = document;
        for (const auto& [text, source] : sources) {
            if (job_.cancelled()) return cancelledError("merging projects");
            RB_CHECK(collect(source.folder(), lines));
            RB_CHECK(copyObjects(source.folder()));
            RB_CHECK(uniteDocuments(document, source));
        }
        report_.linesAdded = lines.size() - before;
        // Objects are there before the lines that name them.
        if (report_.linesAdded > 0) RB_CHECK(writeLines(lines));
        if (!(document == documentBefore))
            RB_CHECK(writeFile(into_ / "project.json", store::printDocument(document)));
        store::syncFolder(into_);
        std::ranges::sort(report_.notes, {}, [](const Finding& f) {
            return std::tie(f.file, f.line, f.what);
        });
        return std::move(report_);
    }

private:
    std::filesystem::path into_;
    JobContext& job_;
    MergeReport report_;

    Status collect(const std::filesystem::path& folder, LineSet& lines) {
        for (const auto& name : store::resultsNames(folder)) {
            std::error_code code;
            if (!std::filesystem::exists(folder / name, code)) continue;
            RB_TRY(auto journal, store::Journal::open(folder / name, false));
            std::vector<store::Line> found;
            std::vector<store::Damage> damage;
            RB_CHECK(journal.scan(found, damage, 0));
            for (const auto& line : found) {
                RB_TRY(std::string text, journal.read(line));
                lines.emplace(line.when, std::move(text));
            }
            for (const auto& d : damage) {
                // In the target the line would get lost with the old file.
                if (folder == into_ && name == store::mainResults)
                    return badInput(
                        fmt::format("line {} of the project's results is damaged", d.line),
                        printable(d.file.string()),
                        "run `rarebit project check --repair` on it first"
                    );
                report_.notes.push_back(
                    {d.torn ? "torn_line" : "damaged_line",
                     printable(d.file.string()),
                     d.line,
                     fmt::format("{} bytes were left out", d.length),
                     "run `rarebit project check` on that project",
                     ""}
                );
            }
        }
        return Ok{};
    }

    Status writeLines(const LineSet& lines) {
        std::string text;
        for (const auto& [when, line] : lines)
            text += line + "\n";
        return writeFile(into_ / store::mainResults, text);
    }

    Status copyObjects(const std::filesystem::path& folder) {
        std::vector<std::filesystem::path> strays;
        for (const auto& name : store::listObjects(folder, strays)) {
            if (job_.cancelled()) return cancelledError("merging projects");
            std::error_code code;
            if (std::filesystem::exists(store::objectPath(into_, name), code)) continue;
            const auto content = store::readObject(folder, name);
            if (!content) {
                report_.notes.push_back(
                    {"damaged_object",
                     printable(store::objectPath(folder, name).string()),
                     0,
                     content.error().what,
                     content.error().fix,
                     ""}
                );
                continue;
            }
            RB_TRY(const std::string written, store::writeObject(into_, content->view));
            ++report_.objectsAdded;
        }
        return Ok{};
    }

    // Assets inside the source's folder come along; paths to others are told from the new folder.
    Result<Json> moveAsset(Json record, const store::ReadableProject& source) {
        const std::string path = record.at("path").asString();
        std::error_code code;
        const auto file = (source.folder() / path).lexically_normal();
        const bool inside = !path.starts_with("..") && !std::filesystem::path(path).is_absolute();
        if (!inside) {
            if (!source.fromPack()) record["path"] = file.lexically_relative(into_).generic_string();
            return record;
        }
        if (!std::filesystem::is_regular_file(file, code)) return record;
        RB_TRY(const auto from, pathInside(source.folder(), path, "project.json"));
        RB_TRY(auto target, pathInside(into_, path, "project.json"));
        RB_TRY(const Bytes bytes, mapFile(from));
        if (std::filesystem::exists(target, code)) {
            RB_TRY(const Bytes present, mapFile(target));
            if (std::ranges::equal(present.view, bytes.view)) return record;
            // Two assets of one name: by content, so that the order does not matter.
            const std::string other =
                fmt::format("assets/{}/{}", hashHex(bytes.view), from.filename().string());
            target = into_ / other;
            record["path"] = other;
            if (std::filesystem::exists(target, code)) return record;
        }
        std::filesystem::create_directories(target.parent_path(), code);
        RB_CHECK(writeFile(target, bytes.view));
        return record;
    }

    Status uniteDocuments(Json& mine, const store::ReadableProject& source) {
        RB_TRY(const Json theirs, store::readDocument(source.folder()));
        if (store::majorVersion(theirs) > store::documentVersion)
            return unsupported(
                "a newer version of the program made the project",
                printable(source.folder().string()),
                "install the newer version to merge it"
            );
        for (const auto& [name, value] : theirs.members()) {
            if (name == "format" || name == "version") continue;
            if (!value.isObject()) {
                if (!mine.contains(name) || value.dump() < mine.at(name).dump()) mine[name] = value;
                continue;
            }
            if (!mine.at(name).isObject()) mine[name] = Json::object();
            for (const auto& [id, record] : value.members())
                RB_CHECK(uniteRecord(mine[name], name, id, record, source));
        }
        return Ok{};
    }

    Status uniteRecord(
        Json& records,
        const std::string& group,
        const std::string& id,
        Json record,
        const store::ReadableProject& source
    ) {
        const bool asset = group == "assets";
        if (asset) {
            RB_TRY(record, moveAsset(std::move(record), source));
        }
        if (!records.contains(id)) {
            records[id] = std::move(record);
            ++report_.recordsAdded;
            return Ok{};
        }
        const Json& present = records.at(id);
        if (present == record) return Ok{};
        // A place where the file is beats one where it is not; otherwise the smaller text stays.
        const auto rank = [&](const Json& r) {
            std::error_code code;
            const bool there = asset && std::filesystem::exists(into_ / r.at("path").asString(), code);
            return std::pair{!there, r.dump()};
        };
        if (!asset)
            report_.notes.push_back(
                {"differing_record",
                 "project.json",
                 0,
                 fmt::format(
                     "{} '{}' differs between the projects; one of them was kept", group, printable(id)
                 ),
                 "compare the projects with `rarebit project diff`",
                 ""}
            );
        if (rank(record) < rank(present)) records[id] = std::move(record);
        return Ok{};
    }
};

} // namespace

Json toJson(const MergeReport& report) {
    Json notes = Json::array();
    for (const auto& note : report.notes)
        notes.push(toJson(note));
    return Json::object({
        {"lines_added", report.linesAdded},
        {"objects_added", report.objectsAdded},
        {"records_added", report.recordsAdded},
        {"notes", notes},
    });
}

Result<MergeReport> mergeProjects(
    const std::filesystem::path& into, std::span<const std::filesystem::path> from, JobContext& job
) {
    // In the order of their documents, whatever the order given: where two assets want one name, the same one
    // gets it.
    std::multimap<std::string, store::ReadableProject> sources;
    for (const auto& path : from) {
        RB_TRY(auto source, store::ReadableProject::open(path, job));
        RB_TRY(const Json document, store::readDocument(source.folder()));
        sources.emplace(store::printDocument(document), std::move(source));
    }
    std::error_code code;
    if (!std::filesystem::exists(into / "project.json", code)) {
        RB_TRY(const auto made, ProjectStore::create(into));
    }
    RB_TRY(const auto writable, ProjectStore::open(into, {.mustWrite = true}));
    return Merge(writable->folder(), job).run(sources);
}

} // namespace rarebit
