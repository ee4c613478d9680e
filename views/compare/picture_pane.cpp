// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/picture_pane.hpp"

#include "views/compare/time_axis.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int loupeMargin = 12;
constexpr int factors[] = {0, 1, 2, 4, 8, 16, 32, 64}; // 0: chosen by the data

QStringList planeNames(const Raster& raster) {
    QStringList names;
    for (const auto& plane : raster.planes)
        names.push_back(plane.name);
    return names;
}

} // namespace

ComparePane* createPicturePane(ViewContext& context, QWidget* parent) {
    return new PicturePane(context, parent);
}

PicturePane::PicturePane(ViewContext& context, QWidget* parent)
    : ComparePane(context, parent), cache_(PictureCache::of(context.previews)),
      column_(new QVBoxLayout(this)), canvas_(new ImageCanvas(this)), bar_(new ColorBar(this)),
      loupe_(new Loupe(canvas_)), tools_(new QWidget(this)) {
    setObjectName(QStringLiteral("picturePane"));
    canvas_->setObjectName(QStringLiteral("canvas"));
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    auto* picture = new QWidget(this);
    auto* pictureColumn = new QVBoxLayout(picture);
    pictureColumn->setContentsMargins(0, 0, 0, 0);
    pictureColumn->setSpacing(0);
    pictureColumn->addWidget(canvas_, 1);
    pictureColumn->addWidget(bar_);
    states_ = new StateStack(picture, BusyState::Shape::picture, this);
    column_->addWidget(states_, 1);
    bar_->hide();
    loupe_->hide();
    errorCard_ = new Card(canvas_);
    new QVBoxLayout(errorCard_);
    errorCard_->hide();
    makeTools();
    canvas_->installEventFilter(this);
    connect(canvas_, &ImageCanvas::hovered, this, &PicturePane::hoverAt);
    connect(canvas_, &ImageCanvas::left, this, [this] { hoverAt({-1, -1}); });
    connect(canvas_, &ImageCanvas::clicked, this, [this](QPoint pixel) {
        loupe_->setPlace(pixel);
        updateLoupe();
        if (!regionArea_.isNull()) context_.hub.setRegion({});
    });
    connect(canvas_, &ImageCanvas::regionChosen, this, [this](QRect area) {
        context_.hub.setRegion(
            area.isNull() ? Region{} : Region{frame_, area.y(), area.x(), area.height(), area.width()}
        );
    });
    connect(canvas_, &ImageCanvas::blinkHeld, this, [this](bool held) {
        if (mode() == blink || isMap(mode())) canvas_->setShown(held ? 0 : 1);
    });
    connect(canvas_, &ImageCanvas::viewChanged, this, [this] {
        fitButton_->setText(tr("Fit %1 %").arg(std::lround(100 * canvas_->scale())));
        fitButton_->setChecked(canvas_->fitted());
        fullButton_->setChecked(!canvas_->fitted() && canvas_->scale() == 1);
        placeLoupe();
    });
    // Maps take their colours from the theme.
    connect(&Theme::get(), &Theme::changed, this, &PicturePane::updateMap);
}

QStringList PicturePane::modes() const {
    return {
        tr("Side by side"),
        tr("Wipe"),
        tr("Blink"),
        tr("Difference"),
        tr("Signed"),
        tr("Heat map"),
        tr("Onion")};
}

