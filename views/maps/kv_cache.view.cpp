// SPDX-License-Identifier: GPL-3.0-or-later
// A KV cache: layers by heads at the left, keys above values of the chosen head at the right, one cursor
// through all.
#include "views/compare/pane.hpp"
#include "views/core/asset_state.hpp"
#include "views/core/background.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"
#include "views/maps/attention_bars.hpp"
#include "views/maps/kv_table.hpp"
#include "views/maps/map_canvas.hpp"
#include "views/maps/model_map.hpp"
#include "views/maps/reconstruction.hpp"
#include "views/maps/token_slider.hpp"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace rarebit::views {
namespace {

constexpr int stripWidth = 196;
constexpr int tallestCell = 28;
constexpr int tokensPerSecond = 8;
constexpr int settleTime = 250; // ms after the last step of the cursor until other views follow

class KvCache : public View {
    Q_OBJECT
public:
    KvCache(ViewContext& context, QWidget* parent);

    QAbstractItemModel* table() override { return sides_[0].data || sides_[1].data ? &table_ : nullptr; }
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override { return figures_->actions(); }
    void assetsUpdated() override { refresh(); }
    Json settings() const override {
        return Json::object(
            {{"sides", which_->current()}, {"look", look_->current()}, {"figure", int(figure_)}}
        );
    }
    void restore(const Json& settings) override {
        which_->setCurrent(static_cast<int>(settings.at("sides").asInt(2)));
        look_->setCurrent(static_cast<int>(settings.at("look").asInt()));
        figure_ = static_cast<PartFigure>(std::clamp<int64_t>(settings.at("figure").asInt(1), 0, 2));
        refresh();
    }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) follow();
    }

private:
    enum Which : uint8_t { keys, values, both };
    struct Side {
        MapCanvas* canvas = nullptr;
        std::shared_ptr<const KvSide> data;
        std::shared_ptr<const Payload> original, decoded;
        Ticket originalTicket, decodedTicket;
    };
    QWidget* makeStrip();
    QWidget* makeMaps();
    void makeActions();
    void follow();
    void refresh();
    void askStrip();
    void fillStrip();
    void chooseHead(int layer, qint64 head, bool tell);
    void load();
    void arrived(
        int side, std::shared_ptr<const Payload> Side::*slot, Result<std::shared_ptr<const Payload>> answer
    );
    void take(int side, Result<KvSide> made);
    void draw();
    void alignColumns();
    void setToken(qint64 token, bool tell);
    void play(bool on);
    void tellRegion();
    void tellState();
    bool shows(int side) const { return which_->current() == both || which_->current() == side; }
    KvShow show() const { return static_cast<KvShow>(shown_->current()); }
    const PartItem* keyPart() const {
        return asset_ && !layers_.isEmpty() ? asset_->part(layers_[layer_].key) : nullptr;
    }
    QString partOf(int side) const { return side == keys ? layers_[layer_].key : layers_[layer_].value; }
    Json spec() const {
        const int slot = asset_ ? reconstructionSlot(context_.hub.state(), asset_->path) : -1;
        return slot < 0 ? Json() : context_.hub.state().slotted[static_cast<size_t>(slot)].spec;
    }
    Source sourceOf(const QString& part, const Json& spec) const {
        return {asset_->path, asset_->reader, asset_->hash, part, spec};
    }

    AssetPtr asset_;
    QString path_;
    QVector<KvLayer> layers_;
    int layer_ = 0;
    qint64 head_ = 0, token_ = 0;
    bool own_ = false; // the hub is being told by this view
    QString wanted_;   // what was asked for last
    int generation_ = 0;
    std::optional<Error> error_;
    std::array<Side, 2> sides_;
    Ticket attentionTicket_;
    PartFigure figure_ = PartFigure::kurtosis;
    PartStatistics statistics_;
    KvTable table_;

    SegmentedControl *which_, *look_, *shown_;
    ElidedLabel* readout_;
    StateStack* states_;
    QLabel* stripFigure_;
    MapCanvas* strip_;
    AttentionBars* attention_;
    TokenSlider* slider_;
    QToolButton* play_;
    QTimer *player_, *settle_, *stripTimer_;
    QActionGroup* figures_;
};

