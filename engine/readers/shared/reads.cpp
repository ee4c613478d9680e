// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/reads.hpp"

#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit::reads {
namespace {

constexpr uint64_t linesPerCheck = 1 << 14; // between looks at cancellation

Error broken(std::string what, std::string_view where, uint64_t line) {
    return badInput(
        std::move(what),
        fmt::format("{}, line {}", printable(where), line),
        "correct or re-download the file; --reader bytes takes it as it is"
    );
}

std::string shown(std::string_view text) {
    return printable(text.size() > 60 ? std::string(text.substr(0, 57)) + "..." : text);
}

/// The first character outside [low, 126] (tabs pass where blanks do); npos if there is none.
size_t firstForeign(std::string_view text, unsigned char low) {
    const auto foreign = [low](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < low || u > 126) && !(u == '\t' && low <= ' ');
    };
    const auto found = std::ranges::find_if(text, foreign);
    return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

Status
checkText(std::string_view text, unsigned char low, const char* what, std::string_view where, uint64_t line) {
    const size_t at = firstForeign(text, low);
    if (at == std::string_view::npos) return Ok{};
    return broken(
        fmt::format("byte 0x{:02x} in the {}, column {}", static_cast<unsigned char>(text[at]), what, at + 1),
        where,
        line
    );
}

Status checkBudget(const Block& block, Lines& lines, std::string_view where, JobContext& job) {
    if (lines.number() % linesPerCheck != 0) return Ok{};
    if (job.cancelled()) return cancelledError(printable(where));
    return job.fits(block.runs.size() * sizeof(LineRun), "the line lengths of one record", where);
}

} // namespace

std::string_view toText(LineEnd end) {
    constexpr std::array<std::string_view, 4> texts{"\n", "\r\n", "", "\r"};
    return texts[static_cast<size_t>(end)];
}

std::optional<Line> Lines::peek() const {
    if (at_ >= text_.size()) return std::nullopt;
    const size_t newline = text_.find('\n', at_);
    if (newline == std::string_view::npos) {
        const bool cr = text_.ends_with('\r');
        return Line{
            text_.substr(at_, text_.size() - at_ - (cr ? 1 : 0)), cr ? LineEnd::cr : LineEnd::none, at_};
    }
    const bool crlf = newline > at_ && text_[newline - 1] == '\r';
    return Line{text_.substr(at_, newline - at_ - (crlf ? 1 : 0)), crlf ? LineEnd::crlf : LineEnd::lf, at_};
}

void Lines::take(const Line& line) {
    at_ = line.at + line.text.size() + toText(line.end).size();
    ++number_;
}

void Block::add(const Line& line) {
    if (lines == 0) at = line.at;
    ++lines;
    characters += line.text.size();
    if (!runs.empty() && runs.back().length == line.text.size() && runs.back().end == line.end)
        ++runs.back().count;
    else
        runs.push_back({line.text.size(), line.end, 1});
}

void Block::append(std::string_view file, std::string& out) const {
    size_t from = at;
    for (const auto& run : runs)
        for (uint64_t i = 0; i < run.count; ++i) {
            out.append(file.substr(from, run.length));
            from += run.length + toText(run.end).size();
        }
}

Result<bool> nextFasta(Lines& lines, Record& record, std::string_view where, JobContext& job) {
    record.blanks.clear();
    record.sequence.clear();
    const auto header = lines.peek();
    if (!header) return false;
    if (!header->text.starts_with('>'))
        return broken(
            fmt::format("a record starts with '>', not with '{}'", shown(header->text)), where, lines.number()
        );
    record.header = *header;
    lines.take(*header);
    while (const auto line = lines.peek()) {
        if (line->text.starts_with('>')) break;
        RB_CHECK(checkText(line->text, ' ', "sequence", where, lines.number()));
        record.sequence.add(*line);
        lines.take(*line);
        RB_CHECK(checkBudget(record.sequence, lines, where, job));
    }
    return true;
}

Result<bool> nextFastq(Lines& lines, Record& record, std::string_view where, JobContext& job) {
    record.blanks.clear();
    record.sequence.clear();
    record.quality.clear();
    std::optional<Line> line;
    while ((line = lines.peek()) && line->text.empty()) {
        record.blanks.push_back(line->end);
        lines.take(*line);
        if (record.blanks.size() % linesPerCheck == 0 && job.cancelled())
            return cancelledError(printable(where));
    }
    if (!line) return false;
    const uint64_t first = lines.number();
    if (!line->text.starts_with('@'))
        return broken(fmt::format("a read starts with '@', not with '{}'", shown(line->text)), where, first);
    record.header = *line;
    lines.take(*line);
    while ((line = lines.peek()) && !line->text.starts_with('+')) {
        RB_CHECK(checkText(line->text, '!', "bases", where, lines.number()));
        record.sequence.add(*line);
        lines.take(*line);
        RB_CHECK(checkBudget(record.sequence, lines, where, job));
    }
    const auto name = shown(record.header.text.substr(1));
    if (!line)
        return broken(
            fmt::format("the file ends before the '+' line of read '{}' (from line {})", name, first),
            where,
            lines.number()
        );
    record.plus = *line;
    lines.take(*line);
    const Block& bases = record.sequence;
    // An empty read may have an empty quality line.
    const bool emptyLine = bases.characters == 0 && bases.lines > 0;
    while (record.quality.characters < bases.characters || (emptyLine && record.quality.lines == 0)) {
        line = lines.peek();
        if (!line && emptyLine) break;
        const bool short1 = bases.lines == 1 && record.quality.lines == 1;
        if (!line || short1)
            return broken(
                fmt::format(
                    "read '{}' (from line {}) has {} bases but {} qualities",
                    name,
                    first,
                    bases.characters,
                    record.quality.characters
                ),
                where,
                lines.number() - (short1 ? 1 : 0)
            );
        if (emptyLine && !line->text.empty()) break;
        RB_CHECK(checkText(line->text, '!', "qualities", where, lines.number()));
        record.quality.add(*line);
        lines.take(*line);
        RB_CHECK(checkBudget(record.quality, lines, where, job));
    }
    if (record.quality.characters != bases.characters)
        return broken(
            fmt::format(
                "read '{}' (from line {}) has {} bases but {} qualities",
                name,
                first,
                bases.characters,
                record.quality.characters
            ),
            where,
            lines.number() - 1
        );
    return true;
}

} // namespace rarebit::reads
