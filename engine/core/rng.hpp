// SPDX-License-Identifier: GPL-3.0-or-later
// Counter-based random numbers (Philox 4x32-10, Salmon et al. 2011): the n-th number depends on the key and n
// alone, so results do not depend on threads or on the order of calls elsewhere.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rarebit {

class Rng {
public:
    /// Keyed by run seed and purpose ("codebook init", a part's name).
    Rng(uint64_t seed, std::string_view purpose);

    uint32_t next32();
    uint64_t next64() { return (uint64_t(next32()) << 32) | next32(); }
    /// In [0, n), without bias; n > 0.
    uint64_t below(uint64_t n);
    double uniform() { return static_cast<double>(next64() >> 11) * 0x1.0p-53; } // [0, 1)
    double normal();                                                             // mean 0, variance 1
    /// An independent generator; the same `stream` always gives the same numbers.
    Rng fork(uint64_t stream) const;

private:
    std::array<uint32_t, 2> key_{};
    std::array<uint32_t, 4> counter_{}, block_{};
    int used_ = 4;
};

} // namespace rarebit
