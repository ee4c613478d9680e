// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"

#include "engine/core/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace rarebit {
namespace {

constexpr size_t spoolThreshold = size_t(64) << 20;

std::string show(const std::filesystem::path& path) {
    return printable(path.string());
}

Error fileError(std::string_view action, const std::filesystem::path& path, int code) {
    const char* fix = code == ENOENT ? "check the path"
                      : code == EACCES || code == EPERM || code == EROFS
                          ? "check the permissions, or use another folder"
                      : code == ENOSPC || code == EDQUOT ? "free some disk space and try again"
                                                         : "check the disk and the path";
    return ioError(fmt::format("cannot {}: {}", action, std::strerror(code)), show(path), fix);
}

struct Descriptor {
    int fd = -1;
    explicit Descriptor(int value) : fd(value) {}
    ~Descriptor() {
        if (fd >= 0) close(fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

// O_NONBLOCK: opening a pipe must not wait for a writer; it is then refused by its type.
Result<std::pair<std::shared_ptr<Descriptor>, uint64_t>> openRegular(const std::filesystem::path& path) {
    auto file = std::make_shared<Descriptor>(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file->fd < 0) return fileError("open the file", path, errno);
    struct stat status {};
    if (fstat(file->fd, &status) != 0) return fileError("read the file's size", path, errno);
    if (!S_ISREG(status.st_mode))
        return ioError(
            S_ISDIR(status.st_mode) ? "a folder where a file is needed" : "not a regular file",
            show(path),
            "give the path of a regular file"
        );
    return std::pair{std::move(file), static_cast<uint64_t>(status.st_size)};
}

Result<Bytes> mapDescriptor(int fd, uint64_t size, const std::filesystem::path& path) {
    if (size == 0) return Bytes{};
    void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (address == MAP_FAILED) return fileError("map the file", path, errno);
    std::shared_ptr<const void> owner(address, [size](const void* p) { munmap(const_cast<void*>(p), size); });
    return Bytes{{static_cast<const std::byte*>(address), size}, std::move(owner)};
}

} // namespace

Result<Bytes> mapFile(const std::filesystem::path& path) {
    RB_TRY(const auto file, openRegular(path));
    return mapDescriptor(file.first->fd, file.second, path);
}

Result<std::vector<std::byte>> readHead(const std::filesystem::path& path, size_t count) {
    RB_TRY(const auto file, openRegular(path));
    std::vector<std::byte> head(std::min<uint64_t>(count, file.second));
    size_t have = 0;
    while (have < head.size()) {
        const ssize_t n = read(file.first->fd, head.data() + have, head.size() - have);
        if (n < 0) return fileError("read the file", path, errno);
        if (n == 0) break;
        have += static_cast<size_t>(n);
    }
    head.resize(have);
    return head;
}

Status writeAtomically(
    const std::filesystem::path& path,
    const std::function<Status(const std::filesystem::path& temporary)>& fill
) {
    static std::atomic<unsigned> counter{0};
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        return ioError(
            "a folder of that name exists", show(path), "give the name of a file, or remove the folder"
        );
    // The suffix stays last: libraries choose formats by it.
    auto temporary = path;
    temporary.replace_filename(fmt::format(
        ".{}.{}-{}{}", path.stem().string(), getpid(), counter.fetch_add(1), path.extension().string()
    ));
    const auto drop = [&] { std::filesystem::remove_all(temporary, code); };
    Status status = fill(temporary);
    if (!status) {
        drop();
        return status;
    }
    {
        const Descriptor file(open(temporary.c_str(), O_RDONLY | O_CLOEXEC));
        if (file.fd < 0 || fsync(file.fd) != 0) {
            const int error = errno;
            drop();
            return fileError("write the file", path, error);
        }
    }
    if (rename(temporary.c_str(), path.c_str()) != 0) {
        const int error = errno;
        drop();
        return fileError("rename the finished file", path, error);
    }
    return Ok{};
}

Status writeFile(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        const Descriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        if (file.fd < 0) return fileError("create the file", path, errno);
        for (auto rest = bytes; !rest.empty();) {
            const ssize_t n = write(file.fd, rest.data(), rest.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return fileError("write the file", path, errno);
            rest = rest.subspan(static_cast<size_t>(n));
        }
        return Ok{};
    });
}

SpoolSink::~SpoolSink() {
    if (file_) std::fclose(file_);
}

Status SpoolSink::add(std::span<const std::byte> bytes) {
    const auto spoolError = [] {
        return fileError("write to a temporary file", std::filesystem::temp_directory_path(), errno);
    };
    if (!file_ && size_ + bytes.size() > spoolThreshold) {
        file_ = std::tmpfile();
        if (!file_) return spoolError();
        if (std::fwrite(memory_.data(), 1, memory_.size(), file_) != memory_.size()) return spoolError();
        memory_ = {};
    }
    if (file_) {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return spoolError();
    } else {
        memory_.insert(memory_.end(), bytes.begin(), bytes.end());
    }
    size_ += bytes.size();
    return Ok{};
}

Result<Bytes> SpoolSink::finish() {
    const uint64_t size = std::exchange(size_, 0);
    if (!file_) return ownBytes(std::exchange(memory_, {}));
    std::FILE* file = std::exchange(file_, nullptr);
    const bool flushed = std::fflush(file) == 0;
    auto mapped = flushed ? mapDescriptor(fileno(file), size, "temporary file")
                          : Result<Bytes>(fileError("write to a temporary file", "temporary file", errno));
    std::fclose(file); // the mapping keeps the unlinked file alive
    return mapped;
}

Result<std::filesystem::path>
pathInside(const std::filesystem::path& folder, std::string_view name, std::string_view where) {
    const std::filesystem::path relative{name};
    const auto refuse = [&] {
        return badInput(
            fmt::format("the file names '{}', which lies outside its folder", printable(name)),
            std::string(where),
            "put the named file beside this one and use its plain name"
        );
    };
    if (name.empty() || relative.is_absolute() || name.find('\0') != std::string_view::npos) return refuse();
    for (const auto& piece : relative)
        if (piece == "..") return refuse();
    std::error_code code;
    const auto base = std::filesystem::weakly_canonical(folder, code);
    const auto full = std::filesystem::weakly_canonical(folder / relative, code);
    const auto [end, unused] = std::mismatch(base.begin(), base.end(), full.begin(), full.end());
    if (code || end != base.end()) return refuse();
    return folder / relative;
}

} // namespace rarebit
