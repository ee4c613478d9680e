// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/pair_follower.hpp"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace rarebit::views {

PairFollower::PairFollower(ViewContext& context, QWidget* view)
    : QObject(view), context_(context), view_(view), cache_(PictureCache::of(context.previews)) {
    view->installEventFilter(this);
    connect(&context.hub, &Hub::slotsChanged, this, &PairFollower::update);
    connect(&context.hub, &Hub::assetChanged, this, &PairFollower::update);
    connect(&context.hub, &Hub::regionChanged, this, &PairFollower::updateRegion);
    update();
}

bool PairFollower::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::Show) update();
    return QObject::eventFilter(watched, event);
}

bool PairFollower::isPicture() const {
    const PartItem* part = input_.partItem();
    return part && part->isPicture();
}

QRect PairFollower::region() const {
    const HubState& state = context_.hub.state();
    const Region& region = state.region;
    const bool here = pair_ && input_.asset && state.asset == input_.asset->path && !region.empty() &&
                      region.frame == frame_;
    if (!here) return {};
    return QRect(
               static_cast<int>(region.column),
               static_cast<int>(region.row),
               static_cast<int>(region.columns),
               static_cast<int>(region.rows)
    )
        .intersected(QRect(QPoint(), pair_->a->display.size()));
}

void PairFollower::chooseRegion(const QRect& area) {
    context_.hub.setRegion(
        area.isNull() ? Region{frame_, 0, 0, 0, 0}
                      : Region{frame_, area.y(), area.x(), area.height(), area.width()}
    );
}

void PairFollower::setPaused(bool paused) {
    paused_ = paused;
    update();
}

void PairFollower::updateRegion() {
    if (paused_) return;
    if (context_.hub.state().region.frame != frame_ && frameCount(input_) > 1)
        update();
    else
        emit regionChanged();
}

void PairFollower::update() {
    if ((paused_ && pair_) || !view_->isVisible()) return;
    input_ = compareInput(context_);
    const int64_t last = frameCount(input_) - 1;
    frame_ = std::clamp<int64_t>(context_.hub.state().region.frame, 0, last);
    error_.reset();
    if (!applies()) {
        pair_ = nullptr;
        waiting_ = false;
        ticket_.reset();
        emit changed();
        return;
    }
    PictureSource a = pictureSource(input_, input_.sides[0].source, frame_);
    PictureSource b = pictureSource(input_, input_.sides[1].source, frame_);
    if (a == a_ && b == b_ && (pair_ || waiting_)) return emit changed(); // labels may differ
    a_ = std::move(a);
    b_ = std::move(b);
    waiting_ = true;
    ticket_ = cache_.compare(
        a_,
        b_,
        pictureSource(input_, input_.original, frame_),
        blockSideFor(input_),
        [this](Result<PairPtr> pair) {
            waiting_ = false;
            pair_ = pair ? *pair : nullptr;
            if (!pair) error_ = pair.error();
            emit changed();
        }
    );
    emit changed();
}

void PairFollower::explain(StateStack& states) const {
    const QString iconName = QStringLiteral("image");
    if (error_)
        states.showError(*error_);
    else if (!isPicture())
        states.showEmpty(iconName, tr("No picture is chosen"), tr("Choose a picture or a clip in Assets."));
    else if (!applies())
        states.showEmpty(
            iconName,
            tr("Slot B is empty"),
            tr("Open a point of the chart: its reconstruction stands in slot B.")
        );
    else
        states.showBusy(tr("decoding and comparing"));
}

ViewState PairFollower::state() const {
    if (error_) return {.kind = ViewState::Kind::failed, .text = tr("error"), .error = error_};
    if (waiting_) return {.kind = ViewState::Kind::busy, .text = tr("comparing"), .error = {}};
    return {};
}

QString areaText(const QRect& area) {
    return PairFollower::tr("%1 × %2 at %3, %4")
        .arg(area.width())
        .arg(area.height())
        .arg(area.x())
        .arg(area.y());
}

} // namespace rarebit::views
