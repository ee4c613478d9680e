// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"
#include "engine/report/report.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

// Text that no sign of Markdown changes.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : validUtf8(text)) {
        if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

// In a table, within backticks, only the bar needs care.
std::string code(std::string text) {
    std::string out;
    for (const char c : text)
        out += c == '|' ? std::string("\\|") : c == '`' ? std::string("'") : std::string(1, c);
    return "`" + out + "`";
}

std::string warningList(const std::vector<std::string>& warnings) {
    std::string out;
    for (const auto& warning : warnings)
        out += "> **Note:** " + plain(warning) + "\n>\n";
    return out.empty() ? "" : out.substr(0, out.size() - 2) + "\n";
}

std::string tableText(const ReportTable& table) {
    std::string head = "|", rule = "|";
    for (const auto& column : table.columns) {
        head += fmt::format(
            " {}{} |", plain(column.title), column.unit.empty() ? "" : " (" + plain(column.unit) + ")"
        );
        rule += column.number ? " ---: |" : " --- |";
    }
    std::string out = head + "\n" + rule + "\n";
    for (const auto& row : table.rows) {
        out += "|";
        for (size_t i = 0; i < row.cells.size(); ++i)
            out += i == 1 ? fmt::format(" {}{} |", code(row.cells[i]), row.front ? " **\u25c6**" : "")
                          : fmt::format(" {} |", plain(row.cells[i]));
        if (!row.error.empty()) out += " " + plain(row.error) + " |";
        out += "\n";
    }
    return out + "\n";
}

} // namespace

Result<std::vector<std::filesystem::path>>
writeReportMarkdown(const Report& report, const std::filesystem::path& path) {
    std::vector<std::filesystem::path> written{path};
    const std::string folder = path.stem().string() + "_figures";
    std::string link; // of the folder, as a URL
    for (const char c : folder)
        link += std::string_view(" ()<>%#?").find(c) != std::string_view::npos
                    ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                    : std::string(1, c);
    std::string out = fmt::format("# {}\n\n{}\n\n", plain(report.title), plain(report.subtitle));
    out += warningList(report.warnings);
    if (!report.notes.empty()) out += report.notes + "\n\n";
    out += plain(reportPreface(report)) + "\n";
    for (const auto& section : report.sections) {
        out += fmt::format(
            "\n## {}\n\n{}; content hash `{}`\n\n", plain(section.title), plain(section.facts), section.hash
        );
        out += warningList(section.warnings);
        for (const auto& figure : section.figures) {
            if (!figure.drawn()) continue;
            const std::string name = figure.name + (figure.svg.empty() ? ".png" : ".svg");
            std::error_code code;
            std::filesystem::create_directories(path.parent_path() / folder, code);
            written.push_back(path.parent_path() / folder / name);
            RB_CHECK(writeFile(written.back(), figure.svg.empty() ? figure.png : figure.svg));
            out += fmt::format(
                "![{0}]({1}/{2})\n\n*{0}.* {3}\n\n", plain(figure.title), link, name, plain(figure.caption)
            );
        }
        if (!section.results.rows.empty())
            out += fmt::format("**\u25c6** marks the Pareto front: {}.\n\n", plain(section.front)) +
                   tableText(section.results);
        if (!section.provenance.rows.empty())
            out += "### Where the numbers come from\n\n" + tableText(section.provenance);
    }
    if (!report.environments.empty()) out += "## Environments\n\n";
    for (const auto& [name, text] : report.environments)
        out += fmt::format("- **{}**: {}\n", name, plain(text));
    out += fmt::format("\nMade by rarebit {} with {}\n", programVersion(), code(report.command));
    RB_CHECK(writeFile(path, out));
    return written;
}

} // namespace rarebit
