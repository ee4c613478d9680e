// SPDX-License-Identifier: GPL-3.0-or-later
// Quality over rate of the open project's results; every point opens what it stands for.
#include "views/charts/rate_distortion.hpp"

#include "views/charts/bd_panel.hpp"
#include "views/core/command_line.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/states.hpp"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::views {
namespace {

const QString noResult = QStringLiteral("none"); // a hash that no asset has

const std::array choiceNames{"automatic", "off", "on"};

Choice choiceFrom(const Json& json) {
    for (size_t i = 0; i < choiceNames.size(); ++i)
        if (json.asString() == choiceNames[i]) return static_cast<Choice>(i);
    return Choice::automatic;
}

} // namespace

RateDistortionView::RateDistortionView(ViewContext& context, QWidget* parent)
    : View(context, parent), plot_(new Plot), stack_(new StateStack(plot_, BusyState::Shape::lines, this)),
      deltas_(new BdPanel(context, this)), later_(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(stack_, 1);
    layout->addWidget(deltas_);
    plot_->setObjectName(QStringLiteral("rateDistortionPlot"));
    plot_->setAccessibleName(tr("Rate-distortion chart"));
    plot_->setCard([this](int row) { return cardOf(row); });
    setFocusProxy(plot_);
    makeActions();

    Hub& hub = context_.hub;
    connect(plot_, &Plot::hovered, this, [this](int row) {
        context_.hub.setHover(row < 0 ? QString() : context_.results.key(row));
    });
    connect(plot_, &Plot::chosen, this, [this](const std::vector<int>& rows, bool add) {
        QStringList keys = add ? context_.hub.state().results : QStringList();
        const QSet<QString> known(keys.begin(), keys.end());
        for (const int row : rows)
            if (!known.contains(context_.results.key(row))) keys << context_.results.key(row);
        context_.hub.setResults(keys);
    });
    connect(plot_, &Plot::opened, this, [this](int row) {
        context_.hub.requestCompare(context_.results.key(row));
    });
    connect(plot_, &Plot::assigned, this, [this](int row, int slot) {
        context_.hub.requestSlot(context_.results.key(row), slot);
    });
    connect(plot_, &Plot::hiddenChanged, this, [this] { rebuild(true); });
    connect(plot_, &Plot::titleClicked, this, [this](Qt::Orientation axis) {
        (axis == Qt::Horizontal ? xMenu_ : yMenu_)->popup(QCursor::pos());
    });

    connect(&hub, &Hub::resultsChanged, this, &RateDistortionView::showSelection);
    connect(&hub, &Hub::slotsChanged, this, &RateDistortionView::showSelection);
    connect(&hub, &Hub::hoverChanged, this, [this] {
        plot_->setHighlighted(context_.results.rowOf(context_.hub.hover()));
    });
    connect(&hub, &Hub::columnsChanged, this, [this] {
        if (!pinned()) rebuild(false);
    });
    connect(&hub, &Hub::assetChanged, this, [this] {
        if (!pinned()) rebuild(false);
    });
    // A sweep's rows come in bursts: once per moment is enough.
    later_->setSingleShot(true);
    later_->setInterval(60);
    connect(later_, &QTimer::timeout, this, [this] { rebuild(true); });
    connect(&context_.results, &ResultSet::rowsAdded, later_, qOverload<>(&QTimer::start));
    connect(&context_.results, &ResultSet::rowsChanged, later_, qOverload<>(&QTimer::start));
    // At once: no point may stand for a row that is gone.
    connect(&context_.results, &ResultSet::cleared, this, [this] { rebuild(false); });
    rebuild(false);
}

