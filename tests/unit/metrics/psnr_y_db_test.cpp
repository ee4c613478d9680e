// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(lumaOfAPicture) {
    const Asset a = pictureAsset(1, 2, 3, {10, 20, 30, 40, 50, 60}),
                b = pictureAsset(1, 2, 3, {20, 20, 30, 40, 50, 70});
    const double mse = (2.99 * 2.99 + 1.14 * 1.14) / 2;
    CHECK_NEAR(valueOf("psnr_y_db", a, b), 10 * std::log10(255 * 255 / mse), 1e-9);
    // Alpha does not count.
    CHECK_EQ(
        valueOf("psnr_y_db", pictureAsset(1, 1, 4, {1, 2, 3, 4}), pictureAsset(1, 1, 4, {1, 2, 3, 9})),
        infinity
    );
    CHECK_EQ(valueOf("psnr_y_db", pictureAsset(1, 1, 2, {1, 2}), pictureAsset(1, 1, 2, {1, 9})), infinity);
}

RB_TEST(lumaOfAVideo) {
    const auto plane = [](std::string name, std::vector<uint8_t> samples) {
        const auto count = static_cast<int64_t>(samples.size());
        return tensorOf(std::move(name), "video.plane", DType::u8, {count, 1, 1}, std::move(samples));
    };
    const Asset yuv = assetOf("video", {plane("y", {9, 9}), plane("u", {1, 1}), plane("v", {1, 1})});
    const Asset other = assetOf("video", {plane("y", {9, 7}), plane("u", {1, 99}), plane("v", {1, 1})});
    CHECK_NEAR(valueOf("psnr_y_db", yuv, other), 10 * std::log10(255.0 * 255 / 2), 1e-12);
    const Asset rgb = assetOf("video", {plane("g", {9, 9}), plane("b", {1, 1}), plane("r", {1, 1})});
    const Asset changed = assetOf("video", {plane("g", {9, 9}), plane("b", {1, 1}), plane("r", {1, 11})});
    CHECK_NEAR(valueOf("psnr_y_db", rgb, changed), 10 * std::log10(255 * 255 / (2.99 * 2.99 / 2)), 1e-9);
    JobContext job;
    const Asset chroma = assetOf("video", {plane("u", {1, 1})});
    CHECK_ERROR(tryMetric("psnr_y_db", chroma, chroma, job), ErrorKind::unsupported);
}
