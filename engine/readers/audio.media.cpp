// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed sound (FLAC, Ogg, MP3, AAC ...) through FFmpeg: one part of samples by channels.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/media/audio_clip.hpp"
#include "engine/media/audio_coder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit::readers {

const ReaderDef& wav();

namespace {

constexpr std::array suffixes{".flac", ".ogg", ".oga", ".opus", ".spx", ".mp3", ".m4a",
                              ".aac",  ".ac3", ".mka", ".wma",  ".wv",  ".tta", ".aif",
                              ".aiff", ".caf", ".au",  ".w64",  ".amr", ".wav"};

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view bytes(reinterpret_cast<const char*>(head.data()), head.size());
    const std::string name = lower(fileName);
    const auto at = [&](size_t offset, std::string_view magic) {
        return bytes.size() >= offset + magic.size() && bytes.substr(offset, magic.size()) == magic;
    };
    if (at(0, "fLaC") || at(0, "wvpk") || at(0, "caff") || at(0, "TTA1") || at(0, "#!AMR")) return 95;
    if (at(0, "OggS")) return bytes.find("theora") < 64 ? 0 : 90;
    if (at(4, "ftypM4A") || at(4, "ftypM4B")) return 95;
    if (at(0, "FORM") && (at(8, "AIFF") || at(8, "AIFC"))) return 95;
    if (at(0, "RIFF") && at(8, "WAVE")) return 50; // for codecs that the reader of plain WAV leaves
    if (at(0, "riff\x2E\x91\xCF\x11")) return 95;
    if (at(0, "ID3")) return 90;
    for (const char* suffix : suffixes)
        if (name.ends_with(suffix)) return 60;
    return 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    RB_TRY(Bytes bytes, mapFile(path));
    return media::openAudio(std::move(bytes), path.filename().string(), job);
}

// Lossless holders only: WAVE for every type, FLAC for integers.
Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    const std::string suffix = lower(path.extension().string());
    if (suffix == ".wav") return wav().write(asset, path, job);
    const std::string where = printable(path.filename().string());
    if (suffix != ".flac")
        return unsupported(
            fmt::format("sounds are not written as '{}'", printable(suffix)), where, "name it .wav or .flac"
        );
    if (asset.parts.size() != 1)
        return unsupported("a FLAC file is one part of samples", where, "choose another format with --as");
    constexpr int level = 8;
    const int rate = static_cast<int>(std::clamp<int64_t>(asset.meta.at("sample_rate").asInt(), 0, 1 << 30));
    RB_TRY(const Bytes file, media::encodeFlac(asset.parts.front(), rate, level, job));
    return writeFile(path, file.view);
}

} // namespace

const ReaderDef& audio() {
    static const ReaderDef definition{
        .id = "audio",
        .title = "Sound (FLAC, Ogg, MP3, AAC ...)",
        .extensions =
            {"flac",
             "ogg",
             "oga",
             "opus",
             "spx",
             "mp3",
             "m4a",
             "aac",
             "ac3",
             "mka",
             "wma",
             "wv",
             "tta",
             "aif",
             "aiff",
             "caf",
             "au",
             "w64",
             "amr"},
        .kinds = "audio",
        .score = score,
        .open = open,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
