// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(psnrByHand) {
    const Asset a = pictureAsset(1, 2, 3, {0, 0, 0, 10, 20, 30});
    CHECK_NEAR(
        valueOf("psnr_db", a, pictureAsset(1, 2, 3, {0, 0, 0, 10, 20, 36})),
        10 * std::log10(255.0 * 255 / 6),
        1e-12
    );
    CHECK_EQ(valueOf("psnr_db", a, a), infinity);
}

RB_TEST(psnrTakesThePeakFromTheType) {
    const auto wide = [](std::vector<uint16_t> samples, Json meta) {
        return assetOf(
            "video",
            {tensorOf("y", "video.plane", DType::u16, {1, 1, 2}, std::move(samples))},
            std::move(meta)
        );
    };
    const Json none = Json::object(), ten = Json::object({{"pix_fmt", "yuv420p10le"}});
    CHECK_NEAR(
        valueOf("psnr_db", wide({0, 2}, none), wide({0, 0}, none)),
        10 * std::log10(65535.0 * 65535 / 2),
        1e-12
    );
    CHECK_NEAR(
        valueOf("psnr_db", wide({0, 2}, ten), wide({0, 0}, ten)), 10 * std::log10(1023.0 * 1023 / 2), 1e-12
    );
    // Floating point: the range of the original.
    CHECK_NEAR(
        valueOf("psnr_db", vectorAsset({-1, 3, NAN}), vectorAsset({-1, 2, NAN})),
        10 * std::log10(16 / 0.5),
        1e-12
    );
}

RB_TEST(psnrPoolsThePlanesOfAVideo) {
    const auto clip = [](uint8_t error) {
        std::vector<uint8_t> y(2 * 4, 100), u(2, 50), v(2, 60);
        y[5] = static_cast<uint8_t>(100 + error);
        v[0] = static_cast<uint8_t>(60 + error);
        return assetOf(
            "video",
            {tensorOf("y", "video.plane", DType::u8, {2, 2, 2}, y),
             tensorOf("u", "video.plane", DType::u8, {2, 1, 1}, u),
             tensorOf("v", "video.plane", DType::u8, {2, 1, 1}, v)}
        );
    };
    JobOptions options;
    options.wantedDetails = {"per_frame"};
    JobContext job(options);
    const MetricValue value = metricOf("psnr_db", clip(0), clip(3), job);
    CHECK_NEAR(value.value, 10 * std::log10(255.0 * 255 / (18.0 / 12)), 1e-12);
    CHECK_EQ(value.count, 12);
    const auto frames = detailValues<double>(*findDetail(value, "psnr_db.per_frame"));
    CHECK_EQ(frames.size(), 2u);
    CHECK_NEAR(frames[0], 10 * std::log10(255.0 * 255 / (9.0 / 6)), 1e-12);
    CHECK_NEAR(frames[1], 10 * std::log10(255.0 * 255 / (9.0 / 6)), 1e-12);
    const auto parts = detailValues<double>(*findDetail(value, "psnr_db.per_part"));
    CHECK_EQ(parts[1], infinity);
    CHECK(findDetail(value, "psnr_db.map") == nullptr);
}

RB_TEST(psnrMapAndChannels) {
    const int64_t height = 1500, width = 40;
    std::vector<uint8_t> samples(static_cast<size_t>(height * width * 3), 9);
    const Asset a = pictureAsset(height, width, 3, samples);
    samples[static_cast<size_t>((1401 * width + 17) * 3 + 1)] = 209;
    const Asset b = pictureAsset(height, width, 3, samples);
    JobOptions options;
    options.wantedDetails = {"psnr_db.map", "per_channel"};
    JobContext job(options);
    const MetricValue value = metricOf("psnr_db", a, b, job);
    const auto channels = detailValues<double>(*findDetail(value, "psnr_db.per_channel"));
    CHECK_EQ(channels.size(), 3u);
    CHECK_EQ(channels[0], infinity);
    CHECK_NEAR(
        channels[1], 10 * std::log10(255.0 * 255 * static_cast<double>(height * width) / 40'000), 1e-12
    );
    const Detail* map = findDetail(value, "psnr_db.map");
    CHECK_EQ(std::get<TensorView>(map->values).shape, (std::vector<int64_t>{750, 40}));
    const auto cells = detailValues<float>(*map);
    CHECK_EQ(cells[700 * 40 + 17], 200.0F);
    CHECK_EQ(std::ranges::count(cells, 0.0F), 750 * 40 - 1);
}
