// SPDX-License-Identifier: GPL-3.0-or-later
// The strip of worst places chooses regions and follows them.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"

#include <QAbstractItemModelTester>
#include <QListView>

using namespace rarebit;
using namespace rarebit::views;

RB_TEST(worstPlacesAreListedAndChosen) {
    test::ViewFixture fixture;
    std::unique_ptr<View> view(findView(QStringLiteral("worst_first"))->create(fixture.context, nullptr));
    view->resize(1430, 112);
    view->show();
    fixture.comparePhoto();
    CHECK(fixture.wait([&] { return view->table() && view->table()->rowCount() > 0; }));
    CHECK_EQ(view->table()->rowCount(), 200);
    const QAbstractItemModelTester tester(
        view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK(view->subject() == QStringLiteral("8 × 8 blocks by squared error"));
    auto* list = view->findChild<QListView*>();
    list->setCurrentIndex(list->model()->index(2, 0));
    const Region region = fixture.hub.state().region;
    CHECK_EQ(region.rows, 8);
    const QString place = QStringLiteral("%1, %2").arg(region.column).arg(region.row);
    CHECK(list->model()->index(2, 0).data().toString() == place);
    fixture.hub.setRegion({0, 1, 2, 3, 4});
    CHECK(list->selectionModel()->selectedIndexes().isEmpty());
    fixture.hub.setRegion(region);
    CHECK_EQ(list->currentIndex().row(), 2);
    test::shoot(*view, QStringLiteral("worst-first"));
}
