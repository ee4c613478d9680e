// SPDX-License-Identifier: GPL-3.0-or-later
// report: a project's results as one self-contained file, with the Pareto fronts marked.
#include "app/cli/cli.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"
#include "engine/store/pareto.hpp"
#include "engine/store/project_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rarebit::cli {
namespace {

constexpr const char* rateColumn = "size_bytes.total";

// The rows of one asset with the front over total bytes and the metric that the table leads with.
struct AssetRows {
    std::string name, kind, hash;
    std::vector<Json> rows; // failed ones last
    std::string metric;     // empty where nothing but losslessness was measured
    std::set<size_t> front;
};

// The first default metric of the kind that rows have and that is neither a rate nor exactness.
std::string leadingMetric(const AssetRows& asset) {
    static const std::vector<std::string> preferred{"psnr_db", "snr_db", "rel_l2", "ssim", "rmse"};
    for (const auto& id : preferred)
        for (const auto& row : asset.rows)
            if (row.at("metrics").contains(id)) return "metrics." + id;
    return "";
}

Result<std::vector<AssetRows>> byAssets(const std::vector<Json>& rows) {
    std::map<std::string, AssetRows> byAsset;
    for (const auto& row : rows) {
        auto& asset = byAsset[row.at("asset").asString() + "/" + row.at("asset_hash").asString()];
        asset.name = row.at("asset").asString();
        asset.kind = row.at("asset_kind").asString();
        asset.hash = row.at("asset_hash").asString();
        asset.rows.push_back(row);
    }
    std::vector<AssetRows> out;
    for (auto& [key, asset] : byAsset) {
        std::ranges::stable_sort(asset.rows, {}, [](const Json& row) {
            return std::tuple(
                row.at("error").isObject(),
                row.at("method").asString(),
                row.at("size_bytes").at("total").asDouble()
            );
        });
        asset.metric = leadingMetric(asset);
        // Without a measure of loss the smallest exact point is the front.
        const std::string metric = asset.metric.empty() ? "lossless" : asset.metric;
        RB_TRY(
            const auto front,
            pareto(asset.rows, rateColumn, metric, metric == "lossless" ? Better::higher : betterOf(metric))
        );
        asset.front.insert(front.begin(), front.end());
        out.push_back(std::move(asset));
    }
    return out;
}

struct Column {
    std::string name, title, unit;
};

std::vector<Column> columnsOf(const AssetRows& asset) {
    std::vector<Column> out{
        {"size_bytes.total", "Size", "bytes"},
        {"ratio", "Ratio", "original : coded"},
        {"rate_bits_per_element", "Rate", "bits per element"},
    };
    std::set<std::string> metrics;
    for (const auto& row : asset.rows)
        for (const auto& [name, value] : row.at("metrics").members())
            metrics.insert(name);
    for (const auto& name : metrics) {
        Column column{"metrics." + name, name, ""};
        for (const auto& metric : allMetrics())
            if (metric.id == name) column = {column.name, metric.title, metric.unit};
        out.push_back(std::move(column));
    }
    out.push_back({"lossless", "Lossless", ""});
    out.push_back({"encode_ms.median", "Encode", "ms"});
    out.push_back({"decode_ms.median", "Decode", "ms"});
    return out;
}

// 1,234,567
std::string grouped(uint64_t value) {
    auto out = fmt::to_string(value);
    for (auto at = static_cast<int64_t>(out.size()) - 3; at > 0; at -= 3)
        out.insert(static_cast<size_t>(at), ",");
    return out;
}

std::string valueText(const Json& row, const std::string& column) {
    if (column == "lossless") return row.at("lossless").asBool() ? "yes" : "no";
    const CellValue value = rowValue(row, column);
    const auto* figure = std::get_if<double>(&value);
    if (figure && std::isfinite(*figure)) {
        if (column.starts_with("size_bytes")) return grouped(static_cast<uint64_t>(*figure));
        if (column.ends_with("_ms.median")) return fmt::format("{:.3g}", *figure); // times vary beyond that
        return fmt::format("{:.5g}", *figure);
    }
    return cellText(rowValue(row, column));
}

std::string html(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--line:#8884;--mark:#0072b2}
body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:bottom}
th:first-child,td:first-child{text-align:left}
th small{display:block;font-weight:normal;opacity:.7}
tr.front td:first-child::before{content:"\25C6\00A0";color:var(--mark)}
tr.front td:first-child{font-weight:600}
.scroll{overflow-x:auto}.error{color:#b3261e;text-align:left}
code{font-size:.93em}footer{opacity:.75;font-size:.9em}
)";

std::string
writeHtml(const std::string& title, const std::vector<AssetRows>& assets, const Json& environment) {
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n"
        "<h1>{0}</h1>\n<p>Sizes are those of the serialised streams, decoded again before anything was "
        "measured. "
        "<span style=\"color:var(--mark)\">&#9670;</span> marks the Pareto front of an asset: no other point "
        "is smaller and at "
        "least as good in the metric named with its table.</p>\n",
        html(title),
        style
    );
    for (const auto& asset : assets) {
        const auto columns = columnsOf(asset);
        out += fmt::format(
            "<h2>{}</h2>\n<p>{}, content hash <code>{}</code>. Front: size against {}.</p>\n<div "
            "class=\"scroll\"><table>\n<thead><tr><th>Method</th>",
            html(asset.name),
            html(asset.kind),
            html(asset.hash),
            asset.metric.empty() ? "losslessness" : html(asset.metric.substr(8))
        );
        for (const auto& column : columns)
            out += fmt::format(
                "<th>{}{}</th>",
                html(column.title),
                column.unit.empty() ? "" : "<small>" + html(column.unit) + "</small>"
            );
        out += "</tr></thead>\n<tbody>\n";
        for (size_t i = 0; i < asset.rows.size(); ++i) {
            const Json& row = asset.rows[i];
            out += fmt::format(
                "<tr{}><td><code>{}</code></td>",
                asset.front.contains(i) ? " class=\"front\"" : "",
                html(methodText(row))
            );
            if (row.at("error").isObject())
                out += fmt::format(
                    "<td class=\"error\" colspan=\"{}\">failed: {}</td>",
                    columns.size(),
                    html(row.at("error").at("what").asString())
                );
            else
                for (const auto& column : columns)
                    out += fmt::format("<td>{}</td>", html(valueText(row, column.name)));
            out += "</tr>\n";
        }
        out += "</tbody>\n</table></div>\n";
    }
    std::string machine;
    for (const auto& [name, value] : environment.members())
        if (value.isString() || value.isNumber())
            machine += fmt::format(
                "{}{}: {}",
                machine.empty() ? "" : "; ",
                html(name),
                html(value.isString() ? value.asString() : value.dump())
            );
    return out +
           fmt::format(
               "<footer><p>Made by rarebit {}. {}</p></footer>\n</body>\n</html>\n", programVersion(), machine
           );
}

