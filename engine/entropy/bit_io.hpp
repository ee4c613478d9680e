// SPDX-License-Identifier: GPL-3.0-or-later
// Bits into bytes and back, in either order. lsb: the first bit is bit 0 of the first byte (deflate's way);
// msb: it is bit 7 (JPEG's way). Readers deliver zeros past the end and say so through ok().
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace rarebit {

enum class BitOrder : uint8_t { lsb, msb };

template <BitOrder order>
class BitWriter {
public:
    /// The low `count` bits of value, 0 to 56; higher bits of value must be zero.
    void put(uint64_t value, int count) {
        if constexpr (order == BitOrder::lsb)
            held_ |= value << bits_;
        else
            held_ |= count == 0 ? 0 : value << (64 - bits_ - count);
        bits_ += count;
        while (bits_ >= 8) {
            if constexpr (order == BitOrder::lsb) {
                bytes_.push_back(static_cast<std::byte>(held_));
                held_ >>= 8;
            } else {
                bytes_.push_back(static_cast<std::byte>(held_ >> 56));
                held_ <<= 8;
            }
            bits_ -= 8;
        }
    }
    /// Elias gamma code of value >= 1: as many zeros as it has bits after the first, then its bits.
    void putGamma(uint64_t value) {
        const int width = static_cast<int>(std::bit_width(value)) - 1;
        for (int left = width; left > 0;) {
            const int step = left < 32 ? left : 32;
            put(0, step);
            left -= step;
        }
        put(1, 1);
        for (int left = width; left > 0;) { // high bits first, whatever the order within bytes
            const int step = left < 32 ? left : 32;
            left -= step;
            put((value >> left) & ((uint64_t(1) << step) - 1), step);
        }
    }
    uint64_t bitCount() const { return bytes_.size() * 8 + static_cast<uint64_t>(bits_); }
    /// Fills the last byte with zeros.
    std::vector<std::byte> take() {
        if (bits_ > 0) put(0, 8 - bits_);
        return std::exchange(bytes_, {});
    }

private:
    std::vector<std::byte> bytes_;
    uint64_t held_ = 0; // lsb: pending bits from bit 0 up; msb: from bit 63 down
    int bits_ = 0;      // pending, below 8 between calls
};

template <BitOrder order>
class BitReader {
public:
    explicit BitReader(std::span<const std::byte> data) : data_(data) {}
    /// The next `count` bits, 0 to 56, without taking them.
    uint64_t peek(int count) {
        if (bits_ < count) refill();
        if (count == 0) return 0;
        if constexpr (order == BitOrder::lsb)
            return held_ & ((uint64_t(1) << count) - 1);
        else
            return held_ >> (64 - count);
    }
    /// Takes `count` bits, at most as many as the last peek showed.
    void skip(int count) {
        if constexpr (order == BitOrder::lsb)
            held_ >>= count;
        else
            held_ <<= count;
        bits_ -= count;
    }
    uint64_t get(int count) {
        const uint64_t value = peek(count);
        skip(count);
        return value;
    }
    /// Inverse of putGamma; 0 (and not ok) where the data is no such code.
    uint64_t getGamma() {
        int width = 0;
        while (get(1) == 0) {
            if (++width > 63 || !ok()) {
                failed_ = true;
                return 0;
            }
        }
        uint64_t value = 1;
        for (int left = width; left > 0;) {
            const int step = left < 32 ? left : 32;
            left -= step;
            value = (value << step) | get(step);
        }
        return value;
    }
    /// False once more bits were taken than there are.
    bool ok() const { return !failed_ && position() <= data_.size() * 8; }
    /// Bits taken so far.
    uint64_t position() const { return (at_ + padding_) * 8 - static_cast<uint64_t>(bits_); }

private:
    void refill() {
        if (data_.size() - at_ >= 8) { // fast: as many whole bytes as fit
            uint64_t word = 0;
            std::memcpy(&word, data_.data() + at_, 8);
            const int bytes = (63 - bits_) >> 3;
            if constexpr (order == BitOrder::lsb)
                held_ |= (word & (~uint64_t(0) >> (64 - bytes * 8))) << bits_;
            else
                held_ |= ((__builtin_bswap64(word) >> (64 - bytes * 8)) << (64 - bytes * 8)) >> bits_;
            at_ += static_cast<size_t>(bytes);
            bits_ += bytes * 8;
            return;
        }
        while (bits_ <= 55) {
            uint64_t byte = 0;
            if (at_ < data_.size())
                byte = std::to_integer<uint64_t>(data_[at_++]);
            else
                ++padding_;
            held_ |= order == BitOrder::lsb ? byte << bits_ : byte << (56 - bits_);
            bits_ += 8;
        }
    }
    std::span<const std::byte> data_;
    size_t at_ = 0, padding_ = 0; // bytes taken from the data; zero bytes invented after its end
    uint64_t held_ = 0;
    int bits_ = 0;
    bool failed_ = false;
};

using BitWriterLsb = BitWriter<BitOrder::lsb>;
using BitWriterMsb = BitWriter<BitOrder::msb>;
using BitReaderLsb = BitReader<BitOrder::lsb>;
using BitReaderMsb = BitReader<BitOrder::msb>;

} // namespace rarebit