KvCache::KvCache(ViewContext& context, QWidget* parent)
    : View(context, parent), statistics_(context.previews, nullptr), which_(new SegmentedControl(this)),
      look_(new SegmentedControl(this)), shown_(new SegmentedControl(this)),
      readout_(new ElidedLabel(Text::number, Token::text2, this)), player_(new QTimer(this)),
      settle_(new QTimer(this)), stripTimer_(new QTimer(this)), figures_(new QActionGroup(this)) {
    for (const QString& text : {tr("K"), tr("V"), tr("K and V")})
        which_->addPart(text);
    for (const QString& text : {tr("Value"), tr("Magnitude")})
        look_->addPart(text);
    for (const QString& text : {tr("Original"), tr("Reconstruction"), tr("Error")})
        shown_->addPart(text);
    which_->setCurrent(both);
    which_->setObjectName(QStringLiteral("sides"));
    which_->setAccessibleName(tr("Keys or values"));
    look_->setObjectName(QStringLiteral("look"));
    look_->setAccessibleName(tr("Colours show"));
    shown_->setObjectName(QStringLiteral("shown"));
    shown_->setAccessibleName(tr("What of the head"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 12, 6);
    bar->setSpacing(8);
    for (QWidget* control : {which_, look_, shown_}) {
        control->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the read-out gives way
        bar->addWidget(control);
    }
    bar->addWidget(readout_, 1);

    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(makeStrip());
    row->addWidget(makeMaps(), 1);
    states_ = new StateStack(content, BusyState::Shape::tiles, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(states_, 1);
    makeActions();

    connect(which_, &SegmentedControl::currentChanged, this, [this] {
        askStrip();
        load();
    });
    connect(look_, &SegmentedControl::currentChanged, this, &KvCache::draw);
    connect(shown_, &SegmentedControl::currentChanged, this, &KvCache::load);
    connect(&context.hub, &Hub::assetChanged, this, &KvCache::follow);
    connect(&context.hub, &Hub::regionChanged, this, &KvCache::follow);
    connect(&context.hub, &Hub::slotsChanged, this, &KvCache::refresh);
    player_->setInterval(1000 / tokensPerSecond);
    connect(player_, &QTimer::timeout, this, [this] {
        if (token_ + 1 >= slider_->count()) return play(false);
        setToken(token_ + 1, false);
    });
    settle_->setSingleShot(true);
    settle_->setInterval(settleTime);
    connect(settle_, &QTimer::timeout, this, &KvCache::tellRegion);
    stripTimer_->setSingleShot(true);
    stripTimer_->setInterval(60);
    connect(stripTimer_, &QTimer::timeout, this, &KvCache::fillStrip);
    connect(&statistics_, &PartStatistics::arrived, this, [this] {
        if (!stripTimer_->isActive()) stripTimer_->start();
        tellState();
    });
    connect(&statistics_, &PartStatistics::finished, this, &KvCache::tellState);
    follow();
}

QWidget* KvCache::makeStrip() {
    auto* panel = new QWidget(this);
    const auto fit = [panel] { panel->setFixedWidth(Theme::get().scaled(stripWidth)); };
    fit();
    connect(&Theme::get(), &Theme::changed, panel, fit);
    strip_ = new MapCanvas(panel);
    strip_->setObjectName(QStringLiteral("kvStrip"));
    strip_->setAccessibleName(tr("Layers and heads"));
    strip_->setZoomable(false);
    strip_->setBarPlace(MapCanvas::BarPlace::below);
    stripFigure_ = makeLabel({}, Text::caption, Token::text2, panel);
    stripFigure_->setContentsMargins(12, 0, 12, 0);
    auto* title = makeLabel(tr("Layer, head"), Text::captionMedium, Token::text, panel);
    title->setContentsMargins(12, 4, 12, 0);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(stripFigure_);
    layout->addWidget(strip_, 1000);
    layout->addStretch(1); // what a cache of few layers leaves
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 0);
    buttons->setSpacing(4);
    auto* first = iconButton(QStringLiteral("skip-start-fill"), tr("First token"), panel);
    play_ = iconButton(QStringLiteral("play-fill"), tr("Play (Space)"), panel);
    play_->setObjectName(QStringLiteral("play"));
    auto* last = iconButton(QStringLiteral("skip-end-fill"), tr("Last token"), panel);
    for (QToolButton* button : {first, play_, last})
        buttons->addWidget(button);
    buttons->addWidget(makeLabel(tr("%1 tokens/s").arg(tokensPerSecond), Text::caption, Token::text2, panel));
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(first, &QToolButton::clicked, this, [this] { setToken(0, true); });
    connect(last, &QToolButton::clicked, this, [this] { setToken(slider_->count() - 1, true); });
    connect(play_, &QToolButton::clicked, this, [this] { play(!player_->isActive()); });
    connect(strip_, &MapCanvas::selected, this, [this](const Region& region) {
        chooseHead(static_cast<int>(region.row), region.column, true);
    });
    connect(strip_, &MapCanvas::activated, this, [this] {
        sides_[shows(keys) ? keys : values].canvas->setFocus();
    });
    strip_->setReadout([this](const MapProbe& probe) {
        QStringList out{tr("layer %1, head %2").arg(layers_.value(int(probe.row)).number).arg(probe.column)};
        out.push_back(
            stripFigure_->text().section(QLatin1Char(','), 0, 0) + QLatin1Char(' ') + number(probe.value, 3)
        );
        return out;
    });
    return panel;
}

QWidget* KvCache::makeMaps() {
    auto* panel = new QWidget(this);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    attention_ = new AttentionBars(panel);
    attention_->hide();
    layout->addWidget(attention_);
    for (const int side : {keys, values}) {
        auto* canvas = new MapCanvas(panel);
        sides_[static_cast<size_t>(side)].canvas = canvas;
        canvas->setObjectName(side == keys ? QStringLiteral("kvKeys") : QStringLiteral("kvValues"));
        canvas->setAccessibleName(side == keys ? tr("Keys of the head") : tr("Values of the head"));
        canvas->setLetter(side == keys ? tr("K") : tr("V"));
        canvas->setRowAxis({.title = tr("Channel")});
        layout->addWidget(canvas, 1);
        connect(canvas, &MapCanvas::windowChanged, this, [this, canvas] {
            for (const Side& other : sides_) {
                QRectF window = other.canvas->window();
                window.setLeft(canvas->window().left());
                window.setWidth(canvas->window().width());
                if (other.canvas != canvas && other.canvas->columns() == canvas->columns())
                    other.canvas->setWindow(window);
            }
            alignColumns();
        });
        connect(canvas, &MapCanvas::selected, this, [this, side](const Region& region) {
            sides_[side == keys ? values : keys].canvas->setSelection({});
            setToken(region.column, false);
            settle_->stop();
            if (pinned()) return;
            own_ = true;
            context_.hub.setPart(partOf(side));
            context_.hub.setRegion(
                {.frame = head_,
                 .row = region.column,
                 .column = region.row,
                 .rows = region.columns,
                 .columns = region.rows}
            );
            own_ = false;
        });
        connect(canvas, &MapCanvas::left, this, [this, canvas] {
            if (canvas->showsEverything())
                strip_->setFocus();
            else
                canvas->setWindow(canvas->everything());
        });
        canvas->setReadout([this, side](const MapProbe& probe) {
            const auto range = [](qint64 first, qint64 count) {
                return count == 1 ? grouped(first)
                                  : QStringLiteral("%1–%2").arg(grouped(first), grouped(first + count - 1));
            };
            return QStringList{
                tr("%1 channel %2, token %3")
                    .arg(
                        side == keys ? tr("K") : tr("V"),
                        range(probe.row, probe.rows),
                        range(probe.column, probe.columns)
                    ),
                number(probe.value)};
        });
    }
    slider_ = new TokenSlider(panel);
    slider_->setObjectName(QStringLiteral("tokens"));
    layout->addWidget(slider_);
    connect(slider_, &TokenSlider::tokenChosen, this, [this](qint64 token) { setToken(token, true); });
    return panel;
}

void KvCache::makeActions() {
    for (const auto figure : {PartFigure::maxZ, PartFigure::kurtosis, PartFigure::relativeError}) {
        auto* action = figures_->addAction(tr("Heads by %1").arg(figureTitle(figure)));
        action->setCheckable(true);
        action->setChecked(figure == figure_);
        connect(action, &QAction::triggered, this, [this, figure] {
            figure_ = figure;
            askStrip();
        });
    }
    auto* toggle = new QAction(this);
    toggle->setShortcut(Qt::Key_Space);
    toggle->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(toggle);
    connect(toggle, &QAction::triggered, this, [this] { play(!player_->isActive()); });
}

// ---- From the hub

void KvCache::follow() {
    if (pinned() || own_) return;
    path_ = context_.hub.state().asset;
    refresh();
}

void KvCache::refresh() {
    const AssetPtr asset = path_.isEmpty() ? nullptr : context_.asset(path_);
    const bool another = asset != asset_;
    asset_ = asset;
    for (QWidget* control : {which_, look_, shown_})
        control->setEnabled(false);
    const NoAsset none{
        QStringLiteral("grid"),
        tr("No KV cache selected"),
        tr("Choose a cache in Assets: a safetensors file with layers.N.k and layers.N.v.")};
    setSubject({});
    if (auto state = showAssetState(*states_, context_, asset_, none)) return setState(std::move(*state));
    const auto layers = kvLayers(*asset_);
    if (layers.isEmpty()) {
        states_->showEmpty(none.icon, tr("%1 is no KV cache").arg(asset_->name), none.how);
        return setState({});
    }
    layers_ = layers;
    layer_ = std::clamp<int>(layer_, 0, int(layers_.size()) - 1);
    const bool pair = !spec().isNull();
    for (QWidget* control : {which_, look_, shown_})
        control->setEnabled(true);
    shown_->setPartEnabled(int(KvShow::reconstruction), pair);
    shown_->setPartEnabled(int(KvShow::error), pair);
    if (!pair) shown_->setCurrent(int(KvShow::original));
    figures_->actions()[int(PartFigure::relativeError)]->setEnabled(pair);
    if (!pair && figure_ == PartFigure::relativeError) figure_ = PartFigure::kurtosis;
    if (another) {
        const qint64 heads = keyPart()->shape[0];
        QStringList rows, columns;
        for (const auto& layer : layers_)
            rows.push_back(QString::number(layer.number));
        for (qint64 head = 0; head < heads; ++head)
            columns.push_back(QString::number(head));
        strip_->setExtent(layers_.size(), heads);
        strip_->setRowAxis({.names = rows});
        strip_->setColumnAxis({.names = columns});
        strip_->setMaximumHeight(strip_->heightFor(tallestCell * static_cast<int>(layers_.size())));
        for (Side& side : sides_) {
            side = Side{
                .canvas = side.canvas,
                .data = {},
                .original = {},
                .decoded = {},
                .originalTicket = {},
                .decodedTicket = {}};
            side.canvas->setExtent(0, 0);
        }
    }
    // What the hub has chosen: part and head, perhaps a token.
    int layer = layer_;
    qint64 head = std::clamp<qint64>(head_, 0, keyPart()->shape[0] - 1);
    const HubState& state = context_.hub.state();
    if (!pinned() && state.asset == asset_->path) {
        for (int i = 0; i < layers_.size(); ++i)
            if (state.part == layers_[i].key || state.part == layers_[i].value) layer = i;
        if (!state.region.empty()) {
            head = std::clamp<qint64>(state.region.frame, 0, keyPart()->shape[0] - 1);
            if (state.region.rows == 1) token_ = state.region.row;
        }
    }
    askStrip();
    chooseHead(layer, head, false);
}

// ---- Strip of layers and heads

void KvCache::askStrip() {
    if (!asset_ || layers_.isEmpty()) return;
    const bool compared = figure_ == PartFigure::relativeError;
    const int side = which_->current() == values ? values : keys;
    QVector<PartStatistics::Item> items;
    for (const auto& layer : layers_) {
        const QString& part = side == values ? layer.value : layer.key;
        for (qint64 head = 0; head < strip_->columns(); ++head)
            items.push_back({sourceOf(part, compared ? spec() : Json()), {head, head + 1}});
    }
    statistics_.ask(std::move(items), compared);
    fillStrip();
}

void KvCache::fillStrip() {
    if (statistics_.size() == 0 || statistics_.size() != strip_->rows() * strip_->columns()) return;
    MapGrid grid{strip_->rows(), strip_->columns(), {}};
    std::vector<CellMark> marks;
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < statistics_.size(); ++i) {
        const PartFigures* figures = statistics_.figures(i);
        const double value = figures ? figureOf(*figures, figure_) : std::nan("");
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
        grid.values.push_back(static_cast<float>(value));
        marks.push_back(figures || statistics_.error(i) ? CellMark::value : CellMark::pending);
    }
    MapColors colors;
    const bool some = low <= high;
    colors.scale.low = some ? low : 0;
    colors.scale.high = some ? std::max(high, low + 1e-9) : 1;
    if (figure_ == PartFigure::kurtosis) colors.scale.scale = MapScale::log;
    colors.clippedShare = 0;
    strip_->setLayers({{std::make_shared<const MapPyramid>(std::move(grid)), 0, 0, 1, 1}});
    strip_->setMarks(std::move(marks));
    strip_->setColors(colors);
    const QString name =
        tr("%1 %2").arg(which_->current() == values ? tr("V") : tr("K"), figureTitle(figure_));
    stripFigure_->setText(some ? tr("%1, %2 to %3").arg(name, number(low, 3), number(high, 3)) : name);
    for (int i = 0; i < 3; ++i)
        figures_->actions()[i]->setChecked(int(figure_) == i);
}

