// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/npy_array.hpp"
#include "engine/readers/shared/zip.hpp"
#include "tests/support/broken_files.hpp"
#include "tests/support/stored_zip.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

std::string arrayFile(DType dtype, std::vector<int64_t> shape, std::string_view data) {
    return textOf(buildNpyHeader(dtype, shape)) + std::string(data);
}

std::string floats(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * 4};
}

std::string packedZip(const std::vector<std::pair<std::string, std::string>>& members) {
    std::vector<ZipEntry> entries;
    for (const auto& [name, text] : members) {
        entries.push_back({name, ownBytes(text)});
    }
    JobContext job;
    const auto path = temporaryFolder() / "a.zip";
    REQUIRE(writeZip(entries, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}

} // namespace

RB_TEST(storedAndPackedMembers) {
    const std::vector<std::pair<std::string, std::string>> members{
        {"z.npy", arrayFile(DType::f32, {2, 2}, floats({1, 2, 3, 4}))},
        {"sub/a.npy", arrayFile(DType::i16, {2}, std::string("\1\0\2\0", 4))},
        {"empty.npy", arrayFile(DType::f64, {0, 3}, "")},
    };
    for (const auto& [bytes, packed] :
         {std::pair{storedZip(members), 0}, {storedZip(members, true), 0}, {packedZip(members), 3}}) {
        const Asset asset = openFile(fileOf(temporaryFolder(), "a.npz", bytes));
        CHECK_EQ(asset.reader, "npz");
        CHECK_EQ(asset.kind, "tensor");
        CHECK_EQ(asset.counts.at("packed").asInt(), packed);
        CHECK_EQ(asset.parts.size(), size_t{3});
        CHECK_EQ(asset.parts[0].name, "z");
        CHECK_EQ(asset.parts[0].role, "weight");
        CHECK_EQ(asset.parts[1].name, "sub/a");
        CHECK(valuesOf<float>(asset.parts[0]) == (std::vector<float>{1, 2, 3, 4}));
        CHECK(valuesOf<float>(asset.parts[0], {1, 2}) == (std::vector<float>{3, 4}));
        CHECK(valuesOf<int16_t>(asset.parts[1]) == (std::vector<int16_t>{1, 2}));
        CHECK(valuesOf<double>(asset.parts[2]).empty());
    }
}

RB_TEST(contentDecidesUnderAnyName) {
    const auto bytes = storedZip({{"x.npy", arrayFile(DType::f32, {1}, floats({1}))}});
    CHECK_EQ(openFile(fileOf(temporaryFolder(), "a.dat", bytes)).reader, "npz");
}

RB_TEST(writesWhatItReads) {
    const Asset asset = openFile(fileOf(
        temporaryFolder(),
        "a.npz",
        storedZip(
            {{"a.npy", arrayFile(DType::f32, {2}, floats({1, 2}))},
             {"b.npy", arrayFile(DType::u8, {3}, "abc")}}
        )
    ));
    const Asset again = openFile(fileOf(temporaryFolder(), "b.npz", writtenBytes(asset, "npz", "b.npz")));
    JobContext job;
    CHECK_EQ(again.parts.size(), size_t{2});
    for (size_t i = 0; i < 2; ++i) {
        CHECK_EQ(again.parts[i].name, asset.parts[i].name);
        CHECK(REQUIRE(sameContent(asset.parts[i], again.parts[i], job)));
    }
}

RB_TEST(brokenFiles) {
    const auto array = arrayFile(DType::f32, {2}, floats({1, 2}));
    using enum ErrorKind;
    const auto bomb = arrayFile(DType::u8, {8 << 20}, std::string(8 << 20, '\0'));
    // The size is counted from the header, which claims more than the member has.
    const auto claims = arrayFile(DType::u8, {int64_t(1) << 62}, "x");
    checkBrokenFiles(
        ".npz",
        {
            {"no_zip", "something else that is no archive", badInput, "zip directory"},
            {"empty", "", badInput, "at least 22"},
            {"parent", storedZip({{"../../a.npy", array}}), badInput, "leaves"},
            {"absolute", storedZip({{"/a.npy", array}}), badInput, "leaves"},
            {"twice", storedZip({{"a.npy", array}, {"a.npy", array}}), badInput, "twice"},
            {"other", storedZip({{"a.npy", array}, {"readme.txt", "x"}}), unsupported, "readme.txt"},
            {"nameless", storedZip({{".npy", array}}), unsupported, "no array"},
            {"short", storedZip({{"a.npy", array.substr(0, 130)}}), badInput, "2 bytes of data"},
            {"packed_short", packedZip({{"a.npy", array.substr(0, 130)}}), badInput, "2 bytes of data"},
            {"header_cut", packedZip({{"a.npy", array.substr(0, 40)}}), badInput, "of 40"},
            {"prefix_cut", packedZip({{"a.npy", array.substr(0, 7)}}), badInput, "cut off"},
            {"claims", packedZip({{"a.npy", claims}}), badInput, "4611686018427387904"},
            {"bomb", packedZip({{"a.npy", bomb}}), badInput, "1000 to 1"},
            {"code", storedZip({{"a.npy", "\x93NUMPY\1" + std::string("\0\6\0exit()", 9)}}), badInput, "'{'"},
        }
    );
    const auto folder = temporaryFolder();
    for (const auto& bytes : {storedZip({{"a.npy", array}}), packedZip({{"a.npy", array}})}) {
        const auto path = fileOf(folder, "a.npz", bytes);
        checkTruncations(path);
        checkFlips(path, 600);
    }
}
