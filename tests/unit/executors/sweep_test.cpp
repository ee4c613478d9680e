// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/executors/sweep.hpp"
#include "engine/executors/worker.hpp"
#include "engine/store/project_files.hpp"
#include "tests/support/check.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>

using namespace rarebit;
namespace fs = std::filesystem;

namespace {

// One variable of the environment for a scope.
class Variable {
public:
    Variable(const char* name, const std::string& value) : name_(name) {
        if (const char* old = std::getenv(name)) before_ = old;
        setenv(name, value.c_str(), 1);
    }
    ~Variable() {
        if (before_)
            setenv(name_, before_->c_str(), 1);
        else
            unsetenv(name_);
    }

private:
    const char* name_;
    std::optional<std::string> before_;
};

struct Setup {
    fs::path base = test::temporaryFolder();
    std::unique_ptr<ProjectStore> store = REQUIRE(ProjectStore::create(base / "p.rarebit"));
    JobContext job;

    Setup() {
        for (const char* name : {"a.dat", "b.dat"}) {
            std::ofstream file(base / name, std::ios::binary);
            for (int i = 0; i < 20000; ++i)
                file << name << i % 97 << '\n';
        }
    }
    SweepOptions options(const std::string& method, const std::string& executor = "local") {
        Json experiment = Json::object({
            {"assets", Json::array({(base / "a.dat").string(), (base / "b.dat").string()})},
            {"methods", Json::array({method})},
        });
        SweepOptions out;
        out.specs = REQUIRE(expand(experiment));
        out.executor = executor;
        out.program = fs::path(test::rarebitProgram()).parent_path().parent_path() / "tests/test_worker";
        out.workers = 2;
        return out;
    }
    SweepSummary sweep(const SweepOptions& options, std::vector<Json>* rows = nullptr) {
        return REQUIRE(runSweep(options, *store, job, [&](const Json& row) {
            // A row is reported after it is durable: another reader finds it.
            if (rows) {
                rows->push_back(row);
                CHECK(REQUIRE(ProjectStore::open(store->folder()))->contains(row.at("key").asString()));
            }
        }));
    }
};

std::set<std::string> streamSizes(const std::vector<Json>& rows) {
    std::set<std::string> out;
    for (const auto& row : rows)
        out.insert(row.at("key").asString() + row.at("size_bytes").dump() + row.at("metrics").dump());
    return out;
}

} // namespace

RB_TEST(aRepeatedSweepRepeatsNothingAndAWiderOneRunsOnlyTheNewPoints) {
    Setup s;
    std::vector<Json> rows;
    auto summary = s.sweep(s.options("zstd:level=1..3"), &rows);
    CHECK_EQ(summary.points, 6u);
    CHECK_EQ(summary.ran, 6u);
    CHECK_EQ(summary.failed, 0u);
    CHECK_EQ(rows.size(), 6u);
    CHECK_EQ(rows[0].at("asset").asString(), "a.dat");
    CHECK(rows[0].at("lossless").asBool());
    CHECK(rows[0].at("environment").at("program").isString());
    s.store = REQUIRE(ProjectStore::open(s.store->folder()));
    summary = s.sweep(s.options("zstd:level=1..3"));
    CHECK_EQ(summary.ran, 0u);
    CHECK_EQ(summary.present, 6u);
    summary = s.sweep(s.options("zstd:level=1..5"));
    CHECK_EQ(summary.ran, 4u);
    CHECK_EQ(s.store->assets().size(), 2u);
    // The default written out is the same point.
    summary = s.sweep(s.options("zstd:level=3"));
    CHECK_EQ(summary.ran, 0u);
}

