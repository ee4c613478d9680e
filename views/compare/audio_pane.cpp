// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/audio_pane.hpp"

#include "views/compare/color_bar.hpp"
#include "views/compare/time_axis.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int overviewColumns = 1024;
constexpr int64_t mostDetail = 1 << 21; // frames in sight that are loaded as they are
constexpr double spotSeconds = 0.05;
constexpr size_t mostSpots = 50;
constexpr double meterLow = -60;

double decibelsOf(double amplitude) {
    return 20 * std::log10(amplitude); // -inf for silence
}

// Null where the data is no sound: the walk through the whole says why.
std::shared_ptr<const SoundLanes::Detail> detailOf(
    const Payload& a, const Payload* b, const SoundFormat& format, int64_t first, int size, int columns
) {
    auto piece = soundPiece(a, b, format, first);
    if (!piece) return nullptr;
    auto detail = std::make_shared<SoundLanes::Detail>();
    detail->piece = std::move(*piece);
    detail->outline = outlineOf(detail->piece, std::max<int64_t>(1, detail->piece.frames / (4 * columns)));
    const Spectrogram spectrogram = spectrogramOf(detail->piece, columns, size);
    for (int side = 0; side < soundSides; ++side)
        detail->spectra[static_cast<size_t>(side)] =
            spectrogramImage(spectrogram, static_cast<SoundSide>(side));
    return detail;
}

} // namespace

ComparePane* createAudioPane(ViewContext& context, QWidget* parent) {
    return new AudioPane(context, parent);
}

void SoundTable::show(const std::vector<ChannelSums>& all, const std::vector<ChannelSums>& region) {
    const auto withTotal = [](const std::vector<ChannelSums>& channels) {
        std::vector<ChannelSums> out(1);
        for (const auto& one : channels) {
            out.front().add(one);
            out.push_back(one);
        }
        return out;
    };
    beginResetModel();
    whole_ = all.empty() ? all : withTotal(all);
    here_ = region.empty() ? whole_ : withTotal(region);
    endResetModel();
}
int SoundTable::rowCount(const QModelIndex& parent) const {
    // One channel is all of them.
    return parent.isValid() ? 0 : static_cast<int>(whole_.size() == 2 ? 1 : whole_.size());
}
int SoundTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}
QVariant SoundTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (index.column() == channel ? Qt::AlignLeft : Qt::AlignRight)
        );
    if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
    const ChannelSums &here = here_[static_cast<size_t>(index.row())],
                      &all = whole_[static_cast<size_t>(index.row())];
    const auto value = [&]() -> double {
        switch (index.column()) {
        case snr:
            return here.snr();
        case largest:
            return decibelsOf(here.largestError);
        case peakA:
            return decibelsOf(here.peakA);
        case peakB:
            return decibelsOf(here.peakB);
        case clipped:
            return static_cast<double>(here.clippedB - here.clippedA);
        default:
            return all.snr();
        }
    };
    if (index.column() == channel) return index.row() == 0 ? tr("All") : tr("Channel %1").arg(index.row());
    if (role == Qt::EditRole) return value();
    return index.column() == clipped ? grouped(static_cast<int64_t>(value())) : number(value());
}
QVariant SoundTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == channel ? Qt::AlignLeft : Qt::AlignRight));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {
        tr("Channel"),
        tr("SNR, dB"),
        tr("Max error, dBFS"),
        tr("Peak A, dBFS"),
        tr("Peak B, dBFS"),
        tr("Clipped more"),
        tr("Whole SNR, dB")};
    return titles[section];
}

