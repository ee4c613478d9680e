// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes and losses of every method on fixed assets, in one reviewed table: a change shows as a diff.
// RAREBIT_GOLDEN=write writes the table anew.
#include "engine/core/files.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/sample_assets.hpp"

#include <cstdlib>
#include <set>

using namespace rarebit;

namespace {

// Floating-point encoders whose bytes depend on the CPU's vector units.
const std::set<std::string> elsewhere{"avif", "jxl", "opus", "svtav1", "x264", "low_rank"};

std::string tableNow() {
    JobContext job;
    std::string out = "# method asset: total = header + payload + side bytes; loss. Written by "
                      "RAREBIT_GOLDEN=write tests_golden\n";
    for (const auto& method : allMethods()) {
        if (elsewhere.contains(method.id)) continue;
        const MethodDef* definition = REQUIRE(findMethod(method.id));
        for (const auto& asset : test::sampleAssets()) {
            bool takes = true;
            for (const auto& part : asset.parts)
                takes = takes && static_cast<bool>(definition->accepts(part));
            if (!takes) continue;
            const auto result = REQUIRE(runOne(test::quickSpec(method), asset, job));
            if (result.error) {
                out += fmt::format("{} {}: {}\n", method.id, asset.name, result.error->what);
                continue;
            }
            out += fmt::format(
                "{} {}: {} = {} + {} + {}",
                method.id,
                asset.name,
                result.sizes.total(),
                result.sizes.header,
                result.sizes.payload,
                result.sizes.side
            );
            for (const char* metric : {"rel_l2", "psnr_db"})
                if (const auto found = result.metrics.find(metric);
                    found != result.metrics.end() && !result.lossless)
                    out += fmt::format("; {} {:.5g}", metric, found->second.value);
            out += result.lossless ? "; lossless\n" : "\n";
        }
    }
    return out;
}

} // namespace

RB_TEST(sizesAndLosses) {
    const auto path = test::sourceFolder() / "tests/golden/sizes.txt";
    const auto now = tableNow();
    if (const char* mode = std::getenv("RAREBIT_GOLDEN"); mode && std::string_view(mode) == "write")
        REQUIRE(writeFile(path, now));
    const Bytes kept = REQUIRE(mapFile(path));
    const auto was = split(kept.text(), '\n'), is = split(now, '\n');
    const std::set<std::string> before(was.begin(), was.end()), after(is.begin(), is.end());
    for (const auto& line : is)
        if (!before.contains(line)) test::fail(__FILE__, __LINE__, "new:  " + line);
    for (const auto& line : was)
        if (!after.contains(line)) test::fail(__FILE__, __LINE__, "gone: " + line);
}
