// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"
#include "engine/readers/shared/xml.hpp"
#include "engine/report/report.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light;--line:#dce0e6;--soft:#555d6b;--accent:#4a46c6}
*{box-sizing:border-box}
body{font:15px/1.5 Inter,system-ui,sans-serif;color:#1b1f26;background:#fff;max-width:72rem;margin:2.5rem auto;
padding:0 1.25rem}
h1{font-size:1.75rem;line-height:1.25;margin:0}h2{font-size:1.25rem;margin:2.75rem 0 0;padding-top:1.25rem;
border-top:1px solid var(--line)}h3{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:.5rem 0;max-width:50rem}.soft,figcaption,small{color:var(--soft)}
code{font:.86em "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
nav ul{columns:14rem;padding-left:1.1rem}a{color:var(--accent)}
.warn{background:#fbf0d9;color:#6b4600;border-radius:6px;padding:.6rem .9rem;margin:.75rem 0;max-width:50rem}
.warn ul{margin:0;padding-left:1.1rem}
figure{margin:1rem 0;border:1px solid var(--line);border-radius:6px;padding:.75rem;max-width:800px;break-inside:avoid}
figure>svg,figure>img{display:block;width:100%;height:auto}
figcaption{font-size:.87rem;margin-top:.5rem;max-width:50rem}figcaption b{color:#1b1f26}
.scroll{overflow-x:auto;margin:.25rem 0 .75rem}
table{border-collapse:collapse;width:100%;font-size:.87rem}
th,td{padding:.28rem .6rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
th{vertical-align:bottom;background:#f6f7f9;white-space:nowrap;font-weight:600}
th small{display:block;font-weight:normal}
.n{text-align:right;white-space:nowrap}
td.n{font-family:"JetBrains Mono",ui-monospace,monospace;font-size:.94em}
td.m{white-space:nowrap}tr.front td{background:#e9e8fb}tr.front td.m{font-weight:600}
.mark{width:16px;height:16px;vertical-align:-3px;margin-right:.35rem}
.pareto{display:inline-block;width:.6rem;height:.6rem;background:#e9e8fb;border:1px solid var(--accent)}
.error{color:#b3261e}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem;font-size:.87rem}
dt{font-weight:600}dd{margin:0}footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--line);
font-size:.87rem;color:var(--soft)}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}.scroll{overflow:visible}}
)";

// A drawing within the page: without its prolog, named for who does not see it.
std::string inlineSvg(const std::string& svg, std::string_view attributes) {
    const size_t at = svg.find("<svg");
    return at == std::string::npos ? "" : fmt::format("<svg {}{}", attributes, svg.substr(at + 4));
}

std::string warningBox(const std::vector<std::string>& warnings) {
    if (warnings.empty()) return "";
    std::string out = "<div class=\"warn\" role=\"note\"><ul>";
    for (const auto& warning : warnings)
        out += "<li>" + xmlEscape(warning) + "</li>";
    return out + "</ul></div>\n";
}

std::string paragraphs(const std::string& text) {
    std::string out, paragraph;
    for (const auto& line : split(text + "\n", '\n')) {
        if (!line.empty()) {
            paragraph += (paragraph.empty() ? "" : "<br>") + xmlEscape(line);
        } else if (!paragraph.empty()) {
            out += "<p>" + std::exchange(paragraph, "") + "</p>\n";
        }
    }
    return out;
}

std::string tableHtml(const ReportTable& table, const Report& report, const std::string& anchor) {
    std::string out = "<div class=\"scroll\"><table>\n<thead><tr>";
    for (const auto& column : table.columns)
        out += fmt::format(
            "<th scope=\"col\"{}>{}{}</th>",
            column.number ? " class=\"n\"" : "",
            xmlEscape(column.title),
            column.unit.empty() ? "" : "<small>" + xmlEscape(column.unit) + "</small>"
        );
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        out += row.front ? "<tr class=\"front\">" : "<tr>";
        for (size_t i = 0; i < row.cells.size(); ++i) {
            const std::string cell = xmlEscape(row.cells[i]);
            if (i == 0 && !anchor.empty())
                out += fmt::format("<td class=\"n\" id=\"{}-{}\">{}</td>", anchor, row.cells[0], cell);
            else if (i == 1)
                out += fmt::format(
                    "<td class=\"m\">{}<code>{}</code>{}</td>",
                    report.marks.contains(row.series)
                        ? fmt::format(
                              "<svg class=\"mark\" aria-hidden=\"true\"><use href=\"#mark{}\"/></svg>",
                              row.series
                          )
                        : "",
                    cell,
                    row.front ? " <span class=\"soft\" title=\"on the Pareto front\">\u25c6</span>" : ""
                );
            else
                out += fmt::format("<td{}>{}</td>", table.columns[i].number ? " class=\"n\"" : "", cell);
        }
        if (!row.error.empty())
            out += fmt::format(
                "<td class=\"error\" colspan=\"{}\">{}</td>",
                table.columns.size() - row.cells.size(),
                xmlEscape(row.error)
            );
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table></div>\n";
}

std::string figureHtml(const ReportFigure& figure) {
    std::string picture;
    if (!figure.svg.empty())
        picture =
            inlineSvg(figure.svg, fmt::format("role=\"img\" aria-label=\"{}\"", xmlEscape(figure.title)));
    else if (!figure.png.empty())
        picture = fmt::format(
            "<img alt=\"{}\" src=\"data:image/png;base64,{}\">", xmlEscape(figure.title), base64(figure.png)
        );
    if (picture.empty()) return "";
    return fmt::format(
        "<figure>\n{}\n<figcaption><b>{}.</b> {}</figcaption>\n</figure>\n",
        picture,
        xmlEscape(figure.title),
        xmlEscape(figure.caption)
    );
}

} // namespace

std::string reportHtml(const Report& report) {
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{0}</title>\n<style>{1}</style>\n"
        "</head>\n<body>\n",
        xmlEscape(report.title),
        style
    );
    if (!report.marks.empty()) {
        out += "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\">\n";
        for (const auto& [number, svg] : report.marks)
            out += inlineSvg(svg, fmt::format("id=\"mark{}\"", number)) + "\n";
        out += "</svg>\n";
    }
    out += fmt::format(
        "<h1>{}</h1>\n<p class=\"soft\">{}</p>\n", xmlEscape(report.title), xmlEscape(report.subtitle)
    );
    out += warningBox(report.warnings) + paragraphs(report.notes);
    out += fmt::format("<p class=\"soft\">{}</p>\n", xmlEscape(reportPreface(report)));
    if (report.sections.size() > 1) {
        out += "<nav aria-label=\"Assets\"><ul>\n";
        for (size_t i = 0; i < report.sections.size(); ++i)
            out +=
                fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", i + 1, xmlEscape(report.sections[i].title));
        out += "</ul></nav>\n";
    }
    for (size_t i = 0; i < report.sections.size(); ++i) {
        const auto& section = report.sections[i];
        out += fmt::format(
            "<section>\n<h2 id=\"s{}\">{}</h2>\n<p class=\"soft\">{}<br/>content hash <code>{}</code></p>\n",
            i + 1,
            xmlEscape(section.title),
            xmlEscape(section.facts),
            xmlEscape(section.hash)
        );
        out += warningBox(section.warnings);
        for (const auto& figure : section.figures)
            out += figureHtml(figure);
        if (!section.results.rows.empty())
            out += fmt::format(
                       "<h3>Results</h3>\n<p class=\"soft\"><span class=\"pareto\"></span> \u25c6 marks the "
                       "Pareto "
                       "front: {}.</p>\n",
                       xmlEscape(section.front)
                   ) +
                   tableHtml(section.results, report, fmt::format("s{}r", i + 1));
        if (!section.provenance.rows.empty())
            out += "<h3>Where the numbers come from</h3>\n" + tableHtml(section.provenance, report, "");
        out += "</section>\n";
    }
    if (!report.environments.empty()) {
        out += "<section>\n<h2>Environments</h2>\n<dl>\n";
        for (const auto& [name, text] : report.environments)
            out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", xmlEscape(name), xmlEscape(text));
        out += "</dl>\n</section>\n";
    }
    return out + fmt::format(
                     "<footer><p>Made by rarebit {} with <code>{}</code></p></footer>\n</body>\n</html>\n",
                     programVersion(),
                     xmlEscape(report.command)
                 );
}

} // namespace rarebit