LevelMeter::LevelMeter(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("levelMeter"));
    setAccessibleName(tr("Level"));
    setToolTip(tr("Level of what is heard, in decibels of full scale: mean as a bar, peak as a line"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::get(), &Theme::changed, this, qOverload<>(&QWidget::update));
}
void LevelMeter::setLevels(const std::vector<float>& peaks, const std::vector<float>& means) {
    peaks_ = peaks;
    means_ = means;
    update();
}
QSize LevelMeter::sizeHint() const {
    return {160, Theme::get().scaled(26)};
}
void LevelMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int channels = std::clamp<int>(static_cast<int>(means_.size()), 1, 2);
    const auto x = [&](double level) {
        return (std::clamp(decibelsOf(level), meterLow, 0.0) - meterLow) / -meterLow * (width() - 1);
    };
    const int labels = 12, tall = (height() - labels) / channels;
    for (int channel = 0; channel < channels; ++channel) {
        const QRectF groove(0, channel * tall, width(), tall - 2);
        painter.fillRect(groove, color(Token::hair));
        if (channel >= static_cast<int>(means_.size())) continue;
        const auto at = static_cast<size_t>(channel);
        painter.fillRect(QRectF(0, groove.top(), x(means_[at]), groove.height()), color(Token::good));
        const bool full = peaks_[at] >= 0.999f;
        painter.fillRect(
            QRectF(x(peaks_[at]) - 1, groove.top(), 2, groove.height()),
            color(full ? Token::bad : Token::text)
        );
    }
    QFont small = views::font(Text::caption);
    small.setPixelSize(std::max(8, small.pixelSize() - 2));
    painter.setFont(small);
    painter.setPen(color(Token::text2));
    for (const double level : {-60.0, -40.0, -20.0, 0.0}) {
        const double at = (level - meterLow) / -meterLow * (width() - 1);
        const QRectF box(std::clamp(at - 15, 0.0, width() - 30.0), height() - labels, 30, labels);
        const auto side = level == 0 ? Qt::AlignRight : level == meterLow ? Qt::AlignLeft : Qt::AlignHCenter;
        painter.drawText(box, side | Qt::AlignVCenter, number(level));
    }
}

AudioPane::AudioPane(ViewContext& context, QWidget* parent)
    : ComparePane(context, parent), scanner_(context, this), regionScanner_(context, this),
      feed_(context.previews, player_, this), lanes_(new SoundLanes), scale_(new ColorBar),
      tools_(new QWidget(this)) {
    setObjectName(QStringLiteral("audioPane"));
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(lanes_, 1);
    column->addWidget(scale_);
    makeTransport();
    column->addWidget(transport_);
    view_ = new QTableView(page);
    view_->setObjectName(QStringLiteral("soundTable"));
    view_->setAccessibleName(tr("Numbers of each channel"));
    view_->setModel(&table_);
    dressTable(view_);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    column->addWidget(view_);
    states_ = new StateStack(page, BusyState::Shape::lines, this);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(states_);

    auto* row = new QHBoxLayout(tools_);
    row->setContentsMargins(0, 0, 0, 0);
    fit_ = new QToolButton(tools_);
    fit_->setText(tr("Fit"));
    fit_->setToolTip(tr("The whole sound (F)"));
    fit_->setAutoRaise(true);
    row->addWidget(fit_);
    const auto fitAll = [this] { lanes_->setView(0, static_cast<double>(format_.frames)); };
    connect(fit_, &QToolButton::clicked, this, fitAll);
    addKey(Qt::Key_F, fitAll);
    addKey(Qt::Key_Space, [this] { togglePlay(); });
    addKey(Qt::Key_L, [this] { player_.play(); });
    addKey(Qt::Key_K, [this] { player_.pause(); });
    addKey(Qt::Key_T, [this] { hearOther(); });

    detailTimer_.setSingleShot(true);
    detailTimer_.setInterval(60);
    connect(&detailTimer_, &QTimer::timeout, this, &AudioPane::loadDetail);
    connect(lanes_, &SoundLanes::viewChanged, this, [this] { detailTimer_.start(); });
    connect(lanes_, &SoundLanes::sought, this, [this](qint64 frame) {
        const bool playing = player_.playing();
        player_.pause();
        player_.queue().seek(frame);
        if (playing) player_.play();
        updateTime();
    });
    connect(lanes_, &SoundLanes::regionChosen, this, [this](qint64 begin, qint64 frames) {
        context_.hub.setRegion(frames > 0 ? Region{0, begin, 0, frames, format_.channels} : Region{});
    });
    connect(lanes_, &SoundLanes::hovered, this, [this](qint64 frame) {
        hover_ = frame;
        updateTime();
    });
    connect(&player_, &SoundPlayer::moved, this, [this](const auto& peaks, const auto& means) {
        meter_->setLevels(peaks, means);
        lanes_->setHead(player_.heard());
        updateTime();
    });
    connect(&player_, &SoundPlayer::stateChanged, this, [this] {
        play_->setIcon(icon(player_.playing() ? QStringLiteral("pause-fill") : QStringLiteral("play-fill")));
        if (!player_.playing()) meter_->setLevels({}, {});
        lanes_->setHead(player_.heard());
        updateTime();
    });
}

