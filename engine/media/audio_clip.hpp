// SPDX-License-Identifier: GPL-3.0-or-later
// A sound file as an asset whose samples decode when they are asked for, and the decoding that methods share.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/media/ffmpeg.hpp"

namespace rarebit::media {

/// Samples of one decoder as rows of a part: interleaved, integers as stored, float where the codec is lossy.
struct SampleFormat {
    DType dtype = DType::i16;
    int channels = 0;
    int rate = 0;
    int bits = 16; // of the integers; 24 stands in i32, not shifted

    size_t rowBytes() const;
    bool operator==(const SampleFormat&) const = default;
};

class AudioDecoder {
public:
    static Result<std::unique_ptr<AudioDecoder>> open(Bytes bytes, std::string_view where, JobContext& job);

    const SampleFormat& format() const { return format_; }
    /// The count that the file's header states, or -1.
    int64_t statedSamples();
    AVCodecID codecId() { return decoder_->codec()->codec_id; }
    bool hasVideo();
    /// The next samples, interleaved; empty at the end. Valid until the next call.
    Result<std::span<const std::byte>> next(JobContext& job);

private:
    Status convert(const AVFrame& frame);
    std::unique_ptr<StreamDecoder> decoder_;
    SampleFormat format_;
    std::vector<std::byte> block_;
    bool pending_ = false; // block_ holds the first block, decoded to learn the format
};

Result<Asset> openAudio(Bytes bytes, std::string_view where, JobContext& job);

} // namespace rarebit::media
