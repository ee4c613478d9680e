// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/zip.hpp"

#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/zip_directory.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

namespace rarebit {
namespace {

constexpr size_t pieceBytes = size_t(256) << 10;
constexpr size_t smallestArchive = 22; // the record that ends the directory
/// Small members may be packed better than the limit without harm.
constexpr uint64_t freeBytes = uint64_t(1) << 20;
const char* const damagedFix = "the archive is damaged or was cut off; get the file again";

std::string message(zip_error_t& error) {
    return printable(zip_error_strerror(&error));
}

bool tooDense(uint64_t size, uint64_t compressedSize) {
    return size > freeBytes &&
           static_cast<double>(size) >
               limits().memberRatio * static_cast<double>(std::max<uint64_t>(1, compressedSize));
}

Error denseError(const ZipMember& member, uint64_t size, std::string_view where) {
    return badInput(
        fmt::format(
            "member '{}' unpacks {} bytes to {} or more; the limit is {:.0f} to 1",
            printable(member.name),
            member.compressedSize,
            size,
            limits().memberRatio
        ),
        std::string(where),
        "this looks like a decompression bomb; repack the file if it is not"
    );
}

Error sizeError(const ZipMember& member, uint64_t size, std::string_view where) {
    return badInput(
        fmt::format(
            "member '{}' has {} bytes unpacked; the limit is {}",
            printable(member.name),
            size,
            limits().memberBytes
        ),
        std::string(where),
        "split the data, or raise the limit for one archive member"
    );
}

bool leavesFolder(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos) return true;
    if (name.size() > 1 && name[1] == ':') return true;
    const auto steps = split(name, '/');
    return std::ranges::find(steps, "..") != steps.end();
}

Status checkMembers(const std::vector<ZipMember>& sorted, std::string_view where) {
    for (size_t i = 0; i < sorted.size(); ++i) {
        if (leavesFolder(sorted[i].name))
            return badInput(
                fmt::format("member name '{}' leaves the archive's folder", printable(sorted[i].name)),
                std::string(where),
                "do not trust this file; its names were made to overwrite others"
            );
        if (i > 0 && sorted[i].name == sorted[i - 1].name)
            return badInput(
                fmt::format("member '{}' occurs twice", printable(sorted[i].name)),
                std::string(where),
                "repack the archive so that every name is used once"
            );
    }
    return Ok{};
}

} // namespace

void ZipArchive::Discard::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<ZipArchive> ZipArchive::open(Bytes file, std::string_view where) {
    if (file.size() < smallestArchive) // libzip takes an empty file for an empty archive
        return badInput(
            fmt::format("{} bytes; a zip archive has at least {}", file.size(), smallestArchive),
            std::string(where),
            damagedFix
        );
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
    zip_t* opened = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    if (!opened) {
        auto text = message(error);
        if (source) zip_source_free(source);
        zip_error_fini(&error);
        return badInput(
            fmt::format("the zip directory of {} bytes of file cannot be read: {}", file.size(), text),
            std::string(where),
            damagedFix
        );
    }
    zip_error_fini(&error);
    ZipArchive archive;
    archive.where_ = where;
    archive.file_ = std::move(file);
    archive.archive_.reset(opened);
    const auto count = static_cast<uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(opened, 0)));
    const auto places = zipPlaces(archive.file_.view);
    for (uint64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(opened, i, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & needed) != needed)
            return badInput(
                fmt::format("member {} of {} has no readable entry", i + 1, count),
                std::string(where),
                damagedFix
            );
        ZipMember member{stat.name, stat.size, stat.comp_size, i};
        if (places && i < places->size() && (*places)[i].name == member.name &&
            (*places)[i].size == member.size)
            member.dataOffset = (*places)[i].dataOffset;
        std::ranges::replace(member.name, '\\', '/');
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            return unsupported(
                fmt::format("member '{}' is encrypted", printable(member.name)),
                std::string(where),
                "remove the password in the program that made the file, and save it again"
            );
        if (member.compressedSize > archive.file_.size())
            return badInput(
                fmt::format(
                    "member '{}' claims {} packed bytes in a file of {}",
                    printable(member.name),
                    member.compressedSize,
                    archive.file_.size()
                ),
                std::string(where),
                damagedFix
            );
        archive.members_.push_back(std::move(member));
    }
    std::ranges::stable_sort(archive.members_, {}, &ZipMember::name);
    for (size_t i = 0; i < archive.members_.size(); ++i)
        archive.lowerNames_.emplace_back(lower(archive.members_[i].name), i);
    std::ranges::sort(archive.lowerNames_);
    RB_CHECK(checkMembers(archive.members_, where));
    return archive;
}

