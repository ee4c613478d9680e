// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a picture on all cores, for work that already is off the GUI thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace rarebit::views {

constexpr int64_t bandRows = 64;

inline int64_t bandCount(int64_t rows) {
    return (rows + bandRows - 1) / bandRows;
}

/// body(band, first row, end row) for bands of 64 rows, in any order; each band writes to its own place.
template <class Body>
void forBands(int64_t rows, const Body& body) {
    const int64_t bands = bandCount(rows);
    std::atomic<int64_t> next = 0;
    const auto work = [&] {
        for (int64_t band = next++; band < bands; band = next++)
            body(band, band * bandRows, std::min(rows, (band + 1) * bandRows));
    };
    const auto helpers = std::min<int64_t>(std::max(1u, std::thread::hardware_concurrency()), bands) - 1;
    std::vector<std::jthread> threads;
    for (int64_t i = 0; i < helpers; ++i)
        threads.emplace_back(work);
    work();
}

} // namespace rarebit::views
