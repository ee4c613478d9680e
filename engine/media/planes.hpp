// SPDX-License-Identifier: GPL-3.0-or-later
// Pixel formats as parts: one plane per component, whatever the packing in memory.
#pragma once

#include "engine/core/asset.hpp"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixfmt.h>
}

#include <string>
#include <vector>

namespace rarebit::media {

struct Plane {
    std::string name; // y, u, v, r, g, b, a
    int component = 0;
    int width = 0, height = 0;
    DType dtype = DType::u8; // u16 above 8 bits

    uint64_t bytes() const {
        return static_cast<uint64_t>(width) * static_cast<uint64_t>(height) * (dtype == DType::u8 ? 1 : 2);
    }
};

/// The planes of a picture; `unsupported` for palettes, floating point, hardware surfaces and the like.
Result<std::vector<Plane>> planesOf(AVPixelFormat format, int width, int height, std::string_view where);
/// The format without the "full range" that old names carry: yuvj420p -> yuv420p.
AVPixelFormat plainFormat(AVPixelFormat format);
bool isFullRangeName(AVPixelFormat format);
/// Bits of the first component.
int bitDepth(AVPixelFormat format);

/// The samples of one plane, rows without gaps, native byte order. `out` holds plane.bytes().
void copyPlane(const AVFrame& frame, const Plane& plane, std::byte* out);

/// The planar format with these properties, or AV_PIX_FMT_NONE.
struct PlanarFormat {
    bool rgb = false;
    bool alpha = false;
    bool mono = false;
    int log2ChromaWidth = 0, log2ChromaHeight = 0;
    int bits = 8;
};
AVPixelFormat planarFormat(const PlanarFormat& wanted);

// Names in meta: "limited", "full", "bt709", "left" ... and "unspecified" where the file does not say.
std::string rangeName(AVColorRange range);
AVColorRange rangeByName(std::string_view name);
std::string matrixName(AVColorSpace matrix);
AVColorSpace matrixByName(std::string_view name);
std::string sitingName(AVChromaLocation location);
AVChromaLocation sitingByName(std::string_view name);

} // namespace rarebit::media
