// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/video_clip.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/media/planes.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>

namespace rarebit::media {
namespace {

// What neighbouring loads of the planes of one frame share; it must stay small beside the decoder itself.
constexpr uint64_t recentBytes = uint64_t(48) << 20;
// A clip up to this size is kept decoded once a plane was asked for as a whole: three planes, one decoding.
constexpr uint64_t keptClipBytes = uint64_t(128) << 20;
// Decoding on is cheaper than seeking below this many frames.
constexpr int64_t nearFrames = 48;

// Codecs in which one packet of MP4 or Matroska is one shown frame. VP8 has invisible packets, MPEG-4 part 2
// in AVI packs two frames into one: those are counted by decoding.
bool onePacketPerFrame(AVCodecID id) {
    switch (id) {
    case AV_CODEC_ID_H264:
    case AV_CODEC_ID_HEVC:
    case AV_CODEC_ID_AV1:
    case AV_CODEC_ID_VP9:
    case AV_CODEC_ID_FFV1:
    case AV_CODEC_ID_MJPEG:
    case AV_CODEC_ID_PRORES:
    case AV_CODEC_ID_DNXHD:
    case AV_CODEC_ID_HUFFYUV:
    case AV_CODEC_ID_FFVHUFF:
    case AV_CODEC_ID_UTVIDEO:
    case AV_CODEC_ID_PNG:
    case AV_CODEC_ID_RAWVIDEO:
    case AV_CODEC_ID_V210:
        return true;
    default:
        return false;
    }
}

struct Entry {
    int64_t pts = AV_NOPTS_VALUE;
    bool key = false;
};

// Every packet's time, in display order. Seekable: all times are known and distinct.
struct Timeline {
    std::vector<Entry> entries;
    bool seekable = true;
};

Result<Timeline> readTimeline(const Bytes& bytes, std::string_view where, JobContext& job) {
    RB_TRY(auto decoder, StreamDecoder::open(bytes, AVMEDIA_TYPE_VIDEO, where, job));
    Timeline timeline;
    const PacketPtr packet = makePacket();
    while (true) {
        const int code = av_read_frame(decoder->input().format(), packet.get());
        if (code == AVERROR_EOF) break;
        if (code < 0)
            return decodingError(
                code, fmt::format("reading near packet {}", timeline.entries.size()), printable(where)
            );
        if (job.cancelled()) return cancelledError(printable(where));
        if (packet->stream_index == decoder->stream()->index && !(packet->flags & AV_PKT_FLAG_DISCARD)) {
            timeline.entries.push_back({packet->pts, (packet->flags & AV_PKT_FLAG_KEY) != 0});
            timeline.seekable = timeline.seekable && packet->pts != AV_NOPTS_VALUE;
        }
        av_packet_unref(packet.get());
    }
    std::ranges::sort(timeline.entries, {}, &Entry::pts);
    for (size_t i = 1; i < timeline.entries.size(); ++i)
        if (timeline.entries[i].pts == timeline.entries[i - 1].pts) timeline.seekable = false;
    return timeline;
}

// A decoded clip that several parts look into. Parts may be loaded from several threads.
class Clip {
public:
    Bytes bytes;
    std::string where;
    std::vector<Plane> planes;
    AVPixelFormat format = AV_PIX_FMT_NONE;
    int width = 0, height = 0;
    int64_t frames = 0;

    Result<Payload> load(size_t plane, Rows rows, JobContext& job);
    uint64_t frameBytes() const {
        uint64_t sum = 0;
        for (const auto& plane : planes)
            sum += plane.bytes();
        return sum;
    }

private:
    Result<const AVFrame*> frame(int64_t index, JobContext& job);
    Result<const AVFrame*> decodeNext(JobContext& job);
    Result<bool> seekToKey(int64_t key, JobContext& job);
    Status goTo(int64_t index, JobContext& job);
    Result<bool> remember(const AVFrame& decoded);
    Status restart(JobContext& job);
    Status keepWhole(JobContext& job);
    TensorView tensor(size_t plane, int64_t count, Bytes data) const {
        return {planes[plane].dtype, {count, planes[plane].height, planes[plane].width}, std::move(data)};
    }

