// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/pane.hpp"

#include "views/core/icons.hpp"
#include "views/core/link_button.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace rarebit::views {
namespace {

QString groupTitle(const QString& group) {
    if (group == QStringLiteral("charts")) return Pane::tr("Charts");
    if (group == QStringLiteral("maps")) return Pane::tr("Maps");
    if (group == QStringLiteral("compare")) return Pane::tr("Compare");
    if (group == QStringLiteral("tables")) return Pane::tr("Tables");
    return group;
}

BadgeKind badgeKind(ViewState::Kind kind) {
    switch (kind) {
    case ViewState::Kind::stale:
        return BadgeKind::warn;
    case ViewState::Kind::failed:
        return BadgeKind::bad;
    default:
        return BadgeKind::info;
    }
}

} // namespace

Pane::Pane(QWidget* parent)
    : Card(parent), header_(new QWidget), body_(new QWidget), pages_(new PageLayout(body_)),
      table_(new QTableView), menu_(new QMenu(this)) {
    setObjectName(QStringLiteral("pane"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1); // the line below the header
    makeHeader();
    column->addWidget(header_);
    column->addWidget(body_, 1);
    roundCorners(body_);

    dressTable(table_);
    table_->setObjectName(QStringLiteral("tableTwin"));
    table_->horizontalHeader()->setStretchLastSection(true);
    noTable_ = new EmptyState(
        QStringLiteral("table"),
        tr("Nothing to list yet"),
        tr("As soon as the view shows something, its values stand here.")
    );
    pages_->addWidget(table_);
    pages_->addWidget(noTable_);

    connect(menu_, &QMenu::aboutToShow, this, [this] { fillMenu(); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && isAncestorOf(now)) emit activated();
    });
    connect(&Theme::get(), &Theme::changed, this, [this] {
        header_->setFixedHeight(Theme::get().scaled(32));
    });
}

void Pane::makeHeader() {
    header_->setFixedHeight(Theme::get().scaled(32));
    auto* row = new QHBoxLayout(header_);
    row->setContentsMargins(6, 0, 6, 0);
    row->setSpacing(2);

    title_ = new QToolButton;
    title_->setObjectName(QStringLiteral("paneTitle"));
    title_->setAutoRaise(true);
    title_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    title_->setPopupMode(QToolButton::InstantPopup);
    title_->setMenu(menu_);
    setCompact(title_);
    dress(title_, Text::strong);
    row->addWidget(title_);

    subject_ = new ElidedLabel(Text::small, Token::text2);
    subject_->setObjectName(QStringLiteral("paneSubject"));
    row->addSpacing(4);
    row->addWidget(subject_, 1);
    row->addSpacing(8);
    badge_ = new Badge({});
    badge_->setObjectName(QStringLiteral("paneState"));
    row->addWidget(badge_);
    row->addSpacing(4);

    pin_ = new QAction(icon(QStringLiteral("pin-angle")), tr("Pin"), this);
    pin_->setCheckable(true);
    pin_->setToolTip(toolTipText(
        tr("Pin"), {}, tr("A pinned pane keeps what it shows when something else is chosen elsewhere.")
    ));
    link_ = new LinkButton;
    connect(pin_, &QAction::toggled, this, [this](bool on) {
        if (view_) view_->setPinned(on);
        link_->setPinned(on);
    });
    connect(link_, &LinkButton::pinChosen, this, [this] { pin_->setChecked(true); });
    connect(link_, &LinkButton::groupChosen, this, [this](int group) {
        pin_->setChecked(false);
        if (group != link_->group()) emit groupChosen(group);
    });
    twin_ = new QAction(icon(QStringLiteral("table")), tr("Show as table"), this);
    twin_->setCheckable(true);
    twin_->setShortcut(QKeySequence(QStringLiteral("Alt+T")));
    twin_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    twin_->setToolTip(toolTipText(
        tr("Show as table"), twin_->shortcut(), tr("The values of the view, to read and to copy.")
    ));
    connect(twin_, &QAction::toggled, this, [this] { refreshTable(); });
    addAction(twin_);

    const auto add = [&](const char* name, QToolButton* button) {
        button->setObjectName(QLatin1String(name));
        row->addWidget(button);
        return button;
    };
    row->addWidget(link_);
    link_->hide();
    for (auto [name, action] : {std::pair("panePin", pin_), std::pair("paneTable", twin_)}) {
        auto* button = iconButton(action == pin_ ? QStringLiteral("pin-angle") : QStringLiteral("table"), {});
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        lesser_ += add(name, button);
    }
    auto* save = add("paneExport", iconButton(QStringLiteral("box-arrow-up"), tr("Export…")));
    connect(save, &QToolButton::clicked, this, &Pane::exportRequested);
    lesser_ += save;
    maximise_ = add("paneMaximise", iconButton(QStringLiteral("arrows-angle-expand"), {}));
    connect(maximise_, &QToolButton::clicked, this, &Pane::maximiseRequested);
    setMaximised(false);
    badge_->hide();
}

void Pane::setView(const ViewDef& definition, View* view) {
    if (view_) {
        pages_->removeWidget(view_);
        view_->disconnect(this);
        view_->deleteLater();
    }
    table_->setModel(nullptr);
    definition_ = &definition;
    view_ = view;
    pages_->insertWidget(0, view);
    setProperty("helpPage", QStringLiteral("views/") + definition.id);
    connect(view, &View::subjectChanged, this, [this] { refreshTitle(); });
    connect(view, &View::stateChanged, this, [this] {
        refreshState();
        if (tableShown()) refreshTable();
    });
    pin_->setChecked(view->pinned());
    refreshTitle();
    refreshState();
    refreshTable();
}

