// SPDX-License-Identifier: GPL-3.0-or-later
// `rarebit sweep` for other programs: progress lines, estimates, cancellation.
#include "engine/core/files.hpp"
#include "engine/core/json.hpp"
#include "engine/executors/child.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <map>
#include <set>

using namespace rarebit;
using test::program;

namespace {

std::vector<Json> jsonLines(const std::string& text) {
    std::vector<Json> out;
    for (const auto& line : split(text, '\n'))
        if (!line.empty()) out.push_back(REQUIRE(Json::parse(line, "line")));
    return out;
}

struct Setup {
    std::filesystem::path base = test::temporaryFolder();
    std::string project = (base / "p.rarebit").string(), log = (base / "service.log").string();
    Setup() { REQUIRE(writeFile(log, make::log(2000, Rng(1, "sweep")))); }
    std::vector<std::string> sweep(std::vector<std::string> more) const {
        more.insert(more.begin(), {"sweep", project, "--asset", log});
        return more;
    }
};

} // namespace

RB_TEST(progressLinesTellOfEveryPoint) {
    for (const char* executor : {"local", "processes"}) {
        const Setup s;
        const auto swept = program(
            s.sweep({"--method", "xz:preset=1..4", "--progress", "json", "--json", "--executor", executor})
        );
        CHECK_EQ(swept.exitCode, 0);
        std::set<std::string> started, ended;
        Json end;
        for (const auto& event : jsonLines(swept.err)) {
            if (event.at("event").asString() == "end") end = event;
            if (event.at("event").asString() == "plan") CHECK_EQ(event.at("todo").asInt(), 4);
            if (event.at("event").asString() != "progress" || event.at("key").asString().empty()) continue;
            CHECK(event.at("point").asString().starts_with("service.log, xz"));
            CHECK_EQ(event.at("total").asInt(), 4);
            CHECK(event.at("fraction").asDouble(-1) >= 0 && event.at("fraction").asDouble() <= 1);
            const auto stage = event.at("stage").asString();
            (stage == "ended" ? ended : started).insert(event.at("key").asString());
            if (stage == "encode") CHECK(event.at("memory_bytes").asInt() > 1'000'000);
        }
        CHECK_EQ(started.size(), 4u);
        CHECK(started == ended);
        CHECK_EQ(end.at("ran").asInt(), 4);
        CHECK_EQ(jsonLines(swept.out).size(), 4u);
    }
    const Setup s;
    const auto run = program({"run", s.log, "--method", "zstd", "--progress", "json"});
    std::set<std::string> stages;
    for (const auto& event : jsonLines(run.err))
        stages.insert(event.at("stage").asString());
    CHECK(stages.contains("encode") && stages.contains("measure"));
    CHECK_EQ(program({"run", s.log, "--method", "zstd", "--progress", "xml"}).exitCode, 2);
}

RB_TEST(estimatesComeFromWhatWasMeasured) {
    const Setup s;
    const auto dry = [&](const char* method) {
        const auto result = program(s.sweep({"--method", method, "--dry-run", "--json"}));
        return REQUIRE(Json::parse(result.out, "dry run"));
    };
    CHECK_EQ(program({"project", "new", s.project}).exitCode, 0);
    const Json before = dry("xz:preset=1..3");
    CHECK_EQ(before.at("todo").asInt(), 3);
    CHECK(before.at("estimate_ms").isNull() && before.at("estimate_bytes").isNull());
    CHECK_EQ(before.at("without_estimate").asInt(), 3);
    CHECK_EQ(program(s.sweep({"--method", "xz:preset={1,2}", "--json"})).exitCode, 0);
    const Json after = dry("xz:preset=1..3");
    CHECK_EQ(after.at("todo").asInt(), 1);
    CHECK(after.at("estimate_ms").asDouble() > 0);
    CHECK(after.at("estimate_bytes").asDouble() > 100);
    for (const auto& point : after.at("points").elements())
        CHECK_EQ(point.at("estimate_ms").isNumber(), !point.at("present").asBool());
    CHECK(dry("bzip2").at("estimate_ms").isNull());
}

RB_TEST(rulesInputsAndRepeatsReachThePoints) {
    const Setup s;
    const auto swept =
        program(s.sweep({"--method", "zstd:level=3", "--rule", "*=:level=1", "--repeats", "2", "--json"}));
    CHECK_EQ(swept.exitCode, 0);
    const Json row = jsonLines(swept.out).at(0);
    CHECK_EQ(row.at("encode_ms").at("repeats").asInt(), 2);
    CHECK_EQ(row.at("rules").size(), 1u);
}

RB_TEST(anInterruptedSweepKeepsWhatIsFinished) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const Setup s;
        auto arguments = s.sweep({"--method", "zstd:level={1,4}", "--executor", "processes", "--json"});
        arguments.insert(arguments.begin(), test::rarebitProgram().string());
        setenv("RAREBIT_TEST_FAULT", "hang@\"level\":4", 1);
        auto child = REQUIRE(executors::Child::start(arguments, 0));
        unsetenv("RAREBIT_TEST_FAULT");
        pollfd socket{child.socket(), POLLIN, 0};
        CHECK_EQ(poll(&socket, 1, 20'000), 1); // the first row is durable
        kill(child.pid(), signal);
        CHECK_EQ(child.reap(), "ended with exit code 130");
        CHECK_EQ(jsonLines(program({"results", s.project, "--json"}).out).size(), 1u);
    }
}

