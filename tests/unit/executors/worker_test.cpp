// SPDX-License-Identifier: GPL-3.0-or-later
// The worker protocol, spoken line by line.
#include "engine/core/files.hpp"
#include "engine/executors/child.hpp"
#include "engine/executors/protocol.hpp"
#include "tests/support/check.hpp"

#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

using namespace rarebit;
using namespace rarebit::executors;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

class Client {
public:
    fs::path base = test::temporaryFolder();
    Child child = REQUIRE(Child::start(
        {(test::rarebitProgram().parent_path().parent_path() / "tests/test_worker").string(),
         "work",
         "--stdio"},
        0
    ));

    Client() {
        std::ofstream(base / "a.bin", std::ios::binary) << std::string(3000, '\3') << '\0';
        CHECK_EQ(next().at("event").asString(), "ready");
    }
    void say(const std::string& line) { CHECK(child.send(line + "\n")); }
    void ask(Json request) { say(request.dump()); }
    Json request(uint64_t id, const char* op) const {
        return Json::object({
            {"id", id},
            {"op", op},
            {"asset", Json::object({{"path", (base / "a.bin").string()}, {"hash", ""}, {"reader", "bytes"}})},
            {"folder", base.string()},
        });
    }
    /// The next event that is no progress; null where none comes within 20 s or the worker ended.
    Json next() {
        const auto end = Clock::now() + std::chrono::seconds(20);
        while (Clock::now() < end) {
            if (const auto line = lines_.next()) {
                Json event = REQUIRE(Json::parse(*line, "worker"));
                if (event.at("event").asString() != "progress") return event;
                continue;
            }
            pollfd socket{child.socket(), POLLIN, 0};
            poll(&socket, 1, 100);
            bool ended = false;
            lines_.add(child.receive(ended));
            if (ended) return {};
        }
        return {};
    }

private:
    LineBuffer lines_;
};

} // namespace

RB_TEST(requestsAreAnswered) {
    Client client;
    client.ask(Json::object({{"id", 1}, {"op", "ping"}}));
    CHECK_EQ(client.next().at("event").asString(), "pong");
    client.ask(client.request(2, "open"));
    const Json opened = client.next();
    CHECK_EQ(opened.at("event").asString(), "opened");
    CHECK_EQ(opened.at("asset").at("bytes").asInt(), 3001);
    CHECK_EQ(opened.at("asset").at("hash").asString().size(), 32u);
    Json run = client.request(3, "run");
    run["spec"] = Json::object({{"method", "zstd"}, {"params", Json::object({{"level", 3}})}});
    run["stream"] = true;
    client.ask(run);
    const Json row = client.next();
    CHECK_EQ(row.at("event").asString(), "row");
    CHECK_EQ(row.at("id").asInt(), 3);
    CHECK(row.at("row").at("lossless").asBool());
    CHECK_EQ(
        int64_t(fs::file_size(client.base / row.at("stream").asString())),
        row.at("row").at("size_bytes").at("total").asInt()
    );
}

RB_TEST(previewsComeAsFiles) {
    Client client;
    for (const bool decoded : {false, true}) {
        Json preview = client.request(decoded ? 2 : 1, "preview");
        if (decoded) preview["spec"] = Json::object({{"method", "zstd"}});
        client.ask(preview);
        const Json event = client.next();
        CHECK_EQ(event.at("event").asString(), "object");
        const auto detail = REQUIRE(readDetail(event.at("object"), client.base));
        CHECK_EQ(payloadBytes(detail.values).size(), 3001u);
    }
    Json missing = client.request(3, "preview");
    missing["part"] = "nothing";
    client.ask(missing);
    CHECK_EQ(client.next().at("error").at("kind").asString(), "bad_params");
}

