// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/sweep_designer.hpp"

#include "app/gui/chip_list.hpp"
#include "app/gui/flow_layout.hpp"
#include "app/gui/form_parts.hpp"
#include "app/gui/metric_entries.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/spread_editor.hpp"
#include "views/core/command_line.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStorageInfo>
#include <QTableView>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;
using Mode = StudyState::Mode;

namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

// A strip of the raised colour with a hairline above it.
class Strip : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), views::color(Token::raised));
        painter.setPen(views::color(Token::hair));
        painter.drawLine(0, 0, width(), 0);
        painter.drawLine(0, height() - 1, width(), height() - 1);
        const auto* row = layout();
        for (int i = 1; row && i < row->count(); ++i) {
            const int x = row->itemAt(i)->geometry().left() - 1;
            painter.drawLine(x, 8, x, height() - 8);
        }
    }
};

// A table of a few rows is as high as they are.
class ShortTable : public QTableView {
public:
    QSize sizeHint() const override {
        const int rows = model() ? model()->rowCount() : 0;
        const int height =
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize();
        return {QTableView::sizeHint().width(), height + 2};
    }
    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }
};

QWidget* labelled(const QString& name, QWidget* field) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* label = views::makeLabel(name, Text::body, Token::text2);
    label->setMinimumWidth(scaled(64));
    label->setFixedHeight(scaled(24));
    label->setBuddy(field);
    line->addWidget(label, 0, Qt::AlignTop);
    line->addWidget(field, 1);
    return row;
}

template <class Box>
Box* numberField(const QString& name, double low, double high, const QString& none = {}) {
    auto* box = new Box;
    box->setRange(static_cast<decltype(box->value())>(low), static_cast<decltype(box->value())>(high));
    box->setAccessibleName(name);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false);
    if (!none.isEmpty()) box->setSpecialValueText(none);
    views::setCompact(box);
    views::dress(box, Text::number);
    return box;
}

} // namespace

