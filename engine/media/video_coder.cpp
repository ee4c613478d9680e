// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/video_coder.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace rarebit::media {
namespace {

const char* const damagedFix = "the stream is damaged; encode the asset again";

uint16_t sampleAt(const std::byte* row, size_t index, bool wide) {
    if (!wide) return static_cast<uint16_t>(row[index]);
    uint16_t value = 0;
    std::memcpy(&value, row + 2 * index, 2);
    return value;
}

// From one depth to another: exact upwards, rounded and clipped downwards.
uint16_t rescale(uint32_t value, int from, int to) {
    if (from <= to) return static_cast<uint16_t>(value << (to - from));
    const int shift = from - to;
    return static_cast<uint16_t>(std::min<uint32_t>((value + (1u << (shift - 1))) >> shift, (1u << to) - 1));
}

// One plane into one component of a frame, with its right and lower edge repeated up to the coded size.
Status fillPlane(
    AVFrame& frame,
    int componentIndex,
    const Plane& plane,
    std::span<const std::byte> samples,
    int bits,
    std::string_view where
) {
    const AVPixFmtDescriptor* d = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const AVComponentDescriptor& component = d->comp[componentIndex];
    const bool chroma = !(d->flags & AV_PIX_FMT_FLAG_RGB) && (componentIndex == 1 || componentIndex == 2);
    const int codedWidth = chroma ? AV_CEIL_RSHIFT(frame.width, d->log2_chroma_w) : frame.width;
    const int codedHeight = chroma ? AV_CEIL_RSHIFT(frame.height, d->log2_chroma_h) : frame.height;
    const bool wide = plane.dtype == DType::u16, codedWide = component.depth > 8;
    const size_t rowBytes = static_cast<size_t>(plane.width) * (wide ? 2 : 1);
    const uint32_t largest = (1u << bits) - 1;
    const bool asIs = !wide && bits == 8 && component.depth == 8 && component.step == 1;
    for (int y = 0; y < codedHeight; ++y) {
        const std::byte* from =
            samples.data() + static_cast<size_t>(std::min(y, plane.height - 1)) * rowBytes;
        uint8_t* to = frame.data[component.plane] +
                      static_cast<ptrdiff_t>(y) * frame.linesize[component.plane] + component.offset;
        if (asIs) {
            const auto width = static_cast<size_t>(plane.width);
            std::memcpy(to, from, width);
            std::memset(
                to + width, static_cast<int>(from[width - 1]), static_cast<size_t>(codedWidth) - width
            );
            continue;
        }
        for (int x = 0; x < codedWidth; ++x, to += component.step) {
            const uint32_t value = sampleAt(from, static_cast<size_t>(std::min(x, plane.width - 1)), wide);
            if (value > largest)
                return badInput(
                    fmt::format("sample {} in plane '{}' with {} bits a sample", value, plane.name, bits),
                    std::string(where),
                    "the asset states too few bits a sample; correct it and read it again"
                );
            const uint16_t coded = rescale(value, bits, component.depth);
            if (codedWide)
                std::memcpy(to, &coded, 2);
            else
                *to = static_cast<uint8_t>(coded);
        }
    }
    return Ok{};
}

// Drops user data (payload type 5) from the start of an Annex B packet: x264 writes its options there.
void dropSeiText(std::vector<std::byte>& bytes) {
    const auto startCode = [&](size_t at) {
        return at + 3 <= bytes.size() && bytes[at] == std::byte{0} && bytes[at + 1] == std::byte{0} &&
               bytes[at + 2] == std::byte{1};
    };
    const auto nextUnit = [&](size_t at) {
        while (at < bytes.size() && !startCode(at))
            ++at;
        // The zero byte of a four-byte start code belongs to it.
        return at > 0 && at < bytes.size() && bytes[at - 1] == std::byte{0} ? at - 1 : at;
    };
    for (size_t at = nextUnit(0); at < bytes.size();) {
        const size_t code = startCode(at) ? at : at + 1;
        const size_t end = nextUnit(code + 3);
        const bool text = code + 4 < bytes.size() && (bytes[code + 3] & std::byte{0x1F}) == std::byte{6} &&
                          bytes[code + 4] == std::byte{5};
        const bool picture =
            code + 3 < bytes.size() && static_cast<int>(bytes[code + 3] & std::byte{0x1F}) <= 5;
        if (picture) return; // nothing but coded pictures follows
        if (!text) {
            at = end;
            continue;
        }
        bytes.erase(bytes.begin() + static_cast<ptrdiff_t>(at), bytes.begin() + static_cast<ptrdiff_t>(end));
        at = std::min(at, bytes.size());
    }
}

Error damaged(std::string what, const std::string& where) {
    return badInput(std::move(what), where, damagedFix);
}

// Where chroma planes stand to luma; the common layouts first where a tiny picture fits several.
bool findSubsampling(PlanarFormat& format, const Part& y, const Part& u) {
    for (const auto& [x, v] : {std::pair{0, 0}, {1, 1}, {1, 0}, {2, 0}, {0, 1}, {2, 2}}) {
        const auto shifted = [](int64_t side, int shift) {
            return (side + (int64_t{1} << shift) - 1) >> shift;
        };
        if (u.shape[2] == shifted(y.shape[2], x) && u.shape[1] == shifted(y.shape[1], v)) {
            format.log2ChromaWidth = x;
            format.log2ChromaHeight = v;
            return true;
        }
    }
    return false;
}

std::vector<Plane> partPlanes(std::span<const Part> parts, const ClipLayout& layout) {
    std::vector<Plane> out;
    for (size_t c = 0; c < layout.parts.size(); ++c) {
        const Part& part = parts[layout.parts[c]];
        out.push_back(
            {part.name,
             static_cast<int>(c),
             static_cast<int>(part.shape[2]),
             static_cast<int>(part.shape[1]),
             part.dtype}
        );
    }
    return out;
}

} // namespace

