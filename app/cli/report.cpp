// SPDX-License-Identifier: GPL-3.0-or-later
// report: a project's results as one file to read. The window's program draws the charts, without a window.
#include "engine/report/report.hpp"

#include "app/cli/cli.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/child.hpp"
#include "engine/executors/protocol.hpp"
#include "engine/store/project_store.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cstdlib>

namespace rarebit::cli {
namespace {

Result<ReportOptions> optionsFrom(const Arguments& arguments) {
    ReportOptions out;
    out.project = arguments.positional("PROJECT");
    out.output = arguments.get("--output");
    out.title = arguments.get("--title");
    out.filter = arguments.get("--filter");
    out.rate = arguments.get("--rate", out.rate);
    for (const auto& metric : arguments.all("--metric"))
        out.metrics.push_back(metricColumn(metric));
    out.assets = arguments.all("--asset");
    out.columns = split(arguments.get("--columns"), ',');
    std::erase(out.columns, "");
    for (const auto& text : arguments.all("--still"))
        RB_CHECK(addStill(out, text));
    out.notes = arguments.get("--notes");
    out.charts = !arguments.has("--no-charts");
    out.tables = !arguments.has("--no-tables");
    out.provenance = !arguments.has("--no-provenance");
    RB_TRY(const auto pages, arguments.integer("--pages", 1, 100'000));
    out.pages = static_cast<int>(pages.value_or(0));
    return out;
}

// Before anything is computed.
Status checkPlace(const std::filesystem::path& output) {
    std::error_code code;
    const auto folder = output.has_parent_path() ? output.parent_path() : std::filesystem::path(".");
    if (std::filesystem::is_directory(output, code))
        return badParams(
            "the report would take the place of a folder", printable(output.string()), "name a file"
        );
    if (!std::filesystem::is_directory(folder, code) || access(folder.c_str(), W_OK) != 0)
        return ioError(
            std::filesystem::is_directory(folder, code) ? "the folder of the report cannot be written to"
                                                        : "the folder of the report does not exist",
            printable(folder.string()),
            "choose a folder that you may write to"
        );
    return Ok{};
}

// What the window's program says when it is done: {"files",...} or {"error"}.
Result<Json>
drawnReport(const std::string& window, const ReportOptions& options, const std::stop_token& stop) {
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    setenv("QT_SCALE_FACTOR", "2", 1); // stills of points have twice as many
    RB_TRY(auto child, executors::Child::start({window, "--report", toJson(options).dump()}, 0));
    std::string out;
    bool ended = false;
    while (!ended) {
        if (stop.stop_requested()) return cancelledError("report");
        pollfd wait{child.socket(), POLLIN, 0};
        poll(&wait, 1, 100);
        out += child.receive(ended);
    }
    const auto how = child.reap();
    const auto answer = Json::parse(out, "report");
    if (!answer)
        return ioError(
            "the window's program wrote no report: it " + how,
            printable(window),
            "see what it said above; without charts: rarebit report PROJECT -o FILE.md --no-charts"
        );
    if (answer->at("error").isObject()) return executors::errorFromJson(answer->at("error"));
    return *answer;
}

// Without figures the engine alone writes it.
Result<Json> plainReport(const ReportOptions& options) {
    RB_TRY(const auto report, makeReport(options));
    std::vector<std::filesystem::path> files{options.output};
    if (reportFormat(options.output) == ReportFormat::markdown) {
        RB_TRY(files, writeReportMarkdown(report, options.output));
    } else {
        RB_CHECK(writeFile(options.output, reportHtml(report)));
    }
    return reportAnswer(report, files);
}

Result<Json> csvReport(const ReportOptions& options) {
    RB_TRY(const auto store, ProjectStore::open(options.project));
    RowQuery query;
    RB_TRY(query.filter, Filter::parse(options.filter));
    for (const auto& column : query.filter.columns())
        RB_CHECK(checkColumn(column));
    for (const auto& column : options.columns)
        RB_CHECK(checkColumn(column));
    RB_TRY(auto rows, store->query(query));
    RB_TRY(const auto assets, reportAssets(options, rows));
    if (!assets.empty())
        std::erase_if(rows, [&](const Json& row) {
            return !assets.contains(row.at("asset_hash").asString());
        });
    RB_CHECK(
        writeFile(options.output, csvOf(rows, options.columns.empty() ? allColumns(rows) : options.columns))
    );
    return Json::object({{"files", Json::array({options.output})}, {"rows", rows.size()}});
}

Result<Json> writeReport(const Arguments& arguments, const ReportOptions& options) {
    const auto format = reportFormat(options.output);
    if (format == ReportFormat::none)
        return badParams(
            fmt::format(
                "no report is written as '{}'",
                printable(std::filesystem::path(options.output).extension().string())
            ),
            printable(options.output),
            "choose a name that ends in .html, .pdf, .md, .csv or .png"
        );
    RB_CHECK(checkPlace(options.output));
    if (format == ReportFormat::csv) return csvReport(options);
    const bool pages = format == ReportFormat::pdf || format == ReportFormat::png;
    if (!pages && !options.charts && options.stills.empty()) return plainReport(options);
    const auto window = std::filesystem::path(executors::ownProgram()).parent_path() / "rarebit-gui";
    if (access(window.c_str(), X_OK) == 0) return drawnReport(window.string(), options, arguments.stop);
    const std::string fix = "install the window (package with Qt 6), or build it with RB_GUI=ON";
    if (pages)
        return unsupported(
            "pages are drawn by the window's program, which is not installed", printable(window.string()), fix
        );
    fmt::print(stderr, "note: the report has no charts: {} is not installed\n", printable(window.string()));
    return plainReport(options);
}

Result<int> runReport(const Arguments& arguments) {
    RB_TRY(const auto options, optionsFrom(arguments));
    RB_TRY(const Json written, writeReport(arguments, options));
    if (arguments.json) {
        Json out = written;
        out["report"] = options.output;
        printJson(out);
    } else {
        const auto figures = written.at("figures").asInt();
        note(
            arguments,
            fmt::format(
                "{}: {} results{}",
                printable(options.output),
                written.at("rows").asInt(),
                figures > 0 ? fmt::format(", {} figures", figures) : ""
            )
        );
    }
    return ok;
}

} // namespace

std::vector<Verb> reportVerbs() {
    return {{
        .name = "report",
        .summary = "a project's results with charts as .html, .pdf, .md, .csv or pages as .png",
        .positionals = {{"PROJECT", "a project folder"}},
        .options =
            {{"--output", "FILE", "the report to write; its suffix chooses the format", false, true},
             {"--title", "TEXT", "instead of the project's name"},
             {"--asset", "NAME", "only this asset, by name or hash", true},
             {"--filter", "EXPR", "only rows for which it holds: \"method = rtn and metrics.rel_l2 < 0.1\""},
             {"--rate", "COL", "column across the charts (rate_bits_per_element)"},
             {"--metric", "M", "column up the charts, one chart each (the usual one of each kind)", true},
             {"--columns", "A,B", "columns of the tables, nested ones joined by a dot"},
             {"--still",
              "[VIEW:]KEY",
              "picture of a view on this result: compare (unless named) or distribution",
              true},
             {"--notes", "TEXT", "paragraphs under the title"},
             {"--pages", "N", "at most N pages as .png"},
             {"--no-charts", "", "tables alone"},
             {"--no-tables", "", "without the tables of results"},
             {"--no-provenance", "", "without the tables that say where numbers come from"}},
        .run = runReport,
    }};
}

} // namespace rarebit::cli
