// SPDX-License-Identifier: GPL-3.0-or-later
// Work on whole projects: check, repair, merge, diff, pack, unpack. Where a project is only read, a pack
// (NAME.rarebitz) is as good as a folder.
#pragma once

#include "engine/core/json.hpp"
#include "engine/jobs/job.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace rarebit {

struct Finding {
    std::string
        kind; // torn_line, damaged_line, damaged_object, missing_object, missing_environment,
              // damaged_project_file, stray_object; notes: asset_missing, asset_changed, newer_version
    std::string file; // relative to the project
    uint64_t line = 0;
    std::string what, fix;
    std::string movedTo; // where repair put it
};
Json toJson(const Finding& finding);

struct CheckReport {
    std::vector<Finding> findings; // damage
    std::vector<Finding> notes;    // worth knowing, no damage
    uint64_t lines = 0, runs = 0, keys = 0, objects = 0, assets = 0;
    bool whole() const { return findings.empty(); }
};
Json toJson(const CheckReport& report);

/// Verifies every line and object. repair: damaged lines and objects move to damaged/, nothing is deleted.
/// An error where the folder cannot be read at all.
Result<CheckReport> checkProject(const std::filesystem::path& folder, JobContext& job, bool repair = false);

struct MergeReport {
    uint64_t linesAdded = 0, objectsAdded = 0, recordsAdded = 0;
    std::vector<Finding> notes; // damaged lines of a source that were left out, differing records
};
Json toJson(const MergeReport& report);
/// Set union of lines, objects and records; the result does not depend on the order of `from`. `into` is made
/// where it does not exist.
Result<MergeReport> mergeProjects(
    const std::filesystem::path& into, std::span<const std::filesystem::path> from, JobContext& job
);

/// {"only_a":[row..],"only_b":[..],"changed":[{"key","asset","method","fields":{name:[a,b]}}],"equal":n,
///  "assets":{"only_a","only_b"},"experiments":{..}}; timings and environments do not count as changes.
Result<Json> diffProjects(const std::filesystem::path& a, const std::filesystem::path& b, JobContext& job);

/// All files of the project as one zip, stored. Equal projects give equal packs.
Status packProject(const std::filesystem::path& folder, const std::filesystem::path& target, JobContext& job);
/// The folder must not exist yet. Names that leave it, links and oversized members are refused.
Status unpackProject(const std::filesystem::path& pack, const std::filesystem::path& folder, JobContext& job);

} // namespace rarebit
