// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed video (MP4, Matroska, AVI, MPEG, raw streams ...) through FFmpeg: one part per plane.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/media/audio_clip.hpp"
#include "engine/media/video_clip.hpp"
#include "engine/media/video_writer.hpp"

#include <fmt/format.h>

#include <array>

namespace rarebit::readers {

const ReaderDef& y4m();

namespace {

constexpr std::array suffixes{".mp4",  ".m4v", ".mov",  ".3gp", ".mkv",  ".webm", ".avi", ".mpg",
                              ".mpeg", ".ts",  ".m2ts", ".flv", ".ivf",  ".ogv",  ".wmv", ".asf",
                              ".nut",  ".mxf", ".h264", ".264", ".hevc", ".265",  ".obu"};

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view bytes(reinterpret_cast<const char*>(head.data()), head.size());
    const std::string name = lower(fileName);
    const auto at = [&](size_t offset, std::string_view magic) {
        return bytes.size() >= offset + magic.size() && bytes.substr(offset, magic.size()) == magic;
    };
    const bool audioName = name.ends_with(".m4a") || name.ends_with(".mka") || name.ends_with(".wma");
    // HEIF and AVIF pictures are boxes of the same kind.
    if (at(4, "ftyp"))
        return audioName || at(8, "M4A") || at(8, "M4B") || at(8, "avif") || at(8, "avis") || at(8, "mif1") ||
                       at(8, "heic") || at(8, "crx ")
                   ? 0
                   : 95;
    if (at(0, "\x1A\x45\xDF\xA3")) return audioName ? 0 : 95;
    if ((at(0, "RIFF") && at(8, "AVI ")) || at(0, "FLV\x01") || at(0, "DKIF")) return 95;
    if (at(0, "OggS") && bytes.find("theora") < 64) return 95;
    if (at(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11")) return audioName ? 0 : 90;
    for (const char* suffix : suffixes)
        if (name.ends_with(suffix)) return 60;
    return 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    RB_TRY(Bytes bytes, mapFile(path));
    auto asset = media::openVideo(bytes, path.filename().string(), job);
    // A container of that name that holds only sound is a sound.
    if (!asset && asset.error().kind == ErrorKind::unsupported &&
        asset.error().what.starts_with("no video stream")) {
        auto sound = media::openAudio(std::move(bytes), path.filename().string(), job);
        if (sound) sound->reader = "audio";
        return sound;
    }
    return asset;
}

// Lossless holders only: Y4M, or FFV1 in Matroska.
Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    const std::string suffix = lower(path.extension().string());
    if (suffix == ".y4m") return y4m().write(asset, path, job);
    if (suffix == ".mkv") return media::writeMatroska(asset, path, job);
    return unsupported(
        fmt::format("clips are not written as '{}': their samples would change again", printable(suffix)),
        printable(path.filename().string()),
        "name it .mkv (lossless FFV1) or .y4m"
    );
}

} // namespace

const ReaderDef& video() {
    static const ReaderDef definition{
        .id = "video",
        .title = "Video (MP4, Matroska, AVI, MPEG ...)",
        .extensions = {"mp4", "m4v", "mov", "3gp", "mkv", "webm", "avi",  "mpg", "mpeg", "ts",  "m2ts", "flv",
                       "ivf", "ogv", "wmv", "asf", "nut", "mxf",  "h264", "264", "hevc", "265", "obu"},
        .kinds = "video",
        .score = score,
        .open = open,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
