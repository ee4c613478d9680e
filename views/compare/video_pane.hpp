// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for video: pictures frame by frame, and the time of the clip below them.
#pragma once

#include "views/compare/clip_series.hpp"
#include "views/compare/picture_pane.hpp"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <map>

class QSpinBox;

namespace rarebit::views {

class ElidedLabel;
class Timeline;

/// Time, quality and size of each frame.
class FrameTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { frame, time, quality, kbit, columns };
    using QAbstractTableModel::QAbstractTableModel;
    void show(double rate, std::vector<double> values, std::vector<double> bits);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    double rate_ = 25;
    std::vector<double> quality_, bits_;
};

class VideoPane : public PicturePane {
    Q_OBJECT
public:
    VideoPane(ViewContext& context, QWidget* parent);

    void show(const CompareInput& input) override;
    void clear() override;
    void regionChanged() override;
    /// N: the next frame in order of quality, lowest first.
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return table_.rowCount() > 0 ? &table_ : nullptr; }
    Json settings() const override;
    void restore(const Json& settings) override;

    const Timeline& timeline() const { return *timeline_; }
    /// Shows the frame and tells the linked views.
    void seek(int64_t frame);
    /// Times of the clip's own speed; negative: backwards; 0: paused.
    void play(double speed);
    double speed() const { return speed_; }

protected:
    int64_t offset(const CompareSide& side) const override;
    bool wantsNumbers() const override;
    QString subjectText() const override;
    void picturesArrived() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTransport();
    void shuttle(int direction);
    void advance();
    void prefetch();
    void followSeries();
    void showSeries();
    void loadThumbnail(size_t index);
    void updateTime();
    void tellFrame();

    Timeline* timeline_;
    QWidget* transport_;
    QToolButton *playButton_, *loopButton_;
    ElidedLabel* time_;
    QWidget* keys_;
    QSpinBox* offset_;
    ElidedLabel* offsetName_;
    std::map<int, int> offsets_; // by slot
    FrameTable table_;
    std::shared_ptr<ClipSeries> series_; // null: nothing to compare, or shifted
    PictureSource filmOf_;
    Ticket thumbnail_;
    std::vector<Ticket> ahead_;
    std::vector<QImage> film_;
    double rate_ = 25, speed_ = 0;
    int64_t frames_ = 1;
    QTimer tick_;
    QElapsedTimer clock_; // since playing began, at startFrame_
    int64_t startFrame_ = 0;
    int spot_ = -1;
    bool telling_ = false;
};

} // namespace rarebit::views
