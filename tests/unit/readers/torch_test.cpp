// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/zip.hpp"
#include "tests/support/broken_files.hpp"
#include "tests/support/stored_zip.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

// Opcodes of a pickle, as text that is put together.
std::string text(std::string_view value) {
    ByteWriter out;
    out.u8('X');
    out.u32(static_cast<uint32_t>(value.size()));
    out.bytes(std::as_bytes(std::span(value)));
    return textOf(out.take());
}
std::string number(int64_t value) {
    ByteWriter out;
    out.u8(0x8a);
    out.u8(8);
    out.u64(static_cast<uint64_t>(value));
    return textOf(out.take());
}
std::string tuple(std::string_view items) {
    return "(" + std::string(items) + "t";
}
std::string numbers(const std::vector<int64_t>& values) {
    std::string items;
    for (const int64_t value : values)
        items += number(value);
    return tuple(items);
}
std::string global(std::string_view module, std::string_view name) {
    return fmt::format("c{}\n{}\n", module, name);
}
const std::string ordered = global("collections", "OrderedDict") + ")R";

std::string storage(std::string_view type, std::string_view key, int64_t count, std::string_view more = "") {
    return tuple(
               text("storage") + global("torch", type) + text(key) + text("cpu") + number(count) +
               std::string(more)
           ) +
           "Q";
}
std::string tensor(
    std::string_view storageId,
    int64_t offset,
    const std::vector<int64_t>& sizes,
    const std::vector<int64_t>& strides
) {
    return global("torch._utils", "_rebuild_tensor_v2") +
           tuple(
               std::string(storageId) + number(offset) + numbers(sizes) + numbers(strides) + "\x89" + ordered
           ) +
           "R";
}
std::string
floats(std::string_view key, int64_t count, std::vector<int64_t> sizes, std::vector<int64_t> strides) {
    return tensor(storage("FloatStorage", key, count), 0, sizes, strides);
}
std::string dict(std::string_view items) {
    return ordered + "(" + std::string(items) + "u";
}
std::string pickle(std::string_view value) {
    return "\x80\x02" + std::string(value) + ".";
}
std::string raw(size_t count) {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; ++i)
        values[i] = static_cast<float>(i);
    return {reinterpret_cast<const char*>(values.data()), 4 * count};
}

