// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/readers/shared/zip.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

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

std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            out[entry.path().lexically_relative(folder).generic_string()] = slurp(entry.path());
    return out;
}

// A project with an asset inside, rows [from, to), an object and an experiment.
fs::path makeProject(const fs::path& folder, int from, int to) {
    auto store = REQUIRE(ProjectStore::create(folder));
    fs::create_directory(folder / "assets");
    std::ofstream(folder / "assets/a.bin") << "asset of " << from;
    JobContext job;
    REQUIRE(store->addAsset(folder / "assets/a.bin", job));
    for (int i = from; i < to; ++i)
        REQUIRE(store->save(makeResult(i)));
    const std::string stream = fmt::format("stream of {}", from);
    REQUIRE(store->saveStream(makeResult(from).key, std::as_bytes(std::span(stream))));
    REQUIRE(store->addExperiment(Json::object({{"methods", Json::array({"store"})}, {"seed", from}})));
    return folder;
}

} // namespace

RB_TEST(mergeIsASetUnionInAnyOrder) {
    const auto base = test::temporaryFolder();
    const auto a = makeProject(base / "a.rarebit", 0, 5);
    const auto b = makeProject(base / "b.rarebit", 3, 9);
    const auto c = makeProject(base / "c.rarebit", 20, 22);
    JobContext job;
    const auto merged = [&](const char* name, std::vector<fs::path> from) {
        REQUIRE(mergeProjects(base / name, from, job));
        CHECK(REQUIRE(checkProject(base / name, job)).whole());
        return contents(base / name);
    };
    const auto abc = merged("1.rarebit", {a, b, c});
    CHECK(abc == merged("2.rarebit", {c, a, b}));
    CHECK(abc == merged("3.rarebit", {b, c, b, a}));
    auto store = REQUIRE(ProjectStore::open(base / "1.rarebit"));
    CHECK_EQ(store->size(), 11u);
    CHECK_EQ(REQUIRE(store->observations(makeResult(4).key)).size(), 2u); // made twice, at two times
    CHECK_EQ(store->experiments().size(), 3u);
    for (const auto& record : store->assets()) // three assets of one name, all with their bytes
        REQUIRE(store->openAsset(record, job));
    CHECK_EQ(store->assets().size(), 3u);
    const auto again = REQUIRE(mergeProjects(base / "1.rarebit", std::vector{a, b, c}, job));
    CHECK_EQ(again.linesAdded + again.objectsAdded + again.recordsAdded, 0u);
    CHECK(abc == contents(base / "1.rarebit"));
}

RB_TEST(damagedSourcesAreReportedAndLeftOut) {
    const auto base = test::temporaryFolder();
    const auto a = makeProject(base / "a.rarebit", 0, 5);
    std::ofstream(a / "results.jsonl", std::ios::app) << "{\"key\":\"0";
    JobContext job;
    const auto report = REQUIRE(mergeProjects(base / "b.rarebit", std::vector{a}, job));
    CHECK_EQ(report.notes.size(), 1u);
    CHECK_EQ(REQUIRE(ProjectStore::open(base / "b.rarebit"))->size(), 5u);
    // The target must be whole: its lines are written anew.
    CHECK_ERROR(mergeProjects(a, std::vector{base / "b.rarebit"}, job), ErrorKind::badInput);
    CHECK_ERROR(mergeProjects(base / "c.rarebit", std::vector{base / "none"}, job), ErrorKind::io);
    CHECK(!fs::exists(base / "c.rarebit"));
}

