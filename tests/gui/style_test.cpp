// SPDX-License-Identifier: GPL-3.0-or-later
// The style draws every standard widget in both themes, with the sizes of the design.
#include "tests/support/check.hpp"
#include "views/core/icons.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFocusFrame>
#include <QGroupBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Look {
    Look() { applyTheme(*qApp); }
    ~Look() {
        Theme::get().choose(ThemeChoice::system);
        Theme::get().setTextScale(1);
    }
};

template <class Widget, class... Arguments>
Widget* put(QWidget& window, Arguments&&... arguments) {
    auto* widget = new Widget(std::forward<Arguments>(arguments)...);
    window.layout()->addWidget(widget);
    return widget;
}

QColor pixel(QWidget& widget, int x, int y) {
    const QImage image = widget.grab().toImage();
    return image.pixelColor(x < 0 ? image.width() + x : x, y < 0 ? image.height() + y : y);
}

} // namespace

RB_TEST(everyStandardWidgetIsDrawnInBothThemes) {
    const Look look;
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        QWidget window;
        new QVBoxLayout(&window);
        for (const auto kind :
             {ButtonLook::outlined, ButtonLook::primary, ButtonLook::quiet, ButtonLook::link}) {
            auto* button = put<QPushButton>(window, icon("play-fill"), "Run");
            setLook(button, kind);
            setKeyHint(button, "F5");
        }
        put<QPushButton>(window, "Menu")->setMenu(new QMenu(&window));
        put<QCheckBox>(window, "on")->setCheckState(Qt::PartiallyChecked);
        put<QRadioButton>(window, "on")->setChecked(true);
        put<QLineEdit>(window, "text")->setClearButtonEnabled(true);
        put<QPlainTextEdit>(window, "text");
        put<QDoubleSpinBox>(window)->setValue(4.25);
        put<QSlider>(window, Qt::Horizontal)->setValue(30);
        put<QSlider>(window, Qt::Vertical)->setInvertedAppearance(true);
        put<QScrollBar>(window, Qt::Horizontal)->setValue(5);
        put<QProgressBar>(window)->setRange(0, 0);
        put<QGroupBox>(window, "Group")->setCheckable(true);
        auto* combo = put<QComboBox>(window);
        combo->addItem(icon("grid"), "one");
        put<QComboBox>(window)->setEditable(true);
        auto* tabs = put<QTabWidget>(window);
        tabs->addTab(new QWidget, icon("grid"), "One");
        tabs->addTab(new QWidget, "Two");
        tabs->setTabsClosable(true);
        auto* tool = put<QToolButton>(window);
        tool->setText("Tool");
        tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tool->setMenu(new QMenu(tool));
        auto* table = put<QTableWidget>(window, 3, 2);
        table->setSortingEnabled(true);
        table->setItem(0, 0, new QTableWidgetItem("cell"));
        auto* tree = put<QTreeWidget>(window);
        new QTreeWidgetItem(new QTreeWidgetItem(tree, {"a"}), {"b"});
        tree->expandAll();
        for (const bool enabled : {true, false}) {
            window.setEnabled(enabled);
            CHECK(!window.grab().isNull());
        }
        CHECK(window.palette().color(QPalette::Window) == color(Token::window));
    }
}

RB_TEST(controlsHaveTheirHeight) {
    const Look look;
    QWidget window;
    new QVBoxLayout(&window);
    auto* button = put<QPushButton>(window, "Run");
    auto* field = put<QLineEdit>(window);
    auto* number = put<QSpinBox>(window);
    auto* combo = put<QComboBox>(window);
    for (QWidget* widget : QList<QWidget*>{button, field, number, combo})
        CHECK_EQ(widget->sizeHint().height(), 28);
    setCompact(button);
    CHECK_EQ(button->sizeHint().height(), 24);
    CHECK(number->alignment() & Qt::AlignRight);
    Theme::get().setTextScale(1.5);
    CHECK_EQ(button->sizeHint().height(), 36);
    CHECK_EQ(field->sizeHint().height(), 42);
}

RB_TEST(aWrongFieldIsRed) {
    const Look look;
    Theme::get().choose(ThemeChoice::light);
    QLineEdit field;
    field.resize(100, 28);
    CHECK(pixel(field, 50, 0) == color(Token::ctl));
    setWrong(&field, "choose 32, 64, 128");
    CHECK(pixel(field, 50, 0) == color(Token::bad));
    CHECK_EQ(field.toolTip().toStdString(), "choose 32, 64, 128");
    setWrong(&field, {});
    CHECK(pixel(field, 50, 0) == color(Token::ctl));
}

RB_TEST(theKeyboardShowsARing) {
    const Look look;
    QWidget window;
    new QVBoxLayout(&window);
    auto* first = put<QPushButton>(window, "One");
    put<QPushButton>(window, "Two");
    window.show();
    QApplication::setActiveWindow(&window); // there may be no window manager
    const auto ring = [&] {
        for (const auto* frame : window.findChildren<QFocusFrame*>())
            if (frame->isVisible()) return frame->widget();
        return static_cast<QWidget*>(nullptr);
    };
    QTest::mouseClick(first, Qt::LeftButton);
    CHECK(!ring());
    QTest::keyClick(first, Qt::Key_Tab);
    QCoreApplication::processEvents();
    CHECK(ring() && ring() == QApplication::focusWidget());
}

RB_TEST(theWholeRowIsUnderThePointer) {
    const Look look;
    QTableWidget table(3, 2);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.resize(300, 200);
    table.show();
    CHECK(QTest::qWaitForWindowExposed(&table));
    QTest::mouseMove(table.viewport(), QPoint(20, table.rowViewportPosition(1) + 5));
    QTest::qWait(50);
    const int y = table.rowViewportPosition(1) + 4;
    const QImage image = table.viewport()->grab().toImage();
    CHECK(image.pixelColor(table.columnViewportPosition(1) + 40, y) == color(Token::hover));
    CHECK(image.pixelColor(40, table.rowViewportPosition(0) + 4) == color(Token::pane));
    table.selectRow(1);
    const QImage chosen = table.viewport()->grab().toImage();
    CHECK(chosen.pixelColor(0, y) == color(Token::accent));
    CHECK(chosen.pixelColor(40, y) == color(Token::accentSoft));
}
