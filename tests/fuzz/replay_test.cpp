// SPDX-License-Identifier: GPL-3.0-or-later
// The entry points of the fuzzing programs over a fixed set of damaged inputs: cut, with flipped bits, with
// changed numbers, with pieces moved, and plain noise. Long fuzzing runs apart, with libFuzzer.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/entropy/huffman.hpp"
#include "engine/entropy/range_coder.hpp"
#include "engine/entropy/rans.hpp"
#include "engine/jobs/run.hpp"
#include "tests/fuzz/entry.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>

using namespace rarebit;

namespace {

using Data = std::vector<std::byte>;
using Target = std::function<int(std::span<const std::byte>)>;

Data bytesOf(std::string_view text) {
    const auto view = std::as_bytes(std::span(text.data(), text.size()));
    return {view.begin(), view.end()};
}

Data mutate(Data data, Rng& rng) {
    for (uint64_t i = 0; i <= rng.below(3); ++i) {
        const size_t at = data.empty() ? 0 : rng.below(data.size());
        switch (data.empty() ? 5 : rng.below(7)) {
        case 0: // cut
            data.resize(at);
            break;
        case 1: // one bit
            data[at] ^= static_cast<std::byte>(1u << rng.below(8));
            break;
        case 2: // one byte
            data[at] = static_cast<std::byte>(rng.next32());
            break;
        case 3: { // a number at its limits
            constexpr uint64_t values[] = {
                0, ~uint64_t(0), uint64_t(1) << 62, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
            const uint64_t value = values[rng.below(6)];
            std::memcpy(data.data() + at, &value, std::min<size_t>(data.size() - at, rng.below(2) ? 8 : 4));
            break;
        }
        case 4: { // a piece copied elsewhere
            const size_t from = rng.below(data.size()),
                         length = rng.below(data.size() - std::max(from, at)) / 4 + 1;
            const Data piece(
                data.begin() + static_cast<long>(from), data.begin() + static_cast<long>(from + length)
            );
            std::ranges::copy(piece, data.begin() + static_cast<long>(at));
            break;
        }
        case 5: // noise at the end
            for (uint64_t k = rng.below(40); k > 0; --k)
                data.push_back(static_cast<std::byte>(rng.next32()));
            break;
        default: // a piece taken out
            data.erase(
                data.begin() + static_cast<long>(at),
                data.begin() + static_cast<long>(at + rng.below(std::min<size_t>(data.size() - at, 64)))
            );
        }
    }
    return data;
}

// The whole seed must get through; how far damaged ones come is counted, so that a target that refuses all of
// them at the door is noticed.
std::map<int, int>
replay(const Target& target, const std::vector<Data>& seeds, int rounds, std::string_view name) {
    Rng rng(11, name);
    std::map<int, int> depths;
    for (const Data& seed : seeds) {
        ++depths[1000 + target(seed)];
        for (int i = 0; i < rounds; ++i)
            ++depths[target(mutate(seed, rng))];
    }
    for (int i = 0; i < rounds; ++i) {
        Data noise(rng.below(300));
        for (auto& b : noise)
            b = static_cast<std::byte>(rng.next32());
        target(noise);
    }
    return depths;
}

std::vector<uint8_t> skewed(size_t count, Rng& rng) {
    std::vector<uint8_t> out(count);
    for (auto& s : out)
        while (s < 60 && rng.below(3) != 0)
            ++s;
    return out;
}

std::vector<uint64_t> countsOf(const std::vector<uint8_t>& symbols) {
    std::vector<uint64_t> counts(256);
    for (const uint8_t s : symbols)
        ++counts[s];
    return counts;
}

// Layout of fuzz_rans: lanes - 1 (6 bits), wide (1), number of symbols (13), model, code from the next byte
// on.
Data ransSeed(int lanes, int scaleBits, Rng& rng) {
    const auto symbols = skewed(1000, rng);
    const auto model = REQUIRE(ransModel(countsOf(symbols), scaleBits));
    BitWriterMsb out;
    out.put(static_cast<uint64_t>(lanes - 1), 6);
    out.put(0, 1);
    out.put(symbols.size(), 13);
    writeRansModel(out, model);
    Data data = out.take();
    const auto code = REQUIRE(ransEncode(std::span<const uint8_t>(symbols), model, lanes));
    data.insert(data.end(), code.begin(), code.end());
    return data;
}

Data huffmanSeed(int maxLength, Rng& rng) {
    const auto symbols = skewed(1000, rng);
    const auto lengths = REQUIRE(huffmanLengths(countsOf(symbols), maxLength));
    BitWriterMsb out;
    out.put(256, 9);
    writeHuffmanLengths(out, lengths);
    huffmanEncode(out, std::span<const uint8_t>(symbols), std::span<const uint8_t>(lengths));
    return out.take();
}

std::vector<Asset> smallAssets() {
    const Rng rng(5, "fuzz seeds");
    const auto asset = [](std::string kind, std::string reader, Part part) {
        Asset out;
        out.name = reader;
        out.reader = std::move(reader);
        out.kind = std::move(kind);
        out.hash = "00";
        out.parts.push_back(std::move(part));
        return out;
    };
    std::vector<Asset> out;
    out.push_back(asset(
        "model",
        "safetensors",
        make::tensorPart("w", "weight", DType::f32, {24, 32}, ownBytes(make::weights(24, 32, rng.fork(1))))
    ));
    out.push_back(asset(
        "image",
        "image",
        make::tensorPart(
            "image", "image", DType::u8, {20, 24, 3}, ownBytes(make::picture(20, 24, 3, rng.fork(2)))
        )
    ));
    out.push_back(asset(
        "audio",
        "wav",
        make::tensorPart(
            "audio", "audio", DType::i16, {800, 2}, ownBytes(make::sound(800, 2, 8000, rng.fork(3)))
        )
    ));
    out.back().meta = Json::object({{"sample_rate", 8000}});
    out.push_back(asset("log", "log", make::textPart("log", "log", make::log(30, rng.fork(4)))));
    out.push_back(asset("dna", "fasta", make::textPart("seq", "dna.bases", make::dna(1500, rng.fork(5)))));
    out.push_back(asset("sheet", "csv", make::tablePart(make::sheet(12, rng.fork(6)))));
    return out;
}

// Every method on every small asset that it accepts.
std::vector<Data> streamSeeds() {
    std::vector<Data> out;
    for (const Asset& asset : smallAssets())
        for (const auto& method : allMethods()) {
            if (method.quick.empty()) continue;
            JobContext job = fuzz::limitedJob();
            const auto text = REQUIRE(parseSpec(method.quick));
            RunSpec spec;
            spec.method = text.id;
            spec.params = Json::object();
            for (const auto& [key, value] : text.values)
                spec.params[key] = value;
            const auto coded = encodeAsset(spec, asset, {}, job);
            if (coded) out.emplace_back(coded->bytes.view.begin(), coded->bytes.view.end());
        }
    return out;
}

const std::vector<std::pair<const char*, std::string>>& textSeeds() {
    static const std::vector<std::pair<const char*, std::string>> all{
        {"fasta", ">a x\nACGTNNNNACGT\nACGT\n>b\nacgt\n"},
        {"fastq", "@a\nACGT\n+\nIIII\n@b\nAC\nGT\n+b\nII\nII\n"},
        {"text", "one\ntwo\r\nthree"},
        {"log", "2026-01-02 03:04:05 INFO started\n2026-01-02 03:04:06 WARN late by 3 ms\n"},
        {"csv", "a,b,c\n1,\"two, \"\"2\"\"\",3.5\n2026-01-02,TRUE,\n"},
        {"tsv", "a\tb\n1\t2\n"},
        {"bytes", std::string("\0\1\2", 3)},
    };
    return all;
}

} // namespace

RB_TEST(bitFields) {
    Rng rng(1, "bit_io seeds");
    std::vector<Data> seeds(3, Data(200));
    for (auto& seed : seeds)
        for (auto& b : seed)
            b = static_cast<std::byte>(rng.next32());
    replay(fuzz::bit_io, seeds, 1500, "bit_io");
}

RB_TEST(huffmanDecoder) {
    Rng rng(2, "huffman seeds");
    const auto depths = replay(fuzz::huffman, {huffmanSeed(8, rng), huffmanSeed(15, rng)}, 3000, "huffman");
    CHECK_EQ(depths.at(1001), 2);
    CHECK(depths.at(0) > 100 && depths.at(1) > 100);
}

RB_TEST(ransDecoder) {
    Rng rng(3, "rans seeds");
    const auto depths =
        replay(fuzz::rans, {ransSeed(1, 12, rng), ransSeed(8, 12, rng), ransSeed(5, 16, rng)}, 2000, "rans");
    CHECK_EQ(depths.at(1002), 3);
    CHECK(depths.at(0) > 100 && depths.at(1) > 100);
}

RB_TEST(rangeDecoder) {
    Rng rng(4, "range seeds");
    std::vector<Data> seeds(3, Data(600));
    for (auto& seed : seeds)
        for (auto& b : seed)
            b = static_cast<std::byte>(rng.next32());
    replay(fuzz::range_coder, seeds, 2000, "range_coder");
}

RB_TEST(streamsOfEveryMethod) {
    const auto seeds = streamSeeds();
    CHECK(seeds.size() > 10);
    const auto depths = replay(fuzz::stream, seeds, 40, "stream");
    CHECK(!depths.contains(1000) && !depths.contains(1001)); // every seed decodes
    CHECK(depths.at(0) > 50);
    CHECK(depths.at(1) > 50);
}

RB_TEST(everyReaderOnNoise) {
    Rng rng(6, "reader noise");
    for (const auto& reader : allReaders())
        for (int i = 0; i < 60; ++i) {
            Data data(rng.below(400));
            for (auto& b : data)
                b = static_cast<std::byte>(rng.next32());
            fuzz::openWith(reader.id, data);
        }
}

// Files that the readers wrote themselves, and a few typed in.
RB_TEST(readersOnDamagedFiles) {
    std::vector<std::pair<std::string, Data>> seeds;
    for (const auto& [reader, text] : textSeeds())
        if (findReader(reader)) seeds.emplace_back(reader, bytesOf(text));
    JobContext job;
    for (const Asset& asset : smallAssets()) {
        const auto reader = findReader(asset.reader);
        if (!reader || !(*reader)->write || (*reader)->extensions.empty()) continue;
        const auto path = fuzz::scratchFolder() / ("seed." + (*reader)->extensions.front());
        if (!(*reader)->write(asset, path, job)) continue;
        const Bytes file = REQUIRE(mapFile(path));
        seeds.emplace_back(asset.reader, Data(file.view.begin(), file.view.end()));
        std::filesystem::remove(path);
    }
    for (const auto& [reader, data] : seeds) {
        const auto depths = replay(
            [&](std::span<const std::byte> input) { return fuzz::openWith(reader, input); },
            {data},
            250,
            reader
        );
        if (!depths.contains(1001))
            test::fail(__FILE__, __LINE__, "the seed of " + reader + " does not open");
    }
}

RB_TEST(readersOnDamagedRealFiles) {
    constexpr uintmax_t largest = 120'000;
    constexpr int perReader = 3;
    std::map<std::string, int> taken;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::dataFolder()))
        if (entry.is_regular_file() && entry.file_size() <= largest) files.push_back(entry.path());
    std::ranges::sort(files);
    JobContext job;
    for (const auto& file : files) {
        const auto asset = openAsset(file, job);
        if (!asset || ++taken[asset->reader + file.extension().string()] > perReader) continue;
        const Bytes content = REQUIRE(mapFile(file));
        const std::string reader = asset->reader;
        replay(
            [&](std::span<const std::byte> input) { return fuzz::openWith(reader, input); },
            {Data(content.view.begin(), content.view.end())},
            25,
            file.filename().string()
        );
    }
    CHECK(taken.size() >= 3);
}
