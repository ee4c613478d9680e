// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace rarebit;
using test::makeResult;

namespace {

std::string slurp(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}
void spill(const std::filesystem::path& path, const std::string& text, bool append = false) {
    std::ofstream(path, append ? std::ios::binary | std::ios::app : std::ios::binary) << text;
}
std::filesystem::path newProject() {
    const auto folder = test::temporaryFolder() / "p.rarebit";
    REQUIRE(ProjectStore::create(folder));
    return folder;
}
size_t findings(const std::filesystem::path& folder, std::string_view kind) {
    JobContext job;
    size_t count = 0;
    for (const auto& finding : REQUIRE(checkProject(folder, job)).findings)
        count += finding.kind == kind ? 1 : 0;
    return count;
}

} // namespace

RB_TEST(rowsComeBackAsTheyWereSaved) {
    const auto folder = newProject();
    auto store = REQUIRE(ProjectStore::open(folder));
    for (int i = 0; i < 20; ++i)
        REQUIRE(store->save(makeResult(i)));
    for (int round = 0; round < 2; ++round) {
        CHECK_EQ(store->size(), 20u);
        for (int i = 0; i < 20; ++i) {
            const auto expected = makeResult(i);
            const auto found = store->find(expected.key);
            CHECK(found.has_value());
            if (!found) continue;
            CHECK_EQ(toJson(*found).dump(), toJson(expected).dump());
        }
        store = REQUIRE(ProjectStore::open(folder)); // and once more from the file
    }
    const auto rows = REQUIRE(store->rows());
    CHECK_EQ(rows.size(), 20u);
    CHECK_EQ(rows[7].at("params").at("level").asInt(), 7);
    CHECK_EQ(rows[7].at("environment").at("cpu").asString(), "test"); // joined
    CHECK(!store->contains(hashHex("nothing")));
    CHECK(!store->contains("not a key"));
    // One environment line for all of them.
    const auto text = slurp(folder / "results.jsonl");
    CHECK_EQ(text.find("\"cpu\":\"test\""), text.rfind("\"cpu\":\"test\""));
}

RB_TEST(theSameKeyTwiceIsTwoObservations) {
    const auto folder = newProject();
    auto store = REQUIRE(ProjectStore::open(folder));
    auto result = makeResult(1);
    REQUIRE(store->save(result));
    result.encode.medianMs = 99;
    REQUIRE(store->save(result));
    CHECK_EQ(store->size(), 1u);
    CHECK_EQ(REQUIRE(store->observations(result.key)).size(), 2u);
    CHECK_EQ(store->find(result.key)->encode.medianMs, 99.0);
    CHECK_EQ(REQUIRE(store->drift()).size(), 0u); // times may differ
    result.sizes.payload += 1;
    REQUIRE(store->save(result));
    const Json drift = REQUIRE(store->drift());
    CHECK(drift.size() >= 1);
    CHECK_EQ(drift.at(size_t{0}).at("key").asString(), result.key);
}

RB_TEST(metricsAreAddedToARunWithoutRepeatingIt) {
    auto store = REQUIRE(ProjectStore::open(newProject()));
    auto result = makeResult(1);
    result.metrics.erase("psnr_db");
    REQUIRE(store->save(result));
    const std::vector<std::string> specs{"exact", "psnr_db"};
    CHECK_EQ(store->missingMetrics(result.key, specs).size(), 1u);
    MetricValue value{.value = 31.5, .standardError = 0.25};
    REQUIRE(store->addMetrics(result.key, {{"psnr_db", value}}));
    const auto row = *REQUIRE(store->row(result.key));
    CHECK_EQ(row.at("metrics").at("psnr_db").asDouble(), 31.5);
    CHECK_EQ(row.at("metric_errors").at("psnr_db").asDouble(), 0.25);
    CHECK_EQ(row.at("metrics").at("exact").asDouble(), 0.0);
    CHECK_EQ(REQUIRE(store->observations(result.key)).size(), 1u);
    CHECK_ERROR(store->addMetrics(hashHex("none"), {{"psnr_db", value}}), ErrorKind::badParams);
}