QToolButton* PicturePane::addButton(const QString& text, const QString& iconName, const QString& tip) {
    auto* button = new QToolButton(tools_);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    if (!iconName.isEmpty()) {
        button->setIcon(icon(iconName));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    tools_->layout()->addWidget(button);
    return button;
}

void PicturePane::makeTools() {
    auto* row = new QHBoxLayout(tools_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const auto addCombo = [&](const QString& name, const QString& about) {
        auto* combo = new QComboBox(tools_);
        combo->setObjectName(name);
        combo->setAccessibleName(about);
        combo->setToolTip(about);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the modes give way
        row->addWidget(combo);
        return combo;
    };
    other_ = addCombo(QStringLiteral("otherSide"), tr("Which slot is compared with A"));
    measure_ = addCombo(QStringLiteral("measure"), tr("What the heat map shows"));
    measure_->addItem(tr("Squared error"), static_cast<int>(ErrorMeasure::squared));
    measure_->addItem(tr("Absolute error"), static_cast<int>(ErrorMeasure::absolute));
    measure_->addItem(tr("SSIM"), static_cast<int>(ErrorMeasure::ssim));
    plane_ = addCombo(QStringLiteral("plane"), tr("Which channel the map shows"));
    factor_ = addCombo(QStringLiteral("factor"), tr("How much differences are amplified"));
    for (const int factor : factors)
        factor_->addItem(factor == 0 ? tr("× auto") : tr("× %1").arg(factor), factor);
    onionShare_ = new QSlider(Qt::Horizontal, tools_);
    onionShare_->setRange(0, 100);
    onionShare_->setValue(50);
    onionShare_->setFixedWidth(120);
    onionShare_->setAccessibleName(tr("How much of the other picture lies over A"));
    onionShare_->setToolTip(onionShare_->accessibleName());
    row->addWidget(onionShare_);
    loupeButton_ =
        addButton(tr("Loupe"), QStringLiteral("zoom-in"), tr("Eight by eight pixels with their numbers (Z)"));
    loupeButton_->setObjectName(QStringLiteral("loupeButton"));
    fitButton_ = addButton(tr("Fit"), {}, tr("The whole picture (F)"));
    fullButton_ = addButton(tr("1:1"), {}, tr("One pixel of the picture on one of the screen (0)"));
    const auto action = [this](const QString& text) {
        auto* made = new QAction(text, this);
        made->setCheckable(true);
        return made;
    };
    wipeFollows_ = action(tr("Wipe follows the pointer"));
    choosing_ = action(tr("Dragging chooses a region"));
    choosing_->setToolTip(tr("Otherwise Shift and dragging does"));
    connect(measure_, &QComboBox::activated, this, &PicturePane::updateMap);
    connect(plane_, &QComboBox::activated, this, &PicturePane::updateMap);
    connect(factor_, &QComboBox::activated, this, &PicturePane::updateMap);
    connect(other_, &QComboBox::activated, this, [this] {
        reload();
        updateCanvas();
    });
    connect(onionShare_, &QSlider::valueChanged, this, [this](int value) {
        canvas_->setOnion(value / 100.0);
    });
    connect(loupeButton_, &QToolButton::toggled, this, &PicturePane::updateLoupe);
    connect(fitButton_, &QToolButton::clicked, this, [this] { canvas_->fit(); });
    connect(fullButton_, &QToolButton::clicked, this, [this] { canvas_->oneToOne(); });
    addKey(Qt::Key_Z, [this] { loupeButton_->toggle(); });
    addKey(Qt::Key_F, [this] { canvas_->fit(); });
    addKey(Qt::Key_0, [this] { canvas_->oneToOne(); });
    connect(wipeFollows_, &QAction::toggled, canvas_, &ImageCanvas::setWipeFollows);
    connect(choosing_, &QAction::toggled, canvas_, &ImageCanvas::setChoosing);
    updateChoices();
}

QList<QAction*> PicturePane::paneActions() {
    return {wipeFollows_, choosing_};
}

int64_t PicturePane::offset(const CompareSide&) const {
    return 0;
}

PictureSource PicturePane::sourceOf(const CompareSide& side) const {
    const int64_t last = frameCount(input_) - 1;
    return pictureSource(input_, side.source, std::clamp<int64_t>(frame_ + offset(side), 0, last));
}
PictureSource PicturePane::originalSource() const {
    return pictureSource(input_, input_.original, frame_);
}

int PicturePane::otherIndex() const {
    const int chosen = other_->currentData().isValid() ? other_->currentData().toInt() : 1;
    return chosen < static_cast<int>(shown_.size()) ? chosen : shown_.size() > 1 ? 1 : 0;
}

void PicturePane::show(const CompareInput& input) {
    const bool otherAsset =
        !input_.asset || input.asset->path != input_.asset->path || input.part != input_.part;
    input_ = input;
    if (otherAsset) {
        shown_.clear();
        frame_ = 0;
        spot_ = -1;
        pair_ = nullptr;
        map_ = {};
    }
    shown_.resize(static_cast<size_t>(input_.sides.size()));
    for (size_t i = 0; i < shown_.size(); ++i)
        shown_[i].side = input_.sides[static_cast<int>(i)];
    const int chosen = otherIndex();
    other_->clear();
    for (size_t i = 1; i < shown_.size(); ++i)
        other_->addItem(tr("A and %1").arg(shown_[i].side.letter()), static_cast<int>(i));
    other_->setCurrentIndex(std::max(0, other_->findData(chosen)));
    setSubject(subjectText());
    updateChoices();
    reload();
    updateCanvas();
    regionChanged();
}

QString PicturePane::subjectText() const {
    const PartItem* part = input_.partItem();
    if (!part || part->shape.size() < 2) return input_.asset->name;
    return tr("%1, %2 × %3").arg(input_.asset->name).arg(part->shape[1]).arg(part->shape[0]);
}

void PicturePane::clear() {
    input_ = {};
    shown_.clear();
    pair_ = nullptr;
    pairTicket_.reset();
    mapTicket_.reset();
    regionTicket_.reset();
    error_.reset();
    showError();
    statistics_.clear();
    canvas_->setPictures({}, {});
    canvas_->setFootnotes({});
    bar_->hide();
    loupe_->hide();
    setState({});
}

void PicturePane::setFrame(int64_t frame) {
    if (std::exchange(frame_, frame) == frame || shown_.empty()) return;
    spot_ = -1;
    reload();
    PicturePane::regionChanged();
}

// Asks for what is not shown yet; what is there stays on the screen until then.
void PicturePane::reload() {
    if (shown_.empty()) return;
    error_.reset();
    showError();
    bool waits = false;
    for (size_t i = 0; i < shown_.size(); ++i) {
        Shown& shown = shown_[i];
        PictureSource source = sourceOf(shown.side);
        if (source == shown.source && (shown.picture || shown.ticket)) continue;
        if (source.source.spec != shown.source.source.spec) shown.picture = nullptr;
        shown.source = std::move(source);
        waits = true;
        shown.ticket = cache_.load(shown.source, originalSource(), [this, i](Result<PicturePtr> picture) {
            pictureArrived(static_cast<int>(i), std::move(picture));
        });
    }
    if (shown_.size() < 2) {
        pair_ = nullptr;
        pairTicket_.reset();
        statistics_.clear();
        if (waits) setState({.kind = ViewState::Kind::busy, .text = tr("loading"), .error = {}});
        return;
    }
    if (!wantsNumbers()) return pairTicket_.reset();
    setState({.kind = ViewState::Kind::busy, .text = tr("comparing"), .error = {}});
    pairTicket_ = cache_.compare(
        shown_[0].source,
        shown_[static_cast<size_t>(otherIndex())].source,
        originalSource(),
        blockSideFor(input_),
        [this](Result<PairPtr> pair) { comparisonArrived(std::move(pair)); }
    );
}

void PicturePane::fail(const Error& error) {
    error_ = error;
    setState({.kind = ViewState::Kind::failed, .text = tr("error"), .error = error});
    updateCanvas();
    showError();
}

// Over the picture where there is one: the sides that are there can still be looked at.
void PicturePane::showError() {
    qDeleteAll(errorCard_->findChildren<ErrorCard*>());
    errorCard_->setVisible(error_ && !canvas_->pictures().isEmpty());
    if (!error_) return;
    if (canvas_->pictures().isEmpty()) {
        states_->showError(*error_);
        return;
    }
    auto* card = new ErrorCard(*error_);
    errorCard_->layout()->addWidget(card);
    card->show();
    errorCard_->layout()->activate();
    placeLoupe();
}

void PicturePane::pictureArrived(int index, Result<PicturePtr> picture) {
    Shown& shown = shown_[static_cast<size_t>(index)];
    if (!picture) {
        shown.picture = nullptr;
        return fail(picture.error());
    }
    shown.ticket.reset();
    shown.picture = *picture;
    if (shown_.size() < 2) setState({});
    updateChoices();
    updateCanvas();
    if (error_) showError();
    updateLoupe();
    updateFootnotes();
    if (frameReady()) picturesArrived();
}

bool PicturePane::frameReady() const {
    return std::ranges::all_of(shown_, [](const Shown& shown) { return shown.picture && !shown.ticket; });
}

void PicturePane::comparisonArrived(Result<PairPtr> pair) {
    if (!pair) {
        pair_ = nullptr;
        statistics_.clear();
        return fail(pair.error());
    }
    pair_ = *pair;
    setState({});
    updateMap();
    updateRegion();
    updateLoupe();
}

void PicturePane::modeSet() {
    updateChoices();
    updateCanvas();
    updateMap();
}

void PicturePane::updateChoices() {
    other_->setVisible(mode() != sideBySide && shown_.size() > 2);
    measure_->setVisible(mode() == heatMap);
    plane_->setVisible(mode() == heatMap || mode() == signedError);
    factor_->setVisible(mode() == difference);
    onionShare_->setVisible(mode() == onion);
    if (shown_.empty() || !shown_[0].picture) return;
    const Raster& raster = shown_[0].picture->raster;
    QStringList names = planeNames(raster);
    if (raster.colourPlanes() > 1 && raster.colour != Raster::Colour::yuv)
        names.prepend(tr("Mean of channels"));
    const bool mean = names.size() > static_cast<qsizetype>(raster.planes.size());
    if (plane_->count() == names.size() && plane_->itemText(0) == names.front()) return;
    plane_->clear();
    for (qsizetype i = 0; i < names.size(); ++i)
        plane_->addItem(names[i], static_cast<int>(i) - (mean ? 1 : 0));
}

CanvasPicture PicturePane::canvasPicture(const Shown& shown) const {
    CanvasPicture out;
    // The display pictures live as long as the picture that owns them.
    if (shown.picture) out.image = std::shared_ptr<const MipImage>(shown.picture, &shown.picture->display);
    out.letter = shown.side.letter();
    out.label = shown.side.content.label;
    QStringList facts;
    for (const QString& fact : {shown.side.rate, shown.side.quality})
        if (!fact.isEmpty()) facts.push_back(fact);
    out.facts = facts.join(QStringLiteral(", "));
    return out;
}

QString PicturePane::mapTitle() const {
    const QString other = shown_[static_cast<size_t>(otherIndex())].side.letter();
    const QString plane = plane_->currentText().toLower();
    if (mode() == difference) return tr("|%1 − A| × %2").arg(other).arg(mapFactor_);
    if (mode() == signedError) return tr("%1 − A, %2").arg(other, plane);
    return tr("%1, %2").arg(measure_->currentText(), plane);
}

void PicturePane::updateCanvas() {
    if (shown_.empty()) return;
    QSize content = canvas_->content();
    for (const auto& shown : shown_)
        if (shown.picture) {
            content = shown.picture->display.size();
            break;
        }
    if (content.isEmpty()) return states_->showBusy(tr("decoding"));
    states_->showContent();
    const bool alone = shown_.size() < 2;
    QVector<CanvasPicture> pictures;
    const CanvasPicture a = canvasPicture(shown_[0]);
    const CanvasPicture b = canvasPicture(shown_[static_cast<size_t>(otherIndex())]);
    auto arrangement = ImageCanvas::Arrangement::single;
    if (alone) {
        pictures = {a};
    } else if (mode() == sideBySide) {
        for (const auto& shown : shown_)
            pictures.push_back(canvasPicture(shown));
        arrangement = ImageCanvas::Arrangement::sideBySide;
    } else if (isMap(mode())) {
        CanvasPicture map;
        const bool mine = (mode() == difference) == (mapFactor_ > 0); // not the one of another mode
        map.image = mine ? map_.image : nullptr;
        map.label = mode() == difference    ? tr("Difference")
                    : mode() == signedError ? tr("Signed error")
                                            : tr("Heat map");
        map.facts = map.image ? mapTitle() : tr("computing");
        pictures = {b, map};
    } else {
        pictures = {a, b};
        if (mode() == wipe) arrangement = ImageCanvas::Arrangement::wipe;
        if (mode() == onion) arrangement = ImageCanvas::Arrangement::onion;
    }
    canvas_->setPictures(pictures, content);
    canvas_->setArrangement(arrangement);
    if (arrangement == ImageCanvas::Arrangement::single) canvas_->setShown(alone ? 0 : 1);
    applyKeptView();
    bar_->setVisible(!alone && mode() != difference && isMap(mode()) && map_.image);
}

// In a background thread: at 12 megapixels it takes a tenth of a second.
void PicturePane::updateMap() {
    if (!pair_ || !isMap(mode())) return;
    if (mode() == difference) {
        const int factor = factor_->currentData().toInt();
        mapTicket_ = cache_.run(
            [pair = pair_, factor] {
                const Raster &a = pair->a->raster, &b = pair->b->raster;
                const int used = factor > 0 ? factor : niceFactor(a, b);
                return std::pair(std::make_shared<const MipImage>(differenceImage(a, b, used)), used);
            },
            [this](auto made) {
                mapArrived({{}, std::move(made.first)}, made.second);
            }
        );
        return;
    }
    const auto measure = mode() == signedError ? ErrorMeasure::signedError
                                               : static_cast<ErrorMeasure>(measure_->currentData().toInt());
    const int plane = plane_->currentIndex() < 0 ? -1 : plane_->currentData().toInt();
    mapTicket_ = cache_.map(
        pair_,
        shown_[0].source,
        shown_[static_cast<size_t>(otherIndex())].source,
        {measure, plane, Theme::get().dark()},
        [this](Result<MapPicture> map) {
            if (map)
                mapArrived(std::move(*map), 0);
            else
                fail(map.error());
        }
    );
}

void PicturePane::mapArrived(MapPicture map, int factor) {
    map_ = std::move(map);
    mapFactor_ = factor;
    if (mode() == signedError || mode() == heatMap) bar_->show(map_.field, mapTitle(), mapUnit());
    updateCanvas();
    updateFootnotes();
}

QString PicturePane::mapUnit() const {
    const int measure = mode() == heatMap ? measure_->currentData().toInt() : -1;
    if (!pair_ || pair_->a->raster.largest == 0 || measure == static_cast<int>(ErrorMeasure::ssim)) return {};
    return measure == static_cast<int>(ErrorMeasure::squared) ? tr("levels²") : tr("levels");
}

void PicturePane::regionChanged() {
    const Region& region = context_.hub.state().region;
    const bool here = !region.empty() && region.frame == frame_ && input_.asset &&
                      context_.hub.state().asset == input_.asset->path;
    regionArea_ = here ? QRect(
                             static_cast<int>(region.column),
                             static_cast<int>(region.row),
                             static_cast<int>(region.columns),
                             static_cast<int>(region.rows)
                         )
                             .intersected(QRect(QPoint(), canvas_->content()))
                       : QRect();
    canvas_->setRegion(regionArea_);
    if (!regionArea_.isNull()) {
        canvas_->reveal(regionArea_);
        loupe_->setPlace(regionArea_.topLeft());
    }
    updateRegion();
    updateLoupe();
}

void PicturePane::updateRegion() {
    region_.reset();
    if (!pair_) return updateFootnotes();
    const QStringList names = planeNames(pair_->a->raster);
    statistics_.show(names, pair_->error, std::nullopt);
    updateFootnotes();
    if (regionArea_.isNull()) return regionTicket_.reset();
    regionTicket_ = cache_.run(
        [pair = pair_, area = regionArea_] { return measureRegion(pair->a->raster, pair->b->raster, area); },
        [this, names](RegionError region) {
            region_ = std::move(region);
            statistics_.show(names, pair_->error, region_);
            updateFootnotes();
        }
    );
}

// While a clip plays, the numbers are those of an earlier frame.
bool PicturePane::pairIsCurrent() const {
    return pair_ && !shown_.empty() && pair_->a == shown_[0].picture &&
           pair_->b == shown_[static_cast<size_t>(otherIndex())].picture;
}

// The samples of each side at a pixel, and their differences.
QString PicturePane::sampleText(QPoint pixel) const {
    const auto samples = [&](const Raster& raster) {
        std::vector<double> out;
        for (const auto& plane : raster.planes)
            out.push_back(
                plane.at(pixel.y() * plane.rows / raster.rows, pixel.x() * plane.columns / raster.columns)
            );
        return out;
    };
    const auto join = [](const std::vector<double>& values, bool sign) {
        QStringList texts;
        for (const double value : values)
            texts.push_back((sign && value > 0 ? QStringLiteral("+") : QString()) + number(value));
        return texts.join(u' ');
    };
    QStringList sides{tr("pixel %1, %2").arg(pixel.x()).arg(pixel.y())};
    for (const auto& shown : shown_)
        if (shown.picture && shown.picture->display.levels.front().rect().contains(pixel))
            sides.push_back(shown.side.letter() + u' ' + join(samples(shown.picture->raster), false));
    const Shown& other = shown_[static_cast<size_t>(otherIndex())];
    if (shown_.size() > 1 && other.picture &&
        sameLayout(shown_[0].picture->raster, other.picture->raster, {})) {
        std::vector<double> errors = samples(other.picture->raster);
        const std::vector<double> original = samples(shown_[0].picture->raster);
        for (size_t i = 0; i < errors.size(); ++i)
            errors[i] -= original[i];
        sides.push_back(tr("diff %1").arg(join(errors, true)));
    }
    return sides.join(QStringLiteral("   "));
}

void PicturePane::updateFootnotes() {
    QStringList notes;
    if (!shown_.empty() && shown_[0].picture) {
        const Picture& picture = *shown_[0].picture;
        if (!picture.raster.note.isEmpty()) notes.push_back(picture.raster.note);
        if (picture.raster.largest == 0)
            notes.push_back(tr("values %1 to %2 shown as black to white")
                                .arg(number(picture.range.low), number(picture.range.high)));
    }
    if (shown_.size() == 1) notes.push_back(tr("Slot B is empty: choose a result to compare with"));
    for (const QString& letter : input_.leftOut)
        notes.push_back(tr("Slot %1 holds another asset").arg(letter));
    if (pairIsCurrent() && !pair_->error.all.broken && pair_->error.all.squared == 0)
        notes.push_back(tr("No sample differs"));
    if (pairIsCurrent() && region_ && !regionArea_.isNull())
        notes.push_back(tr("%1 × %2 at %3, %4: %5 dB, whole %6 dB")
                            .arg(regionArea_.width())
                            .arg(regionArea_.height())
                            .arg(regionArea_.left())
                            .arg(regionArea_.top())
                            .arg(number(region_->all.psnr(pair_->error.peak)), number(pair_->error.psnr())));
    if (hover_.x() >= 0 && !shown_.empty() && shown_[0].picture &&
        shown_[0].picture->display.levels.front().rect().contains(hover_)) {
        notes.push_back(sampleText(hover_));
    }
    canvas_->setFootnotes(notes);
}

void PicturePane::hoverAt(QPoint pixel) {
    hover_ = pixel;
    if (pixel.x() >= 0) {
        loupe_->setPlace(pixel);
        updateLoupe();
    }
    updateFootnotes();
}

void PicturePane::updateLoupe() {
    QVector<Loupe::Side> sides;
    const int other = otherIndex();
    for (int i = 0; i < static_cast<int>(shown_.size()); ++i)
        if ((i == 0 || i == other) && shown_[static_cast<size_t>(i)].picture) {
            const Shown& shown = shown_[static_cast<size_t>(i)];
            sides.push_back({shown.picture, shown.side.letter(), shown.side.content.label});
        }
    const bool visible = loupeButton_->isChecked() && !sides.isEmpty();
    loupe_->setSides(sides, pair_ ? pair_->error.peak : 255);
    loupe_->setVisible(visible);
    canvas_->setMark(visible ? loupe_->place() : QRect());
    placeLoupe();
}

// In the lower right corner, or the lower left where the place it shows would be under it.
void PicturePane::placeLoupe() {
    if (errorCard_) {
        errorCard_->resize(
            std::min(520, canvas_->width() - 2 * loupeMargin), errorCard_->sizeHint().height()
        );
        errorCard_->move(
            (canvas_->width() - errorCard_->width()) / 2, (canvas_->height() - errorCard_->height()) / 2
        );
    }
    if (!loupe_->isVisible()) return;
    loupe_->adjustSize();
    const int bottom = canvas_->height() - loupe_->height() - loupeMargin;
    QRect box(QPoint(canvas_->width() - loupe_->width() - loupeMargin, bottom), loupe_->size());
    if (QRectF(box).intersects(canvas_->areaOnScreen(loupe_->place()))) box.moveLeft(loupeMargin);
    loupe_->move(box.topLeft());
}

bool PicturePane::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_ && event->type() == QEvent::Resize) placeLoupe();
    return ComparePane::eventFilter(watched, event);
}

