// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for sequences: records and reads, mismatches and gaps, what each base costs.
#include "tests/gui/compare_fixture.hpp"
#include "tests/support/make_assets.hpp"
#include "views/compare/dna_pane.hpp"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Fixture : test::CompareFixture {
    DnaPane pane{context, nullptr};
    Fixture() {
        pane.resize(980, 420);
        pane.setVisible(true);
        CHECK(QTest::qWaitForWindowExposed(&pane));
    }
    QString verdict() { return pane.findChild<StatusLine*>()->verdict(); }
};

} // namespace

RB_TEST(aRecordWithItsCosts) {
    Fixture f;
    const CompareInput input = f.input(
        test::dataFolder() / "dna" / "ls_orchid.fasta", {}, Json::object({{"method", "dna_context"}})
    );
    f.pane.show(input);
    CHECK(f.wait([&] { return f.verdict() == "identical"; }));
    CHECK(f.wait([&] { return f.pane.hasCosts(); }));
    CHECK(!f.pane.showsReads());
    CHECK_EQ(f.pane.alignment().linesA(), input.partItem()->shape[0]);
    f.shoot(f.pane, "dna-costs");
    f.pane.setMode(DnaPane::wrapped);
    f.shoot(f.pane, "dna-wrapped");
    auto* records = f.pane.findChild<QComboBox*>(QStringLiteral("records"));
    CHECK(records->count() > 90);
    // The costs of a later record are those of its own bases.
    f.pane.show(f.input(
        test::dataFolder() / "dna" / "ls_orchid.fasta",
        records->itemText(3),
        Json::object({{"method", "dna_context"}})
    ));
    CHECK(f.wait([&] { return f.pane.hasCosts() && f.verdict() == "identical"; }));
    auto* field = f.pane.findChild<QLineEdit*>(QStringLiteral("goToBase"));
    field->setText(QStringLiteral("500"));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK_EQ(f.pane.lanes().current(), 499);
    QTest::keyClick(&f.pane.lanes(), Qt::Key_Return);
    CHECK_EQ(f.hub.state().region.row, 499);
    f.pane.clear();
    CHECK(!f.pane.table());
}

RB_TEST(substitutionsAndGapsAreFound) {
    Fixture f;
    const auto folder = test::temporaryFolder();
    const std::string a = make::dna(300000, Rng(3, "dna"));
    std::string b = a;
    b[77] = b[77] == 'C' ? 'T' : 'C';
    b.erase(102, 1);
    b.insert(250000, "GG");
    f.write(folder / "a.fa", ">r1 first\n" + a + "\n");
    f.write(folder / "b.fa", ">r1 first\n" + b + "\n");
    f.pane.show(f.pair(folder / "a.fa", folder / "b.fa"));
    CHECK(f.wait([&] { return f.verdict() == "mismatches: 3"; }));
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.lanes().current(), 77);
    f.pane.nextSpot(1);
    const AlignedRow gap = f.pane.alignment().row(f.pane.lanes().current());
    CHECK_EQ(gap.b, -1);
    CHECK(gap.a >= 95 && gap.a <= 110); // anywhere in a run of equal bases
    QAbstractItemModelTester tester(f.pane.table());
    CHECK_EQ(f.pane.table()->rowCount(), 3);
    const auto cell = [&](int row, int column) {
        return f.pane.table()->index(row, column).data().toString();
    };
    CHECK(cell(0, DifferenceTable::kind) == "substitution");
    CHECK(cell(1, DifferenceTable::kind) == "deletion");
    CHECK(cell(2, DifferenceTable::kind) == "insertion");
    CHECK(cell(0, DifferenceTable::placeInA) == "78");
    cell(0, DifferenceTable::textOfA);
    CHECK(f.wait([&] { return cell(0, DifferenceTable::textOfA) == QString(QLatin1Char(a[77])); }));
    CHECK(f.pane.lanes().accessibleDescription().contains(QStringLiteral("gap")));
    f.shoot(f.pane, "dna-mismatch");
}

RB_TEST(readsAreChosenOneByOne) {
    Fixture f;
    const auto path = test::dataFolder() / "dna" / "longreads_sanger.fastq";
    f.pane.show(f.input(path, {}, Json::object({{"method", "dna_2bit"}})));
    CHECK(f.wait([&] { return f.verdict() == "identical"; }));
    CHECK(f.pane.showsReads());
    auto* read = f.pane.findChild<QSpinBox*>(QStringLiteral("read"));
    read->setValue(2);
    CHECK_EQ(f.pane.read(), 1);
    CHECK(f.wait([&] { return f.pane.alignment().rows() > 0; }));
    f.shoot(f.pane, "dna-read");
    const auto folder = test::temporaryFolder();
    std::string a, b;
    for (int i = 0; i < 50; ++i) {
        const std::string bases = make::dna(120, Rng(static_cast<uint64_t>(i), "dna"));
        std::string other = bases;
        if (i == 30) other[60] = other[60] == 'G' ? 'A' : 'G';
        a += fmt::format("@read{}\n{}\n+\n{}\n", i, bases, std::string(bases.size(), 'I'));
        b += fmt::format("@read{}\n{}\n+\n{}\n", i, other, std::string(bases.size(), 'I'));
    }
    f.write(folder / "a.fastq", a);
    f.write(folder / "b.fastq", b);
    f.pane.show(f.pair(folder / "a.fastq", folder / "b.fastq"));
    CHECK(f.wait([&] { return f.verdict() == "mismatches: 1"; }));
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.read(), 30);
    CHECK(f.wait([&] { return f.pane.alignment().differences() == 1; }));
    CHECK_EQ(f.pane.alignment().nextDifference(-1, 1), 60);
}
