// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures: one part [height, width, channels] per picture, page or frame, samples as stored. Opening reads
// headers; a picture is decoded when it is first loaded.
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace rarebit::readers {
namespace {

using media::PictureFormat;
using media::PictureInfo;
using media::suffixOf;

constexpr int byNameOnly = 60; // above what text or raw bytes score, so that a broken picture is an error
constexpr uint64_t keptBytes = uint64_t(256) << 20;

const PictureFormat* formatBySuffix(std::string_view suffix) {
    for (const auto* format : media::pictureFormats())
        if (std::ranges::find(format->extensions, suffix) != format->extensions.end()) return format;
    return nullptr;
}

const PictureFormat* formatByContent(std::span<const std::byte> head, int* best = nullptr) {
    const PictureFormat* found = nullptr;
    int highest = 0;
    for (const auto* format : media::pictureFormats())
        if (const int value = format->score(head); value > highest) {
            found = format;
            highest = value;
        }
    if (best) *best = highest;
    return found;
}

int score(std::span<const std::byte> head, std::string_view name) {
    int byContent = 0;
    formatByContent(head, &byContent);
    return std::max(byContent, formatBySuffix(suffixOf(name)) ? byNameOnly : 0);
}

// The mapped file with the decoder's state and the last picture decoded: a second look, or the next rows,
// must not decode again.
struct File {
    Bytes bytes;
    const PictureFormat* format = nullptr;
    std::string where;
    std::mutex mutex;
    std::shared_ptr<void> state;
    size_t keptPage = 0;
    std::optional<Payload> kept;

    Result<Payload> load(size_t page, const PictureInfo& info, JobContext& job) {
        const std::lock_guard lock(mutex);
        if (kept && keptPage == page) return *kept;
        kept.reset();
        RB_TRY(media::Pixels pixels, format->decode({bytes.view, page, info, where, &state}, job));
        Payload payload =
            TensorView{info.dtype, {info.height, info.width, info.channels}, ownBytes(std::move(pixels))};
        if (info.byteSize() <= keptBytes) {
            kept = payload;
            keptPage = page;
        }
        return payload;
    }
};

Part makePart(const std::shared_ptr<File>& file, size_t page, size_t count, const PictureInfo& info) {
    Part part;
    part.name = count == 1 ? "image" : fmt::format("{}.{:04}", file->format->pageName, page + 1);
    part.role = "image";
    part.dtype = info.dtype;
    part.shape = {info.height, info.width, info.channels};
    part.byteSize = info.byteSize();
    part.load = [file, page, info, name = part.name](Rows rows, JobContext& job) -> Result<Payload> {
        RB_TRY(const Payload payload, file->load(page, info, job));
        return sliceRows(payload, rows, name);
    };
    return part;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    auto file = std::make_shared<File>();
    RB_TRY(file->bytes, mapFile(path));
    file->where = path.filename().string();
    file->format = formatByContent(file->bytes.view.first(std::min<size_t>(file->bytes.size(), 4096)));
    if (!file->format) {
        const auto* named = formatBySuffix(suffixOf(file->where));
        if (!named || file->bytes.size() == 0)
            return media::damaged(
                named ? named->title : "picture",
                file->bytes.size() == 0 ? "the file is empty" : "it starts like none of the known formats",
                file->where
            );
        file->format = named; // its own check says what is wrong
    }
    RB_TRY(const auto pages, file->format->pages(file->bytes.view, file->where, job));
    if (pages.empty()) return media::damaged(file->format->title, "it holds no picture", file->where);
    if (pages.size() > limits().parts)
        return media::damaged(
            file->format->title,
            fmt::format("{} pictures, the limit is {}", pages.size(), limits().parts),
            file->where
        );
    Asset asset;
    asset.kind = "image";
    for (size_t i = 0; i < pages.size(); ++i)
        asset.parts.push_back(makePart(file, i, pages.size(), pages[i]));
    const PictureInfo& first = pages.front();
    asset.counts = Json::object(
        {{"format", file->format->id},
         {"width", first.width},
         {"height", first.height},
         {"channels", first.channels}}
    );
    if (pages.size() > 1) asset.counts[file->format->pageName + std::string("s")] = pages.size();
    if (first.palette) asset.counts["palette"] = "expanded";
    if (!first.note.empty()) asset.counts["note"] = first.note;
    for (const auto& [key, value] : first.extra.members())
        asset.counts[key] = value;
    if (first.bits) asset.counts["bits"] = first.bits;
    if (!first.color.empty()) asset.meta["color"] = first.color;
    // Values of 9 to 15 bits are not stretched to 16: whoever needs their range must know.
    if (first.bits > 8 && first.dtype == DType::u16) asset.meta["bits"] = first.bits;
    return asset;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    std::vector<media::LoadedPicture> loaded;
    for (const auto& part : asset.parts) {
        RB_TRY(auto picture, media::loadPicture(std::span(&part, 1), job));
        loaded.push_back(std::move(picture));
    }
    if (loaded.empty())
        return unsupported("no picture to write", printable(path.string()), "choose other parts");
    std::vector<media::Picture> pictures;
    for (const auto& picture : loaded)
        pictures.push_back(picture.picture());
    const std::string suffix = suffixOf(path.filename().string());
    const PictureFormat* format = formatBySuffix(suffix);
    if (format && !format->encode)
        return unsupported(
            fmt::format("{} cannot hold exact samples, and writing would lose some", format->title),
            printable(path.string()),
            "choose the suffix .png or .tiff"
        );
    if (!format) format = &media::pngFormat;
    RB_TRY(const Bytes bytes, format->encode(pictures, path.string(), job));
    return writeFile(path, bytes.view);
}

std::vector<std::string> extensions() {
    std::vector<std::string> out;
    for (const auto* format : media::pictureFormats())
        out.insert(out.end(), format->extensions.begin(), format->extensions.end());
    return out;
}

} // namespace

const ReaderDef& image() {
    static const ReaderDef definition{
        .id = "image",
        .title = "Pictures",
        .extensions = extensions(),
        .kinds = "image",
        .score = score,
        .open = open,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
