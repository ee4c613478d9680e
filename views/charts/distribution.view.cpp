// SPDX-License-Identifier: GPL-3.0-or-later
// The distribution of a part's values, of their reconstruction and of its error.
#include "views/charts/distribution.hpp"

#include "views/charts/statistics_strip.hpp"
#include "views/core/asset_state.hpp"
#include "views/core/command_line.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/maps/reconstruction.hpp"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr std::array scaleNames{"linear", "log", "symlog"};

// Twice the cube root of the count (Rice's rule), as a power of two.
int binsFor(const PartItem& part) {
    double count = 1;
    for (const qint64 extent : part.shape)
        count *= static_cast<double>(extent);
    return std::clamp(1 << static_cast<int>(std::ceil(std::log2(2 * std::cbrt(count)))), 64, 1024);
}

// What the values are, for the axis.
QString valuesOf(const PartItem& part) {
    if (part.role == QStringLiteral("weight")) return DistributionView::tr("Weights");
    if (part.role.startsWith(QStringLiteral("kv."))) return DistributionView::tr("Cache entries");
    if (part.role == QStringLiteral("image") || part.role == QStringLiteral("video.plane") ||
        part.role == QStringLiteral("audio"))
        return DistributionView::tr("Samples");
    return DistributionView::tr("Values");
}

QString share(double part, double whole) {
    return whole > 0 ? number(100 * part / whole, 3) + QStringLiteral(" %") : QStringLiteral("–");
}

} // namespace

