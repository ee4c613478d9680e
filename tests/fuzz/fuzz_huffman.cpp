// SPDX-License-Identifier: GPL-3.0-or-later
// A table of up to 256 symbols and the code words behind it.
#include "engine/entropy/huffman.hpp"
#include "tests/fuzz/entry.hpp"

using namespace rarebit;

int fuzz::huffman(std::span<const std::byte> data) {
    BitReaderMsb in(data);
    const size_t symbols = static_cast<size_t>(in.get(9));
    const auto lengths = readHuffmanLengths(in, symbols, "fuzz");
    if (!lengths) return 0;
    auto decoder = HuffmanDecoder::make(*lengths, "fuzz");
    if (!decoder) return 0;
    for (size_t i = 0; i < data.size() * 8 && in.ok() && decoder->ok(); ++i)
        if (decoder->decode(in) >= std::max<size_t>(symbols, 1)) __builtin_trap();
    return 1;
}

RB_FUZZ_TARGET(huffman)
