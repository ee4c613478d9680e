// SPDX-License-Identifier: GPL-3.0-or-later
// Building bricks of context mixing (Mahoney's PAQ and lpaq): adaptive counters, logistic mixing, adaptive
// probability maps. Integers throughout, so that every machine codes the same bits.
#pragma once

#include "engine/entropy/range_coder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rarebit {

/// Logits are in 1/1024 nat and lie within +-12 nats.
constexpr int logitOne = 1024, logitLimit = 12 * logitOne;

namespace mixing {
extern const std::array<int16_t, 4096> stretchTable;
extern const std::array<uint16_t, logitLimit / 2 + 1> squashTable; // in steps of 4
} // namespace mixing

/// ln(p / (1 - p)), from the upper 12 bits of p.
inline int stretch(Probability p) {
    return mixing::stretchTable[p >> 4];
}
/// 1 / (1 + exp(-x)); x beyond the limits is clamped, the result is within 1 to 65535.
inline Probability squash(int64_t logit) {
    const auto x = static_cast<uint32_t>(std::clamp<int64_t>(logit, -logitLimit, logitLimit) + logitLimit);
    return mixing::squashTable[(x + 2) >> 2];
}

/// Steps of an adaptive counter: 1/(n + delta) after n bits, no smaller than at n = limit.
/// delta = 2 gives (ones + 1/2)/(n + 1), Krichevsky and Trofimov's estimate.
class CounterRates {
public:
    /// delta in 1/16 (20 to 255), limit 1 to 1023.
    CounterRates(int delta16, int limit);
    uint32_t step(uint32_t n) const { return steps_[n]; } // in 1/65536
    uint32_t limit() const { return limit_; }

private:
    std::array<uint32_t, 1024> steps_{};
    uint32_t limit_;
};

/// Probability of a 1 (22 bits) and how many bits were seen (10 bits).
struct Counter {
    uint32_t state = uint32_t(1) << 31;

    Probability p() const { return std::clamp<uint32_t>(state >> 16, minProbability, maxProbability); }
    uint32_t seen() const { return state & 1023; }
    void update(bool bit, const CounterRates& rates) {
        const uint32_t n = seen();
        const int64_t p22 = state >> 10, target = bit ? (1 << 22) - 1 : 0;
        const int64_t next = p22 + (((target - p22) * rates.step(n)) >> 16);
        state = (static_cast<uint32_t>(next) << 10) | (n < rates.limit() ? n + 1 : n);
    }
};

/// Weighs logits: p = squash(sum w_i x_i), weights learned by gradient descent on the coding cost.
template <int inputs>
class Mixer {
public:
    /// rate: step of the descent in 1/65536; firstWeight in 1/65536, of every input and set.
    Mixer(size_t sets, int rate, int32_t firstWeight) : weights_(sets, filled(firstWeight)), rate_(rate) {}
    void input(int i, int logit) { x_[static_cast<size_t>(i)] = logit; }
    /// The logit of the mix with the weights of `set`.
    int mix(size_t set) {
        set_ = set;
        int64_t sum = 1 << 15;
        for (size_t i = 0; i < inputs; ++i)
            sum += int64_t(weights_[set][i]) * x_[i];
        logit_ = static_cast<int>(std::clamp<int64_t>(sum >> 16, -logitLimit, logitLimit));
        return logit_;
    }
    void update(bool bit) {
        const int64_t error = ((bit ? 65536 : 0) - int64_t(squash(logit_))) * rate_;
        auto& w = weights_[set_];
        for (size_t i = 0; i < inputs; ++i) {
            const int64_t next = w[i] + ((error * x_[i] + (int64_t(1) << 25)) >> 26);
            w[i] = static_cast<int32_t>(std::clamp<int64_t>(next, -weightLimit, weightLimit));
        }
    }

private:
    static constexpr int64_t weightLimit = int64_t(16) << 16;
    using Set = std::array<int32_t, inputs>;
    static Set filled(int32_t weight) {
        Set set{};
        set.fill(weight);
        return set;
    }
    std::vector<Set> weights_;
    std::array<int, inputs> x_{};
    size_t set_ = 0;
    int logit_ = 0, rate_;
};

/// Adaptive probability map: refines a prediction in a context, by interpolation between 33 learned points.
class Apm {
public:
    /// rate: points move by 1/2^rate of the error.
    Apm(size_t contexts, int rate);
    Probability refine(size_t context, int logit) {
        const int position = logit + logitLimit, bucket = std::min(position / width, buckets - 1);
        const int weight = position - bucket * width;
        at_ = context * (buckets + 1) + static_cast<size_t>(bucket);
        nearer_ = at_ + (weight >= width / 2 ? 1 : 0);
        const int p = (points_[at_] * (width - weight) + points_[at_ + 1] * weight) / width;
        return static_cast<Probability>(std::clamp(p, int(minProbability), int(maxProbability)));
    }
    void update(bool bit) {
        const int target = bit ? 65535 : 0;
        auto& point = points_[nearer_];
        point = static_cast<uint16_t>(
            point + (target - point + (1 << (rate_ - 1)) * (bit ? 1 : 0)) / (1 << rate_)
        );
    }

private:
    static constexpr int buckets = 32, width = 2 * logitLimit / buckets;
    std::vector<uint16_t> points_;
    size_t at_ = 0, nearer_ = 0;
    int rate_;
};

} // namespace rarebit
