// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for logs, texts and raw bytes: what it shows, where it goes, and that it never reads a whole file.
#include "tests/gui/compare_fixture.hpp"
#include "views/compare/log_pane.hpp"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Fixture : test::CompareFixture {
    LogPane pane{context, nullptr};
    Fixture() {
        pane.resize(1100, 420);
        pane.setVisible(true);
        CHECK(QTest::qWaitForWindowExposed(&pane));
    }
    void showFile(const std::filesystem::path& path, const char* method) {
        pane.show(input(path, {}, method ? Json::object({{"method", method}}) : Json()));
    }
    QString verdict() { return pane.findChild<StatusLine*>()->verdict(); }
};

} // namespace

RB_TEST(aLosslessResultIsProvenIdentical) {
    Fixture f;
    f.showFile(test::dataFolder() / "logs" / "Apache_2k.log", "zstd");
    CHECK(f.wait([&] { return f.verdict() == "identical"; }));
    CHECK(f.pane.subject().contains(QStringLiteral("Apache_2k.log")));
    CHECK(f.wait([&] { return f.pane.text()->scan()->comparedBytes() == 171239; }));
    QAbstractItemModelTester tester(f.pane.table());
    CHECK_EQ(f.pane.table()->rowCount(), 0);
    CHECK(f.pane.commandLine().contains(QStringLiteral("rarebit compare")));
    f.shoot(f.pane, "log-identical");
}

RB_TEST(differencesAreMarkedAndWalked) {
    Fixture f;
    const auto folder = test::temporaryFolder();
    std::string a, b;
    for (int i = 0; i < 3000; ++i) {
        const std::string head = fmt::format("Dec 10 07:{:02}:{:02} LabSZ sshd[", i / 60 % 60, i % 60);
        const std::string tail =
            fmt::format("]: Failed password for root from 123.235.32.19 port {} ssh2\n", 40000 + i);
        a += head + std::to_string(24000 + i) + tail;
        b += head + (i % 40 < 3 ? "<*>" : std::to_string(24000 + i)) + tail;
        if (i % 700 == 350) b += "Dec 10 08:00:00 LabSZ cron: a line that A lacks\n";
        if (i == 10)
            a += "tab\there, \x1B[31mcolour\x1B[0m, broken \xFF\xFE utf-8\r\n",
                b += "tab\there, \x1B[31mcolour\x1B[0m, broken \xFF\xFE utf-8\r\n";
    }
    f.write(folder / "a.log", a);
    f.write(folder / "b.log", b);
    CompareInput input = f.pair(folder / "a.log", folder / "b.log");
    input.sides[1].content.label = QStringLiteral("template level 3");
    input.sides[1].rate = QStringLiteral("7.3 kB");
    input.sides[1].quality = QStringLiteral("30.8\u00D7");
    f.pane.show(input);
    CHECK(f.wait([&] { return f.verdict() == "79 differences"; }));
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.rows().currentRow(), 0);
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.rows().currentRow(), 41); // one line stands between
    f.pane.nextSpot(-1);
    CHECK_EQ(f.pane.rows().currentRow(), 0);
    QTest::keyClick(&f.pane.rows(), Qt::Key_End);
    CHECK_EQ(f.pane.rows().currentRow(), 3004);
    QTest::keyClick(&f.pane.rows(), Qt::Key_Home);
    CHECK(f.wait([&] { return f.pane.rows().accessibleDescription().contains(QStringLiteral("differs")); }));
    QAbstractItemModelTester tester(f.pane.table());
    CHECK_EQ(f.pane.table()->rowCount(), 79);
    const auto cell = [&](int row, int column) {
        return f.pane.table()->index(row, column).data().toString();
    };
    CHECK(cell(0, DifferenceTable::placeInA) == "1 to 3");
    cell(0, DifferenceTable::textOfB);
    CHECK(f.wait([&] { return cell(0, DifferenceTable::textOfB).contains(QStringLiteral("<*>")); }));
    f.pane.nextSpot(1);
    f.shoot(f.pane, "log-differs");

    // Enter tells the other views; what they choose comes back.
    QTest::keyClick(&f.pane.rows(), Qt::Key_Return);
    CHECK_EQ(f.hub.state().region.row, 41);
    f.hub.setRegion({0, 2000, 0, 1, 1});
    f.pane.regionChanged();
    CHECK_EQ(f.pane.text()->lineOf(f.pane.rows().currentRow()), 2000);

    f.pane.paneActions().front()->trigger(); // find
    auto* needle = f.pane.findChild<QLineEdit*>(QStringLiteral("needle"));
    CHECK(needle->isVisible());
    QTest::keyClicks(needle, QStringLiteral("port 42999"));
    QTest::keyClick(needle, Qt::Key_Return);
    CHECK(f.wait([&] { return f.pane.text()->lineOf(f.pane.rows().currentRow()) == 3000; }));
    f.shoot(f.pane, "log-found");
    f.pane.clear();
    CHECK(!f.pane.table());
}

RB_TEST(rawBytesStandAsDigitsAndCharacters) {
    Fixture f;
    const auto path = test::temporaryFolder() / "a.bin";
    std::string bytes;
    for (int i = 0; i < 5000; ++i)
        bytes += static_cast<char>(i * i / 7);
    f.write(path, bytes);
    f.showFile(path, "xz");
    CHECK(f.wait([&] { return f.verdict() == "identical"; }));
    f.shoot(f.pane, "bytes");
}

RB_TEST(statesWithoutDataSayWhatToDo) {
    Fixture f;
    const auto folder = test::temporaryFolder();
    f.write(folder / "empty.log", "");
    f.showFile(folder / "empty.log", nullptr);
    CHECK(f.pane.findChild<EmptyState*>()->isVisible());
    f.write(folder / "long.txt", std::string(3 << 20, 'x'));
    f.showFile(folder / "long.txt", nullptr);
    CHECK(f.pane.state().kind == ViewState::Kind::failed);
    CHECK(f.pane.findChild<ErrorCard*>()->isVisible());
    f.write(folder / "one.log", "one line\n");
    f.showFile(folder / "one.log", nullptr);
    CHECK(f.wait([&] { return f.pane.text() && f.pane.text()->rows() == 1; }));
    f.write(folder / "gone.log", "another line\n");
    const CompareInput gone = f.input(folder / "gone.log", {}, Json::object({{"method", "zstd"}}));
    std::filesystem::remove(folder / "gone.log");
    f.pane.show(gone);
    CHECK(f.wait([&] { return f.pane.state().kind == ViewState::Kind::failed; }));
    f.shoot(f.pane, "log-error");
}