QStringList AudioPane::modes() const {
    return {tr("Waveform"), tr("Spectrogram"), tr("Both"), tr("Overlay")};
}

void AudioPane::makeTransport() {
    transport_ = new QWidget(this);
    auto* row = new QHBoxLayout(transport_);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    play_ = iconButton(QStringLiteral("play-fill"), tr("Play or pause (Space)"), transport_);
    play_->setObjectName(QStringLiteral("play"));
    row->addWidget(play_);
    connect(play_, &QToolButton::clicked, this, &AudioPane::togglePlay);
    row->addWidget(makeLabel(tr("Hear"), Text::body, Token::text2, transport_));
    hear_ = new SegmentedControl(transport_);
    hear_->setObjectName(QStringLiteral("hear"));
    setCompact(hear_);
    row->addWidget(hear_);
    connect(hear_, &SegmentedControl::currentChanged, this, [this](int side) {
        player_.queue().choose(side);
    });
    time_ = makeLabel({}, Text::number, Token::text2, transport_);
    row->addWidget(time_);
    row->addStretch(1);
    obstacle_ = makeLabel({}, Text::small, Token::warn, transport_);
    obstacle_->setObjectName(QStringLiteral("obstacle"));
    row->addWidget(obstacle_);
    meter_ = new LevelMeter(transport_);
    row->addWidget(meter_);
}

void AudioPane::show(const CompareInput& input) {
    const auto sourceOf = [](const CompareInput& of, int side) {
        return side < of.sides.size() ? of.sides[side].source : Source{};
    };
    const bool otherSound = !input_.asset || input_.original != input.original;
    const bool otherSides =
        otherSound || sourceOf(input, 0) != sourceOf(input_, 0) || sourceOf(input, 1) != sourceOf(input_, 1);
    input_ = input;
    const PartItem* part = input_.partItem();
    format_ = soundFormat(*input_.asset, *part);
    const QString channels = format_.channels == 1   ? tr("mono")
                             : format_.channels == 2 ? tr("stereo")
                                                     : tr("%1 channels").arg(format_.channels);
    setSubject(tr("%1, %2, %3 Hz, %4")
                   .arg(input_.asset->name, timeText(static_cast<double>(format_.frames) / format_.rate))
                   .arg(format_.rate)
                   .arg(channels));
    const auto text = [](const CompareSide& side) {
        QStringList facts{side.content.label};
        for (const QString& fact : {side.rate, side.quality})
            if (!fact.isEmpty()) facts.push_back(fact);
        return facts.join(QStringLiteral(", "));
    };
    const CompareSide &a = input_.sides[0], *b = input_.other();
    lanes_->setSides(a.letter(), text(a), b ? b->letter() : QString(), b ? text(*b) : QString());
    if (!otherSides) return;
    if (otherSound) lanes_->setSound(format_);
    scan_.reset();
    lanes_->setScan(nullptr);
    lanes_->setDetail(nullptr);
    spots_.clear();
    spot_ = -1;
    table_.show({}, {});
    const int64_t place = otherSound ? 0 : player_.heard();
    player_.setSound(format_.channels, format_.rate, format_.frames);
    player_.queue().seek(place);
    feed_.setSides(a.source, b ? b->source : a.source, format_);
    hear_->clear();
    hear_->addPart(a.letter(), {}, tr("Hear %1 (T changes)").arg(a.letter()));
    if (b) hear_->addPart(b->letter(), {}, tr("Hear %1 (T changes)").arg(b->letter()));
    hear_->setCurrent(std::min(player_.queue().side(), b ? 1 : 0));
    player_.queue().choose(hear_->current());
    obstacle_->setText(player_.obstacle());
    for (QWidget* control : {static_cast<QWidget*>(play_), static_cast<QWidget*>(hear_)})
        control->setEnabled(player_.obstacle().isEmpty());
    meter_->setVisible(player_.obstacle().isEmpty());
    updateTime();
    updateScale();
    if (format_.frames < 1) {
        states_->showEmpty(
            QStringLiteral("soundwave"), tr("This sound is empty"), tr("Choose another part.")
        );
        return setState({});
    }
    states_->showBusy(tr("decoding"));
    setState({.kind = ViewState::Kind::busy, .text = tr("decoding"), .error = {}});
    scanner_.start(
        a.source,
        b ? &b->source : nullptr,
        format_,
        {},
        overviewColumns,
        [this](Result<std::shared_ptr<const SoundScan>> scan) { scanned(std::move(scan)); }
    );
    detailTimer_.start();
    regionChanged();
}

