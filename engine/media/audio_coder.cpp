// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/audio_coder.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/media/audio_clip.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace rarebit::media {
namespace {

constexpr int64_t blockRows = 1 << 16;
constexpr int opusRate = 48'000; // of every decoder

Error damaged(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the stream is damaged; encode the asset again");
}

template <class T>
T valueAt(const Bytes& bytes, size_t index) {
    T value;
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return value;
}

double scaleOf(DType dtype, int bits) {
    return dtype == DType::u8    ? 128.0
           : dtype == DType::i16 ? 32768.0
           : dtype == DType::i32 ? std::ldexp(1.0, bits - 1)
                                 : 1.0;
}

// Samples of any type as floats of about -1 to 1.
Result<std::vector<float>> toFloat(const Bytes& bytes, DType dtype, int bits, std::string_view where) {
    const size_t count = bytes.size() / static_cast<size_t>(info(dtype).blockBytes);
    const double scale = 1.0 / scaleOf(dtype, bits);
    std::vector<float> out(count);
    for (size_t i = 0; i < count; ++i) {
        double value = 0;
        switch (dtype) {
        case DType::u8:
            value = (valueAt<uint8_t>(bytes, i) - 128.0) * scale;
            break;
        case DType::i16:
            value = valueAt<int16_t>(bytes, i) * scale;
            break;
        case DType::i32:
            value = valueAt<int32_t>(bytes, i) * scale;
            break;
        case DType::f32:
            value = static_cast<double>(valueAt<float>(bytes, i));
            break;
        default:
            value = valueAt<double>(bytes, i);
            break;
        }
        if (!std::isfinite(value) || std::abs(value) > 1e6)
            return badInput(
                fmt::format("sample {} is {}", i, value),
                std::string(where),
                "remove samples that are no sound"
            );
        out[i] = static_cast<float>(value);
    }
    return out;
}

template <class T>
void put(std::vector<std::byte>& out, T value) {
    const auto* raw = reinterpret_cast<const std::byte*>(&value);
    out.insert(out.end(), raw, raw + sizeof value);
}

// Back to the part's own type, rounded and clipped.
std::vector<std::byte> fromFloat(std::span<const float> samples, DType dtype, int bits) {
    std::vector<std::byte> out;
    out.reserve(samples.size() * static_cast<size_t>(info(dtype).blockBytes));
    const double scale = scaleOf(dtype, bits);
    for (const float sample : samples) {
        const double value = std::isfinite(sample) ? static_cast<double>(sample) : 0.0;
        const double integer = std::clamp(std::nearbyint(value * scale), -scale, scale - 1);
        switch (dtype) {
        case DType::u8:
            put(out, static_cast<uint8_t>(integer + 128));
            break;
        case DType::i16:
            put(out, static_cast<int16_t>(integer));
            break;
        case DType::i32:
            put(out, static_cast<int32_t>(integer));
            break;
        case DType::f32:
            put(out, static_cast<float>(value));
            break;
        default:
            put(out, value);
            break;
        }
    }
    return out;
}

// An opened encoder that is fed interleaved samples in blocks of any size.
class SoundEncoder {
public:
    using OnPacket = std::function<Status(const AVPacket&)>;

    // `prepare` sets format, rate and options before the encoder opens.
    static Result<SoundEncoder> open(
        const char* name,
        int channels,
        std::string where,
        const std::function<Status(AVCodecContext&)>& prepare,
        OnPacket packet
    ) {
        RB_TRY(const AVCodec* codec, findEncoder(name));
        SoundEncoder out;
        out.where_ = std::move(where);
        out.packet_ = std::move(packet);
        out.codec_.reset(avcodec_alloc_context3(codec));
        if (!out.codec_) throw std::bad_alloc();
        AVCodecContext& c = *out.codec_;
        av_channel_layout_default(&c.ch_layout, channels);
        c.thread_count = 1;
        RB_CHECK(prepare(c));
        c.time_base = {1, c.sample_rate};
        if (const int code = avcodec_open2(&c, codec, nullptr); code < 0)
            return encodingError(
                code,
                fmt::format("the {} encoder with {} Hz, {} channels", name, c.sample_rate, channels),
                out.where_
            );
        out.rowBytes_ = static_cast<size_t>(channels * av_get_bytes_per_sample(c.sample_fmt));
        return out;
    }

