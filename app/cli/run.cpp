// SPDX-License-Identifier: GPL-3.0-or-later
// run: one point. Also the options that describe a run, which encode and sweep share.
#include "engine/jobs/run.hpp"

#include "app/cli/cli.hpp"
#include "app/cli/decoded.hpp"
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/row_text.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::cli {
namespace {

Json valuesJson(const SpecText& spec) {
    Json out = Json::object();
    for (const auto& [key, value] : spec.values)
        out[key] = value;
    return out;
}

Result<Rule> parseRule(const std::string& text, const std::string& method) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        return badParams(
            fmt::format("rule '{}' is not GLOB=SPEC", printable(text)),
            "--rule",
            "write for example --rule '*.embed*=rtn:bits=8'"
        );
    auto spec = text.substr(equals + 1);
    if (spec.front() == ':') spec = method + spec; // parameters of the main method
    RB_TRY(const SpecText parsed, parseSpec(spec));
    return Rule{text.substr(0, equals), parsed.id, valuesJson(parsed)};
}

Result<int> runRun(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const auto& file = arguments.positional("FILE");
    RB_TRY(RunSpec spec, runSpecFrom(arguments, file));
    RB_CHECK(canonicalSpec(spec)); // wrong usage is told before a file is read
    RB_TRY(const Asset asset, openAsset(file, job));
    RunKeep keep;
    RB_TRY(const RunResult result, runOne(spec, asset, job, &keep));
    if (!result.error && arguments.has("--save"))
        RB_CHECK(writeFile(arguments.get("--save"), keep.stream.view));
    if (!result.error && arguments.has("--recon"))
        RB_CHECK(writeDecoded(keep.decoded, arguments.get("--recon"), "", job));
    if (arguments.json)
        printJson(toJson(result));
    else
        print(describeRow(result));
    if (!result.error) return ok;
    if (!arguments.json) report(*result.error, false);
    return failed;
}

} // namespace

std::vector<Option> runOptions() {
    return {
        {"--method", "SPEC", "id or id:key=value,key=value", false, true},
        {"--parts", "GLOB", "only parts whose names match"},
        {"--input", "ROLE=FILE", "an input of the method (dictionary, calibration, fit ...)", true},
        {"--rule",
         "GLOB=SPEC",
         "another method or other parameters for some parts; the last match wins",
         true},
        {"--rest", "SPEC", "method for parts that the main one refuses (store)"},
    };
}

std::vector<std::string> metricSpecs(const Arguments& arguments) {
    std::vector<std::string> out;
    for (const auto& text : arguments.all("--metrics"))
        for (const auto& word : split(text, ' ')) {
            if (word.find(':') != std::string::npos)
                out.push_back(word); // commas belong to its parameters
            else
                for (const auto& id : split(word, ','))
                    if (!id.empty()) out.push_back(id);
        }
    return out;
}

Result<RunSpec> runSpecFrom(const Arguments& arguments, const std::string& file) {
    RB_TRY(const SpecText method, parseSpec(arguments.get("--method")));
    RunSpec spec;
    spec.asset = file;
    spec.method = method.id;
    spec.params = valuesJson(method);
    spec.parts = arguments.get("--parts", "*");
    spec.rest = arguments.get("--rest", "store");
    spec.backend = arguments.backend;
    spec.seed = arguments.seed;
    spec.metrics = metricSpecs(arguments);
    RB_TRY(const auto repeats, arguments.integer("--repeats", 1, 1000));
    spec.repeats = static_cast<int>(repeats.value_or(1));
    RB_TRY(spec.rules, rulesFrom(arguments, method.id));
    RB_CHECK(addInputs(arguments, spec));
    return spec;
}

Result<std::vector<Rule>> rulesFrom(const Arguments& arguments, const std::string& method) {
    std::vector<Rule> out;
    for (const auto& text : arguments.all("--rule")) {
        RB_TRY(Rule rule, parseRule(text, method));
        out.push_back(std::move(rule));
    }
    return out;
}

Status addInputs(const Arguments& arguments, RunSpec& spec) {
    for (const auto& text : arguments.all("--input")) {
        const size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return badParams(
                fmt::format("input '{}' is not ROLE=FILE", printable(text)),
                "--input",
                "write --input ROLE=FILE"
            );
        spec.inputs[text.substr(0, equals)].push_back(text.substr(equals + 1));
    }
    return Ok{};
}

std::string describeRow(const RunResult& r) {
    if (r.error) return fmt::format("{} {}: failed\n", printable(r.assetName), r.spec.method);
    const auto out = fmt::format("{} with {}", printable(r.assetName), methodText(toJson(r)));
    const double ratio = double(r.sizes.original) / double(r.sizes.total());
    std::vector<std::vector<std::string>> rows{
        {"\n  size",
         fmt::format("{} -> {} bytes, ratio {}", r.sizes.original, r.sizes.total(), number(ratio))},
        {"  of it",
         fmt::format("header {}, payload {}, side {}", r.sizes.header, r.sizes.payload, r.sizes.side)},
    };
    if (r.sizes.model > 0)
        rows.push_back({"  model", fmt::format("{} bytes beside the stream", r.sizes.model)});
    if (r.elements > 0)
        rows.push_back(
            {"  rate",
             fmt::format("{} bits per element", number(8.0 * double(r.sizes.total()) / double(r.elements)))}
        );
    rows.push_back({
        "  time",
        fmt::format(
            "encode {} ms, decode {} ms{}",
            number(r.encode.medianMs),
            number(r.decode.medianMs),
            r.encode.repeats > 1 ? fmt::format(" (median of {})", r.encode.repeats) : ""
        ),
    });
    rows.push_back({"  lossless", r.lossless ? "yes" : "no"});
    for (const auto& [name, value] : r.metrics)
        rows.push_back({"  " + name, number(value.value)});
    for (const auto& [name, why] : r.metricNotes)
        rows.push_back({"  " + name, "not measured: " + printable(why)});
    return out + table(rows);
}

std::vector<Verb> runVerbs() {
    auto options = runOptions();
    options.push_back({"--metrics", "A,B", "what to measure; without it, what suits the kind", true});
    options.push_back({"--repeats", "N", "time encoding and decoding N times"});
    options.push_back({"--save", "STREAM", "keep the stream"});
    options.push_back({"--recon", "PATH", "keep the reconstruction"});
    return {{
        .name = "run",
        .summary = "one point: encode, serialise, parse, decode, measure",
        .positionals = {{"FILE", "the asset"}},
        .options = options,
        .run = runRun,
    }};
}

} // namespace rarebit::cli
