// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/tensor_pane.hpp"

#include "views/compare/part_list.hpp"
#include "views/core/numbers.hpp"
#include "views/core/plot.hpp"
#include "views/core/rows.hpp"
#include "views/maps/layer_grid.hpp"
#include "views/maps/map_canvas.hpp"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {

ComparePane* createTensorPane(ViewContext& context, QWidget* parent) {
    return new TensorPane(context, parent);
}

namespace {

constexpr double tilePixels = 4;
constexpr int sideWidth = 320, partsWidth = 248, narrowWidth = 900;
constexpr int figuresHeight = 24 * 8 + 8, titleHeight = 32;
constexpr qint64 mostOfLine = 1'000'000; // elements that a vector is drawn as a line with

const TensorSide allSides[]{TensorSide::a, TensorSide::b, TensorSide::error};

QString shown(double value) {
    return std::isnan(value) ? QString() : number(value, 3);
}

} // namespace

// ---- Tables

void FiguresTable::setFigures(const std::optional<PairFigures>& figures, bool pair) {
    beginResetModel();
    figures_ = figures;
    pair_ = pair;
    endResetModel();
}

int FiguresTable::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !figures_) return 0;
    return !pair_ ? 5 : std::isnan(figures_->cosine) ? 6 : 7;
}

int FiguresTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : pair_ ? 4 : 2;
}

QVariant FiguresTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole && index.column() > 0) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QStringList names{
        tr("Mean"), tr("SD"), tr("Minimum"), tr("Maximum"), tr("RMS"), tr("SNR, dB"), tr("Cosine")};
    if (index.column() == 0) return names[index.row()];
    if (index.row() == 5) return index.column() == 3 ? shown(figures_->signalToNoise()) : QString();
    if (index.row() == 6)
        return index.column() == 3 && !std::isnan(figures_->cosine) ? number(figures_->cosine, 6) : QString();
    const SideFigures& side = figures_->sides[static_cast<size_t>(index.column()) - 1];
    const double values[]{side.mean, side.deviation, side.low, side.high, side.rms};
    return shown(values[index.row()]);
}

QVariant FiguresTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section > 0) return int(Qt::AlignRight | Qt::AlignVCenter);
    const QStringList names{QString(), tr("A"), tr("B"), tr("B − A")};
    return role == Qt::DisplayRole && section < names.size() ? names[section] : QVariant();
}

void SpotsTable::setSpots(const QVector<TensorSpot>& spots) {
    beginResetModel();
    spots_ = spots;
    endResetModel();
}

int SpotsTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(spots_.size());
}

QVariant SpotsTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const TensorSpot& at = spots_[index.row()];
    const QString texts[]{at.index, shown(at.a), shown(at.b), shown(at.b - at.a)};
    return texts[index.column()];
}

QVariant SpotsTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    const QStringList names{tr("Element"), tr("A"), tr("B"), tr("B − A")};
    return role == Qt::DisplayRole && section < names.size() ? names[section] : QVariant();
}

// ---- Widgets

