// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shortcut_page.hpp"

#include "views/core/controls.hpp"
#include "views/core/rows.hpp"

#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace rarebit::gui {

using views::Text;
using views::Token;

namespace {

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

QString menuOf(const QAction* action) {
    for (const QObject* place : action->associatedObjects())
        if (const auto* menu = qobject_cast<const QMenu*>(place)) return plain(menu->title());
    return {};
}

// Keys of the views: they would never hear a letter or a digit that a command has.
bool belongsToViews(const QKeySequence& keys) {
    const QKeyCombination first = keys[0];
    return !(first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
           (first.key() < Qt::Key_F1 || first.key() > Qt::Key_F35);
}

} // namespace

ShortcutModel::ShortcutModel(Actions& actions, QObject* parent)
    : QAbstractTableModel(parent), actions_(actions) {
    connect(&actions, &Actions::shortcutsChanged, this, [this] {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    });
}

int ShortcutModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(actions_.all().size());
}
int ShortcutModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const {
    const QAction* one = action(index.row());
    const auto& spec = actions_.spec(one);
    const bool own = one->shortcut() != spec.shortcut;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == command ? plain(spec.text)
               : index.column() == menu  ? menuOf(one)
                                         : one->shortcut().toString(QKeySequence::NativeText);
    case Qt::ToolTipRole:
        return index.column() == keys && own
                   ? tr("Your own; by default: %1")
                         .arg(
                             spec.shortcut.isEmpty() ? tr("none")
                                                     : spec.shortcut.toString(QKeySequence::NativeText)
                         )
                   : spec.tip;
    case views::inkRole:
        return int(
            index.column() == menu          ? Token::text2
            : own && index.column() == keys ? Token::accent
                                            : Token::text
        );
    case Qt::UserRole:
        return one->objectName();
    default:
        return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == command ? tr("Command") : section == menu ? tr("Menu") : tr("Keys");
}

