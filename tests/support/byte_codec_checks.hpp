// SPDX-License-Identifier: GPL-3.0-or-later
// What every byte compressor must do: exact round trips on awkward data, bounded expansion, clean errors on
// damaged streams, frames that the distribution's tool can read.
#pragma once

#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

namespace rarebit::test {

using ByteVector = std::vector<std::byte>;

inline ByteVector randomBytes(size_t count, std::string_view purpose) {
    Rng rng(7, purpose);
    ByteVector out(count);
    for (size_t i = 0; i < count; i += 4) {
        const uint32_t word = rng.next32();
        std::memcpy(out.data() + i, &word, std::min<size_t>(4, count - i));
    }
    return out;
}
inline ByteVector englishBytes(size_t count) {
    static constexpr std::string_view words[]{
        "the ",
        "rate ",
        "of ",
        "each ",
        "part ",
        "falls, ",
        "größer ",
        "and\n",
        "then ",
        "error ",
        "grows. "};
    Rng rng(3, "words");
    std::string text;
    while (text.size() < count)
        text += words[rng.below(std::size(words))];
    text.resize(count);
    const auto view = std::as_bytes(std::span(text));
    return {view.begin(), view.end()};
}

inline Part bytesPart(ByteVector bytes) {
    Part part;
    part.name = "data";
    part.role = "bytes";
    const auto size = static_cast<int64_t>(bytes.size());
    return memoryPart(std::move(part), TensorView{DType::u8, {size}, ownBytes(std::move(bytes))});
}
inline Params paramsOf(const MethodDef& method, std::string_view spec) {
    const SpecText text = REQUIRE(parseSpec(spec));
    Json values = Json::object();
    for (const auto& [key, value] : text.values)
        values[key] = value;
    return REQUIRE(makeParams(method.params, values, "test"));
}
/// encode, with the head filled in as the runner does.
inline Encoded encodePart(std::string_view spec, const Part& part, JobContext& job) {
    const SpecText text = REQUIRE(parseSpec(spec));
    const MethodDef* method = REQUIRE(findMethod(text.id));
    const Params params = paramsOf(*method, spec);
    Encoded encoded = REQUIRE(method->encode(std::span(&part, 1), params, job));
    encoded.method = method->id;
    encoded.params = params;
    if (encoded.shape.isNull()) encoded.shape.push(describePart(part));
    return encoded;
}
inline Result<Asset> decodeEncoded(const Encoded& encoded, JobContext& job) {
    const MethodDef* method = REQUIRE(findMethod(encoded.method));
    Result<Asset> out = internalError("no answer", "test");
    const Status status = guarded("decode", [&]() -> Status {
        out = method->decode(encoded, job);
        if (out)
            for (const auto& part : out->parts)
                RB_CHECK(part.load({}, job));
        return Ok{};
    });
    if (!status) return status.error();
    return out;
}

inline Bytes frameOf(const Encoded& encoded) {
    return REQUIRE(findSection(encoded, "codes"));
}
inline void checkRoundTrip(std::string_view spec, const Part& part) {
    JobContext job;
    const Encoded encoded = encodePart(spec, part, job);
    const Asset decoded = REQUIRE(decodeEncoded(encoded, job));
    CHECK_EQ(decoded.parts.size(), 1u);
    if (!REQUIRE(sameContent(part, decoded.parts.front(), job)))
        fail(__FILE__, __LINE__, fmt::format("{} changes {} bytes", spec, part.byteSize));
}

/// The text card's acceptance 1, with a smaller "300 MB".
inline void checkByteCodec(const std::vector<std::string>& specs, double expansion) {
    std::vector<ByteVector> samples{
        {},
        {std::byte{42}},
        ByteVector(size_t(64) << 10),
        randomBytes(size_t(1) << 20, "noise"),
        englishBytes(300'000),
        ByteVector(100'001, std::byte{0xFF})};
    for (const auto& spec : specs) {
        for (const auto& sample : samples)
            checkRoundTrip(spec, bytesPart(sample));
        JobContext job;
        const auto random = frameOf(encodePart(spec, bytesPart(samples[3]), job)).size();
        const double bound = static_cast<double>(samples[3].size()) * (1 + expansion) + 64;
        if (static_cast<double>(random) > bound)
            fail(__FILE__, __LINE__, fmt::format("{} makes {} bytes of {}", spec, random, samples[3].size()));
        CHECK(frameOf(encodePart(spec, bytesPart(samples[2]), job)).size() < 1000);
    }
    const std::string& spec = specs.front();
    auto large = englishBytes(1'000'000);
    while (large.size() < 24'000'000)
        large.insert(large.end(), large.begin(), large.begin() + 1'000'000);
    checkRoundTrip(spec, bytesPart(std::move(large)));

    Part text;
    text.name = "text";
    text.role = "text";
    checkRoundTrip(spec, memoryPart(text, TextView{ownBytes(std::string("größer\r\n\0x", 11))}));
    auto table = std::make_shared<Table>();
    table->name = "sheet";
    table->rows = 2;
    table->columns = 1;
    table->cells = {
        {.row = 0, .column = 0, .kind = CellKind::number, .number = 2.5, .text = {}, .formula = {}},
        {.row = 1, .column = 0, .kind = CellKind::text, .text = "total", .formula = {}}};
    Part sheet;
    sheet.name = "sheet";
    sheet.role = "sheet";
    sheet.shape = {2, 1};
    checkRoundTrip(spec, memoryPart(sheet, std::shared_ptr<const Table>(table)));
}

/// Bit flips, truncation, additions and wrong sizes end in an Error or, where the codec has no checksum, in
/// data of the declared size.
inline void checkDamagedFrames(std::string_view spec) {
    JobContext job;
    const Encoded good = encodePart(spec, bytesPart(englishBytes(20'000)), job);
    const Bytes frame = frameOf(good);
    const auto with = [&](ByteVector bytes) {
        Encoded bad = good;
        for (auto& section : bad.sections)
            if (section.name == "codes") section.bytes = ownBytes(std::move(bytes));
        return decodeEncoded(bad, job);
    };
    const ByteVector whole(frame.view.begin(), frame.view.end());
    for (const size_t size : {size_t{0}, size_t{1}, size_t{5}, whole.size() / 2, whole.size() - 1})
        CHECK_ERROR(with({whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)}), ErrorKind::badInput);
    ByteVector longer = whole;
    longer.push_back(std::byte{0});
    CHECK_ERROR(with(longer), ErrorKind::badInput);
    Rng rng(11, "damage");
    for (int trial = 0; trial < 300; ++trial) {
        ByteVector bytes = whole;
        bytes[rng.below(bytes.size())] ^= std::byte{static_cast<uint8_t>(1u << rng.below(8))};
        if (const auto decoded = with(std::move(bytes))) CHECK_EQ(decoded->parts.front().byteSize, 20'000u);
    }
    for (const int64_t size : {int64_t{0}, int64_t{19'999}, int64_t{20'001}, int64_t{1} << 50}) {
        Encoded bad = good;
        Part claimed = bytesPart({});
        claimed.shape = {size};
        bad.shape = Json::array({describePart(claimed)});
        CHECK(!decodeEncoded(bad, job));
    }
}

/// Decodes the frame with TOOL -d -c; `toolArguments` make the tool encode the same data for a look at its
/// size.
inline void checkAgainstTool(
    const std::string& tool,
    const std::string& suffix,
    const std::string& spec,
    const std::vector<std::string>& toolArguments,
    size_t sizeTolerance
) {
    const auto folder = temporaryFolder();
    const auto sample = englishBytes(700'000);
    REQUIRE(writeFile(folder / "raw", sample));
    JobContext job;
    const Bytes frame = frameOf(encodePart(spec, bytesPart(sample), job));
    REQUIRE(writeFile(folder / ("ours" + suffix), frame.view));
    std::vector<std::string> decode{"/usr/bin/env", tool, "-d", "-c", (folder / ("ours" + suffix)).string()};
    const auto decoded = runCommand(decode);
    if (decoded.exitCode == 127) throw Skip{tool + " is not installed"};
    CHECK_EQ(decoded.exitCode, 0);
    CHECK(std::ranges::equal(std::as_bytes(std::span(decoded.out)), sample));
    std::vector<std::string> encode{"/usr/bin/env", tool, "-c"};
    encode.insert(encode.end(), toolArguments.begin(), toolArguments.end());
    encode.push_back((folder / "raw").string());
    const auto encoded = runCommand(encode);
    CHECK_EQ(encoded.exitCode, 0);
    CHECK_NEAR(
        static_cast<double>(frame.size()),
        static_cast<double>(encoded.out.size()),
        static_cast<double>(sizeTolerance)
    );
}

} // namespace rarebit::test
