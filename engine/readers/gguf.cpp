// SPDX-License-Identifier: GPL-3.0-or-later
// GGUF versions 2 and 3, little-endian: metadata, tensor list, aligned tensors.
// Container: u64 size of the file, then the packed head (everything before the tensors).
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/readers/shared/tensor_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace rarebit::readers {
namespace {

constexpr uint32_t magic = 0x46554747; // "GGUF"
constexpr uint64_t smallestInfo = 24;  // bytes of a tensor's entry without name and dimensions
constexpr std::pair<uint32_t, DType> types[] = {
    {0, DType::f32},     {1, DType::f16},      {2, DType::q4_0},   {3, DType::q4_1},    {6, DType::q5_0},
    {7, DType::q5_1},    {8, DType::q8_0},     {9, DType::q8_1},   {10, DType::q2_k},   {11, DType::q3_k},
    {12, DType::q4_k},   {13, DType::q5_k},    {14, DType::q6_k},  {15, DType::q8_k},   {16, DType::iq2_xxs},
    {17, DType::iq2_xs}, {18, DType::iq3_xxs}, {19, DType::iq1_s}, {20, DType::iq4_nl}, {21, DType::iq3_s},
    {22, DType::iq2_s},  {23, DType::iq4_xs},  {24, DType::i8},    {25, DType::i16},    {26, DType::i32},
    {27, DType::i64},    {28, DType::f64},     {29, DType::iq1_m}, {30, DType::bf16},   {34, DType::tq1_0},
    {35, DType::tq2_0},  {39, DType::mxfp4},   {40, DType::nvfp4},
};

struct Info {
    std::string name;
    DType dtype = DType::f32;
    std::vector<int64_t> shape;
    uint64_t offset = 0, size = 0;
};
struct Head {
    uint32_t version = 3;
    uint64_t pairs = 0, alignment = 32, dataStart = 0;
    std::span<const std::byte> metadata;
    std::vector<Info> infos; // by offset
};

uint64_t aligned(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

Error broken(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the file is damaged or was cut off; get it again");
}

// Skips a value; arrays of arrays to the depth that limits() allows.
bool skipValue(ByteReader& in, uint32_t type, size_t depth) {
    static constexpr uint8_t widths[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    if (type > 12 || depth > limits().jsonDepth) return false;
    if (type == 8)
        in.skip(in.u64());
    else if (type != 9)
        in.skip(widths[type]);
    else {
        const uint32_t item = in.u32();
        const uint64_t count = in.u64();
        if (item > 12 || count > in.left()) return false;
        if (item != 8 && item != 9)
            in.skip(count * widths[item]);
        else
            for (uint64_t i = 0; i < count && in.ok(); ++i)
                if (!skipValue(in, item, depth + 1)) return false;
    }
    return in.ok();
}

std::string_view textAt(ByteReader& in) {
    const auto view = in.bytes(in.u64());
    return {reinterpret_cast<const char*>(view.data()), view.size()};
}

Result<Info> readInfo(ByteReader& in, std::string_view where) {
    Info tensor;
    tensor.name = textAt(in);
    const uint32_t axes = in.u32();
    if (!in.ok() || axes > 4)
        return broken(fmt::format("tensor entry before byte {}: {} dimensions", in.position(), axes), where);
    for (uint32_t i = 0; i < axes; ++i) // the file names the fastest axis first
        tensor.shape.insert(tensor.shape.begin(), static_cast<int64_t>(in.u64()));
    const uint32_t type = in.u32();
    tensor.offset = in.u64();
    if (!in.ok()) return broken("the tensor list is cut off", where);
    const auto found = std::ranges::find(types, type, [](const auto& t) { return t.first; });
    if (found == std::end(types))
        return unsupported(
            fmt::format("tensor '{}' has type {}, which is not known", printable(tensor.name), type),
            std::string(where),
            "convert the model to a type that `rarebit readers` documents"
        );
    tensor.dtype = found->second;
    const auto size = tensorBytes(tensor.dtype, tensor.shape);
    if (!size)
        return broken(fmt::format("tensor '{}' has an impossible shape", printable(tensor.name)), where);
    tensor.size = *size;
    return tensor;
}

Result<Head> parseHead(std::span<const std::byte> bytes, std::string_view where) {
    ByteReader in(bytes);
    Head head;
    if (in.u32() != magic) return broken("the file does not begin with GGUF", where);
    head.version = in.u32();
    const uint64_t tensors = in.u64();
    head.pairs = in.u64();
    if (!in.ok()) return broken(fmt::format("{} bytes; the head has 24", bytes.size()), where);
    if (head.version != 2 && head.version != 3)
        return unsupported(
            fmt::format("version {} (2 and 3 are read)", head.version), std::string(where), "convert the file"
        );
    const size_t begin = in.position();
    for (uint64_t i = 0; i < head.pairs; ++i) {
        const auto key = textAt(in);
        const uint32_t type = in.u32();
        const size_t at = in.position();
        if (!in.ok() || !skipValue(in, type, 0))
            return broken(
                fmt::format("metadata value {} at byte {} (type {}) is unsound", i, at, type), where
            );
        if (key == "general.alignment" && type == 4) head.alignment = ByteReader(bytes.subspan(at)).u32();
    }
    head.metadata = bytes.subspan(begin, in.position() - begin);
    if (head.alignment == 0 || head.alignment % 8 != 0 || head.alignment > (1U << 20))
        return broken(fmt::format("alignment {}", head.alignment), where);
    if (tensors > in.left() / smallestInfo || tensors > limits().parts)
        return broken(fmt::format("{} tensors in {} bytes", tensors, in.left()), where);
    for (uint64_t i = 0; i < tensors; ++i) {
        RB_TRY(Info tensor, readInfo(in, where));
        head.infos.push_back(std::move(tensor));
    }
    head.dataStart = aligned(in.position(), head.alignment);
    std::ranges::stable_sort(head.infos, {}, &Info::offset);
    uint64_t end = 0;
    for (const auto& tensor : head.infos) {
        if (tensor.offset != aligned(end, head.alignment))
            return broken(
                fmt::format(
                    "tensor '{}' is at {}, expected {}",
                    printable(tensor.name),
                    tensor.offset,
                    aligned(end, head.alignment)
                ),
                where
            );
        if (tensor.size > (uint64_t(1) << 62) - tensor.offset) return broken("tensors exceed 2^62", where);
        end = tensor.offset + tensor.size;
    }
    return head;
}

int score(std::span<const std::byte> head, std::string_view name) {
    if (ByteReader(head).u32() == magic) return 100;
    return lower(name).ends_with(".gguf") ? 80 : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext&) {
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const Bytes file, mapFile(path));
    RB_TRY(const Head head, parseHead(file.view, asset.name));
    if (head.dataStart > limits().headerBytes || (head.dataStart > file.size() && !head.infos.empty()))
        return broken(
            fmt::format("the tensors begin at {} of {} bytes", head.dataStart, file.size()), asset.name
        );
    const auto zeros = [&](uint64_t from, uint64_t to) {
        return std::ranges::all_of(file.view.subspan(from, to - from), [](std::byte b) {
            return b == std::byte{};
        });
    };
    std::vector<TensorEntry> tensors;
    uint64_t end = std::min<uint64_t>(head.dataStart, file.size());
    for (const auto& tensor : head.infos) {
        const uint64_t at = head.dataStart + tensor.offset;
        if (at > file.size() || tensor.size > file.size() - at)
            return broken(
                fmt::format("'{}' ends beyond the file's {} bytes", printable(tensor.name), file.size()),
                asset.name
            );
        if (!zeros(end, at)) return broken(fmt::format("padding at byte {} is not zero", end), asset.name);
        end = at + tensor.size;
        tensors.push_back({tensor.name, tensor.dtype, tensor.shape, file.slice(at, tensor.size)});
    }
    if (file.size() - end >= head.alignment || !zeros(end, file.size()))
        return broken(fmt::format("{} bytes after the last tensor", file.size() - end), asset.name);
    ByteWriter kept;
    kept.u64(file.size());
    kept.bytes(packHeader(file.view.first(std::min<uint64_t>(head.dataStart, file.size()))));
    asset.container = ownBytes(kept.take());
    RB_TRY(asset.parts, modelParts(std::move(tensors), asset.name));
    asset.kind = "model";
    asset.counts["version"] = static_cast<int64_t>(head.version);
    asset.counts["tensors"] = asset.parts.size();
    asset.counts["elements"] = countElements(asset.parts);
    return asset;
}

uint32_t typeInFile(DType& dtype) {
    auto found = std::ranges::find(types, dtype, [](const auto& t) { return t.second; });
    if (found == std::end(types)) found = std::begin(types); // its values as f32
    dtype = found->second;
    return found->first;
}

// Tensor list for these parts, with offsets; the metadata stays.
Result<std::vector<std::byte>> buildHead(const Asset& asset, Head& head) {
    ByteWriter out;
    out.u32(magic);
    out.u32(head.version);
    out.u64(asset.parts.size());
    out.u64(head.pairs);
    out.bytes(head.metadata);
    head.infos.clear();
    uint64_t end = 0;
    for (const auto& part : asset.parts) {
        if (part.shape.size() > 4)
            return unsupported(
                fmt::format("{} dimensions; GGUF has at most 4", part.shape.size()),
                part.name,
                "choose another format with --as"
            );
        Info tensor{part.name, part.dtype, part.shape, aligned(end, head.alignment)};
        const uint32_t type = typeInFile(tensor.dtype);
        const auto size = tensorBytes(tensor.dtype, tensor.shape);
        if (!size) return badInput("an impossible shape", part.name, "encode the asset again");
        tensor.size = *size;
        end = tensor.offset + tensor.size;
        out.u64(part.name.size());
        out.bytes(std::as_bytes(std::span(part.name)));
        out.u32(static_cast<uint32_t>(part.shape.size()));
        for (size_t i = part.shape.size(); i-- > 0;)
            out.u64(static_cast<uint64_t>(part.shape[i]));
        out.u32(type);
        out.u64(tensor.offset);
        head.infos.push_back(std::move(tensor));
    }
    head.dataStart = aligned(out.size(), head.alignment);
    while (out.size() < head.dataStart)
        out.u8(0);
    return out.take();
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    RB_CHECK(checkUniqueNames(asset.parts, "gguf"));
    std::unordered_map<std::string_view, const Part*> parts;
    for (const auto& part : asset.parts) {
        RB_CHECK(checkTensor(part, "gguf"));
        parts.emplace(part.name, &part);
    }
    Head head;
    std::vector<std::byte> front;
    uint64_t fileSize = 0;
    if (asset.reader == "gguf" && asset.container.size() > 8) {
        fileSize = ByteReader(asset.container.view).u64();
        RB_TRY(front, unpackHeader(asset.container.view.subspan(8), asset.name));
        RB_TRY(head, parseHead(front, asset.name));
    }
    const bool same = !front.empty() && head.infos.size() == asset.parts.size() &&
                      std::ranges::all_of(head.infos, [&](const Info& tensor) {
                          const auto found = parts.find(printable(tensor.name));
                          return found != parts.end() && found->second->dtype == tensor.dtype &&
                                 found->second->shape == tensor.shape;
                      });
    std::vector<std::byte> made;
    if (!same) {
        RB_TRY(made, buildHead(asset, head));
    }
    std::vector<FilePiece> pieces{{ownBytes(same ? std::move(front) : std::move(made))}};
    uint64_t end = pieces[0].bytes.size();
    const auto padTo = [&](uint64_t to) {
        if (to > end && to - end < head.alignment)
            pieces.push_back({ownBytes(std::vector<std::byte>(to - end))});
        end = std::max(end, to);
    };
    for (const auto& tensor : head.infos) {
        padTo(head.dataStart + tensor.offset);
        pieces.push_back({{}, parts.at(printable(tensor.name)), tensor.dtype});
        end += tensor.size;
    }
    padTo(same ? fileSize : aligned(end, head.alignment));
    return writePieces(pieces, path, job);
}

} // namespace

const ReaderDef& gguf() {
    static const ReaderDef definition{
        .id = "gguf",
        .title = "GGUF (models with block types)",
        .extensions = {"gguf"},
        .kinds = "model",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
