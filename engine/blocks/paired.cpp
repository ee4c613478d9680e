// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/paired.hpp"

#include "engine/blocks/histogram.hpp"
#include "engine/blocks/metric_kernels.hpp"
#include "engine/blocks/pyramid.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>

namespace rarebit {
namespace {

constexpr uint64_t chunkBytes = uint64_t(64) << 20;
constexpr size_t pieceElements = 4096; // stay in the first-level cache between conversion and sums
constexpr int histogramBins = 256;

// Rows of a part that make one chunk; 0: the whole part at once.
int64_t rowsAtOnce(const Part& part, uint64_t bytesPerRow) {
    // A block type in one dimension cannot be cut at rows.
    const bool whole = part.shape.empty() || part.shape[0] <= 1 ||
                       (part.shape.size() == 1 && info(part.dtype).blockElements > 1);
    if (whole || bytesPerRow == 0) return 0;
    const auto rows = static_cast<int64_t>(std::max<uint64_t>(1, chunkBytes / bytesPerRow));
    return rows >= part.shape[0] ? 0 : rows;
}

uint64_t rowBytes(const Part& part) {
    const auto rows = part.shape.empty() ? 0 : static_cast<uint64_t>(part.shape[0]);
    return rows == 0 ? 0 : part.byteSize / rows + 1;
}

Result<TensorView> loadTensor(const Part& part, Rows rows, JobContext& job) {
    RB_TRY(Payload payload, part.load(rows, job));
    auto* tensor = std::get_if<TensorView>(&payload);
    if (!tensor || tensorBytes(tensor->dtype, tensor->shape) != tensor->bytes.size())
        return internalError("the loaded data is no tensor of its declared size", part.name);
    return std::move(*tensor);
}

Status visitRanges(
    const Part& part, uint64_t bytesPerRow, JobContext& job, const std::function<Status(Rows)>& visit
) {
    if (part.elements() == 0) return Ok{};
    const int64_t step = rowsAtOnce(part, bytesPerRow);
    if (step == 0) {
        RB_CHECK(job.fits(part.byteSize, "loading the part", part.name));
        return visit({});
    }
    for (int64_t begin = 0; begin < part.shape[0]; begin += step) {
        if (job.cancelled()) return cancelledError("measuring " + printable(part.name));
        RB_CHECK(visit({begin, std::min(begin + step, part.shape[0])}));
    }
    return Ok{};
}

// The careful way, for pieces in which something is not finite.
template <class T>
void addSlowly(std::span<const T> values, std::span<const T> others, PairSums& out) {
    for (size_t i = 0; i < values.size(); ++i) {
        const double x = values[i], y = others[i];
        if (!std::isfinite(x) || !std::isfinite(y)) {
            const bool equal = (std::isnan(x) && std::isnan(y)) || x == y;
            ++(equal ? out.same : out.broken);
            continue;
        }
        const double error = x - y;
        out.error2 += error * error;
        out.original2 += x * x;
        out.decoded2 += y * y;
        out.product += x * y;
        out.maxError = std::max(out.maxError, std::abs(error));
        ++out.count;
    }
}

} // namespace

namespace {

// Whole groups of chains by a kernel, the tail and whatever is not finite by the careful way.
template <class T>
void addBy(
    void (*kernel)(const T*, const T*, size_t, ChainSums*),
    std::span<const T> x,
    std::span<const T> y,
    PairSums& out
) {
    const size_t whole = x.size() / sumChains * sumChains;
    ChainSums chains;
    kernel(x.data(), y.data(), whole, &chains);
    PairSums sums;
    for (size_t k = 0; k < sumChains; ++k) {
        sums.error2 += chains.value[0][k];
        sums.original2 += chains.value[1][k];
        sums.decoded2 += chains.value[2][k];
        sums.product += chains.value[3][k];
        sums.maxError = std::max(sums.maxError, chains.value[4][k]);
    }
    sums.count = static_cast<int64_t>(whole);
    addSlowly<T>(x.subspan(whole), y.subspan(whole), sums);
    // Any NaN or infinity, and any square that overflows, shows in these two.
    if (!std::isfinite(sums.original2) || !std::isfinite(sums.decoded2) || sums.same || sums.broken) {
        sums = {};
        addSlowly<T>(x, y, sums);
    }
    out.add(sums);
}

// Types whose values are floats exactly.
bool fitsFloat(DType dtype) {
    switch (dtype) {
    case DType::f64:
    case DType::i64:
    case DType::i32:
    case DType::u64:
    case DType::u32:
        return false;
    default:
        return true;
    }
}

template <class T>
Status fill(const TensorView& tensor, int64_t first, std::span<T> out) {
    if constexpr (std::is_same_v<T, float>)
        return toFloats(tensor, first, out);
    else
        return toDoubles(tensor, first, out);
}

template <class T>
Status
sumBlock(const TensorView& original, const TensorView& decoded, int64_t begin, int64_t end, PairSums& out) {
    const auto kernel = [] {
        if constexpr (std::is_same_v<T, float>)
            return metricKernels().sumFloats;
        else
            return metricKernels().sumDoubles;
    }();
    std::array<T, pieceElements> x, y;
    for (int64_t first = begin; first < end; first += static_cast<int64_t>(pieceElements)) {
        const auto n = static_cast<size_t>(std::min<int64_t>(pieceElements, end - first));
        RB_CHECK(fill(original, first, std::span(x).first(n)));
        RB_CHECK(fill(decoded, first, std::span(y).first(n)));
        addBy<T>(kernel, std::span(x).first(n), std::span(y).first(n), out);
    }
    return Ok{};
}

Status
sumRange(const TensorView& original, const TensorView& decoded, int64_t begin, int64_t end, PairSums& out) {
    return fitsFloat(original.dtype) && fitsFloat(decoded.dtype)
               ? sumBlock<float>(original, decoded, begin, end, out)
               : sumBlock<double>(original, decoded, begin, end, out);
}

} // namespace

void addPairs(std::span<const double> x, std::span<const double> y, PairSums& out) {
    addBy<double>(metricKernels().sumDoubles, x, y, out);
}

namespace {

int bitsFromPixelFormat(std::string_view name) { // "yuv420p10le" -> 10
    if (!name.ends_with("le") && !name.ends_with("be")) return 0;
    name.remove_suffix(2);
    int bits = 0, scale = 1;
    while (!name.empty() && name.back() >= '0' && name.back() <= '9' && scale <= 10) {
        bits += scale * (name.back() - '0');
        scale *= 10;
        name.remove_suffix(1);
    }
    return bits;
}

double integerPeak(DType dtype, const Asset& asset) {
    if (dtype == DType::boolean) return 1;
    if (dtype == DType::u16) {
        int64_t bits = bitsFromPixelFormat(asset.meta.at("pix_fmt").asString());
        for (const auto* source : {&asset.meta, &asset.counts})
            if (const int64_t said = source->at("bits").asInt(); said != 0) bits = said;
        if (bits > 8 && bits < 16) return static_cast<double>((1 << bits) - 1);
    }
    return std::exp2(8 * info(dtype).blockBytes) - 1;
}

} // namespace

Status acceptsNumbers(const Part& part) {
    if (part.form != PayloadForm::tensor)
        return unsupported(
            fmt::format("part '{}' is a {}, not numbers", printable(part.name), toString(part.form)),
            printable(part.name),
            "measure `exact` there, or choose parts that are tensors"
        );
    if (info(part.dtype).kind == DTypeClass::complex)
        return unsupported(
            fmt::format("part '{}' holds complex numbers", printable(part.name)),
            printable(part.name),
            "choose parts of real numbers with --parts"
        );
    return Ok{};
}

Status acceptsPicturesAndVideo(const Part& part) {
    RB_CHECK(acceptsNumbers(part));
    const bool fits = part.shape.size() == 3 && (part.role == "image" || part.role == "video.plane");
    if (fits) return Ok{};
    return unsupported(
        fmt::format("part '{}' is no picture and no plane of a video", printable(part.name)),
        printable(part.name),
        "choose a metric for numbers, such as rel_l2"
    );
}

Result<PartPair> findPair(const Asset& original, const Asset& decoded, std::string_view name) {
    const PartPair pair{findPart(original, name), findPart(decoded, name)};
    if (!pair.original || !pair.decoded)
        return badInput(
            fmt::format(
                "the {} asset has no part '{}'", pair.original ? "decoded" : "original", printable(name)
            ),
            "comparison of parts by name",
            "compare assets whose parts have the same names"
        );
    RB_CHECK(acceptsNumbers(*pair.original));
    RB_CHECK(acceptsNumbers(*pair.decoded));
    if (pair.original->shape != pair.decoded->shape)
        return badInput(
            fmt::format(
                "part '{}' has the shape [{}] in the original and [{}] in the decoded asset",
                printable(name),
                fmt::join(pair.original->shape, ", "),
                fmt::join(pair.decoded->shape, ", ")
            ),
            "comparison of parts by name",
            "only parts of one shape can be compared value by value"
        );
    return pair;
}

Status
visitChunks(const PartPair& pair, JobContext& job, const std::function<Status(const PairChunk&)>& visit) {
    const uint64_t bytes = std::max(rowBytes(*pair.original), rowBytes(*pair.decoded));
    const bool cut = rowsAtOnce(*pair.original, bytes) != 0 && rowsAtOnce(*pair.decoded, bytes) != 0;
    return visitRanges(*pair.original, cut ? bytes : 0, job, [&](Rows rows) -> Status {
        PairChunk chunk{rows, {}, {}};
        RB_TRY(chunk.original, loadTensor(*pair.original, rows, job));
        chunk.decoded = chunk.original;
        if (pair.decoded != pair.original) {
            RB_TRY(chunk.decoded, loadTensor(*pair.decoded, rows, job));
        }
        if (chunk.original.shape != chunk.decoded.shape)
            return internalError("the two sides loaded different rows", pair.original->name);
        return visit(chunk);
    });
}

Status
visitChunks(const Part& part, JobContext& job, const std::function<Status(const TensorView&, Rows)>& visit) {
    RB_CHECK(acceptsNumbers(part));
    return visitRanges(part, rowBytes(part), job, [&](Rows rows) -> Status {
        RB_TRY(const TensorView tensor, loadTensor(part, rows, job));
        return visit(tensor, rows);
    });
}

Status
forEachBlock(const TensorView& original, const TensorView& decoded, JobContext& job, const PairBlock& body) {
    const int64_t count = elementCount(original.shape).value_or(0);
    const int64_t blocks = (count + pairBlockElements - 1) / pairBlockElements;
    return parallelFor(blocks, job, [&](int64_t block) -> Status {
        const int64_t begin = block * pairBlockElements, end = std::min(begin + pairBlockElements, count);
        std::array<double, pieceElements> x, y;
        for (int64_t first = begin; first < end; first += static_cast<int64_t>(pieceElements)) {
            const auto n = static_cast<size_t>(std::min<int64_t>(pieceElements, end - first));
            RB_CHECK(toDoubles(original, first, std::span(x).first(n)));
            RB_CHECK(toDoubles(decoded, first, std::span(y).first(n)));
            RB_CHECK(body(block, first, std::span(x).first(n), std::span(y).first(n)));
        }
        return Ok{};
    });
}

void PairSums::add(const PairSums& other) {
    error2 += other.error2;
    original2 += other.original2;
    decoded2 += other.decoded2;
    product += other.product;
    maxError = std::max(maxError, other.maxError);
    count += other.count;
    same += other.same;
    broken += other.broken;
}

double PairSums::mse() const {
    if (broken > 0) return std::numeric_limits<double>::infinity();
    if (count == 0) return same > 0 ? 0 : std::nan("");
    return error2 / static_cast<double>(count);
}

Result<PairSums> sumPairs(const TensorView& original, const TensorView& decoded, JobContext& job) {
    const int64_t count = elementCount(original.shape).value_or(0);
    std::vector<PairSums> blocks(static_cast<size_t>((count + pairBlockElements - 1) / pairBlockElements));
    RB_CHECK(parallelFor(static_cast<int64_t>(blocks.size()), job, [&](int64_t block) {
        const int64_t begin = block * pairBlockElements;
        const int64_t end = std::min(begin + pairBlockElements, count);
        return sumRange(original, decoded, begin, end, blocks[static_cast<size_t>(block)]);
    }));
    return pooled(blocks);
}

Result<std::vector<PairSums>> sumParts(const MetricInput& input, JobContext& job) {
    std::vector<PairSums> out;
    for (const auto& name : input.parts) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        PairSums sums;
        const Status visited = visitChunks(pair, job, [&](const PairChunk& chunk) -> Status {
            RB_TRY(const PairSums some, sumPairs(chunk.original, chunk.decoded, job));
            sums.add(some);
            return Ok{};
        });
        if (!visited) return visited.error();
        out.push_back(sums);
    }
    return out;
}

