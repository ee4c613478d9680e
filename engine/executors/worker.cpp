// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/worker.hpp"

#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"
#include "engine/executors/derive.hpp"
#include "engine/executors/protocol.hpp"
#include "engine/jobs/queue.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace rarebit {
namespace {

using namespace executors;

// The highest memory use since the last reset, from the kernel's own mark.
void resetPeakMemory() {
    std::ofstream("/proc/self/clear_refs") << "5";
}
std::optional<uint64_t> peakMemory() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10) * 1024;
    return std::nullopt;
}

Json describeAsset(const Asset& asset) {
    Json meta = asset.meta.isObject() ? asset.meta : Json::object();
    for (const auto& [key, value] : asset.counts.members())
        meta[key] = value;
    Json parts = Json::array();
    for (const auto& part : asset.parts)
        parts.push(Json::object({
            {"name", part.name},
            {"role", part.role},
            {"group", part.group},
            {"context", part.context},
            {"form", toString(part.form)},
            {"dtype", info(part.dtype).name},
            {"shape", Json::list(part.shape)},
            {"bytes", part.byteSize},
        }));
    return Json::object({
        {"name", asset.name},
        {"kind", asset.kind},
        {"reader", asset.reader},
        {"hash", asset.hash},
        {"bytes", asset.bytes},
        {"meta", meta},
        {"parts", parts},
    });
}

// Serves requests; jobs run one after the other in one thread, so that timings and memory are theirs alone,
// while the reading thread still hears "cancel".
class Worker {
public:
    Worker(int in, int out) : in_(in), out_(out), queue_({.loadThreads = 1, .computeThreads = 1}) {
        queue_.listen([this](const JobEvent& event) { onEvent(event); });
    }

