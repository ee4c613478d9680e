// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/report.hpp"

#include "engine/core/registry.hpp"
#include "engine/core/row_text.hpp"
#include "engine/core/text.hpp"
#include "engine/store/pareto.hpp"
#include "engine/store/project_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace rarebit {
namespace {

constexpr const char* missing = "\u2013";
constexpr const char* thin = "\u202f"; // between thousands, and between a number and its unit

std::string grouped(uint64_t value) {
    auto out = fmt::to_string(value);
    for (auto at = static_cast<int64_t>(out.size()) - 3; at > 0; at -= 3)
        out.insert(static_cast<size_t>(at), thin);
    return out;
}

std::string figureText(const std::string& column, double value) {
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    if (column == "lossless" || column == "star") return value != 0 ? "yes" : "no";
    const bool bytes = column.starts_with("size_bytes.") || column.ends_with("_bytes");
    if (bytes && value >= 0) return grouped(static_cast<uint64_t>(value));
    // Times vary beyond three digits.
    auto out = fmt::format("{:.{}g}", value, column.find("_ms.") != std::string::npos ? 3 : 5);
    if (out.starts_with('-')) out.replace(0, 1, "\u2212");
    return out;
}

std::string valueText(const Json& row, const std::string& column) {
    if (column == "lossless") return row.at("lossless").asBool() ? "yes" : "no";
    const CellValue value = rowValue(row, column);
    if (const auto* text = std::get_if<std::string>(&value))
        return text->empty() ? missing : printable(*text);
    const auto* number = std::get_if<double>(&value);
    if (!number || std::isnan(*number)) return missing;
    auto out = figureText(column, *number);
    if (!column.starts_with("metrics.")) return out;
    const auto& error = row.at("metric_errors").at(column.substr(8));
    return error.asDouble() > 0 ? fmt::format("{} \u00b1{}{:.2g}", out, thin, error.asDouble()) : out;
}

std::string withUnit(const Json& row, const std::string& column) {
    const auto unit = columnInfo(column).unit;
    return valueText(row, column) + (unit.empty() ? "" : " " + unit);
}

bool hasValue(const Json& row, const std::string& column) {
    return !std::holds_alternative<std::monostate>(rowValue(row, column));
}

bool failedRow(const Json& row) {
    return row.at("error").isObject();
}

struct AssetRows {
    std::string name, kind, hash;
    std::vector<Json> rows; // failed ones last
};

std::vector<AssetRows> byAssets(const std::vector<Json>& rows, const std::set<std::string>& keys) {
    std::map<std::string, AssetRows> byName;
    for (const auto& row : rows) {
        if (!keys.contains(row.at("key").asString())) continue;
        auto& asset = byName[row.at("asset").asString() + "/" + row.at("asset_hash").asString()];
        asset.name = row.at("asset").asString();
        asset.kind = row.at("asset_kind").asString();
        asset.hash = row.at("asset_hash").asString();
        asset.rows.push_back(row);
    }
    std::vector<AssetRows> out;
    for (auto& [name, asset] : byName) {
        std::ranges::stable_sort(asset.rows, {}, [](const Json& row) {
            return std::tuple(
                failedRow(row),
                row.at("method").asString(),
                row.at("size_bytes").at("total").asDouble(),
                row.at("key").asString()
            );
        });
        out.push_back(std::move(asset));
    }
    return out;
}

// The metrics of an asset's charts: the wished ones that it has, else the usual one.
std::vector<std::string> chartMetrics(const AssetRows& asset, const std::vector<std::string>& wished) {
    const auto filled = [&](const std::string& column) {
        return std::ranges::any_of(asset.rows, [&](const Json& row) { return hasValue(row, column); });
    };
    std::vector<std::string> out;
    for (const auto& metric : wished)
        if (filled(metric)) out.push_back(metric);
    if (out.empty())
        if (auto usual = usualMetric(asset.kind, filled); !usual.empty()) out.push_back(std::move(usual));
    return out;
}

// Rows that no other row beats. Only those of the same parts are rivals.
Result<std::set<size_t>> frontOf(const AssetRows& asset, const std::string& rate, const std::string& metric) {
    std::map<std::string, std::vector<size_t>> rivals;
    for (size_t i = 0; i < asset.rows.size(); ++i)
        rivals[asset.rows[i].at("parts").asString()].push_back(i);
    std::set<size_t> out;
    for (const auto& [parts, positions] : rivals) {
        std::vector<Json> rows;
        for (const size_t position : positions)
            rows.push_back(asset.rows[position]);
        const Better better = metric == "lossless" ? Better::higher : betterOf(metric);
        RB_TRY(const auto front, pareto(rows, rate, metric, better, betterOf(rate)));
        for (const size_t at : front)
            out.insert(positions[at]);
    }
    return out;
}

std::vector<std::string>
tableColumns(const AssetRows& asset, const ReportOptions& options, const std::vector<std::string>& leading) {
    if (!options.columns.empty()) return options.columns;
    std::vector<std::string> out{"size_bytes.total", "ratio", "rate_bits_per_element"};
    const auto add = [&](const std::string& column) {
        if (std::ranges::find(out, column) == out.end()) out.push_back(column);
    };
    add(options.rate);
    for (const auto& metric : leading)
        add(metric);
    std::set<std::string> metrics;
    for (const auto& row : asset.rows)
        for (const auto& [name, value] : row.at("metrics").members())
            if (name != "exact") metrics.insert("metrics." + name); // "Lossless" says it
    for (const auto& metric : metrics)
        add(metric);
    for (const char* last : {"lossless", "encode_ms.median", "decode_ms.median"})
        add(last);
    return out;
}

ReportColumn titleOf(const std::string& column) {
    const auto info = columnInfo(column);
    ReportColumn out{info.name, info.unit, true};
    if (column.starts_with("metrics.") && info.order != Order::unknown)
        out.title += info.order == Order::higher ? "\u00a0\u2191" : "\u00a0\u2193";
    return out;
}

ReportTable
resultTable(const AssetRows& asset, const std::vector<std::string>& columns, const std::set<size_t>& front) {
    ReportTable out{{{"#", "", true}, {"Method", "", false}}, {}};
    for (const auto& column : columns) {
        out.columns.push_back(titleOf(column));
        const bool text = std::ranges::any_of(asset.rows, [&](const Json& row) {
            return std::holds_alternative<std::string>(rowValue(row, column));
        });
        out.columns.back().number = !text;
    }
    for (size_t i = 0; i < asset.rows.size(); ++i) {
        const Json& row = asset.rows[i];
        ReportRow line{{fmt::to_string(i + 1), methodText(row)}, front.contains(i)};
        if (failedRow(row))
            line.error = "failed: " + printable(row.at("error").at("what").asString());
        else
            for (const auto& column : columns)
                line.cells.push_back(valueText(row, column));
        out.rows.push_back(std::move(line));
    }
    return out;
}

std::string environmentText(const Json& environment) {
    std::string out = fmt::format(
        "rarebit {} (commit {})", environment.at("program").asString(), environment.at("commit").asString()
    );
    const auto plain = [](const Json& value) {
        return value.isString() ? value.asString() : value.isArray() || value.isObject() ? "" : value.dump();
    };
    for (const auto& [name, value] : environment.members())
        if (name != "program" && name != "commit" && !plain(value).empty() && !value.isNull()) {
            std::string words = name;
            std::ranges::replace(words, '_', ' ');
            out += fmt::format("; {} {}", words, plain(value));
        }
    std::string libraries;
    for (const auto& [name, value] : environment.at("libraries").members())
        libraries += fmt::format("{}{} {}", libraries.empty() ? "" : ", ", name, plain(value));
    return printable(out + (libraries.empty() ? "" : "; libraries: " + libraries));
}

// "E2" for the row's environment, which is added where it is new.
std::string environmentOf(Report& report, const Json& row) {
    const auto text = environmentText(row.at("environment"));
    auto& known = report.environments;
    const auto found = std::ranges::find(known, text, &std::pair<std::string, std::string>::second);
    if (found != known.end()) return found->first;
    known.emplace_back(fmt::format("E{}", known.size() + 1), text);
    return known.back().first;
}

std::string inputsText(const Json& row) {
    std::string out;
    const auto add = [&](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
    for (const auto& [role, hashes] : row.at("inputs").members())
        for (const auto& hash : hashes.elements())
            add(role + " " + hash.asString());
    for (const auto& rule : row.at("rules").elements())
        add(rule.at("match").asString() + " = " + rule.at("method").asString() +
            (rule.at("set").size() > 0 ? " " + rule.at("set").dump() : ""));
    if (const auto& fit = row.at("fit").asString(); !fit.empty()) add("fit " + fit);
    return printable(out);
}

ReportTable provenanceTable(const AssetRows& asset, Report& report) {
    ReportTable out{
        {{"#", "", true},
         {"Method with every parameter", "", false},
         {"Parts", "", false},
         {"Inputs and rules", "", false},
         {"Seed", "", true},
         {"Backend", "", false},
         {"Repeats", "", true},
         {"Environment", "", false},
         {"Key of the result", "", false}},
        {}};
    for (const auto& row : asset.rows)
        out.rows.push_back(
            {{fmt::to_string(out.rows.size() + 1),
              wholeMethodText(row),
              printable(row.at("parts").asString()),
              inputsText(row),
              fmt::to_string(row.at("seed").asInt()),
              row.at("backend").asString(),
              fmt::to_string(row.at("encode_ms").at("repeats").asInt()),
              environmentOf(report, row),
              row.at("key").asString()}}
        );
    // What says nothing is left out.
    const auto drop = [&](const std::string& title, const std::string& plain) {
        const auto column = std::ranges::find(out.columns, title, &ReportColumn::title);
        const auto at = column - out.columns.begin();
        if (!std::ranges::all_of(out.rows, [&](const ReportRow& row) {
                return row.cells[size_t(at)] == plain;
            }))
            return;
        out.columns.erase(column);
        for (auto& row : out.rows)
            row.cells.erase(row.cells.begin() + at);
    };
    drop("Parts", "*");
    drop("Inputs and rules", "");
    return out;
}

template <class Value>
size_t different(const AssetRows& asset, Value value) {
    std::set<std::string> seen;
    for (const auto& row : asset.rows)
        if (!failedRow(row)) seen.insert(value(row));
    return seen.size();
}

void addWarnings(ReportSection& section, const AssetRows& asset) {
    const auto warn = [&](std::string text) { section.warnings.push_back(std::move(text)); };
    const auto failed = static_cast<size_t>(std::ranges::count_if(asset.rows, failedRow));
    if (failed > 0) warn(fmt::format("{} of {} runs failed; their rows say why.", failed, asset.rows.size()));
    const size_t parts = different(asset, [](const Json& row) { return row.at("parts").asString(); });
    if (parts > 1)
        warn(fmt::format(
            "The results cover {} different selections of parts: only rows of the same parts are rivals, and "
            "each selection has a Pareto front of its own.",
            parts
        ));
    const size_t machines = different(asset, [](const Json& row) {
        const auto& environment = row.at("environment");
        return environment.at("cpu").dump() + environment.at("hardware_threads").dump() +
               environment.at("gpu").dump() + row.at("backend").asString();
    });
    if (machines > 1)
        warn(fmt::format("Times come from {} machines or backends: compare them within one only.", machines));
    const size_t programs = different(asset, [](const Json& row) {
        return row.at("environment").at("program").dump() + row.at("environment").at("commit").dump();
    });
    if (programs > 1)
        warn(fmt::format("The results were made by {} builds of the program (see Environments).", programs));
    const bool single = std::ranges::any_of(asset.rows, [](const Json& row) {
        return !failedRow(row) && row.at("encode_ms").at("repeats").asInt() == 1;
    });
    if (single) warn("Times of rows with one repeat are single measurements and vary from run to run.");
}

std::string safeName(std::string_view text) {
    std::string out;
    for (const char c : lower(text))
        out += std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
    return out;
}

std::string slotText(const Json& row, size_t number, const std::vector<std::string>& columns) {
    std::string out = fmt::format("{} (row {}): ", methodText(row), number);
    bool first = true;
    for (const auto& column : columns) {
        const auto text = valueText(row, column);
        if (text == missing) continue;
        out += fmt::format(
            "{}{} {}", std::exchange(first, false) ? "" : ", ", columnInfo(column).name, withUnit(row, column)
        );
    }
    return out;
}

// What all sections say is said once.
void hoistWarnings(Report& report) {
    if (report.sections.size() < 2) return;
    const auto first = report.sections.front().warnings;
    for (const auto& warning : first) {
        const bool everywhere = std::ranges::all_of(report.sections, [&](const ReportSection& section) {
            return std::ranges::find(section.warnings, warning) != section.warnings.end();
        });
        if (!everywhere) continue;
        for (auto& section : report.sections)
            std::erase(section.warnings, warning);
        report.warnings.push_back(warning);
    }
}

// The result whose key begins so.
Result<const Json*> rowOfKey(const std::vector<Json>& rows, const std::string& key) {
    const Json* found = nullptr;
    for (const auto& row : rows) {
        if (!row.at("key").asString().starts_with(key)) continue;
        if (found && found->at("key") != row.at("key"))
            return badParams(
                fmt::format("more than one result has a key that begins with '{}'", printable(key)),
                "--still",
                "give more of the key"
            );
        found = &row;
    }
    if (!found)
        return badInput(
            fmt::format("the project has no result with the key '{}'", printable(key)),
            "--still",
            "`rarebit results PROJECT --csv --columns key,method` lists the keys"
        );
    return found;
}

std::string letterCaption(const ReportSection& section, const Json& row, char letter) {
    const auto at = std::ranges::find(section.keys, row.at("key").asString());
    std::vector<std::string> columns{"size_bytes.total", "rate_bits_per_element", "ratio"};
    for (const auto& [name, value] : row.at("metrics").members())
        if (name != "exact") columns.push_back("metrics." + name);
    return fmt::format("{}: {}", letter, slotText(row, size_t(at - section.keys.begin()) + 1, columns));
}

Status addStill(Report& report, const Json& given) {
    Json still = given;
    RB_TRY(const Json* row, rowOfKey(report.rows, still.at("key").asString()));
    still["key"] = row->at("key");
    const Json* beside = nullptr;
    if (still.contains("a")) {
        RB_TRY(beside, rowOfKey(report.rows, still.at("a").asString()));
        still["a"] = beside->at("key");
        if (beside->at("asset_hash") != row->at("asset_hash"))
            return badParams(
                "the results of a still are of different assets", "--still", "choose two results of one asset"
            );
    }
    const auto section =
        std::ranges::find(report.sections, row->at("asset_hash").asString(), &ReportSection::hash);
    if (section == report.sections.end() ||
        std::ranges::find(section->keys, row->at("key").asString()) == section->keys.end())
        return badParams(
            fmt::format("the report leaves out the result of the still, {}", methodText(*row)),
            "--still",
            "choose its asset, or a filter that lets it through"
        );
    const auto& view = still.at("view").asString();
    ReportFigure figure;
    figure.name = fmt::format(
        "{}-{}-{}", safeName(section->title), safeName(view), row->at("key").asString().substr(0, 8)
    );
    figure.title = view == "compare" ? "Compare" : view == "distribution" ? "Distribution" : view;
    if (const auto& part = still.at("part").asString(); !part.empty()) figure.title += ", " + printable(part);
    figure.caption = beside ? letterCaption(*section, *beside, 'A') : "A: the original, " + section->title;
    figure.caption += ". " + letterCaption(*section, *row, 'B') + ".";
    figure.still = std::move(still);
    section->figures.push_back(std::move(figure));
    return Ok{};
}

std::string factsOf(const AssetRows& asset, const std::vector<AssetRecord>& records) {
    std::string out = asset.kind;
    const auto record = std::ranges::find(records, asset.hash, &AssetRecord::hash);
    if (record != records.end())
        out += fmt::format(", reader {}, {} bytes", record->reader, grouped(record->bytes));
    return out + fmt::format(", {} result{}", asset.rows.size(), asset.rows.size() == 1 ? "" : "s");
}

// "a/b.rarebit/" is a/b.rarebit, "." the folder that it stands for.
std::filesystem::path projectFolder(const ReportOptions& options) {
    std::error_code code;
    const auto path = std::filesystem::weakly_canonical(options.project, code);
    return code ? std::filesystem::path(options.project) : path;
}

std::string commandOf(ReportOptions options) {
    // Names alone: a report that travels does not speak of folders.
    options.project = projectFolder(options).filename().string();
    options.output = "report" + std::filesystem::path(options.output).extension().string();
    std::string out = "rarebit";
    for (const auto& word : reportArguments(options))
        out += " " + shellQuoted(word);
    return printable(out);
}

} // namespace

size_t Report::figures() const {
    size_t out = 0;
    for (const auto& section : sections)
        out += section.figures.size();
    return out;
}

size_t Report::drawn() const {
    size_t out = 0;
    for (const auto& section : sections)
        out += static_cast<size_t>(std::ranges::count_if(section.figures, &ReportFigure::drawn));
    return out;
}

bool Report::hasTables() const {
    return std::ranges::any_of(sections, [](const auto& section) { return !section.results.rows.empty(); });
}

Result<std::set<std::string>> reportAssets(const ReportOptions& options, const std::vector<Json>& rows) {
    std::set<std::string> out;
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.push_back(row.at("asset").asString());
    for (const auto& wished : options.assets) {
        const size_t before = out.size();
        for (const auto& row : rows)
            if (row.at("asset").asString() == wished || row.at("asset_hash").asString() == wished)
                out.insert(row.at("asset_hash").asString());
        if (out.size() > before) continue;
        const auto near = nearest(wished, names);
        return badParams(
            fmt::format("no result of the project is of an asset '{}'", printable(wished)),
            "--asset",
            near.empty() ? "`rarebit results PROJECT` lists the assets"
                         : fmt::format("did you mean '{}'?", near)
        );
    }
    return out;
}

Json reportAnswer(const Report& report, const std::vector<std::filesystem::path>& files) {
    Json out = Json::object({{"rows", report.count}, {"figures", report.drawn()}, {"files", Json::array()}});
    for (const auto& file : files)
        out["files"].push(file.string());
    Json warnings = Json::list(report.warnings);
    for (const auto& section : report.sections)
        for (const auto& warning : section.warnings)
            warnings.push(section.title + ": " + warning);
    out["warnings"] = std::move(warnings);
    return out;
}

std::string reportPreface(const Report& report) {
    std::string out =
        "Sizes are those of the serialised streams, decoded again before anything was measured.";
    if (report.hasTables()) out += " \u2191 more is better, \u2193 less is better.";
    if (!report.environments.empty())
        out += " The number of a row says where its numbers come from: the table below it has the same.";
    return out;
}

Result<Report> makeReport(const ReportOptions& options) {
    RB_TRY(const auto store, ProjectStore::open(options.project));
    RB_TRY(const Filter filter, Filter::parse(options.filter));
    for (const auto& column : filter.columns())
        RB_CHECK(checkColumn(column));
    for (const auto& column : options.columns)
        RB_CHECK(checkColumn(column));
    for (const auto& column : options.metrics)
        RB_CHECK(checkColumn(column));
    RB_CHECK(checkColumn(options.rate));
    Report out;
    RB_TRY(out.rows, store->rows());
    RB_TRY(const auto assets, reportAssets(options, out.rows));
    std::set<std::string> keys;
    for (const auto& row : out.rows)
        if ((assets.empty() || assets.contains(row.at("asset_hash").asString())) && filter.matches(row))
            keys.insert(row.at("key").asString());
    out.count = keys.size();
    out.title = printable(options.title.empty() ? projectFolder(options).stem().string() : options.title);
    out.notes = validUtf8(options.notes);
    out.command = commandOf(options);
    for (const auto& problem : store->problems())
        out.warnings.push_back(printable(problem.what) + " (" + printable(problem.where) + ")");
    const auto records = store->assets();
    std::map<std::string, size_t> named;
    for (const auto& asset : byAssets(out.rows, keys)) {
        ReportSection section;
        section.title = printable(asset.name);
        section.hash = asset.hash;
        section.facts = factsOf(asset, records);
        const auto metrics = chartMetrics(asset, options.metrics);
        const std::string leading = metrics.empty() ? "lossless" : metrics.front();
        RB_TRY(const auto front, frontOf(asset, options.rate, leading));
        section.front = fmt::format("{} against {}", columnInfo(options.rate).name, columnInfo(leading).name);
        for (const auto& row : asset.rows)
            section.keys.push_back(row.at("key").asString());
        addWarnings(section, asset);
        if (options.charts)
            for (const auto& metric : metrics) {
                const auto x = columnInfo(options.rate), y = columnInfo(metric);
                ReportFigure figure;
                figure.name = fmt::format("{}-{}", safeName(asset.name), safeName(y.name));
                figure.rate = options.rate;
                figure.metric = metric;
                figure.title = fmt::format("{} over {}", y.name, x.name);
                section.figures.push_back(std::move(figure));
            }
        if (options.tables)
            section.results = resultTable(asset, tableColumns(asset, options, metrics), front);
        if (options.provenance) section.provenance = provenanceTable(asset, out);
        ++named[section.title];
        out.sections.push_back(std::move(section));
    }
    for (const auto& [title, count] : named)
        if (count > 1)
            out.warnings.push_back(fmt::format(
                "{} different contents are called {}: they have sections of their own, since results of "
                "different "
                "data cannot be compared.",
                count,
                title
            ));
    hoistWarnings(out);
    for (const auto& still : options.stills)
        RB_CHECK(addStill(out, still));
    out.subtitle = fmt::format(
        "{} result{} of {} asset{}{}",
        out.count,
        out.count == 1 ? "" : "s",
        out.sections.size(),
        out.sections.size() == 1 ? "" : "s",
        options.filter.empty() ? "" : ", those with " + printable(options.filter)
    );
    if (out.count == 0)
        out.warnings.push_back(
            out.rows.empty() ? "The project has no results yet; `rarebit sweep` makes them."
                             : "No result of the project passes the filter."
        );
    return out;
}

} // namespace rarebit
