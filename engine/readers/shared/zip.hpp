// SPDX-License-Identifier: GPL-3.0-or-later
// Zip archives that nobody vouches for, behind libzip. Every member is checked before it is unpacked: name,
// encryption, declared size and ratio; and again while it is unpacked, because headers lie.
#pragma once

#include "engine/core/payload.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct zip;

namespace rarebit {

class JobContext;

struct ZipMember {
    std::string name;            // with forward slashes
    uint64_t size = 0;           // unpacked, as declared
    uint64_t compressedSize = 0; // as stored
    uint64_t index = 0;
    uint64_t dataOffset = 0; // in the file, where the member is stored as it is; else 0
};

/// One archive for reading; one thread at a time (several threads open several, which costs a pass over the
/// directory).
class ZipArchive {
public:
    /// Refuses encrypted members, names that leave the folder (absolute, "..") and names that occur twice.
    static Result<ZipArchive> open(Bytes file, std::string_view where);

    const std::vector<ZipMember>& members() const { return members_; }
    /// By name, else by name without regard to case (as spreadsheet programs do); null where there is none.
    const ZipMember* find(std::string_view name) const;
    /// Unpacks in pieces of at most 256 KiB. An error of `take` ends it.
    Status read(
        const ZipMember& member,
        JobContext& job,
        const std::function<Status(std::span<const std::byte>)>& take
    ) const;
    /// The bytes of a stored member, mapped and not copied (its checksum is not computed); nothing where it
    /// is packed.
    std::optional<Bytes> stored(const ZipMember& member) const;
    Result<std::vector<std::byte>> readAll(const ZipMember& member, JobContext& job) const;

private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    std::string where_;
    Bytes file_; // outlives archive_, which reads from it
    std::unique_ptr<zip, Discard> archive_;
    std::vector<ZipMember> members_;                         // sorted by name
    std::vector<std::pair<std::string, size_t>> lowerNames_; // lower-case name -> place in members_, sorted
};

/// Writes an archive with the given members in this order, deflated; the bytes depend on the input alone.
struct ZipEntry {
    std::string name;
    Bytes bytes;
};
Status writeZip(const std::vector<ZipEntry>& entries, const std::filesystem::path& path, JobContext& job);

} // namespace rarebit
