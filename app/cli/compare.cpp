// SPDX-License-Identifier: GPL-3.0-or-later
// compare: metrics between two files. hist, outliers: the distribution and the extremes of one.
#include "app/cli/cli.hpp"
#include "app/cli/decoded.hpp"
#include "app/cli/plot.hpp"
#include "engine/blocks/error_map.hpp"
#include "engine/blocks/histogram.hpp"
#include "engine/blocks/outliers.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::cli {
namespace {

bool isNumeric(const Part& part) {
    return part.form == PayloadForm::tensor && part.elements() > 0;
}

std::string indexText(const Json& index) {
    std::string out;
    for (const auto& i : index.elements())
        out += (out.empty() ? "" : ", ") + i.dump();
    return "[" + out + "]";
}

Status writePicture(TensorView pixels, const std::string& path, JobContext& job) {
    Asset picture;
    picture.kind = "image";
    picture.reader = "image";
    Part part;
    part.name = "image";
    part.role = "image";
    picture.parts.push_back(memoryPart(std::move(part), std::move(pixels)));
    return writeDecoded(picture, path, "image", job);
}

// The N largest differences of all parts together.
Result<Json>
worstOf(const Asset& a, const Asset& b, const std::vector<std::string>& names, int count, JobContext& job) {
    Json::Array all;
    for (const auto& name : names) {
        const Part& part = *findPart(a, name);
        if (!isNumeric(part)) continue;
        RB_TRY(Json spots, worstSpots(part, *findPart(b, name), count, job));
        std::ranges::move(spots.elements(), std::back_inserter(all));
    }
    const auto size = [](const Json& spot) {
        return spot.at("error").isNull() ? INFINITY : std::abs(spot.at("error").asDouble());
    };
    std::ranges::stable_sort(all, std::greater{}, size);
    if (all.size() > static_cast<size_t>(count)) all.resize(static_cast<size_t>(count));
    return Json(std::move(all));
}

Result<int> runCompare(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const Asset a, openAsset(arguments.positional("A"), job));
    RB_TRY(Asset b, openAsset(arguments.positional("B"), job));
    // Two files of one part each are compared whatever their parts are called.
    if (a.parts.size() == 1 && b.parts.size() == 1) b.parts.front().name = a.parts.front().name;
    std::vector<std::string> names;
    const auto glob = arguments.get("--parts", "*");
    for (const auto& part : a.parts)
        if (!part.context && globMatch(glob, part.name) && findPart(b, part.name)) names.push_back(part.name);
    if (names.empty())
        return badInput(
            fmt::format(
                "no part of the one ({}) has a namesake in the other ({})", a.parts.size(), b.parts.size()
            ),
            fmt::format("{} and {}", arguments.positional("A"), arguments.positional("B")),
            "compare files whose parts have the same names; `rarebit info` lists them"
        );
    RB_TRY(const auto worst, arguments.integer("--worst", 1, mostSpots));
    RB_TRY(const Measured measured, measureMetrics(metricSpecs(arguments), a, b, names, nullptr, job));
    const auto& values = measured.values;
    if (values.empty() && !measured.refused.empty()) return measured.refused.begin()->second;
    for (const auto& [name, why] : measured.refused)
        note(
            arguments,
            fmt::format("note: {} was left out: {} ({})", name, printable(why.what), printable(why.where))
        );
    Json metrics = Json::object(), errors = Json::object();
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : values) {
        metrics[name] = value.value;
        if (std::isfinite(value.standardError)) errors[name] = value.standardError;
        rows.push_back({name, number(value.value)});
    }
    Json document =
        Json::object({{"metrics", metrics}, {"metric_errors", errors}, {"parts", Json::list(names)}});
    if (worst) {
        RB_TRY(document["worst"], worstOf(a, b, names, static_cast<int>(*worst), job));
    }
    if (arguments.has("--heatmap")) {
        RB_TRY(TensorView map, errorHeatmap(*findPart(a, names.front()), *findPart(b, names.front()), job));
        RB_CHECK(writePicture(std::move(map), arguments.get("--heatmap"), job));
        document["heatmap"] = arguments.get("--heatmap");
    }
    if (arguments.json) {
        printJson(document);
        return ok;
    }
    print(table(rows));
    if (worst) {
        std::vector<std::vector<std::string>> lines{{"part", "index", "A", "B", "error"}};
        for (const auto& spot : document.at("worst").elements())
            lines.push_back(
                {printable(spot.at("part").asString()),
                 indexText(spot.at("index")),
                 number(spot.at("original").asDouble(std::nan(""))),
                 number(spot.at("decoded").asDouble(std::nan(""))),
                 number(spot.at("error").asDouble(std::nan("")))}
            );
        print(table(lines));
    }
    return ok;
}

