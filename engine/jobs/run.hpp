// SPDX-License-Identifier: GPL-3.0-or-later
// The only place where compression is measured: encode, serialise, parse, decode, measure.
#pragma once

#include "engine/core/container.hpp"
#include "engine/core/experiment.hpp"
#include "engine/jobs/job.hpp"

namespace rarebit {

/// The asset's parts compressed as the spec says, and serialised.
struct EncodedAsset {
    Stream stream;
    Bytes bytes; // the serialised stream
    Sizes sizes;
    int64_t elements = 0;
    std::vector<std::string> parts; // names of the compressed parts
};

/// Loads the files of spec.inputs once; keeps their hashes.
struct RunInputs {
    std::map<std::string, std::shared_ptr<const Asset>, std::less<>> assets;
    Json hashes; // role -> [hash]
};
Result<RunInputs> openInputs(const RunSpec& spec, JobContext& job);

/// Why the spec's method takes no part of the asset, or Ok.
Status acceptsSome(const RunSpec& spec, const Asset& asset);
Result<EncodedAsset>
encodeAsset(const RunSpec& spec, const Asset& asset, const RunInputs& inputs, JobContext& job);
/// Sees the stream and the decode-stage inputs, nothing else.
Result<Asset> decodeStream(const Stream& stream, const RunInputs& inputs, JobContext& job);
/// Canonical form: method parameters checked and defaults dropped. Fails on an unknown method or parameter.
Result<RunSpec> canonicalSpec(const RunSpec& spec);

/// One point. An error of the codec is an error of the result; only bad arguments and cancellation give an
/// Error here. `keep` receives the stream and the decoded asset where the caller wants to save them.
struct RunKeep {
    Bytes stream;
    Asset decoded;
};
Result<RunResult> runOne(const RunSpec& spec, const Asset& asset, JobContext& job, RunKeep* keep = nullptr);
/// The same with inputs that are open already: a sweep opens and hashes them once.
Result<RunResult> runOne(
    const RunSpec& spec, const Asset& asset, const RunInputs& inputs, JobContext& job, RunKeep* keep = nullptr
);

struct Measured {
    std::map<std::string, MetricValue> values; // by metric spec
    std::map<std::string, Error> refused;      // of those asked for by name
};
/// Metrics between two assets whose parts match by name. Empty list: the defaults of the kind, those that
/// fit. A metric that does not fit these parts costs itself alone.
Result<Measured> measureMetrics(
    const std::vector<std::string>& metricSpecs,
    const Asset& original,
    const Asset& decoded,
    const std::vector<std::string>& parts,
    const Sizes* sizes,
    JobContext& job
);
std::vector<std::string> defaultMetrics(std::string_view kind);

/// Compiler, CPU, versions, program version: what every row is stamped with.
Json environmentRow();

} // namespace rarebit
