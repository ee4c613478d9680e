// SPDX-License-Identifier: GPL-3.0-or-later
// Files written to do harm: bombs, impossible sizes, endless nesting, names that point elsewhere.
#include "engine/readers/shared/zip.hpp"
#include "tests/support/hostile_files.hpp"
#include "tests/support/sample_assets.hpp"
#include "tests/support/stored_zip.hpp"

#include <zlib.h>

using namespace rarebit;
using namespace rarebit::test;
using namespace std::string_view_literals;

namespace {

std::string repeated(std::string_view piece, size_t count) {
    std::string out;
    out.reserve(piece.size() * count);
    for (size_t i = 0; i < count; ++i)
        out += piece;
    return out;
}

std::string little(uint64_t value, int width) {
    std::string out;
    for (int i = 0; i < width; ++i)
        out += static_cast<char>(i < 8 ? value >> (8 * i) : 0);
    return out;
}
std::string big(uint64_t value, int width) {
    const auto out = little(value, width);
    return {out.rbegin(), out.rend()};
}

// windowBits: 31 gzip, 15 zlib, -15 raw.
std::string packed(std::string_view content, int windowBits) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, content.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// A zip of deflated members whose directory says what it is told to.
struct Member {
    std::string name, data; // data: raw deflate
    uint64_t size = 0;      // as declared, with a checksum that nobody computed
};
std::string deflatedZip(const std::vector<Member>& members, bool overlap = false) {
    std::string out, directory;
    for (const auto& member : members) {
        const size_t offset = overlap ? 0 : out.size();
        const auto common = little(20, 2) + little(0, 2) + little(8, 2) + little(0x00210000, 4) +
                            little(0, 4) + little(member.data.size(), 4) + little(member.size, 4) +
                            little(member.name.size(), 2) + little(0, 2);
        if (!overlap || out.empty()) out += "PK\3\4" + common + member.name + member.data;
        directory +=
            "PK\1\2" + little(20, 2) + common + little(0, 6) + little(0, 4) + little(offset, 4) + member.name;
    }
    const size_t begin = out.size();
    return out + directory + "PK\5\6" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
           little(directory.size(), 4) + little(begin, 4) + little(0, 2);
}

std::string npyHead(std::string_view description) {
    std::string text(description);
    text += std::string(63 - (10 + text.size()) % 64, ' ') + "\n";
    return std::string("\x93NUMPY\1\0", 8) + little(text.size(), 2) + text;
}
std::string npyOf(std::string_view shape, std::string_view type = "<f4") {
    return npyHead(fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", type, shape));
}

std::string safetensors(std::string_view header, std::string_view data = "", uint64_t length = 0) {
    return little(length ? length : header.size(), 8) + std::string(header) + std::string(data);
}
std::string tensorEntry(std::string_view name, std::string_view shape, std::string_view offsets) {
    return fmt::format(R"({{"{}":{{"dtype":"F32","shape":{},"data_offsets":{}}}}})", name, shape, offsets);
}

std::string pngChunk(std::string_view type, std::string_view data) {
    const auto body = std::string(type) + std::string(data);
    return big(data.size(), 4) + body +
           big(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size())), 4);
}
std::string png(uint64_t width, uint64_t height, int bits, int colour, std::string_view chunks) {
    return "\x89PNG\r\n\x1a\n" +
           pngChunk(
               "IHDR",
               big(width, 4) + big(height, 4) + static_cast<char>(bits) + static_cast<char>(colour) +
                   std::string(3, '\0')
           ) +
           std::string(chunks) + pngChunk("IEND", "");
}

std::string tiffOf(const std::vector<std::array<uint64_t, 4>>& entries, uint32_t next = 0) {
    std::string out = std::string("II*\0", 4) + little(8, 4) + little(entries.size(), 2);
    for (const auto& [tag, type, count, value] : entries)
        out += little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4);
    return out + little(next, 4) + std::string(64, '\0');
}