void AudioPane::clear() {
    player_.pause();
    scanner_.stop();
    regionScanner_.stop();
    feed_.stop();
    for (Ticket* ticket : {&detailA_, &detailB_, &detailWork_})
        ticket->reset();
    input_ = {};
    scan_.reset();
    regionScan_.reset();
    table_.show({}, {});
    lanes_->setSound({});
    setState({});
}

void AudioPane::scanned(Result<std::shared_ptr<const SoundScan>> scan) {
    if (!scan) {
        states_->showError(scan.error());
        return setState({.kind = ViewState::Kind::failed, .text = tr("error"), .error = scan.error()});
    }
    scan_ = *scan;
    states_->showContent();
    lanes_->setScan(scan_);
    if (scan_->share < 1) {
        const auto percent = static_cast<int>(100 * scan_->share);
        return setState({.kind = ViewState::Kind::filling, .text = tr("%1 %").arg(percent), .error = {}});
    }
    setState({});
    findSpots();
    // Without another side there is no error to speak of.
    if (input_.other()) {
        table_.show(scan_->channels, regionScan_ ? regionScan_->channels : std::vector<ChannelSums>{});
        const int rows = std::min(4, table_.rowCount());
        view_->setFixedHeight(Theme::get().scaled(24) * (rows + 1) + 4);
    }
    view_->setVisible(table_.rowCount() > 0);
    view_->setColumnHidden(SoundTable::whole, !regionScan_);
}

// Windows of a twentieth of a second by the energy of the error, apart from each other.
void AudioPane::findSpots() {
    spots_.clear();
    spot_ = -1;
    const auto& energy = scan_->outline.energy[soundError];
    const int64_t each = scan_->outline.framesEach;
    const auto spans =
        std::max<size_t>(1, static_cast<size_t>(spotSeconds * format_.rate / static_cast<double>(each)));
    std::vector<std::pair<double, size_t>> windows; // energy, first span
    for (size_t first = 0; first + spans <= energy.size(); first += spans) {
        double sum = 0;
        for (size_t i = 0; i < spans; ++i)
            sum += energy[first + i];
        if (sum > 0) windows.emplace_back(sum, first);
    }
    std::ranges::stable_sort(windows, std::greater{}, &std::pair<double, size_t>::first);
    const auto length = static_cast<int64_t>(spans) * each;
    for (const auto& [sum, first] : windows) {
        const int64_t begin = static_cast<int64_t>(first) * each;
        const auto touches = [&](const Spot& spot) { return std::abs(spot.begin - begin) <= length; };
        if (std::ranges::none_of(spots_, touches))
            spots_.push_back({begin, std::min(length, format_.frames - begin)});
        if (spots_.size() == mostSpots) break;
    }
}

void AudioPane::nextSpot(int step) {
    if (spots_.empty()) return;
    spot_ = std::clamp(spot_ + step, 0, static_cast<int>(spots_.size()) - 1);
    const Spot& spot = spots_[static_cast<size_t>(spot_)];
    context_.hub.setRegion({0, spot.begin, 0, spot.frames, format_.channels});
}

void AudioPane::regionChanged() {
    const HubState& state = context_.hub.state();
    const Region& region = state.region;
    regionScan_.reset();
    regionScanner_.stop();
    const bool mine =
        input_.asset && state.asset == input_.asset->path && !region.empty() && region.row < format_.frames;
    if (!mine) {
        lanes_->setRegion(0, 0);
        if (scan_ && scan_->share >= 1 && input_.other()) table_.show(scan_->channels, {});
        view_->setColumnHidden(SoundTable::whole, true);
        return;
    }
    const int64_t frames = std::min(region.rows, format_.frames - region.row);
    lanes_->setRegion(region.row, frames);
    lanes_->reveal(region.row, frames);
    if (!input_.other()) return;
    regionScanner_.start(
        input_.sides[0].source,
        &input_.other()->source,
        format_,
        {region.row, region.row + frames},
        0,
        [this](Result<std::shared_ptr<const SoundScan>> scan) {
            if (!scan || (*scan)->share < 1) return;
            regionScan_ = *scan;
            if (!scan_ || scan_->share < 1) return;
            table_.show(scan_->channels, regionScan_->channels);
            view_->setColumnHidden(SoundTable::whole, false);
        }
    );
}