RB_TEST(targetsAndHullsFromTheCommandLine) {
    const Setup s;
    const auto picture = (test::sourceFolder() / "projects/tour.rarebit/assets/picture.png").string();
    const std::vector<std::string> base{
        "sweep", s.project, "--asset", picture, "--method", "jpeg:quality=1..100", "--json"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), base.begin(), base.end());
        return program(more);
    };
    const auto found = with({"--target", "psnr_db=31", "--progress", "json"});
    CHECK_EQ(found.exitCode, 0);
    auto lines = jsonLines(found.out);
    const Json search = lines.back().at("search");
    CHECK_EQ(lines.size(), search.at("probes").size() + 1);
    CHECK(search.at("met").asBool());
    CHECK(search.at("value").asDouble() >= 31 && search.at("value").asDouble() < 31.2);
    CHECK(found.err.find("quality=") != std::string::npos);
    const auto dry = REQUIRE(Json::parse(with({"--target", "psnr_db=31", "--dry-run"}).out, "dry run"));
    CHECK_EQ(dry.at("todo").asInt(), 0);
    // A metric that the first search did not measure is added to its rows.
    const auto other = with({"--target", "ms_ssim=0.95", "--dry-run"});
    CHECK(REQUIRE(Json::parse(other.out, "dry run")).at("todo").asInt() > 0);
    CHECK_EQ(with({"--target", "psnr_db=99"}).exitCode, 3);
    CHECK_EQ(with({"--target", "psnr_db=31", "--hull", "5"}).exitCode, 2);
    CHECK_EQ(with({"--target", "psnr=35"}).exitCode, 2);
    CHECK_EQ(program({"sweep", s.project, "--target", "psnr_db=31"}).exitCode, 2);
    lines = jsonLines(with({"--hull", "6"}).out);
    CHECK_EQ(lines.back().at("search").at("probes").size(), 6u);
}

RB_TEST(drawnPointsAreTheSameForTheSameSeed) {
    const Setup s;
    const auto levels = [&](std::vector<std::string> more) {
        auto arguments = s.sweep({"--method", "zstd:level=1..15", "--dry-run", "--json"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = program(arguments);
        CHECK_EQ(result.exitCode, 0);
        std::vector<int64_t> out;
        const Json plan = REQUIRE(Json::parse(result.out, "dry run"));
        for (const auto& point : plan.at("points").elements())
            out.push_back(point.at("params").at("level").asInt(3));
        return out;
    };
    CHECK_EQ(program({"project", "new", s.project}).exitCode, 0);
    for (const char* way : {"--random", "--latin"}) {
        const auto five = levels({way, "5"});
        CHECK_EQ(five.size(), 5u);
        CHECK(five == levels({way, "5", "--sample-seed", "1"}));
        CHECK(five != levels({way, "5", "--sample-seed", "2"}));
    }
    std::set<int64_t> strata;
    for (const int64_t level : levels({"--latin", "5", "--sample-seed", "9"}))
        strata.insert((level - 1) / 3);
    CHECK_EQ(strata.size(), 5u);
    // What ran is kept as an experiment: the project lacks nothing afterwards.
    CHECK_EQ(program(s.sweep({"--method", "zstd:level=1..19", "--latin", "3", "--quiet"})).exitCode, 0);
    const auto again = program({"sweep", s.project, "--dry-run", "--json"});
    CHECK_EQ(REQUIRE(Json::parse(again.out, "dry run")).at("todo").asInt(-1), 0);
    for (const auto& [wrong, fix] :
         {std::pair{std::vector<std::string>{"--random", "3", "--latin", "3"}, "give one of them"},
          {{"--random", "0"}, "give --random a number"},
          {{"--latin", "3", "--experiment", "x.json"}, "\"sample\" in the experiment"}}) {
        auto arguments = s.sweep({"--method", "zstd:level=1..19"});
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        const auto result = program(arguments);
        CHECK_EQ(result.exitCode, 2);
        CHECK(result.err.find(fix) != std::string::npos);
    }
}

RB_TEST(endsRunBeforeWhatLiesBetween) {
    const Setup s;
    const auto swept = program(s.sweep({"--method", "xz:preset=0..4", "--json"}));
    std::vector<int64_t> order;
    for (const auto& row : jsonLines(swept.out))
        order.push_back(row.at("params").at("preset").asInt(6));
    CHECK(order == std::vector<int64_t>({0, 4, 2, 1, 3}));
}

RB_TEST(aPausedSweepBeginsNoPointUntilItGoesOn) {
    for (const char* executor : {"local", "processes"}) {
        const Setup s;
        auto arguments = s.sweep(
            {"--method",
             "xz:preset=0..9",
             "--method",
             "zstd:level=1..19",
             "--executor",
             executor,
             "--workers",
             "1",
             "--json",
             "--quiet"}
        );
        arguments.insert(arguments.begin(), test::rarebitProgram().string());
        auto child = REQUIRE(executors::Child::start(arguments, 0));
        std::string seen;
        const auto rows = [&](int milliseconds) { // until so long nothing comes
            pollfd socket{child.socket(), POLLIN, 0};
            while (poll(&socket, 1, milliseconds) > 0) {
                bool ended = false;
                const auto bytes = child.receive(ended);
                seen += bytes;
                if (ended && bytes.empty()) break;
            }
            return std::ranges::count(seen, '\n');
        };
        pollfd socket{child.socket(), POLLIN, 0};
        CHECK_EQ(poll(&socket, 1, 20'000), 1); // the first row
        kill(child.pid(), SIGUSR1);
        const auto then = rows(2000);
        CHECK(then >= 1 && then < 29);
        CHECK_EQ(rows(1000), then);
        kill(child.pid(), SIGCONT);
        CHECK_EQ(rows(20'000), 29);
        CHECK_EQ(child.reap(), "ended with exit code 0");
    }
}