// The numeric parts that --parts names, or an error that says why there is none.
Result<std::vector<Part>> numericParts(const Arguments& arguments, JobContext& job) {
    const auto& file = arguments.positional("FILE");
    RB_TRY(const Asset asset, openAsset(file, job));
    std::vector<Part> parts;
    const auto glob = arguments.get("--parts", "*");
    for (const auto& part : asset.parts)
        if (isNumeric(part) && globMatch(glob, part.name)) parts.push_back(part);
    if (parts.empty())
        return unsupported(
            fmt::format(
                "none of the {} parts is numeric and matches '{}'", asset.parts.size(), printable(glob)
            ),
            file,
            "choose a model, picture, video or sound, and parts that `rarebit info` lists"
        );
    if (arguments.has("--png") && parts.size() > 1)
        return badParams(
            fmt::format("{} parts for one picture", parts.size()),
            "--png",
            "choose one part with --parts; `rarebit info` lists them"
        );
    return parts;
}

Result<int> runHist(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const auto bins, arguments.integer("--bins", 1, mostBins));
    RB_TRY(const auto parts, numericParts(arguments, job));
    Json out = Json::array();
    for (const auto& part : parts) {
        RB_TRY(Json histogram, histogramOf(part, static_cast<int>(bins.value_or(64)), job));
        if (arguments.has("--png")) {
            std::vector<double> bars;
            for (const auto& value : histogram.at("counts").elements())
                bars.push_back(value.asDouble());
            RB_CHECK(writePicture(
                drawBars({bars, histogram.at("min").asDouble(), histogram.at("max").asDouble()}),
                arguments.get("--png"),
                job
            ));
        }
        if (!arguments.json) {
            const auto& counts = histogram.at("counts").elements();
            double most = 1;
            for (const auto& value : counts)
                most = std::max(most, value.asDouble());
            print(fmt::format("{}\n", printable(part.name)));
            for (size_t i = 0; i < counts.size(); ++i)
                print(fmt::format(
                    "{:>12} {:>12} {}\n",
                    number(histogram.at("edges").at(i).asDouble()),
                    counts[i].asInt(),
                    std::string(static_cast<size_t>(std::lround(50 * counts[i].asDouble() / most)), '#')
                ));
        }
        out.push(std::move(histogram));
    }
    if (arguments.json) printJson(Json::object({{"parts", out}}));
    return ok;
}

Result<int> runOutliers(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const auto top, arguments.integer("--top", 1, mostSpots));
    RB_TRY(const auto parts, numericParts(arguments, job));
    Json out = Json::array();
    std::vector<std::vector<std::string>> lines{
        {"part", "absmax", "rms", "kurtosis", "beyond 6 sigma", "largest at"}};
    for (const auto& part : parts) {
        RB_TRY(Json found, outliersOf(part, static_cast<int>(top.value_or(10)), job));
        lines.push_back(
            {printable(part.name),
             number(found.at("absmax").asDouble(std::nan(""))),
             number(found.at("rms").asDouble(std::nan(""))),
             number(found.at("kurtosis").asDouble(std::nan(""))),
             found.at("beyond_6_sigma").at("count").dump(),
             indexText(found.at("top").at(size_t{0}).at("index"))}
        );
        out.push(std::move(found));
    }
    if (arguments.has("--png")) {
        // Against zeros the error map is the magnitude itself, cell maxima included.
        std::vector<float> zeros(static_cast<size_t>(parts.front().elements()));
        RB_CHECK(job.fits(zeros.size() * sizeof(float), "the outlier map", parts.front().name));
        Part zero = memoryPart(
            parts.front(), TensorView{DType::f32, parts.front().shape, ownBytes(std::move(zeros))}
        );
        RB_TRY(TensorView map, errorHeatmap(zero, parts.front(), job));
        RB_CHECK(writePicture(std::move(map), arguments.get("--png"), job));
    }
    if (arguments.json)
        printJson(Json::object({{"parts", out}}));
    else
        print(table(lines));
    return ok;
}

} // namespace

std::vector<Verb> compareVerbs() {
    const Option parts{"--parts", "GLOB", "only parts whose names match"};
    return {
        {.name = "compare",
         .summary = "metrics between two files",
         .positionals = {{"A", "the original"}, {"B", "the other"}},
         .options =
             {{"--metrics", "A,B", "what to measure; without it, what suits the kind", true},
              parts,
              {"--worst", "N", "the N largest differences with their places"},
              {"--heatmap", "PNG", "where the error of the first part lies, as a picture"}},
         .run = runCompare},
        {.name = "hist",
         .summary = "the distribution of the values of parts",
         .positionals = {{"FILE", "a file"}},
         .options =
             {parts,
              {"--bins", "N", "bins over the range of the values (64)"},
              {"--png", "FILE", "the histogram of one part as a picture"}},
         .run = runHist},
        {.name = "outliers",
         .summary = "the extreme values of parts, and the rows and columns they sit in",
         .positionals = {{"FILE", "a file"}},
         .options =
             {parts,
              {"--top", "N", "how many of the largest values to list (10)"},
              {"--png", "FILE", "magnitudes of one part as a picture"}},
         .run = runOutliers},
    };
}

} // namespace rarebit::cli