TensorPane::TensorPane(ViewContext& context, QWidget* parent)
    : SidesPane(
          context,
          parent,
          BusyState::Shape::tiles,
          QStringLiteral(".safetensors"),
          QStringLiteral("rel_l2,cosine")
      ),
      data_(new TensorData(context.previews, this)), figures_(new FiguresTable(this)),
      spots_(new SpotsTable(this)) {
    auto* body = new QWidget(this);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    parts_ = new PartList(context.previews, body);
    parts_->setFixedWidth(partsWidth);
    parts_->hide();
    mapRow_ = new QWidget(body);
    makeMaps(mapRow_);
    lines_ = new Plot(body);
    lines_->setObjectName(QStringLiteral("vectorLines"));
    lines_->hide();
    side_ = makeSide();
    const auto hairline = [&] {
        auto* line = new QFrame(body);
        line->setFrameShape(QFrame::VLine);
        return line;
    };
    row->addWidget(parts_);
    partsLine_ = hairline();
    row->addWidget(partsLine_);
    partsLine_->hide();
    sideLine_ = hairline();
    split_ = new QBoxLayout(QBoxLayout::LeftToRight);
    split_->addWidget(mapRow_, 1);
    split_->addWidget(lines_, 1);
    split_->addWidget(sideLine_);
    split_->addWidget(side_);
    row->addLayout(split_, 1);
    status_ = new StatusLine(this);
    content().addWidget(body, 1);
    content().addWidget(status_);
    makeTools();
    connect(data_, &TensorData::changed, this, &TensorPane::dataChanged);
    connect(data_, &TensorData::figuresChanged, this, &TensorPane::showFigures);
    connect(parts_, &PartList::chosen, this, [this](const QString& part) { context_.hub.setPart(part); });
    connect(&context.previews, &Previews::progress, this, [this](const QString& step, double fraction) {
        if (shows() && data_->busy()) status_->setProgress(step, fraction);
    });
    setFocusProxy(maps_[0].canvas);
}

void TensorPane::makeMaps(QWidget* parent) {
    auto* row = new QHBoxLayout(parent);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const TensorSide side : allSides) {
        Map& map = maps_[static_cast<size_t>(side)];
        map.box = new QWidget(parent);
        auto* column = new QVBoxLayout(map.box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        map.header = new SideHeader(map.box);
        if (side == TensorSide::error) map.header->setTitle(tr("Error, B − A"));
        column->addWidget(map.header);
        map.canvas = new MapCanvas(map.box);
        const char* const names[]{"mapA", "mapB", "mapError"};
        map.canvas->setObjectName(QString::fromLatin1(names[static_cast<int>(side)]));
        const QString spoken[]{tr("Values of A"), tr("Values of B"), tr("Error, B minus A")};
        map.canvas->setAccessibleName(spoken[static_cast<int>(side)]);
        map.canvas->setTilePixels(tilePixels);
        map.canvas->setBarPlace(MapCanvas::BarPlace::below);
        map.canvas->setRowAxis({.title = tr("Row")});
        map.canvas->setColumnAxis({.title = tr("Column")});
        map.canvas->setReadout([this, side](const MapProbe& probe) {
            if (probe.single()) return describe(side, probe.row, probe.column, probe.value);
            return QStringList{
                tr("rows %1 to %2, columns %3 to %4")
                    .arg(
                        grouped(probe.row),
                        grouped(probe.row + probe.rows - 1),
                        grouped(probe.column),
                        grouped(probe.column + probe.columns - 1)
                    ),
                tr("strongest %1").arg(shown(double(probe.value)))};
        });
        column->addWidget(map.canvas, 1);
        row->addWidget(map.box, 1);
        connect(map.canvas, &MapCanvas::windowChanged, this, [this, canvas = map.canvas] {
            windowMoved(canvas);
        });
        connect(map.canvas, &MapCanvas::selected, this, &TensorPane::regionChosen);
        connect(map.canvas, &MapCanvas::probed, this, [this](const QString& text) {
            if (!text.isEmpty()) status_->setPlace(text);
        });
    }
}