DistributionView::DistributionView(ViewContext& context, QWidget* parent) : View(context, parent) {
    auto* content = new QWidget;
    plot_ = new Plot(content);
    plot_->setObjectName(QStringLiteral("distributionPlot"));
    plot_->setAccessibleName(tr("Distribution of values"));
    plot_->installEventFilter(this);
    strip_ = new StatisticsStrip(content);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(plot_, 1);
    rows->addWidget(strip_);
    stack_ = new StateStack(content, BusyState::Shape::bars);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(stack_);
    setFocusProxy(plot_);
    makeActions();
    plot_->setOverlay([this](QPainter& painter) {
        const Histogram& original = distribution_.original;
        if (bin_ < 0 || original.empty()) return;
        const double middle = original.low + original.width() * (bin_ + 0.5);
        const double x = plot_->toPixel(middle, 1).x();
        const QRect rect = plot_->plotRect();
        if (!(x >= rect.left() && x <= rect.right())) return;
        QPen pen(color(Token::axis), 1);
        pen.setDashPattern({1, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    });
    connect(plot_, &Plot::titleClicked, this, [this](Qt::Orientation axis) {
        (axis == Qt::Horizontal ? xMenu_ : yMenu_)->popup(QCursor::pos());
    });
    const Hub& hub = context_.hub;
    connect(&hub, &Hub::assetChanged, this, &DistributionView::follow);
    connect(&hub, &Hub::slotsChanged, this, &DistributionView::follow);
    follow();
}

void DistributionView::makeActions() {
    const auto choice = [this](QMenu* menu, QActionGroup* group, const QString& text, const QVariant& value) {
        auto* action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(value);
        group->addAction(action);
        return action;
    };
    const auto scales = [&](QMenu*& menu, QActionGroup*& group, const QString& title, AxisScale& scale, bool x
                        ) {
        menu = new QMenu(title, this);
        group = new QActionGroup(this);
        choice(menu, group, tr("Linear"), int(AxisScale::linear));
        choice(menu, group, tr("Logarithmic"), int(AxisScale::log));
        if (x) choice(menu, group, tr("Symmetric logarithmic"), int(AxisScale::symlog));
        group->actions()[int(scale)]->setChecked(true);
        connect(group, &QActionGroup::triggered, this, [this, &scale](const QAction* action) {
            scale = static_cast<AxisScale>(action->data().toInt());
            ask(); // uneven scales need finer bins
            draw();
            plot_->fit();
        });
    };
    scales(xMenu_, xScales_, tr("Value axis"), options_.x, true);
    scales(yMenu_, yScales_, tr("Count axis"), options_.y, false);
    binsMenu_ = new QMenu(tr("Bins"), this);
    binCounts_ = new QActionGroup(this);
    choice(binsMenu_, binCounts_, tr("As the number of values asks for"), 0)->setChecked(true);
    for (const int count : {64, 256, 1024, 4096})
        choice(binsMenu_, binCounts_, grouped(count), count);
    connect(binCounts_, &QActionGroup::triggered, this, [this](const QAction* action) {
        bins_ = action->data().toInt();
        ask();
    });
    rulerMenu_ = new QMenu(tr("Percentile ruler"), this);
    rulers_ = new QActionGroup(this);
    rulers_->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    choice(rulerMenu_, rulers_, tr("0.1 to 99.9 %"), 0.001)->setChecked(true);
    choice(rulerMenu_, rulers_, tr("1 to 99 %"), 0.01);
    choice(rulerMenu_, rulers_, tr("5 to 95 %"), 0.05);
    choice(rulerMenu_, rulers_, tr("Smallest to largest"), 0.0);
    choice(rulerMenu_, rulers_, tr("None"), -1.0);
    connect(rulers_, &QActionGroup::triggered, this, [this](const QAction* action) {
        const double end = action->data().toDouble();
        options_.ruler = end >= 0;
        if (options_.ruler)
            setRuler(end, 1 - end);
        else
            draw();
    });
}

QList<QAction*> DistributionView::viewActions() {
    return {xMenu_->menuAction(), yMenu_->menuAction(), binsMenu_->menuAction(), rulerMenu_->menuAction()};
}

void DistributionView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addActions(viewActions());
    menu.exec(event->globalPos());
}

void DistributionView::setPinned(bool on) {
    View::setPinned(on);
    if (!on) follow();
}

void DistributionView::follow() {
    if (pinned()) return;
    const HubState& state = context_.hub.state();
    asset_ = state.asset.isEmpty() ? nullptr : context_.asset(state.asset);
    const NoAsset none{
        QStringLiteral("bar-chart"),
        tr("No part chosen"),
        tr("Pick one in Assets to see how its values are distributed.")};
    if (const auto shown = showAssetState(*stack_, context_, asset_, none)) {
        source_.reset();
        histogram_.reset();
        statistics_.reset();
        distribution_ = {};
        table_.setFigure(nullptr);
        setSubject({});
        return setState(*shown);
    }
    const PartItem* part = asset_->part(state.part);
    if (!part && !asset_->parts.isEmpty()) part = &asset_->parts.front();
    if (!part || part->form != QStringLiteral("tensor")) {
        source_.reset();
        distribution_ = {};
        table_.setFigure(nullptr);
        setSubject(part ? part->name : asset_->name);
        stack_->showEmpty(
            none.icon,
            tr("No numbers in this part"),
            tr("Text and tables have no distribution of values. Choose a part that holds numbers.")
        );
        return setState({});
    }
    part_ = *part;
    const int slot = reconstructionSlot(state, asset_->path);
    slot_ = slot < 0 ? Slot{} : state.slotted[static_cast<size_t>(slot)];
    options_.decodedName = slot < 0 ? QString() : QString(QChar('A' + slot));
    options_.values = valuesOf(part_);
    // Whole numbers of few values are levels by nature.
    const bool whole = part_.dtype.startsWith(u'u') || part_.dtype.startsWith(u'i');
    options_.levels = slot >= 0 || !whole;
    ask();
    setSubject(
        asset_->parts.size() > 1 ? part_.name + QStringLiteral(", ") + shapeText(part_.shape)
                                 : asset_->name + QStringLiteral(", ") + shapeText(part_.shape)
    );
}

void DistributionView::ask() {
    if (!asset_ || part_.name.isEmpty()) return;
    Source original{asset_->path, asset_->reader, asset_->hash, part_.name, {}};
    std::optional<Source> against;
    Source source = original;
    if (slot_.spec.isObject()) {
        source.spec = slot_.spec;
        against = original;
    }
    // Even bins are coarse around zero on an uneven scale.
    const int bins = bins_ > 0 ? bins_ : options_.x == AxisScale::linear ? binsFor(part_) : 8192;
    if (source_ == source && against_ == against && asked_ == bins) return;
    const bool other = source_ != source || against_ != against;
    source_ = source;
    against_ = against;
    asked_ = bins;
    Json args = Json::object({{"bins", bins}});
    // One bin for each whole number, or as many of them in each.
    if (part_.dtype == QStringLiteral("u8") && bins_ == 0)
        args = Json::object({{"bins", 256}, {"edges", Json::array({-0.5, 255.5})}});
    if (other) {
        distribution_ = {};
        share_ = 0;
        bin_ = -1;
        stack_->showBusy(tr("counting values"));
        setState({.kind = ViewState::Kind::busy, .text = {}, .error = {}});
        statistics_ = context_.previews.derive(
            QStringLiteral("statistics"),
            {},
            source,
            against ? &*against : nullptr,
            [this](const Result<Derived>& answer) { answered(answer, false); }
        );
    }
    histogram_ = context_.previews.derive(
        QStringLiteral("histogram"),
        args,
        source,
        against ? &*against : nullptr,
        [this](const Result<Derived>& answer) { answered(answer, true); }
    );
}

void DistributionView::answered(const Result<Derived>& answer, bool histogram) {
    Status taken = answer ? take(distribution_, answer->details) : Status(answer.error());
    if (!taken) {
        source_.reset(); // asked again when something changes
        stack_->showError(taken.error()).addFix(tr("Try again"), [this] { ask(); });
        return setState({ViewState::Kind::failed, tr("error"), taken.error()});
    }
    if (histogram) {
        share_ = answer->share;
        stack_->showContent();
        if (share_ >= 1)
            setState({});
        else
            setState({ViewState::Kind::sampled, tr("sampled %1 %").arg(number(share_ * 100, 2)), std::nullopt}
            );
    }
    draw();
}

void DistributionView::draw() {
    if (distribution_.original.empty()) {
        if (share_ > 0)
            stack_->showEmpty(
                QStringLiteral("bar-chart"),
                tr("No finite value"),
                tr("All %1 values are NaN or infinite.").arg(grouped(std::llround(distribution_.leftOut)))
            );
        return;
    }
    const auto figure = std::make_shared<const Figure>(distributionFigure(distribution_, options_));
    plot_->setFigure(figure, true);
    table_.setFigure(figure);
    StatisticsStrip::Items items;
    const auto add = [&](const Json& statistics, const QString& of) {
        const auto value = [&](const char* name) { return statistics.at(name).asDouble(std::nan("")); };
        const double count = value("count");
        items.push_back({of + tr("sd"), number(value("std"))});
        if (!of.isEmpty()) {
            items.push_back({of + tr("mean"), number(value("mean"))});
            return;
        }
        items.push_back({tr("kurt"), number(value("kurtosis"), 3)});
        items.push_back({tr("entropy"), number(value("entropy_bits"), 3) + tr(" b")});
        items.push_back({tr("zeros"), share(value("zeros"), count)});
        items.push_back({tr("mean"), number(value("mean"))});
        items.push_back({tr("range"), number(value("min")) + QStringLiteral(" … ") + number(value("max"))});
        if (const double nan = value("nan"); nan > 0)
            items.push_back({tr("NaN"), grouped(std::llround(nan))});
        if (const double inf = value("inf"); inf > 0)
            items.push_back({tr("infinite"), grouped(std::llround(inf))});
    };
    if (distribution_.statistics.isObject()) add(distribution_.statistics, {});
    if (distribution_.errorStatistics.isObject()) add(distribution_.errorStatistics, tr("error "));
    strip_->setItems(items);
    readOut(bin_);
}

void DistributionView::setRuler(double low, double high) {
    options_.low = std::clamp(low, 0.0, 1.0);
    options_.high = std::clamp(high, options_.low, 1.0);
    // A menu entry is checked while the handles stand as it says.
    for (QAction* action : rulers_->actions()) {
        const double end = action->data().toDouble();
        action->setChecked(
            options_.ruler ? std::abs(end - options_.low) < 1e-9 && std::abs(1 - end - options_.high) < 1e-9
                           : end < 0
        );
    }
    draw();
}

void DistributionView::readOut(int bin) {
    const Histogram& original = distribution_.original;
    bin_ = bin >= 0 && bin < static_cast<int>(original.counts.size()) ? bin : -1;
    StatisticsStrip::Items items;
    if (bin_ >= 0) {
        const double low = original.low + original.width() * bin_, high = low + original.width();
        const auto count = [&](const Histogram& histogram) {
            const int at = histogram.binOf((low + high) / 2);
            return grouped(at < 0 ? 0 : std::llround(histogram.counts[static_cast<size_t>(at)]));
        };
        items.push_back({tr("from"), number(low)});
        items.push_back({tr("to"), number(high)});
        items.push_back({tr("original"), count(original)});
        if (!distribution_.decoded.empty())
            items.push_back({options_.decodedName, count(distribution_.decoded)});
        if (!distribution_.error.empty()) items.push_back({tr("error"), count(distribution_.error)});
        items.push_back({tr("below"), number(100 * original.shareBelow(low), 4) + QStringLiteral(" %")});
    }
    strip_->setReadout(items);
    plot_->update();
}

std::optional<size_t> DistributionView::handleAt(QPointF position) const {
    const auto& figure = plot_->figure();
    if (!figure || position.y() > plot_->plotRect().bottom() || position.y() < plot_->plotRect().top() - 10)
        return std::nullopt;
    for (size_t i = 0; i < figure->handles.size(); ++i)
        if (std::abs(plot_->toPixel(figure->handles[i].x, 1).x() - position.x()) < 7) return i;
    return std::nullopt;
}

bool DistributionView::eventFilter(QObject* watched, QEvent* event) {
    if (watched != plot_ || distribution_.original.empty()) return View::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton) dragged_ = handleAt(mouse->position());
        return dragged_.has_value();
    }
    case QEvent::MouseMove: {
        const QPointF at = static_cast<QMouseEvent*>(event)->position();
        const double value = plot_->toValue(at).x();
        if (dragged_) {
            const double below = distribution_.original.shareBelow(value);
            if (*dragged_ == 0)
                setRuler(std::min(below, options_.high), options_.high);
            else
                setRuler(options_.low, std::max(below, options_.low));
            return true;
        }
        readOut(plot_->plotRect().contains(at.toPoint()) ? distribution_.original.binOf(value) : -1);
        if (handleAt(at)) {
            plot_->setCursor(Qt::SizeHorCursor);
            return true;
        }
        break;
    }
    case QEvent::MouseButtonRelease:
        if (dragged_) {
            dragged_.reset();
            return true;
        }
        break;
    case QEvent::Leave:
        readOut(-1);
        break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int bins = static_cast<int>(distribution_.original.counts.size());
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            const int start = bin_ < 0 ? bins / 2 : bin_ + (key == Qt::Key_Left ? -1 : 1);
            readOut(std::clamp(start, 0, bins - 1));
            return true;
        }
        break;
    }
    default:
        break;
    }
    return View::eventFilter(watched, event);
}

