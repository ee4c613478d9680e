// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for tensors: A, B and the error as maps with one colour scale and one window, numbers where it is
// zoomed in; vectors as lines; figures of a region; the largest errors; the parts of a model, worst first.
#pragma once

#include "views/compare/sides_pane.hpp"
#include "views/compare/tensor_data.hpp"

#include <QAbstractTableModel>

class QBoxLayout;
class QComboBox;
class QFrame;
class QSpinBox;
class QTableView;
class QToolButton;

namespace rarebit::views {

class MapCanvas;
class PartList;
class Plot;

/// Mean, deviation, ends, RMS of A, B and the error.
class FiguresTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setFigures(const std::optional<PairFigures>& figures, bool pair);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<PairFigures> figures_;
    bool pair_ = false;
};

/// The largest errors.
class SpotsTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setSpots(const QVector<TensorSpot>& spots);
    const TensorSpot& spot(int row) const { return spots_[row]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<TensorSpot> spots_;
};

class TensorPane : public SidesPane {
    Q_OBJECT
public:
    enum Mode { all, onlyA, onlyB, onlyError };
    TensorPane(ViewContext& context, QWidget* parent);

    QStringList modes() const override;
    void regionChanged() override;
    void nextSpot(int step) override;
    QAbstractItemModel* table() override;
    Json settings() const override;
    void restore(const Json& settings) override;

    TensorData& data() { return *data_; }
    MapCanvas& canvas(TensorSide side) { return *maps_[static_cast<size_t>(side)].canvas; }
    PartList& parts() { return *parts_; }

protected:
    void sidesChanged() override;
    void forget() override;
    void modeSet() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Map {
        QWidget* box = nullptr;
        SideHeader* header = nullptr;
        MapCanvas* canvas = nullptr;
    };
    void makeMaps(QWidget* parent);
    QWidget* makeSide();
    void makeTools();
    void arrange();
    void dataChanged();
    void showLayers();
    void showColors();
    void showLines();
    void showFigures();
    void showSlice();
    void windowMoved(MapCanvas* from);
    void regionChosen(const Region& region);
    void goTo(qint64 row, qint64 column);
    void setSelection(const Region& region);
    QStringList describe(TensorSide side, qint64 row, qint64 column, float value) const;
    qint64 frameRow() const { return slice_ * data_->plane().rowsPerFrame; }
    bool vector() const { return data_->plane().vector; }

    TensorData* data_;
    std::array<Map, 3> maps_;
    Plot* lines_;
    QWidget *mapRow_, *side_;
    QFrame *partsLine_, *sideLine_;
    QBoxLayout *split_, *sideBoxes_;
    FiguresTable* figures_;
    SpotsTable* spots_;
    QTableView *figuresView_, *spotsView_;
    QLabel *figuresTitle_, *spotsTitle_;
    PartList* parts_;
    StatusLine* status_;
    QSpinBox* sliceField_;
    QComboBox *range_, *errorScale_;
    QToolButton *partsButton_, *sideButton_;
    qint64 slice_ = 0;
    int spot_ = -1;
    bool moving_ = false;
};

} // namespace rarebit::views
