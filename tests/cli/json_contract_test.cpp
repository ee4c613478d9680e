// SPDX-License-Identifier: GPL-3.0-or-later
// What a script and a terminal may rely on, whatever files and the names in them hold: strict JSON in UTF-8
// without NaN, and text without control characters.
#include "engine/core/json.hpp"
#include "tests/support/broken_files.hpp"

#include <algorithm>
#include <bit>
#include <limits>

using namespace rarebit;
using test::fileOf;
using test::program;

namespace {

constexpr const char* evilName = "a\xff\x1b[31m\n\x07\xc2\x9b"
                                 "b";

// Lines of printable UTF-8 and nothing else.
void checkPrintable(const test::CommandResult& result, std::string_view what) {
    for (const auto* text : {&result.out, &result.err})
        for (const auto& line : split(*text, '\n'))
            if (printable(line) != line)
                test::fail(__FILE__, __LINE__, fmt::format("{}: {}", what, printable(line)));
}

Json strictJson(const test::CommandResult& result, std::string_view what) {
    for (const char c : result.out)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n')
            test::fail(__FILE__, __LINE__, fmt::format("{}: a raw control character", what));
    if (validUtf8(result.out) != result.out)
        test::fail(__FILE__, __LINE__, fmt::format("{}: no UTF-8", what));
    return REQUIRE(Json::parse(result.out, what));
}

std::string safetensors(const std::string& header, std::string_view data) {
    ByteWriter out;
    out.u64(header.size());
    return test::textOf(out.take()) + header + std::string(data);
}

std::string npy(const std::vector<float>& values) {
    std::string head =
        fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({},), }}", values.size());
    head += std::string(63 - (10 + head.size()) % 64, ' ') + "\n";
    ByteWriter out;
    out.u16(static_cast<uint16_t>(head.size()));
    const std::string data(reinterpret_cast<const char*>(values.data()), 4 * values.size());
    return std::string("\x93NUMPY\1\0", 8) + test::textOf(out.take()) + head + data;
}

} // namespace

RB_TEST(fileNamesOfAnyBytes) {
    const auto folder = test::temporaryFolder();
    const auto path = fileOf(folder, std::string(evilName) + ".log", "one\ntwo\n").string();
    const auto info = program({"info", path, "--json"});
    CHECK_EQ(info.exitCode, 0);
    const Json document = strictJson(info, "info --json");
    const auto& name = document.at("assets").at(size_t{0}).at("name").asString();
    if (name.find("\\xff") == std::string::npos) test::fail(__FILE__, __LINE__, "name is " + printable(name));
    const auto missing = folder.string() + "/missing\xfe\x1b]0;x\x07.png";
    const auto stream = (folder / (std::string(evilName) + ".rbs")).string(),
               again = (folder / (std::string(evilName) + "-again.log")).string();
    const std::vector<std::vector<std::string>> commands{
        {"info", path},
        {"info", path, "--stats", "--hash"},
        {"info", path, missing},
        {"info", missing},
        {"run", path, "--method", "zstd"},
        {"encode", path, "--method", "zstd", "-o", stream},
        {"inspect", stream},
        {"decode", stream, "-o", again},
        {"compare", path, again},
        {"hist", path},
        {"outliers", path},
        {"methods", "--for", path},
        {"run", path, "--method", "zstd\x1b[1m\xff"},
        {"run", path, "--method", "zstd:le\x1b[1mvel=\xff"},
        {"info", path, "--reader", "\x1b[1m\xff"},
        {"info", path, "--parts", "\x1b[1m\xff"},
        {"info", path, "--threads", "\x1b[1m\xff"},
        {"in\x1b[1m\xff"},
        {"info", path, "--no-such-\x1b[1m\xff"},
        {"results", missing},
        {"project", "check", missing}};
    for (auto command : commands) {
        const auto what = command[0] + " " + command.back();
        checkPrintable(program(command), what);
        if (command[0] == "encode" || command[0] == "decode") continue;
        command.emplace_back("--json");
        const auto result = program(command);
        const bool lines = command[0] == "results" && result.exitCode == 0;
        if (!lines) strictJson(result, what + " --json");
    }
}