RB_TEST(tornLastLineIsDroppedReportedAndKept) {
    const auto folder = newProject();
    {
        auto store = REQUIRE(ProjectStore::open(folder));
        for (int i = 0; i < 3; ++i)
            REQUIRE(store->save(makeResult(i)));
    }
    const auto path = folder / "results.jsonl";
    const std::string whole = slurp(path);
    const size_t lastStart = whole.rfind('\n', whole.size() - 2) + 1;
    for (const size_t cut : {lastStart + 1, lastStart + 60, whole.size() - 2}) {
        spill(path, whole.substr(0, cut));
        CHECK_EQ(findings(folder, "torn_line"), 1u);
        auto store = REQUIRE(ProjectStore::open(folder));
        CHECK_EQ(store->size(), 2u);
        CHECK_EQ(store->problems().size(), 1u);
        REQUIRE(store->save(makeResult(7)));
        CHECK_EQ(store->problems().size(), 0u);
        CHECK_EQ(REQUIRE(ProjectStore::open(folder))->size(), 3u);
        JobContext job;
        CHECK(REQUIRE(checkProject(folder, job)).whole());
        CHECK(!std::filesystem::is_empty(folder / "damaged"));
    }
    // A whole line that lacks only its end is kept.
    spill(path, whole.substr(0, whole.size() - 1));
    auto store = REQUIRE(ProjectStore::open(folder));
    REQUIRE(store->save(makeResult(9)));
    CHECK_EQ(store->size(), 4u);
}

RB_TEST(everyDamagedByteOfALineIsFoundAndRepairDeletesNothing) {
    const auto folder = newProject();
    {
        auto store = REQUIRE(ProjectStore::open(folder));
        for (int i = 0; i < 3; ++i)
            REQUIRE(store->save(makeResult(i)));
    }
    const auto path = folder / "results.jsonl";
    const std::string whole = slurp(path);
    const size_t start = whole.find('\n', whole.find('\n') + 1) + 1; // after environment and the first run
    const size_t end = whole.find('\n', start);
    for (size_t at = start; at < end; ++at) {
        std::string bad = whole;
        bad[at] = static_cast<char>(bad[at] ^ 0x01);
        if (bad[at] == '\n') continue;
        spill(path, bad);
        auto store = REQUIRE(ProjectStore::open(folder));
        if (store->size() != 2) CHECK_EQ(fmt::format("byte {}", at - start), "found");
    }
    JobContext job;
    CHECK_EQ(findings(folder, "damaged_line"), 1u);
    const std::string bad = slurp(path);
    const auto report = REQUIRE(checkProject(folder, job, true));
    CHECK_EQ(report.findings.size(), 1u);
    CHECK(REQUIRE(checkProject(folder, job)).whole());
    CHECK_EQ(REQUIRE(ProjectStore::open(folder))->size(), 2u);
    const std::string kept = slurp(folder / report.findings[0].movedTo);
    CHECK(bad.find(kept) != std::string::npos);
    CHECK_EQ(kept.size() + slurp(path).size(), bad.size());
}

RB_TEST(twoWritersAtOnceLoseNothing) {
    const auto folder = newProject();
    constexpr int each = 40;
    std::vector<std::jthread> writers;
    std::atomic<int> failed{0};
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            auto store = ProjectStore::open(folder); // a descriptor, so a lock, of its own
            for (int i = 0; i < each; ++i)
                if (!store || !(*store)->save(makeResult(w * each + i))) ++failed;
        });
    writers.clear();
    CHECK_EQ(failed.load(), 0);
    auto store = REQUIRE(ProjectStore::open(folder));
    CHECK_EQ(store->size(), size_t{4 * each});
    CHECK_EQ(store->problems().size(), 0u);
}

