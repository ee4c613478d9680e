// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/zip.hpp"
#include "tests/support/check.hpp"

#include <cstring>

using namespace rarebit;

namespace {

std::vector<std::byte> bytesOf(std::string_view text) {
    const auto view = std::as_bytes(std::span(text.data(), text.size()));
    return {view.begin(), view.end()};
}

std::vector<std::byte> packed(const std::vector<ZipEntry>& entries) {
    JobContext job;
    const auto path = test::temporaryFolder() / "a.zip";
    REQUIRE(writeZip(entries, path, job));
    const auto file = REQUIRE(mapFile(path));
    return {file.view.begin(), file.view.end()};
}

void replaceAll(std::vector<std::byte>& bytes, std::string_view from, std::string_view to) {
    std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (size_t at = 0; (at = view.find(from, at)) != std::string_view::npos; at += to.size())
        std::memcpy(bytes.data() + at, to.data(), to.size());
}

Result<ZipArchive> opened(std::vector<std::byte> bytes) {
    return ZipArchive::open(ownBytes(std::move(bytes)), "test.zip");
}

} // namespace

RB_TEST(membersComeBack) {
    JobContext job;
    const std::string large(3 << 20, 'x');
    std::string mixed;
    for (int i = 0; i < 300000; ++i)
        mixed += fmt::format("{},", int64_t(i) * 7919 % 10007);
    const auto archive =
        REQUIRE(opened(packed({{"b.xml", ownBytes(mixed)}, {"a/c.txt", ownBytes(std::string("hello"))}})));
    CHECK_EQ(archive.members().size(), 2u);
    CHECK(REQUIRE(archive.readAll(*archive.find("b.xml"), job)) == bytesOf(mixed));
    CHECK(REQUIRE(archive.readAll(*archive.find("A/C.TXT"), job)) == bytesOf("hello"));
    CHECK(!archive.find("nothing"));
}

RB_TEST(writingIsDeterministic) {
    const std::vector<ZipEntry> entries{
        {"b", ownBytes(std::string("data"))}, {"a", ownBytes(std::string("more data"))}};
    CHECK(packed(entries) == packed(entries));
}

RB_TEST(namesThatLeaveTheFolderAreRefused) {
    const std::pair<const char*, const char*> names[] = {
        {"aaaaaaaaaa", "../../evil"},
        {"aaaaaaa", "/etc/pw"},
        {"aaaaaa", "C:\\a.b"},
        {"aaaaaaaa", "x\\..\\..\\"}};
    for (const auto& [plain, evil] : names) {
        auto bytes = packed({{plain, ownBytes(std::string("data"))}});
        replaceAll(bytes, plain, evil);
        CHECK_ERROR(opened(bytes), ErrorKind::badInput);
    }
}

RB_TEST(duplicateNamesAreRefused) {
    auto bytes = packed({{"name1", ownBytes(std::string("data"))}, {"name2", ownBytes(std::string("data"))}});
    replaceAll(bytes, "name2", "name1");
    CHECK_ERROR(opened(bytes), ErrorKind::badInput);
}

RB_TEST(encryptedMembersAreRefused) {
    auto bytes = packed({{"name1", ownBytes(std::string("data"))}});
    const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const size_t local = view.find("PK\x03\x04"), central = view.find("PK\x01\x02");
    bytes[local + 6] |= std::byte{1};
    bytes[central + 8] |= std::byte{1};
    CHECK_ERROR(opened(bytes), ErrorKind::unsupported);
}

RB_TEST(bombsAreRefused) {
    JobContext job;
    const auto archive = REQUIRE(opened(packed({{"zeros", ownBytes(std::vector<std::byte>(64 << 20))}})));
    CHECK_ERROR(archive.readAll(*archive.find("zeros"), job), ErrorKind::badInput);
}

RB_TEST(lyingSizesAreRefused) {
    JobContext job;
    std::string data;
    for (int i = 0; i < 20000; ++i)
        data += fmt::format("{} ", i * 7919 % 10007);
    const auto good = packed({{"member", ownBytes(data)}});
    const std::string_view view(reinterpret_cast<const char*>(good.data()), good.size());
    const size_t central = view.find("PK\x01\x02");
    for (const uint32_t size : {1u, 1000u, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
        auto bytes = good;
        std::memcpy(bytes.data() + central + 24, &size, 4);
        const auto archive = opened(bytes);
        if (archive) CHECK(!archive->readAll(archive->members().front(), job));
    }
}

RB_TEST(damagedArchivesAreErrors) {
    JobContext job;
    std::string data;
    for (int i = 0; i < 2000; ++i)
        data += fmt::format("{} ", i * 7919 % 10007);
    const auto good = packed({{"first", ownBytes(data)}, {"second", ownBytes(std::string("x"))}});
    for (size_t size = 0; size < good.size(); size += 7)
        if (const auto archive = opened({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}))
            for (const auto& member : archive->members())
                (void)archive->readAll(member, job);
    Rng rng(7, "zip damage");
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        auto bytes = good;
        for (int i = 0; i < 3; ++i)
            bytes[rng.below(bytes.size())] = static_cast<std::byte>(rng.next32());
        const auto archive = opened(bytes);
        bool whole = static_cast<bool>(archive);
        if (archive)
            for (const auto& member : archive->members())
                whole = archive->readAll(member, job) && whole;
        refused += whole ? 0 : 1;
    }
    CHECK(refused > 1000);
}
