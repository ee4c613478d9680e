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

struct WebpOptions {
    bool lossless = false, exact = true, sharpYuv = false;
    float quality = 75; // lossless: effort
    int method = 4, nearLossless = 100, alphaQuality = 100;
};
Result<Bytes>
encodeWebp(const Picture& picture, const WebpOptions& options, std::string_view where, JobContext& job);
/// Grey is coded as R = G = B; an opaque alpha channel may be left out of the file.
Result<Pixels> decodeWebp(const DecodeRequest& request, JobContext& job);

struct JxlOptions {
    float distance = 1; // 0: lossless
    int effort = 7;
    bool modular = false;
};
Result<Bytes>
encodeJxl(const Picture& picture, const JxlOptions& options, std::string_view where, JobContext& job);
Result<Pixels> decodeJxl(const DecodeRequest& request, JobContext& job);

struct AvifOptions {
    int quantizer = 24, alphaQuantizer = 0, speed = 6, depth = 8;
    std::string chroma = "420", matrix = "bt601", range = "full", tune = "psnr";
};
Result<Bytes>
encodeAvif(const Picture& picture, const AvifOptions& options, std::string_view where, JobContext& job);
/// Grey is coded without chroma; an opaque alpha channel may be left out of the file.
Result<Pixels> decodeAvif(const DecodeRequest& request, JobContext& job);

extern const PictureFormat pngFormat, jpegFormat, webpFormat, tiffFormat, gifFormat, bmpFormat, pnmFormat,
    exrFormat, jxlFormat, avifFormat;

} // namespace rarebit::media
