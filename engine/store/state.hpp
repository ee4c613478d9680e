// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of ProjectStore share. Everything is called with the mutex held.
#pragma once

#include "engine/store/journal.hpp"
#include "engine/store/project_store.hpp"

#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace rarebit {

namespace store {

class RowIndex;

struct ProjectState {
    std::filesystem::path folder;
    ProjectOptions options;
    bool readOnly = false;
    Json document;

    mutable std::mutex mutex;
    std::vector<Journal> journals; // results.jsonl first, shards in order of their names
    size_t own = 0;                // the one that is written
    std::vector<Line> lines;
    std::vector<Damage> damage;
    std::vector<Error> problems;
    std::unordered_map<KeyBits, int32_t, KeyBitsHash> last; // newest line of a key
    std::unordered_set<uint64_t> seen;                      // sums: equal lines are one
    std::unordered_set<KeyBits, KeyBitsHash> runs;
    std::vector<KeyBits> order; // keys of runs, as they came
    size_t linked = 0;          // lines that are in `last`
    size_t forgotten = 0;       // lines that were read before a file was replaced
    mutable std::unordered_map<KeyBits, Json, KeyBitsHash> environments;
    mutable std::unique_ptr<RowIndex> index;
    mutable bool indexTried = false;

    ProjectState();
    ~ProjectState();
    Status load();
    Status scanAll();
    Status scanOne(size_t journal);
    void link();
    /// Takes the own journal's lock with everything read; opens anew what was replaced.
    Status lockOwn();
    Status canWrite(std::string_view action) const;
    /// Appends under the lock, synced.
    Status appendText(const std::function<std::string()>& makeText);

    std::vector<const Line*> linesOf(const KeyBits& key, RecordType type) const;
    const Line* latest(const KeyBits& key, RecordType type) const;
    Result<Json> readRow(const Line& line) const; // the line's "row"
    Status joinEnvironment(Json& row) const;
    Result<std::optional<Json>> joined(const KeyBits& key) const;
    std::vector<KeyBits> orderedKeys() const;
    Result<std::vector<KeyBits>> select(const RowQuery& query) const;
};

} // namespace store
} // namespace rarebit