    std::mutex mutex_;
    std::unique_ptr<StreamDecoder> decoder_;
    std::optional<Timeline> timeline_;
    int64_t next_ = 0; // index of the frame that the decoder gives next
    std::deque<std::pair<int64_t, FramePtr>> recent_;
    std::vector<Bytes> kept_; // per plane, the whole clip
};

Status Clip::restart(JobContext& job) {
    decoder_.reset();
    RB_TRY(decoder_, StreamDecoder::open(bytes, AVMEDIA_TYPE_VIDEO, where, job));
    next_ = 0;
    return Ok{};
}

Result<const AVFrame*> Clip::decodeNext(JobContext& job) {
    RB_TRY(const AVFrame* frame, decoder_->next(job));
    if (!frame) return frame;
    if (frame->width != width || frame->height != height ||
        plainFormat(static_cast<AVPixelFormat>(frame->format)) != format)
        return unsupported(
            fmt::format(
                "frame {} is {}x{} {}, the clip began as {}x{}",
                next_,
                frame->width,
                frame->height,
                av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame->format)),
                width,
                height
            ),
            where,
            "cut the clip where its size or format changes"
        );
    return frame;
}

// Goes to the key frame at position `key` and decodes it. What the decoder gives before it (leading frames of
// an open group of pictures) is not trusted. False where the file cannot do it; the decoder is then of no
// use.
Result<bool> Clip::seekToKey(int64_t key, JobContext& job) {
    const auto& entries = timeline_->entries;
    recent_.clear();
    if (!decoder_->seek(entries[static_cast<size_t>(key)].pts, job)) return false;
    while (true) {
        if (job.cancelled()) return cancelledError(where);
        const auto landed = decodeNext(job);
        if (!landed || !*landed) return false;
        const auto found = std::ranges::lower_bound(entries, (*landed)->pts, {}, &Entry::pts);
        const int64_t index = found - entries.begin();
        if (found == entries.end() || found->pts != (*landed)->pts || index > key) return false;
        if (index < key) continue;
        next_ = key;
        return remember(**landed);
    }
}

// Leaves the decoder so that frame `index` is among the recent ones or comes next or soon.
Status Clip::goTo(int64_t index, JobContext& job) {
    if (!decoder_) RB_CHECK(restart(job));
    if (index >= next_ && index - next_ < nearFrames) return Ok{};
    if (!timeline_) {
        RB_TRY(timeline_, readTimeline(bytes, where, job));
    }
    const auto& entries = timeline_->entries;
    if (timeline_->seekable && static_cast<int64_t>(entries.size()) == frames) {
        const int64_t lowest = index < next_ ? 0 : next_;
        int64_t key = index;
        while (key > lowest && !entries[static_cast<size_t>(key)].key)
            --key;
        if (key > lowest) {
            RB_TRY(const bool there, seekToKey(key, job));
            if (there) return Ok{};
            return restart(job);
        }
    }
    return index < next_ ? restart(job) : Status(Ok{});
}

Result<bool> Clip::remember(const AVFrame& decoded) {
    FramePtr copy = makeFrame();
    if (av_frame_ref(copy.get(), &decoded) < 0)
        return outOfMemory("memory ran out", where, "close other assets");
    recent_.emplace_back(next_++, std::move(copy));
    while (recent_.size() > 1 && (recent_.size() > 32 || recent_.size() * frameBytes() > recentBytes))
        recent_.pop_front();
    return true;
}

Result<const AVFrame*> Clip::frame(int64_t index, JobContext& job) {
    const auto kept = [&]() -> const AVFrame* {
        for (const auto& [number, frame] : recent_)
            if (number == index) return frame.get();
        return nullptr;
    };
    if (const AVFrame* found = kept()) return found;
    RB_CHECK(goTo(index, job));
    if (const AVFrame* found = kept()) return found;
    while (true) {
        if (job.cancelled()) return cancelledError(where);
        RB_TRY(const AVFrame* decoded, decodeNext(job));
        if (!decoded)
            return badInput(
                fmt::format("the stream ends after {} of {} frames", next_, frames),
                where,
                "the file is damaged or cut short; get a whole copy of it"
            );
        RB_CHECK(remember(*decoded));
        if (next_ - 1 == index) return recent_.back().second.get();
    }
}

