// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/command_log.hpp"

#include "views/core/icons.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"
#include "views/core/theme.hpp"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QMessageBox>
#include <QSaveFile>
#include <QStackedLayout>
#include <QTableView>

namespace rarebit::gui {

int CommandLog::add(const QString& commandLine, const QString& how) {
    const int row = int(entries_.size());
    beginInsertRows({}, row, row);
    entries_.push_back({QDateTime::currentDateTime(), commandLine, how});
    endInsertRows();
    return row;
}

void CommandLog::setOutcome(int entry, const QString& how) {
    if (entry < 0 || entry >= entries_.size()) return;
    entries_[entry].outcome = how;
    const QModelIndex cell = index(entry, outcome);
    emit dataChanged(cell, cell);
}

QString CommandLog::script(const QList<int>& rows) const {
    QString out = QStringLiteral("#!/usr/bin/env bash\nset -euo pipefail\n");
    if (rows.isEmpty()) {
        for (const auto& entry : entries_)
            out += entry.line + QLatin1Char('\n');
        return out;
    }
    for (const int row : rows)
        out += entries_[row].line + QLatin1Char('\n');
    return out;
}

int CommandLog::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(entries_.size());
}
int CommandLog::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant CommandLog::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Entry& entry = entries_[index.row()];
    if (role == Qt::FontRole && index.column() != outcome) return views::font(views::Text::number);
    if (role == Qt::ToolTipRole && index.column() == line) return entry.line;
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case when:
        return entry.when.toString(QStringLiteral("HH:mm:ss"));
    case line:
        return entry.line;
    default:
        return entry.outcome;
    }
}

QVariant CommandLog::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == when ? tr("Time") : section == line ? tr("Command line") : tr("Outcome");
}

CommandLogPanel::CommandLogPanel(CommandLog& log, QWidget* parent)
    : QWidget(parent), log_(log), table_(new QTableView) {
    table_->setObjectName(QStringLiteral("commandLog"));
    table_->setAccessibleName(tr("Command log"));
    table_->setModel(&log);
    views::dressTable(table_, [this] { return chosenLines(); });
    table_->setFrameShape(QFrame::NoFrame);
    table_->horizontalHeader()->setSectionResizeMode(CommandLog::line, QHeaderView::Stretch);
    table_->setColumnWidth(CommandLog::when, 84);
    table_->setColumnWidth(CommandLog::outcome, 240);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto action = [this](const QString& text, const QString& icon, auto run) {
        auto* made = new QAction(views::icon(icon), text, table_);
        connect(made, &QAction::triggered, this, run);
        table_->addAction(made);
    };
    action(tr("Copy"), QStringLiteral("clipboard"), [this] {
        QApplication::clipboard()->setText(chosenLines());
    });
    action(tr("Run again"), QStringLiteral("play-fill"), [this] {
        for (const int row : selectedRows())
            emit runRequested(log_.commandLine(row));
    });
    action(tr("Save as script…"), QStringLiteral("download"), [this] { saveScript(); });

    auto* empty = new views::EmptyState(
        QStringLiteral("terminal"),
        tr("No command yet"),
        tr("Each run, sweep and export appears here as a command line that gives the same result."),
        this
    );
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty);
    stack->addWidget(table_);
    const auto choose = [this, stack] { stack->setCurrentIndex(log_.rowCount() > 0 ? 1 : 0); };
    connect(&log, &CommandLog::rowsInserted, this, [this, choose] {
        choose();
        table_->scrollToBottom();
    });
    choose();
}

QList<int> CommandLogPanel::selectedRows() const {
    QList<int> rows;
    for (const auto& index : table_->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::ranges::sort(rows);
    return rows;
}

QString CommandLogPanel::chosenLines() const {
    QStringList lines;
    for (const int row : selectedRows())
        lines.push_back(log_.commandLine(row));
    return lines.join(QLatin1Char('\n'));
}

void CommandLogPanel::saveScript() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save as script"), QStringLiteral("rarebit.sh"), tr("Shell scripts (*.sh)")
    );
    if (path.isEmpty()) return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(log_.script(selectedRows()).toUtf8()) < 0 ||
        !file.commit())
        QMessageBox::warning(
            this, tr("Save as script"), tr("%1 could not be written: %2").arg(path, file.errorString())
        );
}

} // namespace rarebit::gui
