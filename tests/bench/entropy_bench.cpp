// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the entropy coders beside public ones in the same run: rANS and Huffman beside FSE and Huff0 of
// libzstd (its static library exports them), the range coder beside the literal coder of LZMA (liblzma),
// counted in binary decisions. Goal: within 1.5 times.
#include "engine/core/rng.hpp"
#include "engine/entropy/huffman.hpp"
#include "engine/entropy/range_coder.hpp"
#include "engine/entropy/rans.hpp"

#include <fmt/format.h>
#include <lzma.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace rarebit;

#ifdef RB_STATIC_ZSTD
extern "C" { // lib/common/fse.h of zstd 1.5; not in its public headers
size_t FSE_normalizeCount(
    short*, unsigned tableLog, const unsigned* count, size_t total, unsigned maxSymbol, unsigned
);
size_t FSE_writeNCount(void*, size_t, const short*, unsigned maxSymbol, unsigned tableLog);
size_t
FSE_buildCTable_wksp(unsigned* table, const short*, unsigned maxSymbol, unsigned tableLog, void*, size_t);
size_t FSE_compress_usingCTable(void* out, size_t, const void* in, size_t, const unsigned* table);
size_t
FSE_decompress_wksp_bmi2(void* out, size_t, const void* in, size_t, unsigned maxLog, void*, size_t, int bmi2);
}
#endif

