// SPDX-License-Identifier: GPL-3.0-or-later
// Chords with a little noise, in any sample type, and their signal-to-noise ratio at a shift.
#pragma once

#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace rarebit::make {

struct SoundSpec {
    int64_t samples = 48'000, channels = 2;
    int rate = 48'000;
    DType dtype = DType::i16;
    int bits = 16; // of i32
};

template <class T>
void append(std::vector<std::byte>& out, T value) {
    const auto* raw = reinterpret_cast<const std::byte*>(&value);
    out.insert(out.end(), raw, raw + sizeof value);
}

inline Asset chords(const SoundSpec& spec) {
    std::vector<std::byte> bytes;
    Rng rng(3, "sound");
    for (int64_t i = 0; i < spec.samples; ++i)
        for (int64_t c = 0; c < spec.channels; ++c) {
            const double t = static_cast<double>(i) / spec.rate;
            double value = 0.01 * rng.normal();
            for (const double f : {220.0, 277.2, 329.6, 880.0})
                value += 0.12 * std::sin(6.283185307 * (f + 3.0 * static_cast<double>(c)) * t) *
                         (0.7 + 0.3 * std::sin(2.0 * t));
            switch (spec.dtype) {
            case DType::u8:
                append(bytes, static_cast<uint8_t>(128 + std::lround(value * 127)));
                break;
            case DType::i16:
                append(bytes, static_cast<int16_t>(std::lround(value * 32767)));
                break;
            case DType::i32:
                append(bytes, static_cast<int32_t>(std::lround(std::ldexp(value, spec.bits - 1))));
                break;
            case DType::f32:
                append(bytes, static_cast<float>(value));
                break;
            default:
                append(bytes, value);
                break;
            }
        }
    Asset asset;
    asset.name = "chords";
    asset.kind = "audio";
    asset.reader = "wav";
    asset.hash = "chords";
    asset.meta = Json::object({{"sample_rate", spec.rate}});
    if (spec.dtype == DType::i32) asset.meta["bits_per_sample"] = spec.bits;
    Part part;
    part.name = "audio";
    part.role = "audio";
    asset.parts.push_back(
        memoryPart(part, TensorView{spec.dtype, {spec.samples, spec.channels}, ownBytes(std::move(bytes))})
    );
    return asset;
}

inline std::vector<double> samplesOf(const Asset& asset) {
    JobContext job;
    const Part& part = asset.parts.front();
    const Bytes bytes = payloadBytes(REQUIRE(part.load({}, job)));
    std::vector<double> out(static_cast<size_t>(part.elements()));
    for (size_t i = 0; i < out.size(); ++i) {
        const auto read = [&](auto value) {
            std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
            return static_cast<double>(value);
        };
        switch (part.dtype) {
        case DType::u8:
            out[i] = read(uint8_t{}) - 128;
            break;
        case DType::i16:
            out[i] = read(int16_t{});
            break;
        case DType::i32:
            out[i] = read(int32_t{});
            break;
        case DType::f32:
            out[i] = read(float{});
            break;
        default:
            out[i] = read(double{});
            break;
        }
    }
    return out;
}

/// SNR in dB of b against a, where b is read `shift` rows later.
inline double
snr(const std::vector<double>& a, const std::vector<double>& b, int64_t channels, int64_t shift = 0) {
    double signal = 0, noise = 0;
    const int64_t n = static_cast<int64_t>(a.size());
    for (int64_t i = 16 * channels; i < n - 16 * channels; ++i) {
        const double x = a[static_cast<size_t>(i)], y = b[static_cast<size_t>(i + shift * channels)];
        signal += x * x;
        noise += (x - y) * (x - y);
    }
    return 10 * std::log10(signal / noise);
}

inline RunResult runOn(const std::string& text, const Asset& asset, RunKeep* keep = nullptr) {
    const auto parsed = REQUIRE(parseSpec(text));
    RunSpec spec;
    spec.method = parsed.id;
    spec.params = Json::object();
    for (const auto& [key, value] : parsed.values)
        spec.params[key] = value;
    JobContext job;
    return REQUIRE(runOne(spec, asset, job, keep));
}

} // namespace rarebit::make
