// SPDX-License-Identifier: GPL-3.0-or-later
// Three dimensions: the strongest values of a tensor, or of the error of its reconstruction, as a landscape;
// results as points over rate, time and quality. Where the machine cannot draw it, the map takes its place.
#include "views/core/asset_state.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/marks.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"
#include "views/maps/layer_grid.hpp"
#include "views/maps/reconstruction.hpp"
#include "views/maps/tensor_map.hpp"
#include "views/volume/terrain.hpp"

#include <QAbstractTableModel>
#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace rarebit::views {
namespace {

const QString encodeTime = QStringLiteral("encode_ms.median"),
              decodeTime = QStringLiteral("decode_ms.median");

// Tiles of the landscape or points of the scatter, in numbers.
class SurfaceTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void set(QStringList header, QVector<QStringList> rows) {
        beginResetModel();
        header_ = std::move(header);
        rows_ = std::move(rows);
        endResetModel();
    }
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : int(rows_.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : int(header_.size());
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        if (role == Qt::TextAlignmentRole && index.column() > 0)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return role == Qt::DisplayRole ? QVariant(rows_[index.row()].value(index.column())) : QVariant();
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(header_.value(section))
                                                                        : QVariant();
    }

private:
    QStringList header_;
    QVector<QStringList> rows_;
};

class SurfaceView : public View {
    Q_OBJECT
public:
    SurfaceView(ViewContext& context, QWidget* parent);

    QAbstractItemModel* table() override;
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override { return {link_, decode_}; }
    void assetsUpdated() override { refresh(); }
    Json settings() const override {
        return Json::object(
            {{"what", what_->current()},
             {"value", value_->current()},
             {"linked", link_->isChecked()},
             {"decode", decode_->isChecked()}}
        );
    }
    void restore(const Json& settings) override {
        what_->setCurrent(static_cast<int>(settings.at("what").asInt()));
        value_->setCurrent(static_cast<int>(settings.at("value").asInt()));
        link_->setChecked(settings.at("linked").asBool(true));
        decode_->setChecked(settings.at("decode").asBool());
        refresh();
    }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) follow();
    }

private:
    bool scatter() const { return what_->current() == 1; }
    bool error() const { return value_->current() == 1; }
    void follow();
    void refresh();
    void showScatter();
    void showLandscape();
    void showMap(const PartItem& part);
    void takePyramid(Result<Derived> answer);
    void buildTerrain();
    void cannotDraw(const Error& error);
    void mark();
    void chosen(int place);
    QStringList describe(int place) const;
    void paintLegend(QPainter& painter, const QRectF& area) const;
    int slot() const { return asset_ ? reconstructionSlot(context_.hub.state(), asset_->path) : -1; }
    Json spec() const {
        return slot() < 0 ? Json() : context_.hub.state().slotted[static_cast<size_t>(slot())].spec;
    }
    const PartItem* part() const;

    AssetPtr asset_;
    QString path_, part_;
    QString asked_; // what the pyramid is of
    Ticket ticket_;
    PyramidCells cells_;
    Terrain terrain_;
    Scatter points_;
    std::array<QString, 3> columns_;
    bool flat_ = false; // the map stands in for the landscape
    SurfaceTable table_;

    SegmentedControl *what_, *value_;
    QStackedWidget* content_;
    SurfaceCanvas* canvas_;
    TensorMap* map_;
    StateStack* states_;
    QAction *link_, *decode_;
    QTimer* later_;
};