RB_TEST(diffShowsWhatChangedAndNothingElse) {
    const auto base = test::temporaryFolder();
    const auto a = makeProject(base / "a.rarebit", 0, 5);
    const auto b = makeProject(base / "b.rarebit", 3, 9);
    JobContext job;
    Json diff = REQUIRE(diffProjects(a, b, job));
    CHECK_EQ(diff.at("only_a").size(), 3u);
    CHECK_EQ(diff.at("only_b").size(), 4u);
    CHECK_EQ(diff.at("equal").asInt(), 2);
    CHECK_EQ(diff.at("changed").size(), 0u);
    auto changed = makeResult(3);
    changed.encode.medianMs = 77; // no change
    changed.sizes.payload = 1;
    REQUIRE(REQUIRE(ProjectStore::open(b))->save(changed));
    diff = REQUIRE(diffProjects(a, b, job));
    CHECK_EQ(diff.at("changed").size(), 1u);
    const Json& fields = diff.at("changed").at(size_t{0}).at("fields");
    CHECK_EQ(fields.at("size_bytes.payload").dump(), "[4,1]");
    CHECK(!fields.contains("encode_ms"));
}

RB_TEST(packAndUnpackRoundTrip) {
    const auto base = test::temporaryFolder();
    const auto a = makeProject(base / "a.rarebit", 0, 5);
    fs::create_symlink("/etc/passwd", a / "link");
    JobContext job;
    REQUIRE(packProject(a, base / "a.rarebitz", job));
    REQUIRE(packProject(a, base / "again.rarebitz", job));
    CHECK(slurp(base / "a.rarebitz") == slurp(base / "again.rarebitz"));
    REQUIRE(unpackProject(base / "a.rarebitz", base / "b.rarebit", job));
    fs::remove(a / "link");
    CHECK(contents(a) == contents(base / "b.rarebit"));
    CHECK(REQUIRE(checkProject(base / "b.rarebit", job)).whole());
    CHECK_ERROR(unpackProject(base / "a.rarebitz", base / "b.rarebit", job), ErrorKind::badParams);
    CHECK_ERROR(packProject(a, a / "x.rarebitz", job), ErrorKind::badParams);
    CHECK_EQ(REQUIRE(diffProjects(a, base / "a.rarebitz", job)).at("equal").asInt(), 5);
    REQUIRE(mergeProjects(base / "c.rarebit", std::vector{base / "a.rarebitz"}, job));
    const auto merged = REQUIRE(ProjectStore::open(base / "c.rarebit"));
    CHECK_EQ(merged->size(), 5u);
    REQUIRE(merged->openAsset(merged->assets().front(), job));
}

RB_TEST(hostilePacksAreRefused) {
    const auto base = test::temporaryFolder();
    const auto a = makeProject(base / "a.rarebit", 0, 2);
    JobContext job;
    REQUIRE(packProject(a, base / "a.rarebitz", job));
    const std::string good = slurp(base / "a.rarebitz");
    const auto tried = [&](const std::string& bytes) {
        std::ofstream(base / "bad.rarebitz", std::ios::binary) << bytes;
        fs::remove_all(base / "out.rarebit");
        return unpackProject(base / "bad.rarebitz", base / "out.rarebit", job);
    };
    // A name that climbs out, of the same length as the one it replaces.
    std::string slip = good;
    for (size_t at = 0; (at = slip.find("assets/a.bin", at)) != std::string::npos; ++at)
        slip.replace(at, 12, "../../ab.bin");
    CHECK_ERROR(tried(slip), ErrorKind::badInput);
    CHECK(!fs::exists(base / "ab.bin") && !fs::exists(base.parent_path() / "ab.bin"));
    const std::vector<ZipEntry> none{{"readme.txt", {}}};
    REQUIRE(writeZip(none, base / "bad.rarebitz", job));
    CHECK_ERROR(unpackProject(base / "bad.rarebitz", base / "out.rarebit", job), ErrorKind::badInput);
    for (size_t size = 0; size < good.size(); size += good.size() / 40)
        CHECK(!tried(good.substr(0, size)));
    int refused = 0;
    for (size_t at = 0; at < good.size(); at += 29) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        if (!tried(bad)) ++refused;
    }
    CHECK(refused > 0);
    for (const auto& entry : fs::directory_iterator(base)) // nothing half done stays
        CHECK(!entry.path().filename().string().starts_with("."));
}
