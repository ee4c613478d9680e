// SPDX-License-Identifier: GPL-3.0-or-later
// Where the extreme values sit: a model's tensors at a glance, one tensor, a block of it, single elements.
#include "views/compare/pane.hpp"
#include "views/core/asset_state.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/maps/model_map.hpp"
#include "views/maps/reconstruction.hpp"
#include "views/maps/tensor_map.hpp"
#include "views/maps/trail.hpp"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace rarebit::views {
namespace {

struct ScaleName {
    MapScale scale;
    const char* id;
    const char* title;
};
constexpr std::array scales{
    ScaleName{MapScale::linear, "linear", QT_TRANSLATE_NOOP("rarebit::views::OutlierMap", "Linear colours")},
    ScaleName{
        MapScale::squareRoot,
        "square_root",
        QT_TRANSLATE_NOOP("rarebit::views::OutlierMap", "Square root colours")},
    ScaleName{MapScale::log, "log", QT_TRANSLATE_NOOP("rarebit::views::OutlierMap", "Logarithmic colours")},
};

class OutlierMap : public View {
    Q_OBJECT
public:
    OutlierMap(ViewContext& context, QWidget* parent)
        : View(context, parent), trail_(new Trail(this)), figures_(new SegmentedControl(this)),
          values_(new SegmentedControl(this)), levels_(new QStackedWidget(this)),
          model_(new ModelMap(context.previews, levels_)), tensor_(new TensorMap(context.previews, levels_)),
          states_(new StateStack(levels_, BusyState::Shape::tiles, this)) {
        for (const auto figure : {PartFigure::maxZ, PartFigure::kurtosis, PartFigure::relativeError})
            figures_->addPart(figureTitle(figure));
        for (const auto value : {MapValue::magnitude, MapValue::zScore, MapValue::error})
            values_->addPart(valueTitle(value));
        figures_->setObjectName(QStringLiteral("figure"));
        figures_->setAccessibleName(tr("Figure"));
        values_->setObjectName(QStringLiteral("value"));
        values_->setAccessibleName(tr("Colours show"));
        values_->setCurrent(static_cast<int>(tensor_->value()));
        for (SegmentedControl* control : {figures_, values_}) // the path gives way
            control->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        levels_->addWidget(model_);
        levels_->addWidget(tensor_);
        auto* bar = new QHBoxLayout;
        bar->setContentsMargins(12, 6, 12, 6);
        bar->setSpacing(8);
        bar->addWidget(trail_, 1);
        protect_ = new QPushButton(tr("Protect"), this);
        protect_->setObjectName(QStringLiteral("protect"));
        protect_->setIcon(icon(QStringLiteral("shield-check")));
        setLook(protect_, ButtonLook::quiet);
        setCompact(protect_);
        connect(protect_, &QPushButton::clicked, this, [this] { protect(); });
        bar->addWidget(protect_);
        bar->addWidget(figures_);
        bar->addWidget(values_);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addLayout(bar);
        layout->addWidget(states_, 1);
        makeScaleActions();

        const Hub& hub = context.hub;
        connect(&hub, &Hub::assetChanged, this, [this] { follow(); });
        connect(&hub, &Hub::slotsChanged, this, [this] { refresh(); });
        connect(&hub, &Hub::regionChanged, this, [this] { takeRegion(); });
        connect(trail_, &Trail::chosen, this, [this](int step) { goBack(step); });
        connect(figures_, &SegmentedControl::currentChanged, this, [this](int index) {
            model_->setFigure(static_cast<PartFigure>(index));
            update();
        });
        connect(values_, &SegmentedControl::currentChanged, this, [this](int index) {
            tensor_->setValue(static_cast<MapValue>(index));
            update();
        });
        connect(model_, &ModelMap::partChosen, this, [this](const QString& part) {
            if (pinned()) return;
            const QScopedValueRollback own(ownChange_, true);
            context_.hub.setPart(part);
        });
        connect(model_, &ModelMap::partActivated, this, [this](const QString& part) { descend(part); });
        connect(model_, &ModelMap::progressed, this, [this] { update(); });
        connect(tensor_, &TensorMap::regionChosen, this, [this](const Region& region) {
            if (!pinned()) context_.hub.setRegion(tensor_->plane().toHub(region));
        });
        connect(tensor_, &TensorMap::left, this, [this] { ascend(); });
        connect(tensor_, &TensorMap::windowChanged, this, [this] { update(); });
        connect(tensor_, &TensorMap::stateChanged, this, [this] { update(); });
        connect(&context.previews, &Previews::progress, this, [this](const QString& step, double fraction) {
            if (atTensor() && tensor_->busy()) states_->showBusy(step, fraction);
        });
        follow();
    }