QAbstractItemModel* DistributionView::table() {
    return distribution_.original.empty() ? nullptr : &table_;
}

QString DistributionView::commandLine() const {
    if (distribution_.original.empty() || !asset_) return {};
    QString line = QStringLiteral("rarebit hist ") + shellQuoted(asset_->path);
    if (asset_->parts.size() > 1) line += QStringLiteral(" --parts ") + shellQuoted(part_.name);
    return line + QStringLiteral(" --bins %1").arg(distribution_.original.counts.size());
}

Status DistributionView::exportFigure(const QString& path) {
    Figure figure = distributionFigure(distribution_, options_);
    const QStringList hidden = plot_->hiddenSeries();
    std::erase_if(figure.series, [&](const Series& series) { return hidden.contains(series.name); });
    return renderFigure(figure, path, plot_->size());
}

Json DistributionView::settings() const {
    return Json::object(
        {{"x", scaleNames[static_cast<size_t>(options_.x)]},
         {"y", scaleNames[static_cast<size_t>(options_.y)]},
         {"bins", bins_},
         {"ruler", options_.ruler},
         {"low", options_.low},
         {"high", options_.high}}
    );
}

void DistributionView::restore(const Json& json) {
    const auto scale = [](const Json& name, AxisScale usual) {
        const auto found = std::ranges::find(scaleNames, name.asString());
        return found == scaleNames.end() ? usual : static_cast<AxisScale>(found - scaleNames.begin());
    };
    options_.x = scale(json.at("x"), AxisScale::linear);
    options_.y = scale(json.at("y"), AxisScale::log);
    if (options_.y == AxisScale::symlog) options_.y = AxisScale::log;
    xScales_->actions()[int(options_.x)]->setChecked(true);
    yScales_->actions()[int(options_.y)]->setChecked(true);
    bins_ = static_cast<int>(std::clamp<int64_t>(json.at("bins").asInt(0), 0, 65536));
    for (QAction* action : binCounts_->actions())
        action->setChecked(action->data().toInt() == bins_);
    options_.ruler = json.at("ruler").asBool(true);
    setRuler(json.at("low").asDouble(0.001), json.at("high").asDouble(0.999));
    ask();
}

const ViewDef& distribution() {
    static const ViewDef view{
        .id = QStringLiteral("distribution"),
        .title = DistributionView::tr("Distribution"),
        .icon = QStringLiteral("bar-chart"),
        .group = QStringLiteral("charts"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new DistributionView(context, parent);
        },
        .suits = [](const AssetItem& asset) { return asset.hasTensors(); },
    };
    return view;
}

} // namespace rarebit::views
