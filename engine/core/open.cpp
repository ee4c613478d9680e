// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

constexpr size_t headBytes = 4096;
constexpr int certain = 100;

struct Choice {
    const ReaderDef* reader = nullptr;
    int score = 0;
    void consider(const ReaderDef& candidate, std::span<const std::byte> head, std::string_view name) {
        const int value = candidate.score ? candidate.score(head, name) : 0;
        if (value > score) {
            reader = &candidate;
            score = value;
        }
    }
};

// Loading a module costs tens of milliseconds. Content that a core reader recognises (plain text included) is
// looked at by modules only where the name claims one of their formats.
bool modulesMayKnow(std::string_view name, int coreScore) {
    constexpr int recognised = 10;
    if (coreScore < recognised) return true;
    const auto extension = lower(std::filesystem::path(name).extension().string());
    for (const auto& entry : allReaders())
        if (!entry.module.empty() && !extension.empty() &&
            std::ranges::find(entry.extensions, extension.substr(1)) != entry.extensions.end())
            return true;
    return false;
}

uint64_t bytesOnDisk(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_regular_file(path, code)) return std::filesystem::file_size(path, code);
    uint64_t sum = 0;
    for (std::filesystem::recursive_directory_iterator it(path, code), end; !code && it != end;
         it.increment(code))
        if (it->is_regular_file(code)) sum += it->file_size(code);
    return sum;
}

} // namespace

Result<Asset> openAsset(const std::filesystem::path& path, JobContext& job, std::string_view readerId) {
    std::error_code code;
    const bool folder = std::filesystem::is_directory(path, code);
    std::vector<std::byte> head;
    if (!folder) {
        RB_TRY(head, readHead(path, headBytes));
    }
    const std::string name =
        path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
    Choice choice;
    if (!readerId.empty()) {
        RB_TRY(choice.reader, findReader(readerId));
    } else {
        for (const ReaderDef* reader : coreReaders())
            choice.consider(*reader, head, name);
        if (choice.score < certain && modulesMayKnow(name, choice.score)) {
            // Modules that are missing cost only what they hold: their readers do not compete.
            for (const auto& entry : allReaders())
                if (!entry.module.empty())
                    if (const auto reader = findReader(entry.id)) choice.consider(**reader, head, name);
        }
    }
    if (!choice.reader)
        return unsupported(
            folder ? "no reader knows this kind of folder" : "no reader knows this file",
            printable(path.string()),
            "`rarebit readers` lists what can be opened; --reader ID forces one"
        );
    Result<Asset> opened = internalError("the reader did not answer", choice.reader->id);
    const Status status = guarded(choice.reader->id + " reader", [&]() -> Status {
        opened = choice.reader->open(path, job);
        return Ok{};
    });
    if (!status) return status.error();
    if (!opened) return opened;
    Asset asset = std::move(*opened);
    asset.path = path.string();
    if (asset.name.empty()) asset.name = name;
    if (asset.reader.empty()) asset.reader = choice.reader->id;
    if (asset.bytes == 0) asset.bytes = bytesOnDisk(path);
    return asset;
}

Result<std::string> hashAsset(Asset& asset, JobContext& job) {
    if (!asset.hash.empty()) return asset.hash;
    Hasher hasher;
    constexpr size_t step = size_t(4) << 20;
    uint64_t done = 0;
    const auto addFile = [&](const std::filesystem::path& path) -> Status {
        RB_TRY(const Bytes bytes, mapFile(path));
        for (size_t at = 0; at < bytes.size(); at += step) {
            if (job.cancelled()) return cancelledError("hashing " + printable(path.string()));
            hasher.add(bytes.view.subspan(at, std::min(step, bytes.size() - at)));
            done += std::min(step, bytes.size() - at);
            const auto all = static_cast<double>(std::max(asset.bytes, done));
            if (all > 0) job.progress(static_cast<double>(done) / all, "hash");
        }
        return Ok{};
    };
    std::error_code code;
    if (asset.path.empty()) {
        for (const auto& part : asset.parts) {
            RB_TRY(const Payload payload, part.load({}, job));
            hasher.add(payloadBytes(payload).view);
        }
    } else {
        std::vector<std::filesystem::path> files;
        if (std::filesystem::is_directory(asset.path, code)) {
            for (std::filesystem::recursive_directory_iterator it(asset.path, code), end; !code && it != end;
                 it.increment(code))
                if (it->is_regular_file(code)) files.push_back(it->path());
            std::ranges::sort(files);
        } else {
            files.emplace_back(asset.path);
        }
        // A shard index stands for the files that it names (readers list them in counts.files).
        for (const auto& name : asset.counts.at("files").elements()) {
            RB_TRY(
                auto file,
                pathInside(std::filesystem::path(asset.path).parent_path(), name.asString(), asset.name)
            );
            files.push_back(std::move(file));
        }
        for (const auto& file : files)
            RB_CHECK(addFile(file));
    }
    asset.hash = hasher.hex();
    return asset.hash;
}

} // namespace rarebit
