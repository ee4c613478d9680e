// SPDX-License-Identifier: GPL-3.0-or-later
// A project's results as something to read: charts, tables with the Pareto fronts marked, stills of views,
// and where every number comes from. Made in one place; written as HTML and Markdown here, as pages by the
// window, which draws the figures too.
#pragma once

#include "engine/core/json.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

/// What goes into a report. As JSON it is what the window keeps, and what the command line hands to it.
struct ReportOptions {
    std::string project;                        // folder
    std::string output;                         // file; its suffix chooses the format
    std::string title;                          // empty: the project's name
    std::string filter;                         // store/filter.hpp; empty: all results
    std::string rate = "rate_bits_per_element"; // column across the charts
    std::vector<std::string> metrics;           // columns up the charts; empty: the usual one of each kind
    std::vector<std::string> assets;            // names or hashes; empty: all that have results
    std::vector<std::string> columns;           // of the tables; empty: sizes, metrics, times
    /// Pictures of views: {"view":"compare","key":KEY of the result in slot B} and, where they are wanted,
    /// "a" (key of the result in slot A instead of the original), "part", "region" [frame, row, column, rows,
    /// columns], "settings" (of the view), "width", "height".
    std::vector<Json> stills;
    std::string notes; // paragraphs between empty lines
    bool charts = true, tables = true, provenance = true;
    int pages = 0; // as pictures at most so many; 0: all
    bool operator==(const ReportOptions&) const = default;
};
Json toJson(const ReportOptions& options);
Result<ReportOptions> reportOptionsFromJson(const Json& json);
/// The arguments after `rarebit` that write it: report, the project and what differs from the defaults.
std::vector<std::string> reportArguments(const ReportOptions& options);
/// Adds a still as the command line names it: KEY, VIEW:KEY or the JSON object.
Status addStill(ReportOptions& options, std::string_view text);

struct ReportColumn {
    std::string title, unit;
    bool number = true;
};
struct ReportRow {
    std::vector<std::string> cells;
    bool front = false;  // on the Pareto front
    int series = -1;     // number of the curve in the charts; -1: unknown
    std::string error{}; // instead of the cells after the method
};
struct ReportTable {
    std::vector<ReportColumn> columns; // the first two: row number and method
    std::vector<ReportRow> rows;
};
/// A chart of a section's results, or a still of a view.
struct ReportFigure {
    std::string name;         // of its file, without suffix
    std::string rate, metric; // columns of a chart
    Json still;               // of a still; null: a chart
    std::string title, caption;
    // Filled by who can draw, one of them; both empty: not drawn.
    std::string svg;
    std::string png; // bytes
    bool drawn() const { return !svg.empty() || !png.empty(); }
};
/// One asset: results of different assets are no rivals.
struct ReportSection {
    std::string title, hash, facts;
    std::vector<std::string> warnings;
    std::vector<ReportFigure> figures;
    ReportTable results, provenance;
    std::string front;             // "Rate against PSNR"
    std::vector<std::string> keys; // of the rows, in their order
};
struct Report {
    std::string title, subtitle, notes, command;
    std::vector<std::string> warnings;
    std::vector<ReportSection> sections;
    std::vector<std::pair<std::string, std::string>> environments; // "E1", what it was
    std::map<int, std::string>
        marks;              // by number of a series: its marker as SVG of 16 by 16; filled by who draws
    std::vector<Json> rows; // every result of the project, for who draws
    size_t count = 0;       // results in the report
    size_t figures() const;
    size_t drawn() const;
    bool hasTables() const;
};

Result<Report> makeReport(const ReportOptions& options);
/// How to read it, in two sentences.
std::string reportPreface(const Report& report);

std::string reportHtml(const Report& report);
/// Markdown and, beside it, a folder NAME_figures with the drawn figures. The files that were written.
Result<std::vector<std::filesystem::path>>
writeReportMarkdown(const Report& report, const std::filesystem::path& path);

/// Content hashes of the assets that the options name; empty: all.
Result<std::set<std::string>> reportAssets(const ReportOptions& options, const std::vector<Json>& rows);
/// What a report that was written says of itself: {"files","rows","figures","warnings"}.
Json reportAnswer(const Report& report, const std::vector<std::filesystem::path>& files);

/// By the suffix; png: pages as pictures.
enum class ReportFormat : uint8_t { none, html, markdown, csv, pdf, png };
ReportFormat reportFormat(const std::filesystem::path& path);

} // namespace rarebit