Status acceptsPlane(const Part& part) {
    const auto refuse = [&](std::string what) {
        return unsupported(std::move(what), part.name, "choose the planes of a video clip");
    };
    if (part.role != "video.plane" || part.form != PayloadForm::tensor)
        return refuse("not a plane of a video");
    if (part.dtype != DType::u8 && part.dtype != DType::u16)
        return refuse(fmt::format("{} samples", info(part.dtype).name));
    if (part.shape.size() != 3 || part.elements() == 0) return refuse("not frames by height by width");
    if (part.shape[1] > 65535 || part.shape[2] > 65535 ||
        static_cast<uint64_t>(part.shape[1] * part.shape[2]) > limits().pixels)
        return refuse(fmt::format("frames of {}x{}", part.shape[2], part.shape[1]));
    return Ok{};
}

Result<ClipLayout> clipLayout(std::span<const Part> parts, int bitsStated, std::string_view where) {
    const auto refuse = [&](std::string what) {
        return unsupported(
            std::move(what),
            std::string(where),
            "choose one plane, or y, u, v, or r, g, b of one clip with --parts"
        );
    };
    for (const auto& part : parts)
        RB_CHECK(acceptsPlane(part));
    ClipLayout out;
    const auto find = [&](std::string_view names) {
        out.parts.clear();
        for (const char name : names)
            for (size_t i = 0; i < parts.size(); ++i)
                if (parts[i].name == std::string_view(&name, 1)) out.parts.push_back(i);
        return out.parts.size() == names.size() && parts.size() == names.size();
    };
    if (parts.size() == 1) {
        out.parts = {0};
        out.format.mono = true;
    } else if (find("rgb") || find("rgba")) {
        out.format.rgb = true;
    } else if (!find("yuv") && !find("yuva")) {
        return refuse(fmt::format("{} planes that are no picture together", parts.size()));
    }
    out.format.alpha = out.parts.size() == 4;
    const Part& first = parts[out.parts[0]];
    out.frames = first.shape[0];
    out.height = static_cast<int>(first.shape[1]);
    out.width = static_cast<int>(first.shape[2]);
    for (size_t c = 0; c < out.parts.size(); ++c) {
        const Part& part = parts[out.parts[c]];
        const bool chroma = !out.format.rgb && (c == 1 || c == 2);
        if (part.dtype != first.dtype || part.shape[0] != out.frames ||
            (!chroma && part.shape != first.shape) || (chroma && part.shape != parts[out.parts[1]].shape))
            return refuse(
                fmt::format("plane '{}' does not fit plane '{}'", printable(part.name), printable(first.name))
            );
    }
    if (!out.format.rgb && out.parts.size() > 1 && !findSubsampling(out.format, first, parts[out.parts[1]]))
        return refuse("chroma planes of an unknown subsampling");
    const int widest = first.dtype == DType::u8 ? 8 : 16;
    out.format.bits = widest == 16 && bitsStated > 8 && bitsStated <= 16 ? bitsStated : widest;
    return out;
}