// What is in sight and a quarter more on each side, where it is short enough.
void AudioPane::loadDetail() {
    if (!input_.asset || lanes_->viewFrames() > mostDetail || format_.frames < 1)
        return lanes_->setDetail(nullptr);
    const double around = lanes_->viewFrames() / 4;
    const auto first = std::max<int64_t>(0, static_cast<int64_t>(lanes_->viewBegin() - around));
    const auto last = std::min<int64_t>(
        format_.frames, static_cast<int64_t>(std::ceil(lanes_->viewBegin() + lanes_->viewFrames() + around))
    );
    detailFirst_ = first;
    rawA_.reset();
    rawB_.reset();
    const auto take = [this](std::shared_ptr<const Payload>& place) {
        return [this, &place](Result<std::shared_ptr<const Payload>> payload) {
            if (!payload) return; // the walk through the whole says why
            place = *payload;
            if (rawA_ && (rawB_ || !input_.other())) detailArrived();
        };
    };
    detailA_ = context_.previews.load(input_.sides[0].source, {first, last}, take(rawA_));
    if (input_.other()) detailB_ = context_.previews.load(input_.other()->source, {first, last}, take(rawB_));
}

void AudioPane::detailArrived() {
    const double seconds = lanes_->viewFrames() / format_.rate;
    // Short pieces show when, long ones which frequency.
    const int size = seconds > 8 ? 2048 : seconds > 0.5 ? 1024 : seconds > 0.1 ? 512 : 256;
    const int columns = lanes_->lanesWidth() * 3 / 2;
    detailWork_ = PictureCache::of(context_.previews)
                      .run(
                          [a = rawA_, b = rawB_, format = format_, first = detailFirst_, size, columns] {
                              return detailOf(*a, b.get(), format, first, size, columns);
                          },
                          [this](std::shared_ptr<const SoundLanes::Detail> detail) {
                              if (detail) lanes_->setDetail(std::move(detail));
                          }
                      );
}

void AudioPane::togglePlay() {
    if (player_.playing()) {
        player_.pause();
        return;
    }
    feed_.restart();
    player_.queue().seek(lanes_->head());
    player_.play();
}

void AudioPane::hearOther() {
    if (hear_->count() > 1) hear_->setCurrent(1 - hear_->current());
}

void AudioPane::modeSet() {
    lanes_->setMode(static_cast<SoundLanes::Mode>(mode()));
    updateScale();
}

void AudioPane::updateScale() {
    scale_->setVisible(mode() == SoundLanes::spectra || mode() == SoundLanes::both);
    ErrorField scale;
    scale.scale = {quietest, loudest, MapScale::linear};
    scale_->show(scale, tr("Power, mean of the channels"), tr("dB of full scale"));
}

void AudioPane::updateTime() {
    const auto seconds = [this](int64_t frame) {
        return timeText(static_cast<double>(frame) / format_.rate);
    };
    QString text = tr("%1 / %2").arg(seconds(lanes_->head()), seconds(format_.frames));
    if (hover_ >= 0) text += tr("   pointer %1, sample %2").arg(seconds(hover_), grouped(hover_));
    time_->setText(text);
}

QString AudioPane::commandLine() const {
    const CompareSide* other = input_.other();
    if (!other) return {};
    QStringList lines;
    const auto file = [&](const CompareSide& side) {
        if (side.content.spec.isNull()) return shellQuoted(side.content.asset);
        const QString recon = side.letter().toLower() + QStringLiteral(".wav");
        lines.push_back(runCommand(side.content, recon));
        return recon;
    };
    const QString a = file(input_.sides[0]), b = file(*other);
    lines.push_back(QStringLiteral("rarebit compare %1 %2 --metrics snr_db").arg(a, b));
    return lines.join(u'\n');
}

} // namespace rarebit::views
