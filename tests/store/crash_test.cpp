// SPDX-License-Identifier: GPL-3.0-or-later
// What a project survives: kill -9, a full disk, a folder that cannot be written to.
#include "engine/core/rng.hpp"
#include "engine/executors/child.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

using namespace rarebit;
using test::makeResult;
namespace fs = std::filesystem;

namespace {

std::string slurp(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string workerProgram() {
    return (test::rarebitProgram().parent_path().parent_path() / "tests/test_worker").string();
}

// A small file system of its own, where the test may mount one.
class SmallDisk {
public:
    explicit SmallDisk(const char* options) : path(test::temporaryFolder() / "disk") {
        fs::create_directory(path);
        if (mount("tmpfs", path.c_str(), "tmpfs", 0, options) != 0)
            throw test::Skip{"a file system of its own needs the right to mount one"};
    }
    ~SmallDisk() { umount2(path.c_str(), MNT_DETACH); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool makeReadOnly() const {
        return mount(nullptr, path.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    fs::path path;
};

} // namespace

// A writer is killed at random moments. Every row that it reported is there; at most the one it was saving is
// lost; the next writer goes on; nothing is ever damaged.
RB_TEST(killedAtAnyMomentAtMostTheRunningRowIsLost) {
    const auto folder = test::temporaryFolder() / "p.rarebit";
    REQUIRE(ProjectStore::create(folder));
    Rng rng(1, "kill");
    int next = 0;
    for (int round = 0; round < 30; ++round) {
        auto writer = REQUIRE(executors::Child::start(
            {workerProgram(), "save", folder.string(), std::to_string(next), "100000"}, 0
        ));
        // Most are killed among their rows; some in their first moments, before they have written anything.
        const int64_t rows = round % 4 == 3 ? 0 : 1 + static_cast<int64_t>(rng.below(6));
        const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        std::string said;
        bool ended = false;
        while (std::count(said.begin(), said.end(), '\n') < rows && !ended &&
               std::chrono::steady_clock::now() < late)
            said += writer.receive(ended);
        std::this_thread::sleep_for(std::chrono::microseconds(rng.below(10000)));
        kill(writer.pid(), SIGKILL);
        writer.reap();
        for (ended = false; !ended;)
            said += writer.receive(ended);
        said.resize(said.rfind('\n') + 1);
        const auto reported = std::count(said.begin(), said.end(), '\n');
        auto store = REQUIRE(ProjectStore::open(folder));
        for (int i = 0; i < next + reported; ++i)
            if (!store->contains(makeResult(i).key)) CHECK_EQ(i, -1);
        CHECK(store->size() <= size_t(next + reported + 1));
        CHECK(store->problems().size() <= 1);
        next = static_cast<int>(store->size());
    }
    CHECK(next > 30);
    auto store = REQUIRE(ProjectStore::open(folder));
    REQUIRE(store->save(makeResult(next)));
    JobContext job;
    const auto report = REQUIRE(checkProject(folder, job));
    for (const auto& finding : report.findings)
        CHECK_EQ(finding.what, std::string());
    CHECK_EQ(report.keys, uint64_t(next + 1));
}

RB_TEST(killedWritersOfObjectsLeaveWholeObjects) {
    const auto folder = test::temporaryFolder() / "p.rarebit";
    auto store = REQUIRE(ProjectStore::create(folder));
    Rng rng(2, "kill");
    for (int round = 0; round < 15; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            for (int i = 0;; ++i) {
                std::vector<std::byte> content(200000);
                Rng noise(uint64_t(round), std::to_string(i));
                for (auto& b : content)
                    b = static_cast<std::byte>(noise.below(200));
                if (!store->putObject(content)) _exit(1);
            }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(rng.below(40000)));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
    JobContext job;
    const auto report = REQUIRE(checkProject(folder, job));
    CHECK(report.whole());
    CHECK(report.objects > 0);
}

RB_TEST(aFullDiskIsAnErrorAndTheProjectStaysWhole) {
    const SmallDisk disk("size=192k");
    const auto folder = disk.path / "p.rarebit";
    auto store = REQUIRE(ProjectStore::create(folder));
    int saved = 0;
    std::optional<Error> error;
    for (; saved < 10000 && !error; ++saved)
        if (const auto status = store->save(makeResult(saved)); !status) error = status.error();
    --saved;
    CHECK(error && error->kind == ErrorKind::io);
    CHECK(error && error->what.find("No space") != std::string::npos);
    CHECK(error && error->fix.find("free") != std::string::npos);
    CHECK(saved > 50);
    CHECK_EQ(store->size(), size_t(saved));
    CHECK_ERROR(store->putObject(std::vector<std::byte>(300000, std::byte{1})), ErrorKind::io);
    CHECK_ERROR(store->addExperiment(Json::object({{"x", std::string(60000, 'x')}})), ErrorKind::io);
    JobContext job;
    CHECK(REQUIRE(checkProject(folder, job)).whole());
    store = REQUIRE(ProjectStore::open(folder));
    CHECK_EQ(store->size(), size_t(saved));
    // With room again it goes on.
    CHECK_EQ(mount(nullptr, disk.path.c_str(), nullptr, MS_REMOUNT, "size=8m"), 0);
    REQUIRE(store->save(makeResult(saved)));
    CHECK(REQUIRE(checkProject(folder, job)).whole());
}

// The same without the right to mount: a limit on the size of files.
RB_TEST(aLineThatDoesNotFitIsTakenBack) {
    const auto folder = test::temporaryFolder() / "p.rarebit";
    auto store = REQUIRE(ProjectStore::create(folder));
    REQUIRE(store->save(makeResult(0)));
    const auto before = slurp(folder / "results.jsonl");
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    rlimit limit = old;
    limit.rlim_cur = before.size() + 100;
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto status = store->save(makeResult(1));
    setrlimit(RLIMIT_FSIZE, &old);
    CHECK_ERROR(status, ErrorKind::io);
    CHECK(slurp(folder / "results.jsonl") == before);
    REQUIRE(store->save(makeResult(1)));
    CHECK_EQ(REQUIRE(ProjectStore::open(folder))->size(), 2u);
}

RB_TEST(aReadOnlyProjectIsReadAndRefusesWritesClearly) {
    const SmallDisk disk("size=4m");
    const auto folder = disk.path / "p.rarebit";
    {
        auto store = REQUIRE(ProjectStore::create(folder));
        for (int i = 0; i < 5; ++i)
            REQUIRE(store->save(makeResult(i)));
    }
    CHECK(disk.makeReadOnly());
    const auto before = slurp(folder / "results.jsonl");
    auto store = REQUIRE(ProjectStore::open(folder));
    CHECK(store->readOnly());
    CHECK_EQ(store->size(), 5u);
    CHECK_EQ(REQUIRE(store->rows()).size(), 5u);
    CHECK_ERROR(store->save(makeResult(9)), ErrorKind::io);
    CHECK_ERROR(store->addExperiment(Json::object()), ErrorKind::io);
    CHECK_ERROR(store->putObject({}), ErrorKind::io);
    CHECK_ERROR(ProjectStore::open(folder, {.mustWrite = true}), ErrorKind::io);
    CHECK_ERROR(ProjectStore::create(disk.path / "q.rarebit"), ErrorKind::io);
    CHECK(store->save(makeResult(9)).error().what.find("only be read") != std::string::npos);
    JobContext job;
    CHECK(REQUIRE(checkProject(folder, job)).whole());
    REQUIRE(packProject(folder, test::temporaryFolder() / "p.rarebitz", job));
    CHECK_ERROR(mergeProjects(folder, std::vector{folder}, job), ErrorKind::io);
    CHECK(slurp(folder / "results.jsonl") == before);
}
