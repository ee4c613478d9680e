// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/derive.hpp"

#include "engine/blocks/error_map.hpp"
#include "engine/blocks/histogram.hpp"
#include "engine/blocks/outliers.hpp"
#include "engine/blocks/paired.hpp"
#include "engine/blocks/pyramid.hpp"
#include "engine/blocks/sample.hpp"
#include "engine/blocks/ssim.hpp"
#include "engine/blocks/stats.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit::executors {
namespace {

constexpr int usualBins = 256;
constexpr int usualTop = 100;
constexpr size_t mostLevels = 256;
constexpr int64_t mostPoints = 4096; // of a series over single samples

// A pair's other side is null for a part alone.
struct Subject {
    const Asset& asset;
    Part part;
    std::optional<Part> decoded;
    const Json& args;

    PartPair pair() const { return {&part, &*decoded}; }
    /// The part itself, or the difference of the pair.
    Part shown() const { return decoded ? differencePart(pair()) : part; }
};

using Details = std::vector<Detail>;

// A detail whose data is a JSON object: it stands in `about`.
Detail facts(std::string name, Json about) {
    return {name, name, std::move(about), TextView{}};
}

Result<int> intArg(const Json& args, const char* name, int usual, int most) {
    const Json& given = args.at(name);
    if (given.isNull()) return usual;
    const int64_t value = given.asInt(-1);
    if (given.isNumber() && value >= 1 && value <= most) return static_cast<int>(value);
    return badParams(
        fmt::format("{} is {}", name, printable(given.dump())),
        "derive",
        fmt::format("give a whole number from 1 to {}", most)
    );
}

Result<std::optional<ValueRange>> endsArg(const Json& args, const char* name) {
    const Json& given = args.at(name);
    if (given.isNull()) return std::optional<ValueRange>{};
    if (given.size() == 2 && given.at(size_t{0}).isNumber() && given.at(1).isNumber())
        return std::optional(ValueRange{given.at(size_t{0}).asDouble(), given.at(1).asDouble()});
    return badParams(
        fmt::format("{} is {}", name, printable(given.dump())), "derive", "give [low, high], two numbers"
    );
}

// Two assets of one part each, as the metrics take them.
struct Two {
    Asset original, decoded;
    std::array<std::string, 1> names;
    Params params{};
    Two(const Subject& s, Part a, Part b) : names{s.part.name} {
        original.meta = s.asset.meta;
        original.counts = s.asset.counts;
        b.name = a.name;
        original.parts.push_back(std::move(a));
        decoded.parts.push_back(std::move(b));
    }
    MetricInput input() const { return {original, decoded, names, params}; }
};

Result<Details> statistics(const Subject& s, JobContext& job) {
    if (!s.decoded) {
        RB_TRY(Json found, partStatistics(s.part, job));
        return Details{facts("statistics", std::move(found))};
    }
    Details out;
    const Part error = s.shown();
    for (const auto& [name, part] :
         {std::pair{"original", &s.part}, {"decoded", &*s.decoded}, {"error", &error}}) {
        RB_TRY(Json found, partStatistics(*part, job));
        out.push_back({name, "statistics", std::move(found), TextView{}});
    }
    return out;
}

Result<Details> histogram(const Subject& s, JobContext& job) {
    RB_TRY(const int bins, intArg(s.args, "bins", usualBins, mostBins));
    PairedEnds ends;
    RB_TRY(ends.values, endsArg(s.args, "edges"));
    RB_TRY(ends.error, endsArg(s.args, "error_edges"));
    if (s.decoded) {
        RB_TRY(Detail detail, pairedHistogram("pair", Two(s, s.part, *s.decoded).input(), bins, job, ends));
        return Details{std::move(detail)};
    }
    RB_TRY(Json found, histogramOf(s.part, bins, job, ends.values));
    std::vector<int64_t> counts;
    for (const auto& count : found.at("counts").elements())
        counts.push_back(count.asInt());
    const auto& edges = found.at("edges").elements();
    Json about = Json::object({
        {"rows", Json::array({"values"})},
        {"edges", edges.empty() ? Json::array() : Json::array({edges.front(), edges.back()})},
        {"left_out", found.at("nan").asInt() + found.at("inf").asInt()},
        {"outside", Json::array({found.at("outside")})},
    });
    const auto width = static_cast<int64_t>(counts.size());
    return Details{
        {"values.histogram",
         "histogram",
         std::move(about),
         TensorView{DType::i64, {1, width}, ownBytes(std::move(counts))}}};
}

// The levels of what was decoded, or of the part alone; only the whole part can tell.
Result<Details> histogramAndLevels(const Subject& s, JobContext& job) {
    RB_TRY(Details out, histogram(s, job));
    RB_TRY(auto levels, levelsOf(s.decoded ? *s.decoded : s.part, mostLevels, job));
    if (!levels) return out;
    const auto count = static_cast<int64_t>(levels->size());
    out.push_back(
        {"levels",
         "levels",
         Json::object({{"of", s.decoded ? "decoded" : "values"}}),
         TensorView{DType::f64, {count}, ownBytes(std::move(*levels))}}
    );
    return out;
}

Result<Details> pyramid(const Subject& s, JobContext& job) {
    RB_TRY(Pyramid built, s.decoded ? errorPyramidOf(s.part, *s.decoded, job) : pyramidOf(s.part, job));
    return Details{pyramidDetail(s.decoded ? "error" : "values", s.part.name, std::move(built))};
}

Result<Details> outliers(const Subject& s, JobContext& job) {
    RB_TRY(const int top, intArg(s.args, "top", usualTop, mostSpots));
    RB_TRY(Json found, outliersOf(s.shown(), top, job));
    return Details{facts("outliers", std::move(found))};
}

Result<Details> worst(const Subject& s, JobContext& job) {
    RB_TRY(const int top, intArg(s.args, "top", usualTop, mostSpots));
    RB_TRY(Json spots, worstSpots(s.part, *s.decoded, top, job));
    return Details{facts("worst", Json::object({{"spots", std::move(spots)}}))};
}

Result<Details> errorMapOf(const Subject& s, JobContext& job) {
    RB_TRY(ErrorMap map, errorMap(s.part, *s.decoded, job));
    return Details{mapDetail("error", std::move(map))};
}

Result<Details> ssimMapOf(const Subject& s, JobContext& job) {
    RB_CHECK(acceptsPicturesAndVideo(s.part));
    const Two two(s, s.part, *s.decoded);
    RB_TRY(const double peak, peakOf(two.original, two.names, job));
    RB_TRY(SsimMap map, ssimMap(s.part, *s.decoded, peak > 0 ? peak : 1, job));
    Json about = Json::object(
        {{"metric", "ssim"}, {"margin", ssimWindow / 2}, {"value", "SSIM of the window, mean over channels"}}
    );
    return Details{
        {"ssim.map",
         "map",
         std::move(about),
         TensorView{DType::f32, {map.rows, map.columns}, ownBytes(std::move(map.values))}}};
}

// Along the first axis (frames; samples in windows) or the last (channels).
Result<Details> series(const Subject& s, JobContext& job) {
    const auto by = s.args.at("by").asString(s.part.role == "image" ? "channel" : "frame");
    if (by != "frame" && by != "channel")
        return badParams(
            fmt::format("a series by '{}'", printable(by)), "derive", "choose \"frame\" or \"channel\""
        );
    const int64_t rows = s.part.shape.empty() ? 1 : s.part.shape[0];
    const auto usual = static_cast<int>(std::clamp<int64_t>((rows - 1) / mostPoints + 1, 1, INT32_MAX));
    RB_TRY(const int window, intArg(s.args, "window", usual, INT32_MAX));
    RB_TRY(const auto sums, by == "frame" ? sumRows(s.pair(), job, window) : sumChannels(s.pair(), job));
    const Two two(s, s.part, *s.decoded);
    RB_TRY(const double peak, peakOf(two.original, two.names, job));
    std::vector<double> mse, psnr;
    for (const auto& sum : sums) {
        mse.push_back(sum.mse());
        psnr.push_back(sum.broken > 0 ? -INFINITY : decibels(peak * peak, sum.mse()));
    }
    Details out{
        seriesDetail("mse", "per_" + by, "", {}, std::move(mse)),
        seriesDetail("psnr_db", "per_" + by, "dB", {}, std::move(psnr))};
    for (auto& detail : out)
        detail.about["window"] = by == "frame" ? window : 1;
    return out;
}

struct What {
    const char* name;
    Result<Details> (*whole)(const Subject&, JobContext&);
    Result<Details> (*sampled)(const Subject&, JobContext&) = nullptr; // a first answer from some rows
    bool pairOnly = false;
};
constexpr std::array all{
    What{"statistics", statistics, statistics},
    What{"histogram", histogramAndLevels, histogram},
    What{"pyramid", pyramid},
    What{"outliers", outliers},
    What{"worst", worst, nullptr, true},
    What{"series", series, nullptr, true},
    What{"error_map", errorMapOf, nullptr, true},
    What{"ssim_map", ssimMapOf, nullptr, true},
};

// Rows [begin, end) as a part of their own: one frame, one head.
Result<Part> rowsOf(const Part& part, const Json& range) {
    const int64_t count = part.shape.empty() ? 1 : part.shape[0];
    const int64_t begin = range.at(size_t{0}).asInt(-1), end = Rows{begin, range.at(1).asInt(-1)}.last(count);
    const bool whole = part.shape.size() == 1 && info(part.dtype).blockElements > 1;
    if (part.form != PayloadForm::tensor || whole || begin < 0 || begin >= end)
        return badParams(
            fmt::format("rows {} of {}", printable(range.dump()), count),
            printable(part.name),
            "give [begin, end) within the part's first axis"
        );
    Part out = part;
    if (out.shape.empty()) out.shape = {1};
    out.shape[0] = end - begin;
    out.byteSize = part.byteSize / static_cast<uint64_t>(count) * static_cast<uint64_t>(end - begin);
    out.load = [load = part.load, begin, end](Rows rows, JobContext& job) {
        return load({begin + rows.begin, rows.end < 0 ? end : std::min(end, begin + rows.end)}, job);
    };
    return out;
}

Status answerSample(const Subject& s, const What& what, JobContext& job, const DeriveAnswer& answer) {
    std::vector<const Part*> parts{&s.part};
    if (s.decoded) parts.push_back(&*s.decoded);
    RB_TRY(auto sample, samplePart(parts, job));
    if (!sample) return Ok{};
    Subject some{s.asset, std::move(sample->parts[0]), {}, s.args};
    if (s.decoded) some.decoded = std::move(sample->parts[1]);
    RB_TRY(Details details, what.sampled(some, job));
    answer(sample->share, std::move(details));
    return Ok{};
}

} // namespace

