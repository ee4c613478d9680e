// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/planes.hpp"

#include <fmt/format.h>

extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace rarebit::media {
namespace {

constexpr uint64_t refusedFlags =
    AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT;

} // namespace

AVPixelFormat plainFormat(AVPixelFormat format) {
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
        return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ411P:
        return AV_PIX_FMT_YUV411P;
    case AV_PIX_FMT_YUVJ422P:
        return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ440P:
        return AV_PIX_FMT_YUV440P;
    case AV_PIX_FMT_YUVJ444P:
        return AV_PIX_FMT_YUV444P;
    default:
        return format;
    }
}

bool isFullRangeName(AVPixelFormat format) {
    return plainFormat(format) != format;
}

int bitDepth(AVPixelFormat format) {
    const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(format);
    return description ? description->comp[0].depth : 0;
}

Result<std::vector<Plane>> planesOf(AVPixelFormat format, int width, int height, std::string_view where) {
    const AVPixFmtDescriptor* d = av_pix_fmt_desc_get(format);
    const auto refuse = [&](std::string_view why) {
        return unsupported(
            fmt::format("pixel format '{}': {}", d ? d->name : "unknown", why),
            std::string(where),
            "convert the file to planar YUV or RGB first"
        );
    };
    if (!d) return refuse("not known");
    if (d->flags & refusedFlags) return refuse("palettes, Bayer, float and hardware pictures are not read");
    const bool rgb = (d->flags & AV_PIX_FMT_FLAG_RGB) != 0;
    std::vector<Plane> planes;
    for (int c = 0; c < d->nb_components; ++c) {
        // A grey picture with alpha has two components.
        const bool alpha = (d->flags & AV_PIX_FMT_FLAG_ALPHA) && c == d->nb_components - 1;
        const bool chroma = !rgb && !alpha && (c == 1 || c == 2);
        if (d->comp[c].depth != d->comp[0].depth && !alpha) return refuse("components of different depths");
        Plane plane;
        plane.name = alpha ? "a" : std::string(1, (rgb ? "rgb" : "yuv")[c]);
        plane.component = c;
        plane.width = chroma ? AV_CEIL_RSHIFT(width, d->log2_chroma_w) : width;
        plane.height = chroma ? AV_CEIL_RSHIFT(height, d->log2_chroma_h) : height;
        plane.dtype = d->comp[c].depth > 8 ? DType::u16 : DType::u8;
        planes.push_back(std::move(plane));
    }
    return planes;
}

void copyPlane(const AVFrame& frame, const Plane& plane, std::byte* out) {
    const auto format = static_cast<AVPixelFormat>(frame.format);
    const AVPixFmtDescriptor* d = av_pix_fmt_desc_get(format);
    const AVComponentDescriptor& component = d->comp[plane.component];
    const int size = plane.dtype == DType::u8 ? 1 : 2;
    const auto width = static_cast<size_t>(plane.width);
    const bool asIs = component.step == size && component.shift == 0 && component.offset == 0 &&
                      !(d->flags & (AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_BE)) &&
                      (size == 2 || component.depth == 8);
    if (asIs) {
        const uint8_t* row = frame.data[component.plane];
        for (int y = 0; y < plane.height; ++y, row += frame.linesize[component.plane])
            std::memcpy(
                out + static_cast<size_t>(y) * width * static_cast<size_t>(size),
                row,
                width * static_cast<size_t>(size)
            );
        return;
    }
    std::vector<uint16_t> line(width);
    for (int y = 0; y < plane.height; ++y) {
        av_read_image_line2(
            line.data(),
            const_cast<const uint8_t**>(frame.data),
            frame.linesize,
            d,
            0,
            y,
            plane.component,
            plane.width,
            0,
            2
        );
        std::byte* row = out + static_cast<size_t>(y) * width * static_cast<size_t>(size);
        if (size == 2)
            std::memcpy(row, line.data(), width * 2);
        else
            std::ranges::transform(line, row, [](uint16_t v) { return static_cast<std::byte>(v); });
    }
}

AVPixelFormat planarFormat(const PlanarFormat& wanted) {
    const AVPixFmtDescriptor* d = nullptr;
    while ((d = av_pix_fmt_desc_next(d))) {
        const AVPixelFormat format = av_pix_fmt_desc_get_id(d);
        const int components = wanted.mono ? 1 : wanted.alpha ? 4 : 3;
        const int size = wanted.bits > 8 ? 2 : 1;
        const bool planar = components == 1 || (d->flags & AV_PIX_FMT_FLAG_PLANAR);
        if (!planar || d->nb_components != components || isFullRangeName(format) ||
            (d->flags & (refusedFlags | AV_PIX_FMT_FLAG_BITSTREAM)) ||
            ((d->flags & AV_PIX_FMT_FLAG_RGB) != 0) != wanted.rgb ||
            (size == 2 && (d->flags & AV_PIX_FMT_FLAG_BE)))
            continue;
        if (components > 1 && !wanted.rgb &&
            (d->log2_chroma_w != wanted.log2ChromaWidth || d->log2_chroma_h != wanted.log2ChromaHeight))
            continue;
        const auto fits = [&](const AVComponentDescriptor& c) {
            return c.depth == wanted.bits && c.shift == 0 && c.step == size && c.offset == 0;
        };
        // NV12 and its kin count as planar: each component needs a plane of its own.
        bool own = true;
        for (int c = 0; c < components; ++c) {
            own = own && fits(d->comp[c]);
            for (int e = 0; e < c; ++e)
                own = own && d->comp[c].plane != d->comp[e].plane;
        }
        if (own) return format;
    }
    return AV_PIX_FMT_NONE;
}

std::string rangeName(AVColorRange range) {
    return range == AVCOL_RANGE_MPEG ? "limited" : range == AVCOL_RANGE_JPEG ? "full" : "unspecified";
}
AVColorRange rangeByName(std::string_view name) {
    return name == "limited" || name == "tv" ? AVCOL_RANGE_MPEG
           : name == "full" || name == "pc"  ? AVCOL_RANGE_JPEG
                                             : AVCOL_RANGE_UNSPECIFIED;
}

std::string matrixName(AVColorSpace matrix) {
    if (matrix == AVCOL_SPC_UNSPECIFIED) return "unspecified";
    const char* name = av_color_space_name(matrix);
    return name ? name : "unspecified";
}
AVColorSpace matrixByName(std::string_view name) {
    const int found = name == "unspecified" ? -1 : av_color_space_from_name(std::string(name).c_str());
    return found < 0 ? AVCOL_SPC_UNSPECIFIED : static_cast<AVColorSpace>(found);
}

std::string sitingName(AVChromaLocation location) {
    const char* name = location == AVCHROMA_LOC_UNSPECIFIED ? nullptr : av_chroma_location_name(location);
    return name ? name : "unspecified";
}
AVChromaLocation sitingByName(std::string_view name) {
    const int found = name == "unspecified" ? -1 : av_chroma_location_from_name(std::string(name).c_str());
    return found < 0 ? AVCHROMA_LOC_UNSPECIFIED : static_cast<AVChromaLocation>(found);
}

} // namespace rarebit::media
