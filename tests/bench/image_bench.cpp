// SPDX-License-Identifier: GPL-3.0-or-later
// Picture codecs on one thread: megapixels a second, how many copies of the picture a call costs (memcpy,
// measured in the same run), and what the run path adds to the codec's own time (serialise, checksum, parse,
// compare). Usage: image_bench PICTURE [METHOD_SPEC...]
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>

using namespace rarebit;

namespace {

double bestMs(int repeats, const std::function<Status()>& body, std::optional<Error>& error) {
    double best = 1e300;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (const Status status = body(); !status) error = status.error();
        best = std::min(
            best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count()
        );
    }
    return best;
}

Status bench(const std::string& text, const Asset& asset, double copyMs, JobContext& job) {
    RB_TRY(const SpecText parsed, parseSpec(text));
    RunSpec spec;
    spec.method = parsed.id;
    for (const auto& [key, value] : parsed.values)
        spec.params[key] = value;
    RB_TRY(const MethodDef* method, findMethod(parsed.id));
    RB_TRY(
        const Params params,
        makeParams(method->params, spec.params.isNull() ? Json::object() : spec.params, text)
    );
    std::optional<Error> error;
    Encoded encoded;
    const int repeats = 3;
    const double encodeMs = bestMs(
        repeats,
        [&]() -> Status {
            RB_TRY(encoded, method->encode(std::span(asset.parts).first(1), params, job));
            return Ok{};
        },
        error
    );
    if (error) return *error;
    encoded.method = method->id;
    encoded.params = params;
    if (encoded.shape.isNull()) encoded.shape.push(describePart(asset.parts[0]));
    const double decodeMs = bestMs(
        repeats,
        [&]() -> Status {
            RB_TRY(const Asset decoded, method->decode(encoded, job));
            return Ok{};
        },
        error
    );
    const double pathMs = bestMs(
        repeats,
        [&]() -> Status {
            RB_TRY(const EncodedAsset coded, encodeAsset(spec, asset, {}, job));
            RB_TRY(const Asset decoded, decodeStream(coded.stream, {}, job));
            return Ok{};
        },
        error
    );
    if (error) return *error;
    const double megapixels = static_cast<double>(asset.parts[0].shape[0] * asset.parts[0].shape[1]) / 1e6;
    fmt::print(
        "{:44} {:9} {:9.1f} {:9.1f} {:9.0f} {:9.0f} {:8.3f}\n",
        text,
        encoded.sections.at(0).bytes.size(),
        1000 * megapixels / encodeMs,
        1000 * megapixels / decodeMs,
        encodeMs / copyMs,
        decodeMs / copyMs,
        pathMs / (encodeMs + decodeMs)
    );
    return Ok{};
}

Status benchAll(int argc, char** argv) {
    JobOptions options;
    options.threads = 1;
    JobContext job(options);
    RB_TRY(const Asset asset, openAsset(argv[1], job));
    RB_TRY(const Payload payload, loadWhole(asset.parts.at(0), job));
    const Bytes pixels = payloadBytes(payload);
    std::vector<std::byte> copy(pixels.size());
    std::optional<Error> error;
    const double copyMs = bestMs(
        20,
        [&]() -> Status {
            std::memcpy(copy.data(), pixels.data(), pixels.size());
            return Ok{};
        },
        error
    );
    fmt::print("memcpy of the picture: {:.3f} ms\n", copyMs);
    fmt::print(
        "{:44} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}\n",
        "method",
        "bytes",
        "enc MP/s",
        "dec MP/s",
        "enc/copy",
        "dec/copy",
        "run path"
    );
    std::vector<std::string> specs(argv + 2, argv + argc);
    if (specs.empty())
        specs = {
            "png:level=1",
            "png:level=6",
            "jpeg",
            "jpeg:optimise=true",
            "jpeg:progressive=true",
            "webp",
            "webp:lossless=true",
            "jxl:effort=3",
            "jxl:effort=7",
            "jxl:distance=0,effort=3",
            "avif:speed=10",
            "avif:speed=6"};
    for (const auto& spec : specs)
        if (const Status status = bench(spec, asset, copyMs, job); !status) return status;
    return Ok{};
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: image_bench PICTURE [METHOD_SPEC...]\n", stderr);
        return 2;
    }
    const Status status = guarded("image_bench", [&] { return benchAll(argc, argv); });
    if (status) return 0;
    fmt::print(
        stderr,
        "error: {}\n  where: {}\n  fix: {}\n",
        status.error().what,
        status.error().where,
        status.error().fix
    );
    return 1;
}