    QAbstractItemModel* table() override {
        if (!asset_) return nullptr;
        return atTensor() ? tensor_->table() : model_->table();
    }
    QString commandLine() const override;
    Status exportFigure(const QString& path) override {
        return (atTensor() ? tensor_->canvas() : model_->grid()).exportFigure(path, subject());
    }
    QList<QAction*> viewActions() override {
        return QList<QAction*>{protectAction_} + scaleActions_->actions();
    }
    void assetsUpdated() override { refresh(); }
    Json settings() const override {
        return Json::object({
            {"figure", figures_->current()},
            {"value", values_->current()},
            {"scale", static_cast<int>(tensor_->scale())},
        });
    }
    void restore(const Json& settings) override {
        figures_->setCurrent(static_cast<int>(settings.at("figure").asInt()));
        values_->setCurrent(static_cast<int>(settings.at("value").asInt(1)));
        tensor_->setScale(static_cast<MapScale>(std::clamp<int64_t>(settings.at("scale").asInt(), 0, 2)));
        model_->setFigure(static_cast<PartFigure>(figures_->current()));
        tensor_->setValue(static_cast<MapValue>(values_->current()));
        refresh();
    }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) follow();
    }

private:
    bool atTensor() const { return levels_->currentWidget() == tensor_; }
    QString partName() const { return part_; }
    /// Hub -> view.
    void follow() {
        if (pinned()) return;
        const HubState& state = context_.hub.state();
        const bool another = path_ != state.asset;
        path_ = state.asset;
        part_ = state.part;
        asset_ = path_.isEmpty() ? nullptr : context_.asset(path_);
        if (another || !ownChange_) deep_ = true; // whatever was chosen elsewhere is shown itself
        refresh();
    }
    void refresh();
    void showTensor(const PartItem& part);
    void takeRegion() {
        if (pinned() || !atTensor()) return;
        const Region& region = context_.hub.state().region;
        tensor_->setSelection(region.empty() ? Region{} : tensor_->plane().toPlane(region));
    }
    void descend(const QString& part) {
        deep_ = true;
        part_ = part;
        if (!pinned()) context_.hub.setPart(part);
        refresh();
        context_.log(commandLine());
    }
    void ascend() {
        if (numbers() < 2) return;
        deep_ = false;
        refresh();
        model_->grid().setFocus();
    }
    void goBack(int step) {
        if (step == 0 && numbers() > 1) return ascend();
        tensor_->canvas().setWindow(tensor_->canvas().everything());
    }
    int numbers() const {
        return asset_ ? static_cast<int>(std::ranges::count_if(asset_->parts, hasNumbers)) : 0;
    }
    void update();
    void makeScaleActions();
    /// The part that is looked at or chosen; empty: none.
    QString chosenPart() const { return atTensor() ? tensor_->part().name : part_; }
    void protect() {
        if (const QString part = chosenPart(); context_.protect && !part.isEmpty()) context_.protect(part);
    }
    void showProtect();

    QString path_, part_;
    AssetPtr asset_;
    bool deep_ = true; // down to the tensor, where one is chosen
    bool ownChange_ = false;
    Trail* trail_;
    SegmentedControl *figures_, *values_;
    QStackedWidget* levels_;
    ModelMap* model_;
    TensorMap* tensor_;
    StateStack* states_;
    QActionGroup* scaleActions_ = nullptr;
    QPushButton* protect_ = nullptr;
    QAction* protectAction_ = nullptr;
};