SurfaceView::SurfaceView(ViewContext& context, QWidget* parent)
    : View(context, parent), what_(new SegmentedControl(this)), value_(new SegmentedControl(this)),
      content_(new QStackedWidget(this)), canvas_(new SurfaceCanvas(content_)),
      map_(new TensorMap(context.previews, content_)),
      states_(new StateStack(content_, BusyState::Shape::picture, this)),
      link_(new QAction(tr("Turn all 3-D views together"), this)),
      decode_(new QAction(tr("Decoding time instead of encoding time"), this)), later_(new QTimer(this)) {
    what_->addPart(tr("Landscape"), {}, tr("The strongest values of the tensor as heights"));
    what_->addPart(tr("Results"), {}, tr("Rate, time and quality of each result"));
    value_->addPart(tr("Magnitude"));
    value_->addPart(tr("Error"));
    what_->setObjectName(QStringLiteral("what"));
    what_->setAccessibleName(tr("What is shown"));
    value_->setObjectName(QStringLiteral("value"));
    value_->setAccessibleName(tr("Heights show"));
    canvas_->setObjectName(QStringLiteral("surface"));
    content_->addWidget(canvas_);
    content_->addWidget(map_);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 12, 6);
    bar->setSpacing(8);
    bar->addWidget(what_);
    bar->addWidget(value_);
    bar->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(states_, 1);
    setFocusProxy(canvas_);
    for (QAction* action : {link_, decode_})
        action->setCheckable(true);
    link_->setChecked(true);
    connect(link_, &QAction::toggled, canvas_, &SurfaceCanvas::setLinked);
    connect(decode_, &QAction::toggled, this, [this] { refresh(); });
    canvas_->setReadout([this](int place) { return describe(place); });
    canvas_->setLegend([this](QPainter& painter, const QRectF& area) { paintLegend(painter, area); });
    connect(canvas_, &SurfaceCanvas::failed, this, [this] { cannotDraw(*canvas_->error()); });
    connect(canvas_, &SurfaceCanvas::chosen, this, &SurfaceView::chosen);
    connect(canvas_, &SurfaceCanvas::opened, this, [this](int place) {
        if (scatter() && place < points_.rows.size())
            context_.hub.requestCompare(context_.results.key(points_.rows[place]));
    });
    connect(map_, &TensorMap::regionChosen, this, [this](const Region& region) {
        if (!pinned()) context_.hub.setRegion(map_->plane().toHub(region));
    });
    for (SegmentedControl* control : {what_, value_})
        connect(control, &SegmentedControl::currentChanged, this, [this] { refresh(); });
    connect(&context.hub, &Hub::assetChanged, this, &SurfaceView::follow);
    connect(&context.hub, &Hub::slotsChanged, this, &SurfaceView::refresh);
    connect(&context.hub, &Hub::columnsChanged, this, &SurfaceView::refresh);
    connect(&context.hub, &Hub::regionChanged, this, &SurfaceView::mark);
    connect(&context.hub, &Hub::resultsChanged, this, &SurfaceView::mark);
    connect(&Theme::get(), &Theme::changed, this, [this] {
        if (scatter())
            showScatter();
        else if (!cells_.empty() && !flat_)
            buildTerrain();
    });
    later_->setSingleShot(true);
    later_->setInterval(100);
    connect(later_, &QTimer::timeout, this, [this] {
        if (scatter()) showScatter();
    });
    connect(&context.results, &ResultSet::rowsAdded, later_, qOverload<>(&QTimer::start));
    connect(&context.results, &ResultSet::rowsChanged, later_, qOverload<>(&QTimer::start));
    connect(&context.results, &ResultSet::cleared, later_, qOverload<>(&QTimer::start));
    follow();
}

void SurfaceView::follow() {
    if (pinned()) return;
    path_ = context_.hub.state().asset;
    part_ = context_.hub.state().part;
    refresh();
}

const PartItem* SurfaceView::part() const {
    if (!asset_) return nullptr;
    const PartItem* chosen = asset_->part(part_);
    if (chosen && hasNumbers(*chosen)) return chosen;
    const auto first = std::ranges::find_if(asset_->parts, hasNumbers);
    return first == asset_->parts.end() ? nullptr : &*first;
}

void SurfaceView::refresh() {
    asset_ = path_.isEmpty() ? nullptr : context_.asset(path_);
    value_->setVisible(!scatter());
    value_->setPartEnabled(1, slot() >= 0);
    if (slot() < 0 && error()) value_->setCurrent(0);
    setSubject({});
    setState({});
    if (const Error* missing = canvas_->error(); missing && !(flat_ && !scatter()))
        return cannotDraw(*missing);
    if (scatter()) return showScatter();
    const NoAsset none{
        QStringLiteral("badge-3d"), tr("No tensor selected"), tr("Choose a tensor in Assets.")};
    if (auto state = showAssetState(*states_, context_, asset_, none)) return setState(std::move(*state));
    if (!part()) {
        states_->showEmpty(
            none.icon,
            tr("No tensors in %1").arg(asset_->name),
            tr("A landscape shows numbers on a grid: models, caches, arrays, pictures.")
        );
        return;
    }
    showLandscape();
}