PairSums pooled(std::span<const PairSums> parts) {
    PairSums out;
    for (const auto& sums : parts)
        out.add(sums);
    return out;
}

Result<std::vector<PairSums>> sumRows(const PartPair& pair, JobContext& job, int64_t window) {
    const int64_t rows = pair.original->shape.empty() ? 1 : pair.original->shape[0];
    std::vector<PairSums> out(static_cast<size_t>((rows + window - 1) / window));
    const Status visited = visitChunks(pair, job, [&](const PairChunk& chunk) -> Status {
        const int64_t count = chunk.original.shape.empty() ? 1 : chunk.original.shape[0];
        const int64_t width = elementCount(chunk.original.shape).value_or(0) / count;
        const int64_t begin = chunk.rows.begin, end = begin + count;
        const int64_t first = begin / window, last = (end - 1) / window;
        return parallelFor(last - first + 1, job, [&](int64_t i) -> Status {
            const int64_t from = std::max(begin, (first + i) * window) - begin;
            const int64_t to = std::min(end, (first + i + 1) * window) - begin;
            auto& sums = out[static_cast<size_t>(first + i)];
            return sumRange(chunk.original, chunk.decoded, from * width, to * width, sums);
        });
    });
    if (!visited) return visited.error();
    return out;
}

Result<std::vector<PairSums>> sumChannels(const PartPair& pair, JobContext& job) {
    const auto channels = static_cast<size_t>(pair.original->shape.empty() ? 1 : pair.original->shape.back());
    std::vector<PairSums> out(channels);
    if (channels == 0) return out;
    RB_CHECK(job.fits(channels * sizeof(PairSums), "one sum for each channel", pair.original->name));
    const Status visited = visitChunks(pair, job, [&](const PairChunk& chunk) -> Status {
        const int64_t count = elementCount(chunk.original.shape).value_or(0);
        std::vector<double> x(pieceElements), y(pieceElements);
        for (int64_t at = 0; at < count; at += static_cast<int64_t>(pieceElements)) {
            if (job.cancelled()) return cancelledError("measuring channels");
            const auto n = static_cast<size_t>(std::min<int64_t>(pieceElements, count - at));
            RB_CHECK(toDoubles(chunk.original, at, std::span(x).first(n)));
            RB_CHECK(toDoubles(chunk.decoded, at, std::span(y).first(n)));
            for (size_t i = 0; i < n; ++i)
                addSlowly<double>(
                    std::span(x).subspan(i, 1),
                    std::span(y).subspan(i, 1),
                    out[(static_cast<size_t>(at) + i) % channels]
                );
        }
        return Ok{};
    });
    if (!visited) return visited.error();
    return out;
}

