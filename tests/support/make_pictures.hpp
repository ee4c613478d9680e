// SPDX-License-Identifier: GPL-3.0-or-later
// Small synthetic pictures, and the way of a picture through one method.
#pragma once

#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rarebit::test {

/// A part [height, width, channels]: smooth shapes, an edge and some noise, or plain noise.
inline Part picturePart(int64_t height, int64_t width, int64_t channels, DType dtype, bool noise = false) {
    Rng rng(7, "picture");
    const double top = dtype == DType::u16 ? 65535 : 255;
    std::vector<uint16_t> samples;
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x)
            for (int64_t c = 0; c < channels; ++c) {
                const double wave = std::sin(0.13 * double(x) + double(c)) * std::cos(0.07 * double(y));
                const double value =
                    noise ? rng.uniform()
                          : 0.5 + 0.3 * wave + (x > width / 2 ? 0.1 : 0) + 0.02 * (rng.uniform() - 0.5);
                samples.push_back(static_cast<uint16_t>(std::lround(value * top)));
            }
    Part part;
    part.name = "image";
    part.role = "image";
    const std::vector<int64_t> shape{height, width, channels};
    if (dtype == DType::u16) return memoryPart(part, TensorView{dtype, shape, ownBytes(std::move(samples))});
    std::vector<uint8_t> bytes(samples.begin(), samples.end());
    return memoryPart(part, TensorView{dtype, shape, ownBytes(std::move(bytes))});
}

inline Asset pictureAsset(Part part) {
    Asset asset;
    asset.name = "picture.png";
    asset.reader = "image";
    asset.kind = "image";
    asset.hash = "00";
    asset.parts.push_back(std::move(part));
    return asset;
}

inline RunSpec specOf(std::string_view text) {
    const auto parsed = REQUIRE(parseSpec(text));
    RunSpec spec;
    spec.method = parsed.id;
    for (const auto& [key, value] : parsed.values)
        spec.params[key] = value;
    return spec;
}

struct Coded {
    EncodedAsset encoded;
    Asset decoded;
    Bytes file() const { return encoded.stream.encoded.at(0).sections.at(0).bytes; }
    size_t size() const { return file().size(); }
};
inline Coded code(std::string_view spec, const Asset& asset, int threads = 0) {
    JobOptions options;
    options.threads = threads;
    JobContext job(options);
    Coded out;
    out.encoded = REQUIRE(encodeAsset(specOf(spec), asset, {}, job));
    out.decoded = REQUIRE(decodeStream(out.encoded.stream, {}, job));
    return out;
}

inline Bytes bytesOf(const Part& part) {
    JobContext job;
    return payloadBytes(REQUIRE(loadWhole(part, job)));
}
inline bool samePixels(const Asset& a, const Asset& b) {
    JobContext job;
    return REQUIRE(sameContent(a.parts.at(0), b.parts.at(0), job));
}

inline double psnr(const Asset& a, const Asset& b) {
    const Bytes x = bytesOf(a.parts.at(0)), y = bytesOf(b.parts.at(0));
    const bool wide = a.parts[0].dtype == DType::u16;
    const size_t count = x.size() / (wide ? 2 : 1);
    const auto sample = [&](const Bytes& bytes, size_t i) {
        uint16_t value = 0;
        if (wide)
            std::memcpy(&value, bytes.data() + 2 * i, 2);
        else
            value = std::to_integer<uint16_t>(bytes.view[i]);
        return double(value);
    };
    double sum = 0;
    for (size_t i = 0; i < count; ++i)
        sum += (sample(x, i) - sample(y, i)) * (sample(x, i) - sample(y, i));
    const double top = wide ? 65535 : 255;
    return 10 * std::log10(top * top * double(count) / sum);
}

inline Asset kodim01() {
    JobContext job;
    return REQUIRE(openAsset(dataFolder() / "images/kodim01.png", job));
}

/// Cuts and flips every section of the stream: each decode ends with an asset or an error, never otherwise.
inline void checkDamaged(std::string_view spec, const Asset& asset) {
    JobContext job;
    const auto encoded = REQUIRE(encodeAsset(specOf(spec), asset, {}, job));
    Rng rng(3, "damage");
    for (int trial = 0; trial < 200; ++trial) {
        Stream stream = encoded.stream;
        const Bytes whole = stream.encoded.at(0).sections.at(0).bytes;
        std::vector<std::byte> bytes(whole.view.begin(), whole.view.end());
        if (trial % 2 == 0)
            bytes.resize(rng.below(bytes.size()));
        else
            for (int flips = 0; flips < 3; ++flips)
                bytes[rng.below(bytes.size())] ^= std::byte(1 << rng.below(8));
        const bool cut = trial % 2 == 0;
        stream.encoded[0].sections[0].bytes = ownBytes(std::move(bytes));
        const auto decoded = decodeStream(stream, {}, job);
        if (cut) CHECK(!decoded);
        if (!decoded) CHECK(!decoded.error().what.empty() && !decoded.error().fix.empty());
    }
    // A head that promises another picture than the codec's file holds.
    for (const int64_t height : {int64_t(1), asset.parts[0].shape[0] + 1, int64_t(1) << 40}) {
        Stream stream = encoded.stream;
        Part part = asset.parts[0];
        part.shape[0] = height;
        stream.encoded[0].shape = Json::array({describePart(part)});
        CHECK(!decodeStream(stream, {}, job));
    }
}

} // namespace rarebit::test