void PicturePane::resizeEvent(QResizeEvent* event) {
    ComparePane::resizeEvent(event);
    placeLoupe();
}

void PicturePane::nextSpot(int step) {
    if (!pair_ || pair_->error.worst.empty()) return;
    const int last = static_cast<int>(pair_->error.worst.size()) - 1;
    spot_ = std::clamp(spot_ + step, 0, last);
    const QRect area = pair_->error.worst[static_cast<size_t>(spot_)].area;
    context_.hub.setRegion({frame_, area.y(), area.x(), area.height(), area.width()});
}

QString PicturePane::commandLine() const {
    if (shown_.size() < 2) return {};
    QStringList lines;
    const auto file = [&](const Shown& shown) {
        if (shown.side.content.spec.isNull()) return shellQuoted(shown.side.content.asset);
        const bool clip = shown.source.frame >= 0;
        const QString recon =
            shown.side.letter().toLower() + (clip ? QStringLiteral(".mkv") : QStringLiteral(".png"));
        lines.push_back(runCommand(shown.side.content, recon));
        return recon;
    };
    const QString a = file(shown_[0]), b = file(shown_[static_cast<size_t>(otherIndex())]);
    QString compare = QStringLiteral("rarebit compare %1 %2 --metrics psnr_db,ssim").arg(a, b);
    if (mode() == heatMap) compare += QStringLiteral(" --heatmap error.png");
    lines.push_back(compare);
    return lines.join(u'\n');
}