Part differencePart(const PartPair& pair) {
    Part out = *pair.original;
    out.dtype = DType::f64;
    out.byteSize = static_cast<uint64_t>(out.elements()) * sizeof(double);
    out.load = [pair](Rows rows, JobContext& job) -> Result<Payload> {
        RB_TRY(const TensorView x, loadTensor(*pair.original, rows, job));
        RB_TRY(const TensorView y, loadTensor(*pair.decoded, rows, job));
        if (x.shape != y.shape)
            return internalError("the two sides loaded different rows", pair.original->name);
        std::vector<double> values(static_cast<size_t>(elementCount(x.shape).value_or(0)));
        const auto body = [&](int64_t, int64_t first, std::span<const double> a, std::span<const double> b
                          ) -> Status {
            for (size_t i = 0; i < a.size(); ++i) {
                const bool same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]));
                const bool finite = std::isfinite(a[i]) && std::isfinite(b[i]);
                values[static_cast<size_t>(first) + i] = same ? 0 : finite ? a[i] - b[i] : std::nan("");
            }
            return Ok{};
        };
        RB_CHECK(forEachBlock(x, y, job, body));
        return Payload(TensorView{DType::f64, x.shape, ownBytes(std::move(values))});
    };
    return out;
}

Result<std::optional<ValueRange>> rangeOf(const Part& part, JobContext& job) {
    std::optional<ValueRange> out;
    const Status visited = visitChunks(part, job, [&](const TensorView& tensor, Rows) -> Status {
        const int64_t count = elementCount(tensor.shape).value_or(0);
        const int64_t blocks = (count + pairBlockElements - 1) / pairBlockElements;
        std::vector<std::optional<ValueRange>> ranges(static_cast<size_t>(blocks));
        const Status looped = parallelFor(blocks, job, [&](int64_t block) -> Status {
            const int64_t first = block * pairBlockElements;
            std::vector<double> values(static_cast<size_t>(std::min(pairBlockElements, count - first)));
            RB_CHECK(toDoubles(tensor, first, std::span(values)));
            auto& range = ranges[static_cast<size_t>(block)];
            for (const double value : values) {
                if (!std::isfinite(value)) continue;
                if (!range) range = ValueRange{value, value};
                range->min = std::min(range->min, value);
                range->max = std::max(range->max, value);
            }
            return Ok{};
        });
        if (!looped) return looped.error();
        for (const auto& range : ranges) {
            if (!range) continue;
            if (!out) out = range;
            out->min = std::min(out->min, range->min);
            out->max = std::max(out->max, range->max);
        }
        return Ok{};
    });
    if (!visited) return visited.error();
    return out;
}