    int serve() {
        send(Json::object({
            {"event", "ready"},
            {"protocol", protocolVersion},
            {"program", programVersion()},
            {"pid", getpid()},
        }));
        LineBuffer lines;
        std::array<char, 65536> buffer{};
        while (true) {
            const ssize_t n = read(in_, buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;
            lines.add({buffer.data(), static_cast<size_t>(n)});
            while (const auto line = lines.next())
                if (!handle(*line)) return end();
            if (lines.tooLong()) {
                refuse(
                    0, badInput("a request of more than 64 MiB", "worker protocol", "send smaller requests")
                );
                break;
            }
        }
        return end();
    }

private:
    int in_, out_;
    std::mutex outMutex_;
    std::map<uint64_t, uint64_t> jobs_; // request -> job; of the reading thread
    std::mutex startedMutex_;
    std::set<uint64_t> started_; // requests whose answer comes from the job itself
    WarmAssets assets_;          // touched by the job thread alone
    JobQueue queue_;             // last: its jobs use the rest

    void send(const Json& event) {
        const std::string text = event.dump() + "\n";
        const std::lock_guard lock(outMutex_);
        for (std::string_view rest = text; !rest.empty();) {
            const ssize_t n = write(out_, rest.data(), rest.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) _exit(1); // nobody listens any more
            rest.remove_prefix(static_cast<size_t>(n));
        }
    }
    void answer(uint64_t id, std::string_view event, Json body = Json::object()) {
        body["id"] = id;
        body["event"] = event;
        send(body);
    }
    void refuse(uint64_t id, const Error& error) {
        answer(id, "error", Json::object({{"error", errorJson(error)}}));
    }

    // A codec in an endless loop must not keep the process: it ends without it.
    int end() {
        queue_.cancelAll();
        std::mutex mutex;
        std::condition_variable ended;
        bool done = false;
        std::thread([&] {
            queue_.wait();
            const std::lock_guard lock(mutex);
            done = true;
            ended.notify_all();
        }).detach();
        std::unique_lock lock(mutex);
        if (!ended.wait_for(lock, std::chrono::seconds(1), [&] { return done; })) _exit(0);
        return 0;
    }

    // A job's label is the number of its request.
    void onEvent(const JobEvent& event) {
        const uint64_t id = std::strtoull(event.label.c_str(), nullptr, 10);
        if (event.state == JobState::cancelled) {
            const std::lock_guard lock(startedMutex_);
            if (!started_.contains(id)) refuse(id, cancelledError("worker"));
        }
        if (event.state != JobState::running || event.step.empty()) return;
        answer(
            id,
            "progress",
            Json::object({
                {"fraction", event.fraction},
                {"step", event.step},
                {"rate", event.ratePerSecond},
                {"seconds_left", event.secondsLeft ? Json(*event.secondsLeft) : Json()},
            })
        );
    }

    bool handle(const std::string& line) { // false: shut down
        auto request = Json::parse(line, "worker protocol");
        if (!request) return refuse(0, request.error()), true;
        const auto id = static_cast<uint64_t>(std::max<int64_t>(0, request->at("id").asInt()));
        const std::string op = request->at("op").asString();
        if (op == "shutdown") return false;
        if (op == "ping") return answer(id, "pong"), true;
        if (op == "cancel") return cancel(static_cast<uint64_t>(request->at("target").asInt())), true;
        const auto known = operations().find(op);
        if (known == operations().end())
            return refuse(
                       id,
                       unsupported(
                           fmt::format("there is no operation '{}'", printable(op)),
                           "worker protocol",
                           "send open, hash, run, measure, preview, derive, cancel, ping or shutdown"
                       )
                   ),
                   true;
        JobOptions options;
        options.threads = static_cast<int>(std::clamp<int64_t>(request->at("threads").asInt(), 0, 1024));
        options.memoryBudget = static_cast<uint64_t>(std::max<int64_t>(0, request->at("memory").asInt()));
        options.seed = static_cast<uint64_t>(request->at("spec").at("seed").asInt(1));
        jobs_[id] = queue_.submit(
            std::to_string(id),
            Lane::compute,
            [this, id, work = known->second, request = std::move(*request)](JobContext& context) {
                {
                    const std::lock_guard lock(startedMutex_);
                    started_.insert(id);
                }
                const Status status =
                    guarded(request.at("op").asString(), [&] { return (this->*work)(id, request, context); });
                if (!status) refuse(id, status.error());
                return status;
            },
            options
        );
        return true;
    }

    void cancel(uint64_t target) {
        const auto job = jobs_.find(target);
        if (job == jobs_.end()) return;
        queue_.cancel(job->second);
        answer(target, "stopping"); // also where it has ended already
    }

    using Operation = Status (Worker::*)(uint64_t id, const Json& request, JobContext& job);
    static const std::map<std::string, Operation, std::less<>>& operations() {
        static const std::map<std::string, Operation, std::less<>> all{
            {"open", &Worker::open},
            {"hash", &Worker::hash},
            {"run", &Worker::run},
            {"measure", &Worker::run},
            {"preview", &Worker::preview},
            {"derive", &Worker::derived},
        };
        return all;
    }

    Status open(uint64_t id, const Json& request, JobContext& job) {
        RB_TRY(const auto asset, assets_.open(request.at("asset"), job, request.at("hash").asBool(true)));
        return answer(id, "opened", Json::object({{"asset", describeAsset(*asset)}})), Ok{};
    }

    Status hash(uint64_t id, const Json& request, JobContext& job) {
        RB_TRY(const auto asset, assets_.open(request.at("asset"), job, true));
        return answer(id, "hashed", Json::object({{"hash", asset->hash}, {"bytes", asset->bytes}})), Ok{};
    }

    Status run(uint64_t id, const Json& request, JobContext& job) {
        assets_.trim(request.at("asset"));
        RB_TRY(const auto asset, assets_.open(request.at("asset"), job, true));
        RB_TRY(SweepPoint point, pointFromRequest(request));
        injectFault(request.at("spec"));
        RB_TRY(point.inputs, assets_.inputs(point.spec, job));
        if (point.key.empty()) point.key = runKey(point.spec, asset->hash, point.inputs->hashes);
        SweepOptions options;
        options.keepStreams = request.at("stream").asBool();
        options.keepDetails = request.at("details").asBool();
        Bytes kept;
        if (const auto file = request.at("stream_file").asString(); !file.empty()) {
            RB_TRY(kept, mapFile(file));
        }
        resetPeakMemory();
        RB_TRY(
            Finished finished,
            runPoint(
                point,
                *asset,
                kept.view,
                options,
                job,
                [&](double fraction, std::string_view step) { job.progress(fraction, step); }
            )
        );
        finished.result.peakMemoryBytes = peakMemory();
        return report(id, request, finished);
    }

    Status report(uint64_t id, const Json& request, const Finished& finished) {
        const std::filesystem::path folder = request.at("folder").asString();
        Json body = metricsJson(finished.result.metrics);
        if (!finished.metricsOnly) body["row"] = toJson(finished.result);
        if (!folder.empty() && finished.stream) {
            const auto name = fmt::format("{}.rbs", id);
            RB_CHECK(writeFile(folder / name, finished.stream->view));
            body["stream"] = name;
        }
        if (!folder.empty() && finished.keepDetails) {
            RB_TRY(body["details"], writeDetails(finished.result.details, folder, fmt::to_string(id)));
        }
        answer(id, finished.metricsOnly ? "metrics" : "row", std::move(body));
        return Ok{};
    }

    static Result<std::filesystem::path> folderOf(const Json& request) {
        const std::filesystem::path folder = request.at("folder").asString();
        if (!folder.empty()) return folder;
        return badParams("a request without a folder", "worker protocol", "name a folder for its files");
    }

    // A part, of the asset itself or of what a spec makes of it, as a file of its bytes.
    Status preview(uint64_t id, const Json& request, JobContext& job) {
        RB_TRY(const auto folder, folderOf(request));
        injectFault(request.at("spec"));
        RB_TRY(const auto shown, assets_.shown(request, job));
        RB_TRY(const Part* part, requestedPart(*shown, request.at("part").asString()));
        const Json& range = request.at("rows");
        const Rows rows{range.at(size_t{0}).asInt(0), range.at(1).asInt(-1)};
        RB_TRY(Payload payload, part->load(rows, job));
        const Detail shownPart{part->name, "preview", {}, std::move(payload)};
        const auto file = fmt::format("{}.preview", id);
        RB_CHECK(writeDetail(shownPart, folder, file));
        answer(id, "object", Json::object({{"object", detailEntry(shownPart, file)}}));
        return Ok{};
    }

    Status derived(uint64_t id, const Json& request, JobContext& job) {
        RB_TRY(const auto folder, folderOf(request));
        injectFault(request.at("spec"));
        Status written = Ok{};
        int answers = 0;
        const auto send = [&](double share, const std::vector<Detail>& details) {
            auto entries = writeDetails(details, folder, fmt::format("{}-{}", id, answers++));
            if (!entries)
                written = entries.error();
            else if (written)
                answer(id, "derived", Json::object({{"share", share}, {"details", std::move(*entries)}}));
        };
        RB_CHECK(derive(request, assets_, job, send));
        return written;
    }

    // As files NAME-0.detail, NAME-1.detail ... of the folder; their entries.
    static Result<Json> writeDetails(
        const std::vector<Detail>& details, const std::filesystem::path& folder, const std::string& name
    ) {
        Json entries = Json::array();
        for (const auto& detail : details) {
            const auto file = fmt::format("{}-{}.detail", name, entries.size());
            RB_CHECK(writeDetail(detail, folder, file));
            entries.push(detailEntry(detail, file));
        }
        return entries;
    }
};

} // namespace

int runWorker(int in, int out) {
    // Libraries may print to standard output or read standard input; the protocol keeps its own descriptors.
    const int input = fcntl(in, F_DUPFD_CLOEXEC, 3), output = fcntl(out, F_DUPFD_CLOEXEC, 3);
    if (input < 0 || output < 0) return 1;
    if (const int null = open("/dev/null", O_RDONLY | O_CLOEXEC); in == 0 && null >= 0) dup2(null, 0);
    if (out == 1) dup2(2, 1);
    return Worker(input, output).serve();
}

} // namespace rarebit
