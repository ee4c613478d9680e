// SPDX-License-Identifier: GPL-3.0-or-later
// The axes of a sweep as a table: the methods, then every parameter that takes several values.
#pragma once

#include "app/gui/study.hpp"

#include <QAbstractTableModel>

namespace rarebit::gui {

class AxesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { parameter, spread, values, points, columns };
    struct Axis {
        int method = -1; // -1: the list of methods
        ParamItem param{};
        bool operator==(const Axis& other) const {
            return method == other.method && param.name == other.param.name;
        }
    };

    explicit AxesModel(const Study& study, QObject* parent = nullptr);
    const Axis& axis(int row) const { return axes_[row]; }
    int rowOf(int method, const QString& param) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void follow();
    QVariant text(const Axis& axis, int column) const;
    bool searched(const Axis& axis) const;

    const Study& study_;
    QVector<Axis> axes_;
};

} // namespace rarebit::gui
