// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files of every format, damaged field by field, and what is no file at all under a file's name.
#include "tests/support/hostile_files.hpp"
#include "tests/support/sample_assets.hpp"
#include "tests/support/stored_zip.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>

using namespace rarebit;
using namespace rarebit::test;

namespace {

struct Seed {
    std::string reader, extension, bytes;
};

const std::filesystem::path& scratch() {
    static const std::filesystem::path folder = [] {
        const auto path =
            std::filesystem::temp_directory_path() / fmt::format("rarebit-hostile-{}", getpid());
        std::filesystem::create_directories(path);
        return path;
    }();
    return folder;
}
struct Sweep { // after the last row, whatever was chosen
    ~Sweep() {
        std::error_code code;
        std::filesystem::remove_all(scratch(), code);
    }
} const sweep;

std::string contentOf(const std::filesystem::path& path) {
    return std::string(REQUIRE(mapFile(path)).text());
}

// A state dict of one tensor of six floats, as PyTorch writes it.
std::string stateDict() {
    using namespace std::string_view_literals;
    const auto pickle = std::string("\x80\x02}X\1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n"sv)
                            .append("((X\7\0\0\0storagectorch\nFloatStorage\n"sv)
                            .append("X\1\0\0\0"
                                    "0X\3\0\0\0cpuK\6tQK\0K\2K\3\x86K\3K\1\x86"sv)
                            .append("\x89"
                                    "ccollections\nOrderedDict\n)RtRs."sv);
    return storedZip(
        {{"a/data.pkl", pickle},
         {"a/byteorder", "little"},
         {"a/data/0", std::string(24, 'x')},
         {"a/version", "3\n"}}
    );
}

// What a reader cannot write is typed in.
const std::map<std::string, std::pair<std::string, std::string>>& typedSeeds() {
    static const std::map<std::string, std::pair<std::string, std::string>> all{
        {"fastq", {"fq", "@a\nACGT\n+\nIIII\n@b\nACGTA\n+\nIIIII\n"}},
        {"fasta", {"fa", ">a x\nACGTNNNNACGT\nACGT\n>b\nacgt\n"}},
        {"torch", {"pt", stateDict()}},
    };
    return all;
}

std::vector<Seed> seedsOf(const ReaderInfo& info) {
    std::vector<Seed> out;
    const auto* reader = REQUIRE(findReader(info.id));
    const auto add = [&](std::string extension, std::string bytes) {
        for (const auto& seed : out) // another name for the same format
            if (seed.bytes == bytes) return;
        out.push_back({info.id, std::move(extension), std::move(bytes)});
    };
    for (const auto& extension : info.extensions)
        for (const auto& asset : sampleAssets()) {
            if (!reader->write || extension == "index.json") break;
            const auto kind = info.kinds == "tensor" ? "model" : info.kinds; // arrays hold weights too
            if (kind.find(asset.kind) == std::string::npos || asset.name.starts_with("empty")) continue;
            JobContext job({.threads = 1});
            const auto path = scratch() / ("seed." + extension);
            const Status status = guarded("write", [&] { return reader->write(asset, path, job); });
            if (!status) continue;
            add(extension, contentOf(path));
            std::filesystem::remove(path);
            break;
        }
    if (const auto found = typedSeeds().find(info.id); found != typedSeeds().end())
        add(found->second.first, found->second.second);
    constexpr uintmax_t largest = 100'000;
    if (out.empty())
        for (const auto& entry :
             std::filesystem::directory_iterator(sourceFolder() / "projects/tour.rarebit/assets")) {
            const auto extension = entry.path().extension().string().substr(1);
            if (entry.file_size() < largest &&
                std::ranges::find(info.extensions, extension) != info.extensions.end())
                add(extension, contentOf(entry.path()));
        }
    return out;
}

std::string patched(std::string bytes, size_t at, std::string_view value) {
    if (at < bytes.size()) bytes.replace(at, std::min(value.size(), bytes.size() - at), value);
    return bytes;
}

std::string number(uint64_t value, int width, bool bigEndian) {
    std::string out;
    for (int i = 0; i < width; ++i)
        out += static_cast<char>(value >> (8 * i));
    if (bigEndian) std::ranges::reverse(out);
    return out;
}

void damageFields(const Seed& seed, size_t offsets) {
    Rng rng(3, seed.reader + seed.extension);
    const auto name = [&](std::string_view what, size_t at) {
        return fmt::format("{}-{}.{}", what, at, seed.extension);
    };
    std::set<size_t> cuts{0, 1, 3, 8, 20, seed.bytes.size() / 4, seed.bytes.size() / 2};
    if (!seed.bytes.empty()) cuts.insert(seed.bytes.size() - 1);
    for (const size_t cut : cuts)
        if (cut < seed.bytes.size()) openHostile(scratch(), name("cut", cut), seed.bytes.substr(0, cut));
    std::set<size_t> at;
    for (size_t i = 0; i < 2 * offsets; i += 4)
        at.insert(i);
    for (size_t i = 0; i < offsets / 2 && !seed.bytes.empty(); ++i) {
        at.insert(rng.below(seed.bytes.size()));
        at.insert(seed.bytes.size() - 1 - rng.below(std::min<uint64_t>(seed.bytes.size(), 80)));
    }
    for (const size_t offset : at) {
        if (offset >= seed.bytes.size()) continue;
        const bool big = rng.below(2) != 0;
        const std::pair<const char*, std::string> values[] = {
            {"zero", number(0, 4, false)},
            {"2p31", number(0x8000'0000, 4, big)},
            {"2p62", number(uint64_t(1) << 62, 8, big)},
            {"minus1", number(~uint64_t(0), big ? 8 : 4, big)},
        };
        for (const auto& [what, value] : values)
            openHostile(scratch(), name(what, offset), patched(seed.bytes, offset, value));
    }
}

const bool registered = [] {
    for (const auto& info : allReaders())
        Registration("hostile_test", (info.id + "_damagedFields").c_str(), [&info] {
            const auto seeds = seedsOf(info);
            if (seeds.empty()) return fail(__FILE__, __LINE__, info.id + ": no sound file to damage");
            for (const auto& seed : seeds) {
                if (openHostile(scratch(), "sound." + seed.extension, seed.bytes) == Outcome::refused)
                    fail(__FILE__, __LINE__, seed.reader + ": its own ." + seed.extension + " is refused");
                damageFields(seed, seeds.size() > 3 ? 6 : 24);
            }
        });
    return true;
}();

} // namespace

// Every format under every other format's name, and with its first bytes: an error, or what it truly is.
RB_TEST(wrongNamesAndMagics) {
    std::vector<Seed> seeds;
    for (const auto& info : allReaders()) {
        const auto all = seedsOf(info);
        if (!all.empty()) seeds.push_back(all.front());
    }
    CHECK(seeds.size() >= 15);
    for (const auto& seed : seeds)
        for (const auto& other : seeds) {
            if (seed.reader == other.reader) continue;
            openHostile(scratch(), fmt::format("{}-as.{}", seed.reader, other.extension), seed.bytes);
            const auto magic = other.bytes.substr(0, 8);
            openHostile(
                scratch(),
                fmt::format("{}-with-{}.{}", seed.reader, other.reader, seed.extension),
                patched(seed.bytes, 0, magic)
            );
        }
}

// Links to devices, pipes, sockets, folders, nothing and themselves, under every format's name.
RB_TEST(noRegularFiles) {
    CHECK(registered);
    const auto folder = temporaryFolder();
    std::set<std::string> extensions;
    for (const auto& info : allReaders())
        extensions.insert(info.extensions.begin(), info.extensions.end());
    for (const auto& extension : extensions) {
        const auto at = [&](std::string_view what) { return folder / fmt::format("{}.{}", what, extension); };
        std::filesystem::create_symlink("/dev/zero", at("zero"));
        std::filesystem::create_symlink("/dev/tty", at("tty"));
        std::filesystem::create_symlink(at("nothing"), at("dangling"));
        std::filesystem::create_symlink(at("loop"), at("loop"));
        std::filesystem::create_symlink("/proc/self/mem", at("memory"));
        CHECK_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
        std::filesystem::create_directory(at("folder"));
        std::filesystem::create_symlink("/dev/zero", at("folder") / ("model." + extension));
        CHECK_EQ(mkfifo((at("folder") / ("001." + extension)).c_str(), 0600), 0);
        openHostile(at("memory")); // a regular file of no bytes, the system says
        for (const char* what : {"zero", "tty", "dangling", "loop", "pipe", "folder"})
            if (openHostile(at(what)) == Outcome::opened)
                fail(__FILE__, __LINE__, fmt::format("{}.{} opened", what, extension));
    }
    for (const auto& info : allReaders()) // and where the reader is asked for by name
        for (const char* what : {"zero.npy", "pipe.csv", "loop.png", "folder.wav"})
            if (openHostile(folder / what, info.id) == Outcome::opened)
                fail(__FILE__, __LINE__, fmt::format("{} opened by {}", what, info.id));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = (folder / "s.npy").string();
    REQUIRE(path.size() < sizeof address.sun_path ? Status(Ok{}) : internalError("path too long", path));
    path.copy(address.sun_path, path.size());
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK_EQ(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    CHECK(openHostile(path) == Outcome::refused);
    close(fd);
}

// A file of a terabyte that takes no space: sizes are looked at before anything is read.
RB_TEST(sparseFiles) {
    const auto folder = temporaryFolder();
    constexpr uint64_t huge = uint64_t(1) << 40;
    std::map<std::string, std::string> heads{{"bin", "\xff\xff\xff\xff"}};
    for (const auto& info : allReaders()) {
        const auto seeds = seedsOf(info);
        if (info.kinds == "bytes" || seeds.empty() || info.id == "log" || info.id == "text" ||
            info.id == "csv" || info.id == "tsv" || info.id == "fasta" || info.id == "fastq")
            continue; // text is read to its end, which takes as long as it is
        heads[seeds.front().extension] = seeds.front().bytes;
    }
    for (const auto& [extension, head] : heads) {
        const auto path = fileOf(folder, "sparse." + extension, head);
        std::error_code code;
        std::filesystem::resize_file(path, huge, code);
        if (code) throw Skip{"this file system has no sparse files of a terabyte"};
        openHostile(path);
        std::filesystem::remove(path);
    }
}
