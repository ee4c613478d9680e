// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/blind_stage.hpp"

#include "views/compare/audio_pane.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/time_axis.hpp"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int framesAhead = 2;

} // namespace

PictureStage::PictureStage(ViewContext& context, QWidget* parent)
    : BlindStage(context, parent), cache_(PictureCache::of(context.previews)), canvas_(new ImageCanvas) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(canvas_);
    canvas_->setAccessibleName(tr("What is judged"));
    setFocusProxy(canvas_);
    connect(&tick_, &QTimer::timeout, this, &PictureStage::advance);
}

void PictureStage::start(const CompareInput& input, const QVector<Source>& sides) {
    stop();
    input_ = input;
    sides_ = sides;
    frames_ = frameCount(input_);
    rate_ = input_.asset->meta.at("fps").asDouble(25);
    frame_ = std::clamp<int64_t>(context_.hub.state().region.frame, 0, frames_ - 1);
    told_ = false;
    load();
}

void PictureStage::stop() {
    tick_.stop();
    tickets_.clear();
    ahead_.clear();
    pictures_.clear();
    canvas_->setPictures({}, {});
}

// All sides of one frame; they change places on the screen together.
void PictureStage::load() {
    const auto count = static_cast<size_t>(sides_.size());
    pictures_.assign(count, nullptr);
    tickets_.clear();
    tickets_.resize(count);
    const auto original = pictureSource(input_, input_.original, frame_);
    for (size_t i = 0; i < count; ++i)
        tickets_[i] = cache_.load(
            pictureSource(input_, sides_[static_cast<int>(i)], frame_),
            original,
            [this, i](Result<PicturePtr> picture) {
                if (!picture) {
                    tick_.stop();
                    return emit failed(picture.error());
                }
                pictures_[i] = *picture;
                if (std::ranges::any_of(pictures_, [](const PicturePtr& one) { return !one; })) return;
                QVector<CanvasPicture> shown;
                for (const auto& one : pictures_)
                    shown.push_back({std::shared_ptr<const MipImage>(one, &one->display), {}, {}, {}});
                canvas_->setPictures(shown, pictures_.front()->display.size());
                if (!std::exchange(told_, true)) emit ready();
            }
        );
}

void PictureStage::present(int side) {
    canvas_->setShown(side);
}

void PictureStage::togglePlay() {
    if (!moves()) return;
    startFrame_ = frame_;
    clock_.start();
    if (tick_.isActive())
        tick_.stop();
    else
        tick_.start(std::max(4, static_cast<int>(500 / rate_)));
    emit playingChanged();
}

// The frame that the clock asks for, once the one before is there: slow decoders lose frames, not time.
void PictureStage::advance() {
    if (std::ranges::any_of(pictures_, [](const PicturePtr& one) { return !one; })) return;
    const double seconds = static_cast<double>(clock_.elapsed()) / 1000;
    const auto next = (startFrame_ + static_cast<int64_t>(seconds * rate_)) % frames_;
    if (next == frame_) return;
    frame_ = next;
    load();
    ahead_.clear();
    for (int i = 1; i <= framesAhead; ++i)
        for (const auto& side : sides_) {
            const int64_t then = (frame_ + i) % frames_;
            ahead_.push_back(cache_.load(
                pictureSource(input_, side, then),
                pictureSource(input_, input_.original, then),
                [](Result<PicturePtr>) {} // kept by the cache
            ));
        }
}

SoundStage::SoundStage(ViewContext& context, QWidget* parent)
    : BlindStage(context, parent), feed_(context.previews, player_, this),
      time_(makeLabel({}, Text::heading, Token::text, this)), meter_(new LevelMeter(this)) {
    auto* column = new QVBoxLayout(this);
    column->addStretch(1);
    column->addWidget(time_, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(meter_, 0, Qt::AlignHCenter);
    column->addStretch(1);
    setFocusPolicy(Qt::StrongFocus);
    connect(&player_, &SoundPlayer::moved, this, [this](const auto& peaks, const auto& means) {
        meter_->setLevels(peaks, means);
        tell();
        if (player_.heard() < end_) return;
        player_.pause();
        player_.queue().seek(begin_);
        feed_.restart();
        player_.play();
    });
    connect(&player_, &SoundPlayer::stateChanged, this, [this] {
        tell();
        emit playingChanged();
    });
}

void SoundStage::start(const CompareInput& input, const QVector<Source>& sides) {
    stop();
    format_ = soundFormat(*input.asset, *input.partItem());
    const Region& region = context_.hub.state().region;
    const bool part = !region.empty() && region.row < format_.frames;
    begin_ = part ? region.row : 0;
    end_ = part ? std::min<int64_t>(format_.frames, region.row + region.rows) : format_.frames;
    player_.setSound(format_.channels, format_.rate, format_.frames);
    player_.queue().seek(begin_);
    feed_.setSides(sides[0], sides[1], format_);
    tell();
    // Pieces are fetched while it plays.
    QMetaObject::invokeMethod(this, &BlindStage::ready, Qt::QueuedConnection);
}

void SoundStage::stop() {
    player_.pause();
    feed_.stop();
}

void SoundStage::present(int side) {
    player_.queue().choose(side);
}

void SoundStage::togglePlay() {
    if (player_.playing()) return player_.pause();
    const int64_t at = player_.heard();
    player_.queue().seek(at >= begin_ && at < end_ ? at : begin_);
    feed_.restart();
    player_.play();
}

void SoundStage::tell() {
    const auto seconds = [this](int64_t frames) {
        return timeText(static_cast<double>(std::max<int64_t>(0, frames)) / format_.rate);
    };
    time_->setText(tr("%1 of %2").arg(seconds(player_.heard() - begin_), seconds(end_ - begin_)));
}

BlindStage* createBlindStage(ViewContext& context, const CompareInput& input, QWidget* parent) {
    const PartItem* part = input.partItem();
    if (!part) return nullptr;
    if (part->isPicture()) return new PictureStage(context, parent);
    if (input.asset->kind == QStringLiteral("audio")) return new SoundStage(context, parent);
    return nullptr;
}

} // namespace rarebit::views
