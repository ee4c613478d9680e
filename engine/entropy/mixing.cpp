// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/entropy/mixing.hpp"

namespace rarebit {
namespace {

// exp and ln by their series: additions, multiplications and divisions alone are the same on every machine;
// the C library's functions are not.
double exactExp(double x) {
    double term = 1, sum = 1;
    const double part = x / 64; // |part| < 0.2
    for (int i = 1; i < 16; ++i) {
        term = term * part / i;
        sum += term;
    }
    for (int i = 0; i < 6; ++i)
        sum *= sum;
    return sum;
}

double exactLn(double x) {
    constexpr double ln2 = 0.693147180559945309417;
    double scale = 0;
    while (x > 1.5) {
        x /= 2;
        scale += ln2;
    }
    while (x < 0.75) {
        x *= 2;
        scale -= ln2;
    }
    const double z = (x - 1) / (x + 1), square = z * z;
    double power = z, sum = 0;
    for (int i = 1; i < 40; i += 2) {
        sum += power / i;
        power *= square;
    }
    return scale + 2 * sum;
}

int rounded(double x) {
    return x < 0 ? -static_cast<int>(-x + 0.5) : static_cast<int>(x + 0.5);
}

std::array<int16_t, 4096> makeStretch() {
    std::array<int16_t, 4096> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        // The first and last cells stand for p down to 1/65536; the others for their middle.
        const double p = i == 0 ? 4 : i == 4095 ? 65532 : static_cast<double>(i) * 16 + 8;
        table[i] = static_cast<int16_t>(rounded(exactLn(p / (65536 - p)) * logitOne));
    }
    return table;
}

std::array<uint16_t, logitLimit / 2 + 1> makeSquash() {
    std::array<uint16_t, logitLimit / 2 + 1> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        const double x = (static_cast<double>(i) * 4 - logitLimit) / logitOne;
        table[i] = static_cast<uint16_t>(std::clamp(rounded(65536 / (1 + exactExp(-x))), 1, 65535));
    }
    return table;
}

} // namespace

namespace mixing {
const std::array<int16_t, 4096> stretchTable = makeStretch();
const std::array<uint16_t, logitLimit / 2 + 1> squashTable = makeSquash();
} // namespace mixing

CounterRates::CounterRates(int delta16, int limit)
    : limit_(static_cast<uint32_t>(std::clamp(limit, 1, 1023))) {
    for (uint32_t n = 0; n < steps_.size(); ++n) {
        const uint32_t divisor =
            16 * std::min(n, limit_) + static_cast<uint32_t>(std::clamp(delta16, 20, 255));
        steps_[n] = ((uint32_t(16) << 16) + divisor / 2) / divisor;
    }
}

Apm::Apm(size_t contexts, int rate) : points_(contexts * (buckets + 1)), rate_(rate) {
    for (size_t i = 0; i < points_.size(); ++i)
        points_[i] = static_cast<uint16_t>(squash(static_cast<int>(i % (buckets + 1)) * width - logitLimit));
}

} // namespace rarebit