Result<double> peakOf(const Asset& original, std::span<const std::string> parts, JobContext& job) {
    double peak = 0;
    std::optional<ValueRange> range;
    for (const auto& name : parts) {
        const Part* part = findPart(original, name);
        if (!part || part->form != PayloadForm::tensor) continue;
        if (!isReal(part->dtype)) {
            peak = std::max(peak, integerPeak(part->dtype, original));
            continue;
        }
        RB_TRY(const auto own, rangeOf(*part, job));
        if (!own) continue;
        if (!range) range = own;
        range->min = std::min(range->min, own->min);
        range->max = std::max(range->max, own->max);
    }
    return range ? std::max(peak, range->max - range->min) : peak;
}

double decibels(double peak2, double mse) {
    return 10 * std::log10(peak2 / mse);
}

bool wantsDetail(JobContext& job, std::string_view metric, std::string_view name) {
    return job.wants(name) || job.wants(fmt::format("{}.{}", metric, name));
}

Detail seriesDetail(
    std::string_view metric,
    std::string_view name,
    std::string_view unit,
    std::vector<std::string> labels,
    std::vector<double> values
) {
    const auto count = static_cast<int64_t>(values.size());
    Json about = Json::object({{"metric", metric}, {"unit", unit}});
    if (!labels.empty()) about["labels"] = Json::list(labels);
    return {
        fmt::format("{}.{}", metric, name),
        "series",
        std::move(about),
        TensorView{DType::f64, {count}, ownBytes(std::move(values))}};
}

