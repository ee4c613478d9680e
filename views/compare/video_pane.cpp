// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/video_pane.hpp"

#include "views/compare/time_axis.hpp"
#include "views/compare/timeline.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int framesAhead = 4;
constexpr double fastest = 8;
constexpr int thumbnailHeight = 72; // enough for twice the strip's height

} // namespace

ComparePane* createVideoPane(ViewContext& context, QWidget* parent) {
    return new VideoPane(context, parent);
}

void FrameTable::show(double rate, std::vector<double> values, std::vector<double> bits) {
    beginResetModel();
    rate_ = rate;
    quality_ = std::move(values);
    bits_ = std::move(bits);
    endResetModel();
}
int FrameTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(std::max(quality_.size(), bits_.size()));
}
int FrameTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}
QVariant FrameTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
    const auto at = static_cast<size_t>(index.row());
    const auto of = [at](const std::vector<double>& values) {
        return at < values.size() ? values[at] : std::nan("");
    };
    const double value = index.column() == frame     ? index.row()
                         : index.column() == time    ? index.row() / rate_
                         : index.column() == quality ? of(quality_)
                                                     : of(bits_) / 1000;
    if (role == Qt::EditRole) return value;
    return index.column() == time ? timeText(value) : number(value);
}
QVariant FrameTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Frame"), tr("Time"), tr("PSNR of luma, dB"), tr("Size, kbit")};
    return titles[section];
}

VideoPane::VideoPane(ViewContext& context, QWidget* parent)
    : PicturePane(context, parent), timeline_(new Timeline(this)) {
    setObjectName(QStringLiteral("videoPane"));
    makeTransport();
    column().addWidget(transport_);
    column().addWidget(timeline_);
    connect(timeline_, &Timeline::sought, this, [this](qint64 frame) {
        play(0);
        seek(frame);
    });
    tick_.setTimerType(Qt::PreciseTimer);
    connect(&tick_, &QTimer::timeout, this, &VideoPane::advance);
    auto* tools = static_cast<QHBoxLayout*>(toolRow().layout());
    offsetName_ = new ElidedLabel(Text::body, Token::text2, &toolRow());
    offset_ = new QSpinBox(&toolRow());
    offset_->setObjectName(QStringLiteral("frameOffset"));
    offset_->setAccessibleName(tr("Frames that the other side starts later"));
    offset_->setRange(-9999, 9999);
    offset_->setSuffix(tr(" frames"));
    setCompact(offset_);
    tools->insertWidget(0, offsetName_);
    tools->insertWidget(1, offset_);
    connect(offset_, &QSpinBox::valueChanged, this, [this](int frames) {
        if (!input().other()) return;
        offsets_[input().other()->slot] = frames;
        reload();
        followSeries();
    });
    addKey(Qt::Key_J, [this] { shuttle(-1); });
    addKey(Qt::Key_K, [this] { play(0); });
    addKey(Qt::Key_L, [this] { shuttle(1); });
    addKey(Qt::Key_Comma, [this] { seek(frame() - 1); });
    addKey(Qt::Key_Period, [this] { seek(frame() + 1); });
    addKey(Qt::Key_Home, [this] { seek(0); });
    addKey(Qt::Key_End, [this] { seek(frames_ - 1); });
}

void VideoPane::makeTransport() {
    transport_ = new QWidget(this);
    auto* row = new QHBoxLayout(transport_);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    const auto add = [&](const QString& iconName, const QString& tip, auto act) {
        QToolButton* button = iconButton(iconName, tip, transport_);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, act);
        return button;
    };
    add(QStringLiteral("skip-backward-fill"), tr("To the first frame (Home)"), [this] { seek(0); });
    add(QStringLiteral("skip-start-fill"), tr("One frame back (,)"), [this] { seek(frame() - 1); });
    playButton_ =
        add(QStringLiteral("play-fill"), tr("Play (L), pause (K)"), [this] { play(speed_ == 0 ? 1 : 0); });
    playButton_->setObjectName(QStringLiteral("play"));
    add(QStringLiteral("skip-end-fill"), tr("One frame on (.)"), [this] { seek(frame() + 1); });
    loopButton_ = add(QStringLiteral("repeat"), tr("Play again from the start"), [] {});
    loopButton_->setCheckable(true);
    time_ = new ElidedLabel(Text::number, Token::text2, transport_);
    time_->setObjectName(QStringLiteral("time"));
    row->addSpacing(8);
    row->addWidget(time_, 1);
    // A reminder that gives way in narrow panes.
    keys_ = new QWidget(transport_);
    keys_->setMinimumWidth(1);
    auto* keys = new QHBoxLayout(keys_);
    keys->setContentsMargins(0, 0, 0, 0);
    for (const char* key : {"J", "K", "L"}) {
        auto* badge = new Badge(QString::fromLatin1(key), BadgeKind::neutral, {}, keys_);
        badge->setShape(Badge::Shape::key);
        keys->addWidget(badge);
    }
    keys->addWidget(makeLabel(tr("shuttle"), Text::small, Token::text2, keys_));
    row->addWidget(keys_);
    row->addSpacing(8);
    add(QStringLiteral("chevron-left"), tr("To the worse frame before in the list (Shift+N)"), [this] {
        nextSpot(-1);
    });
    row->addWidget(makeLabel(tr("Worst"), Text::body, Token::text, transport_));
    add(QStringLiteral("chevron-right"), tr("To the next frame, lowest quality first (N)"), [this] {
        nextSpot(1);
    });
}

