// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/audio_clip.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/samplefmt.h>
}

#include <cstring>
#include <mutex>

namespace rarebit::media {
namespace {

constexpr int maximumRate = 6'144'000;
constexpr int maximumChannels = 1024;
// Sounds up to this size stay decoded: they are counted by decoding anyway.
constexpr uint64_t keptBytes = uint64_t(64) << 20;

template <class T>
void interleave(const AVFrame& frame, int channels, int shift, std::byte* out) {
    const bool planar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
    for (int i = 0; i < frame.nb_samples; ++i)
        for (int c = 0; c < channels; ++c) {
            T value;
            const uint8_t* from =
                planar ? frame.extended_data[c] + static_cast<size_t>(i) * sizeof(T)
                       : frame.extended_data[0] + static_cast<size_t>(i * channels + c) * sizeof(T);
            std::memcpy(&value, from, sizeof value);
            if constexpr (std::is_integral_v<T>) value = static_cast<T>(value >> shift);
            std::memcpy(out, &value, sizeof value);
            out += sizeof value;
        }
}

Result<SampleFormat> sampleFormat(const AVCodecContext& codec, const AVFrame& frame, std::string_view where) {
    SampleFormat out;
    out.channels = frame.ch_layout.nb_channels;
    out.rate = frame.sample_rate;
    const auto refuse = [&](std::string what) {
        return unsupported(std::move(what), std::string(where), "convert the file to 16-bit WAV first");
    };
    if (out.rate < 1 || out.rate > maximumRate)
        return refuse(fmt::format("a sample rate of {} Hz", out.rate));
    if (out.channels < 1 || out.channels > maximumChannels)
        return refuse(fmt::format("{} channels", out.channels));
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format))) {
    case AV_SAMPLE_FMT_U8:
        out.dtype = DType::u8;
        out.bits = 8;
        break;
    case AV_SAMPLE_FMT_S16:
        out.dtype = DType::i16;
        out.bits = 16;
        break;
    case AV_SAMPLE_FMT_S32:
        out.dtype = DType::i32;
        out.bits =
            codec.bits_per_raw_sample > 0 && codec.bits_per_raw_sample < 32 ? codec.bits_per_raw_sample : 32;
        break;
    case AV_SAMPLE_FMT_FLT:
        out.dtype = DType::f32;
        out.bits = 32;
        break;
    case AV_SAMPLE_FMT_DBL:
        out.dtype = DType::f64;
        out.bits = 64;
        break;
    default:
        return refuse("samples of an unknown type");
    }
    // Decoders that give 16-bit integers for a lossy codec have rounded already; all others give float.
    return out;
}

} // namespace

size_t SampleFormat::rowBytes() const {
    return static_cast<size_t>(channels) * static_cast<size_t>(info(dtype).blockBytes);
}

Result<std::unique_ptr<AudioDecoder>>
AudioDecoder::open(Bytes bytes, std::string_view where, JobContext& job) {
    auto out = std::make_unique<AudioDecoder>();
    RB_TRY(out->decoder_, StreamDecoder::open(std::move(bytes), AVMEDIA_TYPE_AUDIO, where, job));
    RB_TRY(const AVFrame* first, out->decoder_->next(job));
    if (!first) {
        // A sound of no samples: the header alone says what it would be.
        const AVCodecContext& codec = *out->decoder_->codec();
        const FramePtr empty = makeFrame();
        empty->ch_layout.nb_channels = codec.ch_layout.nb_channels;
        empty->sample_rate = codec.sample_rate;
        empty->format = codec.sample_fmt;
        RB_TRY(out->format_, sampleFormat(codec, *empty, out->decoder_->input().where()));
        return out;
    }
    RB_TRY(out->format_, sampleFormat(*out->decoder_->codec(), *first, out->decoder_->input().where()));
    RB_CHECK(out->convert(*first));
    out->pending_ = true;
    return out;
}

int64_t AudioDecoder::statedSamples() {
    // Only FLAC's own header counts samples exactly; durations elsewhere are rounded or include padding.
    const AVStream* stream = decoder_->stream();
    if (codecId() != AV_CODEC_ID_FLAC || stream->duration <= 0) return -1;
    if (std::string_view(decoder_->input().format()->iformat->name) != "flac") return -1;
    return av_rescale_q(stream->duration, stream->time_base, {1, format_.rate});
}

bool AudioDecoder::hasVideo() {
    AVFormatContext* format = decoder_->input().format();
    for (unsigned i = 0; i < format->nb_streams; ++i)
        if (format->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
            !(format->streams[i]->disposition & AV_DISPOSITION_ATTACHED_PIC))
            return true;
    return false;
}

Status AudioDecoder::convert(const AVFrame& frame) {
    block_.resize(static_cast<size_t>(frame.nb_samples) * format_.rowBytes());
    switch (format_.dtype) {
    case DType::u8:
        interleave<uint8_t>(frame, format_.channels, 0, block_.data());
        break;
    case DType::i16:
        interleave<int16_t>(frame, format_.channels, 0, block_.data());
        break;
    case DType::i32: // FFmpeg holds 24 bits in the upper part of 32
        interleave<int32_t>(frame, format_.channels, 32 - format_.bits, block_.data());
        break;
    case DType::f32:
        interleave<float>(frame, format_.channels, 0, block_.data());
        break;
    default:
        interleave<double>(frame, format_.channels, 0, block_.data());
        break;
    }
    return Ok{};
}

