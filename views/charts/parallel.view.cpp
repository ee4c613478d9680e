// SPDX-License-Identifier: GPL-3.0-or-later
// Results as lines over their parameters, rate and quality.
#include "views/charts/parallel.hpp"

#include "views/core/command_line.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"
#include "views/core/states.hpp"

#include <QElapsedTimer>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {

ParallelView::ParallelView(ViewContext& context, QWidget* parent)
    : View(context, parent), plot_(new ParallelPlot), table_(context.results), later_(new QTimer(this)),
      axes_(new QMenu(tr("Axes"), this)), allAssets_(new QAction(tr("Results of all assets"), this)),
      clear_(new QAction(tr("Take all brushes away"), this)) {
    stack_ = new StateStack(plot_, BusyState::Shape::lines, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(stack_);
    plot_->setAccessibleName(tr("Parallel coordinates"));
    setFocusProxy(plot_);
    allAssets_->setObjectName(QStringLiteral("allAssets"));
    allAssets_->setCheckable(true);
    connect(allAssets_, &QAction::toggled, this, &ParallelView::rebuild);
    connect(clear_, &QAction::triggered, this, [this] {
        plot_->clearBrushes();
        brushed();
    });
    connect(axes_, &QMenu::aboutToShow, this, &ParallelView::fillAxesMenu);

    plot_->setCard([this](int row) {
        const ResultSet& results = context_.results;
        PlotCard card{
            .title = results.text(row, QStringLiteral("method")) + QLatin1Char(' ') + parameters_->of(row),
            .rows = {},
            .footer = tr("double click opens")};
        for (const QString& column : {rate_, metric_})
            if (const double value = results.number(row, column); !std::isnan(value))
                card.rows.emplace_back(describeColumn(column).name, valueText(column, value));
        return card;
    });
    connect(plot_, &ParallelPlot::hovered, this, [this](int row) {
        context_.hub.setHover(row < 0 ? QString() : context_.results.key(row));
    });
    connect(plot_, &ParallelPlot::opened, this, [this](int row) {
        context_.hub.requestCompare(context_.results.key(row));
    });
    connect(plot_, &ParallelPlot::brushed, this, &ParallelView::brushed);
    connect(plot_, &ParallelPlot::ordered, this, [this] {
        order_.clear();
        for (const auto& axis : plot_->lines().axes)
            order_ << axis.column;
    });
    const Hub& hub = context_.hub;
    connect(&hub, &Hub::hoverChanged, this, [this] {
        plot_->setHighlighted(context_.results.rowOf(context_.hub.hover()));
    });
    connect(&hub, &Hub::columnsChanged, this, &ParallelView::rebuild);
    connect(&hub, &Hub::assetChanged, this, &ParallelView::rebuild);
    later_->setSingleShot(true);
    later_->setInterval(100);
    connect(later_, &QTimer::timeout, this, &ParallelView::rebuild);
    connect(&context_.results, &ResultSet::rowsAdded, later_, qOverload<>(&QTimer::start));
    connect(&context_.results, &ResultSet::rowsChanged, later_, qOverload<>(&QTimer::start));
    connect(&context_.results, &ResultSet::cleared, this, &ParallelView::rebuild);
    rebuild();
}

// Parameters that vary, then what it costs, then how good it is; the user's order where there is one.
QStringList ParallelView::columns() const {
    QStringList out;
    for (const auto& column : context_.results.columns())
        if (column.name.startsWith(QStringLiteral("params.")) && column.differs) out << column.name;
    out << rate_ << metric_ << added_;
    out.removeAll(QString());
    out.removeDuplicates();
    for (const QString& column : removed_)
        out.removeAll(column);
    std::ranges::stable_sort(out, {}, [&](const QString& column) {
        const auto place = order_.indexOf(column);
        return place < 0 ? order_.size() : place;
    });
    return out;
}

void ParallelView::rebuild() {
    QElapsedTimer clock;
    clock.start();
    const ResultSet& results = context_.results;
    if (!pinned()) {
        const HubState& state = context_.hub.state();
        const AssetPtr asset = state.asset.isEmpty() ? nullptr : context_.asset(state.asset);
        assetName_ = asset && !allAssets_->isChecked() ? asset->name : QString();
        assetHash_ = assetName_.isEmpty() ? QString() : asset->hash;
        rate_ = state.rateColumn;
        metric_ = state.metricColumn.isEmpty() ? usualMetric(results, asset ? asset->kind : QString())
                                               : state.metricColumn;
    }
    std::vector<int> rows;
    for (int row = 0; row < results.size(); ++row) {
        if (results.failed(row)) continue;
        const bool own =
            assetName_.isEmpty() ||
            (assetHash_.isEmpty() ? results.text(row, QStringLiteral("asset")) == assetName_
                                  : results.text(row, QStringLiteral("asset_hash")) == assetHash_);
        // A result of another kind has neither of the two.
        if (own && !std::isnan(results.number(row, rate_)) && !std::isnan(results.number(row, metric_)))
            rows.push_back(row);
    }
    parameters_.emplace(results);
    plot_->setLines(parallelLines(results, rows, columns(), plot_->lines().axes));
    QStringList keys, axes{ResultsModel::methodColumn};
    for (const int row : rows)
        keys << results.key(row);
    for (const auto& axis : plot_->lines().axes)
        axes << axis.column;
    table_.setFilter(keys);
    table_.setColumns(axes);
    if (rows.empty()) {
        stack_->showEmpty(
            QStringLiteral("sliders"),
            assetName_.isEmpty() ? tr("No results yet") : tr("No results of %1 yet").arg(assetName_),
            tr("Sweep a parameter to see how rate and quality follow it.")
        );
    } else if (plot_->lines().axes.size() < 2) {
        stack_->showEmpty(
            QStringLiteral("sliders"),
            tr("The results hardly differ"),
            tr("Lines need two columns with different values. Sweep a parameter, or add axes in the menu.")
        );
    } else {
        stack_->showContent();
    }
    showSubject();
    later_->setInterval(std::max(100, static_cast<int>(clock.elapsed()) * 6));
}

void ParallelView::showSubject() {
    const ParallelLines& lines = plot_->lines();
    QStringList subject;
    if (!assetName_.isEmpty()) subject << assetName_;
    const QString brush = brushText(lines);
    const auto kept = keptLines(lines);
    const auto count = std::ranges::count(kept, true);
    if (brush.isEmpty() && !lines.rows.empty())
        subject << (count == 1 ? tr("1 result") : tr("%1 results").arg(grouped(count)));
    else if (!brush.isEmpty())
        subject << brush << tr("%1 of %2").arg(grouped(count), grouped(std::ssize(lines.rows)));
    setSubject(subject.join(QStringLiteral(", ")));
    setState({});
}

// What the brushes keep is chosen in every view.
void ParallelView::brushed() {
    showSubject();
    const ParallelLines& lines = plot_->lines();
    QStringList keys;
    if (!brushText(lines).isEmpty()) {
        const auto kept = keptLines(lines);
        for (size_t i = 0; i < kept.size(); ++i)
            if (kept[i]) keys << context_.results.key(lines.rows[i]);
    }
    context_.hub.setResults(keys);
}

void ParallelView::fillAxesMenu() {
    axes_->clear();
    for (const auto& column : context_.results.columns()) {
        const bool useful = column.name == QStringLiteral("method") ||
                            column.name == QStringLiteral("asset") ||
                            column.name.startsWith(QStringLiteral("params.")) ||
                            column.name.startsWith(QStringLiteral("metrics.")) ||
                            (describeColumn(column.name).known && column.numeric);
        if (!useful || !column.differs) continue;
        const ColumnText text = describeColumn(column.name);
        auto* action =
            axes_->addAction(text.unit.isEmpty() ? text.name : text.name + QStringLiteral(", ") + text.unit);
        action->setCheckable(true);
        action->setChecked(columns().contains(column.name));
        connect(action, &QAction::toggled, this, [this, name = column.name](bool on) {
            (on ? removed_ : added_).removeAll(name);
            if (on)
                added_ << name;
            else
                removed_ << name;
            rebuild();
        });
    }
}

QList<QAction*> ParallelView::viewActions() {
    return {axes_->menuAction(), allAssets_, clear_};
}

void ParallelView::setPinned(bool on) {
    View::setPinned(on);
    if (!on) rebuild();
}

QAbstractItemModel* ParallelView::table() {
    return plot_->lines().rows.empty() ? nullptr : &table_;
}

QString ParallelView::commandLine() const {
    const QString project = context_.project ? context_.project() : QString();
    if (project.isEmpty() || plot_->lines().rows.empty()) return {};
    QStringList filters, names{QStringLiteral("method")};
    if (!assetName_.isEmpty()) filters << QStringLiteral("asset = '%1'").arg(assetName_);
    if (const QString brush = brushFilter(plot_->lines()); !brush.isEmpty()) filters << brush;
    for (const auto& axis : plot_->lines().axes)
        names << axis.column;
    QString line = QStringLiteral("rarebit results ") + shellQuoted(project);
    if (!filters.isEmpty())
        line += QStringLiteral(" --filter ") + shellQuoted(filters.join(QStringLiteral(" and ")));
    return line + QStringLiteral(" --columns ") + shellQuoted(names.join(u','));
}

Status ParallelView::exportFigure(const QString& path) {
    const QSize size = plot_->size();
    return writePicture(path, size, tr("Parallel coordinates"), [&](QPainter& painter) {
        paintParallel(painter, plot_->lines(), size, Ink::file());
    });
}

Json ParallelView::settings() const {
    const auto list = [](const QStringList& names) {
        Json out = Json::array();
        for (const QString& name : names)
            out.push(name.toStdString());
        return out;
    };
    return Json::object(
        {{"order", list(order_)},
         {"added", list(added_)},
         {"removed", list(removed_)},
         {"all_assets", allAssets_->isChecked()}}
    );
}

void ParallelView::restore(const Json& json) {
    const auto list = [](const Json& names) {
        QStringList out;
        for (const Json& name : names.elements())
            out << QString::fromStdString(name.asString());
        return out;
    };
    order_ = list(json.at("order"));
    added_ = list(json.at("added"));
    removed_ = list(json.at("removed"));
    allAssets_->setChecked(json.at("all_assets").asBool(false));
    rebuild();
}

const ViewDef& parallel() {
    static const ViewDef view{
        .id = QStringLiteral("parallel"),
        .title = ParallelView::tr("Parallel coordinates"),
        .icon = QStringLiteral("sliders"),
        .group = QStringLiteral("charts"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new ParallelView(context, parent);
        }};
    return view;
}

} // namespace rarebit::views
