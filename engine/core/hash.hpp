// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rarebit {

/// XXH3 with a seed.
uint64_t hash64(std::string_view text, uint64_t seed = 0);
/// CRC-32C-like short check of a stream's parts: the low 32 bits of XXH3.
uint32_t checksum32(std::span<const std::byte> bytes);
/// XXH3-128 as 32 hex digits: identity of assets.
std::string hashHex(std::span<const std::byte> bytes);
std::string hashHex(std::string_view text);
/// SHA-256 as 64 hex digits: names of objects of a project.
std::string sha256Hex(std::span<const std::byte> bytes);

/// XXH3-128 over data that comes in pieces.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    void add(std::span<const std::byte> bytes);
    std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rarebit
