// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of the command line as data: main.cpp turns them into a parser, reference.cpp into the man page
// and completions.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/core/json.hpp"
#include "engine/core/result.hpp"
#include "engine/jobs/job.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rarebit::cli {

enum ExitCode { ok = 0, failed = 1, usage = 2, partly = 3, cancelled = 130 };

struct Option {
    std::string name;  // "--method"
    std::string value; // "SPEC"; empty: a flag
    std::string help;
    bool repeatable = false, required = false;
};

struct Positional {
    std::string name; // "FILE"
    std::string help;
    int min = 1, max = 1; // max -1: any number
};

class ProgressLines;
class Pause;

class Arguments {
public:
    std::map<std::string, std::vector<std::string>, std::less<>> options; // flags: present
    std::map<std::string, std::vector<std::string>, std::less<>> positionals;
    bool json = false, quiet = false;
    std::shared_ptr<ProgressLines> progress; // with --progress json
    int threads = 0;
    uint64_t seed = 1;
    std::string backend = "cpu";
    std::stop_token stop;
    std::shared_ptr<Pause> pause; // by SIGUSR1, until SIGCONT

    bool has(std::string_view name) const { return options.contains(name); }
    std::string get(std::string_view name, std::string_view fallback = {}) const;
    std::vector<std::string> all(std::string_view name) const;
    Result<std::optional<int64_t>> integer(std::string_view name, int64_t min, int64_t max) const;
    const std::string& positional(std::string_view name) const {
        return positionals.find(name)->second.front();
    }

    /// A job with this command's seed, threads, backend, cancellation and a progress line on a terminal.
    Result<JobContext> job() const;
};

struct Verb {
    std::string name, summary; // "project new"
    std::vector<Positional> positionals;
    std::vector<Option> options;
    Result<int> (*run)(const Arguments&);
};

/// All verbs, in the order in which help shows them.
std::span<const Verb> verbs();
/// Options that every verb has.
std::span<const Option> commonOptions();

// One function per file of verbs.
std::vector<Verb> infoVerbs();
std::vector<Verb> listVerbs();
std::vector<Verb> runVerbs();
std::vector<Verb> streamVerbs();
std::vector<Verb> sweepVerbs();
std::vector<Verb> workVerbs();
std::vector<Verb> resultVerbs();
std::vector<Verb> bdVerbs();
std::vector<Verb> reportVerbs();
std::vector<Verb> compareVerbs();
std::vector<Verb> projectVerbs();
std::vector<Verb> systemVerbs();
std::vector<Verb> openVerbs();
std::vector<Verb> referenceVerbs();

// Output. Everything printed for people goes through printable().
void printJson(const Json& json);                             // a document, indented
void printJsonLine(const Json& json);                         // one line of JSON Lines, flushed
void print(std::string_view text);                            // standard output
void note(const Arguments& arguments, std::string_view text); // standard error, unless --quiet
Json errorJson(const Error& error);
/// Three lines on standard error, or the object on standard output under --json. Returns the exit code.
int report(const Error& error, bool json);
/// Columns padded to their widest cell; the first row is the head.
std::string table(const std::vector<std::vector<std::string>>& rows);
std::string number(double value); // six significant digits, "-" for NaN

/// The options that describe one run, shared by run, encode and sweep.
std::vector<Option> runOptions();
Result<RunSpec> runSpecFrom(const Arguments& arguments, const std::string& file);
/// --rule GLOB=SPEC; ":key=value" stands for parameters of `method`.
Result<std::vector<Rule>> rulesFrom(const Arguments& arguments, const std::string& method);
/// --input ROLE=FILE, into spec.inputs.
Status addInputs(const Arguments& arguments, RunSpec& spec);
/// "--metrics a,b" or "a:x=1 b", repeated or not, as metric specs.
std::vector<std::string> metricSpecs(const Arguments& arguments);
/// One result row for people.
std::string describeRow(const RunResult& result);

} // namespace rarebit::cli
