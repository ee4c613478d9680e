// SPDX-License-Identifier: GPL-3.0-or-later
// Long video: what streaming through a method and through the reader takes in memory, and the reader's speed
// against FFmpeg's bare decoding of the same file with the same number of threads.
// Usage: media_bench [MINUTES [WIDTH HEIGHT]] (a made-up clip of 25 frames a second, coded by x264), or
// media_bench FILE
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

using namespace rarebit;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Peak resident memory since the last call, in MiB.
double peakMiB() {
    double peak = 0;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) peak = std::atof(line.c_str() + 6) / 1024;
    std::ofstream("/proc/self/clear_refs") << 5;
    return peak;
}

// Planes that move, made when they are asked for.
Asset movingClip(int64_t frames, int64_t height, int64_t width) {
    Asset asset;
    asset.kind = "video";
    asset.meta = Json::object({{"fps", 25}, {"pix_fmt", "yuv420p"}});
    for (const char* name : {"y", "u", "v"}) {
        const bool luma = *name == 'y';
        const int64_t h = luma ? height : height / 2, w = luma ? width : width / 2;
        Part part;
        part.name = name;
        part.role = "video.plane";
        part.group = "clip";
        part.shape = {frames, h, w};
        part.byteSize = static_cast<uint64_t>(frames * h * w);
        part.load = [h, w, frames](Rows rows, JobContext&) -> Result<Payload> {
            const int64_t end = rows.last(frames);
            std::vector<uint8_t> out;
            out.reserve(static_cast<size_t>((end - rows.begin) * h * w));
            for (int64_t t = rows.begin; t < end; ++t)
                for (int64_t y = 0; y < h; ++y)
                    for (int64_t x = 0; x < w; ++x)
                        out.push_back(
                            static_cast<uint8_t>(64 + (((x + t) ^ (y + t / 2)) & 63) + ((x * y) & 7))
                        );
            return Payload(TensorView{DType::u8, {end - rows.begin, h, w}, ownBytes(std::move(out))});
        };
        asset.parts.push_back(std::move(part));
    }
    return asset;
}

// The clip as a raw H.264 file: the packets of the method's stream.
Status makeFile(const std::filesystem::path& path, int64_t frames, int64_t height, int64_t width) {
    JobContext job;
    const Asset clip = movingClip(frames, height, width);
    RB_TRY(const MethodDef* method, findMethod("x264"));
    RB_TRY(
        const Params params,
        makeParams(method->params, Json::object({{"preset", "ultrafast"}, {"crf", 28}}), "x264")
    );
    peakMiB();
    const auto start = Clock::now();
    job.setAsset(&clip);
    RB_TRY(Encoded encoded, method->encode(clip.parts, params, job));
    const double encodeSeconds = secondsSince(start);
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    fmt::print(
        "encode x264 ultrafast    {:7.0f} frames/s  peak {:6.1f} MiB  ({} frames, {:.1f} MiB raw, {:.1f} MiB "
        "coded)\n",
        static_cast<double>(frames) / encodeSeconds,
        peakMiB(),
        frames,
        static_cast<double>(frames * height * width * 3 / 2) / 1048576,
        static_cast<double>(codes.size()) / 1048576
    );
    ByteReader in(codes.view);
    in.u8();
    std::ofstream out(path, std::ios::binary);
    const auto put = [&](std::span<const std::byte> bytes) {
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    put(in.bytes(in.varint()));
    while (in.left() > 0)
        put(in.bytes(in.varint()));
    return Ok{};
}

// FFmpeg alone: every frame decoded, nothing copied.
int64_t bareDecode(const std::filesystem::path& path, int threads) {
    AVFormatContext* format = nullptr;
    if (avformat_open_input(&format, path.c_str(), nullptr, nullptr) < 0) return -1;
    avformat_find_stream_info(format, nullptr);
    const int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    const AVCodec* codec = avcodec_find_decoder(format->streams[index]->codecpar->codec_id);
    AVCodecContext* context = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(context, format->streams[index]->codecpar);
    context->thread_count = threads;
    avcodec_open2(context, codec, nullptr);
    AVPacket* packet = av_packet_alloc();
    AVFrame* frame = av_frame_alloc();
    int64_t frames = 0;
    const auto drain = [&] {
        while (avcodec_receive_frame(context, frame) >= 0)
            ++frames;
    };
    while (av_read_frame(format, packet) >= 0) {
        if (packet->stream_index == index) avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        drain();
    }
    avcodec_send_packet(context, nullptr);
    drain();
    av_frame_free(&frame);
    av_packet_free(&packet);
    avcodec_free_context(&context);
    avformat_close_input(&format);
    return frames;
}

Status benchFile(const std::filesystem::path& path) {
    JobContext job;
    peakMiB();
    auto start = Clock::now();
    RB_TRY(const Asset asset, openAsset(path, job));
    const int64_t frames = asset.parts[0].shape[0];
    fmt::print(
        "open and count           {:7.2f} s         peak {:6.1f} MiB\n", secondsSince(start), peakMiB()
    );
    start = Clock::now();
    uint64_t bytes = 0;
    for (int64_t i = 0; i < frames; ++i)
        for (const auto& part : asset.parts) {
            RB_TRY(const Payload payload, part.load({i, i + 1}, job));
            bytes += payloadBytes(payload).size();
        }
    const double ours = secondsSince(start);
    fmt::print(
        "stream {:>8} frames   {:7.0f} frames/s  peak {:6.1f} MiB  ({:.0f} MiB/s)\n",
        frames,
        static_cast<double>(frames) / ours,
        peakMiB(),
        static_cast<double>(bytes) / ours / 1048576
    );
    start = Clock::now();
    const int64_t bare = bareDecode(path, std::clamp(job.threads(), 1, 4));
    const double floor = secondsSince(start);
    fmt::print(
        "FFmpeg alone             {:7.0f} frames/s  peak {:6.1f} MiB\n",
        static_cast<double>(bare) / floor,
        peakMiB()
    );
    fmt::print(
        "the reader takes {:.2f} times as long; frames counted {}, decoded {}\n", ours / floor, frames, bare
    );
    return Ok{};
}

} // namespace

int main(int argc, char** argv) {
    std::filesystem::path path;
    bool made = false;
    Status status = Ok{};
    if (argc == 2 && std::filesystem::exists(argv[1])) {
        path = argv[1];
    } else {
        const double minutes = argc > 1 ? std::atof(argv[1]) : 5;
        const int64_t width = argc > 3 ? std::atol(argv[2]) : 640,
                      height = argc > 3 ? std::atol(argv[3]) : 360;
        path = std::filesystem::temp_directory_path() / "rarebit-media-bench.h264";
        made = true;
        status = makeFile(path, static_cast<int64_t>(minutes * 60 * 25), height, width);
    }
    if (status) status = benchFile(path);
    if (made) std::filesystem::remove(path);
    if (!status) fmt::print(stderr, "{} ({})\n", status.error().what, status.error().where);
    return status ? 0 : 1;
}