RB_TEST(aNewMetricRepeatsNoRun) {
    Setup s;
    // A tiny WAVE file: 8 kHz, mono, 16 bits.
    ByteWriter wav;
    wav.bytes(std::as_bytes(std::span("RIFF", 4)));
    wav.u32(36 + 2000);
    wav.bytes(std::as_bytes(std::span("WAVEfmt ", 8)));
    for (const uint32_t word : {16u, 0x00010001u, 8000u, 16000u, 0x00100002u})
        wav.u32(word);
    wav.bytes(std::as_bytes(std::span("data", 4)));
    wav.u32(2000);
    for (uint16_t i = 0; i < 1000; ++i)
        wav.u16(static_cast<uint16_t>(i * 7));
    REQUIRE(writeFile(s.base / "a.wav", wav.take()));
    for (const bool streams : {false, true}) {
        SweepOptions options = s.options(streams ? "zstd:level=2" : "zstd:level=1");
        options.specs.resize(1);
        options.specs[0].asset = (s.base / "a.wav").string();
        options.specs[0].metrics = {"exact"};
        options.keepStreams = streams;
        CHECK_EQ(s.sweep(options).ran, 1u);
        options.specs[0].metrics = {"exact", "mse", "rmse"};
        options.executor = streams ? "processes" : "local";
        const auto plan = REQUIRE(planSweep(options, *s.store, s.job, true));
        CHECK_EQ(plan.todo(), 1u);
        CHECK(plan.points.at(0).missingMetrics == (std::vector<std::string>{"mse", "rmse"}));
        std::vector<Json> rows;
        const auto summary = s.sweep(options, &rows);
        CHECK_EQ(summary.ran, 0u);
        CHECK_EQ(summary.metricsAdded, 1u);
        CHECK_EQ(rows.at(0).at("metrics").size(), 3u);
        CHECK_EQ(rows.at(0).at("metrics").at("mse").asDouble(-1), 0.0);
        CHECK_EQ(REQUIRE(s.store->observations(plan.points[0].key)).size(), 1u);
        CHECK_EQ(s.sweep(options).metricsAdded, 0u);
    }
}

RB_TEST(brokenAssetsAndSpecsAreProblemsOfTheirOwn) {
    Setup s;
    SweepOptions options = s.options("zstd:level=1");
    RunSpec missing = options.specs[0];
    missing.asset = (s.base / "none.dat").string();
    options.specs.push_back(missing);
    missing.params = Json::object({{"level", 2}});
    options.specs.push_back(missing);
    const auto summary = s.sweep(options);
    CHECK_EQ(summary.ran, 2u);
    CHECK_EQ(summary.problems.size(), 1u);
    options.specs = {missing};
    CHECK_ERROR(runSweep(options, *s.store, s.job), ErrorKind::badParams);
    options = s.options("zstd:level=1");
    options.executor = "cloud";
    CHECK_ERROR(runSweep(options, *s.store, s.job), ErrorKind::badParams);
}

RB_TEST(workerProcessesGiveTheSameRows) {
    Setup a, b;
    std::vector<Json> local, remote;
    a.sweep(a.options("zstd:level=1..4"), &local);
    SweepOptions options = b.options("zstd:level=1..4", "processes");
    options.keepStreams = true;
    const auto summary = b.sweep(options, &remote);
    CHECK_EQ(summary.ran, 8u);
    CHECK_EQ(summary.failed, 0u);
    CHECK(streamSizes(local) == streamSizes(remote));
    for (const auto& row : remote) {
        CHECK(row.at("peak_memory_bytes").asInt() > 1'000'000);
        const auto stream = REQUIRE(b.store->stream(row.at("key").asString()));
        CHECK(stream && int64_t(stream->size()) == row.at("size_bytes").at("total").asInt());
    }
    JobContext job;
    CHECK(REQUIRE(checkProject(b.store->folder(), job)).whole());
}

RB_TEST(aCrashAHangAndAMemoryOverrunAreFailedRowsAndTheSweepGoesOn) {
    const struct {
        const char* fault;
        const char* says;
    } cases[] = {
        {"crash@\"level\":2", "signal 11"},
        {"hang@\"level\":2", "longer than its limit"},
        {"memory:3000@\"level\":2", "limit is"},
    };
    for (const auto& [fault, says] : cases) {
        Setup s;
        const Variable variable("RAREBIT_TEST_FAULT", fault);
        SweepOptions options = s.options("zstd:level={1,2,4,5}", "processes");
        options.pointSeconds = 3;
        options.workerMemory = uint64_t(400) << 20;
        std::vector<Json> rows;
        const auto summary = s.sweep(options, &rows);
        CHECK_EQ(summary.ran, 8u);
        CHECK_EQ(summary.failed, 2u);
        for (const auto& row : rows) {
            const bool faulty = row.at("params").at("level").asInt() == 2;
            CHECK_EQ(row.at("error").isObject(), faulty);
            if (!faulty) continue;
            const auto what = row.at("error").at("what").asString();
            if (what.find(says) == std::string::npos) CHECK_EQ(what, std::string(says));
            CHECK(!row.at("error").at("fix").asString().empty());
        }
        // A failure is a row: it is run again only when asked.
        CHECK_EQ(s.sweep(options).ran, 0u);
        unsetenv("RAREBIT_TEST_FAULT");
        options.retryFailed = true;
        const auto again = s.sweep(options);
        CHECK_EQ(again.ran, 2u);
        CHECK_EQ(again.failed, 0u);
    }
}