// ---- The head

void KvCache::chooseHead(int layer, qint64 head, bool tell) {
    layer_ = layer;
    head_ = head;
    strip_->setSelection({.frame = 0, .row = layer, .column = head, .rows = 1, .columns = 1});
    const PartItem& key = *keyPart();
    setSubject(tr("layer %1, head %2: %3 tokens × %4 channels")
                   .arg(layers_[layer_].number)
                   .arg(head)
                   .arg(grouped(key.shape[1]), grouped(key.shape[2])));
    if (tell && !pinned()) {
        own_ = true;
        context_.hub.setPart(partOf(which_->current() == values ? values : keys));
        context_.hub.setRegion(
            {.frame = head, .row = 0, .column = 0, .rows = key.shape[1], .columns = key.shape[2]}
        );
        own_ = false;
    }
    load();
}

void KvCache::load() {
    if (!asset_ || layers_.isEmpty()) return;
    const QString wanted = QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
                               .arg(asset_->path, asset_->hash)
                               .arg(layer_)
                               .arg(head_)
                               .arg(which_->current())
                               .arg(shown_->current())
                               .arg(QString::fromStdString(spec().dump()));
    if (wanted == wanted_ && !error_) return setToken(token_, false);
    wanted_ = wanted;
    ++generation_;
    error_.reset();
    const Rows one{head_, head_ + 1};
    const bool pair = show() != KvShow::original;
    for (int side : {keys, values}) {
        Side& to = sides_[static_cast<size_t>(side)];
        to.canvas->setVisible(shows(side));
        to.originalTicket.reset();
        to.decodedTicket.reset();
        to.original.reset();
        to.decoded.reset();
        if (!shows(side)) continue;
        to.originalTicket =
            context_.previews.load(sourceOf(partOf(side), {}), one, [this, side](auto answer) {
                arrived(side, &Side::original, std::move(answer));
            });
        if (pair)
            to.decodedTicket =
                context_.previews.load(sourceOf(partOf(side), spec()), one, [this, side](auto answer) {
                    arrived(side, &Side::decoded, std::move(answer));
                });
    }
    const QString& mass = layers_[layer_].attention;
    attention_->setVisible(!mass.isEmpty());
    attention_->setShares({});
    attentionTicket_.reset();
    if (!mass.isEmpty())
        attentionTicket_ = context_.previews.load(sourceOf(mass, {}), {}, [this](auto answer) {
            const PartItem& key = *keyPart();
            if (answer) attention_->setShares(attentionShares(**answer, head_, key.shape[0], key.shape[1]));
            attention_->setVisible(!attention_->shares().empty());
        });
    tellState();
}