void RateDistortionView::makeActions() {
    xMenu_ = new QMenu(tr("Horizontal axis"), this);
    yMenu_ = new QMenu(tr("Vertical axis"), this);
    connect(xMenu_, &QMenu::aboutToShow, this, [this] { fillAxisMenu(*xMenu_, true); });
    connect(yMenu_, &QMenu::aboutToShow, this, [this] { fillAxisMenu(*yMenu_, false); });

    const auto toggle = [this](const QString& text, const char* name, bool on, QKeySequence key, auto set) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        action->setChecked(on);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::toggled, this, [this, set](bool checked) {
            set(checked);
            rebuild(true);
        });
        addAction(action);
        return action;
    };
    front_ = toggle(tr("Pareto front"), "front", options_.front, Qt::Key_P, [this](bool on) {
        options_.front = on;
    });
    hull_ = toggle(tr("Hull"), "hull", options_.hull, Qt::Key_H, [this](bool on) { options_.hull = on; });
    errors_ = toggle(tr("Error bars"), "errors", options_.errors, Qt::Key_E, [this](bool on) {
        options_.errors = on;
    });
    allAssets_ = toggle(tr("Results of all assets"), "allAssets", false, {}, [](bool) {});
    showDeltas_ = new QAction(tr("Bjontegaard deltas"), this);
    showDeltas_->setObjectName(QStringLiteral("deltas"));
    showDeltas_->setCheckable(true);
    connect(showDeltas_, &QAction::toggled, deltas_, &BdPanel::setOpen);
    connect(deltas_, &BdPanel::openChanged, showDeltas_, &QAction::setChecked);
    fit_ = new QAction(icon(QStringLiteral("fullscreen")), tr("Show everything"), this);
    fit_->setShortcut(Qt::Key_0);
    fit_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(fit_, &QAction::triggered, plot_, &Plot::fit);
    ghostly_ = new QAction(tr("Curves of another project"), this);
    ghostly_->setObjectName(QStringLiteral("ghosts"));
    ghostly_->setCheckable(true);
    connect(ghostly_, &QAction::triggered, this, &RateDistortionView::chooseGhosts);
    lasso_ = new QAction(tr("Choose by lasso"), this);
    lasso_->setShortcut(Qt::Key_L);
    lasso_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(lasso_, &QAction::triggered, plot_, [this] { plot_->setLasso(true); });
}

// All columns of numbers, grouped: what it costs, how good it is, how long it takes, the parameters.
void RateDistortionView::fillAxisMenu(QMenu& menu, bool horizontal) {
    menu.clear();
    const QString current = horizontal ? options_.x : options_.y;
    const std::array<QStringList, 4> groups{
        {{QStringLiteral("rate_bits_per_element"),
          QStringLiteral("ratio"),
          QStringLiteral("ratio_with_model"),
          QStringLiteral("size_bytes.")},
         {QStringLiteral("metrics."), QStringLiteral("blind.")},
         {QStringLiteral("encode_ms.median"),
          QStringLiteral("decode_ms.median"),
          QStringLiteral("peak_memory_bytes")},
         {QStringLiteral("params.")}}};
    for (const auto& prefixes : groups) {
        QStringList columns;
        for (const auto& column : context_.results.columns())
            if (column.numeric && column.filled > 0 &&
                std::ranges::any_of(prefixes, [&](const QString& prefix) {
                    return prefix.endsWith(QLatin1Char('.')) ? column.name.startsWith(prefix)
                                                             : column.name == prefix;
                }))
                columns << column.name;
        columns.sort();
        if (columns.isEmpty()) continue;
        menu.addSeparator();
        for (const QString& column : columns) {
            const ColumnText text = describeColumn(column);
            auto* action = menu.addAction(
                text.unit.isEmpty() ? text.name : text.name + QStringLiteral(", ") + text.unit
            );
            action->setCheckable(true);
            action->setChecked(column == current);
            connect(action, &QAction::triggered, this, [this, column, horizontal] {
                if (pinned()) {
                    (horizontal ? options_.x : options_.y) = column;
                    rebuild(false);
                } else if (horizontal) {
                    context_.hub.setRateColumn(column);
                } else {
                    context_.hub.setMetricColumn(column);
                }
            });
        }
    }
    menu.addSeparator();
    const auto shape = [&](const QString& text, Choice& choice, bool on) {
        auto* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::triggered, this, [this, &choice](bool checked) {
            choice = checked ? Choice::on : Choice::off;
            rebuild(false);
        });
    };
    const Axis& axis = horizontal ? curves_.figure.x : curves_.figure.y;
    shape(tr("Logarithmic"), horizontal ? options_.xLog : options_.yLog, axis.scale == AxisScale::log);
    shape(tr("Reversed"), horizontal ? options_.xReversed : options_.yReversed, axis.reversed);
}

