// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.hpp"

#include "app/cli/progress.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace rarebit::cli {

std::span<const Verb> verbs() {
    static const std::vector<Verb> all = [] {
        std::vector<Verb> out;
        for (auto* group :
             {infoVerbs,
              listVerbs,
              runVerbs,
              streamVerbs,
              sweepVerbs,
              workVerbs,
              resultVerbs,
              bdVerbs,
              reportVerbs,
              compareVerbs,
              projectVerbs,
              systemVerbs,
              openVerbs,
              referenceVerbs})
            for (auto& verb : group())
                out.push_back(std::move(verb));
        return out;
    }();
    return all;
}

std::span<const Option> commonOptions() {
    static const std::vector<Option> options{
        {"--json", "", "one JSON document on standard output (or JSON Lines), nothing else"},
        {"--quiet", "", "no messages and no progress"},
        {"--progress", "FORM", "json: progress as JSON Lines on standard error"},
        {"--threads", "N", "threads to use; 0: all"},
        {"--backend", "ID", "cpu, cuda or auto"},
        {"--seed", "N", "seed of everything random"},
        {"--memory", "MIB", "memory budget in MiB"},
        {"--help", "", "print help and exit"},
    };
    return options;
}

std::string Arguments::get(std::string_view name, std::string_view fallback) const {
    const auto found = options.find(name);
    return found == options.end() || found->second.empty() ? std::string(fallback) : found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

Result<std::optional<int64_t>> Arguments::integer(std::string_view name, int64_t min, int64_t max) const {
    if (!has(name)) return std::optional<int64_t>{};
    const auto text = get(name);
    char* end = nullptr;
    const long long value = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || *end != 0 || value < min || value > max)
        return badParams(
            fmt::format("'{}' is no whole number from {} to {}", printable(text), min, max),
            std::string(name),
            fmt::format("give {} a number in that range", name)
        );
    return std::optional<int64_t>(value);
}

Result<JobContext> Arguments::job() const {
    RB_TRY(const Backend chosen, chooseBackend(backend));
    JobOptions jobOptions;
    jobOptions.seed = seed;
    jobOptions.threads = threads;
    jobOptions.backend = chosen;
    jobOptions.stop = stop;
    if (progress)
        jobOptions.onProgress = [lines = progress](double fraction, std::string_view step) {
            lines->step(fraction, step);
        };
    else if (!quiet && !json && isatty(2))
        jobOptions.onProgress = [last = std::string()](double fraction, std::string_view step) mutable {
            auto line = fmt::format("{:3.0f} % {}", 100 * fraction, step.substr(0, 60));
            if (line == last) return;
            last = std::move(line);
            fmt::print(stderr, "\r\x1b[K{}\r", last);
        };
    return JobContext(std::move(jobOptions));
}

void printJson(const Json& json) {
    print(json.dump(1) + "\n");
}
void printJsonLine(const Json& json) {
    print(json.dump() + "\n");
    std::fflush(stdout);
}
void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}
void note(const Arguments& arguments, std::string_view text) {
    if (arguments.progress)
        printProgressLine(Json::object({{"event", "note"}, {"text", text}}));
    else if (!arguments.quiet)
        fmt::print(stderr, "{}\n", text);
}

Json errorJson(const Error& error) {
    return Json::object({
        {"kind", toString(error.kind)},
        {"what", error.what},
        {"where", error.where},
        {"fix", error.fix},
    });
}

int report(const Error& error, bool json) {
    if (json)
        printJson(Json::object({{"error", errorJson(error)}}));
    else
        fmt::print(
            stderr,
            "error: {}\n  where: {}\n  fix: {}\n",
            printable(error.what),
            printable(error.where),
            printable(error.fix)
        );
    if (error.kind == ErrorKind::cancelled) return cancelled;
    return error.kind == ErrorKind::badParams ? usage : failed;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<size_t> widths;
    const auto width = [](const std::string& text
                       ) { // code points: close enough to columns for names and numbers
        return static_cast<size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
    };
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line.append(widths[i] - width(row[i]) + 2, ' ');
        }
        out += line + "\n";
    }
    return out;
}

std::string number(double value) {
    if (std::isnan(value)) return "-";
    return std::isinf(value) ? "inf" : fmt::format("{:.6g}", value);
}

} // namespace rarebit::cli
