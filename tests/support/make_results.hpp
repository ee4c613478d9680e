// SPDX-License-Identifier: GPL-3.0-or-later
// Result rows for tests of the store: made, not measured.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/core/hash.hpp"

#include <fmt/format.h>

namespace rarebit::test {

inline RunResult makeResult(int number, std::string_view method = "store") {
    RunResult result;
    result.key = hashHex(fmt::format("{} {}", method, number));
    result.spec.method = method;
    result.spec.params = Json::object({{"level", number}});
    result.assetName = number % 2 ? "odd.bin" : "even.bin";
    result.assetHash = hashHex(result.assetName);
    result.assetKind = "bytes";
    result.sizes = {1000, 40, static_cast<uint64_t>(1 + number), 2, 0};
    result.originalFileBytes = 1000;
    result.elements = 1000;
    result.encode = {1.5, 1.25, 3};
    result.decode = {0.5, 0.25, 3};
    result.lossless = number % 3 == 0;
    result.metrics["exact"].value = result.lossless ? 1 : 0;
    result.metrics["psnr_db"].value = result.lossless ? INFINITY : 30 + number * 0.25;
    result.environment = Json::object({{"program", "0.1.0"}, {"cpu", "test"}});
    return result;
}

} // namespace rarebit::test
