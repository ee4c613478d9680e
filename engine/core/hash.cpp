// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/hash.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <xxhash.h>

#include <array>

namespace rarebit {

struct Hasher::State {
    XXH3_state_t* xxh = XXH3_createState();
};

namespace {
std::string hex128(XXH128_hash_t hash) {
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}
} // namespace

uint64_t hash64(std::string_view text, uint64_t seed) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}
uint32_t checksum32(std::span<const std::byte> bytes) {
    return static_cast<uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}
std::string hashHex(std::span<const std::byte> bytes) {
    return hex128(XXH3_128bits(bytes.data(), bytes.size()));
}
std::string hashHex(std::string_view text) {
    return hashHex(std::as_bytes(std::span(text.data(), text.size())));
}

std::string sha256Hex(std::span<const std::byte> bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    std::string out;
    for (const unsigned char b : digest)
        out += fmt::format("{:02x}", b);
    return out;
}

Hasher::Hasher() : state_(std::make_unique<State>()) {
    XXH3_128bits_reset(state_->xxh);
}
Hasher::~Hasher() {
    XXH3_freeState(state_->xxh);
}
void Hasher::add(std::span<const std::byte> bytes) {
    XXH3_128bits_update(state_->xxh, bytes.data(), bytes.size());
}
std::string Hasher::hex() const {
    return hex128(XXH3_128bits_digest(state_->xxh));
}

} // namespace rarebit
