// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rarebit::cli {
namespace {

constexpr std::chrono::milliseconds interval{33};

double secondsBetween(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
    return std::chrono::duration<double>(b - a).count();
}

// The stage that a step belongs to: codecs name their steps themselves ("encoding frames").
std::string stageOf(const std::string& step) {
    constexpr std::array stages{
        std::pair{"encoding", "encode"},
        std::pair{"decoding", "decode"},
        std::pair{"measuring", "measure"},
        std::pair{"hash", "hash"},
        std::pair{"planning", "plan"},
        std::pair{"reading", "load"},
        std::pair{"starting", "start"},
        std::pair{"writing", "write"},
    };
    for (const auto& [word, stage] : stages)
        if (step.starts_with(word)) return stage;
    return step;
}

Json orNull(std::optional<double> value) {
    return value ? Json(*value) : Json();
}

} // namespace

void printProgressLine(const Json& event) {
    const std::string line = event.dump() + "\n";
    for (std::string_view rest = line; !rest.empty();) { // unbuffered, and whole beside other threads' lines
        const ssize_t n = write(2, rest.data(), rest.size());
        if (n <= 0) return; // nobody listens any more
        rest.remove_prefix(static_cast<size_t>(n));
    }
}

void Pause::set(bool on) {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(on_, on) == on) return;
        if (on)
            since_ = Clock::now();
        else
            before_ += secondsBetween(since_, Clock::now());
    }
    if (announces_) printProgressLine(Json::object({{"event", "pause"}, {"paused", on}}));
}

bool Pause::on() const {
    const std::lock_guard lock(mutex_);
    return on_;
}

double Pause::seconds() const {
    const std::lock_guard lock(mutex_);
    return before_ + (on_ ? secondsBetween(since_, Clock::now()) : 0);
}

void ProgressLines::step(double fraction, std::string_view step) {
    SweepProgress progress;
    progress.step = step;
    progress.fraction = fraction;
    point(progress);
}

void ProgressLines::point(const SweepProgress& progress) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    Stage& stage = stages_[progress.key];
    const bool fresh = stage.step != progress.step || progress.fraction < stage.begin;
    if (fresh) {
        stage.step = progress.step;
        stage.begin = progress.fraction;
        stage.start = now;
    }
    if (!fresh && stage.done == progress.done && now - stage.shown < interval) return;
    stage.shown = now;
    stage.done = progress.done;

    const double seconds = secondsBetween(stage.start, now), gained = progress.fraction - stage.begin;
    std::optional<double> rate, left;
    if (seconds > 0.05 && gained > 0) {
        rate = gained / seconds;
        left = (1 - progress.fraction) / *rate;
    }
    if (progress.total > 1) { // of all points: by those that are done
        if (firstPoint_ == Clock::time_point{}) {
            firstPoint_ = now;
            doneAtFirst_ = progress.done;
            pausedAtFirst_ = pause_ ? pause_->seconds() : 0;
        }
        left.reset();
        const double paused = pause_ ? pause_->seconds() - pausedAtFirst_ : 0;
        if (progress.done > doneAtFirst_)
            left = (secondsBetween(firstPoint_, now) - paused) *
                   static_cast<double>(progress.total - progress.done) /
                   static_cast<double>(progress.done - doneAtFirst_);
    }
    const bool throughput = rate && progress.bytes > 0;
    if (throughput) *rate *= static_cast<double>(progress.bytes);
    printProgressLine(Json::object({
        {"event", "progress"},
        {"key", progress.key},
        {"point", progress.label},
        {"stage", stageOf(progress.step)},
        {"step", progress.step},
        {"fraction", std::clamp(progress.fraction, 0.0, 1.0)},
        {"rate", orNull(rate)},
        {"unit", rate ? Json(throughput ? "bytes/s" : "1/s") : Json()},
        {"seconds_left", orNull(left)},
        {"done", progress.done},
        {"total", progress.total},
        {"memory_bytes", progress.memoryBytes > 0 ? Json(progress.memoryBytes) : Json()},
    }));
    if (progress.ended) stages_.erase(progress.key);
}

} // namespace rarebit::cli
