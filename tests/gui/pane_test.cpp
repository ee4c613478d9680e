// SPDX-License-Identifier: GPL-3.0-or-later
// The card around a view: title, state, table twin, menu, focus.
#include "tests/support/check.hpp"
#include "views/core/pane.hpp"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace rarebit;
using namespace rarebit::views;

namespace {

class Sample : public View {
public:
    Sample(ViewContext& context, QWidget* parent) : View(context, parent), values_(2, 2) {
        setFocusPolicy(Qt::StrongFocus);
        values_.setItem(0, 0, new QStandardItem("jpeg"));
        values_.setItem(0, 1, new QStandardItem("4.25"));
        log_ = new QAction("Logarithmic", this);
    }
    QAbstractItemModel* table() override { return full ? &values_ : nullptr; }
    QString commandLine() const override { return "rarebit info a.png"; }
    QList<QAction*> viewActions() override { return {log_}; }
    using View::setState;
    using View::setSubject;
    bool full = true;

private:
    QStandardItemModel values_;
    QAction* log_;
};

View* createSample(ViewContext& context, QWidget* parent) {
    return new Sample(context, parent);
}

struct World {
    Hub hub;
    ResultSet results;
    struct None : Previews {
        Ticket load(const Source&, Rows, LoadDone) override { return {}; }
        Ticket derive(const QString&, const Json&, const Source&, const Source*, DeriveDone) override {
            return {};
        }
    } previews;
    ViewContext context{hub, results, previews, {}, {}, {}, {}, {}};
    ViewDef definition{"sample", "Sample", "bar-chart", "charts", &createSample};
    Pane pane;
    Sample* view;

    World() {
        applyTheme(*qApp);
        view = static_cast<Sample*>(definition.create(context, nullptr));
        pane.setView(definition, view);
        pane.resize(500, 300);
        pane.show();
        QApplication::setActiveWindow(&pane);
        CHECK(QTest::qWaitForWindowExposed(&pane));
    }
    ~World() { Theme::get().choose(ThemeChoice::system); }
    template <class Widget>
    Widget* child(const char* name) {
        return pane.findChild<Widget*>(QLatin1String(name));
    }
};

} // namespace

RB_TEST(theHeaderSaysWhatTheViewSays) {
    World w;
    w.view->setSubject("kodim05.png, 768 × 512");
    CHECK_EQ(w.child<ElidedLabel>("paneSubject")->text().toStdString(), "kodim05.png, 768 × 512");
    CHECK_EQ(w.pane.accessibleName().toStdString(), "Sample, kodim05.png, 768 × 512");
    auto* badge = w.child<Badge>("paneState");
    CHECK(!badge->isVisible());
    w.view->setState({ViewState::Kind::sampled, "sampled 3 %", {}});
    CHECK(badge->isVisible() && badge->text() == "sampled 3 %");
    w.view->setState({ViewState::Kind::failed, {}, badInput("bad", "here", "fix")});
    CHECK(badge->isVisible() && badge->text() == "error" && badge->toolTip() == "bad");
    w.view->setState({});
    CHECK(!badge->isVisible());
}

RB_TEST(altTSwapsViewAndTable) {
    World w;
    w.view->setFocus();
    QTest::keyClick(w.view, Qt::Key_T, Qt::AltModifier);
    CHECK(w.pane.tableShown());
    auto* table = w.child<QTableView>("tableTwin");
    CHECK(table->isVisible() && !w.view->isVisible());
    CHECK(table->hasFocus());
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    CHECK_EQ(QApplication::clipboard()->text().toStdString(), "1\t2\njpeg\t4.25\n");
    QTest::keyClick(table, Qt::Key_T, Qt::AltModifier);
    CHECK(w.view->isVisible());
    w.view->full = false;
    w.pane.showTable(true);
    CHECK(!table->isVisible() && !w.view->isVisible());
    w.view->full = true;
    w.view->setState({ViewState::Kind::filling, "filling", {}});
    CHECK(table->isVisible());
}

RB_TEST(theMenuOffersWhatThePaneCan) {
    World w;
    auto* menu = w.child<QToolButton>("paneTitle")->menu();
    emit menu->aboutToShow();
    const auto item = [&](const QString& text) -> QAction* {
        for (QAction* action : menu->actions())
            if (action->text() == text) return action;
        return nullptr;
    };
    CHECK(item("Logarithmic") && item("Show as table") && item("Show instead"));
    QSignalSpy copied(&w.pane, &Pane::commandLineCopied), split(&w.pane, &Pane::splitRequested),
        closed(&w.pane, &Pane::closeRequested);
    item("Copy as command line")->trigger();
    CHECK_EQ(QApplication::clipboard()->text().toStdString(), "rarebit info a.png");
    item("Split below")->trigger();
    item("Close pane")->trigger();
    CHECK(copied.count() == 1 && split.count() == 1 && closed.count() == 1);
    CHECK(split.at(0).at(0).value<Qt::Orientation>() == Qt::Vertical);
    w.pane.setClosable(false);
    emit menu->aboutToShow();
    CHECK(!item("Close pane"));
}

RB_TEST(pinReachesTheView) {
    World w;
    QTest::mouseClick(w.child<QToolButton>("panePin"), Qt::LeftButton);
    CHECK(w.view->pinned());
}

RB_TEST(focusAndClicksActivate) {
    World w;
    QSignalSpy activated(&w.pane, &Pane::activated), maximise(&w.pane, &Pane::maximiseRequested);
    w.view->setFocus();
    CHECK_EQ(activated.count(), 1);
    QTest::mouseClick(&w.pane, Qt::LeftButton, {}, QPoint(250, 10));
    CHECK(activated.count() >= 2);
    QTest::mouseClick(w.child<QToolButton>("paneMaximise"), Qt::LeftButton);
    CHECK_EQ(maximise.count(), 1);
}

RB_TEST(narrowPanesKeepTitleAndMaximise) {
    World w;
    w.pane.resize(240, 200);
    CHECK(!w.child<QToolButton>("panePin")->isVisible());
    CHECK(w.child<QToolButton>("paneMaximise")->isVisible());
    w.pane.resize(500, 200);
    CHECK(w.child<QToolButton>("panePin")->isVisible());
}

RB_TEST(theActivePaneHasAnAccentEdge) {
    World w;
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        w.pane.setActive(true);
        CHECK(w.pane.grab().toImage().pixelColor(0, 150) == color(Token::accent));
        w.pane.setActive(false);
        CHECK(w.pane.grab().toImage().pixelColor(0, 150) == color(Token::hair));
    }
}

RB_TEST(anotherViewTakesThePlace) {
    World w;
    QPointer<View> old = w.view;
    auto* next = w.definition.create(w.context, nullptr);
    w.pane.setView(w.definition, next);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    CHECK(!old);
    CHECK(next->isVisible() && w.pane.view() == next);
}