using Members = std::vector<std::pair<std::string, std::string>>;
Members membersOf(std::string_view value, const Members& storages) {
    Members members{{"archive/data.pkl", pickle(value)}, {"archive/byteorder", "little"}};
    for (const auto& [key, data] : storages)
        members.emplace_back("archive/data/" + key, data);
    members.emplace_back("archive/version", "3\n");
    return members;
}
std::string zipForm(std::string_view value, const Members& storages) {
    return storedZip(membersOf(value, storages));
}
std::string packedForm(std::string_view value, const Members& storages) {
    std::vector<ZipEntry> entries;
    for (const auto& [name, data] : membersOf(value, storages))
        entries.push_back({name, ownBytes(data)});
    JobContext job;
    const auto path = temporaryFolder() / "a.zip";
    REQUIRE(writeZip(entries, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}
std::string legacyForm(std::string_view value, const Members& storages, bool little = true) {
    std::string out = pickle(std::string("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19")) +
                      pickle(number(1001)) +
                      pickle("}(" + text("little_endian") + (little ? "\x88" : "\x89") + "u") + pickle(value);
    std::string keys;
    for (const auto& [key, data] : storages)
        keys += text(key);
    out += pickle("](" + keys + "e");
    for (const auto& [key, data] : storages) {
        ByteWriter count;
        count.u64(data.size() / 4);
        out += textOf(count.take()) + data;
    }
    return out;
}
Asset opened(std::string_view bytes, std::string_view name = "a.pt") {
    return openFile(fileOf(temporaryFolder(), name, bytes));
}

// A weight, its transpose over the same storage, a parameter in a nested dict, and values that are no
// tensors.
const std::string small = dict(
    text("layers.0.w") + floats("0", 6, {2, 3}, {3, 1}) + text("t") + floats("0", 6, {3, 2}, {1, 3}) +
    text("deep") + "}(" + text("b") + global("torch._utils", "_rebuild_parameter") +
    tuple(floats("1", 4, {3}, {1}) + "\x88" + ordered) + "R" + text("epoch") + number(7) + "u" +
    text("list") + "](" + floats("1", 4, {2}, {2}) + "N" + "e"
);
const Members smallData{{"0", raw(6)}, {"1", raw(4)}};

} // namespace

RB_TEST(bothFormsListTheTensors) {
    const std::pair<std::string, const char*> forms[] = {
        {zipForm(small, smallData), "zip"},
        {packedForm(small, smallData), "zip"},
        {legacyForm(small, smallData), "legacy"}};
    for (const auto& [bytes, form] : forms) {
        const Asset asset = opened(bytes);
        CHECK_EQ(asset.reader, "torch");
        CHECK_EQ(asset.kind, "model");
        CHECK_EQ(asset.counts.at("form").asString(), form);
        CHECK_EQ(asset.counts.at("storages").asInt(), 2);
        CHECK_EQ(asset.counts.at("other_values").asInt(), 2);
        CHECK_EQ(asset.parts.size(), size_t{4});
        CHECK_EQ(asset.parts[0].name, "layers.0.w");
        CHECK_EQ(asset.parts[0].group, "layers.0");
        CHECK_EQ(asset.parts[2].name, "deep.b");
        CHECK_EQ(asset.parts[3].name, "list.0");
        CHECK(valuesOf<float>(asset.parts[0]) == (std::vector<float>{0, 1, 2, 3, 4, 5}));
        CHECK(valuesOf<float>(asset.parts[1]) == (std::vector<float>{0, 3, 1, 4, 2, 5}));
        CHECK(valuesOf<float>(asset.parts[1], {1, 3}) == (std::vector<float>{1, 4, 2, 5}));
        CHECK(valuesOf<float>(asset.parts[2]) == (std::vector<float>{0, 1, 2}));
        CHECK(valuesOf<float>(asset.parts[3]) == (std::vector<float>{0, 2}));
    }
}

RB_TEST(contentDecidesUnderAnyName) {
    CHECK_EQ(opened(zipForm(small, smallData), "pytorch_model.bin").reader, "torch");
    CHECK_EQ(opened(legacyForm(small, smallData), "weights").reader, "torch");
    CHECK_EQ(opened(std::string("\0\1\2", 3), "other.bin").reader, "bytes");
}

RB_TEST(typesOfStorages) {
    const std::pair<const char*, DType> types[] = {
        {"DoubleStorage", DType::f64},
        {"FloatStorage", DType::f32},
        {"HalfStorage", DType::f16},
        {"BFloat16Storage", DType::bf16},
        {"LongStorage", DType::i64},
        {"IntStorage", DType::i32},
        {"ShortStorage", DType::i16},
        {"CharStorage", DType::i8},
        {"ByteStorage", DType::u8},
        {"BoolStorage", DType::boolean},
        {"ComplexFloatStorage", DType::c64}};
    for (const auto& [name, dtype] : types) {
        const auto width = static_cast<size_t>(info(dtype).blockBytes);
        const Asset asset = opened(zipForm(
            dict(text("scalar") + tensor(storage(name, "k", 2), 1, {}, {})),
            {{"k", std::string(width, '\0') + std::string(width, '\1')}}
        ));
        CHECK(asset.parts[0].dtype == dtype);
        CHECK(valuesOf<uint8_t>(asset.parts[0]) == std::vector<uint8_t>(width, 1));
    }
    // Types without a storage of their own lie in untyped ones.
    const auto v3 =
        global("torch._utils", "_rebuild_tensor_v3") +
        tuple(
            tuple(
                text("storage") + global("torch.storage", "UntypedStorage") + text("k") + text("cpu") +
                number(6)
            ) +
            "Q" + number(1) + numbers({2}) + numbers({1}) + "\x89" + ordered + global("torch", "uint16") + "N"
        ) +
        "R";
    const Asset asset = opened(zipForm(dict(text("u") + v3), {{"k", std::string("\0\0\1\0\2\0", 6)}}));
    CHECK(asset.parts[0].dtype == DType::u16);
    CHECK(valuesOf<uint16_t>(asset.parts[0]) == (std::vector<uint16_t>{1, 2}));
}

RB_TEST(viewsOfOlderFiles) {
    const auto view = storage("FloatStorage", "r", 6, tuple(text("v") + number(2) + number(4)));
    const Asset asset = opened(legacyForm(dict(text("x") + tensor(view, 1, {2}, {1})), {{"r", raw(6)}}));
    CHECK(valuesOf<float>(asset.parts[0]) == (std::vector<float>{3, 4}));
}

RB_TEST(tensorsGoToSafetensors) {
    const Asset asset = opened(zipForm(small, smallData));
    CHECK(!REQUIRE(findReader("torch"))->write);
    const Asset again = openFile(
        fileOf(temporaryFolder(), "b.safetensors", writtenBytes(asset, "safetensors", "b.safetensors"))
    );
    JobContext job;
    CHECK_EQ(again.parts.size(), asset.parts.size());
    for (const auto& part : asset.parts) {
        const Part* same = findPart(again, part.name);
        CHECK(same && REQUIRE(sameContent(part, *same, job)));
    }
}

RB_TEST(decodingNamesTheFormatToUse) {
    const auto folder = temporaryFolder();
    const auto file = fileOf(folder, "a.pt", zipForm(small, smallData)).string();
    const auto stream = (folder / "a.rbs").string(), out = (folder / "out").string();
    CHECK_EQ(program({"encode", file, "--method", "store", "-o", stream}).exitCode, 0);
    const auto refused = program({"decode", stream, "-o", out});
    CHECK(refused.exitCode != 0);
    CHECK(refused.err.find("--as safetensors") != std::string::npos);
    CHECK_EQ(program({"decode", stream, "-o", out, "--as", "safetensors"}).exitCode, 0);
    CHECK_EQ(openFile(out).parts.size(), size_t{4});
}

RB_TEST(nothingIsRunAndEverythingElseIsRefused) {
    using enum ErrorKind;
    const auto call = [](std::string_view module, std::string_view name) {
        return global(module, name) + tuple(text("touch /tmp/x")) + "R";
    };
    const auto with = [&](std::string_view value) {
        return zipForm(
            dict(text("a") + floats("0", 6, {6}, {1}) + text("x") + std::string(value)), smallData
        );
    };
    const auto stackGlobal = text("builtins") + text("eval") + "\x93" + tuple(text("1")) + "R";
    checkBrokenFiles(
        ".pt",
        {
            {"os_system", with(call("os", "system")), unsupported, "'os.system'"},
            {"posix_system", with(call("posix", "system")), unsupported, "'posix.system'"},
            {"stack_global", with(stackGlobal), unsupported, "'builtins.eval'"},
            {"getattr", with(global("builtins", "getattr")), unsupported, "'builtins.getattr'"},
            {"module", with(global("torch.nn.modules.linear", "Linear") + ")\x81"), unsupported, "Linear"},
            {"numpy", with(global("numpy.core.multiarray", "scalar")), unsupported, "numpy"},
            {"escapes", with(global("os\x1b[2J", "x")), unsupported, "\\x1b"},
            {"newobj", with(global("torch", "Size") + ")\x81"), unsupported, "NEWOBJ"},
            {"inst", with("(ios\nsystem\n"), unsupported, "INST"},
            {"persid", with("P0\n"), unsupported, "PERSID"},
            {"extension", with("\x82\1"), unsupported, "EXT1"},
            {"build_on_call",
             with(floats("0", 6, {6}, {1}) + "}b"),
             unsupported,
             "called class is to be set"},
            {"opcode", with("\xff"), badInput, "0xff"},
            {"legacy_code",
             legacyForm(dict(text("x") + call("os", "system")), {}),
             unsupported,
             "'os.system'"},
            {"plain_pickle", pickle(call("os", "system")), unsupported, "'os.system'"},
            {"no_mark", pickle("}"), unsupported, "without PyTorch's mark"},
            {"script",
             storedZip({{"m/data.pkl", pickle("}")}, {"m/code/__torch__.py", "import os"}}),
             unsupported,
             "TorchScript"},
        }
    );
}

RB_TEST(brokenFiles) {
    using enum ErrorKind;
    constexpr int64_t huge = int64_t(1) << 62;
    const auto one = [&](std::string_view value) {
        return zipForm(dict(text("x") + std::string(value)), smallData);
    };
    const auto onlyTensor = dict(text("x") + floats("0", 6, {6}, {1}));
    std::string laughs = floats("0", 6, {6}, {1}) + "q\1";
    for (char i = 1; i <= 40; ++i) { // each level names the one before twice
        const std::string before{'h', i};
        laughs += "0](" + before + before + "eq" + static_cast<char>(i + 1);
    }
    const auto nested = [](size_t depth) { return std::string(depth, ']') + std::string(depth - 1, 'a'); };
    checkBrokenFiles(
        ".pth",
        {
            {"sizes", one(floats("0", 6, {huge, 4}, {1, 1})), badInput, "offset"},
            {"reach", one(floats("0", 6, {7}, {1})), badInput, "element 7 of a storage of 6"},
            {"strides", one(floats("0", 6, {2, 2}, {5, 1})), badInput, "element 7"},
            {"stride_product", one(floats("0", 6, {3}, {huge})), badInput, "2^62"},
            {"negative_size", one(floats("0", 6, {-1}, {1})), badInput, "negative"},
            {"negative_stride", one(floats("0", 6, {2}, {-1})), badInput, "negative"},
            {"offset", one(tensor(storage("FloatStorage", "0", 6), 7, {1}, {1})), badInput, "offset 7"},
            {"rank", one(floats("0", 6, std::vector<int64_t>(33, 1), {1})), badInput, "at most 32"},
            {"storage_size", one(floats("0", 7, {6}, {1})), badInput, "needs 28 bytes; the archive has 24"},
            {"storage_count", one(floats("0", huge, {6}, {1})), badInput, "no sound count"},
            {"storage_missing", one(floats("9", 6, {6}, {1})), badInput, "has none"},
            {"storage_name", one(floats("../../0", 6, {6}, {1})), badInput, "has none"},
            {"member_name", storedZip({{"a/data.pkl", "x"}, {"a/../../b", "x"}}), badInput, "leaves"},
            {"big_endian",
             storedZip({{"a/data.pkl", pickle("}")}, {"a/byteorder", "big"}}),
             unsupported,
             "big"},
            {"legacy_big", legacyForm(onlyTensor, {{"0", raw(6)}}, false), unsupported, "big-endian"},
            {"legacy_unknown", legacyForm(onlyTensor, smallData), badInput, "belongs to no tensor"},
            {"legacy_missing", legacyForm(onlyTensor, {}), badInput, "not in the file"},
            {"legacy_short", legacyForm(onlyTensor, {{"0", raw(5)}}), badInput, "5 elements where 6"},
            {"legacy_more", legacyForm(onlyTensor, {{"0", raw(6)}}) + "x", badInput, "1 bytes after"},
            {"no_pickle", storedZip({{"a/other", "x"}}), unsupported, "without FOLDER/data.pkl"},
            {"empty_dict", zipForm("}", {}), badInput, "no tensors"},
            {"key",
             zipForm("}(" + numbers({1}) + floats("0", 6, {6}, {1}) + "u", smallData),
             badInput,
             "a key"},
            {"same_name",
             zipForm(
                 dict(text("x") + floats("0", 6, {6}, {1}) + text("x") + floats("0", 6, {6}, {1})), smallData
             ),
             badInput,
             "two tensors"},
            {"deep", one(nested(70)), unsupported, "deeper than 64"},
            {"cycle", one("]q\1h\1a"), unsupported, "deeper than 64"},
            {"laughs", one(laughs), unsupported, "values from"},
            {"text_length", zipForm("X\xff\xff\xff\xff", {}), badInput, "cut off"},
            {"text_length_62", zipForm(std::string("\x8d\0\0\0\0\0\0\0\x40", 9), {}), badInput, "cut off"},
            {"memo", one("h\7"), badInput, "no entry 7"},
            {"underflow", one("\x87\x87\x87\x87\x87\x87"), badInput, "takes more values"},
            {"no_mark", zipForm("t", {}), badInput, "mark"},
            {"odd_dict", zipForm("}(Nu", {}), badInput, "without a value"},
            {"append", one("}Na"), badInput, "added to a dict"},
            {"protocol", zipForm("\x80\x09", {}), unsupported, "protocol 9"},
            {"endless", storedZip({{"a/data.pkl", "\x80\x02}"}}), badInput, "no end"},
            {"empty", "", badInput, "no end"},
        }
    );
    std::string marks(5000, '(');
    checkBrokenFiles(".pt", {{"marks", zipForm(marks, {}), unsupported, "marks"}});
    const auto zeros = dict(text("x") + floats("0", 2 << 20, {2 << 20}, {1}));
    const Asset packed =
        opened(packedForm(zeros, {{"0", std::string(8 << 20, '\0')}})); // listed, not unpacked
    JobContext job;
    CHECK_ERROR(packed.parts[0].load({}, job), badInput);
}

RB_TEST(damagedFilesNeverCrash) {
    const auto folder = temporaryFolder();
    for (const auto& bytes :
         {zipForm(small, smallData), packedForm(small, smallData), legacyForm(small, smallData)}) {
        const auto path = fileOf(folder, "a.pt", bytes);
        checkTruncations(path, 7);
        checkFlips(path, 400);
    }
}

RB_TEST(aViewThatRepeatsIsHeldToTheBudget) {
    const Asset asset = opened(zipForm(dict(text("x") + floats("0", 6, {int64_t(1) << 40}, {0})), smallData));
    JobContext job;
    CHECK_ERROR(asset.parts[0].load({}, job), ErrorKind::outOfMemory);
    CHECK(valuesOf<float>(asset.parts[0], {5, 8}) == (std::vector<float>{0, 0, 0}));
}