    AVCodecContext& codec() { return *codec_; }

    Status add(std::span<const std::byte> samples) {
        waiting_.insert(waiting_.end(), samples.begin(), samples.end());
        const size_t frame = static_cast<size_t>(codec_->frame_size) * rowBytes_;
        size_t at = 0;
        for (; waiting_.size() - at >= frame; at += frame)
            RB_CHECK(send(std::span(waiting_).subspan(at, frame)));
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<ptrdiff_t>(at));
        return Ok{};
    }

    Status finish() {
        if (!waiting_.empty()) RB_CHECK(send(waiting_));
        if (const int code = avcodec_send_frame(codec_.get(), nullptr); code < 0)
            return encodingError(code, "finishing the stream", where_);
        return drain();
    }

private:
    Status send(std::span<const std::byte> samples) {
        const FramePtr frame = makeFrame();
        frame->format = codec_->sample_fmt;
        frame->sample_rate = codec_->sample_rate;
        frame->nb_samples = static_cast<int>(samples.size() / rowBytes_);
        frame->pts = sent_;
        if (av_channel_layout_copy(&frame->ch_layout, &codec_->ch_layout) < 0 ||
            av_frame_get_buffer(frame.get(), 0) < 0)
            throw std::bad_alloc();
        std::memcpy(frame->data[0], samples.data(), samples.size());
        sent_ += frame->nb_samples;
        if (const int code = avcodec_send_frame(codec_.get(), frame.get()); code < 0)
            return encodingError(code, fmt::format("encoding near sample {}", sent_), where_);
        return drain();
    }

    Status drain() {
        const PacketPtr out = makePacket();
        while (true) {
            const int code = avcodec_receive_packet(codec_.get(), out.get());
            if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return Ok{};
            if (code < 0) return encodingError(code, "encoding", where_);
            if (out->size > 0) RB_CHECK(packet_(*out));
            av_packet_unref(out.get());
        }
    }

    CodecPtr codec_;
    OnPacket packet_;
    std::string where_;
    std::vector<std::byte> waiting_;
    size_t rowBytes_ = 1;
    int64_t sent_ = 0;
};

// From one sample rate to another, aligned in time: output 0 stands where input 0 stands.
class Resampler {
public:
    static Result<Resampler> open(int channels, int from, int to, std::string_view where) {
        Resampler out;
        out.channels_ = channels;
        if (from == to) return out;
        AVChannelLayout layout{};
        av_channel_layout_default(&layout, channels);
        SwrContext* context = nullptr;
        int code = swr_alloc_set_opts2(
            &context, &layout, AV_SAMPLE_FMT_FLT, to, &layout, AV_SAMPLE_FMT_FLT, from, 0, nullptr
        );
        out.context_.reset(context);
        // A long filter: what resampling loses must stay far below what the codec loses.
        if (code >= 0) code = av_opt_set_int(context, "filter_size", 64, 0);
        if (code >= 0) code = av_opt_set_double(context, "cutoff", 0.98, 0);
        if (code >= 0) code = swr_init(context);
        if (code < 0) return encodingError(code, fmt::format("resampling {} Hz to {} Hz", from, to), where);
        return out;
    }

