// SPDX-License-Identifier: GPL-3.0-or-later
// Any file as raw bytes: what is left when no other reader claims it.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"

namespace rarebit::readers {
namespace {

int score(std::span<const std::byte>, std::string_view) {
    return 1;
}

Result<Asset> open(const std::filesystem::path& path, JobContext&) {
    RB_TRY(Bytes bytes, mapFile(path));
    Asset asset;
    asset.kind = "bytes";
    Part part;
    part.name = "data";
    part.role = "bytes";
    const auto size = static_cast<int64_t>(bytes.size());
    asset.parts.push_back(memoryPart(std::move(part), TensorView{DType::u8, {size}, std::move(bytes)}));
    return asset;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    if (asset.parts.size() != 1)
        return unsupported(
            "raw bytes are exactly one part", path.string(), "choose the asset's own format with --as"
        );
    RB_TRY(const Payload payload, loadWhole(asset.parts.front(), job));
    return writeFile(path, payloadBytes(payload).view);
}

} // namespace

const ReaderDef& bytes() {
    static const ReaderDef definition{
        .id = "bytes",
        .title = "Raw bytes",
        .extensions = {"bin", "raw"},
        .kinds = "bytes",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