RB_TEST(openingCanLeaveTheHashForLater) {
    Client client;
    Json open = client.request(1, "open");
    open["hash"] = false;
    client.ask(open);
    CHECK_EQ(client.next().at("asset").at("hash").asString(), "");
    client.ask(client.request(2, "hash"));
    const Json hashed = client.next();
    CHECK_EQ(hashed.at("event").asString(), "hashed");
    CHECK_EQ(hashed.at("hash").asString().size(), 32u);
    CHECK_EQ(hashed.at("bytes").asInt(), 3001);
}

RB_TEST(derivedDetailsComeAsFiles) {
    Client client;
    Json derive = client.request(1, "derive");
    derive["what"] = "histogram";
    derive["against"] = true;
    derive["spec"] = Json::object({{"method", "zstd"}});
    client.ask(derive);
    const Json event = client.next();
    CHECK_EQ(event.at("event").asString(), "derived");
    CHECK_EQ(event.at("share").asDouble(), 1.0);
    const auto detail = REQUIRE(readDetail(event.at("details").at(size_t{0}), client.base));
    CHECK_EQ(detail.kind, "histogram");
    CHECK_EQ(payloadBytes(detail.values).size(), 3u * 256 * 8);
    derive["id"] = 2;
    derive["what"] = "statistics";
    derive.erase("against");
    client.ask(derive);
    const auto facts = REQUIRE(readDetail(client.next().at("details").at(size_t{0}), client.base));
    CHECK_EQ(facts.about.at("count").asInt(), 3001);
    derive["id"] = 3;
    derive["what"] = "worst";
    client.ask(derive);
    CHECK_EQ(client.next().at("error").at("kind").asString(), "bad_params");
}

RB_TEST(nonsenseIsAnErrorAndTheWorkerGoesOn) {
    Client client;
    for (const char* line :
         {"",
          "{",
          "[]",
          "null",
          "{\"id\":-5,\"op\":\"dance\"}",
          "{\"op\":\"run\"}",
          "{\"id\":7,\"op\":\"run\"}"}) {
        client.say(line);
        const Json event = client.next();
        CHECK_EQ(event.at("event").asString(), "error");
        for (const char* sentence : {"what", "where", "fix"})
            CHECK(!event.at("error").at(sentence).asString().empty());
    }
    Json run = client.request(8, "run");
    run["spec"] = Json::object({{"method", "zstd"}, {"params", Json::object({{"level", 999}})}});
    client.ask(run);
    CHECK_EQ(client.next().at("error").at("kind").asString(), "bad_params");
    client.ask(Json::object({{"id", 9}, {"op", "ping"}}));
    CHECK_EQ(client.next().at("event").asString(), "pong");
}

RB_TEST(aWaitingRequestIsCancelledWhileAnotherHangs) {
    setenv("RAREBIT_TEST_FAULT", "hang@\"seed\":77", 1);
    Client client;
    unsetenv("RAREBIT_TEST_FAULT");
    Json hangs = client.request(1, "run");
    hangs["spec"] = Json::object({{"method", "store"}, {"seed", 77}});
    client.ask(hangs);
    client.ask(client.request(2, "open"));
    const auto start = Clock::now();
    client.ask(Json::object({{"id", 3}, {"op", "cancel"}, {"target", 2}}));
    const Json first = client.next(), second = client.next();
    CHECK(Clock::now() - start < std::chrono::seconds(5)); // 100 ms on an idle machine
    CHECK_EQ(first.at("error").at("kind").asString(), "cancelled");
    CHECK_EQ(first.at("id").asInt(), 2);
    CHECK_EQ(second.at("event").asString(), "stopping");
    // The one that hangs cannot be stopped, but it does not keep the process when the client leaves.
    client.ask(Json::object({{"id", 4}, {"op", "shutdown"}}));
    while (!client.next().isNull()) {
    } // on a busy machine it had not even begun, and is told to be cancelled
    CHECK_EQ(client.child.reap(), "ended with exit code 0");
    CHECK(Clock::now() - start < std::chrono::seconds(15));
}
