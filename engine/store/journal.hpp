// SPDX-License-Identifier: GPL-3.0-or-later
// One results file: appended under a file lock, synced before an append returns, read by position.
#pragma once

#include "engine/store/records.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit::store {

struct Line {
    KeyBits key;
    uint64_t offset = 0, sum = 0;
    int64_t when = 0;
    uint32_t length = 0;   // without line end
    int32_t previous = -1; // the line before with the same key
    uint16_t journal = 0;
    RecordType type = RecordType::other;
};

/// A stretch of a results file that holds no whole line.
struct Damage {
    std::filesystem::path file;
    uint64_t line = 0, offset = 0, length = 0; // line counts from 1
    bool torn = false;                         // the unfinished last line
};

class Journal {
public:
    /// Opens for reading and, where the file system lets us, for appending. create: makes a missing file.
    static Result<Journal> open(const std::filesystem::path& path, bool create);
    Journal(Journal&& other) noexcept;
    Journal& operator=(Journal&& other) noexcept;
    ~Journal();

    const std::filesystem::path& path() const { return path_; }
    bool writable() const { return writable_; }

    /// True in the result: another file stands at this path now (repair or merge); open it anew.
    Result<bool> lock(bool exclusive);
    void unlock();
    /// Reads what was added since the last call. Lines that are not whole go to `damage`.
    Status scan(std::vector<Line>& lines, std::vector<Damage>& damage, uint16_t journal);
    /// Under the exclusive lock: a torn tail goes to `damaged` (or gets its line end, where it is whole).
    Status closeTail(const std::filesystem::path& damagedFolder);
    /// Under the exclusive lock: all of the text and synced, or nothing of it.
    Status append(std::string_view text);
    /// A scanned line; fails where the bytes changed since.
    Result<std::string> read(const Line& line) const;
    uint64_t scannedBytes() const { return scanned_; }
    uint64_t scannedLines() const { return lines_; }

private:
    Journal() = default;
    int fd_ = -1;
    bool writable_ = false;
    uint64_t scanned_ = 0, lines_ = 0;
    std::filesystem::path path_;
};

/// Holds a journal's lock for a scope.
class JournalLock {
public:
    explicit JournalLock(Journal& journal) : journal_(&journal) {}
    ~JournalLock() { journal_->unlock(); }
    JournalLock(const JournalLock&) = delete;
    JournalLock& operator=(const JournalLock&) = delete;

private:
    Journal* journal_;
};

/// "cannot ACTION: No space left on device" with where and fix.
Error storeError(std::string_view action, const std::filesystem::path& path, int code);
/// Makes names in a folder durable.
void syncFolder(const std::filesystem::path& folder);

} // namespace rarebit::store