std::string gguf(uint64_t tensors, uint64_t pairs, std::string_view rest) {
    return "GGUF" + little(3, 4) + little(tensors, 8) + little(pairs, 8) + std::string(rest);
}
std::string ggufText(std::string_view text) {
    return little(text.size(), 8) + std::string(text);
}

std::string
wav(std::string_view format, uint64_t dataSize, std::string_view data, std::string_view id = "RIFF") {
    return std::string(id) + little(0xFFFFFFFF, 4) + "WAVEfmt " + little(format.size(), 4) +
           std::string(format) + "data" + little(dataSize, 4) + std::string(data);
}
std::string waveFormat(int tag, int channels, uint32_t rate, int align, int bits) {
    return little(static_cast<uint64_t>(tag), 2) + little(static_cast<uint64_t>(channels), 2) +
           little(rate, 4) + little(rate, 4) + little(static_cast<uint64_t>(align), 2) +
           little(static_cast<uint64_t>(bits), 2);
}

std::string pickled(std::string_view body) {
    return storedZip(
        {{"a/data.pkl", std::string(body)}, {"a/version", "3\n"}, {"a/data/0", std::string(64, 'x')}}
    );
}

// A workbook written by the reader, with one member put in place of its own.
std::string workbookWith(const std::string& member, const std::string& content) {
    const auto folder = temporaryFolder();
    JobContext job;
    for (const auto& asset : sampleAssets())
        if (asset.kind == "sheet") {
            REQUIRE(REQUIRE(findReader("xlsx"))->write(asset, folder / "a.xlsx", job));
            break;
        }
    const auto archive = REQUIRE(ZipArchive::open(REQUIRE(mapFile(folder / "a.xlsx")), "a.xlsx"));
    std::vector<ZipEntry> entries;
    bool found = false;
    for (const auto& entry : archive.members()) {
        const bool replaced = entry.name == member;
        found = found || replaced;
        entries.push_back(
            {entry.name, replaced ? ownBytes(content) : ownBytes(REQUIRE(archive.readAll(entry, job)))}
        );
    }
    if (!found) entries.push_back({member, ownBytes(content)});
    REQUIRE(writeZip(entries, folder / "b.xlsx", job));
    return std::string(REQUIRE(mapFile(folder / "b.xlsx")).text());
}
constexpr const char* worksheet =
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)";

struct Row {
    std::string name, bytes;
};
void refuseAll(const std::vector<Row>& rows) {
    const auto folder = temporaryFolder();
    for (const auto& row : rows)
        checkRefused(folder, row.name, row.bytes);
}
void openAll(const std::vector<Row>& rows) { // opened or refused: either may be right
    const auto folder = temporaryFolder();
    for (const auto& row : rows)
        openHostile(folder, row.name, row.bytes);
}

} // namespace

