// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/ffmpeg.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/log.h>
}

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

namespace rarebit::media {
namespace {

const char* const damagedFix = "the file is damaged or cut short; get a whole copy of it";

// Demuxers that read one file and nothing else. Playlists, concat lists, image sequences, session
// descriptions and devices are not here and so are never opened, whatever a file's content claims to be.
constexpr std::array allowedFormats{
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "avi",
    "mpegts",
    "mpeg",
    "flv",
    "ivf",
    "ogg",
    "asf",
    "nut",
    "h264",
    "hevc",
    "obu",
    "m4v",
    "mpegvideo",
    "yuv4mpegpipe",
    "flac",
    "wav",
    "w64",
    "aiff",
    "caf",
    "au",
    "mp3",
    "aac",
    "ac3",
    "eac3",
    "wv",
    "tta",
    "amr",
    "mxf",
};

int readCallback(void* self, uint8_t* buffer, int size) {
    return static_cast<Input*>(self)->read(buffer, size);
}
int64_t seekCallback(void* self, int64_t offset, int whence) {
    return static_cast<Input*>(self)->seek(offset, whence);
}
int interruptCallback(void* self) {
    return static_cast<Input*>(self)->cancelled() ? 1 : 0;
}
// Data references, playlists and the like end here.
int refuseOtherFiles(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
    return AVERROR(EPERM);
}

Error codingError(int code, std::string_view what, std::string_view where, ErrorKind kind, const char* fix) {
    if (code == AVERROR_EXIT) return cancelledError(std::string(where));
    if (code == AVERROR(ENOMEM))
        return outOfMemory(
            fmt::format("{}: memory ran out", what), std::string(where), "choose a smaller asset"
        );
    return {kind, fmt::format("{}: {}", what, ffmpegText(code)), std::string(where), fix};
}

} // namespace

FramePtr makeFrame() {
    FramePtr frame(av_frame_alloc());
    if (!frame) throw std::bad_alloc();
    return frame;
}
PacketPtr makePacket() {
    PacketPtr packet(av_packet_alloc());
    if (!packet) throw std::bad_alloc();
    return packet;
}

void setUpFfmpeg() {
    static std::once_flag once;
    std::call_once(once, [] {
        av_log_set_level(AV_LOG_QUIET);
        setenv("SVT_LOG", "-1", 0); // SVT-AV1 writes to the terminal by itself
    });
}

std::string ffmpegText(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return lower(text);
}

Error decodingError(int code, std::string_view what, std::string_view where) {
    return codingError(code, what, where, ErrorKind::badInput, damagedFix);
}
Error encodingError(int code, std::string_view what, std::string_view where) {
    return codingError(
        code, what, where, ErrorKind::unsupported, "choose other parameters, or another method for this asset"
    );
}

int Input::read(uint8_t* buffer, int size) {
    if (cancelled()) return AVERROR_EXIT;
    if (position_ >= bytes_.size() || size <= 0) return AVERROR_EOF;
    const auto count = std::min<uint64_t>(static_cast<uint64_t>(size), bytes_.size() - position_);
    if (idle_ > patience_) return AVERROR_INVALIDDATA;
    std::memcpy(buffer, bytes_.data() + position_, count);
    position_ += count;
    idle_ += count;
    return static_cast<int>(count);
}

int64_t Input::seek(int64_t offset, int whence) {
    const auto size = static_cast<int64_t>(bytes_.size());
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
        return size;
    case SEEK_SET:
        break;
    case SEEK_CUR:
        if (offset > INT64_MAX / 2 || offset < INT64_MIN / 2) return AVERROR(EINVAL);
        offset += static_cast<int64_t>(position_);
        break;
    case SEEK_END:
        if (offset > 0) return AVERROR(EINVAL);
        offset += size;
        break;
    default:
        return AVERROR(EINVAL);
    }
    if (offset < 0) return AVERROR(EINVAL);
    position_ = static_cast<uint64_t>(offset);
    return offset;
}

Input::~Input() {
    avformat_close_input(&format_);
    if (io_) av_freep(&io_->buffer);
    avio_context_free(&io_);
}

Result<std::unique_ptr<Input>> Input::open(Bytes bytes, std::string_view where, JobContext& job) {
    setUpFfmpeg();
    std::unique_ptr<Input> input(new Input);
    input->bytes_ = std::move(bytes);
    input->where_ = printable(where);
    input->job_ = &job;
    constexpr int bufferBytes = 1 << 16;
    auto* buffer = static_cast<unsigned char*>(av_malloc(bufferBytes));
    if (!buffer) throw std::bad_alloc();
    input->io_ = avio_alloc_context(buffer, bufferBytes, 0, input.get(), readCallback, nullptr, seekCallback);
    if (!input->io_) {
        av_free(buffer);
        throw std::bad_alloc();
    }
    const AVInputFormat* kind = nullptr;
    int code = av_probe_input_buffer2(input->io_, &kind, "", nullptr, 0, 0);
    if (code < 0) return decodingError(code, "the content is no known media format", input->where_);
    if (std::ranges::find(allowedFormats, std::string_view(kind->name)) == allowedFormats.end())
        return unsupported(
            fmt::format("the content is '{}', a format that is not read here", kind->name),
            input->where_,
            "convert it to Matroska, MP4, Y4M, WAV or FLAC; lists and patterns of files are never followed"
        );
    input->format_ = avformat_alloc_context();
    if (!input->format_) throw std::bad_alloc();
    input->format_->pb = input->io_;
    input->format_->flags |= AVFMT_FLAG_CUSTOM_IO;
    input->format_->io_open = refuseOtherFiles;
    input->format_->interrupt_callback = {interruptCallback, input.get()};
    code = avformat_open_input(&input->format_, "", kind, nullptr); // frees and nulls format_ on failure
    if (code < 0) return decodingError(code, fmt::format("a broken {} header", kind->name), input->where_);
    input->format_->interrupt_callback = {interruptCallback, input.get()};
    code = avformat_find_stream_info(input->format_, nullptr);
    if (code < 0) return decodingError(code, "the streams cannot be read", input->where_);
    return input;
}

