// SPDX-License-Identifier: GPL-3.0-or-later
// The stand-in for worker processes answers as they do.
#include "tests/gui/direct_previews.hpp"
#include "tests/support/check.hpp"

#include <QtTest/QtTest>

#include <fstream>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Source smallFile() {
    const auto path = test::temporaryFolder() / "a.bin";
    std::ofstream(path, std::ios::binary) << std::string(3000, '\3') << '\0';
    return {QString::fromStdString(path.string()), QStringLiteral("bytes"), {}, {}, {}};
}

} // namespace

RB_TEST(answersComeThroughTheEventLoop) {
    test::DirectPreviews previews;
    const Source original = smallFile();
    Source decoded = original;
    decoded.spec = Json::object({{"method", "zstd"}});
    size_t bytes = 0;
    std::vector<Detail> details;
    bool failed = false;
    const auto loading = previews.load(decoded, {}, [&](auto payload) {
        if (payload) bytes = payloadBytes(**payload).size();
    });
    const auto deriving =
        previews.derive(QStringLiteral("histogram"), {}, decoded, &original, [&](Result<Derived> derived) {
            if (derived) details = derived->details;
        });
    const auto unknown = previews.derive(QStringLiteral("beauty"), {}, original, nullptr, [&](auto answer) {
        failed = !answer;
    });
    CHECK_EQ(bytes, 0u);
    CHECK(QTest::qWaitFor([&] { return bytes > 0 && !details.empty() && failed; }, 10'000));
    CHECK_EQ(bytes, 3001u);
    CHECK_EQ(details.front().name, "pair.histogram");
}

RB_TEST(aTicketThatIsGoneDropsItsAnswer) {
    test::DirectPreviews previews;
    bool answered = false, other = false;
    auto ticket = previews.load(smallFile(), {}, [&](auto) { answered = true; });
    ticket.reset();
    const auto later = previews.load(smallFile(), {}, [&](auto) { other = true; });
    CHECK(QTest::qWaitFor([&] { return other; }, 10'000));
    CHECK(!answered);
}
