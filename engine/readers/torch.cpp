// SPDX-License-Identifier: GPL-3.0-or-later
// PyTorch checkpoints that hold a state dict: the zip form (since 1.6) and the form before it, a row of
// pickles followed by the storages. No code in the file is run (shared/pickle.hpp).
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/state_dict.hpp"
#include "engine/readers/shared/tensor_parts.hpp"
#include "engine/readers/shared/zip.hpp"
#include "engine/readers/shared/zip_directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace rarebit::readers {
namespace {

constexpr std::string_view pickleMember = "data.pkl";
// The magic number of the older form, as an integer of a pickle, and the opcodes before it.
constexpr std::string_view legacyMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::string_view legacyStart = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr int64_t legacyVersion = 1001;

Error broken(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the file is damaged or was cut off; get it again");
}

int score(std::span<const std::byte> head, std::string_view name) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (text.starts_with(legacyStart) || zipFirstName(head).ends_with("/data.pkl")) return 100;
    const auto lowered = lower(name);
    return lowered.ends_with(".pt") || lowered.ends_with(".pth") ? 80 : 0;
}

Status finish(Asset& asset, StateDict&& dict, size_t storages, std::string_view form) {
    asset.parts = std::move(dict.parts);
    asset.kind = "model";
    asset.counts["form"] = form;
    asset.counts["tensors"] = asset.parts.size();
    asset.counts["storages"] = storages;
    asset.counts["elements"] = countElements(asset.parts);
    if (dict.otherValues) asset.counts["other_values"] = dict.otherValues;
    return Ok{};
}

Result<Bytes> memberBytes(const ZipArchive& archive, const ZipMember& member, JobContext& job) {
    if (auto mapped = archive.stored(member)) return *mapped;
    RB_TRY(auto bytes, archive.readAll(member, job));
    return ownBytes(std::move(bytes));
}

// The folder of data.pkl within the archive, with its slash.
Result<std::string> zipRoot(const ZipArchive& archive, std::string_view where) {
    std::string root;
    for (const auto& member : archive.members()) {
        const auto steps = split(member.name, '/');
        if (steps.size() == 2 && steps[1] == pickleMember) root = steps[0] + "/";
        if (steps.size() > 2 && steps[1] == "code")
            return unsupported(
                "a TorchScript program, not a state dict",
                std::string(where),
                "save model.state_dict() instead"
            );
    }
    if (root.empty())
        return unsupported(
            fmt::format("an archive of {} members without FOLDER/data.pkl", archive.members().size()),
            std::string(where),
            "save the state dict with torch.save"
        );
    return root;
}

Status
checkByteOrder(const ZipArchive& archive, const std::string& root, std::string_view where, JobContext& job) {
    const ZipMember* member = archive.find(root + "byteorder");
    if (!member) return Ok{};
    if (member->size > 16) return broken(fmt::format("a byte order of {} bytes", member->size), where);
    RB_TRY(const Bytes order, memberBytes(archive, *member, job));
    if (order.text() == "little") return Ok{};
    return unsupported(
        fmt::format("byte order '{}'", printable(order.text())),
        std::string(where),
        "save the file on a little-endian machine"
    );
}

Result<Asset> openZip(const Bytes& file, Asset asset, JobContext& job) {
    RB_TRY(const auto archive, ZipArchive::open(file, asset.name));
    RB_TRY(const std::string root, zipRoot(archive, asset.name));
    RB_CHECK(checkByteOrder(archive, root, asset.name, job));
    const ZipMember* list = archive.find(root + std::string(pickleMember));
    if (list->size > limits().headerBytes)
        return broken(
            fmt::format("data.pkl has {} bytes; the limit is {}", list->size, limits().headerBytes),
            asset.name
        );
    RB_TRY(const Bytes bytes, memberBytes(archive, *list, job));
    RB_TRY(const Pickle pickle, parsePickle(bytes.view, torchNames(), asset.name));
    std::map<std::string, StorageLoader> loaders;
    const auto find = [&](const TorchStorage& storage) -> Result<StorageLoader> {
        const auto name = root + "data/" + storage.key;
        const ZipMember* member = archive.find(name);
        if (!member || member->size != storage.bytes)
            return broken(
                fmt::format(
                    "storage '{}' needs {} bytes; the archive has {}",
                    printable(storage.key),
                    storage.bytes,
                    member ? fmt::to_string(member->size) : "none"
                ),
                asset.name
            );
        StorageLoader& loader = loaders[storage.key];
        if (loader) return loader;
        if (const auto mapped = archive.stored(*member)) {
            loader = [bytes = *mapped](JobContext&) { return bytes; };
        } else { // a handle of libzip serves one thread, so that every load opens its own
            loader = [file, name, where = asset.name](JobContext& loading) -> Result<Bytes> {
                RB_TRY(const auto own, ZipArchive::open(file, where));
                const ZipMember* found = own.find(name);
                RB_ASSERT(found); // the same bytes as before
                return memberBytes(own, *found, loading);
            };
        }
        return loader;
    };
    RB_TRY(StateDict dict, readStateDict(pickle, find, asset.name));
    RB_CHECK(finish(asset, std::move(dict), loaders.size(), "zip"));
    return asset;
}

