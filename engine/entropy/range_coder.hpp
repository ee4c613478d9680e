// SPDX-License-Identifier: GPL-3.0-or-later
// Binary range coder with carry: 32-bit range renormalised by bytes, probabilities of 16 bits. The interval
// of a bit is rounded to nearest, so the coded length stays within a few bits of the sum of -log2 p.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rarebit {

/// Probability that a bit is 1, in 1/65536; coders take 1 to 65535.
using Probability = uint32_t;
constexpr Probability minProbability = 1, maxProbability = 65535;

class RangeEncoder {
public:
    void encode(bool bit, Probability one) {
        const uint32_t bound = split(range_, one);
        if (bit) {
            range_ = bound;
        } else {
            add(bound);
            range_ -= bound;
        }
        while (range_ < minRange) {
            bytes_.push_back(static_cast<std::byte>(low_ >> 24));
            low_ <<= 8;
            range_ <<= 8;
        }
    }
    /// `count` bits of value at even odds, high bits first; 0 to 32.
    void encodeDirect(uint32_t value, int count) {
        for (int i = count - 1; i >= 0; --i)
            encode((value >> i) & 1, 1u << 15);
    }
    size_t size() const { return bytes_.size(); }
    /// Ends the code with as few bytes as tell the last interval apart (the decoder reads zeros behind them).
    std::vector<std::byte> finish() {
        for (int bytes = 0; bytes <= 4; ++bytes) {
            const uint64_t unit = uint64_t(1) << (32 - 8 * bytes);
            const uint64_t value = (low_ + unit - 1) & ~(unit - 1);
            if (value > uint64_t(low_) + range_ - 1) continue;
            add(static_cast<uint32_t>(value - low_));
            for (int i = 0; i < bytes; ++i)
                bytes_.push_back(static_cast<std::byte>(low_ >> (24 - 8 * i)));
            break;
        }
        low_ = 0;
        range_ = ~uint32_t(0);
        return std::exchange(bytes_, {});
    }

    static constexpr uint32_t minRange = uint32_t(1) << 24;
    static uint32_t split(uint32_t range, Probability one) {
        return static_cast<uint32_t>((uint64_t(range) * one + (1u << 15)) >> 16);
    }

private:
    void add(uint32_t value) {
        low_ += value;
        if (low_ >= value) return;
        // Carry. It never runs past the first byte, because the whole code is a number below 1.
        for (size_t i = bytes_.size(); i-- > 0;) {
            bytes_[i] = static_cast<std::byte>(std::to_integer<unsigned>(bytes_[i]) + 1);
            if (bytes_[i] != std::byte{0}) break;
        }
    }
    std::vector<std::byte> bytes_;
    uint32_t low_ = 0, range_ = ~uint32_t(0);
};

class RangeDecoder {
public:
    explicit RangeDecoder(std::span<const std::byte> data) : at_(data.data()), end_(at_ + data.size()) {
        for (int i = 0; i < 4; ++i)
            code_ = (code_ << 8) | next();
    }
    bool decode(Probability one) {
        const uint32_t bound = RangeEncoder::split(range_, one);
        const bool bit = code_ < bound;
        range_ = bit ? bound : range_ - bound;
        code_ -= bit ? 0 : bound;
        while (range_ < RangeEncoder::minRange) {
            code_ = (code_ << 8) | next();
            range_ <<= 8;
        }
        return bit;
    }
    uint32_t decodeDirect(int count) {
        uint32_t value = 0;
        for (int i = 0; i < count; ++i)
            value = (value << 1) | uint32_t(decode(1u << 15));
        return value;
    }
    /// False once the decoder lives on invented bytes alone: the data is cut or damaged.
    bool ok() const { return padding_ <= 4; }
    /// Bytes of the data not taken yet.
    size_t left() const { return static_cast<size_t>(end_ - at_); }

private:
    uint32_t next() {
        if (at_ != end_) return std::to_integer<uint32_t>(*at_++);
        padding_ += padding_ <= 4 ? 1 : 0;
        return 0;
    }
    const std::byte *at_, *end_;
    uint32_t code_ = 0, range_ = ~uint32_t(0);
    int padding_ = 0;
};

} // namespace rarebit