SweepDesigner::SweepDesigner(Study& study, views::ViewContext& context, Jobs& jobs, QWidget* parent)
    : Card(parent), study_(study), context_(context), jobs_(jobs), axes_(new AxesModel(study, this)) {
    setObjectName(QStringLiteral("sweepDesigner"));
    setProperty("helpPage", QStringLiteral("sweeps"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(cardHeader(QStringLiteral("sliders"), tr("Sweep designer")));
    column->addWidget(makeBody(), 1);
    column->addWidget(makeNumbers());
    column->addWidget(makeButtons());
    connect(&study_, &Study::changed, this, &SweepDesigner::follow);
    connect(&context_.hub, &views::Hub::assetChanged, this, &SweepDesigner::follow);
    connect(&forecast_, &Forecast::changed, this, &SweepDesigner::followForecast);
    connect(&jobs_, &Jobs::changed, this, [this](uint64_t id) {
        if (id == job_) followJob();
    });
    connect(&jobs_, &Jobs::finished, this, [this](uint64_t id) {
        if (id == job_) job_ = 0;
        followJob();
        forecast_.ask(arguments(), true); // what it ran is in the project now
    });
    table_->selectRow(0);
    follow();
}

QWidget* SweepDesigner::makeBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(10);
    mode_ = new views::SegmentedControl;
    mode_->setObjectName(QStringLiteral("sweepMode"));
    mode_->addPart(tr("Grid"), {}, tr("Every combination of the values"));
    mode_->addPart(tr("Random"), {}, tr("Points drawn at random from the ranges"));
    mode_->addPart(
        tr("Latin"),
        {},
        tr("Latin hypercube: drawn points that cover every range evenly, whatever their number")
    );
    mode_->addPart(tr("Target"), {}, tr("Searches the value that reaches a size or a quality"));
    mode_->addPart(tr("Hull"), {}, tr("Adds points where the curve bends most"));
    auto* modeRow = new QHBoxLayout;
    modeRow->addWidget(mode_);
    modeRow->addStretch(1);
    column->addLayout(modeRow);
    column->addWidget(makeSearch());
    column->addWidget(makeAxes());
    column->addWidget(makeEditor());
    column->addWidget(makeRows());
    column->addStretch(1);
    connect(mode_, &views::SegmentedControl::currentChanged, this, [this](int index) {
        edit(tr("Choose how to sweep"), [&](StudyState& state) { state.mode = Mode(index); });
    });
    return scrolled(body);
}

QWidget* SweepDesigner::makeSearch() {
    search_ = new QWidget;
    auto* flow = new FlowLayout(search_, 8);
    targetFields_ = new QWidget;
    auto* target = new QHBoxLayout(targetFields_);
    target->setContentsMargins(0, 0, 0, 0);
    target->setSpacing(8);
    target_ = new QComboBox;
    target_->setObjectName(QStringLiteral("target"));
    target_->setAccessibleName(tr("What the search reaches"));
    target_->addItem(tr("Size at most"), QStringLiteral("total_bytes"));
    target_->addItem(tr("Rate at most"), QStringLiteral("rate"));
    target_->addItem(tr("Ratio at least"), QStringLiteral("ratio"));
    for (const auto& metric : allMetrics())
        target_->addItem(
            (metric.better == "higher" ? tr("%1 at least") : tr("%1 at most"))
                .arg(QString::fromStdString(metric.title)),
            QString::fromStdString(metric.id)
        );
    targetValue_ = numberField<QDoubleSpinBox>(tr("Value to reach"), -1e15, 1e15);
    targetValue_->setObjectName(QStringLiteral("targetValue"));
    targetValue_->setDecimals(4);
    targetValue_->setGroupSeparatorShown(true);
    targetUnit_ = views::makeLabel({}, Text::small, Token::text2);
    target->addWidget(target_);
    target->addWidget(targetValue_);
    target->addWidget(targetUnit_);
    hullFields_ = new QWidget;
    auto* hull = new QHBoxLayout(hullFields_);
    hull->setContentsMargins(0, 0, 0, 0);
    hull->setSpacing(8);
    hullPoints_ = numberField<QSpinBox>(tr("Points of each curve"), 3, 1000);
    hullPoints_->setObjectName(QStringLiteral("hullPoints"));
    hull->addWidget(hullPoints_);
    hull->addWidget(views::makeLabel(tr("points of each curve"), Text::body, Token::text2));
    sampleFields_ = new QWidget;
    auto* sample = new QHBoxLayout(sampleFields_);
    sample->setContentsMargins(0, 0, 0, 0);
    sample->setSpacing(8);
    samplePoints_ = numberField<QSpinBox>(tr("Points of each method"), 1, 100'000);
    samplePoints_->setObjectName(QStringLiteral("samplePoints"));
    sampleSeed_ = numberField<QSpinBox>(tr("Seed of the sample"), 0, 1'000'000);
    sampleSeed_->setObjectName(QStringLiteral("sampleSeed"));
    sampleSeed_->setToolTip(tr("The same seed draws the same points; another one others"));
    sample->addWidget(samplePoints_);
    sample->addWidget(views::makeLabel(tr("points of each method, seed"), Text::body, Token::text2));
    sample->addWidget(sampleSeed_);
    moved_ = new QComboBox;
    moved_->setObjectName(QStringLiteral("moved"));
    moved_->setAccessibleName(tr("The parameter that the search moves"));
    by_ = new QWidget;
    auto* byRow = new QHBoxLayout(by_);
    byRow->setContentsMargins(0, 0, 0, 0);
    byRow->setSpacing(8);
    byRow->addWidget(views::makeLabel(tr("by"), Text::body, Token::text2));
    byRow->addWidget(moved_);
    for (QWidget* group : {targetFields_, hullFields_, sampleFields_, by_})
        flow->addWidget(group);
    target_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    target_->setMinimumContentsLength(18);
    targetValue_->setFixedWidth(scaled(110));
    for (auto* box : {target_, moved_})
        views::setCompact(box);
    connect(target_, &QComboBox::activated, this, [this] {
        edit(tr("Choose the target"), [&](StudyState& s) { s.target = target_->currentData().toString(); });
    });
    connect(targetValue_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(tr("Set the target"), [&](StudyState& s) { s.targetValue = value; });
    });
    connect(hullPoints_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Set points of the hull"), [&](StudyState& s) { s.hullPoints = value; });
    });
    connect(samplePoints_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Set points of the sample"), [&](StudyState& s) { s.samplePoints = value; });
    });
    connect(sampleSeed_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Set the seed of the sample"), [&](StudyState& s) { s.sampleSeed = value; });
    });
    connect(moved_, &QComboBox::activated, this, [this] {
        const QString name = moved_->currentData().toString();
        editAll(tr("Search %1").arg(name), [&](MethodChoice& method) { method.moved = name; });
    });
    return search_;
}

