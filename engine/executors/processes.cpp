// SPDX-License-Identifier: GPL-3.0-or-later
// Points in worker processes: a codec that crashes, hangs or takes too much memory costs its own row alone.
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/child.hpp"
#include "engine/executors/protocol.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace rarebit::executors {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int pollMs = 20;
constexpr int mostEarlyDeaths = 3;
constexpr std::chrono::milliseconds tellAtLeast{500};
// Beside what the worker computes with: stacks of threads, buffers of the allocator, libraries.
constexpr uint64_t memorySlack = uint64_t(512) << 20;

struct Slot {
    Child child;
    LineBuffer lines;
    const SweepPoint* point = nullptr;
    uint64_t request = 0;
    Clock::time_point start{};
    uint64_t memoryBytes = 0; // the most that was seen
    std::string step;
    double fraction = 0; // of the step
    Clock::time_point told{};
    bool ready = false;
    std::optional<Error> killedFor;
};

class TemporaryFolder {
public:
    static Result<TemporaryFolder> make() {
        std::error_code code;
        auto pattern = (std::filesystem::temp_directory_path(code) / "rarebit-work-XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            return ioError("cannot make a temporary folder", printable(pattern), "set TMPDIR to a folder");
        TemporaryFolder folder;
        folder.path = pattern;
        return folder;
    }
    TemporaryFolder() = default;
    TemporaryFolder(TemporaryFolder&& other) noexcept : path(std::exchange(other.path, {})) {}
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder() {
        std::error_code code;
        if (!path.empty()) std::filesystem::remove_all(path, code);
    }
    std::filesystem::path path;
};

class Processes {
public:
    Processes(const Execution& execution, std::filesystem::path folder)
        : e_(execution), folder_(std::move(folder)) {
        const int hardware = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        const int wanted = e_.options.workers > 0 ? e_.options.workers : hardware;
        const int count = std::clamp(wanted, 1, static_cast<int>(std::min<size_t>(e_.points.size(), 256)));
        slots_.resize(static_cast<size_t>(count));
        threads_ = std::max(1, e_.job.threads() / count);
        memory_ = e_.options.workerMemory > 0 ? e_.options.workerMemory
                                              : e_.job.memoryBudget() / static_cast<uint64_t>(count);
        program_ = e_.options.program.empty() ? ownProgram() : e_.options.program.string();
    }

    Status run() {
        while (next_ < e_.points.size() || busy() > 0) {
            if (e_.job.cancelled()) return cancelledError("sweep"); // the workers end with their slots
            for (auto& slot : slots_)
                RB_CHECK(feed(slot));
            waitForEvents();
            for (auto& slot : slots_) {
                RB_CHECK(listen(slot));
                RB_CHECK(watch(slot));
            }
        }
        return Ok{};
    }

private:
    const Execution& e_;
    std::filesystem::path folder_;
    std::vector<Slot> slots_;
    std::string program_;
    int threads_ = 1;
    uint64_t memory_ = 0;
    size_t next_ = 0, done_ = 0;
    uint64_t requests_ = 0;
    int earlyDeaths_ = 0;

    size_t busy() const {
        return static_cast<size_t>(std::ranges::count_if(slots_, [](const Slot& s) { return s.point; }));
    }

    // Starts the worker where there is none, and gives it the next point where it waits for one.
    Status feed(Slot& slot) {
        if (next_ >= e_.points.size() || (e_.options.paused && e_.options.paused())) return Ok{};
        if (!slot.child.running()) {
            slot = Slot{};
            RB_TRY(slot.child, Child::start({program_, "work", "--stdio"}, memory_ + memorySlack));
            return Ok{};
        }
        if (!slot.ready || slot.point) return Ok{};
        const SweepPoint* point = e_.points[next_];
        slot.request = ++requests_;
        Json request = runRequest(slot.request, *point, e_.options, threads_, memory_);
        request["folder"] = folder_.string();
        if (point->present) {
            if (const auto stream = e_.store.stream(point->key); stream && *stream) {
                const auto file = folder_ / fmt::format("{}.in.rbs", slot.request);
                RB_CHECK(writeFile(file, (*stream)->view));
                request["stream_file"] = file.string();
            }
        }
        if (!slot.child.send(request.dump() + "\n")) return Ok{}; // its end is seen by listen()
        ++next_;
        slot.point = point;
        slot.start = slot.told = Clock::now();
        slot.memoryBytes = 0;
        slot.step = "starting";
        slot.fraction = 0;
        tell(slot);
        return Ok{};
    }

    void waitForEvents() {
        std::vector<pollfd> sockets;
        for (const auto& slot : slots_)
            if (slot.child.running()) sockets.push_back({slot.child.socket(), POLLIN, 0});
        poll(sockets.data(), sockets.size(), pollMs);
    }

    Status listen(Slot& slot) {
        if (!slot.child.running()) return Ok{};
        bool ended = false;
        while (true) {
            const std::string bytes = slot.child.receive(ended);
            if (bytes.empty()) break;
            slot.lines.add(bytes);
            while (const auto line = slot.lines.next())
                RB_CHECK(handle(slot, *line));
        }
        if (slot.lines.tooLong()) {
            slot.killedFor = internalError("the worker sent a line of more than 64 MiB", program_);
            slot.child.kill();
            ended = true;
        }
        return ended ? buried(slot) : Status(Ok{});
    }

