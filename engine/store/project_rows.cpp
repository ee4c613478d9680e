// SPDX-License-Identifier: GPL-3.0-or-later
// ProjectStore: reading rows back.
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/store/row_index.hpp"
#include "engine/store/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit {

using store::KeyBits;
using store::Line;
using store::ProjectState;
using store::RecordType;

namespace {

// Below this, parsing every row is quicker than looking after an index.
constexpr size_t indexFrom = 2000;

bool older(const Line* a, const Line* b) {
    return std::tie(a->when, a->sum) < std::tie(b->when, b->sum);
}

// Timings, memory and the machine may differ between observations; nothing else may.
constexpr std::array volatileFields{"encode_ms", "decode_ms", "peak_memory_bytes", "environment", "asset"};

// Missing values come last in either direction; numbers stand before text.
bool sortsBefore(const CellValue& a, const CellValue& b, bool descending) {
    const auto rank = [](const CellValue& v) {
        return std::holds_alternative<std::monostate>(v) ? 2 : std::holds_alternative<double>(v) ? 0 : 1;
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return descending ? b < a : a < b;
}

} // namespace

std::vector<const Line*> ProjectState::linesOf(const KeyBits& key, RecordType type) const {
    std::vector<const Line*> out;
    const auto found = last.find(key);
    if (found == last.end()) return out;
    for (int32_t i = found->second; i >= 0; i = lines[static_cast<size_t>(i)].previous)
        if (lines[static_cast<size_t>(i)].type == type) out.push_back(&lines[static_cast<size_t>(i)]);
    std::ranges::sort(out, older);
    return out;
}

const Line* ProjectState::latest(const KeyBits& key, RecordType type) const {
    const auto found = linesOf(key, type);
    return found.empty() ? nullptr : found.back();
}

Result<Json> ProjectState::readRow(const Line& line) const {
    const auto& journal = journals[line.journal];
    RB_TRY(const std::string text, journal.read(line));
    RB_TRY(Json record, Json::parse(text, printable(journal.path().string())));
    return std::move(record["row"]);
}

Status ProjectState::joinEnvironment(Json& row) const {
    const std::string id = row.at("environment").asString();
    const auto key = store::keyBits(id);
    if (!key) return Ok{}; // an object already, or none
    auto known = environments.find(*key);
    if (known == environments.end()) {
        const Line* line = latest(*key, RecordType::environment);
        Json environment;
        if (line) {
            RB_TRY(environment, readRow(*line));
        }
        known = environments.emplace(*key, std::move(environment)).first;
    }
    row["environment"] = known->second.isNull() ? Json::object({{"id", id}}) : known->second;
    return Ok{};
}

Result<std::optional<Json>> ProjectState::joined(const KeyBits& key) const {
    const Line* run = latest(key, RecordType::run);
    if (!run) return std::optional<Json>();
    RB_TRY(Json row, readRow(*run));
    RB_CHECK(joinEnvironment(row));
    for (const Line* line : linesOf(key, RecordType::metric)) {
        RB_TRY(const Json added, readRow(*line));
        for (const auto& [name, value] : added.at("metrics").members()) {
            const int64_t revision = added.at("metric_revisions").at(name).asInt();
            const bool stale =
                row.at("metrics").contains(name) && revision < row.at("metric_revisions").at(name).asInt();
            if (stale) continue;
            row["metrics"][name] = value;
            row["metric_revisions"][name] = revision;
            row["metric_errors"].erase(name);
            if (added.at("metric_errors").contains(name))
                row["metric_errors"][name] = added.at("metric_errors").at(name);
        }
    }
    return std::optional<Json>(std::move(row));
}

// The order in the files, so that it is the same after the project is opened again.
std::vector<KeyBits> ProjectState::orderedKeys() const {
    std::vector<std::pair<std::pair<uint16_t, uint64_t>, KeyBits>> places;
    places.reserve(order.size());
    for (const auto& key : order) {
        std::pair<uint16_t, uint64_t> first{UINT16_MAX, UINT64_MAX};
        for (int32_t i = last.at(key); i >= 0; i = lines[static_cast<size_t>(i)].previous)
            if (const Line& line = lines[static_cast<size_t>(i)]; line.type == RecordType::run)
                first = std::min(first, std::pair{line.journal, line.offset});
        places.emplace_back(first, key);
    }
    std::ranges::sort(places);
    std::vector<KeyBits> out;
    for (const auto& [place, key] : places)
        out.push_back(key);
    return out;
}

Result<std::vector<KeyBits>> ProjectState::select(const RowQuery& query) const {
    std::vector<KeyBits> keys = orderedKeys();
    std::vector<std::pair<KeyBits, CellValue>> chosen;
    bool done = false;
    if (keys.size() >= indexFrom && store::RowIndex::covers(query)) {
        if (!index && !indexTried) index = store::RowIndex::open(folder);
        indexTried = true;
        if (index) {
            auto found = index->select(*this, query);
            done = found.has_value();
            if (done) {
                keys.clear();
                chosen = std::move(*found);
            }
        }
    }
    if (done) {
        // The index knows no order of files.
        std::unordered_map<KeyBits, size_t, store::KeyBitsHash> place;
        for (const auto& key : orderedKeys())
            place.emplace(key, place.size());
        std::ranges::sort(chosen, {}, [&](const auto& c) { return place[c.first]; });
    }
    for (const auto& key : keys) {
        RB_TRY(const auto row, joined(key));
        if (row && query.filter.matches(*row))
            chosen.emplace_back(
                key, query.sortColumn.empty() ? CellValue{} : rowValue(*row, query.sortColumn)
            );
    }
    if (!query.sortColumn.empty())
        std::ranges::stable_sort(chosen, [&](const auto& a, const auto& b) {
            return sortsBefore(a.second, b.second, query.descending);
        });
    if (chosen.size() > query.limit) chosen.resize(query.limit);
    std::vector<KeyBits> out;
    for (const auto& [key, value] : chosen)
        out.push_back(key);
    return out;
}

bool ProjectStore::contains(std::string_view key) const {
    const std::lock_guard lock(state_->mutex);
    const auto bits = store::keyBits(key);
    return bits && state_->latest(*bits, RecordType::run);
}

size_t ProjectStore::size() const {
    const std::lock_guard lock(state_->mutex);
    return state_->order.size();
}

size_t ProjectStore::mark() const {
    const std::lock_guard lock(state_->mutex);
    return state_->forgotten + state_->lines.size();
}

std::vector<std::string> ProjectStore::changedSince(size_t mark) const {
    const std::lock_guard lock(state_->mutex);
    const size_t first = mark < state_->forgotten ? 0 : mark - state_->forgotten;
    std::vector<std::string> out;
    for (const auto& key : state_->order)
        if (static_cast<size_t>(state_->last.at(key)) >= first) out.push_back(store::toHex(key));
    return out;
}

Result<std::optional<Json>> ProjectStore::row(std::string_view key) const {
    const std::lock_guard lock(state_->mutex);
    const auto bits = store::keyBits(key);
    if (!bits) return std::optional<Json>();
    return state_->joined(*bits);
}

std::optional<RunResult> ProjectStore::find(std::string_view key) const {
    const auto found = row(key);
    if (!found || !*found) return std::nullopt;
    auto result = runResultFromJson(**found);
    if (!result) return std::nullopt;
    return std::move(*result);
}

std::vector<std::string>
ProjectStore::missingMetrics(std::string_view key, std::span<const std::string> specs) const {
    const auto found = row(key);
    std::vector<std::string> out;
    for (const auto& text : specs) {
        const auto spec = parseSpec(text);
        uint32_t revision = 0;
        for (const auto& info : allMetrics())
            if (spec && info.id == spec->id) revision = info.revision;
        const bool here = found && *found && (*found)->at("metrics").contains(text) &&
                          (*found)->at("metric_revisions").at(text).asInt() >= revision;
        if (!here) out.push_back(text);
    }
    return out;
}

Result<std::vector<Json>> ProjectStore::rows() const {
    return query({});
}

Result<std::vector<Json>> ProjectStore::query(const RowQuery& query) const {
    if (!query.sortColumn.empty()) RB_CHECK(checkColumn(query.sortColumn));
    const std::lock_guard lock(state_->mutex);
    std::vector<Json> out;
    if (query.filter.empty() && query.sortColumn.empty()) { // nothing to choose: each row is read once
        for (const auto& key : state_->orderedKeys()) {
            if (out.size() >= query.limit) break;
            RB_TRY(auto row, state_->joined(key));
            if (row) out.push_back(std::move(*row));
        }
        return out;
    }
    RB_TRY(const auto keys, state_->select(query));
    for (const auto& key : keys) {
        RB_TRY(auto row, state_->joined(key));
        if (row) out.push_back(std::move(*row));
    }
    return out;
}

Result<std::vector<std::string>> ProjectStore::keys(const RowQuery& query) const {
    if (!query.sortColumn.empty()) RB_CHECK(checkColumn(query.sortColumn));
    const std::lock_guard lock(state_->mutex);
    std::vector<KeyBits> keys;
    if (query.filter.empty() && query.sortColumn.empty()) {
        keys = state_->orderedKeys();
    } else {
        RB_TRY(keys, state_->select(query));
    }
    std::vector<std::string> out;
    for (size_t i = 0; i < std::min(keys.size(), query.limit); ++i)
        out.push_back(toHex(keys[i]));
    return out;
}

Result<std::vector<Json>> ProjectStore::observations(std::string_view key) const {
    const std::lock_guard lock(state_->mutex);
    std::vector<Json> out;
    const auto bits = store::keyBits(key);
    if (!bits) return out;
    for (const Line* line : state_->linesOf(*bits, RecordType::run)) {
        RB_TRY(Json row, state_->readRow(*line));
        RB_CHECK(state_->joinEnvironment(row));
        out.push_back(std::move(row));
    }
    return out;
}

Result<Json> ProjectStore::drift() const {
    std::vector<std::string> repeated;
    {
        const std::lock_guard lock(state_->mutex);
        for (const auto& key : state_->orderedKeys())
            if (state_->linesOf(key, RecordType::run).size() > 1) repeated.push_back(toHex(key));
    }
    Json out = Json::array();
    for (const auto& key : repeated) {
        RB_TRY(const auto rows, observations(key));
        // A failure beside a success is no drift of a value: the failure may have been the machine's.
        std::vector<const Json*> good;
        for (const auto& row : rows)
            if (row.at("error").isNull()) good.push_back(&row);
        std::map<std::string, std::vector<Json>> values;
        for (const Json* row : good)
            for (const auto& [name, value] : row->members())
                if (std::ranges::find(volatileFields, name) == volatileFields.end() && name != "metrics" &&
                    name != "metric_errors" && name != "metric_revisions")
                    values[name].push_back(value);
        for (const Json* row : good)
            for (const auto& [name, value] : row->at("metrics").members())
                values["metrics." + name + "@" + row->at("metric_revisions").at(name).dump()].push_back(value
                );
        for (const auto& [name, seen] : values)
            if (std::ranges::any_of(seen, [&first = seen.front()](const Json& v) { return !(v == first); }))
                out.push(Json::object(
                    {{"key", key}, {"field", name.substr(0, name.find('@'))}, {"values", Json(seen)}}
                ));
    }
    return out;
}

} // namespace rarebit