    // `last`: nothing follows; what the filter holds back comes too.
    Result<std::vector<float>> process(std::vector<float> in, bool last, std::string_view where) {
        if (!context_) return in;
        std::vector<float> out;
        const auto step = [&](const float* data, int count) -> Result<int> {
            const int room = swr_get_out_samples(context_.get(), count);
            if (room < 0) return encodingError(room, "resampling", where);
            const size_t before = out.size();
            out.resize(before + static_cast<size_t>(room) * static_cast<size_t>(channels_));
            auto* to = reinterpret_cast<uint8_t*>(out.data() + before);
            const auto* from = reinterpret_cast<const uint8_t*>(data);
            const int made = swr_convert(context_.get(), &to, room, data ? &from : nullptr, count);
            if (made < 0) return encodingError(made, "resampling", where);
            out.resize(before + static_cast<size_t>(made) * static_cast<size_t>(channels_));
            return made;
        };
        if (!in.empty()) {
            RB_TRY(
                const int made, step(in.data(), static_cast<int>(in.size() / static_cast<size_t>(channels_)))
            );
            (void)made;
        }
        while (last) {
            RB_TRY(const int made, step(nullptr, 0));
            if (made == 0) break;
        }
        return out;
    }

private:
    struct Deleter {
        void operator()(SwrContext* p) const { swr_free(&p); }
    };
    std::unique_ptr<SwrContext, Deleter> context_;
    int channels_ = 1;
};

// Calls body with each block of rows of the part.
Status eachBlock(
    const Part& part,
    std::string_view where,
    JobContext& job,
    const std::function<Status(const Bytes&, bool last)>& body
) {
    for (int64_t i = 0; i < part.shape[0]; i += blockRows) {
        if (job.cancelled()) return cancelledError(std::string(where));
        job.progress(static_cast<double>(i) / static_cast<double>(part.shape[0]), "encoding samples");
        const int64_t end = std::min(part.shape[0], i + blockRows);
        RB_TRY(const Payload payload, part.load({i, end}, job));
        RB_CHECK(body(payloadBytes(payload), end == part.shape[0]));
    }
    return Ok{};
}

} // namespace

Status acceptsSound(const Part& part, bool floats) {
    const auto refuse = [&](std::string what, const char* fix) {
        return unsupported(std::move(what), part.name, fix);
    };
    if (part.role != "audio" || part.form != PayloadForm::tensor || part.shape.size() != 2)
        return refuse("not samples by channels", "choose the part of a sound");
    const bool integer = part.dtype == DType::u8 || part.dtype == DType::i16 || part.dtype == DType::i32;
    const bool real = part.dtype == DType::f32 || part.dtype == DType::f64;
    if (!integer && !(floats && real))
        return refuse(
            fmt::format("{} samples", info(part.dtype).name),
            floats ? "choose a sound of integers or floats"
                   : "choose a sound of integers; floats fit opus and the byte codecs"
        );
    if (part.shape[1] < 1 || part.shape[1] > 8)
        return refuse(fmt::format("{} channels", part.shape[1]), "choose a sound of 1 to 8 channels");
    if (part.shape[0] < 1) return refuse("no samples", "choose a sound that is not empty");
    return Ok{};
}

namespace {

// FLAC's encoder takes 16 bits, or 24 in the upper part of 32.
Result<std::vector<std::byte>> flacSamples(const Bytes& bytes, DType dtype, std::string_view where) {
    if (dtype == DType::i16) return std::vector<std::byte>(bytes.view.begin(), bytes.view.end());
    std::vector<std::byte> out;
    out.reserve(bytes.size() * 2);
    if (dtype == DType::u8) {
        for (const std::byte b : bytes.view)
            put(out, static_cast<int16_t>(static_cast<int>(b) - 128));
        return out;
    }
    for (size_t i = 0; i < bytes.size() / 4; ++i) {
        const auto value = valueAt<int32_t>(bytes, i);
        if (value < -(1 << 23) || value >= 1 << 23)
            return unsupported(
                fmt::format("sample {} needs more than 24 bits", value),
                std::string(where),
                "FLAC here holds 24 bits at most; choose a byte codec such as zstd or xz"
            );
        put(out, static_cast<int32_t>(static_cast<uint32_t>(value) << 8));
    }
    return out;
}

} // namespace

