// SPDX-License-Identifier: GPL-3.0-or-later
// Small controls, states and notes: by mouse and by keyboard, in both themes.
#include "tests/support/check.hpp"
#include "views/core/controls.hpp"
#include "views/core/rows.hpp"
#include "views/core/slider_row.hpp"
#include "views/core/states.hpp"
#include "views/core/toast.hpp"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Look {
    Look() { applyTheme(*qApp); }
    ~Look() {
        Theme::get().choose(ThemeChoice::system);
        Theme::get().setTextScale(1);
        Theme::get().setReducedMotion(false);
    }
};

void inBothThemes(QWidget& widget, const std::function<void(const QImage&)>& look = {}) {
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        const QImage image = widget.grab().toImage();
        CHECK(!image.isNull());
        if (look) look(image);
    }
}

} // namespace

RB_TEST(segmentsGoByArrowKeys) {
    const Look look;
    SegmentedControl control;
    for (const char* text : {"Wipe", "Blink", "Difference"})
        control.addPart(QString::fromLatin1(text), "2");
    QSignalSpy changed(&control, &SegmentedControl::currentChanged);
    control.show();
    QApplication::setActiveWindow(&control);
    const auto parts = control.findChildren<QAbstractButton*>();
    CHECK_EQ(control.current(), 0);
    parts[0]->setFocus();
    QTest::keyClick(parts[0], Qt::Key_Right);
    CHECK_EQ(control.current(), 1);
    QTest::mouseClick(parts[2], Qt::LeftButton);
    CHECK_EQ(control.current(), 2);
    CHECK_EQ(changed.count(), 2);
    control.setPartEnabled(0, false);
    QTest::mouseClick(parts[0], Qt::LeftButton);
    CHECK_EQ(control.current(), 2);
    CHECK_EQ(control.sizeHint().height(), 28);
    inBothThemes(control);
}

RB_TEST(segmentsWithoutRoomAreAMenu) {
    const Look look;
    QWidget row;
    SegmentedControl control(&row);
    for (const char* text : {"Side by side", "Wipe", "Difference"})
        control.addPart(QString::fromLatin1(text));
    control.setPartEnabled(2, false);
    control.resize(control.sizeHint());
    row.show();
    CHECK(!control.folded());
    CHECK(control.minimumSizeHint().width() < control.sizeHint().width());
    control.resize(control.minimumSizeHint());
    CHECK(control.folded());
    const auto parts = control.findChildren<QAbstractButton*>();
    CHECK(parts[0]->isVisible() && !parts[1]->isVisible());
    CHECK(QTest::qWaitFor([&] { return parts[0]->width() >= parts[0]->minimumSizeHint().width(); }));
    QTest::mouseClick(&control, Qt::LeftButton, {}, {control.width() - 8, control.height() / 2});
    auto* menu = control.findChild<QMenu*>();
    CHECK(menu && menu->actions().size() == 3);
    if (!menu) return;
    CHECK(menu->actions()[0]->isChecked() && !menu->actions()[2]->isEnabled());
    menu->actions()[1]->trigger();
    menu->close();
    CHECK_EQ(control.current(), 1);
    CHECK(!parts[0]->isVisible() && parts[1]->isVisible());
    control.resize(control.sizeHint());
    CHECK(parts[0]->isVisible() && parts[2]->isVisible());
}

RB_TEST(chipsAreTakenAwayByMouseAndKey) {
    const Look look;
    Chip chip("SQNR, dB");
    chip.setClosable(true);
    chip.resize(chip.sizeHint());
    QSignalSpy closed(&chip, &Chip::closed), clicked(&chip, &Chip::clicked);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 12, 10));
    QTest::keyClick(&chip, Qt::Key_Delete);
    CHECK_EQ(closed.count(), 2);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(12, 10));
    CHECK_EQ(clicked.count(), 1);
    chip.setCheckable(true);
    chip.setChecked(true);
    inBothThemes(chip);
}