RB_TEST(aWorkerThatCannotStartIsAnError) {
    Setup s;
    SweepOptions options = s.options("zstd:level=1", "processes");
    for (const char* program : {"/nonexistent", "/bin/false"}) {
        options.program = program;
        CHECK_ERROR(runSweep(options, *s.store, s.job), ErrorKind::io);
    }
}

RB_TEST(cancellationEndsWorkersAndKeepsWhatIsFinished) {
    Setup s;
    const Variable variable("RAREBIT_TEST_FAULT", "hang@\"level\":4");
    std::stop_source stop;
    JobOptions jobOptions;
    jobOptions.stop = stop.get_token();
    JobContext job(jobOptions);
    SweepOptions options = s.options("zstd:level={1,4}", "processes");
    std::atomic<int> rows{0};
    std::jthread canceller([&] {
        while (rows < 2)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        stop.request_stop();
    });
    const auto result = runSweep(options, *s.store, job, [&](const Json&) { ++rows; });
    CHECK_ERROR(result, ErrorKind::cancelled);
    CHECK_EQ(REQUIRE(ProjectStore::open(s.store->folder()))->size(), 2u);
}

RB_TEST(shardsShareThePointsAndMergeOnReading) {
    Setup s;
    const Json experiment = Json::object({
        {"assets", Json::array({(s.base / "a.dat").string(), (s.base / "b.dat").string()})},
        {"methods", Json::array({"zstd:level=1..6"})},
    });
    REQUIRE(adoptExperiment(experiment, *s.store, s.job));
    CHECK_EQ(REQUIRE(projectSpecs(*s.store)).size(), 12u);
    CHECK_EQ(runShard(s.store->folder(), 0, 3), 0);
    const auto first = REQUIRE(ProjectStore::open(s.store->folder()))->size();
    CHECK(first > 0 && first < 12);
    CHECK_EQ(runShard(s.store->folder(), 1, 3), 0);
    CHECK_EQ(runShard(s.store->folder(), 2, 3), 0);
    CHECK_EQ(runShard(s.store->folder(), 2, 3), 0); // nothing left
    REQUIRE(s.store->refresh());
    CHECK_EQ(s.store->size(), 12u);
    CHECK(fs::exists(s.store->folder() / "results.2-of-3.jsonl"));
    CHECK_EQ(runShard(s.store->folder(), 3, 3), 2);
    SweepOptions options;
    options.specs = REQUIRE(projectSpecs(*s.store));
    CHECK_EQ(REQUIRE(planSweep(options, *s.store, s.job)).todo(), 0u);
}

// The real scheduler is stood in for by a script that runs the array's tasks one after the other.
RB_TEST(aJobArrayIsSubmittedAndItsRowsAreCollected) {
    Setup s;
    const Json experiment = Json::object({
        {"assets", Json::array({(s.base / "a.dat").string()})},
        {"methods", Json::array({"zstd:level=1..6"})},
    });
    REQUIRE(adoptExperiment(experiment, *s.store, s.job));
    SweepOptions options = s.options("zstd", "slurm");
    options.specs = REQUIRE(projectSpecs(*s.store));
    options.workers = 3;
    {
        const Variable path("PATH", "/nonexistent");
        CHECK_ERROR(runSweep(options, *s.store, s.job), ErrorKind::unsupported);
    }
    fs::create_directory(s.base / "bin");
    const auto sbatch = s.base / "bin/sbatch";
    std::ofstream(sbatch
    ) << "#!/bin/sh\n"
         "for a; do script=$a; done\n"
         "last=$(sed -n 's/^#SBATCH --array=0-//p' \"$script\")\n"
         "for i in $(seq 0 $last); do SLURM_ARRAY_TASK_ID=$i sh \"$script\" || true; done\n";
    chmod(sbatch.c_str(), 0755);
    const Variable path("PATH", (s.base / "bin").string() + ":" + std::getenv("PATH"));
    std::vector<Json> rows;
    const auto summary = s.sweep(options, &rows);
    CHECK_EQ(summary.ran, 6u);
    CHECK_EQ(rows.size(), 6u);
    CHECK(summary.problems.empty());
    CHECK(fs::exists(s.store->folder() / "results.0-of-3.jsonl"));
}
