// SPDX-License-Identifier: GPL-3.0-or-later
// Packs: a project as one zip with stored members, in order of their names and without times, so that equal
// projects give equal packs.
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/readers/shared/zip.hpp"
#include "engine/store/document.hpp"
#include "engine/store/journal.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/results_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace rarebit {
namespace {

constexpr zip_uint16_t dosDate1980 = 33; // the earliest day that a zip can name

// Everything but links and the temporary names of writers.
Result<std::vector<std::string>> packedNames(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code code;
    for (std::filesystem::recursive_directory_iterator it(folder, code), end; !code && it != end;
         it.increment(code)) {
        const auto name = it->path().filename().string();
        if (name.starts_with('.') && name != ".gitattributes") {
            if (it->is_directory(code)) it.disable_recursion_pending();
            continue;
        }
        if (it->is_symlink(code) || !it->is_regular_file(code)) continue;
        names.push_back(it->path().lexically_relative(folder).generic_string());
    }
    if (code) return store::storeError("list the project's files", folder, code.value());
    std::ranges::sort(names);
    return names;
}

Error zipFailure(zip_t* archive, const std::filesystem::path& target) {
    const int code = zip_error_code_system(zip_get_error(archive));
    return ioError(
        fmt::format("cannot write the pack: {}", zip_error_strerror(zip_get_error(archive))),
        printable(target.string()),
        code == ENOSPC ? "free some disk space and try again" : "check the disk and the path"
    );
}

Status
addMembers(zip_t* archive, const std::filesystem::path& folder, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        zip_source_t* source = zip_source_file(archive, (folder / name).c_str(), 0, -1);
        if (!source) return zipFailure(archive, folder / name);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            return zipFailure(archive, folder / name);
        }
        const auto at = static_cast<zip_uint64_t>(index);
        if (zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) != 0 ||
            zip_file_set_dostime(archive, at, 0, dosDate1980, 0) != 0 ||
            zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, zip_uint32_t(0100644) << 16) !=
                0)
            return zipFailure(archive, folder / name);
    }
    return Ok{};
}

Status writeZipFile(
    const std::filesystem::path& folder,
    const std::vector<std::string>& names,
    const std::filesystem::path& temporary,
    JobContext& job
) {
    int error = 0;
    zip_t* archive = zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!archive) return store::storeError("create the pack", temporary, errno);
    Status added = addMembers(archive, folder, names);
    if (!added) {
        zip_discard(archive);
        return added;
    }
    zip_register_cancel_callback_with_state(
        archive,
        [](zip_t*, void* state) { return static_cast<JobContext*>(state)->cancelled() ? 1 : 0; },
        nullptr,
        &job
    );
    if (zip_close(archive) != 0) {
        Error failure =
            job.cancelled() ? cancelledError("packing the project") : zipFailure(archive, temporary);
        zip_discard(archive);
        return failure;
    }
    return Ok{};
}

Status extract(const ZipArchive& archive, const std::filesystem::path& folder, JobContext& job) {
    std::error_code code;
    double done = 0;
    for (const auto& member : archive.members()) {
        if (member.name.ends_with('/')) continue; // folders come with their files
        job.progress(done++ / double(archive.members().size()), "unpacking");
        RB_TRY(const auto path, pathInside(folder, member.name, "pack"));
        std::filesystem::create_directories(path.parent_path(), code);
        if (code) return store::storeError("make a folder of the project", path.parent_path(), code.value());
        const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0) return store::storeError("unpack a file", path, errno);
        const auto write = [&](std::span<const std::byte> bytes) -> Status {
            while (!bytes.empty()) {
                const ssize_t n = ::write(fd, bytes.data(), bytes.size());
                if (n < 0 && errno == EINTR) continue;
                if (n < 0) return store::storeError("unpack a file", path, errno);
                bytes = bytes.subspan(static_cast<size_t>(n));
            }
            return Ok{};
        };
        Status status = archive.read(member, job, write);
        close(fd);
        RB_CHECK(std::move(status));
    }
    // One sync for all of them: a pack may hold thousands of small objects.
    const int all = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = all >= 0 && syncfs(all) == 0;
    const int error = errno;
    if (all >= 0) close(all);
    if (!synced) return store::storeError("unpack the project", folder, error);
    return Ok{};
}

// Members that share bytes would unpack to far more than the pack holds.
Status checkSizes(const ZipArchive& archive, uint64_t packBytes, const std::string& where) {
    uint64_t sum = 0;
    for (const auto& member : archive.members()) {
        sum += member.compressedSize;
        if (member.compressedSize > packBytes || sum > packBytes)
            return badInput(
                fmt::format("the members claim more bytes than the {} of the pack", packBytes),
                where,
                "get the pack again from where it was made"
            );
    }
    return Ok{};
}

} // namespace

Status
packProject(const std::filesystem::path& folder, const std::filesystem::path& target, JobContext& job) {
    RB_TRY(const Json document, store::readDocument(folder));
    std::error_code code;
    const auto full = std::filesystem::canonical(folder, code);
    if (code) return store::storeError("open the project", folder, code.value());
    const auto place = std::filesystem::weakly_canonical(target, code);
    if (const auto [end, unused] = std::mismatch(full.begin(), full.end(), place.begin(), place.end());
        !code && end == full.end())
        return badParams(
            "the pack would lie in the folder that it packs",
            printable(target.string()),
            "choose a place outside of the project"
        );
    // Writers wait: the results are packed as they are now.
    std::optional<store::Journal> results;
    std::optional<store::JournalLock> lock;
    if (std::filesystem::exists(full / store::mainResults, code)) {
        RB_TRY(results, store::Journal::open(full / store::mainResults, false));
        RB_TRY(const bool replaced, results->lock(false));
        static_cast<void>(replaced);
        lock.emplace(*results);
    }
    RB_TRY(const auto names, packedNames(full));
    return writeAtomically(target, [&](const std::filesystem::path& temporary) {
        return writeZipFile(full, names, temporary, job);
    });
}

Status
unpackProject(const std::filesystem::path& pack, const std::filesystem::path& folder, JobContext& job) {
    std::error_code code;
    if (std::filesystem::exists(std::filesystem::symlink_status(folder, code)))
        return badParams(
            "something of that name exists", printable(folder.string()), "choose a new folder with -o DIR"
        );
    RB_TRY(const Bytes file, mapFile(pack));
    const auto where = printable(pack.string());
    RB_TRY(const ZipArchive archive, ZipArchive::open(file, where));
    if (!archive.find("project.json"))
        return badInput(
            "the file is no pack of a project: it holds no project.json",
            where,
            "make packs with `rarebit project pack`"
        );
    RB_CHECK(checkSizes(archive, file.size(), where));
    return writeAtomically(folder, [&](const std::filesystem::path& temporary) -> Status {
        std::filesystem::create_directories(temporary, code);
        if (code) return store::storeError("make the folder", folder, code.value());
        RB_CHECK(extract(archive, temporary, job));
        RB_TRY(const Json document, store::readDocument(temporary));
        return Ok{};
    });
}

} // namespace rarebit