void KvCache::arrived(
    int side, std::shared_ptr<const Payload> Side::*slot, Result<std::shared_ptr<const Payload>> answer
) {
    Side& to = sides_[static_cast<size_t>(side)];
    if (!answer) {
        error_ = answer.error();
        return tellState();
    }
    to.*slot = *answer;
    const bool pair = show() != KvShow::original;
    if (!to.original || (pair && !to.decoded)) return;
    inBackground(
        this,
        [original = to.original, decoded = to.decoded, what = show()] {
            return kvSide(*original, decoded.get(), what);
        },
        [this, side, generation = generation_](Result<KvSide> made) {
            if (generation == generation_) take(side, std::move(made));
        }
    );
}

void KvCache::take(int side, Result<KvSide> made) {
    Side& to = sides_[static_cast<size_t>(side)];
    to.originalTicket.reset();
    to.decodedTicket.reset();
    if (!made)
        error_ = made.error();
    else
        to.data = std::make_shared<const KvSide>(std::move(*made));
    draw();
    tellState();
}

void KvCache::draw() {
    const bool magnitude = look_->current() == 1;
    for (int side : {keys, values}) {
        const Side& from = sides_[static_cast<size_t>(side)];
        if (!from.data || !shows(side)) continue;
        MapCanvas& canvas = *from.canvas;
        const auto& pyramid = magnitude ? from.data->magnitudes : from.data->values;
        const MapGrid& grid = pyramid->finest();
        if (canvas.rows() != grid.rows || canvas.columns() != grid.columns)
            canvas.setExtent(grid.rows, grid.columns);
        MapColors colors;
        if (magnitude) {
            colors.scale = {.low = 0, .high = from.data->largest, .scale = MapScale::squareRoot};
            colors.clippedShare = 0;
        } else {
            colors.kind = MapKind::diverging;
            colors.scale = {.low = -from.data->end, .high = from.data->end, .scale = MapScale::linear};
            colors.clippedShare = from.data->beyondEnd;
        }
        colors.title = show() == KvShow::error ? tr("error") : magnitude ? tr("|value|") : tr("value");
        canvas.setColors(colors);
        canvas.setTopBars(
            {.shown = true,
             .title = {},
             .values = from.data->perToken,
             .threshold = kvOutlier * from.data->tokenMedian}
        );
        canvas.setRightBars(
            {.shown = true,
             .title = tr("mean"),
             .values = from.data->perChannel,
             .threshold = kvOutlier * from.data->channelMedian}
        );
        canvas.setColumnAxis({.title = tr("Token"), .shown = side == values || !shows(values)});
        canvas.setLayers({{pyramid, 0, 0, 1, 1}});
    }
    table_.setSides(shows(keys) ? sides_[keys].data : nullptr, shows(values) ? sides_[values].data : nullptr);
    const qint64 tokens = keyPart() ? keyPart()->shape[1] : 0;
    if (slider_->count() != tokens) slider_->setCount(tokens);
    const int margin =
        std::max(sides_[keys].canvas->neededLeftMargin(), sides_[values].canvas->neededLeftMargin());
    for (const Side& side : sides_)
        side.canvas->setLeftMargin(margin);
    setToken(token_, false);
    alignColumns();
}

