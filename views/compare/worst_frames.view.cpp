// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of a clip by quality, lowest first.
#include "views/compare/clip_series.hpp"
#include "views/compare/pair_follower.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr size_t mostFrames = 500;

class WorstFrames : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { frame, time, kbit, psnr, columns };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const ClipSeries* series, double rate) {
        beginResetModel();
        frames_.clear();
        quality_.clear();
        bits_.clear();
        rate_ = rate > 0 ? rate : 25;
        if (series) {
            quality_ = series->quality();
            bits_ = series->bits();
            for (size_t i = 0; i < quality_.size(); ++i)
                if (!std::isnan(quality_[i])) frames_.push_back(static_cast<int>(i));
            const auto kept = std::min(frames_.size(), mostFrames);
            const auto order = [this](int i) { return std::pair(quality_[static_cast<size_t>(i)], i); };
            std::ranges::partial_sort(frames_, frames_.begin() + static_cast<ptrdiff_t>(kept), {}, order);
            frames_.resize(kept);
        }
        endResetModel();
    }
    int frameOf(int row) const { return frames_[static_cast<size_t>(row)]; }
    int rowOf(int64_t wanted) const {
        const auto found = std::ranges::find(frames_, wanted);
        return found == frames_.end() ? -1 : static_cast<int>(found - frames_.begin());
    }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(frames_.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
        if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
        const auto at = static_cast<size_t>(frameOf(index.row()));
        const double value = index.column() == frame  ? static_cast<double>(at)
                             : index.column() == time ? static_cast<double>(at) / rate_
                             : index.column() == psnr ? quality_[at]
                             : at < bits_.size()      ? bits_[at] / 1000
                                                      : std::nan("");
        if (role == Qt::EditRole) return value;
        return index.column() == time ? tr("%1 s").arg(value, 0, 'f', 2) : number(value);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal) return {};
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
        if (role != Qt::DisplayRole) return {};
        const QString titles[] = {tr("Frame"), tr("Time"), tr("kbit"), tr("PSNR, dB")};
        return titles[section];
    }

private:
    std::vector<int> frames_;
    std::vector<double> quality_, bits_;
    double rate_ = 25;
};

class WorstFramesView : public View {
    Q_OBJECT
public:
    WorstFramesView(ViewContext& context, QWidget* parent) : View(context, parent), table_(new QTableView) {
        setObjectName(QStringLiteral("worstFramesView"));
        table_->setModel(&model_);
        dressTable(table_);
        table_->setAccessibleName(tr("Frames by quality, lowest first"));
        table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        states_ = new StateStack(table_, BusyState::Shape::rows, this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(states_);
        connect(
            table_->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            [this](const QModelIndex& index) {
                if (!index.isValid() || following_) return;
                Region region = context_.hub.state().region;
                region.frame = model_.frameOf(index.row());
                context_.hub.setRegion(region);
            }
        );
        connect(&context.hub, &Hub::slotsChanged, this, &WorstFramesView::refresh);
        connect(&context.hub, &Hub::assetChanged, this, &WorstFramesView::refresh);
        connect(&context.hub, &Hub::regionChanged, this, &WorstFramesView::follow);
        refresh();
    }

    QAbstractItemModel* table() override { return series_ ? &model_ : nullptr; }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) refresh();
    }

protected:
    void showEvent(QShowEvent* event) override {
        View::showEvent(event);
        refresh();
    }

private:
    void refresh() {
        if ((pinned() && series_) || !isVisible()) return; // what nobody sees is not computed
        const CompareInput input = compareInput(context_);
        const PartItem* part = input.partItem();
        const bool clip = part && part->role == QStringLiteral("video.plane");
        if (series_) series_->disconnect(this);
        series_ = clip && input.other() ? ClipSeries::of(context_.previews, input, *input.other()) : nullptr;
        rate_ = clip ? input.asset->meta.at("fps").asDouble(25) : 25;
        const QString iconName = QStringLiteral("film");
        if (!clip)
            states_->showEmpty(iconName, tr("No clip is chosen"), tr("Choose a video in Assets."));
        else if (!series_)
            states_->showEmpty(
                iconName,
                tr("Slot B is empty"),
                tr("Open a point of the chart: its reconstruction stands in slot B.")
            );
        setSubject(series_ ? tr("by PSNR of luma") : QString());
        setState({});
        if (!series_) return model_.show(nullptr, rate_);
        connect(series_.get(), &ClipSeries::changed, this, &WorstFramesView::showSeries);
        showSeries();
    }

    void showSeries() {
        if (const auto& error = series_->error()) {
            states_->showError(*error);
            return setState({.kind = ViewState::Kind::failed, .text = tr("error"), .error = error});
        }
        const double share = series_->share();
        if (share == 0) return states_->showBusy(tr("decoding and comparing"));
        following_ = true;
        model_.show(series_.get(), rate_);
        following_ = false;
        states_->showContent();
        const auto frames = static_cast<double>(series_->quality().size());
        setState(
            share >= 1 ? ViewState{}
                       : ViewState{
                             .kind = ViewState::Kind::filling,
                             .text = tr("%1 of %2").arg(std::lround(share * frames)).arg(std::lround(frames)),
                             .error = {}}
        );
        follow();
    }

    void follow() {
        const int row = model_.rowOf(context_.hub.state().region.frame);
        following_ = true;
        if (row >= 0)
            table_->selectRow(row);
        else
            table_->clearSelection();
        following_ = false;
    }

    std::shared_ptr<ClipSeries> series_;
    WorstFrames model_;
    QTableView* table_;
    StateStack* states_;
    double rate_ = 25;
    bool following_ = false;
};

} // namespace

const ViewDef& worst_frames() {
    static const ViewDef definition{
        QStringLiteral("worst_frames"),
        WorstFramesView::tr("Worst frames"),
        QStringLiteral("film"),
        QStringLiteral("compare"),
        [](ViewContext& context, QWidget* parent) -> View* { return new WorstFramesView(context, parent); }};
    return definition;
}

} // namespace rarebit::views

#include "worst_frames.view.moc"
