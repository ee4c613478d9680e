// SPDX-License-Identifier: GPL-3.0-or-later
// The error of the hub's region, channel by channel beside that of the whole, and how its errors are spread.
#include "views/compare/pair_follower.hpp"
#include "views/compare/region_table.hpp"
#include "views/core/plot.hpp"
#include "views/core/rows.hpp"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

class RegionStatisticsView : public View {
    Q_OBJECT
public:
    RegionStatisticsView(ViewContext& context, QWidget* parent)
        : View(context, parent), follower_(context, this) {
        setObjectName(QStringLiteral("regionStatisticsView"));
        auto* page = new QWidget;
        auto* row = new QHBoxLayout(page);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        auto* left = new QVBoxLayout;
        left->setContentsMargins(0, 0, 0, 8);
        table_ = new QTableView(page);
        table_->setObjectName(QStringLiteral("regionTable"));
        table_->setModel(&model_);
        dressTable(table_);
        table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
        table_->horizontalHeader()->setSectionResizeMode(RegionTable::channel, QHeaderView::Stretch);
        table_->setAccessibleName(tr("Error of the region by channel"));
        left->addWidget(table_, 1);
        auto* note =
            makeLabel(tr("Picture and numbers come from one computation."), Text::small, Token::text2, page);
        note->setContentsMargins(12, 0, 12, 0);
        note->setWordWrap(true);
        left->addWidget(note);
        row->addLayout(left, 3);
        plot_ = new Plot(page);
        plot_->setAccessibleName(tr("Distribution of errors in the region"));
        row->addWidget(plot_, 2);
        states_ = new StateStack(page, BusyState::Shape::rows, this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(states_);
        connect(&follower_, &PairFollower::changed, this, &RegionStatisticsView::refresh);
        connect(&follower_, &PairFollower::regionChanged, this, &RegionStatisticsView::refresh);
        refresh();
    }

    QAbstractItemModel* table() override { return follower_.pair() ? &model_ : nullptr; }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        follower_.setPaused(pinned);
    }
    Status exportFigure(const QString& path) override {
        if (path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) return View::exportFigure(path);
        return plot_->figure()
                   ? renderFigure(*plot_->figure(), path, {520, 320})
                   : Status(badInput("nothing is shown yet", path.toStdString(), "wait for the numbers"));
    }

private:
    void refresh() {
        setState(follower_.state());
        const PairPtr& pair = follower_.pair();
        ticket_.reset();
        if (!pair) {
            setSubject({});
            return follower_.explain(*states_);
        }
        const QRect area = follower_.region();
        const QRect measured = area.isNull() ? QRect(QPoint(), pair->a->display.size()) : area;
        setSubject(
            !area.isNull()                      ? areaText(area)
            : frameCount(follower_.input()) > 1 ? tr("the whole of frame %1").arg(follower_.frame())
                                                : tr("the whole picture")
        );
        // Twelve megapixels take a tenth of a second.
        ticket_ = follower_.cache().run(
            [pair, measured] { return measureRegion(pair->a->raster, pair->b->raster, measured); },
            [this, pair, area](RegionError region) {
                QStringList names;
                for (const auto& plane : pair->a->raster.planes)
                    names.push_back(plane.name);
                model_.show(names, pair->error, area.isNull() ? std::nullopt : std::optional(region));
                table_->setColumnHidden(RegionTable::whole, area.isNull());
                showHistogram(region.histogram, pair->a->raster);
                states_->showContent();
            }
        );
    }

    void showHistogram(const ErrorHistogram& histogram, const Raster& raster) {
        auto figure = std::make_shared<Figure>();
        figure->title = tr("Errors of %1").arg(subject());
        figure->x = {
            .name = tr("Error %1 − A").arg(follower_.otherLetter()),
            .unit = raster.largest > 0 ? tr("levels") : QString()};
        figure->y = {.name = tr("Samples"), .unit = {}, .scale = AxisScale::log};
        figure->legend = Legend::none;
        Series bins{.name = {}, .mark = Mark::bins, .style = 1, .x = {}, .y = {}};
        const auto count = histogram.counts.size();
        for (size_t i = 0; i <= count; ++i)
            bins.x.push_back(
                histogram.low +
                (histogram.high - histogram.low) * static_cast<double>(i) / static_cast<double>(count)
            );
        for (const int64_t samples : histogram.counts)
            bins.y.push_back(static_cast<double>(samples));
        figure->series.push_back(std::move(bins));
        figure->references.push_back({.label = {}, .x = 0});
        plot_->setFigure(std::move(figure));
    }

    PairFollower follower_;
    RegionTable model_;
    QTableView* table_;
    Plot* plot_;
    StateStack* states_;
    Ticket ticket_;
};

} // namespace

const ViewDef& region_statistics() {
    static const ViewDef definition{
        QStringLiteral("region_statistics"),
        RegionStatisticsView::tr("Region statistics"),
        QStringLiteral("bounding-box"),
        QStringLiteral("compare"),
        [](ViewContext& context, QWidget* parent) -> View* {
            return new RegionStatisticsView(context, parent);
        },
        [](const AssetItem& asset) { return asset.hasPictures(); }};
    return definition;
}

} // namespace rarebit::views

#include "region_statistics.view.moc"