std::string writeMarkdown(const std::string& title, const std::vector<AssetRows>& assets) {
    const auto cell = [](std::string text) {
        std::string out;
        for (const char c : text)
            out += c == '|' ? std::string("\\|") : std::string(1, c);
        return out;
    };
    std::string out = fmt::format("# {}\n\n`*` marks the Pareto front of an asset.\n", printable(title));
    for (const auto& asset : assets) {
        const auto columns = columnsOf(asset);
        out += fmt::format(
            "\n## {}\n\n{}; front: size against {}.\n\n| method |",
            printable(asset.name),
            asset.kind,
            asset.metric.empty() ? "losslessness" : asset.metric.substr(8)
        );
        std::string rule = "| --- |";
        for (const auto& column : columns) {
            out += fmt::format(" {}{} |", column.title, column.unit.empty() ? "" : " (" + column.unit + ")");
            rule += " ---: |";
        }
        out += "\n" + rule + "\n";
        for (size_t i = 0; i < asset.rows.size(); ++i) {
            const Json& row = asset.rows[i];
            out += fmt::format("| {}{} |", asset.front.contains(i) ? "\\* " : "", cell(methodText(row)));
            if (row.at("error").isObject())
                out += " failed: " + cell(printable(row.at("error").at("what").asString())) + " |";
            else
                for (const auto& column : columns)
                    out += " " + cell(valueText(row, column.name)) + " |";
            out += "\n";
        }
    }
    return out;
}

Result<int> runReport(const Arguments& arguments) {
    const std::filesystem::path project = arguments.positional("PROJECT"), output = arguments.get("--output");
    RB_TRY(const auto store, ProjectStore::open(project));
    RB_TRY(const auto rows, store->rows());
    std::string title = (project.filename().empty() ? project.parent_path() : project).stem().string();
    std::string text;
    if (const auto suffix = lower(output.extension().string()); suffix == ".csv") {
        text = csvOf(rows, allColumns(rows));
    } else if (suffix == ".html" || suffix == ".htm" || suffix == ".md") {
        RB_TRY(const auto assets, byAssets(rows));
        text = suffix == ".md"
                   ? writeMarkdown(title, assets)
                   : writeHtml(title, assets, rows.empty() ? Json() : rows.back().at("environment"));
    } else {
        return badParams(
            fmt::format("no report is written as '{}'", printable(suffix)),
            printable(output.string()),
            suffix == ".pdf" ? "write .html and print it; PDF comes with the window"
                             : "choose .html, .md or .csv"
        );
    }
    RB_CHECK(writeFile(output, text));
    if (arguments.json)
        printJson(Json::object({{"report", output.string()}, {"rows", rows.size()}}));
    else
        note(arguments, fmt::format("{}: {} results", printable(output.string()), rows.size()));
    return ok;
}

} // namespace

std::vector<Verb> reportVerbs() {
    return {{
        .name = "report",
        .summary = "a project's results as one file: .html, .md or .csv",
        .positionals = {{"PROJECT", "a project folder"}},
        .options = {{"--output", "FILE", "the report to write; its suffix chooses the format", false, true}},
        .run = runReport,
    }};
}

} // namespace rarebit::cli
