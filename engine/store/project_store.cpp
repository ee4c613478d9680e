// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/project_store.hpp"

#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/store/document.hpp"
#include "engine/store/results_files.hpp"
#include "engine/store/row_index.hpp"
#include "engine/store/state.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

namespace rarebit {

using store::Journal;
using store::KeyBits;
using store::Line;
using store::ProjectState;
using store::RecordType;

namespace {

Status checkShard(const std::string& shard) {
    const bool plain = std::ranges::all_of(shard, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    if (plain && shard.size() <= 64) return Ok{};
    return badParams(
        fmt::format("'{}' as name of a shard", printable(shard)), "project", "use letters, digits, - and _"
    );
}

// What a metric value depends on beside the run: a newer revision measures anew.
Json revisionsOf(const std::map<std::string, MetricValue>& metrics) {
    Json out = Json::object();
    for (const auto& [text, value] : metrics)
        if (const auto spec = parseSpec(text))
            for (const auto& info : allMetrics())
                if (info.id == spec->id) out[text] = info.revision;
    return out;
}

std::string environmentId(const Json& environment) {
    return hashHex(environment.dump());
}

} // namespace

ProjectState::ProjectState() = default;
ProjectState::~ProjectState() = default;

Status ProjectState::canWrite(std::string_view action) const {
    if (!readOnly) return Ok{};
    const bool newer = store::majorVersion(document) > store::documentVersion;
    return ioError(
        fmt::format(
            "cannot {}: {}",
            action,
            newer ? "a newer version of the program made this project" : "the project can only be read"
        ),
        printable(folder.string()),
        newer ? "install the newer version" : "copy the project to a folder that you can write to"
    );
}

// Reads everything from the start; positions in files that were replaced mean nothing any more.
Status ProjectState::load() {
    journals.clear();
    forgotten += lines.size();
    lines.clear();
    damage.clear();
    last.clear();
    seen.clear();
    runs.clear();
    order.clear();
    linked = 0;
    own = 0;
    const std::string ownName =
        options.shard.empty() ? std::string(store::mainResults) : "results." + options.shard + ".jsonl";
    auto names = store::resultsNames(folder);
    if (std::ranges::find(names, ownName) == names.end()) names.push_back(ownName);
    for (const auto& name : names) {
        std::error_code code;
        const bool exists = std::filesystem::exists(std::filesystem::symlink_status(folder / name, code));
        if (!exists && (readOnly || name != ownName)) continue;
        RB_TRY(Journal journal, Journal::open(folder / name, !exists));
        if (!exists) store::syncFolder(folder);
        if (name == ownName) {
            own = journals.size();
            readOnly = readOnly || !journal.writable();
        }
        journals.push_back(std::move(journal));
    }
    return scanAll();
}

Status ProjectState::scanOne(size_t journal) {
    auto& file = journals[journal];
    // The unfinished end is looked at anew each time: its writer may have finished it.
    std::erase_if(damage, [&](const store::Damage& d) { return d.torn && d.file == file.path(); });
    RB_CHECK(file.scan(lines, damage, static_cast<uint16_t>(journal)));
    link();
    return Ok{};
}

Status ProjectState::scanAll() {
    for (size_t i = 0; i < journals.size(); ++i) {
        // Shared: a writer in the middle of a line is waited for. Where locks do not exist, the line is
        // found to be unfinished instead.
        const auto replaced = journals[i].lock(false);
        const store::JournalLock unlockAtEnd(journals[i]);
        RB_CHECK(scanOne(i));
    }
    return Ok{};
}

void ProjectState::link() {
    for (; linked < lines.size(); ++linked) {
        Line& line = lines[linked];
        if (!seen.insert(line.sum).second) continue; // the same observation, met twice after a merge
        const auto [slot, fresh] = last.try_emplace(line.key, -1);
        line.previous = slot->second;
        slot->second = static_cast<int32_t>(linked);
        if (line.type == RecordType::run && runs.insert(line.key).second) order.push_back(line.key);
    }
}

Status ProjectState::lockOwn() {
    for (int attempt = 0; attempt < 100; ++attempt) {
        RB_TRY(const bool replaced, journals[own].lock(true));
        if (!replaced) return Ok{};
        journals[own].unlock();
        RB_CHECK(load());
    }
    return ioError(
        "the results file is replaced again and again",
        printable(journals[own].path().string()),
        "stop the other program that rewrites it"
    );
}

Status ProjectState::appendText(const std::function<std::string()>& makeText) {
    RB_CHECK(canWrite("save to the project"));
    RB_CHECK(lockOwn());
    Journal& journal = journals[own];
    const store::JournalLock unlockAtEnd(journal);
    RB_CHECK(scanOne(own));
    RB_CHECK(journal.closeTail(folder / "damaged"));
    RB_CHECK(scanOne(own));
    RB_CHECK(journal.append(makeText()));
    return scanOne(own);
}

ProjectStore::ProjectStore(std::unique_ptr<ProjectState> state) : state_(std::move(state)) {}
ProjectStore::~ProjectStore() = default;

Result<std::unique_ptr<ProjectStore>> ProjectStore::create(const std::filesystem::path& folder) {
    std::error_code code;
    if (std::filesystem::exists(folder / "project.json", code))
        return badParams(
            "a project exists there already", printable(folder.string()), "choose another folder"
        );
    if (std::filesystem::exists(folder, code) && !std::filesystem::is_empty(folder, code))
        return badParams(
            "the folder exists and holds other files",
            printable(folder.string()),
            "choose a new folder, such as NAME.rarebit"
        );
    std::filesystem::create_directories(folder, code);
    if (code) return store::storeError("make the folder", folder, code.value());
    RB_CHECK(writeFile(folder / store::mainResults, std::string_view{}));
    // The results merge as a union of their lines; git does so too when told.
    RB_CHECK(writeFile(
        folder / ".gitattributes",
        std::string_view("results*.jsonl merge=union -text\nproject.json -text\nobjects/** binary\n")
    ));
    RB_CHECK(writeFile(folder / "project.json", store::printDocument(store::emptyDocument())));
    store::syncFolder(folder);
    return open(folder);
}

Result<std::unique_ptr<ProjectStore>>
ProjectStore::open(const std::filesystem::path& folder, ProjectOptions options) {
    RB_CHECK(checkShard(options.shard));
    auto state = std::make_unique<ProjectState>();
    RB_TRY(state->document, store::readDocument(folder));
    std::error_code code;
    state->folder = std::filesystem::canonical(folder, code);
    if (code) return store::storeError("open the project", folder, code.value());
    state->options = std::move(options);
    state->readOnly = access(state->folder.c_str(), W_OK) != 0;
    if (store::majorVersion(state->document) > store::documentVersion) {
        state->readOnly = true;
        state->problems.push_back(unsupported(
            fmt::format(
                "a newer version of the program made this project (format {}); it is opened for reading",
                printable(state->document.at("version").asString())
            ),
            printable(folder.string()),
            "install the newer version to write to it"
        ));
    }
    if (state->options.mustWrite) RB_CHECK(state->canWrite("write to the project"));
    RB_CHECK(state->load());
    if (state->options.mustWrite) RB_CHECK(state->canWrite("write to the project"));
    return std::unique_ptr<ProjectStore>(new ProjectStore(std::move(state)));
}

const std::filesystem::path& ProjectStore::folder() const {
    return state_->folder;
}
bool ProjectStore::readOnly() const {
    return state_->readOnly;
}

std::vector<Error> ProjectStore::problems() const {
    const std::lock_guard lock(state_->mutex);
    std::vector<Error> out = state_->problems;
    std::map<std::filesystem::path, std::pair<size_t, uint64_t>> damaged; // count, first line
    for (const auto& d : state_->damage) {
        if (d.torn) {
            out.push_back(badInput(
                fmt::format("the last line is unfinished ({} bytes) and was left out", d.length),
                printable(d.file.string()),
                "nothing to do: the next save starts on a fresh line and keeps the rest in damaged/"
            ));
            continue;
        }
        auto& entry = damaged.try_emplace(d.file, 0, d.line).first->second;
        ++entry.first;
    }
    for (const auto& [file, entry] : damaged)
        out.push_back(badInput(
            fmt::format(
                "{} damaged lines, the first is line {}; they were left out", entry.first, entry.second
            ),
            printable(file.string()),
            "`rarebit project check --repair` moves them to damaged/"
        ));
    return out;
}

Status ProjectStore::save(const RunResult& result) {
    return save(std::span(&result, 1));
}

Status ProjectStore::save(std::span<const RunResult> results) {
    const std::lock_guard lock(state_->mutex);
    for (const auto& result : results)
        if (!store::keyBits(result.key))
            return internalError(
                fmt::format("'{}' is no key of a run", printable(result.key)), "project store"
            );
    return state_->appendText([&] {
        std::string text;
        std::set<std::string> written;
        for (const auto& result : results) {
            Json row = toJson(result);
            row["metric_revisions"] = revisionsOf(result.metrics);
            if (result.environment.isObject()) {
                const auto id = environmentId(result.environment);
                const auto known = state_->linesOf(*store::keyBits(id), RecordType::environment);
                const bool here = std::ranges::any_of(known, [&](const Line* line) {
                    return line->journal == state_->own;
                });
                if (!here && written.insert(id).second)
                    text += store::makeLine(id, "environment", result.environment);
                row["environment"] = id;
            }
            text += store::makeLine(result.key, "run", row);
        }
        return text;
    });
}

Status ProjectStore::addMetrics(std::string_view key, const std::map<std::string, MetricValue>& metrics) {
    const std::lock_guard lock(state_->mutex);
    const auto bits = store::keyBits(key);
    if (!bits || !state_->latest(*bits, RecordType::run))
        return badParams("no run has this key", printable(key), "measure a run of this project");
    RunResult carrier;
    carrier.metrics = metrics;
    const Json all = toJson(carrier);
    Json row = Json::object(
        {{"metrics", all.at("metrics")},
         {"metric_errors", all.at("metric_errors")},
         {"metric_revisions", revisionsOf(metrics)}}
    );
    return state_->appendText([&] { return store::makeLine(key, "metric", row); });
}

Status ProjectStore::refresh() {
    const std::lock_guard lock(state_->mutex);
    size_t known = 0;
    bool replaced = false;
    for (const auto& name : store::resultsNames(state_->folder))
        for (const auto& journal : state_->journals)
            known += journal.path().filename() == name ? 1 : 0;
    for (auto& journal : state_->journals) {
        const auto other = journal.lock(false);
        journal.unlock();
        replaced = replaced || (other && *other);
    }
    RB_TRY(state_->document, store::readDocument(state_->folder));
    if (replaced || known < store::resultsNames(state_->folder).size()) return state_->load();
    return state_->scanAll();
}

bool isProject(const std::filesystem::path& folder) {
    return static_cast<bool>(store::readDocument(folder));
}

} // namespace rarebit
