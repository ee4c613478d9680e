// SPDX-License-Identifier: GPL-3.0-or-later
// Safetensors: 8 bytes of header length, a JSON header, tensors without gaps. Also an index of shards, and
// KV-cache dumps (shared/kv_profile.hpp).
// Container: empty (no metadata), or 1 and the metadata's JSON, where the header can be rebuilt; 0 and the
// packed header where it cannot.
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/kv_profile.hpp"
#include "engine/readers/shared/safetensors_header.hpp"
#include "engine/readers/shared/tensor_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace rarebit::readers {
namespace {

constexpr size_t lengthBytes = 8;
constexpr uint8_t keptHeader = 0, keptMetadata = 1;
constexpr std::string_view indexSuffix = ".index.json";

bool isIndexName(std::string_view name) {
    return lower(name).ends_with(indexSuffix);
}

int score(std::span<const std::byte> head, std::string_view name) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const auto lowered = lower(name);
    if (isIndexName(name)) {
        if (lowered.ends_with(".safetensors.index.json") || lowered.ends_with(".kv.index.json")) return 90;
        return text.find("\"weight_map\"") != std::string_view::npos &&
                       text.find(".safetensors\"") != std::string_view::npos
                   ? 90
                   : 0;
    }
    const uint64_t length = ByteReader(head).u64();
    const size_t brace =
        head.size() > lengthBytes ? text.find_first_not_of(" \t\r\n", lengthBytes) : text.npos;
    const bool json =
        length >= 2 && length <= limits().headerBytes && brace != text.npos && text[brace] == '{';
    if (lowered.ends_with(".safetensors")) return json ? 100 : 80;
    return json && head.size() > lengthBytes + 1 ? 70 : 0;
}

struct OpenFile {
    Bytes bytes;
    std::string_view headerText;
    SafetensorsHeader header;
    size_t dataStart = 0;
};

Result<OpenFile> openFile(const std::filesystem::path& path, std::string_view where) {
    OpenFile file;
    RB_TRY(file.bytes, mapFile(path));
    const auto broken = [&](std::string what) {
        return badInput(
            std::move(what), std::string(where), "the file is damaged or was cut off; get it or save it again"
        );
    };
    ByteReader in(file.bytes.view);
    const uint64_t length = in.u64();
    if (!in.ok())
        return broken(fmt::format("{} bytes; a safetensors file has at least 10", file.bytes.size()));
    if (length > limits().headerBytes)
        return broken(fmt::format(
            "the header claims {} bytes; the limit is {} and the file has {}",
            length,
            limits().headerBytes,
            file.bytes.size()
        ));
    if (length > in.left())
        return broken(fmt::format("the header claims {} bytes, {} are left in the file", length, in.left()));
    file.headerText = file.bytes.text().substr(lengthBytes, length);
    file.dataStart = lengthBytes + length;
    RB_TRY(file.header, parseSafetensorsHeader(file.headerText, where));
    const uint64_t dataBytes = file.bytes.size() - file.dataStart;
    const auto& entries = file.header.entries;
    if (const uint64_t end = entries.empty() ? 0 : entries.back().end; end != dataBytes)
        return broken(fmt::format("the tensors end at byte {} of {} bytes of data", end, dataBytes));
    return file;
}

TensorEntry tensorOf(const OpenFile& file, const SafetensorsEntry& entry) {
    return {
        entry.name,
        entry.dtype,
        entry.shape,
        file.bytes.slice(file.dataStart + entry.begin, entry.end - entry.begin),
    };
}

// What write() needs beside the parts to give back the same header.
Bytes containerOf(const OpenFile& file) {
    auto entries = file.header.entries;
    for (auto& entry : entries)
        entry.name = printable(entry.name);
    sortAsReference(entries);
    ByteWriter out;
    if (buildSafetensorsHeader(file.header.metadataText, entries) == file.headerText) {
        if (file.header.metadataText.empty()) return {};
        out.u8(keptMetadata);
        out.bytes(std::as_bytes(std::span(file.header.metadataText)));
    } else {
        out.u8(keptHeader);
        out.bytes(packHeader(std::as_bytes(std::span(file.headerText))));
    }
    return ownBytes(out.take());
}

Status
finish(Asset& asset, std::vector<TensorEntry> tensors, const std::map<std::string, std::string>& metadata) {
    RB_TRY(asset.parts, modelParts(std::move(tensors), asset.name));
    asset.kind = "model";
    for (const auto& [key, value] : metadata)
        asset.counts["metadata"][key] = value;
    if (isKvDump(metadata, asset.parts)) RB_CHECK(describeKvDump(asset, metadata));
    asset.counts["tensors"] = asset.parts.size();
    asset.counts["elements"] = countElements(asset.parts);
    return Ok{};
}

