// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"
#include "tests/support/naive_ssim.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(msSsimAgreesWithTheDefinition) {
    for (const auto& [rows, columns] : {std::pair{161, 161}, {176, 203}}) {
        const auto x = wavePicture(rows, columns, 2, 0), y = wavePicture(rows, columns, 2, 60);
        double mean = 0;
        for (int c = 0; c < 2; ++c)
            mean +=
                naiveMsSsim(naiveChannel(x, rows, columns, 2, c), naiveChannel(y, rows, columns, 2, c), 255) /
                2;
        CHECK_NEAR(
            valueOf("ms_ssim", pictureAsset(rows, columns, 2, x), pictureAsset(rows, columns, 2, y)),
            mean,
            1e-9
        );
        CHECK(mean < 0.999);
    }
}

RB_TEST(msSsimOfEqualAndOppositePictures) {
    auto samples = wavePicture(170, 180, 1, 10);
    const Asset a = pictureAsset(170, 180, 1, samples);
    CHECK_EQ(valueOf("ms_ssim", a, a), 1.0);
    for (auto& sample : samples)
        sample = static_cast<uint8_t>(255 - sample);
    CHECK_EQ(
        valueOf("ms_ssim", a, pictureAsset(170, 180, 1, samples)), 0.0
    ); // structure below zero counts as none
}

RB_TEST(msSsimNeedsSidesAbove160) {
    const MetricDef* metric = REQUIRE(findMetric("ms_ssim"));
    const auto picture = [](int64_t rows, int64_t columns) {
        return pictureAsset(rows, columns, 1, std::vector<uint8_t>(static_cast<size_t>(rows * columns)))
            .parts[0];
    };
    CHECK_ERROR(metric->accepts(picture(160, 400)), ErrorKind::unsupported);
    CHECK_ERROR(metric->accepts(picture(400, 160)), ErrorKind::unsupported);
    CHECK(metric->accepts(picture(161, 161)));
}
