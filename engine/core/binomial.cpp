// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/binomial.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rarebit {

double chanceOfAtLeast(int64_t hits, int64_t trials) {
    if (hits <= 0) return 1;
    const auto n = static_cast<double>(trials);
    double sum = 0;
    for (int64_t k = hits; k <= trials; ++k) {
        const auto at = static_cast<double>(k);
        sum += std::exp(
            std::lgamma(n + 1) - std::lgamma(at + 1) - std::lgamma(n - at + 1) - n * std::numbers::ln2
        );
    }
    return std::min(1.0, sum);
}

double chanceOfAsFar(int64_t hits, int64_t trials) {
    return std::min(1.0, 2 * chanceOfAtLeast(std::max(hits, trials - hits), trials));
}

ShareInterval wilson(int64_t hits, int64_t trials, double z) {
    if (trials < 1) return {};
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(hits) / n, z2 = z * z / n;
    const double middle = (share + z2 / 2) / (1 + z2);
    const double half = z * std::sqrt(share * (1 - share) / n + z2 / n / 4) / (1 + z2);
    // At the ends the formula gives 0 and 1, rounding does not.
    return {share, hits == 0 ? 0.0 : middle - half, hits == trials ? 1.0 : middle + half};
}

} // namespace rarebit
