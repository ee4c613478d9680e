// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"
#include "tests/support/naive_ssim.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(ssimAgreesWithTheDefinition) {
    for (const auto& [rows, columns] : {std::pair{11, 11}, {12, 300}, {75, 43}, {43, 531}}) {
        const auto x = wavePicture(rows, columns, 3, 0), y = wavePicture(rows, columns, 3, 40);
        double mean = 0;
        for (int c = 0; c < 3; ++c)
            mean += naiveSsim(naiveChannel(x, rows, columns, 3, c), naiveChannel(y, rows, columns, 3, c), 255)
                        .ssim /
                    3;
        const Asset a = pictureAsset(rows, columns, 3, x), b = pictureAsset(rows, columns, 3, y);
        CHECK_NEAR(valueOf("ssim", a, b), mean, 1e-9);
        CHECK(mean < 0.99);
        checkThreads("ssim", a, b);
    }
}

RB_TEST(ssimOfEqualAndOfFlatPictures) {
    const Asset a = pictureAsset(20, 30, 3, wavePicture(20, 30, 3, 20));
    CHECK_EQ(valueOf("ssim", a, a), 1.0);
    const auto flat = [](uint8_t level) { return pictureAsset(16, 16, 1, std::vector<uint8_t>(256, level)); };
    CHECK_EQ(valueOf("ssim", flat(0), flat(0)), 1.0);
    const double c1 = 2.55 * 2.55;
    CHECK_NEAR(
        valueOf("ssim", flat(100), flat(110)), (2 * 100 * 110 + c1) / (100 * 100 + 110 * 110 + c1), 1e-9
    );
}

RB_TEST(ssimScalesWithTheRange) {
    const auto x = wavePicture(30, 40, 1, 0), y = wavePicture(30, 40, 1, 30);
    std::vector<uint16_t> wideX, wideY;
    std::vector<float> floatX, floatY;
    for (size_t i = 0; i < x.size(); ++i) {
        wideX.push_back(static_cast<uint16_t>(x[i] * 257));
        wideY.push_back(static_cast<uint16_t>(y[i] * 257));
        floatX.push_back(static_cast<float>(x[i]) / 255);
        floatY.push_back(static_cast<float>(y[i]) / 255);
    }
    const auto wide = [](std::vector<uint16_t> s) {
        return assetOf("image", {tensorOf("image", "image", DType::u16, {30, 40, 1}, std::move(s))});
    };
    const auto real = [](std::vector<float> s) {
        return assetOf("image", {tensorOf("image", "image", DType::f32, {30, 40, 1}, std::move(s))});
    };
    CHECK_NEAR(
        valueOf("ssim", wide(wideX), wide(wideY)),
        valueOf("ssim", pictureAsset(30, 40, 1, x), pictureAsset(30, 40, 1, y)),
        1e-9
    );
    const auto [low, high] = std::ranges::minmax(floatX);
    CHECK_NEAR(
        valueOf("ssim", real(floatX), real(floatY)),
        naiveSsim(naiveChannel(floatX, 30, 40, 1, 0), naiveChannel(floatY, 30, 40, 1, 0), high - low).ssim,
        1e-6
    );
    CHECK_EQ(valueOf("ssim", real(std::vector<float>(1200, 3)), real(std::vector<float>(1200, 3))), 1.0);
}

RB_TEST(ssimOfAVideoIsThatOfLuma) {
    const auto clip = [](int strength, uint8_t chroma) {
        std::vector<uint8_t> y = wavePicture(24, 32, 1, 0);
        const auto second = wavePicture(24, 32, 1, strength);
        y.insert(y.end(), second.begin(), second.end());
        return assetOf(
            "video",
            {tensorOf("y", "video.plane", DType::u8, {2, 24, 32}, y),
             tensorOf("u", "video.plane", DType::u8, {2, 12, 16}, std::vector<uint8_t>(384, chroma))}
        );
    };
    JobOptions options;
    options.wantedDetails = {"per_frame"};
    JobContext job(options);
    const MetricValue value = metricOf("ssim", clip(0, 3), clip(50, 90), job);
    const auto frames = detailValues<double>(*findDetail(value, "ssim.per_frame"));
    CHECK_EQ(frames.size(), 2u);
    CHECK_EQ(frames[0], 1.0);
    CHECK(frames[1] < 0.95);
    CHECK_NEAR(value.value, (frames[0] + frames[1]) / 2, 1e-15);
}

RB_TEST(ssimMapAndRefusals) {
    auto samples = wavePicture(40, 50, 3, 0);
    const Asset a = pictureAsset(40, 50, 3, samples);
    samples[(20 * 50 + 25) * 3] ^= 0x80;
    JobOptions options;
    options.wantedDetails = {"ssim.map", "per_channel"};
    JobContext job(options);
    const MetricValue value = metricOf("ssim", a, pictureAsset(40, 50, 3, samples), job);
    const Detail* map = findDetail(value, "ssim.map");
    CHECK_EQ(std::get<TensorView>(map->values).shape, (std::vector<int64_t>{30, 40}));
    const auto cells = detailValues<float>(*map);
    CHECK_EQ(std::ranges::min_element(cells) - cells.begin() - (20 - 5) * 40 - (25 - 5) > -42, true);
    CHECK(*std::ranges::min_element(cells) < 0.7F);
    CHECK_EQ(cells[0], 1.0F);
    const auto channels = detailValues<double>(*findDetail(value, "ssim.per_channel"));
    CHECK(channels[0] < 1.0);
    CHECK_EQ(channels[1], 1.0);

    const MetricDef* metric = REQUIRE(findMetric("ssim"));
    CHECK_ERROR(
        metric->accepts(pictureAsset(10, 50, 1, std::vector<uint8_t>(500)).parts[0]), ErrorKind::unsupported
    );
    CHECK_ERROR(metric->accepts(vectorAsset({1, 2}).parts[0]), ErrorKind::unsupported);
}
