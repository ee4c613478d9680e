// SPDX-License-Identifier: GPL-3.0-or-later
// A file for the reader that the first byte names; all parts are loaded, whole and by a range.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "tests/fuzz/entry.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

// Sorted, so that a saved input means the same reader until one is added.
const std::vector<std::string>& ids() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> out;
        for (const auto& reader : allReaders())
            out.push_back(reader.id);
        std::ranges::sort(out);
        return out;
    }();
    return all;
}

} // namespace

int fuzz::openWith(std::string_view reader, std::span<const std::byte> data) {
    const auto path = scratchFolder() / "input";
    if (!writeFile(path, data)) return 0;
    JobContext job = limitedJob();
    const auto asset = openAsset(path, job, reader);
    if (!asset) return 0;
    loadAll(*asset, job);
    return 1;
}

int fuzz::reader(std::span<const std::byte> data) {
    if (data.empty() || ids().empty()) return 0;
    const size_t which = std::to_integer<size_t>(data[0]) % ids().size();
    return openWith(ids()[which], data.subspan(1));
}

RB_FUZZ_TARGET(reader)