QList<QAction*> RateDistortionView::viewActions() {
    return {
        xMenu_->menuAction(),
        yMenu_->menuAction(),
        front_,
        hull_,
        errors_,
        allAssets_,
        showDeltas_,
        ghostly_,
        lasso_,
        fit_};
}

void RateDistortionView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    if (const auto row = plot_->currentId()) {
        const QString key = context_.results.key(*row);
        menu.addAction(tr("Open in Compare"), this, [this, key] { context_.hub.requestCompare(key); });
        for (int slot = 0; slot < 4; ++slot)
            menu.addAction(tr("Put in slot %1").arg(QChar('A' + slot)), this, [this, key, slot] {
                context_.hub.requestSlot(key, slot);
            });
        menu.addSeparator();
    }
    menu.addActions(viewActions());
    menu.exec(event->globalPos());
}

void RateDistortionView::setGhosts(const std::vector<Json>& rows, const QString& project) {
    ghosts_.clear();
    ghosts_.add(rows);
    ghostName_ = project;
    ghostly_->setChecked(!rows.empty());
    rebuild(true);
}

void RateDistortionView::chooseGhosts(bool on) {
    if (!on) return setGhosts({}, {});
    ghostly_->setChecked(false); // until they are there
    if (!context_.otherProject) return;
    context_.otherProject(
        [this, alive = QPointer(this)](const Result<std::vector<Json>>& rows, const QString& project) {
            if (!alive) return;
            if (rows) return setGhosts(*rows, project);
            setState({ViewState::Kind::failed, tr("other project unreadable"), rows.error()});
        }
    );
}

void RateDistortionView::setPinned(bool on) {
    View::setPinned(on);
    if (!on) rebuild(false);
}

void RateDistortionView::follow() {
    if (pinned()) return;
    const HubState& state = context_.hub.state();
    const AssetPtr asset = state.asset.isEmpty() ? nullptr : context_.asset(state.asset);
    // By hash, or by name while the hash is still being computed.
    options_.asset.clear();
    assetName_.clear();
    if (asset && !allAssets_->isChecked()) {
        assetName_ = asset->name;
        options_.asset = asset->hash;
        for (int row = 0; options_.asset.isEmpty() && row < context_.results.size(); ++row)
            if (context_.results.text(row, QStringLiteral("asset")) == asset->name)
                options_.asset = context_.results.text(row, QStringLiteral("asset_hash"));
        if (options_.asset.isEmpty()) options_.asset = noResult;
    }
    options_.x = state.rateColumn;
    QString kind = asset ? asset->kind : QString();
    if (kind.isEmpty() && context_.results.size() > 0)
        kind = context_.results.text(0, QStringLiteral("asset_kind"));
    options_.y = state.metricColumn.isEmpty() ? usualMetric(context_.results, kind) : state.metricColumn;
}