Result<Asset> openIndex(const std::filesystem::path& path) {
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const Bytes text, mapFile(path));
    if (text.size() > limits().headerBytes)
        return badInput(
            fmt::format("an index of {} bytes; the limit is {}", text.size(), limits().headerBytes),
            asset.name,
            "check that this is the index of a sharded model"
        );
    RB_TRY(const Json index, Json::parse(text.text(), asset.name));
    const Json& map = index.at("weight_map");
    if (!map.isObject() || map.size() == 0)
        return badInput(
            "the index has no 'weight_map' of tensor names to files",
            asset.name,
            "get the index that belongs to the shards"
        );
    asset.bytes = text.size();
    std::map<std::string, std::unordered_map<std::string_view, bool>> shards; // file -> its tensors, found?
    for (const auto& [tensor, file] : map.members()) {
        if (file.asString().empty())
            return badInput(
                fmt::format("'{}' has no file name", printable(tensor)), asset.name, "repair the index"
            );
        shards[file.asString()].emplace(tensor, false);
    }
    std::vector<TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
    size_t unlisted = 0;
    Json files = Json::array();
    for (auto& [name, wanted] : shards) {
        RB_TRY(const auto shard, pathInside(path.parent_path(), name, asset.name));
        RB_TRY(
            const OpenFile file, openFile(shard, fmt::format("{}, shard {}", asset.name, printable(name)))
        );
        files.push(name);
        asset.bytes += file.bytes.size();
        metadata.insert(file.header.metadata.begin(), file.header.metadata.end());
        for (const auto& entry : file.header.entries) {
            const auto found = wanted.find(entry.name);
            if (found == wanted.end()) {
                ++unlisted;
                continue;
            }
            found->second = true;
            tensors.push_back(tensorOf(file, entry));
        }
        for (const auto& [tensor, seen] : wanted)
            if (!seen)
                return badInput(
                    fmt::format("'{}' is not in its file '{}'", printable(tensor), printable(name)),
                    asset.name,
                    "get index and shards of the same model"
                );
    }
    RB_CHECK(finish(asset, std::move(tensors), metadata));
    asset.counts["files"] = std::move(files);
    if (unlisted) asset.counts["tensors_not_in_index"] = unlisted;
    return asset;
}

Result<Asset> open(const std::filesystem::path& path, JobContext&) {
    if (isIndexName(path.filename().string())) return openIndex(path);
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const OpenFile file, openFile(path, asset.name));
    asset.container = containerOf(file);
    std::vector<TensorEntry> tensors;
    for (const auto& entry : file.header.entries)
        tensors.push_back(tensorOf(file, entry));
    RB_CHECK(finish(asset, std::move(tensors), file.header.metadata));
    return asset;
}

// What the container of a stream says; empty where it is another reader's.
struct Kept {
    std::string header, metadata;
};
Result<Kept> readContainer(const Asset& asset) {
    Kept kept;
    if (asset.reader != "safetensors" || asset.container.size() == 0) return kept;
    const auto rest = asset.container.view.subspan(1);
    if (asset.container.view[0] == std::byte{keptMetadata}) {
        kept.metadata = asset.container.text().substr(1);
        return kept;
    }
    RB_TRY(const auto header, unpackHeader(rest, asset.name));
    kept.header.assign(reinterpret_cast<const char*>(header.data()), header.size());
    return kept;
}

DType typeInFile(DType dtype) {
    return safetensorsName(dtype).empty() ? DType::f32 : dtype;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    RB_TRY(Kept kept, readContainer(asset));
    std::vector<SafetensorsEntry> entries;
    std::unordered_map<std::string_view, const Part*> parts;
    for (const auto& part : asset.parts) {
        RB_CHECK(checkTensor(part, "safetensors"));
        entries.push_back({part.name, typeInFile(part.dtype), part.shape, 0, 0});
        parts.emplace(part.name, &part);
    }
    RB_CHECK(checkUniqueNames(asset.parts, "safetensors"));
    sortAsReference(entries);
    if (!kept.header.empty()) {
        RB_TRY(const auto header, parseSafetensorsHeader(kept.header, asset.name));
        const bool same = header.entries.size() == entries.size() &&
                          std::ranges::all_of(header.entries, [&](const SafetensorsEntry& entry) {
                              const auto found = parts.find(printable(entry.name));
                              return found != parts.end() && found->second->dtype == entry.dtype &&
                                     found->second->shape == entry.shape;
                          });
        if (same) {
            entries = header.entries;
            for (auto& entry : entries)
                entry.name = printable(entry.name);
        } else {
            kept = {"", header.metadataText};
        }
    }
    if (kept.header.empty()) kept.header = buildSafetensorsHeader(kept.metadata, entries);
    ByteWriter front;
    front.u64(kept.header.size());
    front.bytes(std::as_bytes(std::span(kept.header)));
    std::vector<FilePiece> pieces{{ownBytes(front.take())}};
    for (const auto& entry : entries)
        pieces.push_back({{}, parts.at(entry.name), entry.dtype});
    return writePieces(pieces, path, job);
}

} // namespace

const ReaderDef& safetensors() {
    static const ReaderDef definition{
        .id = "safetensors",
        .title = "Safetensors (models, shards, KV-cache dumps)",
        .extensions = {"safetensors", "index.json"},
        .kinds = "model, kv",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
