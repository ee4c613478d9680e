// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/entropy/mixing.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(stretchAndSquashFollowTheirFormulas) {
    for (const Probability p : {8u, 100u, 4096u, 30000u, 32776u, 52424u, 65000u, 65500u}) {
        const double exact = std::log((p & ~15u) + 8.0) - std::log(65536.0 - ((p & ~15u) + 8.0));
        if (p >= 16) CHECK_NEAR(stretch(p) / 1024.0, exact, 0.0006);
    }
    for (int logit = -logitLimit; logit <= logitLimit; logit += 321) {
        const double exact = 65536 / (1 + std::exp(-logit / 1024.0));
        CHECK_NEAR(
            squash(logit), std::clamp(exact, 1.0, 65535.0), 0.6 + exact * (1 - exact / 65536) * 0.0021
        );
    }
    CHECK_EQ(squash(-1000000), squash(-logitLimit));
    CHECK_EQ(squash(1000000), squash(logitLimit));
    CHECK_EQ(squash(0), 32768u);
    for (Probability p = 0; p < 65536; p += 16)
        if (p > 0) CHECK(stretch(p) >= stretch(p - 16));
}

// Known values of the tables: streams written on one machine are read on another.
RB_TEST(tablesAreTheSameEverywhere) {
    uint64_t sum = 1469598103934665603u;
    for (Probability p = 0; p < 65536; p += 16)
        sum = (sum ^ static_cast<uint16_t>(stretch(p))) * 1099511628211u;
    for (int x = -logitLimit; x <= logitLimit; x += 4)
        sum = (sum ^ squash(x)) * 1099511628211u;
    CHECK_EQ(sum, 3411506644419907627u);
}

// (ones + 1/2)/(n + 1): four zeros cost -log2(1/2 * 3/4 * 5/6 * 7/8) = 1.871 bits.
RB_TEST(counterIsKrichevskyTrofimov) {
    const CounterRates rates(32, 1023);
    Counter counter;
    double bits = 0;
    for (const double expected : {0.5, 0.25, 1.0 / 6, 0.125}) {
        CHECK_NEAR(counter.p() / 65536.0, expected, 0.0001);
        bits -= std::log2(1 - counter.p() / 65536.0);
        counter.update(false, rates);
    }
    CHECK_NEAR(bits, 1.871, 0.001);
    CHECK_EQ(counter.seen(), 4u);
    CHECK_NEAR(counter.p() / 65536.0, 0.1, 0.0001);
}

RB_TEST(counterStaysInBounds) {
    const CounterRates fast(20, 4);
    Counter up, down;
    for (int i = 0; i < 100000; ++i) {
        up.update(true, fast);
        down.update(false, fast);
    }
    CHECK(up.p() > 65000 && up.p() <= maxProbability);
    CHECK(down.p() < 500 && down.p() >= minProbability);
    CHECK_EQ(up.seen(), 4u);
}

// Two inputs of p = 0.8 with weights 1/2 and 1/2 give 0.8.
RB_TEST(mixOfEqualsIsTheSame) {
    Mixer<2> mixer(1, 100, 1 << 15);
    const auto p = static_cast<Probability>(0.8 * 65536);
    mixer.input(0, stretch(p));
    mixer.input(1, stretch(p));
    CHECK_NEAR(squash(mixer.mix(0)) / 65536.0, 0.8, 0.0005);
}

// One input knows the bit, one is noise: the weights find out, apart in each set.
RB_TEST(mixerLearnsWhomToTrust) {
    Rng rng(5, "mixer");
    Mixer<2> mixer(2, 1500, 1 << 14);
    double early = 0, late = 0;
    for (int i = 0; i < 6000; ++i) {
        const bool bit = rng.below(2) == 1;
        const size_t set = i % 2;
        const int truth = bit ? 2000 : -2000, noise = rng.below(2) ? 2000 : -2000;
        mixer.input(0, set == 0 ? truth : noise);
        mixer.input(1, set == 0 ? noise : truth);
        const Probability p = squash(mixer.mix(set));
        const double cost = -std::log2((bit ? p : 65536.0 - p) / 65536.0);
        (i < 1000 ? early : late) += i < 1000 ? cost / 1000 : cost / 5000;
        mixer.update(bit);
    }
    CHECK(early < 0.9);
    CHECK(late < 0.08);
}

RB_TEST(apmLearnsItsContexts) {
    Rng rng(6, "apm");
    Apm apm(2, 6);
    CHECK_NEAR(apm.refine(0, 0), 32768, 40);
    CHECK_NEAR(apm.refine(1, 3000), squash(3000), 700); // between points of the curve: a chord
    for (int i = 0; i < 4000; ++i) { // says 1/2, but it is 0.9 in context 0 and 0.1 in context 1
        const size_t context = i % 2;
        apm.refine(context, 0);
        apm.update((rng.below(10) < 9) == (context == 0));
    }
    CHECK_NEAR(apm.refine(0, 0) / 65536.0, 0.9, 0.08);
    CHECK_NEAR(apm.refine(1, 0) / 65536.0, 0.1, 0.08);
    for (int i = 0; i < 5000; ++i) {
        apm.refine(0, logitLimit);
        apm.update(false);
        apm.refine(1, -logitLimit);
        apm.update(true);
    }
    CHECK(apm.refine(0, logitLimit) < 2000);
    CHECK(apm.refine(1, -logitLimit) > 63500);
}