// The storages of the older form: a list of keys, then for each its count of elements and its bytes.
Result<std::unordered_map<std::string, Bytes>>
legacyStorages(const Bytes& file, size_t at, const Pickle& pickle, std::string_view where) {
    std::unordered_map<std::string, TorchStorage> wanted;
    for (const auto& node : pickle.nodes)
        if (node.kind == PickleKind::persistent) {
            RB_TRY(TorchStorage storage, torchStorage(pickle, node, where));
            const auto [found, added] = wanted.try_emplace(storage.key, storage);
            if (!added && (found->second.bytes != storage.bytes || found->second.dtype != storage.dtype))
                return broken(fmt::format("storage '{}' has two sizes", printable(storage.key)), where);
        }
    RB_TRY(const Pickle keys, parsePickle(file.view.subspan(at), {}, where));
    if (keys.top().kind != PickleKind::list) return broken("no list of storages behind the tensors", where);
    ByteReader in(file.view);
    in.skip(at + keys.size);
    std::unordered_map<std::string, Bytes> out;
    for (const uint32_t item : keys.top().items) {
        const std::string key(keys.at(item).text);
        const auto found = wanted.find(key);
        if (found == wanted.end())
            return broken(fmt::format("storage '{}' belongs to no tensor", printable(key)), where);
        const TorchStorage& storage = found->second;
        const uint64_t count = in.u64();
        const auto width = static_cast<uint64_t>(info(storage.dtype).blockBytes);
        if (!in.ok() || count != storage.bytes / width || storage.bytes > in.left())
            return broken(
                fmt::format(
                    "storage '{}' at byte {}: {} elements where {} are needed, {} bytes left",
                    printable(key),
                    in.position(),
                    count,
                    storage.bytes / width,
                    in.left()
                ),
                where
            );
        out[key] = file.slice(in.position(), storage.bytes);
        in.skip(storage.bytes);
    }
    if (in.left()) return broken(fmt::format("{} bytes after the last storage", in.left()), where);
    return out;
}

Status checkSystem(const Pickle& system, std::string_view where) {
    const auto& items = system.top().items;
    if (system.top().kind != PickleKind::dict)
        return broken("no description of the machine it was saved on", where);
    for (size_t i = 0; i + 1 < items.size(); i += 2)
        if (system.at(items[i]).text == "little_endian" && system.at(items[i + 1]).number == 0)
            return unsupported(
                "big-endian storages", std::string(where), "save the file on a little-endian machine"
            );
    return Ok{};
}

Result<Asset> openLegacy(const Bytes& file, Asset asset, JobContext&) {
    size_t at = 0;
    const auto next = [&]() -> Result<Pickle> {
        auto pickle = parsePickle(file.view.subspan(at), torchNames(), asset.name);
        if (pickle) at += pickle->size;
        return pickle;
    };
    RB_TRY(const Pickle magic, next());
    if (magic.top().kind != PickleKind::big || magic.top().text != legacyMagic)
        return unsupported(
            fmt::format("a pickle of a {} without PyTorch's mark", toString(magic.top().kind)),
            asset.name,
            "save the state dict with torch.save"
        );
    RB_TRY(const Pickle version, next());
    if (version.top().kind != PickleKind::integer || version.top().number != legacyVersion)
        return unsupported(
            fmt::format("version {} (1001 is read)", version.top().number), asset.name, "save the file again"
        );
    RB_TRY(const Pickle system, next());
    RB_CHECK(checkSystem(system, asset.name));
    RB_TRY(const Pickle pickle, next());
    RB_TRY(const auto storages, legacyStorages(file, at, pickle, asset.name));
    const auto find = [&](const TorchStorage& storage) -> Result<StorageLoader> {
        const auto found = storages.find(storage.key);
        if (found == storages.end())
            return broken(fmt::format("storage '{}' is not in the file", printable(storage.key)), asset.name);
        return StorageLoader([bytes = found->second](JobContext&) { return bytes; });
    };
    RB_TRY(StateDict dict, readStateDict(pickle, find, asset.name));
    RB_CHECK(finish(asset, std::move(dict), storages.size(), "legacy"));
    return asset;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    Asset asset;
    asset.name = printable(path.filename().string());
    RB_TRY(const Bytes file, mapFile(path));
    const bool zip = file.text().starts_with("PK");
    return zip ? openZip(file, std::move(asset), job) : openLegacy(file, std::move(asset), job);
}

} // namespace

const ReaderDef& torch() {
    static const ReaderDef definition{
        .id = "torch",
        .title = "PyTorch checkpoint (state dict)",
        .extensions = {"pt", "pth", "bin"},
        .kinds = "model",
        .score = score,
        .open = open,
    };
    return definition;
}

} // namespace rarebit::readers
