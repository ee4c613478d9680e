// SPDX-License-Identifier: GPL-3.0-or-later
// results and pareto: the rows of a project.
#include "app/cli/cli.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/row_text.hpp"
#include "engine/core/text.hpp"
#include "engine/store/pareto.hpp"
#include "engine/store/project_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace rarebit::cli {
namespace {

const std::vector<std::string> leadingColumns{
    "asset",
    "method",
    "params",
    "size_bytes.total",
    "ratio",
    "rate_bits_per_element",
    "lossless",
};

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

// Full precision: a CSV is for other programs.
std::string csvValue(const CellValue& value) {
    if (const auto* number = std::get_if<double>(&value))
        return std::isinf(*number) ? (*number > 0 ? "inf" : "-inf") : fmt::format("{}", *number);
    if (const auto* text = std::get_if<std::string>(&value)) return csvField(validUtf8(*text));
    return "";
}

std::vector<std::string> columnsOf(const Arguments& arguments, std::span<const Json> rows) {
    if (!arguments.has("--columns")) return allColumns(rows);
    auto columns = split(arguments.get("--columns"), ',');
    std::erase(columns, "");
    return columns;
}

Result<int> runResults(const Arguments& arguments) {
    RB_TRY(const auto rows, queryRows(arguments));
    for (const auto& column : split(arguments.get("--columns"), ','))
        if (!column.empty()) RB_CHECK(checkColumn(column));
    if (arguments.json) {
        for (const auto& row : rows)
            printJsonLine(row);
        return ok;
    }
    if (arguments.has("--csv")) {
        print(csvOf(rows, columnsOf(arguments, rows)));
        return ok;
    }
    print(
        rows.empty()
            ? "no results; `rarebit sweep` makes them\n"
            : rowTable(rows, arguments.has("--columns") ? columnsOf(arguments, rows) : shownColumns(rows))
    );
    return ok;
}

Result<int> runPareto(const Arguments& arguments) {
    RB_TRY(const auto rows, queryRows(arguments));
    const auto rate = arguments.get("--rate", "rate_bits_per_element");
    const auto metric = metricColumn(arguments.get("--metric"));
    RB_CHECK(checkColumn(rate));
    RB_CHECK(checkColumn(metric));
    RB_TRY(const auto fronts, paretoPerAsset(rows, rate, metric, betterOf(metric), betterOf(rate)));
    Json out = Json::array();
    std::vector<std::vector<std::string>> lines{{"asset", "method", rate, metric}};
    for (const auto& front : fronts) {
        Json points = Json::array();
        for (const size_t index : front.rows) {
            points.push(rows[index]);
            lines.push_back(
                {printable(front.asset),
                 methodText(rows[index]),
                 cellText(rowValue(rows[index], rate)),
                 cellText(rowValue(rows[index], metric))}
            );
        }
        out.push(Json::object({{"asset", front.asset}, {"asset_hash", front.assetHash}, {"points", points}}));
    }
    if (arguments.json)
        printJson(Json::object({{"rate", rate}, {"metric", metric}, {"fronts", out}}));
    else
        print(table(lines));
    return ok;
}

} // namespace

Result<std::vector<Json>> queryRows(const Arguments& arguments) {
    RB_TRY(const auto store, ProjectStore::open(arguments.positional("PROJECT")));
    for (const auto& problem : store->problems())
        if (!arguments.json)
            note(arguments, "note: " + printable(problem.what) + " (" + printable(problem.where) + ")");
    RowQuery query;
    RB_TRY(query.filter, Filter::parse(arguments.get("--filter")));
    for (const auto& column : query.filter.columns())
        RB_CHECK(checkColumn(column));
    query.sortColumn = arguments.get("--sort");
    query.descending = arguments.has("--descending");
    if (!query.sortColumn.empty()) RB_CHECK(checkColumn(query.sortColumn));
    RB_TRY(const auto limit, arguments.integer("--limit", 0, INT64_MAX));
    if (limit) query.limit = static_cast<size_t>(*limit);
    return store->query(query);
}

std::string metricColumn(const std::string& metric) {
    return metric.find('.') == std::string::npos ? "metrics." + metric : metric;
}

std::vector<std::string> allColumns(std::span<const Json> rows) {
    std::set<std::string> names;
    for (const auto& row : rows)
        for (const auto& [name, value] : rowColumns(row))
            names.insert(name);
    return {names.begin(), names.end()};
}

std::string csvOf(std::span<const Json> rows, const std::vector<std::string>& columns) {
    std::string out;
    for (const auto& column : columns)
        out += (out.empty() ? "" : ",") + csvField(column);
    out += "\n";
    for (const auto& row : rows) {
        for (size_t i = 0; i < columns.size(); ++i)
            out += (i ? "," : "") + csvValue(rowValue(row, columns[i]));
        out += "\n";
    }
    return out;
}

std::string cellText(const CellValue& value) {
    if (const auto* n = std::get_if<double>(&value)) return number(*n);
    if (const auto* text = std::get_if<std::string>(&value)) return printable(*text);
    return "-";
}

std::vector<std::string> shownColumns(std::span<const Json> rows) {
    auto columns = leadingColumns;
    std::set<std::string> metrics;
    for (const auto& row : rows)
        for (const auto& [name, value] : row.at("metrics").members())
            metrics.insert("metrics." + name);
    columns.insert(columns.end(), metrics.begin(), metrics.end());
    for (const char* last : {"encode_ms.median", "decode_ms.median"})
        columns.emplace_back(last);
    return columns;
}

std::string rowTable(std::span<const Json> rows, const std::vector<std::string>& columns) {
    std::vector<std::vector<std::string>> lines{{}};
    bool failed = false;
    for (const auto& row : rows)
        failed = failed || row.at("error").isObject();
    for (const auto& column : columns)
        if (column != "params")
            lines[0].push_back(column.starts_with("metrics.") ? column.substr(8) : column);
    if (failed) lines[0].emplace_back("error");
    const bool joined = std::ranges::find(columns, "params") != columns.end();
    for (const auto& row : rows) {
        lines.emplace_back();
        for (const auto& column : columns) {
            if (column == "params") continue;
            lines.back().push_back(
                column == "method" && joined ? methodText(row) : cellText(rowValue(row, column))
            );
        }
        if (failed) lines.back().push_back(printable(row.at("error").at("what").asString()));
    }
    return table(lines);
}

std::vector<Verb> resultVerbs() {
    const std::vector<Option> query{
        {"--filter", "EXPR", "only rows for which it holds: \"method = rtn and metrics.rel_l2 < 0.1\""},
        {"--sort", "COLUMN", "order by this column"},
        {"--descending", "", "largest first"},
        {"--limit", "N", "at most N rows"},
    };
    auto resultOptions = query;
    resultOptions.push_back({"--csv", "", "all columns as CSV"});
    resultOptions.push_back({"--columns", "A,B", "these columns, nested ones joined by a dot"});
    auto paretoOptions = query;
    paretoOptions.push_back({"--rate", "COL", "cost column (rate_bits_per_element)"});
    paretoOptions.push_back({"--metric", "M", "quality: a metric, or any column", false, true});
    return {
        {.name = "results",
         .summary = "the result rows of a project",
         .positionals = {{"PROJECT", "a project folder"}},
         .options = resultOptions,
         .run = runResults},
        {.name = "pareto",
         .summary = "the points that no other point beats",
         .positionals = {{"PROJECT", "a project folder"}},
         .options = paretoOptions,
         .run = runPareto},
    };
}

} // namespace rarebit::cli