QWidget* SweepDesigner::makeAxes() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(views::sectionLabel(tr("Axes")));
    table_ = new ShortTable;
    table_->setObjectName(QStringLiteral("axes"));
    table_->setAccessibleName(tr("Axes of the sweep"));
    table_->setModel(axes_);
    views::dressTable(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* header = table_->horizontalHeader();
    header->setSectionResizeMode(AxesModel::values, QHeaderView::Stretch);
    header->resizeSection(AxesModel::parameter, scaled(130));
    header->resizeSection(AxesModel::spread, scaled(84));
    header->resizeSection(AxesModel::points, scaled(60));
    column->addWidget(table_);
    addAxis_ = new QPushButton(tr("Add an axis"));
    addAxis_->setObjectName(QStringLiteral("addAxis"));
    addAxis_->setIcon(views::icon(QStringLiteral("plus-lg"), Token::accent));
    views::setLook(addAxis_, views::ButtonLook::link);
    auto* hint = new views::ElidedLabel(Text::small, Token::text2);
    hint->setText(tr("or press the range icon beside any parameter of the recipe"));
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(addAxis_);
    row->addWidget(hint, 1);
    column->addLayout(row);
    connect(addAxis_, &QPushButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        fillAxisMenu(*menu);
        menu->popup(addAxis_->mapToGlobal(QPoint(0, addAxis_->height())));
    });
    connect(
        table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SweepDesigner::followEditor
    );
    connect(axes_, &QAbstractItemModel::modelReset, this, [this] {
        table_->updateGeometry();
        table_->selectRow(std::max(0, axes_->rowOf(edited_.method, edited_.param.name)));
        followEditor();
    });
    auto* remove = new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &SweepDesigner::removeAxis);
    return section;
}

QWidget* SweepDesigner::makeEditor() {
    editor_ = new QWidget;
    editor_->setObjectName(QStringLiteral("axisEditor"));
    editorColumn_ = new QVBoxLayout(editor_);
    editorColumn_->setContentsMargins(0, 0, 0, 0);
    editorColumn_->setSpacing(6);
    auto* title = new QHBoxLayout;
    editorTitle_ = views::makeLabel({}, Text::strong, Token::text);
    removeAxis_ = new QPushButton(tr("Remove"));
    removeAxis_->setObjectName(QStringLiteral("removeAxis"));
    views::setLook(removeAxis_, views::ButtonLook::quiet);
    views::setCompact(removeAxis_);
    title->addWidget(editorTitle_);
    title->addStretch(1);
    title->addWidget(removeAxis_);
    editorColumn_->addLayout(title);
    methodChips_ = new ChipList(tr("the methods"), [this] {
        QList<ChipList::Entry> out;
        const auto shown = context_.asset(context_.hub.state().asset);
        for (const bool fits : {true, false})
            for (const auto& method : allMethods())
                if ((!shown || takesSome(method, *shown)) == fits)
                    out.push_back(
                        {QString::fromStdString(method.id),
                         QString::fromStdString(method.title),
                         fits ? QString() : tr("Takes no part of this asset.")}
                    );
        return out;
    });
    methodChips_->setObjectName(QStringLiteral("methodChips"));
    editorColumn_->addWidget(methodChips_);
    connect(removeAxis_, &QPushButton::clicked, this, &SweepDesigner::removeAxis);
    connect(methodChips_, &ChipList::edited, this, [this](const QStringList& ids) {
        const auto& methods = study_.state().methods;
        for (const auto& id : ids)
            if (std::ranges::find(methods, id, &MethodChoice::id) == methods.end())
                return study_.addMethod(id);
        for (int i = 0; i < methods.size(); ++i)
            if (!ids.contains(methods[i].id)) return study_.removeMethod(i);
    });
    return editor_;
}