// Slider and attention stand exactly below and above the tiles.
void KvCache::alignColumns() {
    const MapCanvas& canvas = *sides_[shows(keys) ? keys : values].canvas;
    const QRectF plot = canvas.plotRect();
    slider_->setEnds(int(plot.left()), int(canvas.width() - plot.right()));
    slider_->setWindow(canvas.window().left(), canvas.window().right());
    attention_->setWindow(canvas.window().left(), canvas.window().right(), plot.left(), plot.right());
}

void KvCache::setToken(qint64 token, bool tell) {
    if (slider_->count() <= 0) return;
    token_ = std::clamp<qint64>(token, 0, slider_->count() - 1);
    slider_->setToken(token_);
    attention_->setCursor(token_);
    QStringList words;
    for (int side : {keys, values}) {
        const Side& from = sides_[static_cast<size_t>(side)];
        from.canvas->setCursorColumn(token_);
        if (!shows(side) || !from.data || token_ >= qint64(from.data->tokenNorms.size())) continue;
        const double norm = double(from.data->tokenNorms[static_cast<size_t>(token_)]);
        words.push_back(
            tr("%1 norm %2 (%3 × median)")
                .arg(side == keys ? tr("K") : tr("V"), number(norm, 3))
                .arg(number(from.data->normMedian > 0 ? norm / from.data->normMedian : std::nan(""), 2))
        );
        // The cursor stays in sight.
        QRectF window = from.canvas->window();
        if (double(token_) < window.left() || double(token_) + 1 > window.right()) {
            window.moveLeft(double(token_) - window.width() / 4);
            from.canvas->setWindow(window);
        }
    }
    const auto& shares = attention_->shares();
    if (token_ < qint64(shares.size()))
        words.push_back(tr("attention %1 %").arg(number(100 * double(shares[static_cast<size_t>(token_)]), 2))
        );
    readout_->setText(words.join(QStringLiteral(", ")));
    if (tell) settle_->start();
}

