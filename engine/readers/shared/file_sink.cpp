// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/file_sink.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace rarebit::readers {
namespace {

Error writeError(std::string_view where) {
    const int code = errno;
    return ioError(
        fmt::format("cannot write: {}", std::strerror(code)),
        std::string(where),
        code == ENOSPC ? "free some disk space and try again" : "check the folder and its permissions"
    );
}

} // namespace

Result<FileSink> FileSink::create(const std::filesystem::path& path) {
    FileSink sink;
    sink.file_.reset(std::fopen(path.c_str(), "wbxe"));
    if (!sink.file_) return writeError(printable(path.string()));
    return sink;
}

Status FileSink::add(std::span<const std::byte> bytes) {
    if (bytes.empty()) return Ok{}; // fwrite takes no null pointer, whatever the count
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        return writeError("the file being written");
    return Ok{};
}

Status FileSink::close() {
    if (std::fclose(file_.release()) != 0) return writeError("the file being written");
    return Ok{};
}

} // namespace rarebit::readers
