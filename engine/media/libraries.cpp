// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of the libraries behind the media module, for `doctor` and the environment of every row.
#include <OpenEXRConfig.h>
#include <avif/avif.h>
#include <fmt/format.h>
#include <gif_lib.h>
#include <jxl/decode.h>
#include <png.h>
#include <tiffvers.h>
#include <webp/encode.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}
// jpeglib.h after stdio: it needs FILE and size_t
#include <jpeglib.h>

#include <cstdio>
#include <string>

extern "C" const char* rarebit_module_libraries() {
    static const std::string text = [] {
        const int webp = WebPGetEncoderVersion();
        const uint32_t jxl = JxlDecoderVersion();
        const unsigned codec = avcodec_version(), format = avformat_version();
        return fmt::format(
            R"({{"libavif":"{}","libpng":"{}","libtiff":"{}.{}.{}","openexr":"{}","giflib":"{}.{}.{}","libwebp":"{}.{}.{}","libjxl":"{}.{}.{}",)"
            R"("libjpeg-turbo":"{}","libavcodec":"{}.{}.{}","libavformat":"{}.{}.{}"}})",
            avifVersion(),
            png_get_libpng_ver(nullptr),
            TIFFLIB_MAJOR_VERSION,
            TIFFLIB_MINOR_VERSION,
            TIFFLIB_MICRO_VERSION,
            OPENEXR_VERSION_STRING,
            GIFLIB_MAJOR,
            GIFLIB_MINOR,
            GIFLIB_RELEASE,
            webp >> 16,
            (webp >> 8) & 255,
            webp & 255,
            jxl / 1'000'000,
            jxl / 1'000 % 1'000,
            jxl % 1'000,
            LIBJPEG_TURBO_VERSION_NUMBER,
            codec >> 16,
            (codec >> 8) & 255,
            codec & 255,
            format >> 16,
            (format >> 8) & 255,
            format & 255
        );
    }();
    return text.c_str();
}