namespace {

Status addDetails(std::string_view metric, const MetricInput& input, JobContext& job, MetricValue& out) {
    if (wantsDetail(job, metric, "histogram")) {
        RB_TRY(Detail histogram, pairedHistogram(metric, input, histogramBins, job));
        out.details.push_back(std::move(histogram));
    }
    if (!wantsDetail(job, metric, "pyramid")) return Ok{};
    for (const auto& name : input.parts) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        RB_TRY(Pyramid pyramid, errorPyramidOf(*pair.original, *pair.decoded, job));
        out.details.push_back(pyramidDetail(metric, name, std::move(pyramid)));
    }
    return Ok{};
}

} // namespace

Result<MetricValue> measureSums(
    std::string_view metric,
    std::string_view unit,
    const MetricInput& input,
    JobContext& job,
    SumsToValue value
) {
    RB_TRY(const auto parts, sumParts(input, job));
    const PairSums all = pooled(parts);
    MetricValue out{.value = value(all), .count = all.count + all.same + all.broken};
    if (parts.size() > 1) {
        std::vector<double> values;
        for (const auto& sums : parts)
            values.push_back(value(sums));
        out.details.push_back(seriesDetail(
            metric, "per_part", unit, {input.parts.begin(), input.parts.end()}, std::move(values)
        ));
    }
    RB_CHECK(addDetails(metric, input, job, out));
    return out;
}

} // namespace rarebit
