// SPDX-License-Identifier: GPL-3.0-or-later
// A program for tests that need another process:
//   test_worker work --stdio                     the worker
//   test_worker work PROJECT --shard i/n         a task of a job array
//   test_worker save PROJECT FROM COUNT          saves made rows, one by one, and prints each number after it
#include "engine/executors/worker.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/make_results.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

int saveRows(const std::string& project, int from, int count) {
    auto store = rarebit::ProjectStore::open(project);
    if (!store) return 1;
    for (int i = from; i < from + count; ++i) {
        if (const auto saved = (*store)->save(rarebit::test::makeResult(i)); !saved) {
            fmt::print(stderr, "{} / {} / {}\n", saved.error().what, saved.error().where, saved.error().fix);
            return 1;
        }
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    const std::string verb = count > 2 ? arguments[1] : "", what = count > 2 ? arguments[2] : "";
    if (verb == "work" && what == "--stdio") return rarebit::runWorker(0, 1);
    int index = 0, shards = 0;
    if (verb == "work" && count == 5 && std::sscanf(arguments[4], "%d/%d", &index, &shards) == 2)
        return rarebit::runShard(what, index, shards);
    if (verb == "save" && count == 5) return saveRows(what, std::atoi(arguments[3]), std::atoi(arguments[4]));
    return 2;
}