// How long a round number of pixels is, at the right end; its width.
int PicturePane::paintRuler(QPainter& painter, const QRect& row) const {
    const double perPixel = canvas_->scale() / devicePixelRatioF();
    const double pixels = std::max(1.0, niceStep(row.width() / 12 / perPixel, 1));
    const int wide = static_cast<int>(std::lround(pixels * perPixel)), y = row.center().y();
    painter.setPen(QPen(color(Token::text), 1.5));
    painter.drawLine(row.right() - wide, y, row.right(), y);
    for (const int x : {row.right() - wide, row.right()})
        painter.drawLine(x, y - 4, x, y + 4);
    painter.setFont(views::font(Text::small));
    const QString text = tr("%1 pixels").arg(pixels);
    const int label = painter.fontMetrics().horizontalAdvance(text) + 8;
    painter.drawText(
        QRect(row.right() - wide - label, row.top(), label, row.height()), Qt::AlignVCenter, text
    );
    return wide + label;
}

Status PicturePane::exportFigure(const QString& path) {
    if (shown_.empty() || !shown_[0].picture)
        return badInput("no picture is shown yet", path.toStdString(), "wait until the comparison is there");
    constexpr int caption = 28;
    const int legend = bar_->isVisible() ? bar_->height() : 0;
    const double ratio = devicePixelRatioF();
    QPixmap figure(QSize(canvas_->width(), caption + canvas_->height() + legend) * ratio);
    figure.setDevicePixelRatio(ratio);
    figure.fill(color(Token::pane));
    QPainter painter(&figure);
    QStringList title{subject(), modes().at(mode())};
    if (frameCount(input_) > 1) title.insert(1, tr("frame %1").arg(frame_));
    const int ruler = paintRuler(painter, QRect(0, 0, canvas_->width() - 12, caption));
    const QRect room(12, 0, canvas_->width() - 36 - ruler, caption);
    painter.setFont(views::font(Text::body));
    painter.setPen(color(Token::text));
    painter.drawText(
        room,
        Qt::AlignVCenter,
        painter.fontMetrics().elidedText(title.join(QStringLiteral(" · ")), Qt::ElideMiddle, room.width())
    );
    canvas_->render(&painter, QPoint(0, caption));
    if (legend > 0) bar_->render(&painter, QPoint(0, caption + canvas_->height()));
    painter.end();
    return savePicture(figure.toImage(), path);
}