QWidget* SweepDesigner::makeRows() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    assets_ = new ChipList(tr("the assets"), [this] {
        QList<ChipList::Entry> out;
        for (const auto& asset : context_.assets())
            if (asset->state == views::AssetItem::State::ready)
                out.push_back({asset->path, asset->name, asset->path});
        return out;
    });
    assets_->setObjectName(QStringLiteral("sweepAssets"));
    metrics_ = new ChipList(tr("the metrics"), [this] {
        const auto shown = context_.asset(context_.hub.state().asset);
        return metricEntries(shown ? shown->kind : QString());
    });
    metrics_->setObjectName(QStringLiteral("sweepMetrics"));
    column->addWidget(labelled(tr("Assets"), assets_));
    auto* metricsRow = labelled(tr("Metrics"), metrics_);
    column->addWidget(metricsRow);
    auto* limits = new QWidget;
    auto* flow = new FlowLayout(limits, 12);
    const auto add = [&](const QString& before, QWidget* field, const QString& unit) {
        auto* group = new QWidget;
        auto* row = new QHBoxLayout(group);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        row->addWidget(views::makeLabel(before, Text::small, Token::text2));
        row->addWidget(field);
        if (!unit.isEmpty()) row->addWidget(views::makeLabel(unit, Text::small, Token::text2));
        flow->addWidget(group);
    };
    pointMinutes_ = numberField<QDoubleSpinBox>(tr("Minutes for each point"), 0, 10'000, tr("none"));
    pointMinutes_->setObjectName(QStringLiteral("pointMinutes"));
    pointMinutes_->setDecimals(1);
    pointMinutes_->setToolTip(tr("A point that takes longer is ended and fails"));
    workerMemory_ = numberField<QDoubleSpinBox>(tr("Memory of each worker in GB"), 0, 10'000, tr("shared"));
    workerMemory_->setObjectName(QStringLiteral("workerMemory"));
    workerMemory_->setDecimals(1);
    workerMemory_->setToolTip(tr("A point that takes more fails; shared: the machine's budget by the workers")
    );
    workers_ = numberField<QSpinBox>(tr("Workers"), 0, 256, tr("usual"));
    workers_->setObjectName(QStringLiteral("workers"));
    workers_->setToolTip(
        tr("Processes that run points at the same time; usual: as Settings say, else one for each thread")
    );
    repeats_ = numberField<QSpinBox>(tr("Repeats"), 1, 1000);
    repeats_->setObjectName(QStringLiteral("repeats"));
    repeats_->setToolTip(tr("How often encoding and decoding are timed; the median counts"));
    add(tr("per point"), pointMinutes_, tr("min"));
    add(tr("memory"), workerMemory_, tr("GB"));
    add(tr("workers"), workers_, {});
    auto* metricsLine = static_cast<QHBoxLayout*>(metricsRow->layout());
    auto* repeatsLabel = views::makeLabel(tr("Repeats"), Text::body, Token::text2);
    repeatsLabel->setFixedHeight(scaled(24));
    repeatsLabel->setBuddy(repeats_);
    metricsLine->addWidget(repeatsLabel, 0, Qt::AlignTop);
    metricsLine->addWidget(repeats_, 0, Qt::AlignTop);
    column->addWidget(labelled(tr("Limits"), limits));
    connect(assets_, &ChipList::edited, this, [this](const QStringList& ids) {
        edit(tr("Choose assets"), [&](StudyState& s) { s.assets = ids; });
    });
    connect(metrics_, &ChipList::edited, this, [this](const QStringList& ids) {
        edit(tr("Choose metrics"), [&](StudyState& s) { s.metrics = ids; });
    });
    connect(pointMinutes_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(tr("Limit the time"), [&](StudyState& s) { s.pointMinutes = value; });
    });
    connect(workerMemory_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(tr("Limit the memory"), [&](StudyState& s) { s.workerGigabytes = value; });
    });
    connect(workers_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Set workers"), [&](StudyState& s) { s.workers = value; });
    });
    connect(repeats_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("Set repeats"), [&](StudyState& s) { s.repeats = value; });
    });
    return section;
}

QLabel* SweepDesigner::addNumber(QLayout* row, const QString& title, const char* name, QLabel** below) {
    auto* cell = new QWidget;
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(1);
    column->addWidget(views::makeLabel(title, Text::caption, Token::text2));
    auto* value = views::makeLabel({}, Text::strong, Token::text);
    value->setObjectName(QString::fromLatin1(name));
    value->setAccessibleName(title);
    *below = views::makeLabel({}, Text::caption, Token::text2);
    column->addWidget(value);
    column->addWidget(*below);
    static_cast<QHBoxLayout*>(row)->addWidget(cell, 1);
    return value;
}