int statedBits(const Json& meta) {
    if (const auto stated = meta.at("bits_per_sample").asInt(); stated > 0 && stated <= 16)
        return static_cast<int>(stated);
    const AVPixelFormat format = av_get_pix_fmt(meta.at("pix_fmt").asString().c_str());
    return format == AV_PIX_FMT_NONE ? 0 : bitDepth(format);
}

AVRational frameRate(const Json& meta) {
    const std::string& text = meta.at("fps_fraction").asString();
    int num = 0, den = 0;
    const auto first = std::from_chars(text.data(), text.data() + text.size(), num);
    if (first.ec == std::errc() && first.ptr != text.data() + text.size())
        std::from_chars(first.ptr + 1, text.data() + text.size(), den);
    if (num > 0 && den > 0) return {num, den};
    const double fps = meta.at("fps").asDouble();
    return fps > 0.001 && fps < 100'000 ? av_d2q(fps, 1'000'000) : AVRational{25, 1};
}

int codedSide(int side, const VideoEncoderSetup& setup) {
    const int least = std::max(side, setup.minimumSide);
    return (least + setup.align - 1) / setup.align * setup.align;
}

Result<ClipEncoder> ClipEncoder::open(
    std::span<const Part> parts,
    const ClipLayout& layout,
    const VideoEncoderSetup& setup,
    const Json& meta,
    std::string_view where
) {
    RB_TRY(const AVCodec* codec, findEncoder(setup.encoder));
    ClipEncoder out;
    out.parts_ = parts;
    out.layout_ = layout;
    out.sourceBits_ = setup.sourceBits;
    out.where_ = where;
    out.codec_.reset(avcodec_alloc_context3(codec));
    if (!out.codec_) throw std::bad_alloc();
    AVCodecContext& c = *out.codec_;
    c.width = codedSide(layout.width, setup);
    c.height = codedSide(layout.height, setup);
    c.pix_fmt = setup.format;
    c.framerate = frameRate(meta);
    c.time_base = av_inv_q(c.framerate);
    c.thread_count = setup.threads;
    c.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (setup.gop >= 0) c.gop_size = setup.gop;
    c.color_range = rangeByName(meta.at("range").asString());
    c.colorspace = layout.format.rgb ? AVCOL_SPC_RGB : matrixByName(meta.at("matrix").asString());
    c.chroma_sample_location = sitingByName(meta.at("siting").asString());
    for (const auto& [name, value] : setup.options)
        if (const int code = av_opt_set(&c, name.c_str(), value.c_str(), AV_OPT_SEARCH_CHILDREN); code < 0)
            return encodingError(code, fmt::format("option {}={}", name, value), where);
    if (const int code = avcodec_open2(&c, codec, nullptr); code < 0)
        return encodingError(
            code,
            fmt::format(
                "the {} encoder with {}x{} {}", codec->name, c.width, c.height, av_get_pix_fmt_name(c.pix_fmt)
            ),
            where
        );
    return out;
}