void KvCache::play(bool on) {
    if (on && slider_->count() > 0) {
        if (token_ + 1 >= slider_->count()) setToken(0, false);
        player_->start();
    } else {
        player_->stop();
        settle_->start();
    }
    play_->setIcon(icon(player_->isActive() ? QStringLiteral("pause-fill") : QStringLiteral("play-fill")));
    play_->setToolTip(player_->isActive() ? tr("Pause (Space)") : tr("Play (Space)"));
}

void KvCache::tellRegion() {
    const PartItem* key = keyPart();
    if (pinned() || !key || asset_->state != AssetItem::State::ready) return;
    own_ = true;
    const QString& part = context_.hub.state().part;
    if (part != partOf(keys) && part != partOf(values))
        context_.hub.setPart(partOf(which_->current() == values ? values : keys));
    context_.hub.setRegion({.frame = head_, .row = token_, .column = 0, .rows = 1, .columns = key->shape[2]});
    own_ = false;
}

void KvCache::tellState() {
    if (!asset_ || asset_->state != AssetItem::State::ready || layers_.isEmpty()) return;
    const bool loading =
        std::ranges::any_of(sides_, [](const Side& side) { return bool(side.originalTicket); });
    if (error_) {
        setState({ViewState::Kind::failed, tr("error"), *error_});
        states_->showError(*error_).addFix(tr("Try again"), [this] { refresh(); });
    } else if (loading && !sides_[keys].data && !sides_[values].data) {
        setState({ViewState::Kind::busy, tr("reading"), {}});
        states_->showBusy(tr("reading layer %1, head %2").arg(layers_[layer_].number).arg(head_));
    } else {
        states_->showContent();
        const int known = statistics_.known(), total = statistics_.size();
        if (known < total)
            setState({ViewState::Kind::filling, tr("filling, %1 of %2").arg(known).arg(total), {}});
        else if (loading)
            setState({ViewState::Kind::busy, tr("reading"), {}});
        else
            setState({});
    }
}

