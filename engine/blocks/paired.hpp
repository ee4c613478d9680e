// SPDX-License-Identifier: GPL-3.0-or-later
// Original and decoded values side by side: what all metrics of reconstruction share. Values are dequantised,
// sums are of double precision over fixed blocks in fixed order, so that threads never change a number.
//
// NaN and infinity: where both sides hold the same one (any NaN is the same), the element counts as equal and
// stays out of all sums. Where only one side does, or the signs differ, the error is infinite.
#pragma once

#include "engine/core/metric.hpp"

#include <functional>
#include <optional>
#include <span>

namespace rarebit {

/// accepts() of the metrics: a tensor of real numbers.
Status acceptsNumbers(const Part& part);
/// The same, with the role "image" and shape [height, width, channels], or the role "video.plane".
Status acceptsPicturesAndVideo(const Part& part);

/// Both parts are there, are tensors of real numbers, and have one shape.
struct PartPair {
    const Part *original = nullptr, *decoded = nullptr;
};
Result<PartPair> findPair(const Asset& original, const Asset& decoded, std::string_view name);

/// Calls visit with both sides of each range of rows in turn; a range takes 64 MiB or one row.
struct PairChunk {
    Rows rows;
    TensorView original, decoded;
};
Status
visitChunks(const PartPair& pair, JobContext& job, const std::function<Status(const PairChunk&)>& visit);
/// One side alone.
Status
visitChunks(const Part& part, JobContext& job, const std::function<Status(const TensorView&, Rows)>& visit);

/// Calls body(first, original, decoded) for every 64 Ki elements, in parallel; `block` numbers the calls.
using PairBlock =
    std::function<Status(int64_t block, int64_t first, std::span<const double>, std::span<const double>)>;
constexpr int64_t pairBlockElements = 65'536;
Status
forEachBlock(const TensorView& original, const TensorView& decoded, JobContext& job, const PairBlock& body);

/// Sums over the pairs (x, y) whose values are finite on both sides.
struct PairSums {
    double error2 = 0; // sum of (x - y)^2
    double original2 = 0, decoded2 = 0, product = 0;
    double maxError = 0; // max |x - y|
    int64_t count = 0;   // finite pairs
    int64_t same = 0;    // pairs that hold the same NaN or infinity
    int64_t broken = 0;  // pairs where one side is not finite and differs from the other
    void add(const PairSums& other);
    /// +inf where a pair is broken; NaN without any pair.
    double mse() const;
};
/// Adds the pairs of two runs of one length (thousands, to stay accurate) to `out`.
void addPairs(std::span<const double> original, std::span<const double> decoded, PairSums& out);
Result<PairSums> sumPairs(const TensorView& original, const TensorView& decoded, JobContext& job);

/// Sums of each part in the order of input.parts.
Result<std::vector<PairSums>> sumParts(const MetricInput& input, JobContext& job);
PairSums pooled(std::span<const PairSums> parts);
/// Sums of each index (of each `window` of them) along the first axis: frames, samples.
Result<std::vector<PairSums>> sumRows(const PartPair& pair, JobContext& job, int64_t window = 1);
/// Sums of each index along the last axis: channels.
Result<std::vector<PairSums>> sumChannels(const PartPair& pair, JobContext& job);

/// original - decoded as a part of doubles. NaN where only one side is finite or infinities differ; 0 where
/// both hold the same value, NaN and infinity included. The pair's parts must outlive it.
Part differencePart(const PartPair& pair);

/// Smallest and largest finite value; nothing where there is none.
struct ValueRange {
    double min = 0, max = 0;
};
Result<std::optional<ValueRange>> rangeOf(const Part& part, JobContext& job);

/// MAX of PSNR and L of SSIM: 255 for 8-bit samples, 65535 for 16-bit ones or 2^bits - 1 where the asset says
/// fewer ("bits" or "pix_fmt"), the type's range for other integers, 1 for booleans; for floating-point
/// parts max - min of the original over all the parts named.
Result<double> peakOf(const Asset& original, std::span<const std::string> parts, JobContext& job);

/// 10 log10(peak^2 / mse): +inf for mse 0.
double decibels(double peak2, double mse);

/// Is this detail of the metric asked for, by its name or by "METRIC.name"?
bool wantsDetail(JobContext& job, std::string_view metric, std::string_view name);
/// A "series" detail "METRIC.NAME": one value for each part, channel or frame. labels may be empty.
Detail seriesDetail(
    std::string_view metric,
    std::string_view name,
    std::string_view unit,
    std::vector<std::string> labels,
    std::vector<double> values
);

/// The frame that most metrics share: a number from pooled sums, the same number for every part as detail.
using SumsToValue = double (*)(const PairSums&);
Result<MetricValue> measureSums(
    std::string_view metric,
    std::string_view unit,
    const MetricInput& input,
    JobContext& job,
    SumsToValue value
);

} // namespace rarebit
