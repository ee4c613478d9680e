// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for sound: outlines, spectrograms and the residual under one time axis; either side can be heard;
// the numbers of each channel.
#pragma once

#include "views/compare/pane.hpp"
#include "views/compare/sound_feed.hpp"
#include "views/compare/sound_lanes.hpp"
#include "views/core/states.hpp"

#include <QAbstractTableModel>
#include <QTimer>

class QLabel;
class QTableView;
class QToolButton;

namespace rarebit::views {

class ColorBar;
class SegmentedControl;

/// Signal-to-noise ratio, largest error and peaks of each channel, of a region beside the whole.
class SoundTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { channel, snr, largest, peakA, peakB, clipped, whole, columns };
    using QAbstractTableModel::QAbstractTableModel;
    /// region empty: the numbers are those of the whole.
    void show(const std::vector<ChannelSums>& all, const std::vector<ChannelSums>& region);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ChannelSums> here_, whole_; // the first of all channels together
};

/// How loud each channel is just now: mean and peak, in decibels of full scale.
class LevelMeter : public QWidget {
    Q_OBJECT
public:
    explicit LevelMeter(QWidget* parent = nullptr);
    void setLevels(const std::vector<float>& peaks, const std::vector<float>& means);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<float> peaks_, means_;
};

class AudioPane : public ComparePane {
    Q_OBJECT
public:
    AudioPane(ViewContext& context, QWidget* parent);

    void show(const CompareInput& input) override;
    void clear() override;
    void regionChanged() override;
    QStringList modes() const override;
    QWidget* tools() override { return tools_; }
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return table_.rowCount() > 0 ? &table_ : nullptr; }
    QString commandLine() const override;

    const SoundLanes& lanes() const { return *lanes_; }
    /// The whole as far as it was walked through; null: nothing yet.
    const std::shared_ptr<const SoundScan>& scan() const { return scan_; }
    /// Windows of largest error, first frame and length.
    struct Spot {
        int64_t begin, frames;
    };
    const std::vector<Spot>& spots() const { return spots_; }

protected:
    void modeSet() override;

private:
    void makeTransport();
    void scanned(Result<std::shared_ptr<const SoundScan>> scan);
    void findSpots();
    void loadDetail();
    void detailArrived();
    void updateTime();
    void updateScale();
    void togglePlay();
    void hearOther();

    CompareInput input_;
    SoundFormat format_;
    std::shared_ptr<const SoundScan> scan_, regionScan_;
    std::vector<Spot> spots_;
    int spot_ = -1;
    int64_t hover_ = -1;
    SoundScanner scanner_, regionScanner_;
    SoundTable table_;
    SoundPlayer player_;
    SoundFeed feed_;
    Ticket detailA_, detailB_, detailWork_;
    std::shared_ptr<const Payload> rawA_, rawB_;
    int64_t detailFirst_ = 0;
    QTimer detailTimer_;

    StateStack* states_;
    SoundLanes* lanes_;
    ColorBar* scale_;
    QWidget *tools_, *transport_;
    QToolButton *play_, *fit_;
    SegmentedControl* hear_;
    QLabel *time_, *obstacle_;
    LevelMeter* meter_;
    QTableView* view_;
};

} // namespace rarebit::views