Status Clip::keepWhole(JobContext& job) {
    std::vector<std::vector<std::byte>> data;
    for (const auto& plane : planes)
        data.emplace_back(plane.bytes() * static_cast<uint64_t>(frames));
    for (int64_t i = 0; i < frames; ++i) {
        RB_TRY(const AVFrame* decoded, frame(i, job));
        for (size_t p = 0; p < planes.size(); ++p)
            copyPlane(*decoded, planes[p], data[p].data() + planes[p].bytes() * static_cast<uint64_t>(i));
    }
    for (auto& plane : data)
        kept_.push_back(ownBytes(std::move(plane)));
    recent_.clear();
    decoder_.reset();
    return Ok{};
}

Result<Payload> Clip::load(size_t plane, Rows rows, JobContext& job) {
    const int64_t end = rows.last(frames);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("frames {} to {} of {}", rows.begin, rows.end, frames),
            where,
            "ask for frames that exist"
        );
    const std::lock_guard lock(mutex_);
    const uint64_t size = planes[plane].bytes();
    const auto count = static_cast<uint64_t>(end - rows.begin);
    const bool whole = rows.begin == 0 && end == frames && frames > 1;
    if (kept_.empty() && whole && frameBytes() * count <= std::min(keptClipBytes, job.memoryBudget() / 4))
        RB_CHECK(keepWhole(job));
    if (!kept_.empty())
        return Payload(tensor(
            plane,
            end - rows.begin,
            kept_[plane].slice(size * static_cast<uint64_t>(rows.begin), size * count)
        ));
    RB_CHECK(job.fits(size * count, fmt::format("{} frames of a plane", count), where));
    std::vector<std::byte> data(size * count);
    for (int64_t i = rows.begin; i < end; ++i) {
        RB_TRY(const AVFrame* decoded, frame(i, job));
        copyPlane(*decoded, planes[plane], data.data() + size * static_cast<uint64_t>(i - rows.begin));
    }
    return Payload(tensor(plane, end - rows.begin, ownBytes(std::move(data))));
}

Result<int64_t> countByDecoding(const Bytes& bytes, std::string_view where, JobContext& job) {
    RB_TRY(auto decoder, StreamDecoder::open(bytes, AVMEDIA_TYPE_VIDEO, where, job));
    for (int64_t count = 0;; ++count) {
        RB_TRY(const AVFrame* frame, decoder->next(job));
        if (!frame) return count;
    }
}

// From the container's index where each of its entries is one shown frame; else by a pass over the packets;
// else by decoding.
Result<int64_t>
countFrames(StreamDecoder& decoder, const Bytes& bytes, std::string_view where, JobContext& job) {
    AVStream* stream = decoder.stream();
    const std::string_view format = decoder.input().format()->iformat->name;
    const bool mov = format.starts_with("mov,"), matroska = format.starts_with("matroska");
    const auto order = stream->codecpar->field_order;
    const bool progressive = order == AV_FIELD_PROGRESSIVE || order == AV_FIELD_UNKNOWN;
    if (!onePacketPerFrame(stream->codecpar->codec_id) || !(mov || matroska) || !progressive)
        return countByDecoding(bytes, where, job);
    const int indexed = mov ? avformat_index_get_entries_count(stream) : 0;
    if (indexed > 0 && (stream->nb_frames == 0 || stream->nb_frames == indexed)) {
        int64_t shown = 0;
        for (int i = 0; i < indexed; ++i)
            shown += avformat_index_get_entry(stream, i)->flags & AVINDEX_DISCARD_FRAME ? 0 : 1;
        return shown;
    }
    RB_TRY(const Timeline timeline, readTimeline(bytes, where, job));
    return static_cast<int64_t>(timeline.entries.size());
}

std::string fraction(AVRational value) {
    return fmt::format("{}:{}", value.num, value.den);
}

