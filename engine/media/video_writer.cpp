// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/video_writer.hpp"

#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/media/video_coder.hpp"

#include <fmt/format.h>

#include <memory>

namespace rarebit::media {
namespace {

// A depth that FFV1 lacks is stored in the next larger one, unscaled. RGB of 8 bits is packed.
AVPixelFormat storage(const PlanarFormat& wanted) {
    if (wanted.rgb && wanted.bits <= 8) return wanted.alpha ? AV_PIX_FMT_RGB32 : AV_PIX_FMT_0RGB32;
    const AVCodec* codec = avcodec_find_encoder_by_name("ffv1");
    for (const int bits : {8, 9, 10, 12, 14, 16}) {
        if (bits < wanted.bits) continue;
        PlanarFormat format = wanted;
        format.bits = bits;
        const auto found = planarFormat(format);
        for (const AVPixelFormat* p = codec ? codec->pix_fmts : nullptr; p && *p != AV_PIX_FMT_NONE; ++p)
            if (*p == found) return found;
    }
    return AV_PIX_FMT_NONE;
}

struct MuxerDeleter {
    void operator()(AVFormatContext* p) const {
        if (p->pb) avio_closep(&p->pb);
        avformat_free_context(p);
    }
};
using MuxerPtr = std::unique_ptr<AVFormatContext, MuxerDeleter>;

Error muxError(int code, std::string_view where) {
    return ioError(
        "writing Matroska: " + ffmpegText(code),
        std::string(where),
        "check the folder and the space on the disk"
    );
}

Result<MuxerPtr> openMuxer(const std::filesystem::path& path, ClipEncoder& encoder, std::string_view where) {
    AVFormatContext* raw = nullptr;
    if (const int code = avformat_alloc_output_context2(&raw, nullptr, "matroska", nullptr); code < 0)
        return muxError(code, where);
    MuxerPtr muxer(raw);
    muxer->flags |= AVFMT_FLAG_BITEXACT; // no dates, no random identifiers
    AVStream* stream = avformat_new_stream(muxer.get(), nullptr);
    if (!stream) throw std::bad_alloc();
    stream->time_base = encoder.codec()->time_base;
    stream->avg_frame_rate = stream->r_frame_rate = encoder.codec()->framerate;
    if (const int code = avcodec_parameters_from_context(stream->codecpar, encoder.codec()); code < 0)
        return muxError(code, where);
    if (const int code = avio_open(&muxer->pb, ("file:" + path.string()).c_str(), AVIO_FLAG_WRITE); code < 0)
        return muxError(code, where);
    if (const int code = avformat_write_header(muxer.get(), nullptr); code < 0) return muxError(code, where);
    return muxer;
}

} // namespace

Result<VideoEncoderSetup> ffv1Setup(const ClipLayout& layout, std::string_view where) {
    VideoEncoderSetup setup;
    setup.encoder = "ffv1";
    setup.format = storage(layout.format);
    if (setup.format == AV_PIX_FMT_NONE)
        return unsupported(
            fmt::format("FFV1 has no format for these planes with {} bits", layout.format.bits),
            std::string(where),
            "choose single planes with --parts"
        );
    setup.sourceBits = bitDepth(setup.format);
    setup.minimumSide = ffv1SmallestSide;
    return setup;
}

Status writeMatroska(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    const std::string where = printable(path.filename().string());
    if (asset.parts.empty()) return unsupported("a clip without planes", where, "choose another asset");
    RB_TRY(const ClipLayout layout, clipLayout(asset.parts, statedBits(asset.meta), where));
    RB_TRY(VideoEncoderSetup setup, ffv1Setup(layout, where));
    if (layout.width < ffv1SmallestSide || layout.height < ffv1SmallestSide)
        return unsupported(
            fmt::format("frames of {}x{}", layout.width, layout.height), where, "write the clip as .y4m"
        );
    const bool small = layout.width <= 352 && layout.height <= 288;
    setup.gop = 1;
    setup.options = {{"level", "3"}, {"slicecrc", "1"}, {"slices", small ? "1" : "4"}};
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        RB_TRY(ClipEncoder encoder, ClipEncoder::open(asset.parts, layout, setup, asset.meta, where));
        RB_TRY(const MuxerPtr muxer, openMuxer(temporary, encoder, where));
        AVStream* stream = muxer->streams[0];
        const auto keep = [&](AVPacket& packet) -> Status {
            packet.duration = 1;
            av_packet_rescale_ts(&packet, encoder.codec()->time_base, stream->time_base);
            packet.stream_index = 0;
            const int code = av_interleaved_write_frame(muxer.get(), &packet);
            return code < 0 ? Status(muxError(code, where)) : Status(Ok{});
        };
        RB_CHECK(encoder.run(job, keep));
        if (const int code = av_write_trailer(muxer.get()); code < 0) return muxError(code, where);
        const int closed = avio_closep(&muxer->pb);
        return closed < 0 ? Status(muxError(closed, where)) : Status(Ok{});
    });
}

} // namespace rarebit::media