RB_TEST(shardsAndOtherWritersAreRead) {
    const auto folder = newProject();
    auto mine = REQUIRE(ProjectStore::open(folder));
    auto shard = REQUIRE(ProjectStore::open(folder, {.shard = "1-of-2"}));
    REQUIRE(mine->save(makeResult(0)));
    REQUIRE(shard->save(makeResult(1)));
    CHECK(std::filesystem::exists(folder / "results.1-of-2.jsonl"));
    CHECK(!mine->contains(makeResult(1).key));
    REQUIRE(mine->refresh());
    CHECK(mine->contains(makeResult(1).key));
    REQUIRE(shard->save(makeResult(2)));
    REQUIRE(mine->refresh());
    CHECK_EQ(mine->size(), 3u);
    CHECK_ERROR(ProjectStore::open(folder, {.shard = "../x"}), ErrorKind::badParams);
}

RB_TEST(aWriterNoticesThatTheFileWasReplaced) {
    const auto folder = newProject();
    auto store = REQUIRE(ProjectStore::open(folder));
    REQUIRE(store->save(makeResult(0)));
    spill(folder / "results.jsonl", "rubbish\n", true);
    JobContext job;
    CHECK_EQ(REQUIRE(checkProject(folder, job, true)).findings.size(), 1u); // a new file under the name
    REQUIRE(store->save(makeResult(1)));
    CHECK_EQ(store->size(), 2u);
    CHECK_EQ(REQUIRE(ProjectStore::open(folder))->size(), 2u);
}

RB_TEST(unknownFieldsSurviveAndNewerVersionsAreOnlyRead) {
    const auto folder = newProject();
    const auto path = folder / "project.json";
    auto text = slurp(path);
    text.replace(text.find("\"assets\": {}"), 12, "\"assets\": {},\n\"colour\": {\"a\": [1, 2.5, null]}");
    spill(path, text);
    {
        auto store = REQUIRE(ProjectStore::open(folder));
        REQUIRE(store->addExperiment(Json::object({{"methods", Json::array({"store"})}})));
        CHECK_EQ(store->experiments().size(), 1u);
    }
    const auto after = slurp(path);
    CHECK(after.find("\"colour\": {\n\"a\": [1,2.5,null]\n}") != std::string::npos);
    CHECK(after.find('\r') == std::string::npos);
    auto newer = after;
    newer.replace(newer.find("\"version\": \"1.0\""), 16, "\"version\": \"2.0\"");
    spill(path, newer);
    auto store = REQUIRE(ProjectStore::open(folder));
    CHECK(store->readOnly());
    CHECK_ERROR(store->save(makeResult(1)), ErrorKind::io);
    CHECK_ERROR(store->addExperiment(Json::object()), ErrorKind::io);
    CHECK_ERROR(store->putObject({}), ErrorKind::io);
    CHECK_ERROR(ProjectStore::open(folder, {.mustWrite = true}), ErrorKind::io);
    CHECK_EQ(slurp(path), newer);
}

RB_TEST(assetsAreNotedByRelativePathAndHash) {
    const auto base = test::temporaryFolder();
    const auto folder = base / "p.rarebit";
    auto store = REQUIRE(ProjectStore::create(folder));
    spill(base / "a.bin", "some bytes of an asset");
    spill(base / "b.bin", "some bytes of an asset");
    JobContext job;
    const auto record = REQUIRE(store->addAsset(base / "a.bin", job));
    CHECK_EQ(record.path, "../a.bin");
    CHECK_EQ(record.name, "a.bin");
    CHECK_EQ(REQUIRE(store->addAsset(base / "b.bin", job)).path, "../a.bin"); // the same content
    CHECK_EQ(REQUIRE(store->findAsset("a.bin")).hash, record.hash);
    CHECK_EQ(REQUIRE(store->findAsset((base / "a.bin").string())).hash, record.hash);
    CHECK_ERROR(store->findAsset("c.bin"), ErrorKind::badParams);
    CHECK_EQ(REQUIRE(store->openAsset(record, job)).hash, record.hash);
    spill(base / "a.bin", "other bytes of the file");
    CHECK_ERROR(store->openAsset(record, job), ErrorKind::badInput);
    std::filesystem::remove(base / "a.bin");
    CHECK_ERROR(store->openAsset(record, job), ErrorKind::io);
    CHECK_EQ(REQUIRE(store->addAsset(base / "b.bin", job)).path, "../b.bin"); // its new place
}