Json clipMeta(AVStream* stream, const AVFrame& frame, AVPixelFormat format) {
    Json meta = Json::object();
    const AVRational average = stream->avg_frame_rate, base = stream->r_frame_rate;
    const AVRational rate = average.num > 0 ? average : base;
    if (rate.num > 0 && rate.den > 0) {
        meta["fps"] = av_q2d(rate);
        if (rate.den != 1) meta["fps_fraction"] = fraction(rate);
        if (average.num > 0 && base.num > 0 && std::abs(av_q2d(base) / av_q2d(average) - 1) > 0.01)
            meta["variable_frame_rate"] = true;
    }
    meta["pix_fmt"] = av_get_pix_fmt_name(format);
    const bool fullName = isFullRangeName(static_cast<AVPixelFormat>(frame.format));
    meta["range"] = fullName ? "full" : rangeName(frame.color_range);
    meta["matrix"] = matrixName(frame.colorspace);
    if (frame.chroma_location != AVCHROMA_LOC_UNSPECIFIED) meta["siting"] = sitingName(frame.chroma_location);
    if (frame.color_primaries != AVCOL_PRI_UNSPECIFIED)
        if (const char* name = av_color_primaries_name(frame.color_primaries)) meta["primaries"] = name;
    if (frame.color_trc != AVCOL_TRC_UNSPECIFIED)
        if (const char* name = av_color_transfer_name(frame.color_trc)) meta["transfer"] = name;
    if (frame.interlaced_frame) meta["field_order"] = frame.top_field_first ? "top_first" : "bottom_first";
    if (bitDepth(format) > 8) meta["bits_per_sample"] = bitDepth(format);
    const AVRational aspect = frame.sample_aspect_ratio;
    if (aspect.num > 0 && aspect.den > 0 && aspect.num != aspect.den)
        meta["sample_aspect"] = fraction(aspect);
    return meta;
}

bool hasAudio(AVFormatContext* format) {
    for (unsigned i = 0; i < format->nb_streams; ++i)
        if (format->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO) return true;
    return false;
}

} // namespace

Result<Asset> openVideo(Bytes bytes, std::string_view where, JobContext& job) {
    auto clip = std::make_shared<Clip>();
    clip->bytes = bytes;
    clip->where = printable(where);
    RB_TRY(auto decoder, StreamDecoder::open(bytes, AVMEDIA_TYPE_VIDEO, where, job));
    RB_TRY(const AVFrame* first, decoder->next(job));
    if (!first)
        return badInput("a video stream without a frame", clip->where, "the file is empty or cut short");
    clip->width = first->width;
    clip->height = first->height;
    if (static_cast<uint64_t>(first->width) * static_cast<uint64_t>(first->height) > limits().pixels)
        return unsupported(
            fmt::format(
                "frames of {}x{}, the limit is {} pixels", first->width, first->height, limits().pixels
            ),
            clip->where,
            "raise the limit of pixels if you trust the file"
        );
    clip->format = plainFormat(static_cast<AVPixelFormat>(first->format));
    RB_TRY(clip->planes, planesOf(clip->format, clip->width, clip->height, clip->where));
    RB_TRY(clip->frames, countFrames(*decoder, bytes, where, job));
    if (clip->frames < 1)
        return badInput("a video stream without a frame", clip->where, "the file is empty or cut short");
    Asset asset;
    asset.kind = "video";
    asset.meta = clipMeta(decoder->stream(), *first, clip->format);
    if (hasAudio(decoder->input().format())) asset.meta["audio_left_out"] = true;
    asset.counts = Json::object({{"frames", clip->frames}, {"width", clip->width}, {"height", clip->height}});
    asset.counts["codec"] = avcodec_get_name(decoder->stream()->codecpar->codec_id);
    for (size_t i = 0; i < clip->planes.size(); ++i) {
        const Plane& plane = clip->planes[i];
        Part part;
        part.name = plane.name;
        part.role = "video.plane";
        part.group = "clip";
        part.dtype = plane.dtype;
        part.shape = {clip->frames, plane.height, plane.width};
        part.byteSize = plane.bytes() * static_cast<uint64_t>(clip->frames);
        part.load = [clip, i](Rows rows, JobContext& loadJob) { return clip->load(i, rows, loadJob); };
        asset.parts.push_back(std::move(part));
    }
    return asset;
}

} // namespace rarebit::media