void VideoPane::show(const CompareInput& next) {
    const bool otherAsset = !input().asset || next.asset->path != input().asset->path;
    if (otherAsset) {
        play(0);
        offsets_.clear();
        spot_ = -1;
        ahead_.clear();
    }
    rate_ = next.asset->meta.at("fps").asDouble(25);
    if (frames_ != frameCount(next) || otherAsset) {
        frames_ = frameCount(next);
        timeline_->setClip(frames_, rate_);
    }
    PicturePane::show(next);
    const CompareSide* other = next.other();
    offset_->setVisible(other != nullptr);
    offsetName_->setVisible(other != nullptr);
    if (other) {
        offsetName_->setText(tr("%1 later").arg(other->letter()));
        offset_->setToolTip(tr("How many frames %1 starts later than A").arg(other->letter()));
        const QSignalBlocker quiet(offset_);
        offset_->setValue(offsets_[other->slot]);
    }
    followSeries();
    updateTime();
    const PictureSource film = pictureSource(next, next.original, 0);
    if (!(film == std::exchange(filmOf_, film))) {
        film_.clear();
        thumbnail_.reset();
    }
}

void VideoPane::clear() {
    play(0);
    series_.reset();
    thumbnail_.reset();
    ahead_.clear();
    filmOf_ = {};
    film_.clear();
    frames_ = 1;
    timeline_->setClip(1, 25);
    table_.show(25, {}, {});
    PicturePane::clear();
}

QString VideoPane::subjectText() const {
    const PartItem* part = input().partItem();
    if (!part || part->shape.size() < 3) return input().asset->name;
    // The size of the clip is that of its largest plane.
    qint64 tall = 0, wide = 0;
    for (const auto& plane : input().asset->parts)
        if (plane.group == part->group && plane.shape.size() == 3) {
            tall = std::max(tall, plane.shape[1]);
            wide = std::max(wide, plane.shape[2]);
        }
    return tr("%1, %2 × %3, %4 frames per second")
        .arg(input().asset->name)
        .arg(wide)
        .arg(tall)
        .arg(number(input().asset->meta.at("fps").asDouble(25)));
}

int64_t VideoPane::offset(const CompareSide& side) const {
    const auto found = offsets_.find(side.slot);
    return found == offsets_.end() ? 0 : -found->second;
}

// While frames fly past, only what is on the screen is computed.
bool VideoPane::wantsNumbers() const {
    return speed_ == 0 || mode() == difference || mode() == signedError || mode() == heatMap;
}

void VideoPane::seek(int64_t frame) {
    frame = std::clamp<int64_t>(frame, 0, frames_ - 1);
    setFrame(frame);
    timeline_->setFrame(frame);
    updateTime();
    if (speed_ == 0) tellFrame();
}

void VideoPane::tellFrame() {
    Region region = context_.hub.state().region;
    region.frame = frame();
    telling_ = true;
    context_.hub.setRegion(region);
    telling_ = false;
}

void VideoPane::regionChanged() {
    const Region& region = context_.hub.state().region;
    if (!telling_ && speed_ == 0 && region.frame != frame() && region.frame < frames_) {
        setFrame(region.frame);
        timeline_->setFrame(region.frame);
        updateTime();
    }
    PicturePane::regionChanged();
}

void VideoPane::play(double speed) {
    if (speed == speed_) return;
    const bool paused = speed == 0;
    speed_ = speed;
    startFrame_ = frame();
    clock_.start();
    playButton_->setIcon(icon(paused ? QStringLiteral("play-fill") : QStringLiteral("pause-fill")));
    if (paused) {
        tick_.stop();
        ahead_.clear();
        reload(); // with its numbers
        tellFrame();
    } else {
        if (frame() == frames_ - 1 && speed > 0) seek(0), startFrame_ = 0;
        tick_.start(std::max(4, static_cast<int>(500 / rate_)));
    }
    updateTime();
}

// J and L: each press doubles the speed; the other direction first stops.
void VideoPane::shuttle(int direction) {
    const bool opposite = speed_ * direction < 0;
    play(opposite ? 0 : speed_ == 0 ? direction : std::clamp(2 * speed_, -fastest, fastest));
}

// The frame that the clock asks for, once the one before is on the screen: slow decoders lose frames, not
// time.
void VideoPane::advance() {
    if (!frameReady()) return;
    const double seconds = static_cast<double>(clock_.elapsed()) / 1000;
    auto next = startFrame_ + static_cast<int64_t>(seconds * rate_ * speed_);
    if (next < 0 || next >= frames_) {
        if (!loopButton_->isChecked()) {
            seek(next < 0 ? 0 : frames_ - 1);
            return play(0);
        }
        next = next < 0 ? frames_ - 1 : 0;
        startFrame_ = next;
        clock_.restart();
    }
    if (next != frame()) seek(next);
}