RB_TEST(objectsAreVerifiedWhenRead) {
    const auto folder = newProject();
    auto store = REQUIRE(ProjectStore::open(folder));
    std::vector<std::byte> content(100000, std::byte{7});
    const auto name = REQUIRE(store->putObject(content));
    CHECK_EQ(REQUIRE(store->putObject(content)), name);
    CHECK_EQ(REQUIRE(store->getObject(name)).size(), content.size());
    CHECK(store->hasObject(name));
    CHECK_EQ(REQUIRE(store->getObject(REQUIRE(store->putObject({})))).size(), 0u);
    CHECK_ERROR(store->getObject("../../etc/passwd"), ErrorKind::badParams);
    const auto path = folder / "objects" / name.substr(0, 2) / name.substr(2);
    const std::string packed = slurp(path);
    for (size_t i = 0; i < packed.size(); ++i) {
        std::string bad = packed;
        bad[i] = static_cast<char>(bad[i] ^ 0x40);
        spill(path, bad);
        const auto got = store->getObject(name);
        // A changed bit of the frame's head may change nothing that counts; the content never differs.
        CHECK(!got || std::ranges::equal(got->view, content));
    }
    for (const size_t size : {size_t{0}, size_t{3}, packed.size() - 1}) {
        spill(path, packed.substr(0, size));
        CHECK(!store->getObject(name));
    }
    CHECK_EQ(findings(folder, "damaged_object"), 1u);
    JobContext job;
    CHECK_EQ(REQUIRE(checkProject(folder, job, true)).findings.size(), 1u);
    CHECK(REQUIRE(checkProject(folder, job)).whole());
    CHECK(std::filesystem::exists(folder / "damaged" / name));
}

RB_TEST(detailsAndStreamsComeBack) {
    const auto folder = newProject();
    auto store = REQUIRE(ProjectStore::open(folder));
    const auto result = makeResult(1);
    REQUIRE(store->save(result));
    const Detail detail{
        "histogram",
        "series",
        Json::object({{"unit", "dB"}}),
        TensorView{DType::f32, {2, 3}, ownBytes(std::vector<float>{1, 2, 3, 4, 5, 6})}};
    REQUIRE(store->saveDetails(result.key, std::span(&detail, 1)));
    const auto back = REQUIRE(store->details(result.key));
    CHECK_EQ(back.size(), 1u);
    CHECK_EQ(back[0].name, "histogram");
    CHECK_EQ(std::get<TensorView>(back[0].values).shape.size(), 2u);
    CHECK(std::ranges::equal(payloadBytes(back[0].values).view, payloadBytes(detail.values).view));
    CHECK(!REQUIRE(store->stream(result.key)));
    const std::vector<std::byte> stream(500, std::byte{3});
    REQUIRE(store->saveStream(result.key, stream));
    CHECK_EQ(REQUIRE(store->stream(result.key))->size(), 500u);
    JobContext job;
    CHECK(REQUIRE(checkProject(folder, job)).whole());
    std::filesystem::remove_all(folder / "objects");
    CHECK_EQ(findings(folder, "missing_object"), 2u);
}

RB_TEST(aDamagedProjectFileIsSetAsideAndResultsStay) {
    const auto folder = newProject();
    {
        auto store = REQUIRE(ProjectStore::open(folder));
        REQUIRE(store->save(makeResult(1)));
    }
    spill(folder / "project.json", "{\"assets\": {");
    CHECK_ERROR(ProjectStore::open(folder), ErrorKind::badInput);
    CHECK_EQ(findings(folder, "damaged_project_file"), 1u);
    JobContext job;
    REQUIRE(checkProject(folder, job, true));
    CHECK_EQ(REQUIRE(ProjectStore::open(folder))->size(), 1u);
    CHECK_EQ(slurp(folder / "damaged/project.json"), "{\"assets\": {");
    CHECK_ERROR(checkProject(folder / "nothing", job), ErrorKind::io);
    CHECK_ERROR(ProjectStore::open(test::temporaryFolder()), ErrorKind::io);
    CHECK_ERROR(ProjectStore::create(folder), ErrorKind::badParams);
}