Status ClipEncoder::fill(int64_t index, JobContext& job) {
    frame_ = makeFrame();
    frame_->format = codec_->pix_fmt;
    frame_->width = codec_->width;
    frame_->height = codec_->height;
    frame_->color_range = codec_->color_range;
    frame_->colorspace = codec_->colorspace;
    frame_->pts = index;
    if (av_frame_get_buffer(frame_.get(), 0) < 0) throw std::bad_alloc();
    const auto planes = partPlanes(parts_, layout_);
    for (size_t c = 0; c < planes.size(); ++c) {
        RB_TRY(const Payload payload, parts_[layout_.parts[c]].load({index, index + 1}, job));
        const Bytes bytes = payloadBytes(payload);
        if (bytes.size() != planes[c].bytes())
            return internalError(
                fmt::format("frame {} of plane '{}' has another size", index, planes[c].name), where_
            );
        RB_CHECK(fillPlane(*frame_, static_cast<int>(c), planes[c], bytes.view, sourceBits_, where_));
    }
    return Ok{};
}

Status ClipEncoder::run(JobContext& job, const std::function<Status(AVPacket&)>& packet) {
    const PacketPtr out = makePacket();
    const auto drain = [&]() -> Status {
        while (true) {
            const int code = avcodec_receive_packet(codec_.get(), out.get());
            if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return Ok{};
            if (code < 0) return encodingError(code, "encoding", where_);
            RB_CHECK(packet(*out));
            av_packet_unref(out.get());
        }
    };
    for (int64_t i = 0; i < layout_.frames; ++i) {
        if (job.cancelled()) return cancelledError(where_);
        job.progress(static_cast<double>(i) / static_cast<double>(layout_.frames), "encoding frames");
        RB_CHECK(fill(i, job));
        if (const int code = avcodec_send_frame(codec_.get(), frame_.get()); code < 0)
            return encodingError(code, fmt::format("encoding frame {}", i), where_);
        RB_CHECK(drain());
    }
    if (const int code = avcodec_send_frame(codec_.get(), nullptr); code < 0)
        return encodingError(code, "finishing the stream", where_);
    return drain();
}

Result<Encoded> encodeVideo(std::span<const Part> parts, const VideoEncoderSetup& setup, JobContext& job) {
    const std::string where = fmt::format("{}, {}", setup.encoder, printable(parts.front().name));
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    RB_TRY(const ClipLayout layout, clipLayout(parts, statedBits(meta), where));
    RB_TRY(ClipEncoder encoder, ClipEncoder::open(parts, layout, setup, meta, where));
    SpoolSink sink;
    std::vector<uint32_t> bits(static_cast<size_t>(layout.frames));
    bool started = false;
    const auto begin = [&]() -> Status { // some encoders know their extradata only after the first frame
        if (std::exchange(started, true)) return Ok{};
        ByteWriter head;
        head.u8(static_cast<uint8_t>(setup.sourceBits));
        const AVCodecContext& c = *encoder.codec();
        std::vector<std::byte> extra(static_cast<size_t>(std::max(0, c.extradata_size)));
        if (!extra.empty()) std::memcpy(extra.data(), c.extradata, extra.size());
        if (setup.dropSeiText) dropSeiText(extra);
        head.varint(extra.size());
        head.bytes(extra);
        return sink.add(head.take());
    };
    const auto keep = [&](AVPacket& packet) -> Status {
        const bool first = !started;
        RB_CHECK(begin());
        const auto* data = reinterpret_cast<const std::byte*>(packet.data);
        std::vector<std::byte> bytes(data, data + packet.size);
        if (first && setup.dropSeiText) dropSeiText(bytes);
        if (packet.pts >= 0 && packet.pts < layout.frames)
            bits[static_cast<size_t>(packet.pts)] += static_cast<uint32_t>(bytes.size() * 8);
        ByteWriter length;
        length.varint(bytes.size());
        RB_CHECK(sink.add(length.take()));
        return sink.add(bytes);
    };
    RB_CHECK(encoder.run(job, keep));
    RB_CHECK(begin());
    Encoded encoded;
    RB_TRY(Bytes codes, sink.finish());
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(codes), 0});
    job.give(
        {"bits_per_frame",
         "series",
         Json::object({{"x", "frame"}, {"y", "bits"}}),
         TensorView{DType::u32, {layout.frames}, ownBytes(std::move(bits))}}
    );
    return encoded;
}