QWidget* TensorPane::makeSide() {
    auto* panel = new QWidget(this);
    sideBoxes_ = new QBoxLayout(QBoxLayout::TopToBottom, panel);
    sideBoxes_->setContentsMargins(0, 8, 0, 0);
    sideBoxes_->setSpacing(4);
    const auto addTable = [&](QLabel*& title, QTableView*& view, QAbstractItemModel* model, const char* name
                          ) {
        title = makeLabel({}, Text::strong, Token::text, panel);
        title->setContentsMargins(12, 0, 12, 0);
        title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        view = new QTableView(panel);
        view->setObjectName(QString::fromLatin1(name));
        view->setModel(model);
        dressTable(view);
        view->setTabKeyNavigation(false);
        view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        view->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
        auto* column = new QVBoxLayout;
        column->setSpacing(4);
        column->addWidget(title);
        column->addWidget(view, 1);
        sideBoxes_->addLayout(column);
    };
    addTable(figuresTitle_, figuresView_, figures_, "figures");
    figuresView_->setAccessibleName(tr("Figures of the region"));
    figuresView_->setFixedHeight(figuresHeight);
    figuresView_->setSelectionMode(QAbstractItemView::NoSelection);
    addTable(spotsTitle_, spotsView_, spots_, "spots");
    spotsTitle_->setText(tr("Largest errors"));
    spotsView_->setAccessibleName(tr("Largest errors"));
    spotsView_->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(
        spotsView_->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& index) {
            if (!index.isValid() || moving_) return;
            spot_ = index.row();
            goTo(spots_->spot(spot_).row, spots_->spot(spot_).column);
        }
    );
    return panel;
}

