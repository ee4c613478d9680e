// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/stats.hpp"
#include "engine/ops/convert.hpp"
#include "tests/support/make_assets.hpp"
#include "tests/support/metric_checks.hpp"

#include <algorithm>
#include <limits>
#include <map>

using namespace rarebit;
using namespace rarebit::test;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Part partOf(DType dtype, std::vector<int64_t> shape, Bytes bytes) {
    return make::tensorPart("w", "weight", dtype, std::move(shape), std::move(bytes));
}
Part floatsOf(std::vector<float> values) {
    const auto n = static_cast<int64_t>(values.size());
    return partOf(DType::f32, {n}, ownBytes(std::move(values)));
}
Json statisticsOf(const Part& part, int threads = 2) {
    JobOptions options;
    options.threads = threads;
    JobContext job(options);
    return REQUIRE(partStatistics(part, job));
}

// From the definitions, on sorted doubles; `symbol` is what entropy tells apart.
template <class Symbol>
void checkAgainstNaive(const Part& part, const std::vector<double>& values, Symbol symbol) {
    const Json found = statisticsOf(part);
    std::vector<double> finite;
    int64_t nan = 0, infinite = 0;
    std::map<int64_t, double> counts;
    for (size_t i = 0; i < values.size(); ++i) {
        ++counts[symbol(i)];
        if (std::isfinite(values[i]))
            finite.push_back(values[i]);
        else
            ++(std::isnan(values[i]) ? nan : infinite);
    }
    double entropy = 0;
    const auto all = static_cast<double>(values.size()), n = static_cast<double>(finite.size());
    for (const auto& [key, count] : counts)
        entropy -= count / all * std::log2(count / all);
    CHECK_NEAR(found.at("entropy_bits").asDouble(-1), entropy, 1e-9);
    CHECK_EQ(found.at("count").asInt(-1), static_cast<int64_t>(finite.size()));
    CHECK_EQ(found.at("nan").asInt(-1), nan);
    CHECK_EQ(found.at("inf").asInt(-1), infinite);
    CHECK_EQ(found.at("zeros").asInt(-1), std::ranges::count(finite, 0.0));
    std::ranges::sort(finite);
    double mean = 0, m2 = 0, m4 = 0;
    for (const double v : finite)
        mean += v / n;
    for (const double v : finite) {
        m2 += (v - mean) * (v - mean) / n;
        m4 += std::pow(v - mean, 4) / n;
    }
    const double size = std::max(std::abs(finite.front()), std::abs(finite.back()));
    CHECK_NEAR(found.at("mean").asDouble(NAN), mean, 1e-11 * size);
    CHECK_NEAR(found.at("std").asDouble(NAN), std::sqrt(m2), 1e-10 * size);
    CHECK_NEAR(found.at("kurtosis").asDouble(NAN), m4 / (m2 * m2), 1e-8 * m4 / (m2 * m2));
    CHECK_EQ(found.at("min").asDouble(NAN), finite.front());
    CHECK_EQ(found.at("max").asDouble(NAN), finite.back());
    CHECK_EQ(found.at("absmax").asDouble(NAN), size);
    for (const double percent : {0.1, 1.0, 50.0, 99.0, 99.9}) {
        const double at = percent / 100 * (n - 1);
        const auto lower = static_cast<size_t>(at), upper = std::min(lower + 1, finite.size() - 1);
        const double expected = std::lerp(finite[lower], finite[upper], at - static_cast<double>(lower));
        CHECK_EQ(found.at("percentiles").at(fmt::format("{}", percent)).asDouble(NAN), expected);
    }
    CHECK(statisticsOf(part, 1) == found);
    CHECK(statisticsOf(part, 5) == found);
}

int64_t roundedBits(double value) {
    return std::isnan(value) ? -1 : floatToBf16(static_cast<float>(value));
}
template <class T>
void checkWide(DType dtype, const std::vector<T>& elements) {
    const std::vector<double> values(elements.begin(), elements.end());
    const auto n = static_cast<int64_t>(values.size());
    checkAgainstNaive(partOf(dtype, {n}, ownBytes(elements)), values, [&](size_t i) {
        return roundedBits(values[i]);
    });
}
template <class T>
void checkNarrow(DType dtype, const std::vector<T>& codes, const std::vector<double>& values) {
    const auto n = static_cast<int64_t>(codes.size());
    checkAgainstNaive(partOf(dtype, {n}, ownBytes(codes)), values, [&](size_t i) {
        return static_cast<int64_t>(codes[i]);
    });
}

} // namespace

RB_TEST(statisticsByHand) {
    const Json found = statisticsOf(floatsOf({1, -2, 3, NAN, INFINITY, -INFINITY, 0, -0.f, 8}));
    CHECK_EQ(found.at("count").asInt(), 6);
    CHECK_EQ(found.at("nan").asInt(), 1);
    CHECK_EQ(found.at("inf").asInt(), 2);
    CHECK_EQ(found.at("zeros").asInt(), 2);
    CHECK_NEAR(found.at("mean").asDouble(), 10.0 / 6, 1e-15);
    CHECK_NEAR(found.at("std").asDouble(), std::sqrt(78.0 / 6 - 100.0 / 36), 1e-14);
    CHECK_EQ(found.at("min").asDouble(), -2.0);
    CHECK_EQ(found.at("absmax").asDouble(), 8.0);
    CHECK_EQ(found.at("percentiles").at("50").asDouble(), 0.5);
    CHECK_NEAR(found.at("percentiles").at("99").asDouble(), 3 + 0.95 * 5, 1e-12);
    CHECK_NEAR(found.at("entropy_bits").asDouble(), std::log2(9), 1e-12); // nine different symbols
}