Json PicturePane::settings() const {
    return Json::object(
        {{"measure", measure_->currentIndex()},
         {"factor", factor_->currentIndex()},
         {"loupe", loupeButton_->isChecked()},
         {"wipe_follows", wipeFollows_->isChecked()},
         {"choosing", choosing_->isChecked()},
         {"onion", onionShare_->value()},
         {"wipe", canvas_->wipe()},
         {"view", canvas_->fitted() ? keptView_ : viewNow()}}
    );
}

// Where the user looks, for pictures of this size: points of the window per pixel, and the middle.
Json PicturePane::viewNow() const {
    return Json::object(
        {{"width", canvas_->content().width()},
         {"height", canvas_->content().height()},
         {"scale", canvas_->scale() / canvas_->devicePixelRatioF()},
         {"x", canvas_->centre().x()},
         {"y", canvas_->centre().y()}}
    );
}

void PicturePane::applyKeptView() {
    const QSize content = canvas_->content();
    if (content.isEmpty() || keptView_.isNull()) return;
    const Json kept = std::exchange(keptView_, Json());
    if (kept.at("width").asInt() != content.width() || kept.at("height").asInt() != content.height()) return;
    canvas_->setScale(
        kept.at("scale").asDouble(1) * canvas_->devicePixelRatioF(), QRectF(canvas_->cell(0)).center()
    );
    canvas_->setCentre({kept.at("x").asDouble(), kept.at("y").asDouble()});
}

void PicturePane::restore(const Json& settings) {
    measure_->setCurrentIndex(static_cast<int>(settings.at("measure").asInt(0)));
    factor_->setCurrentIndex(static_cast<int>(settings.at("factor").asInt(0)));
    loupeButton_->setChecked(settings.at("loupe").asBool());
    wipeFollows_->setChecked(settings.at("wipe_follows").asBool());
    choosing_->setChecked(settings.at("choosing").asBool());
    onionShare_->setValue(static_cast<int>(settings.at("onion").asInt(50)));
    canvas_->setWipe(settings.at("wipe").asDouble(0.5));
    keptView_ = settings.at("view");
    applyKeptView();
    updateMap();
}

} // namespace rarebit::views
