// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged streams of every method through the program itself, past the checksums: it ends by itself, with the
// asset or with an error, in time, within the memory it was given, and leaves nothing half written.
#include "engine/core/files.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/hostile_files.hpp"
#include "tests/support/sample_assets.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <map>

using namespace rarebit;

namespace {

constexpr int streamsEach = 10;

// Small files of each kind in a format that decode can write again.
const std::map<std::string, std::string>& formats() {
    static const std::map<std::string, std::string> all{
        {"model", "safetensors"},
        {"image", "png"},
        {"video", "y4m"},
        {"audio", "wav"},
        {"log", "log"},
        {"sheet", "csv"},
        {"dna", "fasta"}};
    return all;
}

struct Coded {
    std::string extension;
    std::vector<std::byte> bytes;
};

// The stream of the first sample asset that the method accepts, as a file of its own format.
std::optional<Coded> codedSample(const MethodInfo& method, const std::filesystem::path& folder) {
    JobContext job;
    const MethodDef* definition = REQUIRE(findMethod(method.id));
    for (const auto& asset : test::sampleAssets()) {
        const auto format = formats().find(asset.kind);
        if (format == formats().end() || asset.parts.empty() || asset.parts[0].elements() < 100) continue;
        if (!std::ranges::all_of(asset.parts, [&](const Part& part) {
                return static_cast<bool>(definition->accepts(part));
            }))
            continue;
        const auto path = folder / ("asset." + format->second);
        const auto* reader = REQUIRE(findReader(asset.kind == "image" ? "image" : format->second));
        REQUIRE(guarded("write", [&] { return reader->write(asset, path, job); }));
        const Asset opened = REQUIRE(openAsset(path, job));
        const auto coded = encodeAsset(test::quickSpec(method), opened, {}, job);
        if (!coded) continue; // the format holds the asset in a form that this method does not take
        return Coded{format->second, {coded->bytes.view.begin(), coded->bytes.view.end()}};
    }
    return std::nullopt;
}

std::vector<std::byte> damaged(std::vector<std::byte> bytes, int trial, Rng& rng) {
    switch (trial % 5) {
    case 0: { // a number at its limits
        const uint64_t values[] = {0, 0x8000'0000, uint64_t(1) << 62, ~uint64_t(0)};
        const uint64_t value = values[rng.below(4)];
        const size_t at = rng.below(bytes.size());
        std::memcpy(bytes.data() + at, &value, std::min<size_t>(8, bytes.size() - at));
        return bytes;
    }
    case 1: // a piece missing
        bytes.erase(
            bytes.begin() + static_cast<long>(rng.below(bytes.size())),
            bytes.begin() + static_cast<long>(bytes.size())
        );
        return bytes;
    default:
        for (int flips = trial % 5 == 2 ? 1 : trial % 5 == 3 ? 8 : 64; flips > 0; --flips)
            bytes[rng.below(bytes.size())] ^= std::byte(1u << rng.below(8));
        return bytes;
    }
}

long childrenPeakMiB() {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss >> 10;
}

void damageThroughTheProgram(const MethodInfo& method) {
    const auto folder = test::temporaryFolder();
    const auto coded = codedSample(method, folder);
    if (!coded) return test::fail(__FILE__, __LINE__, method.id + " accepts none of the sample files");
    const auto stream = folder / "s.rbs", out = folder / "out";
    std::filesystem::create_directory(out);
    const auto target = (out / ("again." + coded->extension)).string();
    const long before = childrenPeakMiB();
    Rng rng(17, method.id);
    int decoded = 0;
    for (int trial = -1; trial < streamsEach; ++trial) { // the first one whole
        test::fileOf(
            folder, "s.rbs", test::textOf(trial < 0 ? coded->bytes : damaged(coded->bytes, trial, rng))
        );
        std::vector<std::string> arguments{
            "decode", stream.string(), "-o", target, "--no-verify", "--memory", "512"};
        if (trial % 2) arguments.emplace_back("--json");
        const auto result = test::program(arguments, test::sanitized ? 60 : 10);
        const auto name = fmt::format("{}, stream {}", method.id, trial);
        const bool ended = result.exitCode == 0 || result.exitCode == 1;
        if (!ended || (trial < 0 && result.exitCode != 0))
            test::fail(__FILE__, __LINE__, fmt::format("{}: exit {}: {}", name, result.exitCode, result.err));
        if (result.exitCode == 0) {
            ++decoded;
            std::filesystem::remove_all(target);
        } else if (trial % 2) {
            const auto error = Json::parse(result.out, "standard output");
            if (!error || error->at("error").at("fix").asString().empty())
                test::fail(__FILE__, __LINE__, name + ": no error object: " + result.out);
        } else if (result.err.find("error: ") == std::string::npos || // a codec's library may write first
 result.err.find("\n  fix: ") == std::string::npos) {
            test::fail(__FILE__, __LINE__, name + ": no error of three lines: " + result.err);
        }
        if (!std::filesystem::is_empty(out)) {
            test::fail(__FILE__, __LINE__, name + ": something was left behind");
            for (const auto& entry : std::filesystem::directory_iterator(out))
                std::filesystem::remove_all(entry.path());
        }
    }
    CHECK(decoded >= 1);
    constexpr long program = 256; // code and libraries, beside the budget
    if (!test::sanitized && childrenPeakMiB() > std::max(before, 512 + program))
        test::fail(__FILE__, __LINE__, fmt::format("{}: {} MiB resident", method.id, childrenPeakMiB()));
}

const bool registered = [] {
    for (const auto& method : allMethods())
        if (!method.quick.empty())
            test::Registration("damaged_streams_test", method.id.c_str(), [&method] {
                damageThroughTheProgram(method);
            });
    return true;
}();

} // namespace

RB_TEST(methodsToDamage) {
    CHECK(registered && allMethods().size() > 20);
}
