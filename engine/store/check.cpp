// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/text.hpp"
#include "engine/store/document.hpp"
#include "engine/store/journal.hpp"
#include "engine/store/objects.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/results_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace rarebit {

using store::Journal;
using store::KeyBits;
using store::Line;
using store::RecordType;

namespace {

class Check {
public:
    Check(const std::filesystem::path& folder, JobContext& job, bool repair)
        : folder_(folder), job_(job), repair_(repair) {}

    Result<CheckReport> run() {
        RB_CHECK(checkDocument());
        for (const auto& name : store::resultsNames(folder_))
            RB_CHECK(checkResults(name));
        checkReferences();
        RB_CHECK(checkObjects());
        if (repair_ && std::filesystem::exists(folder_ / "damaged")) store::syncFolder(folder_ / "damaged");
        return std::move(report_);
    }

private:
    std::filesystem::path folder_;
    JobContext& job_;
    bool repair_;
    CheckReport report_;
    std::unordered_set<KeyBits, store::KeyBitsHash> runs_, environments_, wanted_;
    std::set<std::string> referenced_; // objects that lines name

    std::string shown(const std::filesystem::path& path) const {
        return printable(path.lexically_relative(folder_).generic_string());
    }

    // A name in damaged/ that holds nothing yet.
    Result<std::filesystem::path> damagedPlace(const std::string& name) {
        std::error_code code;
        std::filesystem::create_directories(folder_ / "damaged", code);
        if (code)
            return store::storeError("make the folder for damaged data", folder_ / "damaged", code.value());
        auto path = folder_ / "damaged" / name;
        for (int i = 2; std::filesystem::exists(path, code); ++i)
            path = folder_ / "damaged" / fmt::format("{}.{}", name, i);
        return path;
    }
    Status moveAway(const std::filesystem::path& file, const std::string& name, Finding& finding) {
        if (!repair_) return Ok{};
        RB_TRY(const auto place, damagedPlace(name));
        std::error_code code;
        std::filesystem::rename(file, place, code);
        if (code) return store::storeError("move a damaged file", file, code.value());
        finding.movedTo = shown(place);
        return Ok{};
    }

    Status checkDocument() {
        const auto document = store::readDocument(folder_);
        const auto path = folder_ / "project.json";
        std::error_code code;
        if (!document) {
            // Without results it is simply no project.
            if (!std::filesystem::exists(folder_ / "results.jsonl", code)) return document.error();
            Finding finding{
                "damaged_project_file",
                "project.json",
                0,
                document.error().what,
                "--repair sets it aside and starts an empty one; results and objects stay",
                ""};
            if (std::filesystem::exists(path, code)) RB_CHECK(moveAway(path, "project.json", finding));
            if (repair_) RB_CHECK(writeFile(path, store::printDocument(store::emptyDocument())));
            report_.findings.push_back(std::move(finding));
            return Ok{};
        }
        if (store::majorVersion(*document) > store::documentVersion)
            report_.notes.push_back(
                {"newer_version",
                 "project.json",
                 0,
                 "a newer version of the program made this project",
                 "install the newer version to write to it",
                 ""}
            );
        for (const auto& [hash, record] : document->at("assets").members()) {
            ++report_.assets;
            const auto file = (folder_ / record.at("path").asString()).lexically_normal();
            const auto name = printable(record.at("name").asString());
            if (!std::filesystem::exists(file, code))
                report_.notes.push_back(
                    {"asset_missing",
                     printable(record.at("path").asString()),
                     0,
                     fmt::format("the asset '{}' is not there", name),
                     "put the file there, or give its new place with --asset FILE",
                     ""}
                );
            else if (std::filesystem::is_regular_file(file, code) && record.at("bytes").isInt() &&
                     std::filesystem::file_size(file, code) != static_cast<uint64_t>(record.at("bytes").asInt()) &&
                     !record.contains("files"))
                report_.notes.push_back(
                    {"asset_changed",
                     printable(record.at("path").asString()),
                     0,
                     fmt::format(
                         "the asset '{}' has {} bytes, noted are {}",
                         name,
                         std::filesystem::file_size(file, code),
                         record.at("bytes").asInt()
                     ),
                     "restore the file, or add what it is now with --asset FILE",
                     ""}
                );
        }
        return Ok{};
    }

    Status checkResults(const std::string& name) {
        std::error_code code;
        if (!std::filesystem::exists(folder_ / name, code)) return Ok{};
        RB_TRY(Journal journal, Journal::open(folder_ / name, false));
        // Exclusive for a repair: nobody may append to the file that is being replaced.
        const bool writable = repair_ && journal.writable();
        const auto replaced = journal.lock(writable);
        const store::JournalLock unlockAtEnd(journal);
        if (repair_ && !writable) return store::storeError("repair the results", folder_ / name, EROFS);
        std::vector<Line> lines;
        std::vector<store::Damage> damage;
        RB_CHECK(journal.scan(lines, damage, 0));
        report_.lines += lines.size() + damage.size();
        for (const auto& line : lines) {
            if (job_.cancelled()) return cancelledError("project check");
            RB_CHECK(readLine(journal, line));
        }
        std::string damagedText;
        if (!damage.empty() && repair_) {
            RB_TRY(damagedText, setAside(journal, lines, damage, name));
        }
        for (const auto& d : damage)
            report_.findings.push_back(
                {d.torn ? "torn_line" : "damaged_line",
                 name,
                 d.line,
                 d.torn ? fmt::format("the last line is unfinished ({} bytes)", d.length)
                        : fmt::format("{} bytes whose checksum or form is wrong", d.length),
                 d.torn ? "the next save sets it aside; --repair does so now"
                        : "--repair moves the line to damaged/; the run can be repeated",
                 damagedText}
            );
        return Ok{};
    }