RB_TEST(gzipBombs) {
    const auto zeros = packed(std::string(size_t(64) << 20, 'A'), 31);
    std::string mixed = "@r\n";
    for (int i = 0; i < 4'000'000; ++i)
        mixed += i % 400 ? 'A' : static_cast<char>('A' + i * 7 % 26);
    const auto slower = packed(mixed, 31);
    refuseAll({
        {"bomb.fasta.gz", packed(">a\n" + std::string(size_t(64) << 20, 'A'), 31)},
        {"members.fasta.gz", packed(">a\n", 31) + repeated(zeros, 64)},
        {"slower.fasta.gz", packed(">a\n", 31) + repeated(slower, 1000)},
        {"bomb.fq.gz", packed("@a\nA\n+\nI\n@b\n" + std::string(size_t(64) << 20, 'A'), 31)},
        {"twice.fa.gz", packed(packed(">a\nACGT\n", 31), 31)},
        {"trailing.fa.gz", packed(">a\nACGT\n", 31) + "and more"},
        {"cut.fa.gz", packed(">a\n" + repeated("ACGTACCCGGT\n", 1000), 31).substr(0, 40)},
    });
    openAll({{"empty-members.fa.gz", packed(">a\nACGT\n", 31) + repeated(packed("", 31), 100'000)}});
}

RB_TEST(zipBombs) {
    const auto zeros = packed(npyOf("(16777216,)") + std::string(size_t(64) << 20, '\0'), -15);
    const uint64_t size = npyOf("(16777216,)").size() + (uint64_t(64) << 20);
    refuseAll({
        {"bomb.npz", deflatedZip({{"a.npy", zeros, size}})},
        {"lie-small.npz", deflatedZip({{"a.npy", zeros, 100}})},
        {"lie-large.npz", deflatedZip({{"a.npy", packed("short", -15), 0xFFFFFFF0}})},
        {"overlap.npz", deflatedZip(std::vector<Member>(1000, {"a.npy", zeros, size}), true)},
        {"bomb.xlsx", deflatedZip({{"[Content_Types].xml", zeros, size}, {"xl/workbook.xml", zeros, size}})},
        {"bomb.pt", deflatedZip({{"a/data.pkl", zeros, size}, {"a/version", packed("3", -15), 1}})},
        {"parent.npz", storedZip({{"../a.npy", npyOf("()") + "abcd"}})},
        {"inner-parent.npz", storedZip({{"x/../../a.npy", npyOf("()") + "abcd"}})},
        {"absolute.npz", storedZip({{"/etc/a.npy", npyOf("()") + "abcd"}})},
        {"parent.pt", storedZip({{"../data.pkl", "\x80\x02}."}, {"a/version", "3"}})},
        {"parent.xlsx", storedZip({{"xl/workbook.xml", "<a/>"}, {"../xl/b.xml", "<a/>"}})},
        {"twice.npz", storedZip({{"a.npy", npyOf("()") + "abcd"}, {"a.npy", npyOf("()") + "efgh"}})},
    });
    std::vector<std::pair<std::string, std::string>> many;
    for (int i = 0; i < 20'000; ++i)
        many.emplace_back(fmt::format("{}.npy", i), npyOf("()") + "abcd");
    openAll({
        {"many.npz", storedZip(many)},
        {"nul.npz", storedZip({{std::string("a\0b.npy", 7), npyOf("()") + "abcd"}})},
        {"control.npz", storedZip({{"a\x1b[31m\n.npy", npyOf("()") + "abcd"}})},
        {"backslash.npz", storedZip({{"..\\..\\a.npy", npyOf("()") + "abcd"}})},
        {"long-name.npz", storedZip({{std::string(65'000, 'n') + ".npy", npyOf("()") + "abcd"}})},
    });
}

RB_TEST(numpyHeaders) {
    refuseAll({
        {"2p62.npy", npyOf("(4611686018427387904,)")},
        {"product.npy", npyOf("(2147483648, 2147483648, 2147483648)")},
        {"wraps.npy", npyOf("(4294967296, 4294967296)")},
        {"minus.npy", npyOf("(-1,)")},
        {"digits.npy", npyOf("(" + std::string(5000, '9') + ",)")},
        {"axes.npy", npyOf("(" + repeated("1, ", 15'000) + ")")},
        {"nested.npy", npyOf(std::string(40'000, '(') + std::string(20'000, ')'))},
        {"object.npy", npyOf("(1,)", "|O") + "abcdefgh"},
        {"type.npy", npyOf("(1,)", "<f999999999")},
        {"void.npy", npyOf("(1,)", "|V2147483648")},
        {"version2.npy", std::string("\x93NUMPY\2\0", 8) + "\xff\xff\xff\xff{}"},
        {"nul.npy", npyHead("{'descr': '<f4\0', 'fortran_order': False, 'shape': (1,)}"sv) + "abcd"},
        {"open-quote.npy", npyHead("{'descr': '<f4")},
    });
    openAll({{"huge-of-none.npy", npyOf("(4611686018427387904, 0)")}, {"true.npy", npyOf("(True,)") + "abcd"}}
    );
}

RB_TEST(safetensorsHeaders) {
    const auto entry = [](std::string_view shape, std::string_view offsets, std::string_view data = "") {
        return safetensors(tensorEntry("w", shape, offsets), data);
    };
    const std::string four(4, 'x');
    refuseAll({
        {"length-2p62.safetensors", safetensors("{}", "", uint64_t(1) << 62)},
        {"length-minus1.safetensors", safetensors("{}", "", ~uint64_t(0))},
        {"length-2p31.safetensors", safetensors("{}", "", uint64_t(1) << 31)},
        {"nested.safetensors", safetensors(std::string(1'000'000, '['))},
        {"nested-objects.safetensors", safetensors(repeated("{\"a\":", 500'000))},
        {"product.safetensors", entry("[2147483648,2147483648,2147483648]", "[0,4]", four)},
        {"wraps.safetensors", entry("[4611686018427387905]", "[0,4]", four)},
        {"minus.safetensors", entry("[-1]", "[0,4]", four)},
        {"fraction.safetensors", entry("[0.5]", "[0,2]", "xx")},
        {"exponent.safetensors", entry("[1e400]", "[0,4]", four)},
        {"beyond.safetensors", entry("[1]", "[9223372036854775800,9223372036854775804]", four)},
        {"backwards.safetensors", entry("[1]", "[4,0]", four)},
        {"minus-offset.safetensors", entry("[1]", "[-4,0]", four)},
        {"text-offset.safetensors", entry("[1]", "[\"0\",\"4\"]", four)},
        {"no-object.safetensors", safetensors("[1,2,3]", four)},
        {"bad-utf8.safetensors", safetensors(tensorEntry("\xff\xfe", "[1]", "[0,4]"), four)},
    });
    openAll({
        {"nul.safetensors", safetensors(tensorEntry("a\\u0000b", "[1]", "[0,4]"), four)},
        {"parent.safetensors", safetensors(tensorEntry("../../w", "[1]", "[0,4]"), four)},
        {"escape.safetensors", safetensors(tensorEntry("\\u001b[2J", "[1]", "[0,4]"), four)},
        {"axes.safetensors", entry("[" + repeated("1,", 100'000) + "1]", "[0,4]", four)},
    });
}

RB_TEST(shardIndexesThatPointElsewhere) {
    const auto folder = temporaryFolder(), outside = temporaryFolder();
    const auto sound = safetensors(tensorEntry("w", "[1]", "[0,4]"), "abcd");
    fileOf(outside, "out.safetensors", sound);
    std::filesystem::create_symlink(outside / "out.safetensors", folder / "link.safetensors");
    std::filesystem::create_symlink("/dev/zero", folder / "zero.safetensors");
    std::filesystem::create_directory(folder / "folder.safetensors");
    const auto up = "../" + outside.filename().string() + "/out.safetensors";
    const std::string names[] = {
        up,
        (outside / "out.safetensors").string(),
        "link.safetensors",
        "zero.safetensors",
        "folder.safetensors",
        "a.safetensors.index.json",
        "",
        ".",
        "..",
        "missing.safetensors",
        "a\\u0000b.safetensors",
        "/proc/self/mem",
        "file:///etc/passwd",
        std::string(5000, 'x')};
    int i = 0;
    for (const auto& name : names)
        checkRefused(
            folder,
            fmt::format("{}.safetensors.index.json", i++),
            fmt::format(R"({{"metadata":{{}},"weight_map":{{"w":"{}"}}}})", name)
        );
    checkRefused(folder, "deep.safetensors.index.json", repeated("{\"weight_map\":", 200'000));
    checkRefused(folder, "list.safetensors.index.json", R"({"weight_map":["a"]})");
}

RB_TEST(ggufHeaders) {
    const uint64_t p62 = uint64_t(1) << 62;
    const auto tensor = [](std::vector<uint64_t> extents, uint64_t type, uint64_t offset) {
        std::string out = ggufText("w") + little(extents.size(), 4);
        for (const uint64_t extent : extents)
            out += little(extent, 8);
        return out + little(type, 4) + little(offset, 8) + std::string(64, '\0');
    };
    std::string nested = ggufText("k") + little(9, 4);
    for (int i = 0; i < 100'000; ++i)
        nested += little(9, 4) + little(1, 8);
    refuseAll({
        {"tensors.gguf", gguf(p62, 0, "")},
        {"minus.gguf", gguf(~uint64_t(0), 0, std::string(64, '\0'))},
        {"pairs.gguf", gguf(0, p62, std::string(64, '\0'))},
        {"key.gguf", gguf(0, 1, little(p62, 8))},
        {"text.gguf", gguf(0, 1, ggufText("k") + little(8, 4) + little(~uint64_t(0), 8))},
        {"array.gguf", gguf(0, 1, ggufText("k") + little(9, 4) + little(0, 4) + little(p62, 8) + "abc")},
        {"nested.gguf", gguf(0, 1, nested)},
        {"type.gguf", gguf(0, 1, ggufText("k") + little(999, 4))},
        {"extent.gguf", gguf(1, 0, tensor({p62}, 0, 0))},
        {"product.gguf", gguf(1, 0, tensor({1u << 31, 1u << 31, 1u << 31}, 0, 0))},
        {"minus-extent.gguf", gguf(1, 0, tensor({~uint64_t(0)}, 0, 0))},
        {"offset.gguf", gguf(1, 0, tensor({1}, 0, p62))},
        {"offset-wraps.gguf", gguf(1, 0, tensor({1}, 0, ~uint64_t(0) - 31))},
        {"axes.gguf", gguf(1, 0, ggufText("w") + little(0xFFFFFFFF, 4) + std::string(64, '\1'))},
        {"alignment-0.gguf",
         gguf(1, 1, ggufText("general.alignment") + little(4, 4) + little(0, 4) + tensor({1}, 0, 0))},
        {"alignment-2p31.gguf",
         gguf(1, 1, ggufText("general.alignment") + little(4, 4) + little(1u << 31, 4) + tensor({1}, 0, 0))},
    });
}

RB_TEST(picklesThatAreNoModels) {
    const auto text = [](std::string_view value) {
        return "X" + little(value.size(), 4) + std::string(value);
    };
    std::string doubling = "\x80\x02]q" + std::string(1, '\0'); // every list holds the one before twice
    for (int i = 1; i < 200; ++i)
        doubling += "](h" + std::string(1, static_cast<char>(i - 1)) + "h" +
                    std::string(1, static_cast<char>(i - 1)) + "eq" + std::string(1, static_cast<char>(i));
    refuseAll({
        {"system.pt",
         pickled(
             "\x80\x02"
             "cposix\nsystem\n(" +
             text("touch /tmp/x") + "tR."
         )},
        {"eval.pt",
         pickled(
             "\x80\x02"
             "cbuiltins\neval\n(" +
             text("1") + "tR."
         )},
        {"length.pt",
         pickled("\x80\x02X\xff\xff\xff\xff"
                 "abc.")},
        {"length8.pt", pickled("\x80\x04\x8d" + little(uint64_t(1) << 62, 8) + "abc.")},
        {"long4.pt",
         pickled("\x80\x02\x8b\xff\xff\xff\x7f"
                 ".")},
        {"long4-minus.pt",
         pickled("\x80\x02\x8b\xff\xff\xff\xff"
                 ".")},
        {"frame.pt", pickled("\x80\x04\x95" + little(~uint64_t(0), 8) + "}.")},
        {"memo.pt", pickled("\x80\x02}r\xff\xff\xff\xffj\xff\xff\xff\xff.")},
        {"no-memo.pt", pickled("\x80\x02j\xff\xff\xff\x7f.")},
        {"marks.pt", pickled("\x80\x02" + std::string(1'000'000, '('))},
        {"lists.pt", pickled("\x80\x02" + std::string(500'000, ']') + std::string(400'000, 'a') + ".")},
        {"tuples.pt", pickled("\x80\x02)" + std::string(1'000'000, '\x85') + ".")},
        {"itself.pt", pickled("\x80\x02]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a.")},
        {"doubling.pt", pickled(doubling + ".")},
        {"dup.pt", pickled("\x80\x02]" + std::string(1'000'000, '2') + ".")},
        {"empty-stack.pt",
         pickled("\x80\x02"
                 "eeeeuuss.")},
        {"no-stop.pt", pickled("\x80\x02}")},
        {"reduce.pt",
         pickled(
             "\x80\x02"
             "ccollections\nOrderedDict\n" +
             repeated(")R", 100'000) + "."
         )},
    });
}

RB_TEST(soundHeaders) {
    const auto format = waveFormat(1, 2, 44'100, 4, 16);
    const std::string data(64, 'x');
    refuseAll({
        {"channels-0.wav", wav(waveFormat(1, 0, 44'100, 4, 16), 64, data)},
        {"bits-0.wav", wav(waveFormat(1, 2, 44'100, 4, 0), 64, data)},
        {"bits-65535.wav", wav(waveFormat(1, 2, 44'100, 4, 65535), 64, data)},
        {"format-cut.wav", wav("\1", 64, data)},
        {"format-2p31.wav", "RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\x7f" + format},
    });
    openAll({
        {"data-minus1.wav", wav(format, 0xFFFFFFFF, data)},
        {"data-2p31.wav", wav(format, 0x80000000, data)},
        {"align-0.wav", wav(waveFormat(1, 2, 44'100, 0, 16), 64, data)},
        {"rate-0.wav", wav(waveFormat(1, 2, 0, 4, 16), 64, data)},
        {"rate-minus1.wav", wav(waveFormat(1, 2, 0xFFFFFFFF, 4, 16), 64, data)},
        {"channels-65535.wav", wav(waveFormat(1, 65535, 44'100, 65534, 16), 64, data)},
        {"rf64.wav",
         "RF64\xff\xff\xff\xffWAVEds64" + little(28, 4) + little(uint64_t(1) << 62, 8) +
             little(uint64_t(1) << 62, 8) + little(uint64_t(1) << 62, 8) + little(0xFFFFFFFF, 4) + "fmt " +
             little(16, 4) + format + "data" + little(0xFFFFFFFF, 4) + data},
        {"chunks.wav",
         "RIFF\xff\xff\xff\xffWAVEfmt " + little(16, 4) + format +
             repeated(std::string("junk\0\0\0\0", 8), 200'000)},
    });
}

RB_TEST(clipHeaders) {
    const auto clip = [](std::string_view head) {
        return fmt::format("YUV4MPEG2 {}\nFRAME\n{}", head, std::string(96, 'x'));
    };
    refuseAll({
        {"2p31.y4m", clip("W2147483647 H2147483647 F25:1")},
        {"wide.y4m", clip("W2147483648 H1 F25:1")},
        {"zero.y4m", clip("W0 H0 F25:1")},
        {"minus.y4m", clip("W-8 H-8 F25:1")},
        {"digits.y4m", clip("W" + std::string(4000, '9') + " H8 F25:1")},
        {"no-size.y4m", clip("F25:1")},
        {"colour.y4m", clip("W8 H8 F25:1 C999p99")},
        {"no-line.y4m", "YUV4MPEG2 " + std::string(2'000'000, 'X')},
    });
    openAll({{"rate-0.y4m", clip("W8 H8 F0:0")}, {"rate.y4m", clip("W8 H8 F4611686018427387904:1")}});
    std::string frames = "YUV4MPEG2 W1 H1 F25:1 Cmono\n" + repeated("FRAME\nx", 300'000);
    openAll({{"frames.y4m", frames}});
}

RB_TEST(pictureHeaders) {
    const auto zeros = packed(std::string(size_t(64) << 20, '\0'), 15);
    const std::string profile = std::string("p\0\0", 3);
    refuseAll({
        {"2p31.png", png(0x7FFFFFFF, 0x7FFFFFFF, 8, 2, pngChunk("IDAT", zeros))},
        {"2p32.png", png(0xFFFFFFFF, 1, 8, 2, pngChunk("IDAT", zeros))},
        {"wide.png", png(0x7FFFFFFF, 1, 16, 6, pngChunk("IDAT", zeros))},
        {"zero.png", png(0, 0, 8, 2, pngChunk("IDAT", zeros))},
        {"2p31.pgm", "P5 2147483648 2147483648 255\nx"},
        {"digits.pgm", "P5 " + std::string(5000, '9') + " 1 255\nx"},
        {"minus.pgm", "P5 -1 -1 255\nx"},
        {"maximum.pgm", "P5 1 1 99999999\nx"},
        {"text.pgm", "P2 16000 16000 255\n1 2 3"},
        {"bits.pbm", "P1 2147483647 1\n1"},
        {"depth.pam", "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2147483648\nMAXVAL 255\nENDHDR\nx"},
        {"2p31.bmp",
         "BM" + little(100, 4) + little(0, 4) + little(54, 4) + little(40, 4) + little(0x7FFFFFFF, 4) +
             little(0x7FFFFFFF, 4) + little(1, 2) + little(24, 2) + std::string(60, '\0')},
        {"minus.bmp",
         "BM" + little(100, 4) + little(0, 4) + little(54, 4) + little(40, 4) + little(0x80000000, 4) +
             little(0x80000000, 4) + little(1, 2) + little(24, 2) + std::string(60, '\0')},
        {"2p31.tif",
         tiffOf(
             {{256, 4, 1, 0x80000000},
              {257, 4, 1, 0x80000000},
              {258, 3, 1, 8},
              {262, 3, 1, 1},
              {273, 4, 1, 8},
              {277, 3, 1, 1},
              {278, 4, 1, 0x80000000},
              {279, 4, 1, 64}}
         )},
        {"samples.tif",
         tiffOf(
             {{256, 4, 1, 4},
              {257, 4, 1, 4},
              {258, 3, 1, 8},
              {262, 3, 1, 1},
              {273, 4, 1, 8},
              {277, 3, 1, 65535},
              {279, 4, 1, 64}}
         )},
        {"counts.tif", tiffOf({{256, 4, 0xFFFFFFFF, 8}, {257, 4, 0xFFFFFFFF, 8}, {273, 4, 0xFFFFFFFF, 8}})},
        {"canvas.webp",
         "RIFF" + little(30, 4) + "WEBPVP8X" + little(10, 4) + std::string(4, '\0') + std::string(6, '\xff') +
             "ANIM" + little(6, 4) + std::string(6, '\0')},
    });
    openAll({
        {"rows-missing.png", png(16'000, 16'000, 8, 2, pngChunk("IDAT", packed("x", 15)))},
        {"profile.png",
         png(1,
             1,
             8,
             0,
             pngChunk("iCCP", profile + zeros) + pngChunk("IDAT", packed(std::string(2, '\0'), 15)))},
        {"text.png",
         png(1,
             1,
             8,
             0,
             repeated(pngChunk("zTXt", profile + zeros), 20) +
                 pngChunk("IDAT", packed(std::string(2, '\0'), 15)))},
        {"loop.tif",
         tiffOf(
             {{256, 4, 1, 4},
              {257, 4, 1, 4},
              {258, 3, 1, 8},
              {262, 3, 1, 1},
              {273, 4, 1, 8},
              {279, 4, 1, 16}},
             8
         )},
        {"screen.gif",
         std::string("GIF89a\xff\xff\xff\xff\0\0\0", 13) +
             repeated(std::string(",\0\0\0\0\xff\xff\xff\xff\0\2\1D\0", 14), 1000) + ";"},
        {"palette.bmp",
         "BM" + little(100, 4) + little(0, 4) + little(54, 4) + little(40, 4) + little(4, 4) + little(4, 4) +
             little(1, 2) + little(8, 2) + little(0, 16) + little(0xFFFFFFFF, 4) + std::string(60, '\0')},
    });
}

RB_TEST(workbooks) {
    const std::string sheet = "xl/worksheets/sheet1.xml";
    const auto cells = [&](const std::string& content) {
        return workbookWith(
            sheet, worksheet + std::string("<sheetData>") + content + "</sheetData></worksheet>"
        );
    };
    std::string laughs = "<!DOCTYPE lolz [<!ENTITY l0 \"lol\">";
    for (int i = 1; i < 30; ++i)
        laughs += fmt::format("<!ENTITY l{} \"{}\">", i, repeated(fmt::format("&l{};", i - 1), 10));
    laughs += "]>";
    openAll({
        {"laughs.xlsx",
         workbookWith(
             sheet, laughs + worksheet + "<sheetData><row><c><v>&l29;</v></c></row></sheetData></worksheet>"
         )},
        {"external.xlsx",
         workbookWith(
             sheet,
             std::string("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///dev/zero\">]>") + worksheet +
                 "<sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>"
         )},
        {"nested.xlsx", workbookWith(sheet, repeated("<a>", 300'000))},
        {"attributes.xlsx", workbookWith(sheet, "<worksheet " + repeated("a=\"b\" ", 100'000) + "/>")},
        {"far.xlsx",
         cells("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"4294967295\"><c "
               "r=\"ZZZZZZZ4294967295\"><v>1</v></c></row>")},
        {"corner.xlsx", cells("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")},
        {"row-0.xlsx", cells("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>")},
        {"minus.xlsx", cells("<row r=\"-1\"><c r=\"A-1\"><v>1</v></c></row>")},
        {"string.xlsx",
         cells("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4294967295</v></c><c r=\"B1\" t=\"s\"><v>-1</v></c></row>"
         )},
        {"style.xlsx", cells("<row r=\"1\"><c r=\"A1\" s=\"4294967295\"><v>1</v></c></row>")},
        {"number.xlsx",
         cells("<row r=\"1\"><c r=\"A1\"><v>1e999999</v></c><c r=\"B1\"><v>nan</v></c></row>")},
        {"counts.xlsx",
         workbookWith(
             "xl/sharedStrings.xml", "<sst count=\"4294967295\" uniqueCount=\"4611686018427387904\"></sst>"
         )},
        {"sheets.xlsx",
         workbookWith(
             "xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId1\" Target=\"../../../etc/passwd\"/></Relationships>"
         )},
        {"url.xlsx",
         workbookWith(
             "xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId1\" TargetMode=\"External\" "
             "Target=\"file:///dev/zero\"/></Relationships>"
         )},
    });
}

RB_TEST(texts) {
    openAll({
        {"line.log", std::string(size_t(16) << 20, 'x')},
        {"lines.log", std::string(size_t(4) << 20, '\n')},
        {"nul.txt", std::string(1 << 20, '\0')},
        {"utf8.txt", repeated("\xff\xc0\x80\xed\xa0\x80", 100'000)},
        {"nested.json", std::string(4 << 20, '[')},
        {"commas.csv", std::string(1 << 20, ',')},
        {"rows.csv", repeated("a\n", 1 << 20)},
        {"quote.csv", "a,b\n\"" + std::string(1 << 20, 'x')},
        {"quotes.csv", std::string(1 << 20, '"')},
        {"ragged.csv", std::string(100'000, ',') + "\n" + repeated("a\n", 100'000)},
        {"numbers.csv", std::string(1 << 20, '9') + "," + repeated("1e999999,", 1000)},
        {"tabs.tsv", std::string(1 << 20, '\t')},
        {"records.fa", repeated(">\n", 500'000)},
        {"names.fa", repeated(">a\x1b[2J\nAC\n", 1000)},
        {"name.fa", ">" + std::string(8 << 20, 'n') + "\nA\n"},
        {"bases.fa", ">a\n" + repeated("\xff\x01Z*-\n", 100'000)},
        {"marks.fq", repeated("@\n\n+\n\n", 300'000)},
        {"short.fq", repeated("@a\nACGT\n+\nII\n", 1000)},
        {"endless.fq", "@a\n" + std::string(8 << 20, 'A')},
    });
}
