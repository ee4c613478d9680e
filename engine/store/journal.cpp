// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/journal.hpp"

#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace rarebit::store {
namespace {

constexpr size_t readStep = size_t(8) << 20;

Result<size_t> readAt(int fd, char* data, size_t size, uint64_t offset, const std::filesystem::path& path) {
    size_t have = 0;
    while (have < size) {
        const ssize_t n = pread(fd, data + have, size - have, static_cast<off_t>(offset + have));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return storeError("read the results", path, errno);
        if (n == 0) break;
        have += static_cast<size_t>(n);
    }
    return have;
}

Status writeAt(int fd, std::string_view text, uint64_t offset, const std::filesystem::path& path) {
    while (!text.empty()) {
        const ssize_t n = pwrite(fd, text.data(), text.size(), static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return storeError("append to the results", path, errno);
        text.remove_prefix(static_cast<size_t>(n));
        offset += static_cast<size_t>(n);
    }
    return Ok{};
}

} // namespace

Error storeError(std::string_view action, const std::filesystem::path& path, int code) {
    const char* fix = code == ENOENT ? "check the path; `rarebit project new` makes a project"
                      : code == EACCES || code == EPERM || code == EROFS
                          ? "the project can only be read here; copy it to a folder that you can write to"
                      : code == ENOSPC || code == EDQUOT || code == EFBIG
                          ? "free some disk space and run it again; what was finished is kept"
                          : "check the disk and run it again; what was finished is kept";
    return ioError(fmt::format("cannot {}: {}", action, std::strerror(code)), printable(path.string()), fix);
}

void syncFolder(const std::filesystem::path& folder) {
    const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

Result<Journal> Journal::open(const std::filesystem::path& path, bool create) {
    Journal journal;
    journal.path_ = path;
    const int flags = O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
    journal.fd_ = ::open(path.c_str(), O_RDWR | flags | (create ? O_CREAT : 0), 0666);
    journal.writable_ = journal.fd_ >= 0;
    if (journal.fd_ < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
        journal.fd_ = ::open(path.c_str(), O_RDONLY | flags);
    if (journal.fd_ < 0) return storeError("open the results", path, errno);
    struct stat status {};
    if (fstat(journal.fd_, &status) != 0) return storeError("open the results", path, errno);
    if (!S_ISREG(status.st_mode))
        return ioError(
            "the results are not a regular file", printable(path.string()), "give the folder of a project"
        );
    return journal;
}

Journal::Journal(Journal&& other) noexcept {
    *this = std::move(other);
}
Journal& Journal::operator=(Journal&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(path_, other.path_);
    writable_ = other.writable_;
    scanned_ = other.scanned_;
    lines_ = other.lines_;
    return *this;
}
Journal::~Journal() {
    if (fd_ >= 0) close(fd_);
}

Result<bool> Journal::lock(bool exclusive) {
    while (flock(fd_, exclusive ? LOCK_EX : LOCK_SH) != 0)
        if (errno != EINTR) return storeError("lock the results", path_, errno);
    struct stat mine {
    }, named{};
    if (fstat(fd_, &mine) != 0 || stat(path_.c_str(), &named) != 0) return true;
    return mine.st_ino != named.st_ino || mine.st_dev != named.st_dev;
}

void Journal::unlock() {
    if (fd_ >= 0) flock(fd_, LOCK_UN);
}

Status Journal::scan(std::vector<Line>& lines, std::vector<Damage>& damage, uint16_t journal) {
    std::vector<char> buffer;
    size_t have = 0;                              // bytes of the buffer, which starts at offset scanned_
    const auto take = [&](std::span<char> text) { // one line without its end
        ++lines_;
        if (text.empty()) return; // blank lines are harmless: editors and merges leave them
        if (const auto head = readLineHead(text))
            lines.push_back(
                {head->key,
                 scanned_,
                 head->sum,
                 head->when,
                 static_cast<uint32_t>(text.size()),
                 -1,
                 journal,
                 head->type}
            );
        else
            damage.push_back({path_, lines_, scanned_, text.size(), false});
    };
    while (true) {
        if (buffer.size() < have + readStep) buffer.resize(have + readStep);
        RB_TRY(const size_t got, readAt(fd_, buffer.data() + have, readStep, scanned_ + have, path_));
        have += got;
        size_t at = 0;
        while (const void* end = std::memchr(buffer.data() + at, '\n', have - at)) {
            const auto length = static_cast<size_t>(static_cast<const char*>(end) - (buffer.data() + at));
            take(std::span(buffer.data() + at, length));
            at += length + 1;
            scanned_ += length + 1;
        }
        std::memmove(buffer.data(), buffer.data() + at, have - at);
        have -= at;
        if (got < readStep) break;
        // A line of gigabytes is damage, not data; it must not be collected in memory.
        if (have > (size_t(256) << 20)) break;
    }
    if (have > 0) damage.push_back({path_, lines_ + 1, scanned_, have, true});
    return Ok{};
}

Status Journal::closeTail(const std::filesystem::path& damagedFolder) {
    struct stat status {};
    if (fstat(fd_, &status) != 0) return storeError("read the results", path_, errno);
    const auto size = static_cast<uint64_t>(status.st_size);
    if (size <= scanned_) return Ok{};
    std::string tail(size - scanned_, '\0');
    RB_TRY(const size_t got, readAt(fd_, tail.data(), tail.size(), scanned_, path_));
    tail.resize(got);
    if (readLineHead(tail)) return writeAt(fd_, "\n", size, path_);
    std::error_code code;
    std::filesystem::create_directories(damagedFolder, code);
    RB_CHECK(writeFile(damagedFolder / fmt::format("torn-{}.txt", hashHex(tail)), tail));
    if (ftruncate(fd_, static_cast<off_t>(scanned_)) != 0)
        return storeError("drop a torn line of the results", path_, errno);
    return Ok{};
}

Status Journal::append(std::string_view text) {
    struct stat status {};
    if (fstat(fd_, &status) != 0) return storeError("append to the results", path_, errno);
    const auto size = static_cast<uint64_t>(status.st_size);
    Status written = writeAt(fd_, text, size, path_);
    if (written && fdatasync(fd_) != 0) written = storeError("append to the results", path_, errno);
    // What does not fit is taken back, so that the file ends with a whole line.
    if (!written && ftruncate(fd_, static_cast<off_t>(size)) != 0) return written;
    return written;
}

Result<std::string> Journal::read(const Line& line) const {
    std::string text(line.length, '\0');
    RB_TRY(const size_t got, readAt(fd_, text.data(), text.size(), line.offset, path_));
    if (got != text.size() || !readLineHead(text))
        return ioError(
            fmt::format("the line at byte {} changed after it was checked", line.offset),
            printable(path_.string()),
            "`rarebit project check` lists damaged lines"
        );
    return text;
}

} // namespace rarebit::store