void OutlierMap::showProtect() {
    const bool can = context_.protect && asset_ && asset_->part(chosenPart());
    protect_->setVisible(asset_ != nullptr && numbers() > 0);
    protect_->setEnabled(can);
    protectAction_->setEnabled(can);
    protect_->setToolTip(toolTipText(
        tr("Protect"),
        protectAction_->shortcut(),
        can ? tr("A rule of the recipe gives %1 more bits, or keeps it as it is stored.").arg(chosenPart())
            : tr("Choose a part: a rule of the recipe will give it more bits.")
    ));
}

void OutlierMap::makeScaleActions() {
    protectAction_ = new QAction(tr("Protect this part"), this);
    protectAction_->setShortcut(Qt::Key_P);
    protectAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(protectAction_);
    connect(protectAction_, &QAction::triggered, this, [this] { protect(); });
    scaleActions_ = new QActionGroup(this);
    for (const auto& entry : scales) {
        auto* action = scaleActions_->addAction(tr(entry.title));
        action->setObjectName(QLatin1StringView(entry.id));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, scale = entry.scale] {
            if (atTensor())
                tensor_->setScale(scale);
            else
                model_->setScale(scale);
        });
    }
}

void OutlierMap::refresh() {
    asset_ = path_.isEmpty() ? nullptr : context_.asset(path_);
    trail_->setVisible(asset_ != nullptr);
    figures_->hide();
    values_->hide();
    protect_->hide();
    model_->setActive(false);
    setSubject({});
    const NoAsset none{
        QStringLiteral("grid-3x3"),
        tr("No tensor selected"),
        tr("Choose a model, a cache or an array in Assets.")};
    if (asset_) trail_->setSteps({asset_->name});
    if (auto state = showAssetState(*states_, context_, asset_, none)) return setState(std::move(*state));
    const int count = numbers();
    if (count == 0) {
        states_->showEmpty(
            none.icon,
            tr("No tensors in %1").arg(asset_->name),
            tr("Maps show numbers on a grid: models, caches, arrays, pictures.")
        );
        return setState({});
    }
    const int slot = reconstructionSlot(context_.hub.state(), asset_->path);
    const Json spec = slot < 0 ? Json() : context_.hub.state().slotted[static_cast<size_t>(slot)].spec;
    const PartItem* part = asset_->part(part_);
    if (count == 1) part = &*std::ranges::find_if(asset_->parts, hasNumbers);
    const bool deep = part && hasNumbers(*part) && (deep_ || count == 1);
    levels_->setCurrentWidget(deep ? static_cast<QWidget*>(tensor_) : model_);
    setFocusProxy(deep ? &tensor_->canvas() : &model_->grid());
    // Without a reconstruction there is no error to show.
    figures_->setPartEnabled(int(PartFigure::relativeError), slot >= 0);
    values_->setPartEnabled(int(MapValue::error), slot >= 0);
    if (slot < 0 && figures_->current() == int(PartFigure::relativeError))
        figures_->setCurrent(int(PartFigure::maxZ));
    if (slot < 0 && values_->current() == int(MapValue::error)) values_->setCurrent(int(MapValue::zScore));
    figures_->setVisible(!deep);
    values_->setVisible(deep);
    if (deep) {
        showTensor(*part);
    } else {
        model_->setAsset(asset_, spec);
        model_->setFigure(static_cast<PartFigure>(figures_->current()));
        model_->setActive(true);
        model_->selectPart(part_);
    }
    update();
}

void OutlierMap::showTensor(const PartItem& part) {
    const int slot = reconstructionSlot(context_.hub.state(), asset_->path);
    tensor_->setValue(static_cast<MapValue>(values_->current()));
    tensor_->setPart(
        {asset_->path, asset_->reader, asset_->hash, part.name, {}},
        part,
        slot < 0 ? Json() : context_.hub.state().slotted[static_cast<size_t>(slot)].spec
    );
    takeRegion();
}