namespace {

constexpr size_t symbolCount = size_t(1) << 20;
constexpr int rounds = 15;
using Symbols = std::vector<uint8_t>;

struct Speed {
    double bits = 0, encode = 0, decode = 0; // bits a symbol, MB/s
};

double megabytesPerSecond(const std::function<void()>& work) {
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return symbolCount / best / 1e6;
}

void require(bool condition, const char* what) {
    if (condition) return;
    fmt::print(stderr, "{} failed\n", what);
    std::exit(1);
}

// Geometric: P(s) ~ q^s.
Symbols draw(double q) {
    Rng rng(1, "entropy bench");
    Symbols out(symbolCount);
    for (auto& s : out)
        s = static_cast<uint8_t>(std::min(255.0, std::floor(std::log(1 - rng.uniform()) / std::log(q))));
    return out;
}

std::vector<uint64_t> countsOf(const Symbols& symbols) {
    std::vector<uint64_t> counts(256);
    for (const uint8_t s : symbols)
        ++counts[s];
    return counts;
}

Speed ransSpeed(const Symbols& symbols, int lanes) {
    Speed speed;
    std::vector<std::byte> code;
    Symbols out(symbols.size());
    const auto model = ransModel(countsOf(symbols), 12);
    require(static_cast<bool>(model), "rANS model");
    speed.encode =
        megabytesPerSecond([&] { code = *ransEncode(std::span<const uint8_t>(symbols), *model, lanes); });
    const auto decoder = RansDecoder::make(*model, "bench");
    require(static_cast<bool>(decoder), "rANS table");
    speed.decode = megabytesPerSecond([&] {
        require(
            static_cast<bool>(decoder->decode(std::span<const std::byte>(code), lanes, std::span(out))),
            "rANS"
        );
    });
    require(out == symbols, "rANS round trip");
    speed.bits = 8.0 * static_cast<double>(code.size()) / symbolCount;
    return speed;
}

Speed huffmanSpeed(const Symbols& symbols) {
    Speed speed;
    std::vector<std::byte> code;
    Symbols out(symbols.size());
    const auto lengths = huffmanLengths(countsOf(symbols), 11);
    require(static_cast<bool>(lengths), "Huffman lengths");
    speed.encode = megabytesPerSecond([&] {
        BitWriterMsb writer;
        huffmanEncode(writer, std::span<const uint8_t>(symbols), std::span<const uint8_t>(*lengths));
        code = writer.take();
    });
    speed.decode = megabytesPerSecond([&] {
        auto decoder = HuffmanDecoder::make(*lengths, "bench");
        BitReaderMsb reader(code);
        for (auto& s : out)
            s = static_cast<uint8_t>(decoder->decode(reader));
    });
    require(out == symbols, "Huffman round trip");
    speed.bits = 8.0 * static_cast<double>(code.size()) / symbolCount;
    return speed;
}

#ifdef RB_STATIC_ZSTD
Speed fseSpeed(const Symbols& symbols) {
    Speed speed;
    std::vector<unsigned> counts(256), table(1 << 16);
    unsigned maxSymbol = 0;
    for (const uint8_t s : symbols) {
        ++counts[s];
        maxSymbol = std::max<unsigned>(maxSymbol, s);
    }
    std::vector<short> normal(256);
    std::vector<char> scratch(1 << 20);
    std::vector<std::byte> code(2 * symbols.size());
    Symbols out(symbols.size());
    FSE_normalizeCount(normal.data(), 12, counts.data(), symbols.size(), maxSymbol, 0);
    const size_t head = FSE_writeNCount(code.data(), 1024, normal.data(), maxSymbol, 12);
    FSE_buildCTable_wksp(table.data(), normal.data(), maxSymbol, 12, scratch.data(), scratch.size());
    size_t size = 0;
    speed.encode = megabytesPerSecond([&] {
        size = FSE_compress_usingCTable(
            code.data() + head, code.size() - head, symbols.data(), symbols.size(), table.data()
        );
    });
    speed.decode = megabytesPerSecond([&] {
        FSE_decompress_wksp_bmi2(
            out.data(), out.size(), code.data(), head + size, 12, scratch.data(), scratch.size(), 1
        );
    });
    require(out == symbols, "FSE round trip");
    speed.bits = 8.0 * static_cast<double>(size) / symbolCount;
    return speed;
}
#endif

// Level 1 finds no matches in noise: its time is Huff0's and the search's.
Speed zstdSpeed(const Symbols& symbols) {
    Speed speed;
    std::vector<std::byte> code(ZSTD_compressBound(symbols.size()));
    Symbols out(symbols.size());
    size_t size = 0;
    speed.encode = megabytesPerSecond([&] {
        size = ZSTD_compress(code.data(), code.size(), symbols.data(), symbols.size(), 1);
    });
    speed.decode = megabytesPerSecond([&] { ZSTD_decompress(out.data(), out.size(), code.data(), size); });
    require(out == symbols, "zstd round trip");
    speed.bits = 8.0 * static_cast<double>(size) / symbolCount;
    return speed;
}

// Bytes by a binary tree of adaptive probabilities, as LZMA codes literals. 8 decisions a byte.
constexpr int decisions = 8, lzmaDecisions = 9; // LZMA says "literal" first
struct Tree {
    std::array<uint16_t, 256> p;
    Tree() { p.fill(1 << 15); }
    void update(size_t node, bool bit) {
        const int target = bit ? 65535 - 31 : 31;
        p[node] = static_cast<uint16_t>(p[node] + ((target - p[node]) >> 5));
    }
};

Speed rangeSpeed(const Symbols& symbols) {
    Speed speed;
    std::vector<std::byte> code;
    Symbols out(symbols.size());
    speed.encode = megabytesPerSecond([&] {
        Tree tree;
        RangeEncoder encoder;
        for (const uint8_t s : symbols)
            for (size_t node = 1, i = 0; i < 8; ++i) {
                const bool bit = (s >> (7 - i)) & 1;
                encoder.encode(bit, tree.p[node]);
                tree.update(node, bit);
                node = 2 * node + (bit ? 1 : 0);
            }
        code = encoder.finish();
    });
    speed.decode = megabytesPerSecond([&] {
        Tree tree;
        RangeDecoder decoder(code);
        for (auto& s : out) {
            size_t node = 1;
            while (node < 256) {
                const bool bit = decoder.decode(tree.p[node]);
                tree.update(node, bit);
                node = 2 * node + (bit ? 1 : 0);
            }
            s = static_cast<uint8_t>(node);
        }
    });
    require(out == symbols, "range coder round trip");
    speed.bits = 8.0 * static_cast<double>(code.size()) / symbolCount;
    return speed;
}

Speed lzmaSpeed(const Symbols& symbols) {
    Speed speed;
    lzma_options_lzma options{};
    lzma_lzma_preset(&options, 0);
    options.dict_size = 4096;
    options.lc = options.lp = options.pb = 0;
    options.nice_len = 273; // matches shorter than that are hardly looked for
    options.depth = 1;
    const lzma_filter filters[] = {{LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
    Symbols code(2 * symbols.size()), out(symbols.size());
    size_t size = 0;
    speed.encode = megabytesPerSecond([&] {
        size = 0;
        lzma_raw_buffer_encode(
            filters, nullptr, symbols.data(), symbols.size(), code.data(), &size, code.size()
        );
    });
    speed.decode = megabytesPerSecond([&] {
        size_t in = 0, got = 0;
        lzma_raw_buffer_decode(filters, nullptr, code.data(), &in, size, out.data(), &got, out.size());
    });
    require(out == symbols, "LZMA round trip");
    speed.bits = 8.0 * static_cast<double>(size) / symbolCount;
    return speed;
}

void print(const char* name, const Speed& speed, const Speed* floor = nullptr) {
    fmt::print("  {:<22}{:8.3f} bits{:9.0f}{:9.0f} MB/s", name, speed.bits, speed.encode, speed.decode);
    if (floor)
        fmt::print(
            "   {:.2f}x {:.2f}x of the floor", floor->encode / speed.encode, floor->decode / speed.decode
        );
    fmt::print("\n");
}

} // namespace

int main() {
    for (const double q : {0.5, 0.9, 0.98}) {
        const Symbols symbols = draw(q);
        fmt::print("geometric bytes, q = {}: bits a symbol, encode, decode\n", q);
#ifdef RB_STATIC_ZSTD
        const Speed fse = fseSpeed(symbols);
        print("FSE (libzstd)", fse);
        print("rANS, 8 lanes", ransSpeed(symbols, fastRansLanes), &fse);
        print("rANS, 1 lane", ransSpeed(symbols, 1), &fse);
#else
        fmt::print("  libzstd.a was not found: no FSE to compare with\n");
        print("rANS, 8 lanes", ransSpeed(symbols, fastRansLanes));
        print("rANS, 1 lane", ransSpeed(symbols, 1));
#endif
        const Speed zstd = zstdSpeed(symbols);
        print("zstd -1 (Huff0)", zstd);
        print("Huffman, 1 stream", huffmanSpeed(symbols), &zstd);
    }
    // One of 200 bytes at even odds: LZMA finds no matches worth coding, and no processor guesses the
    // branches.
    Rng rng(2, "entropy bench");
    Symbols symbols(symbolCount);
    for (auto& s : symbols)
        s = static_cast<uint8_t>(rng.below(200));
    fmt::print("range coder, 200 even bytes; the floor counted per binary decision\n");
    Speed floor = lzmaSpeed(symbols);
    print("LZMA (liblzma)", floor);
    floor.encode *= double(lzmaDecisions) / decisions;
    floor.decode *= double(lzmaDecisions) / decisions;
    print("range coder", rangeSpeed(symbols), &floor);
    return 0;
}
