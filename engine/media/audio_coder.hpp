// SPDX-License-Identifier: GPL-3.0-or-later
// What the audio methods and writers share: samples of a part through an encoder of FFmpeg, and back.
#pragma once

#include "engine/core/method.hpp"
#include "engine/media/ffmpeg.hpp"

namespace rarebit::media {

/// accepts() of the audio methods: 1 to 8 channels of 8-, 16-, 32-bit integers, and of floats where asked.
Status acceptsSound(const Part& part, bool floats);

/// A complete FLAC file of a part of integers. Bits: of i32 samples (24 at most).
Result<Bytes> encodeFlac(const Part& part, int rate, int level, JobContext& job);
/// The samples of a FLAC file as the described part.
Result<Payload> decodeFlac(const Bytes& file, const Part& part, std::string_view where, JobContext& job);

struct OpusSettings {
    double kilobits = 96; // of all channels together
    std::string application = "audio", vbr = "on", frameMs = "20";
    int complexity = 10;
};
/// Section "codes": sample rate (varint), bits of integers (u8), OpusHead (varint length, bytes), then per
/// packet varint length and bytes.
Result<Bytes> encodeOpus(const Part& part, int rate, int bits, const OpusSettings& settings, JobContext& job);
Result<Payload> decodeOpus(const Bytes& codes, const Part& part, std::string_view where, JobContext& job);

} // namespace rarebit::media
