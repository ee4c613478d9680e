// SPDX-License-Identifier: GPL-3.0-or-later
// Small clips of moving shapes with noise, in any layout of planes, and one run of a method on them.
#pragma once

#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace rarebit::make {

struct ClipSpec {
    std::string planes = "yuv"; // yuv, rgb, y, yuva ...
    int64_t frames = 4, height = 48, width = 64;
    int chromaX = 2, chromaY = 2; // luma samples per chroma sample
    int bits = 8;
};

inline Asset clip(const ClipSpec& spec, Json meta = Json::object()) {
    Asset asset;
    asset.name = "clip";
    asset.kind = "video";
    asset.reader = "y4m";
    asset.hash = "clip";
    meta["fps"] = 25;
    if (spec.bits > 8) meta["bits_per_sample"] = spec.bits;
    asset.meta = std::move(meta);
    const double peak = (1 << spec.bits) - 1;
    for (const char name : spec.planes) {
        const bool chroma = name == 'u' || name == 'v';
        const int64_t w = chroma ? (spec.width + spec.chromaX - 1) / spec.chromaX : spec.width;
        const int64_t h = chroma ? (spec.height + spec.chromaY - 1) / spec.chromaY : spec.height;
        Rng rng(11, std::string(1, name));
        std::vector<std::byte> bytes;
        for (int64_t t = 0; t < spec.frames; ++t)
            for (int64_t y = 0; y < h; ++y)
                for (int64_t x = 0; x < w; ++x) {
                    const double wave = 0.5 + 0.3 * std::sin(0.2 * static_cast<double>(x + 2 * t) + name) *
                                                  std::cos(0.15 * static_cast<double>(y));
                    const double value = std::clamp(wave + 0.02 * rng.normal(), 0.0, 1.0);
                    const auto sample = static_cast<uint16_t>(std::lround(value * peak));
                    const auto* raw = reinterpret_cast<const std::byte*>(&sample);
                    bytes.insert(bytes.end(), raw, raw + (spec.bits > 8 ? 2 : 1));
                }
        Part part;
        part.name = std::string(1, name);
        part.role = "video.plane";
        part.group = "clip";
        asset.parts.push_back(memoryPart(
            part,
            TensorView{
                spec.bits > 8 ? DType::u16 : DType::u8, {spec.frames, h, w}, ownBytes(std::move(bytes))}
        ));
    }
    return asset;
}

inline RunSpec specOf(const std::string& text) {
    const auto parsed = REQUIRE(parseSpec(text));
    RunSpec spec;
    spec.method = parsed.id;
    spec.params = Json::object();
    for (const auto& [key, value] : parsed.values)
        spec.params[key] = value;
    return spec;
}

inline RunResult runMethod(const std::string& text, const Asset& asset, RunKeep* keep = nullptr) {
    JobContext job;
    return REQUIRE(runOne(specOf(text), asset, job, keep));
}

/// Peak signal-to-noise ratio over all samples of all parts.
inline double psnr(const Asset& a, const Asset& b, double peak) {
    JobContext job;
    double sum = 0, count = 0;
    for (const auto& part : a.parts) {
        const Bytes x = payloadBytes(REQUIRE(part.load({}, job)));
        const Part* other = findPart(b, part.name);
        const Bytes y = payloadBytes(REQUIRE(other->load({}, job)));
        const size_t size = part.dtype == DType::u8 ? 1 : 2;
        for (size_t i = 0; i < x.size(); i += size) {
            uint16_t u = 0, v = 0;
            std::memcpy(&u, x.data() + i, size);
            std::memcpy(&v, y.data() + i, size);
            sum += (double(u) - v) * (double(u) - v);
            count += 1;
        }
    }
    return 10 * std::log10(peak * peak * count / sum);
}

} // namespace rarebit::make