Result<Bytes> encodeFlac(const Part& part, int rate, int level, JobContext& job) {
    RB_CHECK(acceptsSound(part, false));
    const std::string where = fmt::format("flac, {}", printable(part.name));
    SpoolSink sink;
    const auto prepare = [&](AVCodecContext& c) -> Status {
        c.sample_rate = rate;
        c.sample_fmt = part.dtype == DType::i32 ? AV_SAMPLE_FMT_S32 : AV_SAMPLE_FMT_S16;
        c.bits_per_raw_sample = part.dtype == DType::i32 ? 24 : 16;
        c.compression_level = level;
        return Ok{};
    };
    RB_TRY(
        SoundEncoder encoder,
        SoundEncoder::open(
            "flac",
            static_cast<int>(part.shape[1]),
            where,
            prepare,
            [&](const AVPacket& p) {
                return sink.add(std::as_bytes(std::span(p.data, static_cast<size_t>(p.size))));
            }
        )
    );
    // "fLaC", one metadata block, STREAMINFO. Its count of samples (36 bits) is known here; its frame sizes
    // and digest are those of the whole stream, which is not kept in memory: 0 says "not known".
    constexpr size_t infoBytes = 34;
    const AVCodecContext& c = encoder.codec();
    if (c.extradata_size != static_cast<int>(infoBytes))
        return internalError("FLAC's encoder gave no STREAMINFO", where);
    std::array<uint8_t, infoBytes> streamInfo{};
    std::memcpy(streamInfo.data(), c.extradata, infoBytes);
    const auto samples = static_cast<uint64_t>(part.shape[0]);
    if (samples >> 36 != 0)
        return unsupported(
            fmt::format("{} samples", samples), where, "FLAC counts up to 2^36; cut the sound"
        );
    streamInfo[13] = static_cast<uint8_t>((streamInfo[13] & 0xF0) | (samples >> 32));
    for (size_t i = 0; i < 4; ++i)
        streamInfo[14 + i] = static_cast<uint8_t>(samples >> (24 - 8 * i));
    constexpr std::array<uint8_t, 8> head{'f', 'L', 'a', 'C', 0x80, 0, 0, infoBytes};
    RB_CHECK(sink.add(std::as_bytes(std::span(head))));
    RB_CHECK(sink.add(std::as_bytes(std::span(streamInfo))));
    const auto encodeBlock = [&](const Bytes& block, bool) -> Status {
        RB_TRY(const auto converted, flacSamples(block, part.dtype, where));
        return encoder.add(converted);
    };
    RB_CHECK(eachBlock(part, where, job, encodeBlock));
    RB_CHECK(encoder.finish());
    return sink.finish();
}

Result<Payload> decodeFlac(const Bytes& file, const Part& part, std::string_view where, JobContext& job) {
    if (const Status fits = acceptsSound(part, false); !fits) return damaged(fits.error().what, where);
    // No frame of FLAC holds more than 65535 samples, nor takes fewer than 9 bytes.
    if (static_cast<uint64_t>(part.shape[0]) / 65536 > file.size() / 9)
        return damaged(fmt::format("{} samples in {} bytes", part.shape[0], file.size()), where);
    RB_TRY(auto decoder, AudioDecoder::open(file, where, job));
    const SampleFormat& format = decoder->format();
    const DType coded = part.dtype == DType::u8 ? DType::i16 : part.dtype;
    if (decoder->codecId() != AV_CODEC_ID_FLAC || format.channels != part.shape[1] || format.dtype != coded)
        return damaged("the FLAC stream has another format than its head says", where);
    SpoolSink sink;
    const auto expected = static_cast<uint64_t>(part.byteSize);
    while (sink.size() <= expected) {
        if (job.cancelled()) return cancelledError(std::string(where));
        RB_TRY(const auto block, decoder->next(job));
        if (block.empty()) break;
        if (part.dtype != DType::u8) {
            RB_CHECK(sink.add(block));
            continue;
        }
        std::vector<std::byte> narrow(block.size() / 2);
        const Bytes wide{block, nullptr};
        for (size_t i = 0; i < narrow.size(); ++i)
            narrow[i] = static_cast<std::byte>(valueAt<int16_t>(wide, i) + 128);
        RB_CHECK(sink.add(narrow));
    }
    if (sink.size() != expected)
        return damaged(
            fmt::format("{} bytes of samples where {} were encoded", sink.size(), expected), where
        );
    RB_TRY(Bytes bytes, sink.finish());
    return Payload(TensorView{part.dtype, part.shape, std::move(bytes)});
}

