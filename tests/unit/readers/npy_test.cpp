// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/broken_files.hpp"

#include <numeric>

using namespace rarebit;
using namespace rarebit::test;

namespace {

std::string npyBytes(std::string_view literal, std::string_view data, uint8_t version = 1) {
    ByteWriter out;
    out.bytes(std::as_bytes(std::span(std::string_view("\x93NUMPY"))));
    out.u8(version);
    out.u8(0);
    const size_t size = literal.size() + 1;
    if (version == 1)
        out.u16(static_cast<uint16_t>(size));
    else
        out.u32(static_cast<uint32_t>(size));
    out.bytes(std::as_bytes(std::span(literal)));
    out.u8('\n');
    out.bytes(std::as_bytes(std::span(data)));
    return textOf(out.take());
}

std::string literal(std::string_view descr, std::string_view shape, bool columnMajor = false) {
    return fmt::format(
        "{{'descr': {}, 'fortran_order': {}, 'shape': {}, }}", descr, columnMajor ? "True" : "False", shape
    );
}

template <class T>
std::string raw(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::vector<float> counting(size_t count) {
    std::vector<float> out(count);
    std::iota(out.begin(), out.end(), 0.0f);
    return out;
}

Asset opened(std::string_view bytes) {
    return openFile(fileOf(temporaryFolder(), "a.npy", bytes));
}

} // namespace

RB_TEST(readsAndWritesWhatNumPyWrites) {
    // The header of numpy.save for float32 (2, 3): 128 bytes with the data's start aligned to 64.
    std::string header = literal("'<f4'", "(2, 3)");
    header.append(128 - 10 - header.size() - 1, ' ');
    const auto bytes = npyBytes(header, raw(counting(6)));
    const Asset asset = opened(bytes);
    CHECK_EQ(asset.reader, "npy");
    CHECK_EQ(asset.kind, "tensor");
    CHECK_EQ(asset.parts.size(), size_t{1});
    CHECK_EQ(asset.parts[0].name, "data");
    CHECK_EQ(asset.parts[0].role, "weight");
    CHECK(asset.parts[0].shape == (std::vector<int64_t>{2, 3}));
    CHECK_EQ(asset.container.size(), size_t{0}); // the header is rebuilt, not carried
    CHECK(valuesOf<float>(asset.parts[0]) == counting(6));
    CHECK(valuesOf<float>(asset.parts[0], {1, 2}) == (std::vector<float>{3, 4, 5}));
    CHECK(writtenBytes(asset, "npy", "b.npy") == bytes);
}

RB_TEST(otherHeadersComeBackByteForByte) {
    for (const uint8_t version : {uint8_t(1), uint8_t(2), uint8_t(3)})
        for (const std::string shape : {"(6,)", "( 6L , )"}) {
            const auto bytes = npyBytes(literal("\"<f4\"", shape), raw(counting(6)), version);
            const Asset asset = opened(bytes);
            CHECK_EQ(asset.counts.at("version").asInt(), version);
            CHECK(asset.container.size() > 0);
            CHECK(writtenBytes(asset, "npy", "b.npy") == bytes);
        }
}

RB_TEST(columnMajorArraysAreTransposed) {
    // Element [i][j][k] of a (2, 3, 4) array lies at i + 2 j + 6 k.
    const auto bytes = npyBytes(literal("'<f4'", "(2, 3, 4)", true), raw(counting(24)));
    const Asset asset = opened(bytes);
    const auto values = valuesOf<float>(asset.parts[0]);
    bool right = values.size() == 24;
    for (size_t i = 0; i < 2 && right; ++i)
        for (size_t j = 0; j < 3; ++j)
            for (size_t k = 0; k < 4; ++k)
                right = right && values[(i * 3 + j) * 4 + k] == static_cast<float>(i + 2 * j + 6 * k);
    CHECK(right);
    CHECK(valuesOf<float>(asset.parts[0], {1, 2}) == std::vector<float>(values.begin() + 12, values.end()));
    CHECK_EQ(asset.counts.at("order").asString(), "column-major");
    CHECK(writtenBytes(asset, "npy", "b.npy") == bytes);
}

RB_TEST(bigEndianNumbersAreSwapped) {
    const std::string data("\x01\x02\x03\x04\x05\x06\x07\x08", 8);
    const auto check = [&](std::string_view descr, std::string_view expected) {
        const auto bytes = npyBytes(literal(descr, fmt::format("({},)", 8 / (descr[3] - '0'))), data);
        const Asset asset = opened(bytes);
        JobContext job;
        const Payload payload = REQUIRE(asset.parts[0].load({}, job));
        CHECK_EQ(payloadBytes(payload).text(), expected);
        CHECK(writtenBytes(asset, "npy", "b.npy") == bytes);
    };
    check("'>i2'", "\x02\x01\x04\x03\x06\x05\x08\x07");
    check("'>u4'", "\x04\x03\x02\x01\x08\x07\x06\x05");
    check("'>f8'", "\x08\x07\x06\x05\x04\x03\x02\x01");
    check("'>c8'", "\x04\x03\x02\x01\x08\x07\x06\x05"); // both halves apart
    check("'>i1'", data);
}

RB_TEST(everyNumericType) {
    const std::pair<const char*, DType> types[] = {
        {"'<f2'", DType::f16},
        {"'<f4'", DType::f32},
        {"'<f8'", DType::f64},
        {"'|i1'", DType::i8},
        {"'<i2'", DType::i16},
        {"'<i4'", DType::i32},
        {"'<i8'", DType::i64},
        {"'|u1'", DType::u8},
        {"'<u2'", DType::u16},
        {"'<u4'", DType::u32},
        {"'<u8'", DType::u64},
        {"'<c8'", DType::c64},
        {"'|b1'", DType::boolean}};
    for (const auto& [descr, dtype] : types) {
        const auto width = static_cast<size_t>(info(dtype).blockBytes);
        const Asset asset = opened(npyBytes(literal(descr, "(2, 1)"), std::string(2 * width, '\1')));
        CHECK(asset.parts[0].dtype == dtype);
        CHECK_EQ(asset.parts[0].byteSize, 2 * width);
        CHECK_EQ(asset.parts[0].role, isReal(dtype) ? "weight" : "state");
    }
}

RB_TEST(scalarsAndEmptyArrays) {
    const Asset scalar = opened(npyBytes(literal("'<f4'", "()"), raw<float>({7})));
    CHECK(scalar.parts[0].shape.empty());
    CHECK(valuesOf<float>(scalar.parts[0]) == std::vector<float>{7});
    for (const bool columnMajor : {false, true}) {
        const Asset empty =
            opened(npyBytes(literal("'<f4'", "(0, 1152921504606846976, 4)", columnMajor), ""));
        CHECK(valuesOf<float>(empty.parts[0]).empty());
    }
}

RB_TEST(otherAssetsAsNumPy) {
    Asset asset = opened(npyBytes(literal("'<f4'", "(2,)"), raw<float>({1, 2})));
    asset.parts[0] = memoryPart(
        asset.parts[0], TensorView{DType::bf16, {2}, ownBytes(std::vector<uint16_t>{0x3F80, 0x4000})}
    );
    asset.reader = "safetensors";
    const Asset again = opened(writtenBytes(asset, "npy", "b.npy"));
    CHECK(valuesOf<float>(again.parts[0]) == (std::vector<float>{1, 2}));
    JobContext job;
    asset.parts.push_back(asset.parts[0]);
    CHECK_ERROR(
        REQUIRE(findReader("npy"))->write(asset, temporaryFolder() / "c.npy", job), ErrorKind::unsupported
    );
}

RB_TEST(arraysGoToSafetensors) {
    const Asset asset = opened(npyBytes(literal("'>f4'", "(2, 3)", true), raw(counting(6))));
    const auto bytes = writtenBytes(asset, "safetensors", "b.safetensors");
    const Asset again = openFile(fileOf(temporaryFolder(), "c.safetensors", bytes));
    JobContext job;
    CHECK_EQ(again.parts.size(), size_t{1});
    CHECK_EQ(again.parts[0].name, "data");
    CHECK(REQUIRE(sameContent(asset.parts[0], again.parts[0], job)));
}

RB_TEST(gatheringStopsWhenCancelled) {
    const Asset asset = opened(npyBytes(literal("'<f4'", "(600, 600)", true), raw(counting(360'000))));
    std::stop_source stop;
    JobContext job({.stop = stop.get_token()});
    CHECK_EQ(payloadBytes(REQUIRE(asset.parts[0].load({}, job))).size(), size_t{1'440'000});
    stop.request_stop();
    CHECK_ERROR(asset.parts[0].load({}, job), ErrorKind::cancelled);
    JobContext small({.memoryBudget = 1'000'000});
    CHECK_ERROR(asset.parts[0].load({}, small), ErrorKind::outOfMemory);
}

RB_TEST(brokenFiles) {
    const auto data = raw(counting(6));
    const auto with = [&](std::string_view text) { return npyBytes(text, data); };
    using enum ErrorKind;
    checkBrokenFiles(
        ".npy",
        {
            {"empty", "", badInput, "do not begin"},
            {"version", npyBytes(literal("'<f4'", "(6,)"), data, 9), unsupported, "version 9.0"},
            {"length", std::string("\x93NUMPY\x02\0\xFF\xFF\xFF\xFF{", 13), badInput, "4294967295"},
            {"header_cut", std::string("\x93NUMPY\x01\0\xFF\x7F{", 11), badInput, "of 11"},
            {"code", with("__import__('os').system('touch /tmp/x')"), badInput, "'{' is expected"},
            {"call", with(literal("dict()", "(6,)")), badInput, "a text is expected"},
            {"comprehension", with(literal("'<f4'", "(x for x in [6])")), badInput, "a number is expected"},
            {"arithmetic", with(literal("'<f4'", "(2**99,)")), badInput, "is expected"},
            {"trailing", with(literal("'<f4'", "(6,)") + " or 1"), badInput, "the end is expected"},
            {"missing", with("{'descr': '<f4', 'shape': (6,)}"), badInput, "lacks"},
            {"twice", with("{'descr': '<f4', 'descr': '<f8'}"), badInput, "unexpected"},
            {"surplus", with("{'descr': '<f4', 'more': 1}"), badInput, "unexpected"},
            {"negative", with(literal("'<f4'", "(-6,)")), badInput, "impossible shape"},
            {"product",
             with(literal("'<f4'", "(4611686018427387904, 4611686018427387904)")),
             badInput,
             "impossible shape"},
            {"huge", with(literal("'<f4'", "(1152921504606846976,)")), badInput, "24 bytes of data"},
            {"number", with(literal("'<f4'", "(99999999999999999999,)")), badInput, "below 2^63"},
            {"dimensions", with(literal("'<f4'", "(" + std::string(66, '1') + ")")), badInput, "2^63"},
            {"too_long", npyBytes(literal("'<f4'", "(6,)"), data + "x"), badInput, "25 bytes"},
            {"too_short", npyBytes(literal("'<f4'", "(7,)"), data), badInput, "make 28"},
            {"object", with(literal("'|O'", "(6,)")), unsupported, "objects"},
            {"text", with(literal("'<U4'", "(6,)")), unsupported, "texts"},
            {"bytes", with(literal("'|S4'", "(6,)")), unsupported, "texts"},
            {"record", with(literal("[('a', '<f4')]", "(6,)")), unsupported, "structured"},
            {"void", with(literal("'|V4'", "(6,)")), unsupported, "raw or structured"},
            {"date", with(literal("'<M8[s]'", "(6,)")), unsupported, "dates"},
            {"complex", with(literal("'<c16'", "(6,)")), unsupported, "complex"},
            {"wide", with(literal("'<f16'", "(6,)")), unsupported, "floats wider"},
            {"no_type", with(literal("''", "(6,)")), unsupported, "unknown type"},
        }
    );
    std::string many = "(";
    for (int i = 0; i < 40; ++i)
        many += "1, ";
    checkBrokenFiles(".npy", {{"rank", with(literal("'<f4'", many + ")")), badInput, "32 dimensions"}});
    const auto path = fileOf(temporaryFolder(), "a.npy", npyBytes(literal("'>f4'", "(2, 3)", true), data));
    checkTruncations(path);
    checkFlips(path, 1000);
}