    // What the line says beyond its checksum: runs, environments and objects that others name.
    Status readLine(const Journal& journal, const Line& line) {
        RB_TRY(const std::string text, journal.read(line));
        const auto record = Json::parse(text, printable(journal.path().string()));
        if (!record) return Ok{}; // its checksum is right: a writer of another kind made it
        const Json& row = record->at("row");
        switch (line.type) {
        case RecordType::run:
            ++report_.runs;
            runs_.insert(line.key);
            if (const auto id = store::keyBits(row.at("environment").asString())) wanted_.insert(*id);
            break;
        case RecordType::environment:
            environments_.insert(line.key);
            break;
        case RecordType::details:
            for (const auto& detail : row.at("details").elements())
                referenced_.insert(detail.at("object").asString());
            break;
        case RecordType::stream:
            referenced_.insert(row.at("object").asString());
            break;
        default:
            break;
        }
        return Ok{};
    }

    // Writes the whole lines to a new file under the old name, the rest to damaged/.
    Result<std::string> setAside(
        Journal& journal,
        const std::vector<Line>& lines,
        const std::vector<store::Damage>& damage,
        const std::string& name
    ) {
        RB_TRY(const Bytes file, mapFile(folder_ / name));
        std::string bad, good;
        for (const auto& d : damage)
            bad += std::string(file.text().substr(d.offset, d.length)) + "\n";
        for (const auto& line : lines) {
            RB_TRY(const std::string text, journal.read(line));
            good += text + "\n";
        }
        RB_TRY(const auto place, damagedPlace(name));
        RB_CHECK(writeFile(place, bad));
        RB_CHECK(writeFile(folder_ / name, good));
        store::syncFolder(folder_);
        return shown(place);
    }

    void checkReferences() {
        report_.keys = runs_.size();
        for (const auto& id : wanted_)
            if (!environments_.contains(id))
                report_.findings.push_back(
                    {"missing_environment",
                     "results.jsonl",
                     0,
                     fmt::format("runs refer to the environment {}, which no line describes", toHex(id)),
                     "merge a copy of the project that still has it; the numbers are not affected",
                     ""}
                );
    }

    Status checkObjects() {
        std::vector<std::filesystem::path> strays;
        const auto names = store::listObjects(folder_, strays);
        const std::set<std::string> present(names.begin(), names.end());
        for (const auto& name : names) {
            if (job_.cancelled()) return cancelledError("project check");
            ++report_.objects;
            job_.progress(double(report_.objects) / double(names.size()), "checking objects");
            const auto content = store::readObject(folder_, name);
            if (content) continue;
            Finding finding{
                "damaged_object",
                shown(store::objectPath(folder_, name)),
                0,
                content.error().what,
                "--repair moves it to damaged/; the run can be repeated",
                ""};
            RB_CHECK(moveAway(store::objectPath(folder_, name), name, finding));
            report_.findings.push_back(std::move(finding));
        }
        for (const auto& path : strays) {
            Finding finding{
                "stray_object",
                shown(path),
                0,
                "the file's name is that of no object",
                "--repair moves it to damaged/",
                ""};
            RB_CHECK(moveAway(path, path.filename().string(), finding));
            report_.findings.push_back(std::move(finding));
        }
        for (const auto& name : referenced_)
            if (!present.contains(name))
                report_.findings.push_back(
                    {"missing_object",
                     store::isObjectName(name) ? shown(store::objectPath(folder_, name)) : printable(name),
                     0,
                     "a line refers to an object that is not there",
                     "merge a copy of the project that still has it, or repeat the run",
                     ""}
                );
        return Ok{};
    }
};

} // namespace

Json toJson(const Finding& finding) {
    return Json::object({
        {"kind", finding.kind},
        {"file", finding.file},
        {"line", finding.line ? Json(finding.line) : Json()},
        {"what", finding.what},
        {"fix", finding.fix},
        {"moved_to", finding.movedTo.empty() ? Json() : Json(finding.movedTo)},
    });
}

Json toJson(const CheckReport& report) {
    Json findings = Json::array(), notes = Json::array();
    for (const auto& finding : report.findings)
        findings.push(toJson(finding));
    for (const auto& note : report.notes)
        notes.push(toJson(note));
    return Json::object({
        {"whole", report.whole()},
        {"findings", findings},
        {"notes", notes},
        {"lines", report.lines},
        {"runs", report.runs},
        {"keys", report.keys},
        {"objects", report.objects},
        {"assets", report.assets},
    });
}

Result<CheckReport> checkProject(const std::filesystem::path& folder, JobContext& job, bool repair) {
    std::error_code code;
    if (!std::filesystem::is_directory(folder, code))
        return ioError("there is no such folder", printable(folder.string()), "give the folder of a project");
    const auto full = std::filesystem::canonical(folder, code);
    if (code) return store::storeError("open the project", folder, code.value());
    return Check(full, job, repair).run();
}

} // namespace rarebit
