// SPDX-License-Identifier: GPL-3.0-or-later
// Where the error of a picture or frame lies: the whole of it as a map, with the region of the hub.
#include "views/compare/color_bar.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/pair_follower.hpp"
#include "views/core/command_line.hpp"

#include <QAction>
#include <QActionGroup>
#include <QPainter>
#include <QVBoxLayout>

#include <array>

namespace rarebit::views {
namespace {

class ErrorMapView : public View {
    Q_OBJECT
public:
    ErrorMapView(ViewContext& context, QWidget* parent)
        : View(context, parent), follower_(context, this), canvas_(new ImageCanvas), bar_(new ColorBar) {
        setObjectName(QStringLiteral("errorMapView"));
        auto* page = new QWidget(this);
        states_ = new StateStack(page, BusyState::Shape::picture, this);
        auto* whole = new QVBoxLayout(this);
        whole->setContentsMargins(0, 0, 0, 0);
        whole->addWidget(states_);
        auto* column = new QVBoxLayout(page);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        canvas_->setNavigable(false);
        canvas_->setGround(Token::pane, 12);
        canvas_->setAccessibleName(tr("Error map"));
        column->addWidget(canvas_, 1);
        column->addWidget(bar_);
        makeActions();
        connect(canvas_, &ImageCanvas::regionChosen, &follower_, &PairFollower::chooseRegion);
        connect(canvas_, &ImageCanvas::clicked, this, [this](QPoint pixel) {
            // The block under the pointer, in the same grid as the worst spots.
            if (!follower_.pair()) return;
            const int side = follower_.pair()->error.blockSide;
            const QRect block(pixel.x() / side * side, pixel.y() / side * side, side, side);
            follower_.chooseRegion(block.intersected(QRect(QPoint(), canvas_->content())));
        });
        connect(&follower_, &PairFollower::changed, this, &ErrorMapView::refresh);
        connect(&follower_, &PairFollower::regionChanged, this, [this] {
            canvas_->setRegion(follower_.region());
        });
        connect(&Theme::get(), &Theme::changed, this, &ErrorMapView::refresh);
        refresh();
    }

    QAbstractItemModel* table() override { return nullptr; }
    QList<QAction*> viewActions() override { return measures_->actions(); }
    QString commandLine() const override {
        if (!follower_.applies()) return {};
        const Slot& b = follower_.input().sides[1].content;
        const QString recon = QStringLiteral("b.png");
        return runCommand(b, recon) +
               QStringLiteral("\nrarebit compare %1 %2 --heatmap error.png").arg(shellQuoted(b.asset), recon);
    }
    Json settings() const override { return Json::object({{"measure", static_cast<int>(measure())}}); }
    void restore(const Json& settings) override {
        const auto index = settings.at("measure").asInt(0);
        if (index >= 0 && index < measures_->actions().size()) measures_->actions().at(index)->trigger();
    }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        follower_.setPaused(pinned);
    }

private:
    ErrorMeasure measure() const {
        return static_cast<ErrorMeasure>(measures_->checkedAction()->data().toInt());
    }

    void makeActions() {
        measures_ = new QActionGroup(this);
        const std::array titles{tr("Squared error"), tr("Absolute error"), tr("Signed error"), tr("SSIM")};
        for (size_t i = 0; i < titles.size(); ++i) {
            auto* action = measures_->addAction(titles[i]);
            action->setCheckable(true);
            action->setData(static_cast<int>(i));
        }
        measures_->actions().front()->setChecked(true);
        connect(measures_, &QActionGroup::triggered, this, &ErrorMapView::refresh);
    }

    void refresh() {
        const PairPtr& pair = follower_.pair();
        setState(follower_.state());
        ticket_.reset();
        if (!pair) {
            follower_.explain(*states_);
            setSubject({});
            return;
        }
        const Raster& raster = pair->a->raster;
        const bool yuv = raster.colour == Raster::Colour::yuv;
        const QString of = yuv                                    ? tr("luma")
                           : raster.colourPlanes() == 1           ? tr("grey")
                           : raster.colour == Raster::Colour::rgb ? tr("mean of R, G, B")
                                                                  : tr("mean of channels");
        const QString title = measures_->checkedAction()->text();
        setSubject(tr("%1, %2").arg(title.toLower() == tr("ssim") ? title : title.toLower(), of));
        const QString unit = raster.largest == 0 || measure() == ErrorMeasure::ssim ? QString()
                             : measure() == ErrorMeasure::squared                   ? tr("levels²")
                                                                                    : tr("levels");
        ticket_ = follower_.cache().map(
            pair,
            follower_.a(),
            follower_.b(),
            {measure(), -1, Theme::get().dark()},
            [this, pair, title, unit](Result<MapPicture> map) {
                if (!map) {
                    states_->showError(map.error());
                    return setState(
                        {.kind = ViewState::Kind::failed, .text = tr("error"), .error = map.error()}
                    );
                }
                CanvasPicture picture;
                picture.image = map->image;
                canvas_->setPictures({picture}, map->image->size());
                canvas_->setRegion(follower_.region());
                const auto& worst = pair->error.worst;
                canvas_->setSpot(worst.empty() ? QPointF(-1, -1) : QRectF(worst.front().area).center());
                bar_->show(map->field, title, unit);
                states_->showContent();
            }
        );
    }

    PairFollower follower_;
    StateStack* states_ = nullptr;
    ImageCanvas* canvas_;
    ColorBar* bar_;
    QActionGroup* measures_ = nullptr;
    Ticket ticket_;
};

} // namespace

const ViewDef& error_map() {
    static const ViewDef definition{
        QStringLiteral("error_map"),
        ErrorMapView::tr("Error map"),
        QStringLiteral("thermometer-half"),
        QStringLiteral("maps"),
        [](ViewContext& context, QWidget* parent) -> View* { return new ErrorMapView(context, parent); },
        [](const AssetItem& asset) { return asset.hasPictures(); }};
    return definition;
}

} // namespace rarebit::views

#include "error_map.view.moc"