Status derive(
    const DeriveSubject& subject,
    const std::string& name,
    const Json& args,
    JobContext& job,
    const DeriveAnswer& answer
) {
    const auto what = std::ranges::find_if(all, [&](const What& known) { return name == known.name; });
    if (what == all.end())
        return badParams(
            fmt::format("there is no '{}' to derive", printable(name)),
            "derive",
            "ask for statistics, histogram, pyramid, outliers, worst, series, error_map, ssim_map or encoding"
        );
    if (what->pairOnly && !subject.decoded)
        return badParams(
            fmt::format("'{}' of one asset alone", name),
            printable(subject.asset.name),
            "give a spec and \"against\":true"
        );
    RB_TRY(const Part* part, requestedPart(subject.asset, subject.part));
    Subject s{subject.asset, *part, {}, args};
    if (subject.decoded) {
        const auto& other = subject.decodedPart.empty() ? part->name : subject.decodedPart;
        RB_TRY(const Part* decoded, requestedPart(*subject.decoded, other));
        const Two two(s, *part, *decoded);
        RB_CHECK(findPair(two.original, two.decoded, part->name));
        s.decoded = *decoded;
    }
    if (const Json& range = args.at("rows"); !range.isNull()) {
        RB_TRY(s.part, rowsOf(s.part, range));
        if (s.decoded) {
            RB_TRY(s.decoded, rowsOf(*s.decoded, range));
        }
    }
    if (what->sampled) RB_CHECK(answerSample(s, *what, job, answer));
    if (job.cancelled()) return cancelledError("derive");
    job.progress(0, name);
    RB_TRY(Details details, what->whole(s, job));
    answer(1, std::move(details));
    return Ok{};
}

