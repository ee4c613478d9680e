// SPDX-License-Identifier: GPL-3.0-or-later
// NumPy archives: a zip of array files, one part each. Stored members are mapped, packed ones unpacked when
// they are loaded.
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"
#include "engine/readers/shared/npy_array.hpp"
#include "engine/readers/shared/tensor_parts.hpp"
#include "engine/readers/shared/zip.hpp"
#include "engine/readers/shared/zip_directory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::readers {
namespace {

constexpr std::string_view suffix = ".npy";

int score(std::span<const std::byte> head, std::string_view name) {
    if (zipFirstName(head).ends_with(suffix)) return 100;
    return lower(name).ends_with(".npz") ? 80 : 0;
}

// Enough bytes from the start of a member for its whole header.
Result<std::vector<std::byte>>
readFront(const ZipArchive& archive, const ZipMember& member, std::string_view where, JobContext& job) {
    std::vector<std::byte> front;
    uint64_t wanted = std::min<uint64_t>(npyPrefixBytes, member.size);
    bool measured = false;
    const Error enough = internalError("the header is complete", member.name); // ends the unpacking early
    const Status status = archive.read(member, job, [&](std::span<const std::byte> piece) -> Status {
        front.insert(front.end(), piece.begin(), piece.end());
        if (front.size() < wanted) return Ok{};
        if (!measured) {
            RB_TRY(wanted, npyHeaderLength(front, where));
            measured = true;
        }
        if (front.size() < wanted) return Ok{};
        front.resize(wanted);
        return enough;
    });
    if (!status && !(measured && front.size() == wanted)) return status.error();
    return front;
}

Result<Part> partOf(const Bytes& file, const ZipArchive& archive, const ZipMember& member, JobContext& job) {
    const auto where = "member " + printable(member.name);
    const auto stored = archive.stored(member);
    std::vector<std::byte> front;
    if (!stored) {
        RB_TRY(front, readFront(archive, member, where, job));
    }
    RB_TRY(
        const NpyHeader header, parseNpyHeader(stored ? stored->view : std::span(std::as_const(front)), where)
    );
    if (member.size - header.dataStart != header.dataBytes)
        return badInput(
            fmt::format(
                "{} bytes of data; type and shape make {}", member.size - header.dataStart, header.dataBytes
            ),
            where,
            "the archive is damaged; save it again"
        );
    const auto name = printable(member.name.substr(0, member.name.size() - suffix.size()));
    if (stored) {
        const Bytes data = stored->slice(header.dataStart, header.dataBytes);
        return npyPart(name, header, [data](JobContext&) { return data; });
    }
    // A handle of libzip serves one thread, so that every load opens its own.
    return npyPart(
        name,
        header,
        [file, where, member = member.name, header](JobContext& loading) -> Result<Bytes> {
            RB_TRY(const auto own, ZipArchive::open(file, where));
            const ZipMember* found = own.find(member);
            RB_ASSERT(found); // the same bytes as before
            RB_TRY(auto bytes, own.readAll(*found, loading));
            const Bytes whole = ownBytes(std::move(bytes));
            return whole.slice(header.dataStart, header.dataBytes);
        }
    );
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const Bytes file, mapFile(path));
    RB_TRY(const auto archive, ZipArchive::open(file, asset.name));
    auto members = archive.members();
    std::ranges::sort(members, {}, &ZipMember::index);
    if (members.size() > limits().parts)
        return unsupported(
            fmt::format("{} members; the limit is {}", members.size(), limits().parts),
            asset.name,
            "split the archive"
        );
    int64_t packed = 0;
    for (const auto& member : members) {
        if (job.cancelled()) return cancelledError("reading " + asset.name);
        if (!member.name.ends_with(suffix) || member.name.size() == suffix.size())
            return unsupported(
                fmt::format("member '{}' is no array (NAME.npy)", printable(member.name)),
                asset.name,
                "save an archive that holds arrays alone"
            );
        packed += member.dataOffset == 0;
        auto part = partOf(file, archive, member, job);
        if (!part) {
            Error error = std::move(part).error();
            error.where = asset.name + ", " + error.where;
            return error;
        }
        asset.parts.push_back(std::move(*part));
    }
    RB_CHECK(checkUniqueNames(asset.parts, asset.name));
    asset.kind = "tensor";
    asset.counts["arrays"] = asset.parts.size();
    asset.counts["packed"] = packed;
    asset.counts["elements"] = countElements(asset.parts);
    return asset;
}

Result<ZipEntry> entryOf(const Part& part, JobContext& job) {
    const DType dtype = npyTypeFor(part.dtype);
    RB_TRY(const Payload payload, loadWhole(part, job));
    const auto& tensor = std::get<TensorView>(payload);
    std::vector<std::byte> bytes = buildNpyHeader(dtype, part.shape);
    const auto add = [&](std::span<const std::byte> data) {
        bytes.insert(bytes.end(), data.begin(), data.end());
    };
    if (dtype == part.dtype) {
        add(tensor.bytes.view);
    } else {
        RB_TRY(const auto values, toFloats(tensor));
        add(std::as_bytes(std::span(values)));
    }
    return ZipEntry{part.name + std::string(suffix), ownBytes(std::move(bytes))};
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    RB_CHECK(checkUniqueNames(asset.parts, "npz"));
    uint64_t total = 0;
    for (const auto& part : asset.parts) {
        RB_CHECK(checkTensor(part, "npz"));
        const auto size = tensorBytes(npyTypeFor(part.dtype), part.shape);
        total += std::min<uint64_t>(size.value_or(UINT64_MAX), UINT64_MAX - total);
    }
    RB_CHECK(job.fits(total, "packing all arrays", printable(path.string())));
    std::vector<ZipEntry> entries;
    for (const auto& part : asset.parts) {
        RB_TRY(ZipEntry entry, entryOf(part, job));
        entries.push_back(std::move(entry));
    }
    return writeZip(entries, path, job);
}

} // namespace

const ReaderDef& npz() {
    static const ReaderDef definition{
        .id = "npz",
        .title = "NumPy archive of arrays",
        .extensions = {"npz"},
        .kinds = "tensor",
        .score = score,
        .open = open,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
