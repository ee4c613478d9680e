// SPDX-License-Identifier: GPL-3.0-or-later
// A stream file, checksums not looked at, so that every decoder meets damaged bytes; then its writer.
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/fuzz/entry.hpp"

using namespace rarebit;

int fuzz::stream(std::span<const std::byte> data) {
    const auto parsed =
        parseStream(ownBytes(std::vector<std::byte>(data.begin(), data.end())), "fuzz", false);
    if (!parsed) return 0;
    JobContext job = limitedJob();
    const auto asset = decodeStream(*parsed, {}, job);
    if (!asset) return 1;
    loadAll(*asset, job);
    if (const auto reader = findReader(asset->reader); reader && (*reader)->write) {
        const auto path = scratchFolder() / "written";
        const Status status =
            guarded("writer", [&] { return (*reader)->write(*asset, path, job); }); // errors are fine
        std::error_code code;
        std::filesystem::remove_all(path, code);
        return status ? 3 : 2;
    }
    return 2;
}

RB_FUZZ_TARGET(stream)
