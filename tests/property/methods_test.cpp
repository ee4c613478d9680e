// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for every registered method on every kind of payload that it accepts. New methods are
// covered by being there.
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/sample_assets.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

using namespace rarebit;

namespace {

JobContext jobWith(int threads, uint64_t seed = 1) {
    JobOptions options;
    options.threads = threads;
    options.seed = seed;
    return JobContext(std::move(options));
}

bool accepts(const MethodInfo& method, const Asset& asset) {
    const MethodDef* definition = REQUIRE(findMethod(method.id));
    bool all = true;
    for (const auto& part : asset.parts) {
        const Status status = definition->accepts(part);
        if (!status) CHECK_ERROR(status, status.error().kind); // a refusal has all three sentences
        all = all && static_cast<bool>(status);
    }
    return all;
}

bool sameBytes(const Bytes& a, const Bytes& b) {
    return std::ranges::equal(a.view, b.view);
}

// Every decoded part must load, and within its declaration.
void loadAll(const Asset& asset, JobContext& job) {
    for (const auto& part : asset.parts)
        (void)loadWhole(part, job);
}

void roundTrip(const MethodInfo& method, const Asset& asset) {
    const RunSpec spec = test::quickSpec(method);
    JobContext one = jobWith(1), many = jobWith(4);
    const auto coded = REQUIRE(encodeAsset(spec, asset, {}, one));
    const auto again = REQUIRE(encodeAsset(spec, asset, {}, many));
    if (!sameBytes(coded.bytes, again.bytes))
        test::fail(__FILE__, __LINE__, asset.name + ": other bytes with more threads");
    JobContext other = jobWith(3, 99); // decoding may not depend on the seed or on what encoding left behind
    const Asset decoded = REQUIRE(decodeStream(coded.stream, {}, other));
    const Asset twice = REQUIRE(decodeStream(coded.stream, {}, one));
    if (method.fidelity == "semantic") return;
    if (decoded.parts.size() != asset.parts.size())
        return test::fail(__FILE__, __LINE__, asset.name + ": parts lost");
    for (size_t i = 0; i < asset.parts.size(); ++i) {
        const Part* part = findPart(decoded, asset.parts[i].name);
        if (!part) return test::fail(__FILE__, __LINE__, asset.name + ": no part " + asset.parts[i].name);
        if (!REQUIRE(sameContent(*part, twice.parts[i], one)))
            test::fail(__FILE__, __LINE__, asset.name + ": decodes differently each time");
        if (part->form == PayloadForm::tensor && part->shape != asset.parts[i].shape)
            test::fail(__FILE__, __LINE__, asset.name + ": another shape");
        if (method.fidelity == "lossless" && !REQUIRE(sameContent(asset.parts[i], *part, one)))
            test::fail(__FILE__, __LINE__, asset.name + ": not lossless");
    }
}

void damage(const MethodInfo& method, const Asset& asset, int trials) {
    JobContext job = jobWith(2);
    const auto coded = REQUIRE(encodeAsset(test::quickSpec(method), asset, {}, job));
    Rng rng(5, method.id + asset.name);
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<std::byte> bytes(coded.bytes.view.begin(), coded.bytes.view.end());
        const int kind = trial % 4;
        if (kind == 0) bytes.resize(rng.below(bytes.size()));
        const int flips = kind == 1 ? 1 : kind == 2 ? 8 : kind == 3 ? 64 : 0;
        for (int i = 0; i < flips; ++i)
            bytes[rng.below(bytes.size())] ^= std::byte(1u << rng.below(8));
        const bool same = std::ranges::equal(bytes, coded.bytes.view);
        const Bytes stream = ownBytes(std::move(bytes));
        if (!same && parseStream(stream, "damaged"))
            test::fail(__FILE__, __LINE__, asset.name + ": damage not found by the checksums");
        // Past the checksums the decoder meets the damage itself: any value or error will do, a crash will
        // not.
        if (const auto parsed = parseStream(stream, "damaged", false)) {
            if (const auto decoded = decodeStream(*parsed, {}, job)) {
                const Status loaded = guarded("load", [&]() -> Status {
                    loadAll(*decoded, job);
                    return Ok{};
                });
                (void)loaded;
            }
        }
    }
}

void cancellation(const MethodInfo& method, const Asset& asset) {
    std::stop_source stop;
    stop.request_stop();
    JobOptions options;
    options.stop = stop.get_token();
    JobContext job(std::move(options));
    const auto result = runOne(test::quickSpec(method), asset, job);
    CHECK_ERROR(result, ErrorKind::cancelled);
}

void forAccepted(const MethodInfo& method, const std::function<void(const Asset&)>& body) {
    int count = 0;
    for (const auto& asset : test::sampleAssets())
        if (accepts(method, asset)) {
            body(asset);
            ++count;
        }
    if (count == 0) test::fail(__FILE__, __LINE__, method.id + " accepts none of the synthetic assets");
}

const bool registered = [] {
    for (const auto& method : allMethods()) {
        const auto add = [&](const char* what, std::function<void()> run) {
            test::Registration("methods", (method.id + "_" + what).c_str(), std::move(run));
        };
        add("roundTrip", [&method] { forAccepted(method, [&](const Asset& a) { roundTrip(method, a); }); });
        add("damage", [&method] {
            bool first = true; // 200 damaged streams of one asset, a few of each other
            forAccepted(method, [&](const Asset& a) {
                damage(method, a, std::exchange(first, false) ? 200 : 24);
            });
        });
        add("cancellation", [&method] {
            bool done = false;
            forAccepted(method, [&](const Asset& a) {
                if (!std::exchange(done, true)) cancellation(method, a);
            });
        });
    }
    return true;
}();

} // namespace

RB_TEST(methodsAreRegistered) {
    CHECK(registered && !allMethods().empty());
}
