// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a region beside those of the whole.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/region_table.hpp"

#include <QAbstractItemModelTester>

using namespace rarebit;
using namespace rarebit::views;

RB_TEST(regionStatisticsFollowTheRegion) {
    test::ViewFixture fixture;
    std::unique_ptr<View> view(findView(QStringLiteral("region_statistics"))->create(fixture.context, nullptr)
    );
    view->resize(552, 222);
    view->show();
    CHECK(view->table() == nullptr);
    const Json row = fixture.comparePhoto();
    CHECK(fixture.wait([&] { return view->table() && view->table()->rowCount() == 4; }));
    auto* table = view->table();
    const QAbstractItemModelTester tester(table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto cell = [&](int column) { return table->index(0, column).data(Qt::UserRole).toDouble(); };
    const double whole = row.at("metrics").at("psnr_db").asDouble();
    CHECK_NEAR(cell(RegionTable::psnr), whole, 1e-9);
    fixture.hub.setRegion({0, 100, 200, 128, 176});
    CHECK(fixture.wait([&] { return cell(RegionTable::psnr) != cell(RegionTable::whole); }));
    CHECK_NEAR(cell(RegionTable::whole), whole, 1e-9);
    CHECK(view->subject() == QStringLiteral("176 × 128 at 200, 100"));
    QTest::qWait(200);
    test::shoot(*view, QStringLiteral("region-statistics"));
}