// What stands around the map: trail, header, states.
void OutlierMap::update() {
    showProtect();
    if (!asset_ || asset_->state != AssetItem::State::ready || numbers() == 0) return;
    const int slot = reconstructionSlot(context_.hub.state(), asset_->path);
    QString of;
    const bool error =
        atTensor() ? tensor_->value() == MapValue::error : model_->figure() == PartFigure::relativeError;
    if (error && slot >= 0) {
        const Slot& content = context_.hub.state().slotted[static_cast<size_t>(slot)];
        of = tr(", error of %1 (%2)").arg(QChar('A' + slot)).arg(content.label);
    }
    const MapScale scale = atTensor() ? tensor_->scale() : model_->scale();
    for (size_t i = 0; i < scales.size(); ++i)
        scaleActions_->actions()[qsizetype(i)]->setChecked(scales[i].scale == scale);
    if (!atTensor()) {
        trail_->setSteps({asset_->name});
        const int known = model_->known(), total = model_->total();
        setSubject((numbers() == 1 ? tr("1 tensor") : tr("%1 tensors").arg(grouped(numbers()))) + of);
        states_->showContent();
        if (known < total)
            setState({ViewState::Kind::filling, tr("filling, %1 of %2").arg(known).arg(total), {}});
        else
            setState({});
        return;
    }
    const PartItem& part = tensor_->part();
    QStringList steps{asset_->name};
    if (numbers() > 1) {
        const QString inGroup =
            part.group.isEmpty() ? QString()
                                 : part.name.mid(part.name.indexOf(part.group.section(QLatin1Char('.'), -1)));
        if (!part.group.isEmpty())
            steps << part.group << shortName(inGroup.section(QLatin1Char('.'), 1));
        else
            steps << shortName(part.name);
    }
    if (const QString window = tensor_->windowText(); !window.isEmpty()) steps << window;
    trail_->setSteps(steps);
    setSubject(tr("%1, %2").arg(shapeText(part.shape), part.dtype) + of);
    if (const Error* failure = tensor_->error()) {
        setState({ViewState::Kind::failed, tr("error"), *failure});
        states_->showError(*failure).addFix(tr("Try again"), [this] {
            tensor_->clear();
            refresh();
        });
    } else if (tensor_->busy()) {
        setState({ViewState::Kind::busy, tr("reading"), {}});
        states_->showBusy(tr("reading %1").arg(part.name));
    } else {
        setState({});
        states_->showContent();
    }
}

QString OutlierMap::commandLine() const {
    if (!asset_ || !asset_->hasTensors()) return {};
    if (atTensor() && !asset_->part(tensor_->part().name)) return {}; // of another asset
    const QString file = shellQuoted(asset_->path);
    if (!atTensor()) return QStringLiteral("rarebit info %1 --stats").arg(file);
    const QString part = shellQuoted(tensor_->part().name);
    const int slot = reconstructionSlot(context_.hub.state(), asset_->path);
    if (tensor_->value() != MapValue::error || slot < 0)
        return QStringLiteral("rarebit outliers %1 --parts %2 --top 100").arg(file, part);
    const QString recon =
        QStringLiteral("reconstruction") + asset_->path.mid(asset_->path.lastIndexOf(QLatin1Char('.')));
    return QStringLiteral("%1 && rarebit compare %2 %3 --parts %4 --worst 100")
        .arg(
            runCommand(context_.hub.state().slotted[static_cast<size_t>(slot)], recon),
            file,
            shellQuoted(recon),
            part
        );
}

} // namespace

const ViewDef& outlier_map() {
    static const ViewDef def{
        .id = QStringLiteral("outlier_map"),
        .title = OutlierMap::tr("Outlier map"),
        .icon = QStringLiteral("grid-3x3"),
        .group = QStringLiteral("maps"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new OutlierMap(context, parent);
        },
        .suits = [](const AssetItem& asset) { return asset.hasTensors(); },
    };
    return def;
}

} // namespace rarebit::views

#include "outlier_map.view.moc"