void VideoPane::picturesArrived() {
    if (speed_ != 0) return prefetch();
    // The strip of small frames comes last, one at a time.
    if (film_.empty() && frames_ > 1 && !canvas().content().isEmpty()) {
        film_.resize(static_cast<size_t>(timeline_->thumbnailsWanted(canvas().content())));
        timeline_->setThumbnails(film_);
        loadThumbnail(0);
    }
}

// The pictures keep at least half of the room.
void VideoPane::resizeEvent(QResizeEvent* event) {
    timeline_->setMaximumHeight(std::max(timeline_->minimumSizeHint().height(), height() * 9 / 20));
    keys_->setVisible(width() >= Theme::get().scaled(760));
    PicturePane::resizeEvent(event);
}

void VideoPane::prefetch() {
    ahead_.clear();
    const int direction = speed_ < 0 ? -1 : 1;
    for (int i = 1; i <= framesAhead; ++i) {
        const int64_t next = frame() + direction * i;
        if (next < 0 || next >= frames_) return;
        for (const auto& side : input().sides)
            ahead_.push_back(cache().load(
                pictureSource(input(), side.source, std::clamp<int64_t>(next + offset(side), 0, frames_ - 1)),
                pictureSource(input(), input().original, next),
                [](Result<PicturePtr>) {} // kept by the cache
            ));
    }
}

void VideoPane::loadThumbnail(size_t index) {
    if (index >= film_.size()) return thumbnail_.reset();
    const auto at = static_cast<int64_t>(
        (static_cast<double>(index) + 0.5) / static_cast<double>(film_.size()) * static_cast<double>(frames_)
    );
    const PictureSource source = pictureSource(input(), input().original, at);
    thumbnail_ = cache().load(source, source, [this, index](Result<PicturePtr> picture) {
        if (!picture) return;
        const MipImage& display = (*picture)->display;
        const auto level =
            static_cast<size_t>(display.levelFor(double(thumbnailHeight) / display.size().height()));
        film_[index] = display.levels[level].scaledToHeight(thumbnailHeight, Qt::SmoothTransformation);
        timeline_->setThumbnails(film_);
        QTimer::singleShot(0, this, [this, index] { loadThumbnail(index + 1); });
    });
}

void VideoPane::followSeries() {
    const CompareSide* other = input().other();
    // Shifted clips have no common frames that a worker could pair.
    const auto wanted =
        other && offset(*other) == 0 ? ClipSeries::of(context_.previews, input(), *other) : nullptr;
    if (wanted == series_ && wanted) return;
    if (series_) series_->disconnect(this);
    series_ = wanted;
    spot_ = -1;
    if (series_) connect(series_.get(), &ClipSeries::changed, this, &VideoPane::showSeries);
    showSeries();
}

void VideoPane::showSeries() {
    const bool any = series_ && series_->share() > 0;
    const bool whole = any && series_->share() >= 1;
    const QString unit =
        whole || !any ? tr("dB")
                      : tr("dB, %1 % of the frames so far").arg(static_cast<int>(100 * series_->share()));
    timeline_->setQuality(any ? series_->quality() : std::vector<double>(), tr("PSNR of luma"), unit);
    timeline_->setBits(series_ ? series_->bits() : std::vector<double>());
    table_.show(
        rate_,
        any ? series_->quality() : std::vector<double>(),
        series_ ? series_->bits() : std::vector<double>()
    );
    updateTime();
}

void VideoPane::nextSpot(int step) {
    const auto& worst = timeline_->worst();
    if (worst.empty()) return;
    spot_ = std::clamp(spot_ + step, 0, static_cast<int>(worst.size()) - 1);
    play(0);
    seek(worst[static_cast<size_t>(spot_)]);
}

void VideoPane::updateTime() {
    const QString state = speed_ == 0   ? tr("paused")
                          : speed_ == 1 ? tr("playing")
                                        : tr("playing %1×").arg(number(speed_));
    QString text =
        tr("%1 / %2, frame %3 of %4, %5")
            .arg(
                timeText(static_cast<double>(frame()) / rate_), timeText(static_cast<double>(frames_) / rate_)
            )
            .arg(frame())
            .arg(frames_)
            .arg(state);
    if (const double here = timeline_->qualityOf(frame()); !std::isnan(here))
        text += tr(", %1 dB").arg(number(here));
    time_->setText(text);
}

Json VideoPane::settings() const {
    Json all = PicturePane::settings();
    all["loop"] = loopButton_->isChecked();
    return all;
}
void VideoPane::restore(const Json& settings) {
    PicturePane::restore(settings);
    loopButton_->setChecked(settings.at("loop").asBool());
}

} // namespace rarebit::views