void Pane::refreshTitle() {
    title_->setIcon(icon(definition_->icon, Token::text));
    title_->setText(definition_->title);
    title_->setAccessibleName(tr("%1, menu").arg(definition_->title));
    subject_->setText(view_->subject());
    setAccessibleName(
        view_->subject().isEmpty() ? definition_->title
                                   : definition_->title + QStringLiteral(", ") + view_->subject()
    );
}

void Pane::refreshState() {
    const ViewState& state = view_->state();
    const bool failed = state.kind == ViewState::Kind::failed;
    badge_->setVisible(state.kind != ViewState::Kind::fresh && !(state.text.isEmpty() && !failed));
    badge_->setKind(badgeKind(state.kind));
    badge_->setText(failed && state.text.isEmpty() ? tr("error") : state.text);
    badge_->setToolTip(failed && state.error ? QString::fromStdString(state.error->what) : QString());
}

bool Pane::tableShown() const {
    return twin_->isChecked();
}
void Pane::showTable(bool shown) {
    twin_->setChecked(shown);
}

void Pane::refreshTable() {
    if (!view_) return;
    if (!twin_->isChecked()) {
        pages_->setCurrentWidget(view_);
        return;
    }
    QAbstractItemModel* model = view_->table();
    if (table_->model() != model) {
        table_->setModel(model);
        table_->resizeColumnsToContents();
    }
    const bool focus = view_->isAncestorOf(QApplication::focusWidget()) || view_->hasFocus();
    pages_->setCurrentWidget(model ? static_cast<QWidget*>(table_) : noTable_);
    if (model && focus) table_->setFocus();
}

void Pane::setMaximised(bool maximised) {
    maximise_->setIcon(
        icon(maximised ? QStringLiteral("arrows-angle-contract") : QStringLiteral("arrows-angle-expand"))
    );
    const QString name = maximised ? tr("Back to all panes") : tr("Maximise");
    maximise_->setToolTip(name);
    maximise_->setAccessibleName(name);
}
void Pane::setClosable(bool closable) {
    closable_ = closable;
}

void Pane::setGroup(int group) {
    link_->setGroup(group);
}
int Pane::group() const {
    return link_->group();
}
void Pane::setGroupable(bool groupable) {
    groupable_ = groupable;
    link_->setVisible(groupable);
    if (groupable && !lesser_.contains(link_)) lesser_.prepend(link_);
}

void Pane::fillMenu() {
    menu_->clear();
    if (!view_) return;
    const auto own = view_->viewActions();
    if (!own.isEmpty()) {
        menu_->addActions(own);
        menu_->addSeparator();
    }
    auto* others = menu_->addMenu(tr("Show instead"));
    std::vector<const ViewDef*> all(allViews().begin(), allViews().end());
    std::ranges::stable_sort(all, {}, &ViewDef::group);
    QString group;
    for (const ViewDef* each : all) {
        if (each == definition_) continue;
        if (each->group != group) others->addSection(groupTitle(group = each->group));
        connect(others->addAction(icon(each->icon), each->title), &QAction::triggered, this, [this, each] {
            emit viewChosen(each->id);
        });
    }
    others->setEnabled(!others->isEmpty());
    menu_->addSeparator();
    if (groupable_) link_->fill(*menu_->addMenu(icon(QStringLiteral("link-45deg")), tr("Follow")));
    menu_->addAction(twin_);
    menu_->addAction(pin_);
    connect(
        menu_->addAction(icon(QStringLiteral("box-arrow-up")), tr("Export…")),
        &QAction::triggered,
        this,
        &Pane::exportRequested
    );
    if (const QString line = view_->commandLine(); !line.isEmpty())
        connect(
            menu_->addAction(icon(QStringLiteral("terminal")), tr("Copy as command line")),
            &QAction::triggered,
            this,
            [this, line] {
                QApplication::clipboard()->setText(line);
                emit commandLineCopied(line);
            }
        );
    menu_->addSeparator();
    for (const auto& [text, orientation] :
         {std::pair(tr("Split to the right"), Qt::Horizontal), std::pair(tr("Split below"), Qt::Vertical)})
        connect(menu_->addAction(text), &QAction::triggered, this, [this, o = orientation] {
            emit splitRequested(o);
        });
    connect(menu_->addAction(maximise_->toolTip()), &QAction::triggered, this, &Pane::maximiseRequested);
    if (closable_)
        connect(menu_->addAction(tr("Close pane")), &QAction::triggered, this, &Pane::closeRequested);
}

void Pane::paintEvent(QPaintEvent* event) {
    Card::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(QRect(1, header_->geometry().bottom() + 1, width() - 2, 1), color(Token::hair));
}
void Pane::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    for (QToolButton* button : lesser_)
        button->setVisible(width() >= Theme::get().scaled(320));
}
void Pane::mousePressEvent(QMouseEvent* event) {
    emit activated();
    Card::mousePressEvent(event);
}
void Pane::mouseDoubleClickEvent(QMouseEvent* event) {
    if (header_->geometry().contains(event->position().toPoint())) emit maximiseRequested();
}

} // namespace rarebit::views