ShortcutPage::ShortcutPage(Actions& actions, QWidget* parent)
    : QWidget(parent), actions_(actions), model_(actions), filter_(new QSortFilterProxyModel(this)),
      field_(new views::SearchField(tr("Filter: a command or its keys"), QStringLiteral("funnel"))),
      table_(new QTableView), title_(views::makeLabel({}, Text::strong, Token::text)),
      note_(views::makeLabel({}, Text::small, Token::text2)), edit_(new QKeySequenceEdit),
      take_(new QPushButton(tr("Take over"))), clear_(new QPushButton(tr("No keys"))),
      reset_(new QPushButton(tr("Reset"))), resetAll_(new QPushButton(tr("Reset all"))) {
    setObjectName(QStringLiteral("shortcutPage"));
    filter_->setSourceModel(&model_);
    filter_->setFilterKeyColumn(-1);
    filter_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    field_->setObjectName(QStringLiteral("shortcutFilter"));
    field_->setAccessibleName(tr("Filter of the commands"));
    connect(field_, &QLineEdit::textChanged, this, [this](const QString& text) {
        filter_->setFilterFixedString(text);
    });
    table_->setObjectName(QStringLiteral("shortcuts"));
    table_->setAccessibleName(tr("Commands and their keys"));
    table_->setModel(filter_);
    views::dressTable(table_);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->horizontalHeader()->setSectionResizeMode(ShortcutModel::command, QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(ShortcutModel::menu, QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(ShortcutModel::keys, QHeaderView::ResizeToContents);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { follow(); });
    connect(table_, &QTableView::activated, this, [this] { edit_->setFocus(Qt::TabFocusReason); });

    edit_->setObjectName(QStringLiteral("shortcutEdit"));
    edit_->setAccessibleName(tr("Keys: press them to record them"));
    edit_->installEventFilter(this);
    connect(edit_, &QKeySequenceEdit::editingFinished, this, [this] { assign(edit_->keySequence()); });
    note_->setObjectName(QStringLiteral("shortcutNote"));
    note_->setWordWrap(true);
    views::setLook(take_, views::ButtonLook::primary);
    take_->setObjectName(QStringLiteral("shortcutTakeOver"));
    clear_->setObjectName(QStringLiteral("shortcutClear"));
    reset_->setObjectName(QStringLiteral("shortcutReset"));
    resetAll_->setObjectName(QStringLiteral("shortcutResetAll"));
    connect(take_, &QPushButton::clicked, this, &ShortcutPage::takeOver);
    connect(clear_, &QPushButton::clicked, this, [this] { assign({}); });
    connect(reset_, &QPushButton::clicked, this, [this] {
        assign(actions_.spec(actions_.find(current())).shortcut);
    });
    connect(resetAll_, &QPushButton::clicked, this, [this] {
        actions_.resetShortcuts();
        follow();
        say(tr("All keys are as they were at first."), false);
    });
    connect(&actions_, &Actions::shortcutsChanged, this, &ShortcutPage::follow);

    for (QPushButton* button : {take_, clear_, reset_, resetAll_})
        button->setAutoDefault(false); // Enter belongs to the fields
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->addWidget(field_, 1);
    bar->setSpacing(8);
    bar->addWidget(resetAll_);
    auto* keysRow = new QHBoxLayout;
    keysRow->setSpacing(8);
    keysRow->addWidget(edit_, 1);
    for (QPushButton* button : {take_, clear_, reset_})
        keysRow->addWidget(button);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(6);
    foot->addWidget(title_);
    foot->addLayout(keysRow);
    foot->addWidget(note_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(table_, 1);
    column->addLayout(foot);
    table_->selectRow(0);
    follow();
}

QString ShortcutPage::current() const {
    return table_->currentIndex().data(Qt::UserRole).toString();
}

int ShortcutPage::filter(const QString& text) {
    field_->setText(text);
    return filter_->rowCount();
}

void ShortcutPage::choose(const QString& id) {
    for (int row = 0; row < filter_->rowCount(); ++row)
        if (filter_->index(row, 0).data(Qt::UserRole).toString() == id) table_->selectRow(row);
}

void ShortcutPage::say(const QString& text, bool bad) {
    views::dress(note_, Text::small, bad ? Token::bad : Token::text2);
    note_->setText(text);
}

// What stands below the table speaks of the chosen command.
void ShortcutPage::follow() {
    const QAction* action = actions_.find(current());
    for (QWidget* widget : QList<QWidget*>{edit_, clear_, reset_})
        widget->setEnabled(action != nullptr);
    take_->hide();
    wanted_ = {};
    const QSignalBlocker blocker(edit_);
    edit_->setKeySequence(action ? action->shortcut() : QKeySequence());
    if (!action) {
        title_->setText(tr("Choose a command"));
        return say({}, false);
    }
    const auto& spec = actions_.spec(action);
    title_->setText(plain(spec.text));
    clear_->setEnabled(!action->shortcut().isEmpty());
    reset_->setEnabled(action->shortcut() != spec.shortcut);
    say(tr("Click the field and press the keys; they take effect at once."), false);
}

void ShortcutPage::assign(const QKeySequence& keys) {
    const QString id = current();
    const QAction* action = actions_.find(id);
    if (!action || keys == action->shortcut()) return follow();
    take_->hide();
    const QString text = keys.toString(QKeySequence::NativeText);
    if (!keys.isEmpty() && belongsToViews(keys))
        return say(
            tr("%1 belongs to the views. Use a function key, or Ctrl or Alt together with it.").arg(text),
            true
        );
    if (const QAction* other = actions_.conflict(id, keys)) {
        wanted_ = keys;
        take_->show();
        return say(
            tr("%1 belongs to “%2”. Take it over, and that command has no keys; or press others.")
                .arg(text, plain(actions_.spec(other).text)),
            true
        );
    }
    actions_.setShortcut(id, keys);
}

void ShortcutPage::takeOver() {
    const QKeySequence keys = wanted_;
    const QString id = current();
    while (const QAction* other = actions_.conflict(id, keys))
        actions_.setShortcut(other->objectName(), {});
    actions_.setShortcut(id, keys);
}

// Escape gives up, as everywhere; it is no key for a command.
bool ShortcutPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<QKeyEvent&>(*event);
        if (key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier) {
            event->accept();
            if (event->type() == QEvent::ShortcutOverride) return true;
            follow();
            table_->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rarebit::gui