Result<std::unique_ptr<StreamDecoder>>
StreamDecoder::open(Bytes bytes, AVMediaType type, std::string_view where, JobContext& job) {
    auto decoder = std::make_unique<StreamDecoder>();
    RB_TRY(decoder->input_, Input::open(std::move(bytes), where, job));
    AVFormatContext* format = decoder->input_->format();
    const int index = av_find_best_stream(format, type, -1, -1, nullptr, 0);
    const char* typeName = av_get_media_type_string(type);
    if (index < 0 || (format->streams[index]->disposition & AV_DISPOSITION_ATTACHED_PIC))
        return unsupported(
            fmt::format("no {} stream among {}", typeName, format->nb_streams),
            decoder->input_->where(),
            "choose another reader with --reader, or another file"
        );
    decoder->stream_ = format->streams[index];
    for (unsigned i = 0; i < format->nb_streams; ++i)
        if (static_cast<int>(i) != index) format->streams[i]->discard = AVDISCARD_ALL;
    const AVCodecParameters* parameters = decoder->stream_->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters->codec_id);
    if (!codec)
        return unsupported(
            fmt::format("no decoder for {} '{}'", typeName, avcodec_get_name(parameters->codec_id)),
            decoder->input_->where(),
            "convert the file with another program first"
        );
    decoder->codec_.reset(avcodec_alloc_context3(codec));
    AVCodecContext* context = decoder->codec_.get();
    if (!context) throw std::bad_alloc();
    if (const int code = avcodec_parameters_to_context(context, parameters); code < 0)
        return decodingError(code, "the stream's description", decoder->input_->where());
    context->pkt_timebase = decoder->stream_->time_base;
    context->max_pixels = static_cast<int64_t>(limits().pixels);
    context->err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK | AV_EF_BITSTREAM;
    // Decoders give the same frames with any number of threads; each thread holds frames of its own.
    context->thread_count = std::clamp(job.threads(), 1, 4);
    if (const int code = avcodec_open2(context, codec, nullptr); code < 0)
        return decodingError(code, fmt::format("the {} decoder", codec->name), decoder->input_->where());
    return decoder;
}

Status StreamDecoder::feed() {
    const auto& where = input_->where();
    const auto atFrame = [&](std::string_view what) {
        return fmt::format("{} near frame {}", what, frames_);
    };
    while (true) {
        if (input_->cancelled()) return cancelledError(where);
        av_packet_unref(packet_.get());
        const int code = av_read_frame(input_->format(), packet_.get());
        if (code == AVERROR_EOF) {
            draining_ = true;
            avcodec_send_packet(codec_.get(), nullptr);
            return Ok{};
        }
        if (code < 0) return decodingError(code, atFrame("reading"), where);
        if (packet_->stream_index != stream_->index) continue;
        if (packet_->flags & AV_PKT_FLAG_CORRUPT)
            return decodingError(AVERROR_INVALIDDATA, atFrame("a damaged or cut packet"), where);
        const int sent = avcodec_send_packet(codec_.get(), packet_.get());
        if (sent < 0) return decodingError(sent, atFrame("decoding"), where);
        return Ok{};
    }
}

Result<const AVFrame*> StreamDecoder::next(JobContext& job) {
    input_->use(job);
    while (true) {
        const int code = avcodec_receive_frame(codec_.get(), frame_.get());
        if (code == AVERROR_EOF) return static_cast<const AVFrame*>(nullptr);
        if (code == AVERROR(EAGAIN)) {
            if (draining_) return static_cast<const AVFrame*>(nullptr);
            RB_CHECK(feed());
            continue;
        }
        if (code < 0)
            return decodingError(code, fmt::format("decoding near frame {}", frames_), input_->where());
        if (frame_->decode_error_flags || (frame_->flags & AV_FRAME_FLAG_CORRUPT))
            return decodingError(
                AVERROR_INVALIDDATA, fmt::format("frame {} cannot be decoded", frames_), input_->where()
            );
        ++frames_;
        input_->gotFrame(static_cast<uint64_t>(packet_->size > 0 ? packet_->size : 0));
        return static_cast<const AVFrame*>(frame_.get());
    }
}

Status StreamDecoder::seek(int64_t timestamp, JobContext& job) {
    input_->use(job);
    const int code = avformat_seek_file(input_->format(), stream_->index, INT64_MIN, timestamp, timestamp, 0);
    if (code < 0) return decodingError(code, "seeking", input_->where());
    avcodec_flush_buffers(codec_.get());
    draining_ = false;
    frames_ = 0;
    return Ok{};
}

namespace {

Error missingCodec(const char* name, const char* what) {
    return unsupported(
        fmt::format("this FFmpeg has no {} '{}'", what, name), "FFmpeg", "install a full FFmpeg build"
    );
}

} // namespace

Result<const AVCodec*> findEncoder(const char* name) {
    setUpFfmpeg();
    if (const AVCodec* codec = avcodec_find_encoder_by_name(name)) return codec;
    return missingCodec(name, "encoder");
}
Result<const AVCodec*> findDecoder(const char* name) {
    setUpFfmpeg();
    if (const AVCodec* codec = avcodec_find_decoder_by_name(name)) return codec;
    return missingCodec(name, "decoder");
}

} // namespace rarebit::media
