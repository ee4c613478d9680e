// SPDX-License-Identifier: GPL-3.0-or-later
// --progress json: progress for another program, as JSON Lines on standard error
// (resources/help/developers/progress_lines.md).
#pragma once

#include "engine/executors/sweep.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace rarebit::cli {

/// Prints one line on standard error.
void printProgressLine(const Json& event);

/// Whether the user wants no further points for now, and for how long that has been so.
class Pause {
public:
    /// A change is told by a line of progress.
    void announce() { announces_ = true; }
    void set(bool on);
    bool on() const;
    double seconds() const; // altogether

private:
    using Clock = std::chrono::steady_clock;
    std::atomic<bool> announces_ = false;
    mutable std::mutex mutex_;
    bool on_ = false;
    Clock::time_point since_{};
    double before_ = 0;
};

/// Any thread may tell it of progress; at most 30 lines a second for each point.
class ProgressLines {
public:
    /// Time left does not count what was spent paused.
    explicit ProgressLines(std::shared_ptr<const Pause> pause = {}) : pause_(std::move(pause)) {}
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
    std::shared_ptr<const Pause> pause_;
    double pausedAtFirst_ = 0;
    Clock::time_point firstPoint_{};
    size_t doneAtFirst_ = 0;
};

} // namespace rarebit::cli
