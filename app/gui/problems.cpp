// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/problems.hpp"

#include "views/core/icons.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"
#include "views/core/theme.hpp"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace rarebit::gui {

void Problems::add(const Problem& problem) {
    for (const auto& known : problems_)
        if (known.place == problem.place && known.error.what == problem.error.what &&
            known.error.where == problem.error.where)
            return;
    const int row = int(problems_.size());
    beginInsertRows({}, row, row);
    problems_.push_back(problem);
    endInsertRows();
}

void Problems::solve(const QString& place) {
    for (int row = int(problems_.size()) - 1; row >= 0; --row) {
        if (problems_[row].place != place) continue;
        beginRemoveRows({}, row, row);
        problems_.remove(row);
        endRemoveRows();
    }
}

void Problems::clear() {
    beginResetModel();
    problems_.clear();
    endResetModel();
}

int Problems::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(problems_.size());
}
int Problems::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant Problems::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Problem& problem = problems_[index.row()];
    if (role == Qt::DisplayRole)
        return QString::fromStdString(index.column() == what ? problem.error.what : problem.error.where);
    if (role == Qt::ToolTipRole) return views::errorText(problem.error);
    if (role == Qt::FontRole && index.column() == where) return views::font(views::Text::number);
    if (role == Qt::DecorationRole && index.column() == what)
        return problem.level == Problem::Level::error
                   ? views::icon(QStringLiteral("x-circle-fill"), views::Token::bad)
                   : views::icon(QStringLiteral("exclamation-triangle-fill"), views::Token::warn);
    return {};
}

QVariant Problems::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == what ? tr("Problem") : tr("Where");
}

ProblemsPanel::ProblemsPanel(Problems& problems, QWidget* parent)
    : QWidget(parent), problems_(problems), table_(new QTableView), detail_(new QVBoxLayout) {
    table_->setObjectName(QStringLiteral("problems"));
    table_->setAccessibleName(tr("Problems"));
    table_->setModel(&problems);
    views::dressTable(table_, [this] {
        const auto index = table_->currentIndex();
        return index.isValid() ? views::errorText(problems_.problem(index.row()).error) : QString();
    });
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->horizontalHeader()->setSectionResizeMode(Problems::what, QHeaderView::Stretch);
    table_->setColumnWidth(Problems::where, 360);
    auto* copy = new QAction(views::icon(QStringLiteral("clipboard")), tr("Copy"), table_);
    connect(copy, &QAction::triggered, this, [this] {
        if (const auto index = table_->currentIndex(); index.isValid())
            QApplication::clipboard()->setText(views::errorText(problems_.problem(index.row()).error));
    });
    table_->addAction(copy);
    auto* clear = new QAction(views::icon(QStringLiteral("x-lg")), tr("Clear all"), table_);
    connect(clear, &QAction::triggered, &problems, &Problems::clear);
    table_->addAction(clear);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const auto& place = problems_.problem(index.row()).place; !place.isEmpty()) emit goTo(place);
    });

    auto* empty = new views::EmptyState(
        QStringLiteral("check-circle"),
        tr("No problems"),
        tr("Files that cannot be read, failed runs and damaged project lines are listed here."),
        this
    );
    auto* filled = new QWidget;
    auto* column = new QVBoxLayout(filled);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(table_, 1);
    column->addLayout(detail_);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty);
    stack->addWidget(filled);
    const auto choose = [this, stack] {
        stack->setCurrentIndex(problems_.rowCount() > 0 ? 1 : 0);
        showCurrent();
    };
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&problems, signal, this, choose);
    connect(&problems, &QAbstractItemModel::modelReset, this, choose);
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { showCurrent(); });
    choose();
}

void ProblemsPanel::showCurrent() {
    delete std::exchange(card_, nullptr);
    const auto index = table_->currentIndex();
    if (!index.isValid() || index.row() >= problems_.rowCount()) return;
    card_ = new views::ErrorCard(problems_.problem(index.row()).error);
    detail_->addWidget(card_);
}

} // namespace rarebit::gui