RB_TEST(badgesHaveTheirColours) {
    const Look look;
    for (const auto kind :
         {BadgeKind::neutral, BadgeKind::good, BadgeKind::warn, BadgeKind::bad, BadgeKind::info}) {
        Badge badge("stale", kind, "exclamation-triangle");
        badge.resize(badge.sizeHint());
        inBothThemes(badge);
        CHECK_EQ(badge.accessibleName().toStdString(), "stale");
    }
    Badge count("26");
    count.setShape(Badge::Shape::count);
    CHECK(count.sizeHint().width() >= count.sizeHint().height());
    SlotBadge slot(0);
    slot.resize(16, 16);
    inBothThemes(slot, [](const QImage& image) { CHECK(image.pixelColor(8, 1) == color(Token::text)); });
}

RB_TEST(escapeEmptiesASearch) {
    const Look look;
    SearchField field("Filter");
    field.setText("layer");
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(field.text().isEmpty());
}

RB_TEST(longTextIsShortened) {
    const Look look;
    ElidedLabel label(Text::body, Token::text);
    label.setText("a very long name of a file that does not fit.safetensors");
    CHECK(label.minimumSizeHint().width() <= 24);
    label.resize(80, 20);
    inBothThemes(label);
}

RB_TEST(cardButtonsGrowWithTheirSentence) {
    const Look look;
    CardButton button(
        "folder2-open", "Open files", "Models, pictures, video, audio, logs, sheets, DNA.", "Ctrl+O"
    );
    button.setSuggested(true);
    CHECK(button.heightForWidth(200) > button.heightForWidth(500));
    button.resize(260, button.heightForWidth(260));
    QSignalSpy clicked(&button, &CardButton::clicked);
    QTest::keyClick(&button, Qt::Key_Space);
    CHECK_EQ(clicked.count(), 1);
    inBothThemes(button);
}

RB_TEST(sliderAndFieldAgree) {
    const Look look;
    SliderRow row("Bits");
    row.setRange(2, 8, 1);
    row.setStandard(4);
    row.setValue(4);
    row.show();
    auto* slider = row.findChild<QSlider*>();
    CHECK_EQ(slider->value(), 2);
    QSignalSpy changed(&row, &SliderRow::valueChanged);
    slider->setValue(6);
    CHECK_EQ(row.value(), 8.0);
    row.field()->setValue(3);
    CHECK_EQ(slider->value(), 1);
    CHECK_EQ(changed.count(), 2);
    auto* reset = row.findChildren<QToolButton*>().at(0);
    CHECK(reset->isVisible());
    reset->click();
    CHECK_EQ(row.value(), 4.0);
    CHECK(!reset->isVisible());
    row.setRange(0.001, 10, 0.001, true);
    slider->setValue(slider->maximum() / 2);
    CHECK(std::abs(row.value() - 0.1) < 0.01);
    CHECK_EQ(row.field()->decimals(), 3);
    row.setSweepable(true);
    QSignalSpy sweeps(&row, &SliderRow::sweepsChanged);
    row.setSweeps(true);
    CHECK(sweeps.count() == 1 && row.sweeps());
    inBothThemes(row);
}

RB_TEST(emptyStatesOfferActions) {
    const Look look;
    EmptyState state("bar-chart", "No tensor selected", "Pick one in Assets.");
    bool ran = false;
    auto* button = state.addAction("Open files", [&] { ran = true; });
    state.resize(400, 160);
    button->click();
    CHECK(ran);
    CHECK_EQ(state.accessibleName().toStdString(), "No tensor selected");
    inBothThemes(state);
}

RB_TEST(busyAppearsLate) {
    const Look look;
    Theme::get().setReducedMotion(true);
    for (const auto shape :
         {BusyState::Shape::bars,
          BusyState::Shape::lines,
          BusyState::Shape::rows,
          BusyState::Shape::picture,
          BusyState::Shape::tiles}) {
        BusyState state(shape);
        state.setProgress("estimating, 3 % of the tensor", 0.03);
        state.resize(400, 160);
        state.show();
        auto* text = state.findChild<QLabel*>();
        CHECK(!text->isVisible());
        QTest::qWait(230);
        CHECK(text->isVisible());
        inBothThemes(state);
    }
}

