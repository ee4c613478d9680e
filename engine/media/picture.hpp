// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in memory, and what the picture formats have in common: one table entry for the reader, checks of
// sizes, words for errors. Samples are interleaved, rows from the top, R G B [A].
#pragma once

#include "engine/core/method.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit::media {

using View = std::span<const std::byte>;
using Pixels = std::vector<std::byte>;

/// What a header says of one picture.
struct PictureInfo {
    int64_t width = 0, height = 0;
    int channels = 0;
    DType dtype = DType::u8;
    int bits = 0; // bits per sample in the file where they fill less than the dtype; 0 otherwise
    bool palette = false;
    std::string color{}; // "cmyk", "lab" where it is neither grey nor RGB
    std::string note{};  // what of the file is not in the parts
    Json extra{};        // more members for Asset::counts
    uint64_t byteSize() const;
    size_t rowBytes() const {
        return static_cast<size_t>(width) * static_cast<size_t>(channels) * sampleBytes();
    }
    size_t sampleBytes() const { return static_cast<size_t>(info(dtype).blockBytes); }
    bool operator==(const PictureInfo& other) const {
        return width == other.width && height == other.height && channels == other.channels &&
               dtype == other.dtype;
    }
};

struct Picture {
    PictureInfo info;
    View pixels; // info.byteSize() bytes
};

/// One picture of a file. `state` is kept between calls for one file, by its format (frames that build on
/// earlier ones).
struct DecodeRequest {
    View bytes;
    size_t page = 0;
    PictureInfo expected{}; // the header must still say so
    std::string where{};
    std::shared_ptr<void>* state = nullptr;
};

struct PictureFormat {
    const char* id;
    const char* title;
    std::vector<std::string> extensions;
    /// 0, or how sure the first bytes make it.
    int (*score)(View head){};
    /// Headers of all pictures of the file; checks sizes and, where that is cheap, that the file is complete.
    Result<std::vector<PictureInfo>> (*pages)(View bytes, std::string_view where, JobContext& job){};
    Result<Pixels> (*decode)(const DecodeRequest& request, JobContext& job){};
    /// Optional: writes without loss; says what it cannot hold.
    Result<Bytes> (*encode)(std::span<const Picture> pictures, std::string_view where, JobContext& job){};
    const char* pageName = "page"; // of files with several
};
/// In the order in which they are asked.
std::span<const PictureFormat* const> pictureFormats();

/// "damaged PNG: what", where, and what to do about it.
Error damaged(std::string_view format, std::string_view what, std::string_view where);
/// Refuses empty pictures and those over limits().pixels.
Status checkSize(std::string_view format, int64_t width, int64_t height, std::string_view where);
/// An error where the header in the bytes is not what the caller was told (a damaged stream, a changed file).
Status checkExpected(
    std::string_view format, const PictureInfo& found, const PictureInfo& expected, std::string_view where
);
/// Memory for the picture, within the job's budget; `extra` bytes more are the decoder's.
Result<Pixels> allocate(const PictureInfo& info, uint64_t extra, std::string_view where, JobContext& job);
/// The lower-case suffix of a file name, without the dot.
std::string suffixOf(std::string_view name);
bool startsWith(View bytes, std::string_view magic, size_t at = 0);

/// The declaration of a part as a picture [height, width, channels] in the role "image", or why it is none.
Result<PictureInfo> pictureOf(const Part& part);
/// What the picture codecs have in common: a list of depths and channel counts, and the longest side.
struct Holds {
    const char* codec;
    bool sixteenBit = false, greyAlpha = false, alpha = false;
    int64_t maxSide = 0;
};
Status acceptsPicture(const Part& part, const Holds& holds);
/// The one part of `encode`, loaded.
struct LoadedPicture {
    PictureInfo info;
    Bytes bytes;
    Picture picture() const { return {info, bytes.view}; }
};
Result<LoadedPicture> loadPicture(std::span<const Part> parts, JobContext& job);
/// The usual stream of a picture codec: one section with the complete file of the codec.
Encoded encodedFile(Bytes file);
struct CodedPicture {
    PictureInfo info; // what the stream's head says: untrusted, but within limits and accepted by the codec
    Bytes file;
};
Result<CodedPicture> codedPicture(const Encoded& encoded, Status (*accepts)(const Part&));
Result<Asset> decodedPicture(const Encoded& encoded, Pixels pixels);

} // namespace rarebit::media