namespace {

// Decoded frames of one clip on their way into the planes' spools.
struct Receiver {
    std::vector<Part> parts;
    ClipLayout layout;
    int sourceBits = 8;
    std::string where;
    std::vector<SpoolSink> sinks;
    int64_t frames = 0;
    std::vector<std::byte> coded, samples;

    Status take(const AVFrame& frame) {
        if (frames == layout.frames)
            return damaged(fmt::format("more than the {} frames that were encoded", frames), where);
        if (frame.decode_error_flags || (frame.flags & AV_FRAME_FLAG_CORRUPT))
            return damaged(fmt::format("frame {} cannot be decoded", frames), where);
        const auto format = plainFormat(static_cast<AVPixelFormat>(frame.format));
        RB_TRY(const auto codedPlanes, planesOf(format, frame.width, frame.height, where));
        const auto planes = partPlanes(parts, layout);
        // FFmpeg's H.264 decoder may give grey as 4:2:0; its luma is what was encoded.
        if (codedPlanes.size() < planes.size() || (layout.format.rgb != (codedPlanes[0].name == "r")))
            return damaged(fmt::format("frame {} has other planes than the clip", frames), where);
        const int depth = bitDepth(format);
        for (size_t c = 0; c < planes.size(); ++c) {
            const Plane& plane = planes[c];
            if (codedPlanes[c].width < plane.width || codedPlanes[c].height < plane.height)
                return damaged(fmt::format("frame {} is {}x{}", frames, frame.width, frame.height), where);
            Plane cropped = plane;
            cropped.component = codedPlanes[c].component;
            cropped.dtype = codedPlanes[c].dtype;
            coded.resize(cropped.bytes());
            copyPlane(frame, cropped, coded.data());
            if (cropped.dtype == plane.dtype && depth == sourceBits) {
                RB_CHECK(sinks[c].add(coded));
                continue;
            }
            samples.resize(plane.bytes());
            const bool from = cropped.dtype == DType::u16, to = plane.dtype == DType::u16;
            for (size_t i = 0; i < coded.size() / (from ? 2 : 1); ++i) {
                const uint16_t value = rescale(sampleAt(coded.data(), i, from), depth, sourceBits);
                if (to)
                    std::memcpy(samples.data() + 2 * i, &value, 2);
                else
                    samples[i] = static_cast<std::byte>(value);
            }
            RB_CHECK(sinks[c].add(samples));
        }
        ++frames;
        return Ok{};
    }
};

Result<CodecPtr> openDecoder(
    const VideoDecoderSetup& setup,
    std::span<const std::byte> extra,
    const ClipLayout& layout,
    const std::string& where,
    JobContext& job
) {
    RB_TRY(const AVCodec* codec, findDecoder(setup.decoder));
    CodecPtr context(avcodec_alloc_context3(codec));
    if (!context) throw std::bad_alloc();
    context->max_pixels = static_cast<int64_t>(limits().pixels);
    context->err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK | AV_EF_BITSTREAM;
    context->thread_count = std::clamp(job.threads(), 1, 4);
    if (setup.sizeFromShape > 0) {
        context->width = std::max(layout.width, setup.sizeFromShape);
        context->height = std::max(layout.height, setup.sizeFromShape);
    }
    if (!extra.empty()) {
        context->extradata = static_cast<uint8_t*>(av_mallocz(extra.size() + AV_INPUT_BUFFER_PADDING_SIZE));
        if (!context->extradata) throw std::bad_alloc();
        std::memcpy(context->extradata, extra.data(), extra.size());
        context->extradata_size = static_cast<int>(extra.size());
    }
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return damaged("the decoder refuses the stream's head: " + ffmpegText(code), where);
    return context;
}

} // namespace