// ---- Landscape

void SurfaceView::showLandscape() {
    const PartItem& shown = *part();
    QString of;
    if (error()) {
        const Slot& content = context_.hub.state().slotted[static_cast<size_t>(slot())];
        of = tr(", error of %1 (%2)").arg(QChar('A' + slot())).arg(content.label);
    }
    setSubject(tr("%1, %2").arg(shown.name, shapeText(shown.shape)) + of);
    if (flat_) return showMap(shown);
    const Source original{asset_->path, asset_->reader, asset_->hash, shown.name, {}};
    Source source = original;
    if (error()) source.spec = spec();
    const QString wanted =
        QStringLiteral("%1\n%2\n%3\n%4")
            .arg(source.path, source.hash, source.part, QString::fromStdString(source.spec.dump()));
    if (asked_ == wanted) {
        if (!cells_.empty()) return buildTerrain();
    } else {
        asked_ = wanted;
        cells_ = {};
        ticket_ = context_.previews.derive(
            QStringLiteral("pyramid"),
            {},
            source,
            error() ? &original : nullptr,
            [this](auto answer) { takePyramid(std::move(answer)); }
        );
    }
    setState({ViewState::Kind::busy, tr("reading"), {}});
    states_->showBusy(tr("reading %1").arg(shown.name));
}

void SurfaceView::takePyramid(Result<Derived> answer) {
    if (scatter() || flat_) return;
    if (!answer) {
        asked_.clear();
        setState({ViewState::Kind::failed, tr("error"), answer.error()});
        states_->showError(answer.error()).addFix(tr("Try again"), [this] { refresh(); });
        return;
    }
    cells_ = pyramidCells(*answer);
    buildTerrain();
}

void SurfaceView::buildTerrain() {
    if (cells_.empty() || !part()) return;
    if (const Error* missing = canvas_->error()) return cannotDraw(*missing);
    terrain_ = terrainOf(
        cells_, PartPlane(*part()), error() ? tr("max |error|") : tr("max |value|"), Theme::get().dark()
    );
    content_->setCurrentWidget(canvas_);
    states_->showContent();
    setState({});
    canvas_->setAccessibleName(tr("Landscape of %1").arg(part()->name));
    canvas_->setAxes(terrain_.axes[0], terrain_.axes[1], terrain_.axes[2], terrainHeight);
    canvas_->setPoints({});
    canvas_->setLandscape(terrain_.landscape);
    canvas_->setPlaces(terrain_.places);
    mark();
}

void SurfaceView::showMap(const PartItem& shown) {
    map_->setValue(error() ? MapValue::error : MapValue::magnitude);
    map_->setPart({asset_->path, asset_->reader, asset_->hash, shown.name, {}}, shown, spec());
    content_->setCurrentWidget(map_);
    states_->showContent();
}

// ---- Results

void SurfaceView::showScatter() {
    if (canvas_->error()) return cannotDraw(*canvas_->error());
    const HubState& state = context_.hub.state();
    QString metric = state.metricColumn;
    if (metric.isEmpty()) metric = usualMetric(context_.results, asset_ ? asset_->kind : QString());
    columns_ = {state.rateColumn, decode_->isChecked() ? decodeTime : encodeTime, metric};
    points_ = scatterOf(context_.results, asset_ ? asset_->hash : QString(), columns_);
    if (points_.rows.isEmpty()) {
        states_->showEmpty(
            QStringLiteral("badge-3d"),
            asset_ ? tr("No results of %1").arg(asset_->name) : tr("No results"),
            tr("Run a method, or sweep one of its parameters.")
        );
        return;
    }
    setSubject(
        points_.rows.size() == 1 ? tr("1 result") : tr("%1 results").arg(grouped(points_.rows.size()))
    );
    content_->setCurrentWidget(canvas_);
    states_->showContent();
    canvas_->setAccessibleName(tr("Results over rate, time and quality"));
    canvas_->setAxes(points_.axes[0], points_.axes[1], points_.axes[2], 1);
    canvas_->setLandscape({});
    canvas_->setPoints(points_.points);
    canvas_->setPlaces(points_.places);
    mark();
}