QWidget* SweepDesigner::makeNumbers() {
    auto* strip = new Strip;
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    points_ = addNumber(row, tr("Points"), "sweepPoints", &pointsBelow_);
    cached_ = addNumber(row, tr("In cache"), "sweepCached", &cachedBelow_);
    time_ = addNumber(row, tr("Estimated time"), "sweepTime", &timeBelow_);
    disk_ = addNumber(row, tr("Disk"), "sweepDisk", &diskBelow_);
    return strip;
}

QWidget* SweepDesigner::makeButtons() {
    auto* footer = new QWidget;
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    line_ = new views::ElidedLabel(Text::dense, Token::text2);
    line_->setElideMode(Qt::ElideMiddle);
    line_->setObjectName(QStringLiteral("sweepCommand"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    run_ = new QPushButton(tr("Run"));
    run_->setObjectName(QStringLiteral("runSweep"));
    run_->setIcon(views::icon(QStringLiteral("play-fill"), Token::onAccent));
    views::setLook(run_, views::ButtonLook::primary);
    cancel_ = new QPushButton(tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("cancelSweep"));
    cancel_->setIcon(views::icon(QStringLiteral("stop-fill")));
    copy_ = new QPushButton(tr("Copy as CLI"));
    copy_->setObjectName(QStringLiteral("copySweep"));
    copy_->setIcon(views::icon(QStringLiteral("clipboard")));
    why_ = views::makeLabel({}, Text::small, Token::text2);
    why_->setObjectName(QStringLiteral("sweepWhy"));
    why_->setWordWrap(true);
    row->addWidget(run_);
    row->addWidget(cancel_);
    row->addWidget(why_, 1);
    row->addWidget(copy_);
    column->addWidget(line_);
    column->addLayout(row);
    connect(run_, &QPushButton::clicked, this, &SweepDesigner::run);
    connect(cancel_, &QPushButton::clicked, this, [this] { jobs_.cancel(job_); });
    connect(copy_, &QPushButton::clicked, this, &SweepDesigner::copyCommandLine);
    return footer;
}

void SweepDesigner::edit(const QString& what, const std::function<void(StudyState&)>& change) {
    StudyState next = study_.state();
    change(next);
    study_.change(what, std::move(next));
}

void SweepDesigner::editAll(const QString& what, const std::function<void(MethodChoice&)>& change) {
    edit(what, [&](StudyState& state) {
        for (auto& method : state.methods)
            change(method);
    });
}

void SweepDesigner::fillAxisMenu(QMenu& menu) {
    const auto& methods = study_.state().methods;
    for (int i = 0; i < methods.size(); ++i) {
        QMenu* part = methods.size() > 1 ? menu.addMenu(methodTitle(methods[i].id)) : &menu;
        for (const auto& param : paramsOf(methods[i].id)) {
            if (!param.sweepable() || methods[i].spreads.contains(param.name)) continue;
            QAction* action = part->addAction(param.label);
            action->setToolTip(param.help);
            connect(action, &QAction::triggered, this, [this, i, param] {
                edited_ = {i, param};
                study_.setSpread(i, param.name, Spread::suggested(param));
            });
        }
    }
    if (menu.isEmpty()) menu.addAction(tr("No parameter is left"))->setEnabled(false);
}

void SweepDesigner::removeAxis() {
    if (edited_.method >= 0) study_.removeSpread(edited_.method, edited_.param.name);
}

int SweepDesigner::workers() const {
    if (study_.state().workers > 0) return study_.state().workers;
    const int usual = Preferences::read().workers;
    return usual > 0 ? usual : std::max(1, QThread::idealThreadCount());
}

QString SweepDesigner::whyNot() const {
    if (!context_.project || context_.project().isEmpty()) return tr("Open a file or a project first");
    if (study_.state().assets.isEmpty() && context_.hub.state().asset.isEmpty())
        return tr("Open a file first");
    return study_.wrong();
}

QStringList SweepDesigner::arguments() const {
    return whyNot().isEmpty() ? study_.sweepArguments(context_.project(), context_.hub.state().asset)
                              : QStringList();
}

QString SweepDesigner::commandLine() const {
    return commandLineOf(arguments());
}

void SweepDesigner::copyCommandLine() {
    views::copyCommandLine(context_, commandLine());
}

void SweepDesigner::run() {
    const QStringList all = arguments();
    if (all.isEmpty() || job_ != 0) return;
    job_ = jobs_.submit(tr("Sweep %1").arg(study_.title()), followable(all));
    emit submitted(job_);
    followJob();
}

void SweepDesigner::assetsUpdated() {
    follow();
}

void SweepDesigner::follow() {
    const auto& state = study_.state();
    const QList<QWidget*> fields{
        mode_,
        targetValue_,
        hullPoints_,
        samplePoints_,
        sampleSeed_,
        pointMinutes_,
        workerMemory_,
        workers_,
        repeats_};
    for (auto* field : fields)
        field->blockSignals(true);
    mode_->setCurrent(int(state.mode));
    targetValue_->setValue(state.targetValue);
    hullPoints_->setValue(state.hullPoints);
    samplePoints_->setValue(state.samplePoints);
    sampleSeed_->setValue(state.sampleSeed);
    pointMinutes_->setValue(state.pointMinutes);
    workerMemory_->setValue(state.workerGigabytes);
    workers_->setValue(state.workers);
    repeats_->setValue(state.repeats);
    for (auto* field : fields)
        field->blockSignals(false);
    QList<ChipList::Entry> methods, assets;
    for (const auto& method : state.methods)
        methods.push_back({method.id, methodTitle(method.id)});
    for (const auto& path : state.assets) {
        const auto known = context_.asset(path);
        assets.push_back({path, known ? known->name : QFileInfo(path).fileName(), path});
    }
    const auto shown = context_.asset(context_.hub.state().asset);
    methodChips_->show(methods, {});
    assets_->show(assets, shown ? tr("%1, which is looked at").arg(shown->name) : tr("none"));
    metrics_->show(
        entriesOf(state.metrics), shown ? tr("usual for %1").arg(shown->kind) : tr("usual for the kind")
    );
    followSearch();
    followEditor();
    forecast_.ask(arguments());
    followForecast();
    followJob();
}

void SweepDesigner::followSearch() {
    const auto& state = study_.state();
    search_->setVisible(state.mode != Mode::grid);
    targetFields_->setVisible(state.mode == Mode::target);
    hullFields_->setVisible(state.mode == Mode::hull);
    sampleFields_->setVisible(state.sampling());
    by_->setVisible(state.searching());
    target_->setCurrentIndex(target_->findData(state.target));
    const auto* metric = metricInfo(state.target);
    targetUnit_->setText(
        state.target == QStringLiteral("total_bytes") ? tr("bytes")
        : state.target == QStringLiteral("rate")      ? tr("bits per element")
        : metric                                      ? QString::fromStdString(metric->unit)
                                                      : QString()
    );
    moved_->clear();
    QString current;
    for (const auto& method : state.methods) {
        const auto params = paramsOf(method.id);
        for (const auto& param : params)
            if (param.numeric() && param.bounded && moved_->findData(param.name) < 0)
                moved_->addItem(param.label, param.name);
        if (const auto* moved = method.searched(params); moved && current.isEmpty()) current = moved->name;
    }
    moved_->setCurrentIndex(moved_->findData(current));
}

// What stands below the table belongs to the chosen row.
void SweepDesigner::followEditor() {
    const int row = table_->currentIndex().row();
    const bool some = row >= 0 && row < axes_->rowCount();
    editor_->setVisible(some);
    if (!some) return;
    const AxesModel::Axis axis = axes_->axis(row);
    const bool same = axis == edited_ && spread_;
    edited_ = axis;
    methodChips_->setVisible(axis.method < 0);
    const auto& state = study_.state();
    const bool swept = axis.method >= 0 && state.methods[axis.method].spreads.contains(axis.param.name);
    removeAxis_->setVisible(swept);
    editorTitle_->setText(axis.method < 0 ? tr("Methods") : axis.param.label);
    if (axis.method >= 0) {
        const auto& spreads = state.methods[axis.method].spreads;
        const auto found = spreads.find(axis.param.name);
        Spread shown = found == spreads.end() ? Spread{} : found->second;
        const auto* moved =
            !state.searching() ? nullptr
                               : state.methods[axis.method].searched(paramsOf(state.methods[axis.method].id));
        const bool searched = moved && moved->name == axis.param.name;
        if (searched && (found == spreads.end() || shown.kind == Spread::Kind::list)) {
            const auto [low, high] = state.methods[axis.method].searchRange(axis.param);
            shown.kind = axis.param.log ? Spread::Kind::log : Spread::Kind::linear;
            shown.low = low;
            shown.high = high;
        }
        const auto use = searched           ? SpreadEditor::Use::searched
                         : state.sampling() ? SpreadEditor::Use::drawn
                                            : SpreadEditor::Use::values;
        if (same) {
            spread_->show(shown);
            return spread_->setUse(use);
        }
        if (spread_) spread_->deleteLater();
        spread_ = new SpreadEditor(axis.param, shown);
        spread_->setUse(use);
        editorColumn_->addWidget(spread_);
        connect(spread_, &SpreadEditor::edited, this, [this](const Spread& spread) {
            study_.setSpread(edited_.method, edited_.param.name, spread);
        });
    } else if (spread_) {
        spread_->hide();
        spread_->deleteLater();
        spread_ = nullptr;
    }
}

void SweepDesigner::followForecast() {
    const auto& answer = forecast_.answer();
    const QString none = QStringLiteral("–");
    QString why = whyNot();
    Token ink = Token::text2;
    for (auto* label : {points_, cached_, time_, disk_})
        views::dress(label, Text::strong, forecast_.asking() ? Token::text3 : Token::text);
    if (!answer || !why.isEmpty()) {
        for (auto* label : {points_, cached_, time_, disk_})
            label->setText(none);
        for (auto* label : {pointsBelow_, cachedBelow_, timeBelow_, diskBelow_})
            label->clear();
        if (forecast_.asking()) pointsBelow_->setText(tr("counting …"));
    } else {
        const QString most = answer->atMost ? tr("at most %1") : QStringLiteral("%1");
        points_->setText(most.arg(views::grouped(answer->points)));
        pointsBelow_->setText(
            answer->leftOut > 0 ? tr("%n left out: not for their asset", nullptr, answer->leftOut)
                                : tr("%n to run", nullptr, answer->todo)
        );
        cached_->setText(views::grouped(answer->present));
        cachedBelow_->setText(
            answer->present > 0 && answer->points > 0
                ? tr("%1 %, not run again").arg(100 * answer->present / answer->points)
                : QString()
        );
        const bool known = answer->milliseconds >= 0;
        const double seconds = answer->milliseconds / 1000 / std::min(workers(), std::max(1, answer->todo));
        time_->setText(answer->todo == 0 ? tr("none") : known ? views::duration(seconds) : tr("unknown"));
        timeBelow_->setText(
            answer->todo == 0              ? QString()
            : answer->withoutEstimate == 0 ? tr("encoding and decoding, %n workers", nullptr, workers())
            : known ? tr("without %n points like none before", nullptr, answer->withoutEstimate)
                    : tr("no such point was run before")
        );
        disk_->setText(
            answer->todo == 0        ? tr("none")
            : answer->diskBytes >= 0 ? views::byteSize(answer->diskBytes)
                                     : tr("unknown")
        );
        const QStorageInfo storage(context_.project());
        diskBelow_->setText(
            storage.isValid() ? tr("%1 free").arg(views::byteSize(double(storage.bytesAvailable())))
                              : QString()
        );
        if (answer->problem) {
            why = QString::fromStdString(answer->problem->what + ". " + answer->problem->fix);
            ink = Token::bad;
        }
    }
    why_->setText(why);
    views::dress(why_, Text::small, ink);
}

void SweepDesigner::followJob() {
    const Job* job = job_ != 0 ? jobs_.find(job_) : nullptr;
    const bool running = job && !job->over();
    run_->setEnabled(!running && whyNot().isEmpty());
    run_->setText(
        !running                             ? tr("Run")
        : job->state == Job::State::waiting  ? tr("Waiting")
        : job->state == Job::State::stopping ? tr("Stopping")
        : job->total > 0                     ? tr("Running, %1 of %2").arg(job->done).arg(job->total)
                                             : tr("Running")
    );
    cancel_->setEnabled(running && job->state != Job::State::stopping);
    copy_->setEnabled(whyNot().isEmpty());
    const QString line = commandLine();
    line_->setText(line);
    line_->setVisible(!line.isEmpty());
}

} // namespace rarebit::gui
