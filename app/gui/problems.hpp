// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that went wrong and is not repaired: errors of files, projects and failed points, with what,
// where and fix.
#pragma once

#include "engine/core/result.hpp"

#include <QAbstractTableModel>
#include <QString>
#include <QVector>
#include <QWidget>

class QTableView;
class QVBoxLayout;

namespace rarebit::views {
class ErrorCard;
}

namespace rarebit::gui {

struct Problem {
    enum class Level : uint8_t { error, warning } level = Level::error;
    Error error;
    QString place; // what a double-click goes to: path of an asset or key of a result; may be empty
};

class Problems : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { what, where, columns };
    using QAbstractTableModel::QAbstractTableModel;

    /// The same problem at the same place is listed once.
    void add(const Problem& problem);
    /// Those of a place are solved.
    void solve(const QString& place);
    void clear();
    const Problem& problem(int row) const { return problems_[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<Problem> problems_;
};

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(Problems& problems, QWidget* parent = nullptr);

signals:
    void goTo(const QString& place);

private:
    void showCurrent();
    Problems& problems_;
    QTableView* table_;
    QVBoxLayout* detail_;
    views::ErrorCard* card_ = nullptr; // of the current row
};

} // namespace rarebit::gui