RB_TEST(statisticsOfFloats) {
    Rng rng(5, "statistics");
    for (const size_t n : {2, 3, 5, 101, 4'095, 4'097, 262'145, 700'001}) {
        std::vector<float> values;
        for (size_t i = 0; i < n; ++i)
            values.push_back(static_cast<float>(0.02 * rng.normal() / (i % 97 == 0 ? 0.01 : 1)));
        if (n > 100) {
            values[7] = NAN;
            values[50] = INFINITY;
            values[51] = -INFINITY;
            values[52] = std::numeric_limits<float>::denorm_min();
            values[53] = 0;
            values[54] = -0.f;
        }
        checkWide(DType::f32, values);
    }
    // A far mean, and values beyond the largest bf16.
    std::vector<float> far, huge;
    for (int i = 0; i < 10'000; ++i)
        far.push_back(1e6f + static_cast<float>(rng.normal()));
    checkWide(DType::f32, far);
    for (int i = 0; i < 2'000; ++i)
        huge.push_back(i % 3 == 0 ? -3.4e38f : i % 3 == 1 ? 3.402e38f : static_cast<float>(i));
    huge[5] = INFINITY;
    huge[6] = -INFINITY;
    checkWide(DType::f32, huge);
}

RB_TEST(statisticsOfDoublesAndIntegers) {
    Rng rng(6, "statistics");
    std::vector<double> wide, close;
    std::vector<int32_t> integers;
    std::vector<uint64_t> large;
    for (int i = 0; i < 30'001; ++i) {
        wide.push_back(rng.normal() * std::exp(rng.normal()));
        close.push_back(1 + 1e-14 * static_cast<double>(rng.below(1000))); // one float, many doubles
        integers.push_back(static_cast<int32_t>(rng.below(2'000'000)) - 1'000'000);
        large.push_back(rng.below(uint64_t(1) << 50));
    }
    wide[3] = NAN;
    wide[4] = -inf;
    wide[6] = 0;
    wide[7] = 1e-300;
    wide[8] = -1e-300;
    checkWide(DType::f64, wide);
    checkWide(DType::i32, integers);
    checkWide(DType::u64, large);
    JobContext job;
    std::ranges::sort(close);
    const Json found = REQUIRE(partStatistics(partOf(DType::f64, {30'001}, ownBytes(close)), job));
    CHECK_EQ(found.at("percentiles").at("50").asDouble(), close[15'000]);
    std::vector<double> extreme{-1e300, 1e300, 2e300, 1, 0};
    const Json ends = REQUIRE(partStatistics(partOf(DType::f64, {5}, ownBytes(extreme)), job));
    CHECK_EQ(ends.at("max").asDouble(), 2e300);
    CHECK_EQ(ends.at("percentiles").at("50").asDouble(), 1.0);
    CHECK_NEAR(ends.at("percentiles").at("99").asDouble() / 1e300, 1.96, 1e-12);
}

RB_TEST(statisticsOfNarrowElements) {
    Rng rng(7, "statistics");
    for (const size_t n : {2, 7, 65'537, 600'003}) {
        std::vector<uint16_t> half, brain;
        std::vector<uint8_t> bytes, eight;
        std::vector<double> halfValues, brainValues, byteValues, eightValues;
        for (size_t i = 0; i < n; ++i) {
            half.push_back(static_cast<uint16_t>(n > 1000 ? rng.below(65'536) : 0x3C00 + i));
            halfValues.push_back(f16ToFloat(half.back()));
            brain.push_back(floatToBf16(static_cast<float>(rng.normal())));
            brainValues.push_back(bf16ToFloat(brain.back()));
            bytes.push_back(static_cast<uint8_t>(i * i % 251));
            byteValues.push_back(bytes.back());
            eight.push_back(static_cast<uint8_t>(n > 1000 ? rng.below(256) : 0x38 + i));
            eightValues.push_back(e4m3ToFloat(eight.back()));
        }
        checkNarrow(DType::f16, half, halfValues);
        checkNarrow(DType::bf16, brain, brainValues);
        checkNarrow(DType::u8, bytes, byteValues);
        checkNarrow(DType::f8_e4m3, eight, eightValues);
    }
    std::vector<int16_t> samples{-32768, 32767, 5, 5, -1};
    checkNarrow(DType::i16, samples, {-32768, 32767, 5, 5, -1});
}

RB_TEST(statisticsOfConstantsAndOfNothing) {
    for (const Part& part :
         {floatsOf(std::vector<float>(300'001, 0.1f)),
          partOf(DType::f64, {10'001}, ownBytes(std::vector<double>(10'001, 0.1))),
          partOf(DType::u16, {9}, ownBytes(std::vector<uint16_t>(9, 7)))}) {
        const Json found = statisticsOf(part);
        CHECK(found.at("kurtosis").isNull());
        CHECK_EQ(found.at("std").asDouble(-1), 0.0);
        CHECK_EQ(found.at("entropy_bits").asDouble(-1), 0.0);
        CHECK_EQ(found.at("percentiles").at("0.1").asDouble(), found.at("max").asDouble());
        CHECK_EQ(found.at("percentiles").at("99.9").asDouble(), found.at("min").asDouble());
    }
    for (const Part& part : {floatsOf({}), floatsOf({NAN, INFINITY, NAN}), partOf(DType::f16, {0, 64}, {})}) {
        const Json found = statisticsOf(part);
        CHECK_EQ(found.at("count").asInt(-1), 0);
        for (const char* name : {"mean", "min", "max", "absmax", "kurtosis"})
            CHECK(found.at(name).isNull());
        CHECK(found.at("percentiles").at("50").isNull());
        CHECK_EQ(found.at("percentiles").size(), 5u);
    }
    CHECK_EQ(statisticsOf(floatsOf({4})).at("percentiles").at("99").asDouble(), 4.0);
    JobContext job;
    CHECK_ERROR(
        partStatistics(partOf(DType::c64, {1}, ownBytes(std::vector<float>(2))), job), ErrorKind::unsupported
    );
}

// Values of blocks are those of the dequantised tensor; q8_0: f16 scale, 32 codes.
RB_TEST(statisticsOfBlocks) {
    Rng rng(8, "statistics");
    const int64_t rows = 37, columns = 4'000;
    std::vector<std::byte> blocks;
    std::vector<double> values;
    for (int64_t block = 0; block < rows * columns / 32; ++block) {
        const uint16_t scale = floatToF16(static_cast<float>(0.01 + 0.001 * rng.normal()));
        blocks.push_back(static_cast<std::byte>(scale & 0xFF));
        blocks.push_back(static_cast<std::byte>(scale >> 8));
        for (int i = 0; i < 32; ++i) {
            const auto code = static_cast<int8_t>(static_cast<int>(rng.below(255)) - 127);
            blocks.push_back(static_cast<std::byte>(code));
            values.push_back(f16ToFloat(scale) * static_cast<float>(code));
        }
    }
    checkAgainstNaive(
        partOf(DType::q8_0, {rows, columns}, ownBytes(std::move(blocks))),
        values,
        [&](size_t i) { return roundedBits(values[i]); }
    );
}

// Rows are read in ranges of 64 MiB: here two and a bit, each a few long rows.
RB_TEST(statisticsOfManyRanges) {
    const int64_t rows = 7, columns = 5'000'001;
    std::vector<float> values(static_cast<size_t>(rows * columns));
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(static_cast<int64_t>(i * 7'919 % 1'000'003) - 500'000);
    const Json found = statisticsOf(partOf(DType::f32, {rows, columns}, ownBytes(values)));
    double sum = 0;
    for (const float v : values)
        sum += v;
    CHECK_NEAR(found.at("mean").asDouble(), sum / static_cast<double>(values.size()), 1e-6);
    std::ranges::nth_element(values, values.begin() + static_cast<ptrdiff_t>(values.size() / 2));
    CHECK_EQ(found.at("percentiles").at("50").asDouble(), double(values[values.size() / 2]));
    CHECK_EQ(found.at("count").asInt(), rows * columns);
}

RB_TEST(statisticsOfTextAndTables) {
    Part text;
    text.name = "t";
    text.form = PayloadForm::text;
    text.shape = {4};
    const Json bytes = statisticsOf(memoryPart(text, TextView{ownBytes(std::string("aabc"))}));
    CHECK_EQ(bytes.at("count").asInt(), 4);
    CHECK_EQ(bytes.at("entropy_bits").asDouble(), 1.5);
    CHECK_EQ(bytes.at("max").asDouble(), 99.0);
    auto table = std::make_shared<Table>();
    table->cells = {
        {.row = 0, .column = 0, .kind = CellKind::text, .text = "x"},
        {.row = 1, .column = 0, .kind = CellKind::number, .number = 2},
        {.row = 2, .column = 0, .kind = CellKind::date, .number = 4},
        {.row = 3, .column = 0, .kind = CellKind::boolean, .number = 1}};
    table->fitUsedRange();
    Part sheet;
    sheet.name = "s";
    sheet.form = PayloadForm::table;
    sheet.shape = {table->rows, table->columns};
    const Json cells = statisticsOf(memoryPart(sheet, std::shared_ptr<const Table>(table)));
    CHECK_EQ(cells.at("count").asInt(), 2);
    CHECK_EQ(cells.at("mean").asDouble(), 3.0);
}

RB_TEST(statisticsEndWhenCancelled) {
    std::stop_source stop;
    stop.request_stop();
    JobOptions options;
    options.stop = stop.get_token();
    JobContext job(options);
    CHECK_ERROR(partStatistics(floatsOf({1, 2}), job), ErrorKind::cancelled);
}
