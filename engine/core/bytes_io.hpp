// SPDX-License-Identifier: GPL-3.0-or-later
// Little-endian reading and writing of byte strings. A reader that runs past the end returns zeros and says
// so through ok(); callers check counts against left() before they allocate.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

class ByteWriter {
public:
    void u8(uint8_t value) { bytes_.push_back(std::byte{value}); }
    void u16(uint16_t value) { raw(value); }
    void u32(uint32_t value) { raw(value); }
    void u64(uint64_t value) { raw(value); }
    void f32(float value) { raw(value); }
    void f64(double value) { raw(value); }
    void varint(uint64_t value) { // LEB128
        while (value >= 0x80) {
            u8(static_cast<uint8_t>(value | 0x80));
            value >>= 7;
        }
        u8(static_cast<uint8_t>(value));
    }
    void bytes(std::span<const std::byte> data) { bytes_.insert(bytes_.end(), data.begin(), data.end()); }
    void text(std::string_view value) { // length, then bytes
        varint(value.size());
        bytes(std::as_bytes(std::span(value.data(), value.size())));
    }
    size_t size() const { return bytes_.size(); }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    template <class T>
    void raw(T value) {
        static_assert(std::endian::native == std::endian::little);
        bytes(std::as_bytes(std::span(&value, 1)));
    }
    std::vector<std::byte> bytes_;
};

class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> data) : data_(data) {}
    bool ok() const { return ok_; }
    size_t position() const { return at_; }
    size_t left() const { return data_.size() - at_; }
    uint8_t u8() { return raw<uint8_t>(); }
    uint16_t u16() { return raw<uint16_t>(); }
    uint32_t u32() { return raw<uint32_t>(); }
    uint64_t u64() { return raw<uint64_t>(); }
    float f32() { return raw<float>(); }
    double f64() { return raw<double>(); }
    uint64_t varint() {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const uint8_t b = u8();
            value |= uint64_t(b & 0x7F) << shift;
            if (!(b & 0x80)) return value;
        }
        ok_ = false;
        return 0;
    }
    /// A view into the data; empty and not ok() where it is shorter.
    std::span<const std::byte> bytes(uint64_t count) {
        if (count > left()) {
            ok_ = false;
            at_ = data_.size();
            return {};
        }
        const auto out = data_.subspan(at_, count);
        at_ += count;
        return out;
    }
    std::string_view text() {
        const auto view = bytes(varint());
        return {reinterpret_cast<const char*>(view.data()), view.size()};
    }
    void skip(uint64_t count) { bytes(count); }

private:
    template <class T>
    T raw() {
        T value{};
        const auto view = bytes(sizeof(T));
        if (view.size() == sizeof(T)) std::memcpy(&value, view.data(), sizeof(T));
        return value;
    }
    std::span<const std::byte> data_;
    size_t at_ = 0;
    bool ok_ = true;
};

} // namespace rarebit
