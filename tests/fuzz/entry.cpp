// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/entry.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace rarebit::fuzz {
namespace {

struct Scratch {
    std::filesystem::path path;
    Scratch() {
        auto pattern = (std::filesystem::temp_directory_path() / "rarebit-fuzz-XXXXXX").string();
        if (!mkdtemp(pattern.data())) std::abort();
        path = pattern;
    }
    ~Scratch() {
        std::error_code code;
        std::filesystem::remove_all(path, code);
    }
};

} // namespace

JobContext limitedJob() {
    return JobContext({.threads = 1, .memoryBudget = uint64_t(256) << 20});
}

void loadAll(const Asset& asset, JobContext& job) {
    size_t count = 0;
    for (const auto& part : asset.parts) {
        if (++count > 64) break;
        const auto load = [&](Rows rows) -> Status {
            RB_CHECK(job.fits(part.byteSize, "the part", part.name));
            RB_TRY([[maybe_unused]] const Payload payload, part.load(rows, job));
            return Ok{};
        };
        static_cast<void>(guarded("load", [&] { return load({}); }));
        const int64_t rows = part.shape.empty() ? 1 : part.shape[0];
        static_cast<void>(guarded("load", [&] {
            return load({rows / 3, rows / 3 + std::min<int64_t>(rows, 2)});
        }));
    }
}

const std::filesystem::path& scratchFolder() {
    static const Scratch scratch;
    return scratch.path;
}

} // namespace rarebit::fuzz