    Status handle(Slot& slot, const std::string& line) {
        const auto event = Json::parse(line, "worker");
        if (!event) return Ok{}; // not the protocol: its answer will be missing, which the limits notice
        const std::string kind = event->at("event").asString();
        if (kind == "ready") {
            if (event->at("protocol").asInt() != protocolVersion)
                return unsupported(
                    fmt::format("the worker speaks protocol {}", event->at("protocol").asInt()),
                    program_,
                    "use a worker of the same version as this program"
                );
            slot.ready = true;
            earlyDeaths_ = 0;
            return Ok{};
        }
        if (!slot.point || static_cast<uint64_t>(event->at("id").asInt()) != slot.request) return Ok{};
        if (kind == "progress") {
            slot.step = event->at("step").asString();
            slot.fraction = event->at("fraction").asDouble();
            tell(slot);
            return Ok{};
        }
        if (kind == "row") return finished(slot, rowOf(*event));
        if (kind == "metrics") {
            Finished done;
            done.metricsOnly = true;
            done.result.key = slot.point->key;
            done.result.spec = slot.point->spec;
            done.result.metrics = metricsFromJson(*event);
            return finished(slot, std::move(done));
        }
        if (kind == "error") return failed(slot, errorFromJson(event->at("error")));
        return Ok{};
    }

    Result<Finished> rowOf(const Json& event) {
        Finished done;
        RB_TRY(done.result, runResultFromJson(event.at("row")));
        done.result.metrics = metricsFromJson(event);
        if (const auto stream = event.at("stream").asString(); !stream.empty()) {
            RB_TRY(const auto path, pathInside(folder_, stream, "worker"));
            RB_TRY(done.stream, mapFile(path)); // the mapping outlives the name
            std::error_code code;
            std::filesystem::remove(path, code);
        }
        for (const auto& entry : event.at("details").elements()) {
            RB_TRY(Detail detail, readDetail(entry, folder_));
            done.result.details.push_back(std::move(detail));
            std::error_code code;
            std::filesystem::remove(folder_ / entry.at("file").asString(), code);
        }
        done.keepDetails = e_.options.keepDetails;
        return done;
    }

    Status finished(Slot& slot, Result<Finished> result) {
        if (!result) return failed(slot, result.error());
        e_.tellEnded(*std::exchange(slot.point, nullptr), ++done_);
        return e_.saver.add(std::move(*result));
    }

    Status failed(Slot& slot, Error error) {
        const SweepPoint& point = *std::exchange(slot.point, nullptr);
        e_.tellEnded(point, ++done_);
        if (point.present) { // its row is there and stays as it is
            e_.problems.push_back(std::move(error));
            return Ok{};
        }
        Finished row;
        row.result = failedRow(point, std::move(error));
        if (slot.memoryBytes > 0) row.result.peakMemoryBytes = slot.memoryBytes;
        return e_.saver.add(std::move(row));
    }

    Status buried(Slot& slot) {
        const std::string why = slot.child.reap();
        slot.child = Child();
        const SweepPoint* point = slot.point;
        if (point) {
            const auto where = describePoint(point->spec, point->asset.name);
            Error error = internalError(fmt::format("the worker {} while it ran this point", why), where);
            if (slot.killedFor) error = *slot.killedFor;
            error.where = where;
            return failed(slot, std::move(error));
        }
        if (!slot.ready && ++earlyDeaths_ >= mostEarlyDeaths)
            return ioError(
                fmt::format("the worker {} before it was ready, {} times", why, earlyDeaths_),
                printable(program_),
                "run `rarebit work --stdio` to see why, or use --executor local"
            );
        return Ok{};
    }

    void tell(Slot& slot) {
        slot.told = Clock::now();
        e_.tell(*slot.point, done_, slot.step, slot.fraction, slot.child.memoryBytes());
    }

    // Time and memory of a running point.
    Status watch(Slot& slot) {
        if (!slot.child.running() || !slot.point) return Ok{};
        slot.memoryBytes = std::max(slot.memoryBytes, slot.child.memoryBytes());
        if (Clock::now() - slot.told > tellAtLeast) tell(slot); // of memory, where no step goes on
        const double seconds = std::chrono::duration<double>(Clock::now() - slot.start).count();
        if (slot.memoryBytes > memory_)
            slot.killedFor = outOfMemory(
                fmt::format(
                    "the worker used {}, its limit is {}", humanBytes(slot.memoryBytes), humanBytes(memory_)
                ),
                "worker",
                "use fewer workers, raise --memory, or choose fewer parts"
            );
        else if (e_.options.pointSeconds > 0 && seconds > e_.options.pointSeconds)
            slot.killedFor = internalError(
                fmt::format("the point took longer than its limit of {} s", e_.options.pointSeconds), "worker"
            );
        if (!slot.killedFor) return Ok{};
        if (slot.killedFor->kind == ErrorKind::internal)
            slot.killedFor->fix = "raise the time limit, or choose a cheaper setting";
        slot.child.kill();
        return buried(slot);
    }
};

} // namespace

Status runProcesses(const Execution& execution) {
    RB_TRY(const TemporaryFolder folder, TemporaryFolder::make());
    return Processes(execution, folder.path).run();
}

} // namespace rarebit::executors
