// SPDX-License-Identifier: GPL-3.0-or-later
// --progress json: progress for another program, as JSON Lines on standard error
// (resources/help/developers/progress_lines.md).
#pragma once

#include "engine/executors/sweep.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace rarebit::cli {

/// Prints one line on standard error.
void printProgressLine(const Json& event);

/// Any thread may tell it of progress; at most 30 lines a second for each point.
class ProgressLines {
public:
    /// Of a command that does one thing.
    void step(double fraction, std::string_view step);
    /// Of one point of a sweep.
    void point(const SweepProgress& progress);

private:
    using Clock = std::chrono::steady_clock;
    struct Stage {
        std::string step;
        double begin = 0;
        Clock::time_point start{}, shown{};
        size_t done = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Stage> stages_; // by point
    Clock::time_point firstPoint_{};
    size_t doneAtFirst_ = 0;
};

} // namespace rarebit::cli