void RateDistortionView::rebuild(bool keepView) {
    QElapsedTimer clock;
    clock.start();
    follow();
    const bool otherAxes = std::exchange(axes_, options_.x + QLatin1Char('\n') + options_.y) != axes_;
    options_.hidden = plot_->hiddenSeries();
    curves_ = curvesOf(context_.results, options_, ghosts_.size() > 0 ? &ghosts_ : nullptr, ghostName_);
    parameters_.emplace(context_.results);
    deltas_->setVisible(curves_.points > 0);
    if (curves_.points == 0) return showEmpty();
    const bool logQuality = curves_.figure.y.scale != AxisScale::linear;
    deltas_->ask({options_.asset, assetName_, options_.x, options_.y, logQuality});
    stack_->showContent();
    auto figure = std::make_shared<const Figure>(curves_.figure);
    plot_->setFigure(figure, keepView && !otherAxes);
    table_.setFigure(figure);
    showSelection();
    QStringList subject;
    if (!assetName_.isEmpty()) subject << assetName_;
    subject << (curves_.points == 1 ? tr("1 result") : tr("%1 results").arg(grouped(curves_.points)));
    if (curves_.lacking > 0)
        subject << tr("%1 without %2").arg(grouped(curves_.lacking), describeColumn(options_.y).name);
    if (curves_.offScale > 0)
        subject << tr("%1 at or below 0, not on the log axis").arg(grouped(curves_.offScale));
    if (curves_.errors) subject << tr("bars: standard error");
    setSubject(subject.join(QStringLiteral(", ")));
    plot_->setAccessibleDescription(
        tr("%1 over %2, %n series", nullptr, static_cast<int>(curves_.figure.series.size()))
            .arg(curves_.figure.y.name, curves_.figure.x.name)
    );
    setState({});
    // Of a hundred thousand results less often, so that most of the time is the user's.
    later_->setInterval(std::max(60, static_cast<int>(clock.elapsed()) * 6));
}

void RateDistortionView::showEmpty() {
    plot_->setFigure(nullptr);
    table_.setFigure(nullptr);
    setSubject(assetName_);
    setState({});
    const QString picture = QStringLiteral("graph-up");
    if (context_.results.size() == 0) {
        stack_->showEmpty(
            picture, tr("No results yet"), tr("Choose a method in Recipe and press Run, or start a sweep.")
        );
        return;
    }
    if (curves_.lacking + curves_.offScale > 0) {
        stack_->showEmpty(
            picture,
            tr("No result has both %1 and %2")
                .arg(describeColumn(options_.x).name, describeColumn(options_.y).name),
            tr("Choose other columns by the names of the axes or in the pane's menu.")
        );
        return;
    }
    EmptyState& empty = stack_->showEmpty(
        picture,
        assetName_.isEmpty() ? tr("No results to draw") : tr("No results of %1 yet").arg(assetName_),
        tr("Choose a method in Recipe and press Run, or look at the other assets.")
    );
    if (!assetName_.isEmpty())
        empty.addAction(tr("Show all assets"), [this] { allAssets_->setChecked(true); });
}

void RateDistortionView::showSelection() {
    std::vector<int> rows;
    for (const QString& key : context_.hub.state().results)
        if (const int row = context_.results.rowOf(key); row >= 0) rows.push_back(row);
    plot_->setSelected(rows);
    std::vector<std::pair<int, int>> letters;
    const auto& slotted = context_.hub.state().slotted;
    for (size_t slot = 0; slot < slotted.size(); ++slot)
        if (const int row = context_.results.rowOf(slotted[slot].key); row >= 0)
            letters.emplace_back(row, static_cast<int>(slot));
    plot_->setLetters(letters);
}

PlotCard RateDistortionView::cardOf(int row) const {
    const ResultSet& results = context_.results;
    PlotCard card{
        .title = results.text(row, QStringLiteral("method")) + QLatin1Char(' ') + parameters_->of(row),
        .rows = {},
        .footer = {}};
    if (assetName_.isEmpty()) card.rows.emplace_back(tr("Asset"), results.text(row, QStringLiteral("asset")));
    if (results.failed(row)) {
        card.rows.emplace_back(tr("What"), results.text(row, QStringLiteral("error.what")));
        card.rows.emplace_back(tr("Where"), results.text(row, QStringLiteral("error.where")));
        card.rows.emplace_back(tr("Fix"), results.text(row, QStringLiteral("error.fix")));
        return card;
    }
    QStringList shown;
    for (const QString& column :
         {options_.x, options_.y, QStringLiteral("size_bytes.total"), QStringLiteral("encode_ms.median")}) {
        if (shown.contains(column)) continue;
        shown << column;
        const double value = results.number(row, column);
        if (std::isnan(value)) continue;
        QString text = valueText(column, value);
        if (column == options_.y && column.startsWith(QStringLiteral("metrics."))) {
            const double error = results.number(row, QStringLiteral("metric_errors.") + column.mid(8));
            if (error > 0)
                text = valueText(column, value, false) + QStringLiteral(" ±") + number(error, 2) +
                       QLatin1Char(' ') + describeColumn(column).unit;
        }
        card.rows.emplace_back(describeColumn(column).name, text);
    }
    card.footer = tr("Enter opens, A or B assigns");
    return card;
}

