// SPDX-License-Identifier: GPL-3.0-or-later
// The list of frames is in order, chooses frames and follows them.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"

#include <QAbstractItemModelTester>
#include <QTableView>

using namespace rarebit;
using namespace rarebit::views;

RB_TEST(framesAreListedByQuality) {
    test::ViewFixture fixture;
    std::unique_ptr<View> view(findView(QStringLiteral("worst_frames"))->create(fixture.context, nullptr));
    view->resize(300, 420);
    view->show();
    CHECK(view->table() == nullptr);
    const auto clip = fixture.open(test::dataFolder() / "video/carphone_pristine.mp4");
    fixture.run(
        clip, "x264", Json::object({{"crf", 40}, {"preset", "ultrafast"}}), 1, QStringLiteral("x264 crf=40")
    );
    const auto frames = static_cast<int>(clip->parts.front().shape[0]);
    CHECK(fixture.wait(
        [&] { return view->table() && view->table()->rowCount() == std::min(frames, 500); }, 60000
    ));
    auto* table = view->table();
    const QAbstractItemModelTester tester(table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (int row = 1; row < table->rowCount(); ++row)
        CHECK(
            table->index(row - 1, 3).data(Qt::EditRole).toDouble() <=
            table->index(row, 3).data(Qt::EditRole).toDouble()
        );
    auto* list = view->findChild<QTableView*>();
    list->selectRow(3);
    CHECK_EQ(fixture.hub.state().region.frame, table->index(3, 0).data(Qt::EditRole).toInt());
    fixture.hub.setRegion({table->index(7, 0).data(Qt::EditRole).toInt(), 0, 0, 0, 0});
    CHECK_EQ(list->currentIndex().row(), 7);
    test::shoot(*view, QStringLiteral("worst-frames"));
}
