// SPDX-License-Identifier: GPL-3.0-or-later
// OpenEXR: all channels of a part in one picture of float32 (half floats are exact in it), R, G, B, A first.
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <ImfChannelList.h>
#include <ImfCompression.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfInputPart.h>
#include <ImfMultiPartInputFile.h>
#include <ImfOutputFile.h>
#include <ImfPartType.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace rarebit::media {
namespace {

constexpr int64_t maxTile = 8192;

class MemoryInput : public Imf::IStream {
public:
    explicit MemoryInput(View bytes) : IStream("picture"), bytes_(bytes) {}
    bool read(char to[], int count) override {
        if (count < 0 || static_cast<uint64_t>(count) > bytes_.size() - at_)
            throw std::runtime_error(fmt::format("it ends at byte {}", bytes_.size()));
        std::memcpy(to, bytes_.data() + at_, static_cast<size_t>(count));
        at_ += static_cast<uint64_t>(count);
        return at_ < bytes_.size();
    }
    uint64_t tellg() override { return at_; }
    void seekg(uint64_t position) override {
        if (position > bytes_.size())
            throw std::runtime_error(fmt::format("byte {} of {} is wanted", position, bytes_.size()));
        at_ = position;
    }

private:
    View bytes_;
    uint64_t at_ = 0;
};

class MemoryOutput : public Imf::OStream {
public:
    explicit MemoryOutput(std::vector<std::byte>& bytes) : OStream("picture"), bytes_(bytes) {}
    void write(const char from[], int count) override {
        const auto n = static_cast<size_t>(count);
        if (at_ + n > bytes_.size()) bytes_.resize(at_ + n);
        std::memcpy(bytes_.data() + at_, from, n);
        at_ += n;
    }
    uint64_t tellp() override { return at_; }
    void seekp(uint64_t position) override { at_ = position; }

private:
    std::vector<std::byte>& bytes_;
    uint64_t at_ = 0;
};

// The library throws; what it says becomes our error, where it is not about the format itself.
template <class T>
Result<T> reading(std::string_view where, const std::function<Result<T>()>& body) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    } catch (const std::exception& e) {
        return damaged("EXR", e.what(), where);
    }
}

// Before the library sees the file: the table of chunks, whose size follows from the data window, must fit
// into it.
Status checkWindows(View bytes, std::string_view where) {
    using namespace std::string_view_literals;
    constexpr auto attribute = "dataWindow\0box2i\0\x10\0\0\0"sv;
    constexpr int64_t mostRowsOfAChunk = 256;
    const std::string_view text(
        reinterpret_cast<const char*>(bytes.data()), std::min<size_t>(bytes.size(), limits().headerBytes)
    );
    for (size_t at = text.find(attribute); at != std::string_view::npos; at = text.find(attribute, at + 1)) {
        if (bytes.size() - at < attribute.size() + 16) break;
        std::array<int32_t, 4> box{}; // xMin yMin xMax yMax
        std::memcpy(box.data(), bytes.data() + at + attribute.size(), 16);
        const int64_t width = int64_t(box[2]) - box[0] + 1, height = int64_t(box[3]) - box[1] + 1;
        RB_CHECK(checkSize("EXR", width, height, where));
        if (height / mostRowsOfAChunk * 8 > static_cast<int64_t>(bytes.size()))
            return damaged("EXR", fmt::format("{} rows in a file of {} bytes", height, bytes.size()), where);
    }
    // The library keeps these for the process; they are the same every time.
    Imf::Header::setMaxTileSize(maxTile, maxTile);
    return Ok{};
}

std::vector<std::string> channelNames(const Imf::Header& header) {
    std::vector<std::string> names;
    for (auto it = header.channels().begin(); it != header.channels().end(); ++it)
        names.emplace_back(it.name());
    static constexpr std::array<std::string_view, 5> first{"R", "G", "B", "Y", "A"};
    const auto rank = [](const std::string& name) { return std::ranges::find(first, name) - first.begin(); };
    std::ranges::stable_sort(names, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return names;
}

Result<PictureInfo> describe(const Imf::Header& header, std::string_view where) {
    const auto refuse = [&](std::string what) {
        return unsupported(std::move(what), printable(where), "convert it to flat scan lines or tiles");
    };
    if (header.hasType() && header.type() != Imf::SCANLINEIMAGE && header.type() != Imf::TILEDIMAGE)
        return refuse("a deep EXR");
    const auto& window = header.dataWindow();
    PictureInfo info;
    info.width = int64_t(window.max.x) - window.min.x + 1;
    info.height = int64_t(window.max.y) - window.min.y + 1;
    RB_CHECK(checkSize("EXR", info.width, info.height, where));
    info.dtype = DType::f32;
    const auto names = channelNames(header);
    if (names.empty() || names.size() > 1024)
        return damaged("EXR", fmt::format("{} channels", names.size()), where);
    info.channels = static_cast<int>(names.size());
    Json list = Json::array();
    bool half = true;
    for (const auto& name : names) {
        const auto& channel = header.channels()[name.c_str()];
        if (channel.xSampling != 1 || channel.ySampling != 1) return refuse("an EXR with subsampled chroma");
        half = half && channel.type == Imf::HALF;
        list.push(validUtf8(name));
    }
    info.extra["channel_names"] = std::move(list);
    if (half) info.extra["stored"] = "f16";
    return info;
}

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext&) {
    RB_CHECK(checkWindows(bytes, where));
    return reading<std::vector<PictureInfo>>(where, [&]() -> Result<std::vector<PictureInfo>> {
        MemoryInput input(bytes);
        // Without the library's repair of cut files: those are errors here.
        Imf::MultiPartInputFile file(input, 0, false);
        std::vector<PictureInfo> out;
        for (int part = 0; part < file.parts(); ++part) {
            if (!file.partComplete(part))
                return damaged("EXR", fmt::format("part {} is cut", part + 1), where);
            RB_TRY(PictureInfo info, describe(file.header(part), where));
            out.push_back(std::move(info));
        }
        return out;
    });
}

