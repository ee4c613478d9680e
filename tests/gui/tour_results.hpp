// SPDX-License-Identifier: GPL-3.0-or-later
// Real results: the sample project, swept once by the program for all tests of this run.
#pragma once

#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"

namespace rarebit::test {

inline const std::filesystem::path& sweptTour() {
    static const std::filesystem::path folder = [] {
        const auto copy = temporaryFolder() / "tour.rarebit";
        std::filesystem::copy(
            sourceFolder() / "projects/tour.rarebit", copy, std::filesystem::copy_options::recursive
        );
        const auto swept = program({"sweep", copy.string(), "--quiet"}, 300);
        if (swept.exitCode != 0) fail(__FILE__, __LINE__, "sweep of the sample project: " + swept.err);
        return copy;
    }();
    return folder;
}

inline const std::vector<Json>& tourRows() {
    static const std::vector<Json> rows = [] {
        const auto store = REQUIRE(ProjectStore::open(sweptTour()));
        return REQUIRE(store->query({}));
    }();
    return rows;
}

} // namespace rarebit::test
