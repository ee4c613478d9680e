// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

using namespace rarebit;

namespace {
Asset pair(std::string first, std::string second) {
    Asset asset;
    asset.kind = "text";
    asset.parts = {
        make::textPart("a", "text", std::move(first)), make::textPart("b", "text", std::move(second))};
    return asset;
}
} // namespace

RB_TEST(exactIsTheShareOfEqualParts) {
    JobContext job;
    const auto measure = [&](const Asset& decoded) {
        return REQUIRE(measureMetrics({"exact"}, pair("one", "two"), decoded, {"a", "b"}, nullptr, job))
            .values.at("exact")
            .value;
    };
    CHECK_EQ(measure(pair("one", "two")), 1.0);
    CHECK_EQ(measure(pair("one", "twO")), 0.5);
    CHECK_EQ(measure(pair("", "")), 0.0);
    Asset lost = pair("one", "two");
    lost.parts.pop_back();
    CHECK_EQ(measure(lost), 0.5);
}