Result<Asset> decodeVideo(const Encoded& encoded, const VideoDecoderSetup& setup, JobContext& job) {
    Receiver receiver;
    receiver.where = encoded.method + " stream";
    const std::string& where = receiver.where;
    RB_TRY(receiver.parts, describedParts(encoded));
    if (receiver.parts.empty()) return damaged("a clip without planes", where);
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    ByteReader in(codes.view);
    receiver.sourceBits = in.u8();
    const auto extra = in.bytes(in.varint());
    if (!in.ok() || extra.size() > (1u << 20)) return damaged("the head of the codes is cut short", where);
    RB_TRY(receiver.layout, clipLayout(receiver.parts, receiver.sourceBits, where));
    const int widest = receiver.parts[0].dtype == DType::u8 ? 8 : 16;
    if (receiver.sourceBits < 1 || receiver.sourceBits > widest)
        return damaged(fmt::format("{} bits a sample", receiver.sourceBits), where);
    // Every frame takes at least a length and a byte.
    if (static_cast<uint64_t>(receiver.layout.frames) > in.left())
        return damaged(fmt::format("{} frames in {} bytes", receiver.layout.frames, in.left()), where);
    receiver.sinks = std::vector<SpoolSink>(receiver.layout.parts.size());
    RB_TRY(const CodecPtr codec, openDecoder(setup, extra, receiver.layout, where, job));
    const PacketPtr packet = makePacket();
    const FramePtr frame = makeFrame();
    const auto drain = [&]() -> Status {
        while (true) {
            const int code = avcodec_receive_frame(codec.get(), frame.get());
            if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return Ok{};
            if (code < 0)
                return decodingError(code, fmt::format("decoding near frame {}", receiver.frames), where);
            RB_CHECK(receiver.take(*frame));
            av_frame_unref(frame.get());
        }
    };
    while (in.left() > 0) {
        if (job.cancelled()) return cancelledError(where);
        const auto bytes = in.bytes(in.varint());
        if (!in.ok() || bytes.empty() || bytes.size() > INT32_MAX / 2)
            return damaged(fmt::format("a packet is cut short near frame {}", receiver.frames), where);
        if (av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) throw std::bad_alloc();
        std::memcpy(packet->data, bytes.data(), bytes.size());
        const int code = avcodec_send_packet(codec.get(), packet.get());
        av_packet_unref(packet.get());
        if (code < 0)
            return decodingError(code, fmt::format("decoding near frame {}", receiver.frames), where);
        RB_CHECK(drain());
    }
    avcodec_send_packet(codec.get(), nullptr);
    RB_CHECK(drain());
    if (receiver.frames != receiver.layout.frames)
        return damaged(
            fmt::format("{} of {} frames are in the stream", receiver.frames, receiver.layout.frames), where
        );
    std::vector<Payload> payloads(receiver.parts.size());
    for (size_t c = 0; c < receiver.sinks.size(); ++c) {
        const Part& part = receiver.parts[receiver.layout.parts[c]];
        RB_TRY(Bytes bytes, receiver.sinks[c].finish());
        payloads[receiver.layout.parts[c]] = TensorView{part.dtype, part.shape, std::move(bytes)};
    }
    return decodedAsset(encoded, std::move(payloads));
}

} // namespace rarebit::media
