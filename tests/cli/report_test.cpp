// SPDX-License-Identifier: GPL-3.0-or-later
// Reports that the engine writes alone, and what `rarebit report` says where something is wrong. Those with
// figures are tests of the window.
#include "engine/core/files.hpp"
#include "engine/core/json.hpp"
#include "engine/report/report.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <algorithm>

using namespace rarebit;
using test::program;

namespace {

std::string textOf(const std::filesystem::path& path) {
    return std::string(REQUIRE(mapFile(path)).text());
}

bool holds(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

// Two logs, a method whose points beat each other, and one that fails on neither.
const std::filesystem::path& project() {
    static const std::filesystem::path folder = [] {
        const auto place = test::temporaryFolder();
        for (const char* name : {"a.log", "b<&>.log"})
            REQUIRE(writeFile(place / name, make::log(200, Rng(name[0], "report"))));
        const auto swept = program(
            {"sweep",
             (place / "study.rarebit").string(),
             "--asset",
             (place / "a.log").string(),
             "--asset",
             (place / "b<&>.log").string(),
             "--method",
             "zstd:level={1,19}",
             "--method",
             "store",
             "--quiet"}
        );
        CHECK_EQ(swept.exitCode, 0);
        return place / "study.rarebit";
    }();
    return folder;
}

test::CommandResult report(const std::filesystem::path& file, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"report", project().string(), "-o", file.string()});
    return program(more);
}

} // namespace

RB_TEST(tablesWithoutCharts) {
    const auto folder = test::temporaryFolder();
    for (const char* name : {"r.html", "r.md"}) {
        const auto done = report(folder / name, {"--no-charts", "--json"});
        CHECK_EQ(done.exitCode, 0);
        const Json answer = REQUIRE(Json::parse(done.out, "answer"));
        CHECK_EQ(answer.at("rows").asInt(), 6);
        CHECK_EQ(answer.at("figures").asInt(), 0);
        CHECK_EQ(answer.at("report").asString(), (folder / name).string());
        const auto text = textOf(folder / name);
        for (const char* piece : {"zstd:level=19", "Where the numbers come from", "Environments", "\u25c6"})
            if (!holds(text, piece)) test::fail(__FILE__, __LINE__, std::string(name) + " lacks " + piece);
        const auto first = text;
        CHECK_EQ(report(folder / name, {"--no-charts"}).exitCode, 0);
        CHECK(textOf(folder / name) == first);
    }
    // Names of files are text, never markup.
    CHECK(holds(textOf(folder / "r.html"), "b&lt;&amp;&gt;.log"));
    CHECK(holds(textOf(folder / "r.md"), "b\\<&\\>.log"));
}

RB_TEST(optionsChooseWhatGoesIn) {
    const auto folder = test::temporaryFolder();
    const auto file = folder / "r.html";
    CHECK_EQ(
        report(
            file,
            {"--no-charts",
             "--no-provenance",
             "--asset",
             "a.log",
             "--filter",
             "method = zstd",
             "--columns",
             "size_bytes.total",
             "--title",
             "Logs, \"small\"",
             "--notes",
             "One.\n\nTwo."}
        )
            .exitCode,
        0
    );
    const auto text = textOf(file);
    CHECK(holds(text, "<h1>Logs, &quot;small&quot;</h1>"));
    CHECK(holds(text, "<p>One.</p>\n<p>Two.</p>"));
    CHECK(holds(text, "2 results of 1 asset, those with method = zstd"));
    CHECK(!holds(text, "b&lt;"));
    CHECK(!holds(text, "<code>store</code>"));
    CHECK(!holds(text, "Where the numbers come from"));
    CHECK(!holds(text, "Encode time</"));
    CHECK_EQ(
        report(folder / "r.csv", {"--asset", "a.log", "--columns", "method,size_bytes.total"}).exitCode, 0
    );
    const auto csv = textOf(folder / "r.csv");
    CHECK(csv.starts_with("method,size_bytes.total\n"));
    CHECK_EQ(std::ranges::count(csv, '\n'), 4);
}

RB_TEST(wrongReportsSayWhy) {
    const auto folder = test::temporaryFolder();
    const auto refused = [&](const test::CommandResult& result, int code, std::string_view what) {
        CHECK_EQ(result.exitCode, code);
        CHECK(result.err.starts_with("error: "));
        CHECK(holds(result.err, "\n  where: "));
        CHECK(holds(result.err, "\n  fix: "));
        if (!holds(result.err, what)) test::fail(__FILE__, __LINE__, result.err);
    };
    refused(report(folder / "r.docx"), 2, "no report is written as '.docx'");
    refused(report(folder / "none/r.html"), 1, "does not exist");
    refused(report("/proc/r.html"), 1, "");
    refused(report(folder), 2, "no report is written as ''");
    refused(program({"report", (folder / "no.rarebit").string(), "-o", (folder / "r.html").string()}), 1, "");
    refused(report(folder / "r.html", {"--asset", "a.lig"}), 2, "no result of the project is of an asset");
    refused(report(folder / "r.html", {"--filter", "size >"}), 2, "");
    refused(report(folder / "r.html", {"--metric", "sise.x"}), 2, "no result row has a column");
    refused(report(folder / "r.html", {"--still", "0123"}), 1, "no result with the key");
    refused(report(folder / "r.html", {"--still", "compare:"}), 2, "names no result");
    refused(report(folder / "r.html", {"--still", "{\"key\":"}), 1, "");
    CHECK(!std::filesystem::exists(folder / "r.html"));
}

RB_TEST(withoutTheWindowThereAreNoCharts) {
    const auto folder = test::temporaryFolder();
    std::filesystem::copy_file(test::rarebitProgram(), folder / "rarebit");
    const auto run = [&](const char* name) {
        return test::runCommand(
            {(folder / "rarebit").string(), "report", project().string(), "-o", (folder / name).string()}
        );
    };
    for (const char* name : {"r.html", "r.md"}) {
        const auto done = run(name);
        CHECK_EQ(done.exitCode, 0);
        CHECK(done.err.starts_with("note: the report has no charts: "));
        CHECK(holds(textOf(folder / name), "zstd:level=19"));
        CHECK(!holds(textOf(folder / name), "<figure"));
    }
    const auto pages = run("r.pdf");
    CHECK_EQ(pages.exitCode, 1);
    CHECK(holds(pages.err, "install the window"));
    CHECK(!std::filesystem::exists(folder / "r.pdf"));
}

RB_TEST(optionsAreTheirCommandLine) {
    ReportOptions options;
    options.project = "a b.rarebit";
    options.output = "r.pdf";
    CHECK((reportArguments(options) == std::vector<std::string>{"report", "a b.rarebit", "-o", "r.pdf"}));
    options.metrics = {"metrics.psnr_db", "encode_ms.median"};
    options.columns = {"ratio", "lossless"};
    options.tables = false;
    REQUIRE(addStill(options, "abc"));
    REQUIRE(addStill(options, "distribution:def"));
    REQUIRE(addStill(options, R"({"key":"ghi","part":"y"})"));
    const std::vector<std::string> words{
        "report",
        "a b.rarebit",
        "-o",
        "r.pdf",
        "--metric",
        "psnr_db",
        "--metric",
        "encode_ms.median",
        "--columns",
        "ratio,lossless",
        "--still",
        "abc",
        "--still",
        "distribution:def",
        "--still",
        R"({"key":"ghi","part":"y","view":"compare"})",
        "--no-tables"};
    CHECK(reportArguments(options) == words);
    CHECK(REQUIRE(reportOptionsFromJson(toJson(options))) == options);
}
