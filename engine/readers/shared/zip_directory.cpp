// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/zip_directory.hpp"

#include "engine/core/bytes_io.hpp"

#include <algorithm>

namespace rarebit {
namespace {

constexpr uint32_t endMark = 0x06054b50, locatorMark = 0x07064b50, end64Mark = 0x06064b50,
                   directoryMark = 0x02014b50, localMark = 0x04034b50;
constexpr size_t endBytes = 22, locatorBytes = 20, longestComment = 65535;
constexpr uint32_t wide = 0xFFFFFFFF; // the number stands in the zip64 field

struct Directory {
    uint64_t offset = 0, bytes = 0, entries = 0;
};

ByteReader at(std::span<const std::byte> file, uint64_t offset) {
    return ByteReader(offset <= file.size() ? file.subspan(offset) : std::span<const std::byte>{});
}

std::optional<Directory> readEnd64(std::span<const std::byte> file, size_t end) {
    if (end < locatorBytes) return std::nullopt;
    ByteReader locator = at(file, end - locatorBytes);
    if (locator.u32() != locatorMark || locator.u32() != 0) return std::nullopt;
    ByteReader in = at(file, locator.u64());
    if (in.u32() != end64Mark) return std::nullopt;
    in.skip(8 + 2 + 2 + 4 + 4 + 8); // size, versions, disks, entries of this disk
    Directory out;
    out.entries = in.u64();
    out.bytes = in.u64();
    out.offset = in.u64();
    return in.ok() ? std::optional(out) : std::nullopt;
}

std::optional<Directory> findDirectory(std::span<const std::byte> file) {
    for (size_t back = endBytes; back <= std::min(file.size(), endBytes + longestComment); ++back) {
        const size_t end = file.size() - back;
        ByteReader in = at(file, end);
        if (in.u32() != endMark) continue;
        in.skip(2 + 2 + 2); // disks, entries of this disk
        Directory out;
        out.entries = in.u16();
        out.bytes = in.u32();
        out.offset = in.u32();
        if (in.u16() != back - endBytes) continue; // the comment ends with the file
        if (out.entries == 0xFFFF || out.bytes == wide || out.offset == wide) return readEnd64(file, end);
        return out;
    }
    return std::nullopt;
}

struct Entry {
    uint64_t size = 0, packedSize = 0, offset = 0;
    uint16_t flags = 0, method = 0;
};

// Sizes and offset that did not fit into 32 bits, in this order, each only where it is `wide`.
bool readWide(std::span<const std::byte> extra, Entry& entry) {
    ByteReader in(extra);
    while (in.left() >= 4) {
        const uint16_t id = in.u16(), length = in.u16();
        ByteReader field(in.bytes(length));
        if (id != 1) continue;
        for (uint64_t* value : {&entry.size, &entry.packedSize, &entry.offset})
            if (*value == wide) *value = field.u64();
        return field.ok() && in.ok();
    }
    return entry.size != wide && entry.packedSize != wide && entry.offset != wide;
}

uint64_t dataOffset(std::span<const std::byte> file, const Entry& entry) {
    if (entry.method != 0 || (entry.flags & 1) || entry.size != entry.packedSize) return 0;
    ByteReader local = at(file, entry.offset);
    if (local.u32() != localMark) return 0;
    local.skip(2 + 2); // version, flags
    if (local.u16() != 0) return 0;
    local.skip(4 + 4 + 4 + 4); // time, checksum, sizes
    const uint16_t nameBytes = local.u16(), extraBytes = local.u16();
    local.skip(uint64_t(nameBytes) + extraBytes);
    if (!local.ok() || entry.size > local.left()) return 0;
    return entry.offset + local.position();
}

} // namespace

std::string_view zipFirstName(std::span<const std::byte> head) {
    ByteReader in(head);
    if (in.u32() != localMark) return {};
    in.skip(22); // up to the lengths
    const uint16_t nameBytes = in.u16();
    in.skip(2);
    const auto name = in.bytes(nameBytes);
    return {reinterpret_cast<const char*>(name.data()), name.size()};
}

std::optional<std::vector<ZipPlace>> zipPlaces(std::span<const std::byte> file) {
    const auto directory = findDirectory(file);
    if (!directory || directory->offset > file.size() || directory->bytes > file.size() - directory->offset)
        return std::nullopt;
    ByteReader in(file.subspan(directory->offset, directory->bytes));
    constexpr size_t smallestEntry = 46;
    if (directory->entries > in.left() / smallestEntry) return std::nullopt;
    std::vector<ZipPlace> places;
    places.reserve(directory->entries);
    for (uint64_t i = 0; i < directory->entries; ++i) {
        if (in.u32() != directoryMark) return std::nullopt;
        in.skip(2 + 2); // versions
        Entry entry;
        entry.flags = in.u16();
        entry.method = in.u16();
        in.skip(4 + 4); // time, checksum
        entry.packedSize = in.u32();
        entry.size = in.u32();
        const uint16_t nameBytes = in.u16(), extraBytes = in.u16(), commentBytes = in.u16();
        in.skip(2 + 2 + 4); // disk, attributes
        entry.offset = in.u32();
        const auto name = in.bytes(nameBytes);
        const auto extra = in.bytes(extraBytes);
        in.skip(commentBytes);
        if (!in.ok() || !readWide(extra, entry)) return std::nullopt;
        places.push_back(
            {{reinterpret_cast<const char*>(name.data()), name.size()}, dataOffset(file, entry), entry.size}
        );
    }
    return places;
}

} // namespace rarebit
