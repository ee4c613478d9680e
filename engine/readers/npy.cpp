// SPDX-License-Identifier: GPL-3.0-or-later
// NumPy array files: one tensor.
// Container: empty where NumPy's own header can be rebuilt, else the packed header.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/npy_array.hpp"
#include "engine/readers/shared/tensor_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::readers {
namespace {

int score(std::span<const std::byte> head, std::string_view name) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (text.starts_with(npyMagic)) return 100;
    return lower(name).ends_with(".npy") ? 80 : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext&) {
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const Bytes file, mapFile(path));
    RB_TRY(const NpyHeader header, parseNpyHeader(file.view, asset.name));
    const uint64_t dataBytes = file.size() - header.dataStart;
    if (dataBytes != header.dataBytes)
        return badInput(
            fmt::format("{} bytes of data; type and shape make {}", dataBytes, header.dataBytes),
            asset.name,
            dataBytes < header.dataBytes ? "the file was cut off; get it again"
                                         : "a file with several arrays in a row is not read; save one array"
        );
    const Bytes data = file.slice(header.dataStart, header.dataBytes);
    asset.parts.push_back(npyPart("data", header, [data](JobContext&) { return data; }));
    asset.kind = "tensor";
    asset.counts["version"] = header.version;
    asset.counts["elements"] = asset.parts[0].elements();
    if (header.columnMajor) asset.counts["order"] = "column-major";
    if (header.swapped) asset.counts["byte_order"] = "big-endian";
    const auto text = file.view.first(header.dataStart);
    if (!std::ranges::equal(buildNpyHeader(header.dtype, header.shape), text))
        asset.container = ownBytes(packHeader(text));
    return asset;
}

// The elements of the part as the kept header orders them.
Result<Bytes> inOrder(const Part& part, const NpyHeader& header, JobContext& job) {
    RB_TRY(const Payload payload, loadWhole(part, job));
    Bytes bytes = std::get<TensorView>(payload).bytes;
    if (header.columnMajor && part.shape.size() > 1) {
        std::vector<int64_t> shape(part.shape.rbegin(), part.shape.rend());
        auto strides = denseStrides(part.shape);
        std::ranges::reverse(strides);
        const auto width = static_cast<size_t>(info(part.dtype).blockBytes);
        RB_TRY(bytes, gatherStrided(bytes.view, width, 0, shape, strides, job));
    }
    if (header.swapped) {
        RB_CHECK(job.fits(bytes.size(), "swapping a tensor's bytes", part.name));
        std::vector<std::byte> swapped(bytes.view.begin(), bytes.view.end());
        swapElements(swapped, part.dtype);
        bytes = ownBytes(std::move(swapped));
    }
    return bytes;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    if (asset.parts.size() != 1)
        return unsupported(
            fmt::format("{} parts; a NumPy array file holds one tensor", asset.parts.size()),
            printable(path.string()),
            "write it with --as npz or --as safetensors"
        );
    const Part& part = asset.parts[0];
    RB_CHECK(checkTensor(part, "npy"));
    if (asset.reader == "npy" && asset.container.size() > 0) {
        RB_TRY(auto kept, unpackHeader(asset.container.view, asset.name));
        RB_TRY(const NpyHeader header, parseNpyHeader(kept, asset.name));
        if (header.dataStart == kept.size() && header.dtype == part.dtype && header.shape == part.shape) {
            RB_TRY(Bytes data, inOrder(part, header, job));
            return writePieces({{ownBytes(std::move(kept))}, {std::move(data)}}, path, job);
        }
    }
    const DType dtype = npyTypeFor(part.dtype);
    return writePieces({{ownBytes(buildNpyHeader(dtype, part.shape))}, {{}, &part, dtype}}, path, job);
}

} // namespace

const ReaderDef& npy() {
    static const ReaderDef definition{
        .id = "npy",
        .title = "NumPy array",
        .extensions = {"npy"},
        .kinds = "tensor",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