void SurfaceView::mark() {
    const HubState& state = context_.hub.state();
    QVector<int> marked;
    if (scatter()) {
        for (const auto& key : state.results)
            if (const auto at = points_.rows.indexOf(context_.results.rowOf(key)); at >= 0)
                marked.push_back(int(at));
    } else if (part() && !state.region.empty() && state.asset == path_) {
        const Region plane = PartPlane(*part()).toPlane(state.region);
        if (flat_)
            map_->setSelection(plane);
        else if (const int place = terrain_.place(plane); place >= 0)
            marked.push_back(place);
    }
    canvas_->setMarked(marked);
}

void SurfaceView::chosen(int place) {
    if (scatter()) {
        if (place < points_.rows.size()) context_.hub.setResults({context_.results.key(points_.rows[place])});
    } else if (part() && !pinned()) {
        context_.hub.setRegion(PartPlane(*part()).toHub(terrain_.region(place)));
    }
}

QStringList SurfaceView::describe(int place) const {
    if (scatter()) {
        if (place >= points_.rows.size()) return {};
        const int row = points_.rows[place];
        QStringList out{context_.results.label(row)};
        for (const auto& column : columns_)
            out.push_back(QStringLiteral("%1 %2").arg(
                describeColumn(column).name, valueText(column, context_.results.number(row, column))
            ));
        return out;
    }
    const Region region = terrain_.region(place);
    const auto range = [](qint64 first, qint64 count) {
        return count == 1 ? grouped(first)
                          : QStringLiteral("%1–%2").arg(grouped(first), grouped(first + count - 1));
    };
    return {
        tr("rows %1, columns %2").arg(range(region.row, region.rows), range(region.column, region.columns)),
        terrain_.axes[2].title + QLatin1Char(' ') +
            number(terrain_.tiles.grid.values[static_cast<size_t>(place)])};
}

// Marks of the series, or the colours of heights.
void SurfaceView::paintLegend(QPainter& painter, const QRectF& area) const {
    painter.setFont(views::font(Text::caption));
    const QFontMetrics metrics(painter.font());
    if (scatter()) {
        const int line = 17;
        int wide = 0;
        for (const auto& name : points_.names)
            wide = std::max(wide, metrics.horizontalAdvance(name));
        QRectF box(0, 0, wide + 34, line * points_.names.size() + 8);
        box.moveBottomRight(area.bottomRight() - QPointF(8, 8));
        QColor ground = color(Token::pane);
        ground.setAlphaF(0.9F);
        painter.fillRect(box, ground);
        for (qsizetype i = 0; i < points_.names.size(); ++i) {
            const double y = box.top() + 4 + line * (double(i) + 0.5);
            SeriesStyle style = Theme::get().series(points_.nameSeries[i]);
            style.marker = static_cast<Marker>(points_.nameSeries[i] % 4); // as the shapes in space
            style.hollow = false;
            paintMarker(painter, {box.left() + 12, y}, style, 4, color(Token::pane));
            painter.setPen(color(Token::text));
            painter.drawText(
                QRectF(box.left() + 24, y - line / 2.0, wide + 8, line),
                Qt::AlignLeft | Qt::AlignVCenter,
                points_.names[i]
            );
        }
        return;
    }
    const int line = metrics.height(), words = metrics.horizontalAdvance(QStringLiteral("0.0000")) + 4;
    const QRectF bar(
        area.right() - words - 20, area.top() + line + 12, 12, std::min(140.0, area.height() - 5.0 * line)
    );
    if (bar.height() < 20) return;
    const auto colors = colorMap(MapKind::viridis, Theme::get().dark());
    const int steps = static_cast<int>(bar.height());
    for (int y = 0; y < steps; ++y)
        painter.fillRect(
            QRectF(bar.left(), bar.bottom() - y - 1, bar.width(), 1),
            QColor::fromRgb(colors[static_cast<size_t>(255 * y / (steps - 1))])
        );
    painter.setPen(color(Token::axis));
    painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5));
    painter.setPen(color(Token::text2));
    const auto write = [&](double y, const QString& text) {
        painter.drawText(QRectF(area.left(), y, area.width() - 8, line), Qt::AlignRight, text);
    };
    const auto mark = [&](double y, const QString& text) {
        painter.drawText(QRectF(bar.right() + 4, y - line / 2.0, words, line), Qt::AlignLeft, text);
    };
    write(bar.top() - line - 6, terrain_.axes[2].title);
    mark(bar.top(), number(terrain_.highest, 3));
    mark(bar.bottom(), QStringLiteral("0"));
    write(bar.bottom() + line / 2.0 + 2, tr("square root"));
    write(bar.bottom() + 1.5 * line + 2, tr("0 % clipped"));
}

