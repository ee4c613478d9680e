// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"
#include "engine/store/temporary_project.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace rarebit {
namespace {

// What may differ from one observation to the next without a change of the result. `asset` is a file's name.
constexpr std::array volatileFields{
    "encode_ms", "decode_ms", "peak_memory_bytes", "environment", "asset", "metric_revisions"};

Json changedFields(const Json& a, const Json& b) {
    Json out = Json::object();
    const auto compare = [&](const std::string& name, const Json& x, const Json& y) {
        if (!(x == y)) out[name] = Json::array({x, y});
    };
    std::map<std::string, int> names;
    for (const Json* row : {&a, &b})
        for (const auto& [name, value] : row->members())
            ++names[name];
    for (const auto& [name, count] : names) {
        if (std::ranges::find(volatileFields, name) != volatileFields.end()) continue;
        if (!a.at(name).isObject() || !b.at(name).isObject()) {
            compare(name, a.at(name), b.at(name));
            continue;
        }
        std::map<std::string, int> inner;
        for (const Json* row : {&a, &b})
            for (const auto& [key, value] : row->at(name).members())
                ++inner[key];
        for (const auto& [key, unused] : inner)
            compare(name + "." + key, a.at(name).at(key), b.at(name).at(key));
    }
    return out;
}

Json brief(const Json& row) {
    Json out = Json::object();
    for (const char* name : {"key", "asset", "method", "params"})
        out[name] = row.at(name);
    return out;
}

Json recordDiff(const Json& a, const Json& b) {
    Json onlyA = Json::array(), onlyB = Json::array(), changed = Json::array();
    for (const auto& [id, record] : a.members()) {
        if (!b.contains(id))
            onlyA.push(id);
        else if (!(b.at(id) == record))
            changed.push(id);
    }
    for (const auto& [id, record] : b.members())
        if (!a.contains(id)) onlyB.push(id);
    return Json::object({{"only_a", onlyA}, {"only_b", onlyB}, {"changed", changed}});
}

} // namespace

Result<Json> diffProjects(const std::filesystem::path& a, const std::filesystem::path& b, JobContext& job) {
    RB_TRY(const auto projectA, store::ReadableProject::open(a, job));
    RB_TRY(const auto projectB, store::ReadableProject::open(b, job));
    RB_TRY(const auto storeA, ProjectStore::open(projectA.folder()));
    RB_TRY(const auto storeB, ProjectStore::open(projectB.folder()));
    RB_TRY(const auto rowsA, storeA->rows());
    RB_TRY(const auto rowsB, storeB->rows());
    std::map<std::string, const Json*> left, right;
    for (const auto& row : rowsA)
        left[row.at("key").asString()] = &row;
    for (const auto& row : rowsB)
        right[row.at("key").asString()] = &row;
    Json onlyA = Json::array(), onlyB = Json::array(), changed = Json::array();
    int64_t equal = 0;
    for (const auto& [key, row] : left) {
        if (job.cancelled()) return cancelledError("comparing projects");
        const auto other = right.find(key);
        if (other == right.end()) {
            onlyA.push(brief(*row));
            continue;
        }
        Json fields = changedFields(*row, *other->second);
        if (fields.size() == 0) {
            ++equal;
            continue;
        }
        Json entry = brief(*row);
        entry["fields"] = std::move(fields);
        changed.push(std::move(entry));
    }
    for (const auto& [key, row] : right)
        if (!left.contains(key)) onlyB.push(brief(*row));
    const Json documentA = storeA->document(), documentB = storeB->document();
    Json out = Json::object({{"only_a", onlyA}, {"only_b", onlyB}, {"changed", changed}, {"equal", equal}});
    for (const char* group : {"assets", "experiments", "recipes", "notes"})
        out[group] = recordDiff(documentA.at(group), documentB.at(group));
    return out;
}

} // namespace rarebit