Status KvCache::exportFigure(const QString& path) {
    QVector<MapCanvas*> canvases;
    QSize size;
    for (int side : {keys, values})
        if (MapCanvas* canvas = sides_[static_cast<size_t>(side)].canvas; shows(side)) {
            canvases.push_back(canvas);
            size = {std::max(size.width(), canvas->width()), std::max(size.height(), 0) + canvas->height()};
        }
    return writePicture(path, size, subject(), [&](QPainter& painter) {
        for (MapCanvas* canvas : canvases) {
            canvas->paintFigure(painter);
            painter.translate(0, canvas->height());
        }
    });
}

QString KvCache::commandLine() const {
    if (!asset_ || kvLayers(*asset_).isEmpty()) return {}; // layers_ may still be those of another asset
    const QString file = shellQuoted(asset_->path);
    const QString parts = shellQuoted(QStringLiteral("layers.%1.[kv]*").arg(layers_[layer_].number));
    const int slot = reconstructionSlot(context_.hub.state(), asset_->path);
    if (show() == KvShow::original || slot < 0)
        return QStringLiteral("rarebit outliers %1 --parts %2 --top 100").arg(file, parts);
    const QString recon =
        QStringLiteral("reconstruction") + asset_->path.mid(asset_->path.lastIndexOf(QLatin1Char('.')));
    return QStringLiteral("%1 && rarebit compare %2 %3 --parts %4 --worst 100")
        .arg(runCommand(context_.hub.state().slotted[static_cast<size_t>(slot)], recon), file, recon, parts);
}

} // namespace

const ViewDef& kv_cache() {
    static const ViewDef def{
        .id = QStringLiteral("kv_cache"),
        .title = KvCache::tr("KV cache"),
        .icon = QStringLiteral("grid"),
        .group = QStringLiteral("maps"),
        .create = [](ViewContext& context, QWidget* parent) -> View* { return new KvCache(context, parent); },
    };
    return def;
}

} // namespace rarebit::views

#include "kv_cache.view.moc"