QAbstractItemModel* RateDistortionView::table() {
    return curves_.points > 0 ? &table_ : nullptr;
}

QString RateDistortionView::commandLine() const {
    if (curves_.points == 0 || !context_.project) return {};
    const QString project = context_.project();
    if (project.isEmpty()) return {};
    QString line =
        QStringLiteral("rarebit pareto %1 --rate %2 --metric %3")
            .arg(
                shellQuoted(project),
                shellQuoted(options_.x),
                shellQuoted(
                    options_.y.startsWith(QStringLiteral("metrics.")) ? options_.y.mid(8) : options_.y
                )
            );
    if (!assetName_.isEmpty())
        line += QStringLiteral(" --filter ") + shellQuoted(filterText(QStringLiteral("asset"), assetName_));
    return line;
}

Status RateDistortionView::exportFigure(const QString& path) {
    return renderFigure(shownFigure(), path, plot_->size());
}

// Without the series that the legend hides.
Figure RateDistortionView::shownFigure() const {
    Figure figure = curves_.figure;
    const QStringList hidden = plot_->hiddenSeries();
    std::erase_if(figure.series, [&](const Series& series) { return hidden.contains(series.name); });
    return figure;
}

Json RateDistortionView::settings() const {
    const auto name = [](Choice choice) { return Json(choiceNames[static_cast<size_t>(choice)]); };
    Json hidden = Json::array();
    for (const QString& series : plot_->hiddenSeries())
        hidden.push(series.toStdString());
    return Json::object(
        {{"x_log", name(options_.xLog)},
         {"y_log", name(options_.yLog)},
         {"x_reversed", name(options_.xReversed)},
         {"y_reversed", name(options_.yReversed)},
         {"front", options_.front},
         {"hull", options_.hull},
         {"errors", options_.errors},
         {"all_assets", allAssets_->isChecked()},
         {"hidden", hidden},
         {"deltas", deltas_->settings()}}
    );
}

void RateDistortionView::restore(const Json& json) {
    options_.xLog = choiceFrom(json.at("x_log"));
    options_.yLog = choiceFrom(json.at("y_log"));
    options_.xReversed = choiceFrom(json.at("x_reversed"));
    options_.yReversed = choiceFrom(json.at("y_reversed"));
    front_->setChecked(json.at("front").asBool(true));
    hull_->setChecked(json.at("hull").asBool(false));
    errors_->setChecked(json.at("errors").asBool(true));
    allAssets_->setChecked(json.at("all_assets").asBool(false));
    QStringList hidden;
    for (const Json& series : json.at("hidden").elements())
        hidden << QString::fromStdString(series.asString());
    plot_->setHiddenSeries(hidden);
    deltas_->restore(json.at("deltas"));
    rebuild(false);
}

void RateDistortionView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    deltas_->setRoom(height() / 2);
}

const ViewDef& rate_distortion() {
    static const ViewDef view{
        .id = QStringLiteral("rate_distortion"),
        .title = RateDistortionView::tr("Rate-distortion"),
        .icon = QStringLiteral("graph-up"),
        .group = QStringLiteral("charts"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new RateDistortionView(context, parent);
        }};
    return view;
}

} // namespace rarebit::views
