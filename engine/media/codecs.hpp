// SPDX-License-Identifier: GPL-3.0-or-later
// The picture codecs behind plain types: each .cpp beside this header is the only one to include its library.
// Encoders write to memory; decoders check the header against `expected` before they allocate.
#pragma once

#include "engine/media/picture.hpp"

namespace rarebit::media {

struct PngOptions {
    int level = 9;                   // zlib, 0 to 9
    std::string filter = "adaptive"; // none, sub, up, average, paeth, adaptive, search
    std::string strategy = "auto";   // auto, default, filtered, huffman, rle
};
Result<Bytes>
encodePng(const Picture& picture, const PngOptions& options, std::string_view where, JobContext& job);
Result<Pixels> decodePng(const DecodeRequest& request, JobContext& job);

struct JpegOptions {
    int quality = 75;
    std::string subsampling = "420"; // 420, 422, 444
    bool optimise = false, progressive = false;
};
Result<Bytes>
encodeJpeg(const Picture& picture, const JpegOptions& options, std::string_view where, JobContext& job);
Result<Pixels> decodeJpeg(const DecodeRequest& request, JobContext& job);

extern const PictureFormat pngFormat, jpegFormat;

} // namespace rarebit::media
