// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"

#include "engine/core/hash.hpp"

#include <cmath>
#include <numbers>

namespace rarebit {
namespace {

std::array<uint32_t, 4> philox(std::array<uint32_t, 4> c, std::array<uint32_t, 2> k) {
    for (int round = 0; round < 10; ++round) {
        const uint64_t a = uint64_t(0xD2511F53) * c[0], b = uint64_t(0xCD9E8D57) * c[2];
        c = {uint32_t(b >> 32) ^ c[1] ^ k[0], uint32_t(b), uint32_t(a >> 32) ^ c[3] ^ k[1], uint32_t(a)};
        k[0] += 0x9E3779B9;
        k[1] += 0xBB67AE85;
    }
    return c;
}

} // namespace

Rng::Rng(uint64_t seed, std::string_view purpose) {
    const uint64_t key = hash64(purpose, seed);
    key_ = {uint32_t(key), uint32_t(key >> 32)};
}

uint32_t Rng::next32() {
    if (used_ == 4) {
        block_ = philox(counter_, key_);
        used_ = 0;
        if (++counter_[0] == 0) ++counter_[1];
    }
    return block_[static_cast<size_t>(used_++)];
}

uint64_t Rng::below(uint64_t n) {
    const uint64_t limit = UINT64_MAX - UINT64_MAX % n; // reject the uneven rest
    uint64_t value = next64();
    while (value >= limit)
        value = next64();
    return value % n;
}

double Rng::normal() {
    // Box-Muller, one of the pair: no state beyond the counter. 1 - u keeps the logarithm's argument above 0.
    const double u = 1 - uniform(), v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

Rng Rng::fork(uint64_t stream) const {
    Rng out = *this;
    out.counter_ = {0, 0, uint32_t(stream), uint32_t(stream >> 32)};
    // A generator whose upper counter words are in use forks into another key, so streams of streams differ
    // too.
    if (counter_[2] != 0 || counter_[3] != 0) {
        const auto mixed = philox({counter_[2], counter_[3], 0, 1}, key_);
        out.key_ = {mixed[0], mixed[1]};
    }
    out.counter_[1] = 0x80000000; // apart from the parent's own numbers for stream 0
    out.used_ = 4;
    return out;
}

} // namespace rarebit
