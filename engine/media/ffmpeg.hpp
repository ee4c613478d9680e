// SPDX-License-Identifier: GPL-3.0-or-later
// The only door to FFmpeg: owners for its objects, its errors as Error, and input that can never reach
// another file or address. Files are read through a mapping of ours, formats that name other files are
// refused.
#pragma once

#include "engine/core/payload.hpp"
#include "engine/jobs/job.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
}

#include <memory>
#include <string>

namespace rarebit::media {

struct CodecDeleter {
    void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
};
struct FrameDeleter {
    void operator()(AVFrame* p) const { av_frame_free(&p); }
};
struct PacketDeleter {
    void operator()(AVPacket* p) const { av_packet_free(&p); }
};
using CodecPtr = std::unique_ptr<AVCodecContext, CodecDeleter>;
using FramePtr = std::unique_ptr<AVFrame, FrameDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
// Throw std::bad_alloc where memory runs out.
FramePtr makeFrame();
PacketPtr makePacket();

/// Once per process: no logging to the terminal. Every entry below calls it.
void setUpFfmpeg();
/// What FFmpeg says about a negative return value.
std::string ffmpegText(int code);
/// A failed decoding step; cancellation and lack of memory get their own kinds.
Error decodingError(int code, std::string_view what, std::string_view where);
Error encodingError(int code, std::string_view what, std::string_view where);

/// An opened media file in memory or in a mapping. One thread at a time.
class Input {
public:
    static Result<std::unique_ptr<Input>> open(Bytes bytes, std::string_view where, JobContext& job);
    ~Input();
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    AVFormatContext* format() { return format_; }
    const std::string& where() const { return where_; }
    /// The job that cancels reading from now on.
    void use(JobContext& job) { job_ = &job; }
    bool cancelled() const { return job_ && job_->cancelled(); }
    /// Called by FFmpeg.
    int read(uint8_t* buffer, int size);
    int64_t seek(int64_t offset, int whence);
    /// A frame came out: the bytes that may pass without one are counted anew.
    void gotFrame(uint64_t frameBytes) {
        patience_ = patience + 4 * frameBytes;
        idle_ = 0;
    }

private:
    // Demuxers look for the next frame to the end of the file; in noise of a terabyte they never come back.
    static constexpr uint64_t patience = uint64_t(128) << 20;
    Input() = default;
    Bytes bytes_;
    uint64_t patience_ = patience, idle_ = 0; // bytes allowed, and read, since the last frame
    std::string where_;
    uint64_t position_ = 0;
    JobContext* job_ = nullptr;
    AVFormatContext* format_ = nullptr;
    AVIOContext* io_ = nullptr;
};

/// One stream of a file, decoded from the start or from where seek() put it. A damaged packet or frame is an
/// error, never concealed.
class StreamDecoder {
public:
    /// Opens the best stream of the type. `unsupported` where the file has none.
    static Result<std::unique_ptr<StreamDecoder>>
    open(Bytes bytes, AVMediaType type, std::string_view where, JobContext& job);

    Input& input() { return *input_; }
    AVStream* stream() { return stream_; }
    AVCodecContext* codec() { return codec_.get(); }
    /// The next frame in display order; null at the end. It is valid until the next call.
    Result<const AVFrame*> next(JobContext& job);
    /// Goes to a key frame at or before the time stamp (in the stream's time base).
    Status seek(int64_t timestamp, JobContext& job);

private:
    Status feed();
    std::unique_ptr<Input> input_;
    AVStream* stream_ = nullptr;
    CodecPtr codec_;
    FramePtr frame_ = makeFrame();
    PacketPtr packet_ = makePacket();
    bool draining_ = false;
    int64_t frames_ = 0; // since the start or the last seek, for messages
};

/// A decoder or encoder by name, with this build's absence as a polite error.
Result<const AVCodec*> findEncoder(const char* name);
Result<const AVCodec*> findDecoder(const char* name);

} // namespace rarebit::media
