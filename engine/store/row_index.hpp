// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a project's rows in an SQLite file of the cache folder. It may be deleted at any time; one
// that does not belong to the lines at hand is built anew.
#pragma once

#include "engine/store/state.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct sqlite3;

namespace rarebit::store {

class RowIndex {
public:
    /// Null where the cache folder cannot be written: queries then read the rows themselves.
    static std::unique_ptr<RowIndex> open(const std::filesystem::path& project);
    ~RowIndex();
    RowIndex(const RowIndex&) = delete;
    RowIndex& operator=(const RowIndex&) = delete;

    /// Columns of environments repeat in every row and are not indexed.
    static bool covers(const RowQuery& query);
    /// Keys that match, with the value of the sort column. Nothing where the index fails in any way.
    std::optional<std::vector<std::pair<KeyBits, CellValue>>>
    select(const ProjectState& state, const RowQuery& query);

private:
    explicit RowIndex(std::filesystem::path file) : file_(std::move(file)) {}
    bool connect();
    void drop(); // closes and removes the file
    bool update(const ProjectState& state);
    bool insert(const ProjectState& state, const std::vector<KeyBits>& keys);
    bool execute(const std::string& sql);
    std::optional<std::vector<std::pair<KeyBits, CellValue>>> answer(const RowQuery& query);
    int columnNumber(const std::string& name);

    std::filesystem::path file_;
    sqlite3* db_ = nullptr;
    std::map<std::string, int, std::less<>> columns_;
};

/// XDG_CACHE_HOME/rarebit, or ~/.cache/rarebit; empty where neither is set.
std::filesystem::path cacheFolder();

} // namespace rarebit::store