const ZipMember* ZipArchive::find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(members_, name, {}, &ZipMember::name);
    if (found != members_.end() && found->name == name) return &*found;
    const std::pair<std::string, size_t> wanted(lower(name), 0);
    const auto alike = std::ranges::lower_bound(lowerNames_, wanted);
    if (alike != lowerNames_.end() && alike->first == wanted.first) return &members_[alike->second];
    return nullptr;
}

std::optional<Bytes> ZipArchive::stored(const ZipMember& member) const {
    if (member.dataOffset == 0) return std::nullopt;
    return file_.slice(member.dataOffset, static_cast<size_t>(member.size));
}

Status ZipArchive::read(
    const ZipMember& member, JobContext& job, const std::function<Status(std::span<const std::byte>)>& take
) const {
    if (member.size > limits().memberBytes) return sizeError(member, member.size, where_);
    if (tooDense(member.size, member.compressedSize)) return denseError(member, member.size, where_);
    const auto damaged = [&](std::string what) {
        return badInput(
            fmt::format("member '{}': {}", printable(member.name), what), std::string(where_), damagedFix
        );
    };
    struct Close {
        void operator()(zip_file_t* file) const { zip_fclose(file); }
    };
    const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive_.get(), member.index, 0));
    if (!file) return damaged(printable(zip_strerror(archive_.get())));
    std::vector<std::byte> piece(static_cast<size_t>(std::min<uint64_t>(pieceBytes, member.size + 1)));
    uint64_t done = 0;
    for (;;) {
        if (job.cancelled()) return cancelledError("unpacking " + printable(member.name));
        const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return damaged(printable(zip_file_strerror(file.get())));
        if (got == 0) break;
        done += static_cast<uint64_t>(got);
        if (done > limits().memberBytes) return sizeError(member, done, where_);
        if (tooDense(done, member.compressedSize)) return denseError(member, done, where_);
        if (done > member.size) break; // reported below with the numbers
        RB_CHECK(take(std::span(piece).first(static_cast<size_t>(got))));
    }
    if (done != member.size)
        return damaged(fmt::format(
            "{}{} bytes where its entry says {}", done, done > member.size ? " or more" : "", member.size
        ));
    return Ok{};
}

Result<std::vector<std::byte>> ZipArchive::readAll(const ZipMember& member, JobContext& job) const {
    if (member.size > limits().memberBytes) return sizeError(member, member.size, where_);
    if (tooDense(member.size, member.compressedSize)) return denseError(member, member.size, where_);
    RB_CHECK(job.fits(member.size, "unpacking a member", where_));
    std::vector<std::byte> bytes;
    bytes.reserve(static_cast<size_t>(member.size));
    RB_CHECK(read(member, job, [&](std::span<const std::byte> piece) -> Status {
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        return Ok{};
    }));
    return bytes;
}

Status writeZip(const std::vector<ZipEntry>& entries, const std::filesystem::path& path, JobContext& job) {
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        const auto failed = [&](std::string text) {
            return ioError(
                fmt::format("the zip archive cannot be written: {}", printable(text)),
                printable(path.string()),
                "check the folder's rights and free space"
            );
        };
        int code = 0;
        zip_t* archive = zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
        if (!archive) return failed(fmt::format("libzip error {}", code));
        for (const auto& entry : entries) {
            if (job.cancelled()) {
                zip_discard(archive);
                return cancelledError("writing " + printable(path.string()));
            }
            zip_source_t* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
            const zip_int64_t index =
                source ? zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
            if (index < 0) {
                std::string text = zip_strerror(archive);
                if (source) zip_source_free(source);
                zip_discard(archive);
                return failed(std::move(text));
            }
            // A fixed time (1 January 1980, the first that zip knows), so that equal input gives equal bytes.
            zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, 0x21, 0);
            zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 6);
        }
        if (zip_close(archive) != 0) {
            std::string text = zip_strerror(archive);
            zip_discard(archive);
            return failed(std::move(text));
        }
        return Ok{};
    });
}

} // namespace rarebit