Result<Pixels> decode(const DecodeRequest& request, JobContext& job) {
    RB_CHECK(checkWindows(request.bytes, request.where));
    return reading<Pixels>(request.where, [&]() -> Result<Pixels> {
        MemoryInput input(request.bytes);
        Imf::MultiPartInputFile file(input, 0, false);
        if (request.page >= static_cast<size_t>(file.parts()))
            return damaged("EXR", "a part is missing", request.where);
        const Imf::Header& header = file.header(static_cast<int>(request.page));
        RB_TRY(const PictureInfo info, describe(header, request.where));
        RB_CHECK(checkExpected("EXR", info, request.expected, request.where));
        RB_TRY(Pixels pixels, allocate(info, 0, request.where, job));
        const auto& window = header.dataWindow();
        Imf::FrameBuffer frame;
        const size_t pixelBytes = static_cast<size_t>(info.channels) * 4;
        size_t offset = 0;
        for (const auto& name : channelNames(header)) {
            frame.insert(
                name.c_str(),
                Imf::Slice::Make(Imf::FLOAT, pixels.data() + offset, window, pixelBytes, info.rowBytes())
            );
            offset += 4;
        }
        Imf::InputPart part(file, static_cast<int>(request.page));
        part.setFrameBuffer(frame);
        constexpr int rows = 64; // between two looks at cancellation
        for (int64_t y = window.min.y; y <= window.max.y; y += rows) {
            if (job.cancelled()) return cancelledError("EXR of " + request.where);
            part.readPixels(
                static_cast<int>(y), static_cast<int>(std::min<int64_t>(y + rows - 1, window.max.y))
            );
        }
        return pixels;
    });
}

Result<Bytes> encode(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    const PictureInfo& info = pictures.front().info;
    if (pictures.size() != 1 || info.dtype != DType::f32 || info.channels > 4)
        return unsupported(
            "an EXR is written from one picture of 1 to 4 channels of float32",
            printable(where),
            "choose the suffix .tiff"
        );
    RB_CHECK(job.fits(2 * info.byteSize(), "writing the picture", where));
    static constexpr std::array<std::array<const char*, 4>, 4> names{
        {{"Y"}, {"Y", "A"}, {"R", "G", "B"}, {"R", "G", "B", "A"}}};
    Imf::Header header(static_cast<int>(info.width), static_cast<int>(info.height));
    header.compression() = Imf::ZIP_COMPRESSION;
    Imf::FrameBuffer frame;
    char* pixels = reinterpret_cast<char*>(const_cast<std::byte*>(pictures.front().pixels.data()));
    for (int c = 0; c < info.channels; ++c) {
        const char* name = names[static_cast<size_t>(info.channels - 1)][static_cast<size_t>(c)];
        header.channels().insert(name, Imf::Channel(Imf::FLOAT));
        frame.insert(
            name,
            Imf::Slice(Imf::FLOAT, pixels + 4 * c, static_cast<size_t>(info.channels) * 4, info.rowBytes())
        );
    }
    std::vector<std::byte> out;
    {
        MemoryOutput output(out);
        Imf::OutputFile file(output, header, 0);
        file.setFrameBuffer(frame);
        file.writePixels(static_cast<int>(info.height));
    } // the table of chunks is written when the file closes
    return ownBytes(std::move(out));
}

} // namespace

const PictureFormat exrFormat{
    .id = "exr",
    .title = "EXR",
    .extensions = {"exr"},
    .score = [](View head) { return startsWith(head, "\x76\x2f\x31\x01") ? 98 : 0; },
    .pages = pages,
    .decode = decode,
    .encode = encode,
};

} // namespace rarebit::media