Result<Bytes>
encodeOpus(const Part& part, int rate, int bits, const OpusSettings& settings, JobContext& job) {
    RB_CHECK(acceptsSound(part, true));
    const std::string where = fmt::format("opus, {}", printable(part.name));
    const auto channels = static_cast<int>(part.shape[1]);
    constexpr std::array nativeRates{8'000, 12'000, 16'000, 24'000, 48'000};
    const bool native = std::ranges::find(nativeRates, rate) != nativeRates.end();
    const auto prepare = [&](AVCodecContext& c) -> Status {
        c.sample_rate = native ? rate : opusRate;
        c.sample_fmt = AV_SAMPLE_FMT_FLT;
        c.bit_rate = static_cast<int64_t>(settings.kilobits * 1000);
        c.compression_level = settings.complexity;
        for (const auto& [name, value] :
             {std::pair{"application", settings.application},
              {"vbr", settings.vbr},
              {"frame_duration", settings.frameMs}})
            if (const int code = av_opt_set(c.priv_data, name, value.c_str(), 0); code < 0)
                return encodingError(code, fmt::format("option {}={}", name, value), where);
        return Ok{};
    };
    SpoolSink sink;
    std::vector<uint32_t> packetBits;
    const auto keep = [&](const AVPacket& packet) -> Status {
        ByteWriter length;
        length.varint(static_cast<uint64_t>(packet.size));
        RB_CHECK(sink.add(length.take()));
        packetBits.push_back(static_cast<uint32_t>(packet.size) * 8);
        return sink.add(std::as_bytes(std::span(packet.data, static_cast<size_t>(packet.size))));
    };
    RB_TRY(SoundEncoder encoder, SoundEncoder::open("libopus", channels, where, prepare, keep));
    const AVCodecContext& c = encoder.codec();
    ByteWriter head;
    head.varint(static_cast<uint64_t>(rate));
    head.u8(static_cast<uint8_t>(bits));
    head.varint(static_cast<uint64_t>(c.extradata_size));
    head.bytes(std::as_bytes(std::span(c.extradata, static_cast<size_t>(c.extradata_size))));
    RB_CHECK(sink.add(head.take()));
    RB_TRY(Resampler resampler, Resampler::open(channels, rate, c.sample_rate, where));
    const auto encodeBlock = [&](const Bytes& block, bool last) -> Status {
        RB_TRY(auto samples, toFloat(block, part.dtype, bits, where));
        RB_TRY(const auto resampled, resampler.process(std::move(samples), last, where));
        return encoder.add(std::as_bytes(std::span(resampled)));
    };
    RB_CHECK(eachBlock(part, where, job, encodeBlock));
    RB_CHECK(encoder.finish());
    const auto packets = static_cast<int64_t>(packetBits.size());
    job.give(
        {"bits_per_packet",
         "series",
         Json::object({{"x", "packet"}, {"y", "bits"}}),
         TensorView{DType::u32, {packets}, ownBytes(std::move(packetBits))}}
    );
    return sink.finish();
}

namespace {

// Decodes Opus packets and hands on blocks of floats at 48 kHz; the decoder drops the pre-skip by itself.
class OpusDecoder {
public:
    static Result<OpusDecoder> open(std::span<const std::byte> head, int channels, std::string_view where) {
        RB_TRY(const AVCodec* codec, findDecoder("libopus"));
        OpusDecoder out;
        out.where_ = where;
        out.channels_ = channels;
        out.codec_.reset(avcodec_alloc_context3(codec));
        if (!out.codec_) throw std::bad_alloc();
        AVCodecContext& c = *out.codec_;
        c.extradata = static_cast<uint8_t*>(av_mallocz(head.size() + AV_INPUT_BUFFER_PADDING_SIZE));
        if (!c.extradata) throw std::bad_alloc();
        std::memcpy(c.extradata, head.data(), head.size());
        c.extradata_size = static_cast<int>(head.size());
        c.sample_rate = opusRate;
        c.request_sample_fmt = AV_SAMPLE_FMT_FLT;
        av_channel_layout_default(&c.ch_layout, channels);
        if (const int code = avcodec_open2(&c, codec, nullptr); code < 0)
            return damaged("the decoder refuses the stream's head: " + ffmpegText(code), where);
        if (c.ch_layout.nb_channels != channels || c.sample_fmt != AV_SAMPLE_FMT_FLT)
            return damaged(
                fmt::format("a stream of {} channels for a part of {}", c.ch_layout.nb_channels, channels),
                where
            );
        return out;
    }

    Result<std::vector<float>> decode(std::span<const std::byte> bytes) {
        std::vector<float> out;
        if (av_new_packet(packet_.get(), static_cast<int>(bytes.size())) < 0) throw std::bad_alloc();
        std::memcpy(packet_->data, bytes.data(), bytes.size());
        int code = avcodec_send_packet(codec_.get(), packet_.get());
        av_packet_unref(packet_.get());
        if (code < 0) return decodingError(code, "decoding a packet", where_);
        while ((code = avcodec_receive_frame(codec_.get(), frame_.get())) >= 0) {
            if (frame_->ch_layout.nb_channels != channels_ || frame_->format != AV_SAMPLE_FMT_FLT)
                return damaged("the number of channels changes", where_);
            const auto* samples = reinterpret_cast<const float*>(frame_->data[0]);
            out.insert(out.end(), samples, samples + static_cast<ptrdiff_t>(frame_->nb_samples) * channels_);
        }
        if (code != AVERROR(EAGAIN) && code != AVERROR_EOF)
            return decodingError(code, "decoding a packet", where_);
        return out;
    }

private:
    CodecPtr codec_;
    FramePtr frame_ = makeFrame();
    PacketPtr packet_ = makePacket();
    std::string where_;
    int channels_ = 1;
};

} // namespace

Result<Payload> decodeOpus(const Bytes& codes, const Part& part, std::string_view where, JobContext& job) {
    if (const Status fits = acceptsSound(part, true); !fits) return damaged(fits.error().what, where);
    ByteReader in(codes.view);
    const uint64_t rate = in.varint();
    const int bits = in.u8();
    const auto head = in.bytes(in.varint());
    if (!in.ok() || rate < 1 || rate > 6'144'000 || bits < 1 || bits > 64 || head.size() < 19 ||
        head.size() > 300)
        return damaged("the head of the codes is damaged", where);
    // A packet of at least two bytes with its length holds 120 ms at most.
    if (static_cast<double>(part.shape[0]) / static_cast<double>(rate) >
        0.12 * static_cast<double>(in.left()))
        return damaged(fmt::format("{} samples in {} bytes", part.shape[0], in.left()), where);
    const auto channels = static_cast<int>(part.shape[1]);
    RB_TRY(OpusDecoder decoder, OpusDecoder::open(head, channels, where));
    RB_TRY(Resampler resampler, Resampler::open(channels, opusRate, static_cast<int>(rate), where));
    SpoolSink sink;
    const auto keep = [&](std::vector<float> samples, bool last) -> Status {
        RB_TRY(const auto resampled, resampler.process(std::move(samples), last, where));
        auto bytes = fromFloat(resampled, part.dtype, bits);
        const uint64_t room = part.byteSize - sink.size(); // the last packet is padded
        if (bytes.size() > room) bytes.resize(room);
        return sink.add(bytes);
    };
    while (in.left() > 0) {
        if (job.cancelled()) return cancelledError(std::string(where));
        const auto bytes = in.bytes(in.varint());
        if (!in.ok() || bytes.empty() || bytes.size() > (1u << 20))
            return damaged("a packet is cut short", where);
        RB_TRY(auto samples, decoder.decode(bytes));
        RB_CHECK(keep(std::move(samples), false));
    }
    RB_CHECK(keep({}, true));
    if (sink.size() != part.byteSize)
        return damaged(
            fmt::format("{} bytes of samples where {} were encoded", sink.size(), part.byteSize), where
        );
    RB_TRY(Bytes bytes, sink.finish());
    return Payload(TensorView{part.dtype, part.shape, std::move(bytes)});
}

} // namespace rarebit::media