Result<std::span<const std::byte>> AudioDecoder::next(JobContext& job) {
    if (std::exchange(pending_, false)) return std::span<const std::byte>(block_);
    while (true) {
        RB_TRY(const AVFrame* frame, decoder_->next(job));
        if (!frame) return std::span<const std::byte>();
        if (frame->nb_samples == 0) continue;
        RB_TRY(const SampleFormat now, sampleFormat(*decoder_->codec(), *frame, decoder_->input().where()));
        if (now != format_)
            return unsupported(
                fmt::format(
                    "the sound changes from {} Hz, {} channels to {} Hz, {} channels",
                    format_.rate,
                    format_.channels,
                    now.rate,
                    now.channels
                ),
                decoder_->input().where(),
                "cut the file where its format changes"
            );
        RB_CHECK(convert(*frame));
        return std::span<const std::byte>(block_);
    }
}

namespace {

// Samples behind one part. Loads go forward through an open decoder; going back starts anew.
class Sound {
public:
    Bytes bytes;
    std::string where;
    SampleFormat format;
    int64_t samples = 0;
    Bytes kept; // all samples, where they are few

    Result<Payload> load(Rows rows, JobContext& job);

private:
    Status copy(int64_t begin, std::span<std::byte> out, JobContext& job);
    std::mutex mutex_;
    std::unique_ptr<AudioDecoder> decoder_;
    std::vector<std::byte> block_; // the block that holds position_ - 1
    int64_t blockBegin_ = 0;       // row of its first sample
};

Status Sound::copy(int64_t begin, std::span<std::byte> out, JobContext& job) {
    const size_t row = format.rowBytes();
    if (!decoder_ || begin < blockBegin_) {
        RB_TRY(decoder_, AudioDecoder::open(bytes, where, job));
        block_.clear();
        blockBegin_ = 0;
    }
    while (!out.empty()) {
        const int64_t blockEnd = blockBegin_ + static_cast<int64_t>(block_.size() / row);
        if (begin < blockEnd) {
            const size_t from = static_cast<size_t>(begin - blockBegin_) * row;
            const size_t count = std::min(out.size(), block_.size() - from);
            std::memcpy(out.data(), block_.data() + from, count);
            out = out.subspan(count);
            begin += static_cast<int64_t>(count / row);
            continue;
        }
        if (job.cancelled()) return cancelledError(where);
        RB_TRY(const auto next, decoder_->next(job));
        if (next.empty())
            return badInput(
                fmt::format("the stream ends after {} of {} samples", blockEnd, samples),
                where,
                "the file is damaged or cut short; get a whole copy of it"
            );
        blockBegin_ = blockEnd;
        block_.assign(next.begin(), next.end());
    }
    return Ok{};
}

Result<Payload> Sound::load(Rows rows, JobContext& job) {
    const int64_t end = rows.last(samples);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("samples {} to {} of {}", rows.begin, rows.end, samples),
            where,
            "ask for samples that exist"
        );
    const size_t row = format.rowBytes();
    const auto count = static_cast<size_t>(end - rows.begin);
    const auto tensor = [&](Bytes data) {
        return Payload(TensorView{format.dtype, {end - rows.begin, format.channels}, std::move(data)});
    };
    if (kept.owner) return tensor(kept.slice(static_cast<size_t>(rows.begin) * row, count * row));
    RB_CHECK(job.fits(count * row, fmt::format("{} samples", count), where));
    std::vector<std::byte> data(count * row);
    const std::lock_guard lock(mutex_);
    if (const Status copied = copy(rows.begin, data, job); !copied) {
        decoder_.reset();
        return copied.error();
    }
    return tensor(ownBytes(std::move(data)));
}

// Counts by decoding, and keeps the samples while they are few.
Status countSamples(AudioDecoder& decoder, Sound& sound, JobContext& job) {
    std::vector<std::byte> all;
    bool keep = true;
    uint64_t total = 0;
    while (true) {
        if (job.cancelled()) return cancelledError(sound.where);
        RB_TRY(const auto block, decoder.next(job));
        if (block.empty()) break;
        total += block.size();
        if (keep && total > std::min(keptBytes, job.memoryBudget() / 4)) {
            keep = false;
            all = {};
        }
        if (keep) all.insert(all.end(), block.begin(), block.end());
    }
    sound.samples = static_cast<int64_t>(total / sound.format.rowBytes());
    if (keep) sound.kept = ownBytes(std::move(all));
    return Ok{};
}

} // namespace

Result<Asset> openAudio(Bytes bytes, std::string_view where, JobContext& job) {
    auto sound = std::make_shared<Sound>();
    sound->bytes = bytes;
    sound->where = printable(where);
    RB_TRY(auto decoder, AudioDecoder::open(bytes, where, job));
    sound->format = decoder->format();
    sound->samples = decoder->statedSamples();
    if (sound->samples < 0) RB_CHECK(countSamples(*decoder, *sound, job));
    Asset asset;
    asset.kind = "audio";
    asset.meta = Json::object({{"sample_rate", sound->format.rate}});
    const bool integer = info(sound->format.dtype).kind == DTypeClass::integer;
    if (integer) asset.meta["bits_per_sample"] = sound->format.bits;
    if (decoder->hasVideo()) asset.meta["video_left_out"] = true;
    asset.counts = Json::object({{"samples", sound->samples}, {"channels", sound->format.channels}});
    asset.counts["codec"] = avcodec_get_name(decoder->codecId());
    Part part;
    part.name = "audio";
    part.role = "audio";
    part.dtype = sound->format.dtype;
    part.shape = {sound->samples, sound->format.channels};
    part.byteSize = static_cast<uint64_t>(sound->samples) * sound->format.rowBytes();
    part.load = [sound](Rows rows, JobContext& loadJob) { return sound->load(rows, loadJob); };
    asset.parts.push_back(std::move(part));
    return asset;
}

} // namespace rarebit::media