RB_TEST(partNamesOfAnyText) {
    const auto folder = test::temporaryFolder();
    const auto header =
        std::string(R"({"__metadata__":{"k\u001b[2J\u0000":"v\u0007\u009b31m"},)") +
        R"("w\u001b[2J\n\u0000\u009b31m\u202e":{"dtype":"F32","shape":[16],"data_offsets":[0,64]}})";
    const auto path = fileOf(folder, "a.safetensors", safetensors(header, std::string(64, '?'))).string();
    const auto stream = (folder / "s.rbs").string();
    const Json document = strictJson(program({"info", path, "--json", "--stats"}), "info --json");
    const Json& part = document.at("assets").at(size_t{0}).at("parts").at(size_t{0});
    CHECK_EQ(part.at("shape").at(size_t{0}).asInt(), 16);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"info", path, "--stats"},
          {"run", path, "--method", "rtn"},
          {"run", path, "--method", "store", "--parts", "w*"},
          {"encode", path, "--method", "zstd", "-o", stream},
          {"inspect", stream},
          {"hist", path},
          {"outliers", path},
          {"compare", path, path, "--worst", "3"}}) {
        const auto result = program(command);
        CHECK_EQ(result.exitCode, 0);
        checkPrintable(result, command[0]);
    }
    strictJson(program({"inspect", stream, "--json"}), "inspect --json");
    strictJson(program({"run", path, "--method", "rtn", "--json"}), "run --json");
}

// FASTA names and log lines come as they are; what the terminal shows of them does not.
RB_TEST(textsInsideFiles) {
    const auto folder = test::temporaryFolder();
    for (const auto& [name, content] : std::vector<std::pair<std::string, std::string>>{
             {"a.fa",
              ">s\x1b[2J\xff one\x07\nACGT\n>\x9b"
              "2\nAC\n"},
             {"b.csv", "h\x1b[2J,\xff\n1,2\n"},
             {"c.log", "\x1b[31mred\x1b[0m\n\xff\n"}}) {
        const auto path = fileOf(folder, name, content).string();
        checkPrintable(program({"info", path, "--stats"}), name);
        strictJson(program({"info", path, "--stats", "--json"}), name);
        checkPrintable(program({"run", path, "--method", "zstd"}), name);
        strictJson(program({"run", path, "--method", "zstd", "--json"}), name);
    }
}

RB_TEST(numbersThatAreNone) {
    const auto folder = test::temporaryFolder();
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    const auto statsOf = [&](const std::vector<float>& values) {
        const auto path = fileOf(folder, "a.npy", npy(values)).string();
        checkPrintable(program({"info", path, "--stats"}), "info --stats");
        const auto result = program({"info", path, "--stats", "--json"});
        CHECK_EQ(result.exitCode, 0);
        return strictJson(result, "info --stats")
            .at("assets")
            .at(size_t{0})
            .at("parts")
            .at(size_t{0})
            .at("stats");
    };
    const Json none = statsOf({nan, nan, inf, -inf});
    CHECK_EQ(none.at("nan").asInt(), 2);
    CHECK_EQ(none.at("inf").asInt(), 2);
    for (const char* key : {"mean", "std", "min", "max", "absmax", "kurtosis"})
        if (!none.contains(key) || !none.at(key).isNull())
            test::fail(__FILE__, __LINE__, fmt::format("{} is {}", key, none.at(key).dump()));
    const Json some = statsOf({1, nan, 3, inf});
    CHECK_EQ(some.at("mean").asDouble(), 2.0);
    CHECK_EQ(some.at("min").asDouble(), 1.0);
    CHECK_EQ(some.at("max").asDouble(), 3.0);
    const Json constant = statsOf({2, 2, 2, 2});
    CHECK(constant.contains("kurtosis") && constant.at("kurtosis").isNull());
    CHECK_EQ(constant.at("std").asDouble(), 0.0);
    const Json largest = statsOf({3.4e38f, -3.4e38f});
    CHECK(largest.at("std").isNumber());
    const Json empty = statsOf({});
    CHECK(empty.at("mean").isNull() && empty.at("min").isNull());
}

RB_TEST(metricsOfNumbersThatAreNone) {
    const auto folder = test::temporaryFolder();
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    const auto a = fileOf(folder, "a.npy", npy({1, nan, 3, inf})).string(),
               b = fileOf(folder, "b.npy", npy({1, 2, 3, 4})).string();
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"compare", a, b, "--json"},
             {"compare", a, a, "--json"},
             {"compare", b, b, "--metrics", "psnr_db", "--json"},
             {"run", a, "--method", "zstd", "--json"},
             {"run", a, "--method", "rtn", "--json"},
             {"hist", a, "--json"},
             {"outliers", a, "--json"}})
        strictJson(program(command), command[0] + " " + command[1]);
    const Json same = strictJson(program({"compare", b, b, "--metrics", "psnr_db", "--json"}), "compare");
    CHECK(same.at("metrics").contains("psnr_db") && same.at("metrics").at("psnr_db").isNull());
}
