// SPDX-License-Identifier: GPL-3.0-or-later
// Times of single steps of a widget, as shares of a frame.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace rarebit::bench {

inline double millisecondsOf(const std::function<void()>& body) {
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Median and worst of `steps` steps: a frame that comes late is seen. frameMs: what a frame may take.
inline void measureFrames(
    const char* what, int steps, const std::function<void(int)>& step, double frameMs = 1000.0 / 60
) {
    std::vector<double> times;
    for (int i = 0; i < steps; ++i)
        times.push_back(millisecondsOf([&] { step(i); }));
    std::ranges::sort(times);
    const double median = times[times.size() / 2], worst = times.back();
    fmt::print(
        "{:<34} median {:6.2f} ms, worst {:6.2f} ms: {:.2f} and {:.2f} of {:.1f} ms\n",
        what,
        median,
        worst,
        median / frameMs,
        worst / frameMs,
        frameMs
    );
}

} // namespace rarebit::bench
