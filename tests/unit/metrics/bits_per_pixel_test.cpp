// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(bitsPerPixelCountTheWholeStream) {
    JobContext job;
    const Sizes sizes{.original = 999, .header = 10, .payload = 25, .side = 5, .model = 1000};
    const Asset picture = pictureAsset(4, 5, 3, std::vector<uint8_t>(60));
    CHECK_EQ(REQUIRE(tryMetric("bits_per_pixel", picture, picture, job, &sizes)).value, 8.0 * 40 / 20);
    const Asset clip = assetOf(
        "video",
        {tensorOf("y", "video.plane", DType::u8, {3, 2, 4}, std::vector<uint8_t>(24)),
         tensorOf("u", "video.plane", DType::u8, {3, 1, 2}, std::vector<uint8_t>(6))}
    );
    CHECK_EQ(REQUIRE(tryMetric("bits_per_pixel", clip, clip, job, &sizes)).value, 8.0 * 40 / 24);
    CHECK_ERROR(tryMetric("bits_per_pixel", picture, picture, job), ErrorKind::unsupported);
    const Asset empty = pictureAsset(0, 5, 3, {});
    CHECK_ERROR(tryMetric("bits_per_pixel", empty, empty, job, &sizes), ErrorKind::unsupported);
}