Status derive(const Json& request, WarmAssets& assets, JobContext& job, const DeriveAnswer& answer) {
    if (request.at("what").asString() == "encoding") {
        if (!request.at("spec").isObject())
            return badParams("'encoding' of an original", "derive", "give the spec that encodes it");
        RB_TRY(auto details, assets.encodingDetails(request.at("asset"), request.at("spec"), job));
        answer(1, std::move(details));
        return Ok{};
    }
    RB_TRY(const auto shown, assets.shown(request, job));
    const auto part = request.at("part").asString();
    const Json& against = request.at("against");
    std::shared_ptr<const Asset> original;
    DeriveSubject subject{*shown, nullptr, part, {}};
    if (against.isObject()) {
        RB_TRY(original, assets.shown(against, job));
        return derive(
            {*original, shown.get(), against.at("part").asString(part), part},
            request.at("what").asString(),
            request.at("args"),
            job,
            answer
        );
    }
    if (against.asBool()) {
        RB_TRY(original, assets.open(request.at("asset"), job));
        return derive(
            {*original, shown.get(), part, part},
            request.at("what").asString(),
            request.at("args"),
            job,
            answer
        );
    }
    return derive(subject, request.at("what").asString(), request.at("args"), job, answer);
}

} // namespace rarebit::executors