// ---- Everything else

void SurfaceView::cannotDraw(const Error& error) {
    setState({ViewState::Kind::failed, tr("no 3-D"), error});
    ErrorCard& card = states_->showError(error);
    if (scatter()) {
        card.addFix(tr("Back to the tensor"), [this] {
            flat_ = true;
            what_->setCurrent(0);
            refresh();
        });
        return;
    }
    card.addFix(tr("Show the map"), [this] {
        flat_ = true;
        refresh();
    });
}

QAbstractItemModel* SurfaceView::table() {
    if (flat_ && !scatter()) return map_->table();
    QVector<QStringList> rows;
    if (scatter()) {
        for (const int row : points_.rows) {
            QStringList cells{context_.results.label(row)};
            for (const auto& column : columns_)
                cells.push_back(valueText(column, context_.results.number(row, column), false));
            rows.push_back(cells);
        }
        QStringList header{tr("Result")};
        for (const auto& column : columns_) {
            const ColumnText text = describeColumn(column);
            header.push_back(
                text.unit.isEmpty() ? text.name : QStringLiteral("%1, %2").arg(text.name, text.unit)
            );
        }
        table_.set(header, rows);
        return &table_;
    }
    if (terrain_.places.empty()) return nullptr;
    for (size_t place = 0; place < terrain_.places.size(); ++place) {
        const Region region = terrain_.region(static_cast<int>(place));
        rows.push_back(
            {grouped(region.row), grouped(region.column), number(terrain_.tiles.grid.values[place])}
        );
    }
    table_.set({tr("From row"), tr("From column"), terrain_.axes[2].title}, rows);
    return &table_;
}

Status SurfaceView::exportFigure(const QString& path) {
    if (flat_ && !scatter()) return map_->canvas().exportFigure(path, subject());
    if (!canvas_->frame())
        return unsupported("there is no picture yet", path.toStdString(), "wait until the view shows one");
    return writePicture(path, canvas_->size(), subject(), [this](QPainter& painter) {
        canvas_->render(&painter, {}, {}, QWidget::DrawChildren);
    });
}

QString SurfaceView::commandLine() const {
    if (scatter()) {
        const QString project = context_.project ? context_.project() : QString();
        if (project.isEmpty()) return {};
        return QStringLiteral("rarebit results %1 --csv --columns %2")
            .arg(
                shellQuoted(project),
                shellQuoted(
                    QStringLiteral("asset,method,") + columns_[0] + u',' + columns_[1] + u',' + columns_[2]
                )
            );
    }
    if (!part()) return {};
    return QStringLiteral("rarebit outliers %1 --parts %2 --top 100")
        .arg(shellQuoted(asset_->path), shellQuoted(part()->name));
}

} // namespace

const ViewDef& surface() {
    static const ViewDef def{
        .id = QStringLiteral("surface"),
        .title = SurfaceView::tr("Surface"),
        .icon = QStringLiteral("badge-3d"),
        .group = QStringLiteral("maps"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new SurfaceView(context, parent);
        },
    };
    return def;
}

} // namespace rarebit::views

#include "surface.view.moc"
