// SPDX-License-Identifier: GPL-3.0-or-later
// Bjontegaard deltas of the curves of a chart, folded away below it until somebody wants them.
#pragma once

#include "engine/core/bd_table.hpp"
#include "views/core/view.hpp"

#include <QAbstractTableModel>

class QComboBox;
class QLabel;
class QTableView;
class QToolButton;

namespace rarebit::views {

class ElidedLabel;

/// Every curve against the anchor, asset by asset, then their means.
class BdModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { asset, method, rate, quality, overlap, points, remarks, columns };
    using QAbstractTableModel::QAbstractTableModel;

    void show(BdTable table, const BdAxes& axes, const QString& metric);
    void clear() { show({}, {}, {}); }
    const BdTable& deltas() const { return table_; }
    /// The curve of a row.
    QString curve(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        QString asset, method;
        BdDelta delta;
        bool significant = false, fits = true; // fits: overlap and points mean something
        QString remarks{};
    };
    BdTable table_;
    BdAxes axes_;
    QString metric_; // column
    std::vector<Line> lines_;
};

QString bdWarningText(const BdWarning& warning);

class BdPanel : public QWidget {
    Q_OBJECT
public:
    explicit BdPanel(ViewContext& context, QWidget* parent = nullptr);

    struct Question {
        QString assetHash, assetName; // empty: all assets
        QString rate, metric;         // columns
        bool logQuality = false;
    };
    /// What the chart shows now; nothing is computed while the panel is folded.
    void ask(const Question& question);
    bool isOpen() const;
    void setOpen(bool open);
    /// The most room that the panel takes.
    void setRoom(int height);
    QString commandLine() const;
    const BdModel& model() const { return model_; }

    Json settings() const;
    void restore(const Json& json);

signals:
    void openChanged(bool open);

private:
    void refresh();
    void reverse();
    void tell(const QString& why); // why there are no deltas
    void setTold(bool deltas);
    void fitTable();
    ViewContext& context_;
    Question question_;
    BdModel model_;
    QString anchor_; // as chosen; empty: the usual one
    int room_ = 400;
    QToolButton *fold_, *reverse_, *copy_;
    QWidget* body_;
    QComboBox *anchors_, *fits_;
    QTableView* table_;
    QLabel* why_;
    ElidedLabel* foot_;
};

} // namespace rarebit::views
