// SPDX-License-Identifier: GPL-3.0-or-later
// What the video methods share: a group of planes goes frame by frame through an encoder of FFmpeg and comes
// back through a decoder, without a container.
// Section "codes": source bits (u8), extradata (varint length, bytes), then per packet varint length, bytes.
#pragma once

#include "engine/core/method.hpp"
#include "engine/media/ffmpeg.hpp"
#include "engine/media/planes.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace rarebit::media {

/// A group of parts as one clip.
struct ClipLayout {
    std::vector<size_t> parts; // part of each component: y, u, v, a or r, g, b, a
    PlanarFormat format;       // bits: of the source samples
    int width = 0, height = 0; // of the first plane
    int64_t frames = 0;
};
/// `stated` bits a sample (0: by the element type). Refuses groups that are no clip.
Result<ClipLayout> clipLayout(std::span<const Part> parts, int statedBits, std::string_view where);
/// Bits a sample as the asset's meta states them, or 0.
int statedBits(const Json& meta);

/// Frame rate from meta; 25 where it is not known.
AVRational frameRate(const Json& meta);

struct VideoEncoderSetup {
    const char* encoder = "";
    AVPixelFormat format = AV_PIX_FMT_NONE; // planar, or RGB24
    int sourceBits = 8;                     // samples are scaled from these to the format's depth
    int align = 1, minimumSide = 1;         // coded sizes; planes are padded by repeating their edge
    int gop = -1, threads = 1;
    std::vector<std::pair<std::string, std::string>> options{};
    bool dropSeiText = false; // H.264: the encoder's name and options, which no decoder needs
};

/// Coded size of one side.
int codedSide(int side, const VideoEncoderSetup& setup);

/// An opened encoder that takes frames by their number.
class ClipEncoder {
public:
    static Result<ClipEncoder> open(
        std::span<const Part> parts,
        const ClipLayout& layout,
        const VideoEncoderSetup& setup,
        const Json& meta,
        std::string_view where
    );
    AVCodecContext* codec() { return codec_.get(); }
    /// Sends every frame and hands over the packets as they come.
    Status run(JobContext& job, const std::function<Status(AVPacket&)>& packet);

private:
    Status fill(int64_t frame, JobContext& job);
    std::span<const Part> parts_;
    ClipLayout layout_;
    int sourceBits_ = 8;
    std::string where_;
    CodecPtr codec_;
    FramePtr frame_;
};

/// Section "codes", and the detail bits_per_frame.
Result<Encoded> encodeVideo(std::span<const Part> parts, const VideoEncoderSetup& setup, JobContext& job);

struct VideoDecoderSetup {
    const char* decoder = "";
    int sizeFromShape = 0; // > 0: packets do not say it; it is the clip's, and at least this
};
/// The parts that Encoded::shape describes; frames go to temporary files where they are large.
Result<Asset> decodeVideo(const Encoded& encoded, const VideoDecoderSetup& setup, JobContext& job);

/// accepts() of the video methods.
Status acceptsPlane(const Part& part);

} // namespace rarebit::media
