// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(signalToNoiseByHand) {
    const auto sound = [](std::vector<int16_t> samples) {
        const auto count = static_cast<int64_t>(samples.size());
        return assetOf("audio", {tensorOf("audio", "audio", DType::i16, {count, 1}, std::move(samples))});
    };
    CHECK_NEAR(valueOf("snr_db", sound({100, -100, 100, -100}), sound({110, -90, 90, -110})), 20, 1e-12);
    CHECK_EQ(valueOf("snr_db", sound({5, 6}), sound({5, 6})), infinity);
    CHECK_EQ(valueOf("snr_db", sound({0, 0}), sound({1, 0})), -infinity);
    CHECK_EQ(valueOf("snr_db", vectorAsset({NAN}), vectorAsset({1})), -infinity);
}