// The figures stand beside the maps, or below them where that leaves the maps too little.
void TensorPane::arrange() {
    const bool narrow = width() < narrowWidth;
    split_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    sideBoxes_->setDirection(narrow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    sideLine_->setFrameShape(narrow ? QFrame::HLine : QFrame::VLine);
    const int height = figuresHeight + titleHeight;
    side_->setMinimumSize(narrow ? 0 : sideWidth, narrow ? height : 0);
    side_->setMaximumSize(narrow ? QWIDGETSIZE_MAX : sideWidth, narrow ? height : QWIDGETSIZE_MAX);
}

void TensorPane::resizeEvent(QResizeEvent* event) {
    SidesPane::resizeEvent(event);
    arrange();
}

void TensorPane::makeTools() {
    partsButton_ = iconButton(QStringLiteral("layout-sidebar"), tr("Parts, the largest error first"), this);
    partsButton_->setObjectName(QStringLiteral("showParts"));
    partsButton_->setCheckable(true);
    connect(partsButton_, &QToolButton::toggled, this, [this](bool on) {
        parts_->setVisible(on);
        partsLine_->setVisible(on);
        if (!on)
            parts_->clear();
        else if (shows())
            parts_->show(input().asset, b() ? b()->source : a().source, input().part);
    });
    sliceField_ = new QSpinBox(this);
    sliceField_->setObjectName(QStringLiteral("slice"));
    sliceField_->setAccessibleName(tr("Slice along the leading axes"));
    sliceField_->setPrefix(tr("slice "));
    sliceField_->setKeyboardTracking(false);
    connect(sliceField_, &QSpinBox::valueChanged, this, [this](int value) {
        slice_ = value;
        showSlice();
    });
    const auto addCombo = [&](const char* name, const QString& about, const QStringList& choices) {
        auto* combo = new QComboBox(this);
        combo->setObjectName(QString::fromLatin1(name));
        combo->setAccessibleName(about);
        combo->setToolTip(about);
        combo->addItems(choices);
        connect(combo, &QComboBox::activated, this, &TensorPane::showColors);
        return combo;
    };
    range_ = addCombo("range", tr("Where the colour scale ends"), {tr("± P99.5"), tr("± largest")});
    errorScale_ =
        addCombo("errorScale", tr("Colour scale of the error"), {tr("one scale"), tr("error on its own")});
    sideButton_ =
        iconButton(QStringLiteral("layout-sidebar-reverse"), tr("Figures and largest errors"), this);
    sideButton_->setObjectName(QStringLiteral("showFigures"));
    sideButton_->setCheckable(true);
    sideButton_->setChecked(true);
    for (QWidget* widget : {side_, static_cast<QWidget*>(sideLine_)})
        connect(sideButton_, &QToolButton::toggled, widget, &QWidget::setVisible);
    for (QWidget* tool :
         {static_cast<QWidget*>(partsButton_),
          static_cast<QWidget*>(sliceField_),
          static_cast<QWidget*>(range_),
          static_cast<QWidget*>(errorScale_),
          static_cast<QWidget*>(sideButton_)})
        addTool(tool);
}

QStringList TensorPane::modes() const {
    return {tr("A, B, error"), tr("A"), tr("B"), tr("Error")};
}

void TensorPane::modeSet() {
    const bool pair = b() != nullptr;
    maps_[0].box->setVisible(!pair || mode() == all || mode() == onlyA);
    maps_[1].box->setVisible(pair && (mode() == all || mode() == onlyB));
    maps_[2].box->setVisible(pair && (mode() == all || mode() == onlyError));
    if (shows() && vector()) showLines();
}

QAbstractItemModel* TensorPane::table() {
    if (!shows()) return nullptr;
    return b() ? static_cast<QAbstractItemModel*>(spots_) : figures_;
}

// ---- Data

void TensorPane::sidesChanged() {
    forget();
    const PartItem& part = *input().partItem();
    setSubject(tr("%1, %2 %3").arg(input().part, shapeText(part.shape), part.dtype));
    if (PartPlane(part).elements() == 0)
        return showEmpty(QStringLiteral("grid-3x3"), tr("The tensor is empty"), tr("Choose another part."));
    maps_[0].header->setSide(a());
    if (b()) maps_[1].header->setSide(*b());
    modeSet();
    showBusy(tr("reading the tensor"));
    data_->show(a().source, b() ? std::optional(b()->source) : std::nullopt, part);
    const PartPlane& plane = data_->plane();
    const qint64 slices = plane.rowsPerFrame > 0 ? plane.rows / plane.rowsPerFrame : 1;
    {
        QSignalBlocker block(sliceField_);
        sliceField_->setRange(0, static_cast<int>(std::clamp<qint64>(slices - 1, 0, INT32_MAX)));
        sliceField_->setSuffix(tr(" of %1").arg(grouped(slices)));
        sliceField_->setValue(0);
    }
    slice_ = 0;
    sliceField_->setVisible(slices > 1 && !plane.vector);
    const bool line = plane.vector && plane.columns <= mostOfLine;
    mapRow_->setVisible(!line);
    lines_->setVisible(line);
    range_->setVisible(!line);
    errorScale_->setVisible(!line && b());
    spotsTitle_->setVisible(b() != nullptr);
    spotsView_->setVisible(b() != nullptr);
    const auto numeric = std::ranges::count_if(input().asset->parts, hasNumbers);
    partsButton_->setVisible(numeric > 1);
    if (partsButton_->isChecked()) parts_->show(input().asset, b() ? b()->source : a().source, input().part);
    showSlice();
    regionChanged();
    showFigures();
}

void TensorPane::forget() {
    data_->clear();
    spots_->setSpots({});
    figures_->setFigures({}, false);
    parts_->clear();
    spot_ = -1;
    lines_->setFigure(std::make_shared<const Figure>());
    status_->setVerdict({});
    status_->setPlace({});
    setPosition({});
}

void TensorPane::dataChanged() {
    if (data_->error()) return showError(*data_->error());
    if (vector() && lines_->isVisibleTo(lines_->parentWidget()))
        showLines();
    else
        showLayers();
    showColors();
    if (spots_->rowCount() != data_->spots().size()) spots_->setSpots(data_->spots());
    const bool drawn =
        !data_->layers(TensorSide::a, 0).isEmpty() || !data_->vectorValues(TensorSide::a).empty();
    if (drawn) showContent();
    if (data_->busy()) return setState({.kind = ViewState::Kind::busy, .text = tr("reading"), .error = {}});
    setState({});
    if (!b())
        status_->setVerdict({}, BadgeKind::neutral, tr("A alone: put a result into slot B to compare"));
    else if (spots_->rowCount() == 0)
        status_->setVerdict(
            tr("identical"), BadgeKind::good, tr("all %1 values").arg(grouped(data_->plane().elements()))
        );
    else if (const auto& whole = data_->wholeFigures()) {
        const double relative = whole->sides[2].rms / whole->sides[0].rms;
        status_->setVerdict(
            {},
            BadgeKind::neutral,
            tr("relative error %1 %, SNR %2 dB")
                .arg(number(100 * relative, 3), number(whole->signalToNoise(), 3))
        );
    }
    if (status_->place().isEmpty())
        status_->setPlace(
            tr("%1 values, %2").arg(grouped(data_->plane().elements()), input().partItem()->dtype)
        );
}

void TensorPane::showSlice() {
    const PartPlane& plane = data_->plane();
    for (auto& map : maps_)
        map.canvas->setExtent(
            plane.rowsPerFrame > 0 ? std::min(plane.rows, plane.rowsPerFrame) : plane.rows, plane.columns
        );
    showLayers();
}

void TensorPane::showLayers() {
    if (vector() && !mapRow_->isVisibleTo(mapRow_->parentWidget())) return;
    for (const TensorSide side : allSides)
        canvas(side).setLayers(data_->layers(side, frameRow()));
    windowMoved(maps_[0].canvas);
}

void TensorPane::showColors() {
    const bool largest = range_->currentIndex() == 1, ownError = errorScale_->currentIndex() == 1;
    for (const TensorSide side : allSides) {
        const bool ofError = side == TensorSide::error && ownError;
        const double reach = data_->reach(ofError, largest);
        MapColors colors;
        colors.kind = MapKind::diverging;
        colors.scale = {
            .low = -(reach > 0 ? reach : 1), .high = reach > 0 ? reach : 1, .scale = MapScale::linear};
        colors.title = side == TensorSide::error ? tr("B − A") : tr("value");
        colors.clippedShare = data_->beyond(side, reach);
        canvas(side).setColors(colors);
    }
}

void TensorPane::windowMoved(MapCanvas* from) {
    if (moving_) return;
    moving_ = true;
    for (auto& map : maps_)
        if (map.canvas != from) map.canvas->setWindow(from->window());
    moving_ = false;
    data_->want(from->window().translated(0, double(frameRow())), from->plotRect().size());
}

void TensorPane::showLines() {
    auto figure = std::make_shared<Figure>();
    figure->x.name = tr("Element");
    figure->y.name = tr("Value");
    figure->legend = Legend::above;
    const auto add = [&](TensorSide side, const QString& name, int style) {
        const auto& values = data_->vectorValues(side);
        if (values.empty()) return;
        Series series{.name = name, .mark = Mark::line, .style = style, .x = {}, .y = {}};
        series.x.resize(values.size());
        for (size_t i = 0; i < values.size(); ++i)
            series.x[i] = static_cast<double>(i);
        series.y.assign(values.begin(), values.end());
        figure->series.push_back(std::move(series));
    };
    const bool pair = b() != nullptr;
    if (!pair || mode() == all || mode() == onlyA) add(TensorSide::a, tr("A, %1").arg(a().content.label), 0);
    if (pair && (mode() == all || mode() == onlyB))
        add(TensorSide::b, QStringLiteral("%1, %2").arg(b()->letter(), b()->content.label), 1);
    if (pair && (mode() == all || mode() == onlyError)) add(TensorSide::error, tr("error, B − A"), 2);
    lines_->setFigure(std::move(figure), true);
}

void TensorPane::showFigures() {
    figures_->setFigures(data_->figures(), b() != nullptr);
    const Region region = canvas(TensorSide::a).selection();
    QString title = tr("Whole part");
    if (!region.empty() && !vector())
        title = region.rows == 1 && region.columns == 1
                    ? elementIndex(*input().partItem(), region.row + frameRow(), region.column)
                    : tr("Region, %1 × %2").arg(grouped(region.rows), grouped(region.columns));
    figuresTitle_->setText(data_->figuresNote().isEmpty() ? title : data_->figuresNote());
}

// ---- Where one looks

QStringList TensorPane::describe(TensorSide side, qint64 row, qint64 column, float value) const {
    const qint64 planeRow = row + frameRow();
    QStringList out{elementIndex(*input().partItem(), planeRow, column)};
    const auto valueOf = [&](TensorSide of) { return data_->value(of, planeRow, column); };
    const auto x = valueOf(TensorSide::a), y = valueOf(TensorSide::b);
    if (x && y)
        out << tr("A %1, B %2").arg(number(*x), number(*y)) << tr("B − A %1").arg(number(*y - *x));
    else if (x)
        out << tr("value %1").arg(number(*x));
    else if (side == TensorSide::error)
        out << tr("B − A %1").arg(shown(double(value)));
    else
        out << tr("value %1").arg(shown(double(value)));
    return out;
}

void TensorPane::setSelection(const Region& region) {
    for (auto& map : maps_)
        map.canvas->setSelection(region);
    Region plane = region;
    plane.row += frameRow();
    data_->askFigures(region.empty() ? Region{} : plane);
    if (region.empty()) return setPosition({});
    setPosition(elementIndex(*input().partItem(), plane.row, plane.column));
}

void TensorPane::regionChosen(const Region& region) {
    setSelection(region);
    Region hub = region;
    hub.frame = slice_;
    context_.hub.setRegion(hub);
}

void TensorPane::regionChanged() {
    if (!shows() || context_.hub.state().part != input().part) return;
    const Region& region = context_.hub.state().region;
    const PartPlane& plane = data_->plane();
    if (plane.rowsPerFrame <= 0 || region.row >= plane.rowsPerFrame || region.column >= plane.columns) return;
    if (!region.empty() && region.frame != slice_ && region.frame <= sliceField_->maximum())
        sliceField_->setValue(static_cast<int>(region.frame));
    Region shownRegion = region;
    shownRegion.frame = 0;
    if (!(canvas(TensorSide::a).selection() == shownRegion)) setSelection(shownRegion);
}

void TensorPane::goTo(qint64 row, qint64 column) {
    const PartPlane& plane = data_->plane();
    if (plane.rowsPerFrame > 0 && row / plane.rowsPerFrame != slice_)
        sliceField_->setValue(static_cast<int>(row / plane.rowsPerFrame));
    regionChosen({.frame = 0, .row = row - frameRow(), .column = column, .rows = 1, .columns = 1});
}

void TensorPane::nextSpot(int step) {
    if (spots_->rowCount() == 0) return;
    spot_ = std::clamp(spot_ + step, 0, spots_->rowCount() - 1);
    moving_ = true;
    spotsView_->selectRow(spot_);
    moving_ = false;
    goTo(spots_->spot(spot_).row, spots_->spot(spot_).column);
    setPosition(tr("%1, error %2 of %3")
                    .arg(spots_->spot(spot_).index, grouped(spot_ + 1), grouped(spots_->rowCount())));
}

Json TensorPane::settings() const {
    return Json::object(
        {{"range", range_->currentIndex()},
         {"error_scale", errorScale_->currentIndex()},
         {"parts", partsButton_->isChecked()},
         {"figures", sideButton_->isChecked()}}
    );
}

void TensorPane::restore(const Json& settings) {
    range_->setCurrentIndex(static_cast<int>(std::clamp<int64_t>(settings.at("range").asInt(0), 0, 1)));
    errorScale_->setCurrentIndex(
        static_cast<int>(std::clamp<int64_t>(settings.at("error_scale").asInt(0), 0, 1))
    );
    partsButton_->setChecked(settings.at("parts").asBool());
    sideButton_->setChecked(settings.at("figures").asBool(true));
    showColors();
}

} // namespace rarebit::views