RB_TEST(errorsSayWhatWhereFix) {
    const Look look;
    ErrorCard card(outOfMemory("part 3 needs 9.1 GB, the cap is 8 GB", "layers.31", "raise the cap"));
    bool raised = false;
    auto* fix = card.addFix("Raise the cap", [&] { raised = true; });
    CHECK(fix->property("look").toInt() == int(ButtonLook::primary));
    CHECK(card.addFix("Use row blocks", [] {})->property("look").toInt() != int(ButtonLook::primary));
    fix->click();
    CHECK(raised);
    for (auto* button : card.findChildren<QPushButton*>())
        if (button->text() == "Copy") button->click();
    CHECK_EQ(
        QApplication::clipboard()->text().toStdString(),
        "What: part 3 needs 9.1 GB, the cap is 8 GB\nWhere: layers.31\nFix: raise the cap"
    );
    card.resize(400, 200);
    inBothThemes(card);
}

RB_TEST(aStackShowsOneState) {
    const Look look;
    auto* content = new QLabel("content");
    StateStack stack(content, BusyState::Shape::rows);
    stack.show();
    CHECK(content->isVisible());
    stack.showEmpty("grid", "Nothing", "Open something");
    CHECK(!content->isVisible() && stack.findChild<EmptyState*>()->isVisible());
    stack.showBusy("reading", 0.5);
    CHECK(stack.findChild<BusyState*>()->isVisible());
    stack.showError(badInput("what", "where", "fix"));
    CHECK(stack.findChild<ErrorCard*>()->isVisible());
    stack.showContent();
    CHECK(content->isVisible());
}

RB_TEST(notesHaveOneAction) {
    const Look look;
    QWidget window;
    window.resize(800, 500);
    Toasts toasts(&window);
    window.show();
    bool opened = false;
    toasts.show("Exported", "study.html", "Open", [&] { opened = true; });
    QWidget* toast = toasts.current();
    CHECK(toast && toast->geometry().right() >= 780 && toast->geometry().bottom() >= 480);
    window.resize(700, 400);
    CHECK(toast->geometry().top() < 400);
    inBothThemes(*toast);
    toast->findChild<QPushButton*>()->click();
    CHECK(opened);
    CHECK(!toasts.current());
}

RB_TEST(rowsShowTheirState) {
    const Look look;
    QStandardItemModel model(3, 2);
    for (int row = 0; row < 3; ++row) {
        model.setItem(row, 0, new QStandardItem("jpeg"));
        auto* value = new QStandardItem("18.32");
        value->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model.setItem(row, 1, value);
        model.item(row, 0)->setData(int(RowState(row)), rowStateRole);
    }
    model.item(0, 1)->setData(int(BadgeKind::info), badgeRole);
    model.item(1, 1)->setData(int(Token::warn), inkRole);
    QTableView table;
    dressTable(&table);
    table.setModel(&model);
    table.resize(300, 200);
    CHECK_EQ(table.rowHeight(0), 24);
    inBothThemes(table, [&](const QImage& image) {
        const int y = table.viewport()->y() + table.rowViewportPosition(2) + 3;
        CHECK(image.pixelColor(60, y) == color(Token::badBg));
    });
    Theme::get().setTextScale(1.5);
    CHECK_EQ(table.rowHeight(0), 36);
}

RB_TEST(treeRowsOfferTheirLink) {
    const Look look;
    QStandardItemModel model(2, 2);
    model.setItem(0, 0, new QStandardItem("q_proj"));
    model.setItem(1, 0, new QStandardItem("gone.png"));
    model.setItem(1, 1, new QStandardItem);
    model.item(0, 0)->setData(
        QVariant::fromValue(QVector<float>{0.1F, 0.5F, 1.0F, 0.4F, 0.1F}), Qt::UserRole
    );
    model.item(1, 0)->setData(true, Qt::UserRole + 1);
    model.item(1, 1)->setData("Relink", Qt::UserRole + 2);
    QTreeView tree;
    dressTree(&tree);
    auto* delegate = new TreeDelegate(
        {.histogram = Qt::UserRole, .missing = Qt::UserRole + 1, .link = Qt::UserRole + 2}, &tree
    );
    tree.setItemDelegate(delegate);
    tree.setModel(&model);
    tree.resize(300, 200);
    tree.show();
    inBothThemes(tree);
    QSignalSpy links(delegate, &TreeDelegate::linkActivated);
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(model.index(1, 1)).center());
    CHECK_EQ(links.count(), 1);
}
