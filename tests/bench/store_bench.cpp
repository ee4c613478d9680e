// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and asking a project of 100,000 results, against reading and hashing its file; and what a sweep
// costs per point beside the codec.
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/executors/sweep.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/make_results.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>

using namespace rarebit;
namespace fs = std::filesystem;

namespace {

constexpr int rows = 100'000;
constexpr int points = 2000;

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "{} / {}\n", result.error().what, result.error().where);
    std::exit(1);
}

double seconds(const std::function<void()>& body, int repeats = 1) {
    double best = 1e9;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        body();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

void benchStore(const fs::path& base) {
    setenv("XDG_CACHE_HOME", (base / "cache").c_str(), 1);
    const auto folder = base / "big.rarebit";
    {
        auto store = must(ProjectStore::create(folder));
        for (int i = 0; i < rows; i += 5000) {
            std::vector<RunResult> batch;
            for (int j = i; j < i + 5000; ++j)
                batch.push_back(test::makeResult(j, j % 2 ? "rtn" : "zstd"));
            must(store->save(batch));
        }
    }
    const auto file = folder / "results.jsonl";
    const double bytes = double(fs::file_size(file));
    const double floor = seconds(
        [&] {
            std::ifstream in(file, std::ios::binary);
            std::string text(fs::file_size(file), '\0');
            in.read(text.data(), static_cast<std::streamsize>(text.size()));
            if (hash64(text) == 0) std::abort();
        },
        5
    );
    std::unique_ptr<ProjectStore> store;
    const double open = seconds([&] { store = must(ProjectStore::open(folder)); }, 5);
    fmt::print("{} results, {:.1f} MB: read and hash {:.3f} s (floor)\n", rows, bytes / 1e6, floor);
    fmt::print(
        "open, every line verified     {:.3f} s, {:.1f} x the floor, goal < 1 s\n", open, open / floor
    );
    RowQuery query;
    query.filter = must(Filter::parse("method = rtn and metrics.psnr_db > 24000 and not lossless"));
    query.sortColumn = "size_bytes.total";
    size_t found = 0;
    const auto ask = [&] { found = must(store->query(query)).size(); };
    fmt::print("first query, builds the index {:.3f} s\n", seconds(ask));
    fmt::print("query with the index          {:.3f} s, {} rows\n", seconds(ask, 3), found);
    fmt::print("all rows parsed               {:.3f} s\n", seconds([&] { must(store->rows()); }));
    const double save = seconds([&] { must(store->save(test::makeResult(rows + 1))); }, 5);
    fmt::print("save one row, synced          {:.2f} ms\n", save * 1e3);
}

void benchSweep(const fs::path& base) {
    std::ofstream(base / "tiny.bin", std::ios::binary) << std::string(64, '\1');
    auto store = must(ProjectStore::create(base / "sweep.rarebit"));
    SweepOptions options;
    for (int i = 0; i < points; ++i) {
        RunSpec spec;
        spec.asset = (base / "tiny.bin").string();
        spec.method = "store";
        spec.seed = static_cast<uint64_t>(i);
        options.specs.push_back(spec);
    }
    double codecMs = 0;
    JobContext job;
    const double all = seconds([&] {
        must(runSweep(options, *store, job, [&](const Json& row) {
            codecMs +=
                row.at("encode_ms").at("median").asDouble() + row.at("decode_ms").at("median").asDouble();
        }));
    });
    fmt::print(
        "sweep of {} points: {:.3f} ms a point, {:.3f} ms of it codec, overhead {:.3f} ms, goal < 1 ms\n",
        points,
        all * 1e3 / points,
        codecMs / points,
        (all * 1e3 - codecMs) / points
    );
    const double again = seconds([&] { must(runSweep(options, *store, job)); });
    fmt::print("the same sweep again: {:.3f} ms a point\n", again * 1e3 / points);
}

} // namespace

int main() {
    auto pattern = (fs::temp_directory_path() / "rarebit-bench-XXXXXX").string();
    if (!mkdtemp(pattern.data())) return 1;
    benchStore(pattern);
    benchSweep(pattern);
    fs::remove_all(pattern);
    return 0;
}
