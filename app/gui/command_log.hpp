// SPDX-License-Identifier: GPL-3.0-or-later
// What was done, as command lines that give the same: each can be copied, run again, or saved as a script.
#pragma once

#include <QAbstractTableModel>
#include <QDateTime>
#include <QString>
#include <QVector>
#include <QWidget>

class QTableView;

namespace rarebit::gui {

class CommandLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { when, line, outcome, columns };
    using QAbstractTableModel::QAbstractTableModel;

    /// Notes a command; the number names it for setOutcome.
    int add(const QString& commandLine, const QString& outcome = {});
    void setOutcome(int entry, const QString& outcome);
    const QString& commandLine(int row) const { return entries_[row].line; }
    /// A shell script of all entries, or of the given rows.
    QString script(const QList<int>& rows = {}) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry {
        QDateTime when;
        QString line, outcome;
    };
    QVector<Entry> entries_;
};

class CommandLogPanel : public QWidget {
    Q_OBJECT
public:
    CommandLogPanel(CommandLog& log, QWidget* parent = nullptr);

signals:
    void runRequested(const QString& commandLine);

private:
    QList<int> selectedRows() const;
    QString chosenLines() const;
    void saveScript();
    CommandLog& log_;
    QTableView* table_;
};

} // namespace rarebit::gui
