// SPDX-License-Identifier: GPL-3.0-or-later
// A project is a folder NAME.rarebit of text and content-addressed objects
// (resources/help/formats/project.md): project.json, results.jsonl (and results.<shard>.jsonl), objects/.
// Safe for several writers and threads.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/jobs/job.hpp"
#include "engine/store/filter.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

namespace store {
struct ProjectState;
}

struct AssetRecord {
    std::string hash; // content hash: the record's id
    std::string name, kind, reader;
    std::string path; // relative to the project folder, '/' between names
    uint64_t bytes = 0;
    std::filesystem::path file; // where it is on this machine
};

/// Which rows, in which order. Without a sort column: in the order in which keys were first saved.
struct RowQuery {
    Filter filter{};
    std::string sortColumn{};
    bool descending = false;
    size_t limit = SIZE_MAX;
};

struct ProjectOptions {
    /// Results go to results.<shard>.jsonl; every results file is read.
    std::string shard{};
    bool mustWrite = false; // an error at once where the folder is read-only
};

class ProjectStore {
public:
    /// Makes the folder with an empty project; an error where one exists.
    static Result<std::unique_ptr<ProjectStore>> create(const std::filesystem::path& folder);
    static Result<std::unique_ptr<ProjectStore>>
    open(const std::filesystem::path& folder, ProjectOptions options = {});
    ~ProjectStore();

    const std::filesystem::path& folder() const;
    /// The folder cannot be written to, or a newer version of the program made it.
    bool readOnly() const;
    /// What was met and stepped over while reading: a torn last line, damaged lines, a newer version.
    std::vector<Error> problems() const;

    // --- project.json ---
    /// Opens and hashes the file, and notes it; the same content is noted once.
    Result<AssetRecord>
    addAsset(const std::filesystem::path& file, JobContext& job, std::string_view reader = {});
    std::vector<AssetRecord> assets() const;
    /// By hash, name, relative path or path on this machine.
    Result<AssetRecord> findAsset(std::string_view nameOrHashOrPath) const;
    /// Opens the asset's file and checks that it has the content that was noted.
    Result<Asset> openAsset(const AssetRecord& record, JobContext& job) const;
    /// The experiment's id, a hash over its canonical text.
    Result<std::string> addExperiment(const Json& experiment);
    std::vector<std::pair<std::string, Json>> experiments() const;
    /// The whole document; unknown members included.
    Json document() const;
    /// Reads, changes and writes project.json under the project's lock.
    Status edit(const std::function<Status(Json& document)>& change);

    // --- results ---
    /// Durable when it returns: appended under the file's lock and synced.
    Status save(const RunResult& result);
    /// Many with one sync.
    Status save(std::span<const RunResult> results);
    /// Metric values measured later, beside the run of that key.
    Status addMetrics(std::string_view key, const std::map<std::string, MetricValue>& metrics);
    /// Details of a run as objects; those over 8 MiB are left out, since they can be computed again.
    Status saveDetails(std::string_view key, std::span<const Detail> details);
    Result<std::vector<Detail>> details(std::string_view key) const;
    /// A run's stream as an object, so that later metrics need no encoding.
    Status saveStream(std::string_view key, std::span<const std::byte> stream);
    Result<std::optional<Bytes>> stream(std::string_view key) const;

    bool contains(std::string_view key) const;
    size_t size() const; // distinct keys of runs
    /// The latest observation of the key with its environment object and later metrics, as JSON of cli.md.
    Result<std::optional<Json>> row(std::string_view key) const;
    std::optional<RunResult> find(std::string_view key) const;
    /// Of these metric specs, those that the key's row lacks in their current revision.
    std::vector<std::string> missingMetrics(std::string_view key, std::span<const std::string> specs) const;
    Result<std::vector<Json>> rows() const;
    Result<std::vector<Json>> query(const RowQuery& query) const;
    /// The keys of those rows, without reading the rows where the index knows them.
    Result<std::vector<std::string>> keys(const RowQuery& query) const;
    /// Every observation of the key, oldest first.
    Result<std::vector<Json>> observations(std::string_view key) const;
    /// Keys whose observations differ in what must not differ: [{"key","field","values"}].
    Result<Json> drift() const;
    /// How much has been read so far, and the keys of runs with lines since then (all, where a results file
    /// was replaced meanwhile), in the order in which they were first saved.
    size_t mark() const;
    std::vector<std::string> changedSince(size_t mark) const;
    /// Reads what other writers added.
    Status refresh();

    // --- objects ---
    /// Kept once per content; the SHA-256 of the content.
    Result<std::string> putObject(std::span<const std::byte> content);
    Result<Bytes> getObject(std::string_view sha256) const;
    bool hasObject(std::string_view sha256) const;

private:
    explicit ProjectStore(std::unique_ptr<store::ProjectState> state);
    std::unique_ptr<store::ProjectState> state_;
};

/// True for a folder with a project.json of this program.
bool isProject(const std::filesystem::path& folder);

} // namespace rarebit
