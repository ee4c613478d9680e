// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/report/report.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

std::vector<std::string> textsOf(const Json& json) {
    std::vector<std::string> out;
    for (const auto& element : json.elements())
        out.push_back(element.asString());
    return out;
}

} // namespace

Json toJson(const ReportOptions& options) {
    return Json::object(
        {{"project", options.project},
         {"output", options.output},
         {"title", options.title},
         {"filter", options.filter},
         {"rate", options.rate},
         {"metrics", Json::list(options.metrics)},
         {"assets", Json::list(options.assets)},
         {"columns", Json::list(options.columns)},
         {"stills", Json(Json::Array(options.stills))},
         {"notes", options.notes},
         {"charts", options.charts},
         {"tables", options.tables},
         {"provenance", options.provenance},
         {"pages", options.pages}}
    );
}

Result<ReportOptions> reportOptionsFromJson(const Json& json) {
    if (!json.isObject())
        return badParams("a report is described by an object", "report", "see `rarebit report --help`");
    ReportOptions out;
    out.project = json.at("project").asString();
    out.output = json.at("output").asString();
    out.title = json.at("title").asString();
    out.filter = json.at("filter").asString();
    out.rate = json.at("rate").asString(out.rate);
    out.metrics = textsOf(json.at("metrics"));
    out.assets = textsOf(json.at("assets"));
    out.columns = textsOf(json.at("columns"));
    out.stills = json.at("stills").elements();
    out.notes = json.at("notes").asString();
    out.charts = json.at("charts").asBool(true);
    out.tables = json.at("tables").asBool(true);
    out.provenance = json.at("provenance").asBool(true);
    out.pages = static_cast<int>(json.at("pages").asInt());
    return out;
}

std::vector<std::string> reportArguments(const ReportOptions& options) {
    std::vector<std::string> out{"report", options.project};
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        out.emplace_back(name);
        out.push_back(value);
    };
    add("-o", options.output);
    add("--title", options.title);
    add("--filter", options.filter);
    if (options.rate != ReportOptions{}.rate) add("--rate", options.rate);
    for (const auto& metric : options.metrics)
        add("--metric", metric.starts_with("metrics.") ? metric.substr(8) : metric);
    for (const auto& asset : options.assets)
        add("--asset", asset);
    add("--columns", fmt::format("{}", fmt::join(options.columns, ",")));
    for (const auto& still : options.stills) {
        const bool plain = still.size() == 2 && still.contains("view") && still.contains("key");
        const auto &view = still.at("view").asString(), &key = still.at("key").asString();
        add("--still", !plain ? still.dump() : view == "compare" ? key : view + ":" + key);
    }
    add("--notes", options.notes);
    if (!options.charts) out.emplace_back("--no-charts");
    if (!options.tables) out.emplace_back("--no-tables");
    if (!options.provenance) out.emplace_back("--no-provenance");
    if (options.pages > 0) add("--pages", fmt::to_string(options.pages));
    return out;
}

Status addStill(ReportOptions& options, std::string_view text) {
    Json::Object members;
    if (text.starts_with('{')) {
        RB_TRY(const Json given, Json::parse(text, "--still"));
        members = given.members();
        members.try_emplace("view", "compare");
    } else {
        const auto colon = text.find(':');
        const bool named = colon != std::string_view::npos;
        members.try_emplace("view", named ? text.substr(0, colon) : "compare");
        members.try_emplace("key", named ? text.substr(colon + 1) : text);
    }
    if (const auto key = members.find("key"); key == members.end() || key->second.asString().empty())
        return badParams(
            fmt::format("'{}' names no result", printable(text)),
            "--still",
            "give the key of a result (`rarebit results PROJECT --csv --columns key,method`)"
        );
    options.stills.emplace_back(std::move(members));
    return Ok{};
}

ReportFormat reportFormat(const std::filesystem::path& path) {
    const auto suffix = lower(path.extension().string());
    if (suffix == ".html" || suffix == ".htm") return ReportFormat::html;
    if (suffix == ".md" || suffix == ".markdown") return ReportFormat::markdown;
    if (suffix == ".csv") return ReportFormat::csv;
    if (suffix == ".pdf") return ReportFormat::pdf;
    return suffix == ".png" ? ReportFormat::png : ReportFormat::none;
}

} // namespace rarebit
