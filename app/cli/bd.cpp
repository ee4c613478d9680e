// SPDX-License-Identifier: GPL-3.0-or-later
// bd: Bjontegaard deltas of the curves of a project against one of them.
#include "app/cli/cli.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/bd_table.hpp"
#include "engine/core/params.hpp"
#include "engine/core/text.hpp"
#include "engine/store/pareto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rarebit::cli {
namespace {

struct Question {
    std::string rate, metric; // columns
    BdAxes axes;
    BdOptions options;
};

Result<Question> questionFrom(const Arguments& arguments) {
    Question q;
    q.rate = arguments.get("--rate", "rate_bits_per_element");
    q.metric = metricColumn(arguments.get("--metric"));
    RB_CHECK(checkColumn(q.rate));
    RB_CHECK(checkColumn(q.metric));
    q.axes = {
        betterOf(q.rate) == Better::higher,
        betterOf(q.metric) == Better::lower,
        arguments.has("--log-quality"),
    };
    const auto fit = bdFit(arguments.get("--interp", "pchip"));
    if (!fit)
        return badParams(
            fmt::format("there is no interpolation '{}'", printable(arguments.get("--interp"))),
            "--interp",
            "give pchip, akima or cubic"
        );
    const auto turning = arguments.get("--turning", "hull");
    if (turning != "hull" && turning != "refuse")
        return badParams(
            fmt::format("curves that turn back cannot be '{}'", printable(turning)),
            "--turning",
            "give hull or refuse"
        );
    q.options = {*fit, turning == "hull"};
    return q;
}

std::vector<BdRow> bdRows(std::span<const Json> rows, const Question& q) {
    std::vector<BdRow> out;
    for (const auto& row : rows) {
        const CellValue rate = rowValue(row, q.rate), metric = rowValue(row, q.metric);
        const auto* x = std::get_if<double>(&rate);
        const auto* y = std::get_if<double>(&metric);
        if (!row.at("error").isNull() || !x || !y) continue;
        BdRow made{
            row.at("asset_hash").asString(),
            row.at("asset").asString(),
            row.at("parts").asString("*"),
            row.at("method").asString(),
            {},
            q.axes.point(*x, *y)};
        for (const auto& [name, value] : row.at("params").members())
            made.params[name] = specValue(value);
        if (row.at("rules").size() > 0) made.params["rules"] = rulesText(row.at("rules"));
        out.push_back(std::move(made));
    }
    return out;
}

Json orNull(std::optional<double> value) {
    return value ? Json(*value) : Json();
}

Json warningsJson(const BdDelta& delta) {
    Json out = Json::array();
    for (const auto& warning : delta.warnings)
        out.push(describe(warning));
    return out;
}

Json deltaJson(const BdDelta& delta, const BdAxes& axes) {
    Json fits = Json::object();
    for (size_t i = 0; i < bdFitNames.size(); ++i)
        fits[bdFitNames[i]] = orNull(delta.rates[i]);
    return Json::object({
        {"bd_rate_percent", orNull(delta.rate)},
        {"bd_rate_percent_by_interp", fits},
        {"bd_quality", delta.quality ? Json(axes.change(*delta.quality)) : Json()},
        {"overlap_percent", 100 * delta.overlap},
        {"points", delta.points},
        {"anchor_points", delta.anchorPoints},
        {"significant", delta.significant()},
        {"warnings", warningsJson(delta)},
    });
}

Json meanJson(const BdMean& mean, const BdAxes& axes) {
    return Json::object({
        {"method", mean.method},
        {"bd_rate_percent", orNull(mean.rate)},
        {"bd_quality", mean.quality ? Json(axes.change(*mean.quality)) : Json()},
        {"of", mean.of},
        {"assets", mean.assets},
        {"significant", mean.significant},
        {"of_mean_curves", mean.ofMean ? deltaJson(*mean.ofMean, axes) : Json()},
    });
}

std::string percent(std::optional<double> value) {
    return value ? fmt::format("{:+.2f}", *value) : "-";
}

void printTable(const BdTable& table, const BdAxes& axes) {
    const auto quality = [&](std::optional<double> value) {
        return value ? number(axes.change(*value)) : "-";
    };
    std::vector<std::vector<std::string>> lines{
        {"asset",
         "method",
         "BD-rate %",
         axes.logQuality ? "metric %" : "metric",
         "overlap %",
         "points",
         "warnings"}};
    for (const auto& row : table.rows) {
        std::string warnings;
        for (const auto& warning : row.delta.warnings)
            warnings += (warnings.empty() ? "" : "; ") + describe(warning);
        const auto parts = row.parts == "*" ? "" : " [" + row.parts + "]";
        lines.push_back(
            {printable(row.asset + parts),
             printable(row.method),
             percent(row.delta.rate),
             quality(row.delta.quality),
             fmt::format("{:.0f}", 100 * row.delta.overlap),
             fmt::format("{}, {}", row.delta.points, row.delta.anchorPoints),
             warnings}
        );
    }
    for (const auto& mean : table.means) {
        if (mean.assets < 2) continue;
        lines.push_back(
            {fmt::format("mean of {}", mean.of),
             printable(mean.method),
             percent(mean.rate),
             quality(mean.quality),
             "",
             "",
             mean.of < mean.assets ? fmt::format("{} without a value", mean.assets - mean.of) : ""}
        );
        if (mean.ofMean)
            lines.push_back(
                {"of mean curves",
                 printable(mean.method),
                 percent(mean.ofMean->rate),
                 quality(mean.ofMean->quality),
                 fmt::format("{:.0f}", 100 * mean.ofMean->overlap),
                 fmt::format("{}, {}", mean.ofMean->points, mean.ofMean->anchorPoints),
                 ""}
            );
    }
    print(cli::table(lines));
}

Result<int> runBd(const Arguments& arguments) {
    RB_TRY(const Question q, questionFrom(arguments));
    RB_TRY(const auto all, queryRows(arguments));
    const auto rows = bdRows(all, q);
    const auto curves = bdCurves(rows);
    if (curves.empty())
        return badInput(
            fmt::format("no result has both {} and {}", printable(q.rate), printable(q.metric)),
            printable(arguments.positional("PROJECT")),
            "sweep with --metrics that include it, or name another metric"
        );
    size_t anchor = usualBdAnchor(rows, curves);
    if (arguments.has("--anchor")) {
        RB_TRY(anchor, findBdCurve(rows, curves, arguments.get("--anchor")));
    }
    const BdTable table = bdTable(rows, curves, anchor, q.options);
    const auto interp = bdFitNames[static_cast<size_t>(q.options.fit)];
    if (arguments.json) {
        Json deltas = Json::array(), means = Json::array();
        for (const auto& row : table.rows) {
            Json made = deltaJson(row.delta, q.axes);
            made["asset"] = row.asset;
            made["asset_hash"] = row.assetHash;
            made["parts"] = row.parts;
            made["method"] = row.method;
            deltas.push(std::move(made));
        }
        for (const auto& mean : table.means)
            means.push(meanJson(mean, q.axes));
        printJson(Json::object({
            {"anchor", curves[anchor].name},
            {"rate", q.rate},
            {"metric", q.metric.starts_with("metrics.") ? q.metric.substr(8) : q.metric},
            {"log_quality", q.axes.logQuality},
            {"interp", interp},
            {"rows", deltas},
            {"means", means},
        }));
        return ok;
    }
    print(fmt::format(
        "anchor {}, {} over log10 of {}, {}\n",
        printable(curves[anchor].name),
        printable(q.metric) + (q.axes.logQuality ? " (log10)" : ""),
        printable(q.rate),
        interp
    ));
    printTable(table, q.axes);
    return ok;
}

} // namespace

std::vector<Verb> bdVerbs() {
    return {{
        .name = "bd",
        .summary = "Bjontegaard deltas: rate saved at equal quality, per asset and on average",
        .positionals = {{"PROJECT", "a project folder"}},
        .options =
            {{"--anchor", "SPEC", "the curve that the others are measured against; without it, the widest"},
             {"--metric", "M", "quality: a metric, or any column", false, true},
             {"--interp", "FIT", "pchip, akima or cubic (pchip)"},
             {"--rate", "COL", "rate column (rate_bits_per_element)"},
             {"--log-quality", "", "take log10 of the metric, for errors that span decades"},
             {"--turning", "HOW", "curves that turn back: hull or refuse (hull)"},
             {"--filter", "EXPR", "only rows for which it holds: \"asset = kodim05.png\""}},
        .run = runBd,
    }};
}

} // namespace rarebit::cli
