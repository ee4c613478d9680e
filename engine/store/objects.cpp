// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/objects.hpp"

#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/store/journal.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

namespace rarebit::store {
namespace {

constexpr int level = 3;
constexpr const char* objectFix = "`rarebit project check --repair` sets it aside; the run can be repeated";

struct Decompressor {
    ZSTD_DCtx* context = ZSTD_createDCtx();
    ~Decompressor() { ZSTD_freeDCtx(context); }
};

} // namespace

bool isObjectName(std::string_view name) {
    return name.size() == 64 &&
           std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::filesystem::path objectPath(const std::filesystem::path& project, std::string_view sha256) {
    return project / "objects" / sha256.substr(0, 2) / sha256.substr(2);
}

Result<std::string> writeObject(const std::filesystem::path& project, std::span<const std::byte> content) {
    const std::string name = sha256Hex(content);
    const auto path = objectPath(project, name);
    std::error_code code;
    if (std::filesystem::exists(path, code)) return name;
    std::filesystem::create_directories(path.parent_path(), code);
    if (code) return storeError("make a folder for objects", path.parent_path(), code.value());
    std::vector<std::byte> packed(ZSTD_compressBound(content.size()));
    const size_t size = ZSTD_compress(packed.data(), packed.size(), content.data(), content.size(), level);
    if (ZSTD_isError(size))
        return internalError(fmt::format("zstd: {}", ZSTD_getErrorName(size)), "objects of the project");
    RB_CHECK(writeFile(path, std::span<const std::byte>(packed).first(size)));
    syncFolder(path.parent_path());
    return name;
}

Result<Bytes> readObject(const std::filesystem::path& project, std::string_view sha256) {
    if (!isObjectName(sha256))
        return badParams(
            fmt::format("'{}' is no name of an object", printable(sha256)),
            printable(project.string()),
            "objects are named by 64 hex digits"
        );
    const auto path = objectPath(project, sha256);
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), printable(path.string()), objectFix);
    };
    RB_TRY(const Bytes packed, mapFile(path));
    const Decompressor zstd;
    std::vector<std::byte> content;
    // Grown as data arrives: what the frame says of its size is not trusted.
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    const size_t step = ZSTD_DStreamOutSize();
    size_t left = 1;
    while (left != 0) {
        const size_t have = content.size();
        if (have + step > memoryBudget())
            return damaged(fmt::format("the object holds more than {}", humanBytes(memoryBudget())));
        if (content.capacity() < have + step) content.reserve(std::max(have * 2, have + step));
        content.resize(have + step);
        ZSTD_outBuffer out{content.data() + have, step, 0};
        const size_t before = in.pos;
        left = ZSTD_decompressStream(zstd.context, &out, &in);
        content.resize(have + out.pos);
        if (ZSTD_isError(left))
            return damaged(fmt::format("the object is damaged: {}", ZSTD_getErrorName(left)));
        if (left != 0 && out.pos == 0 && in.pos == before && in.pos == in.size)
            return damaged(fmt::format("the object ends early, after {} bytes", in.size));
    }
    if (in.pos != in.size) return damaged(fmt::format("{} bytes follow the object's end", in.size - in.pos));
    if (const auto name = sha256Hex(content); name != sha256)
        return damaged(fmt::format("the object's content has the hash {}", name));
    return ownBytes(std::move(content));
}

std::vector<std::string>
listObjects(const std::filesystem::path& project, std::vector<std::filesystem::path>& strays) {
    std::vector<std::string> out;
    std::error_code code;
    for (std::filesystem::recursive_directory_iterator it(project / "objects", code), end; !code && it != end;
         it.increment(code)) {
        if (it->is_directory(code)) continue;
        const auto name = it->path().parent_path().filename().string() + it->path().filename().string();
        // Temporary names of writers that were killed start with a dot.
        if (isObjectName(name) && it->is_regular_file(code) && !it->is_symlink(code))
            out.push_back(name);
        else if (!it->path().filename().string().starts_with('.'))
            strays.push_back(it->path());
    }
    std::ranges::sort(out);
    std::ranges::sort(strays);
    return out;
}

} // namespace rarebit::store
