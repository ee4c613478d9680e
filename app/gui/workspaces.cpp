// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workspaces.hpp"

#include "app/gui/link_groups.hpp"
#include "views/core/page_layout.hpp"
#include "views/core/pane.hpp"
#include "views/core/theme.hpp"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::Pane;
using views::Theme;

namespace {

// Properties of panes, of these names in layouts too.
constexpr const char *folds = "folds", *isSpare = "spare";
constexpr int roomForSpare = 480; // height of a workspace

Json view(const char* id) {
    return Json::object({{"view", id}});
}
// Folds away while the chosen asset has nothing for it.
Json folding(const char* id) {
    return Json::object({{"view", id}, {"folds", true}});
}
// Only where the window is high enough.
Json spare(const char* id) {
    return Json::object({{"view", id}, {"spare", true}});
}
Json widget(const char* name) {
    return Json::object({{"widget", name}});
}
Json divide(const char* direction, std::initializer_list<int> shares, Json::Array children) {
    return Json::object(
        {{"split", direction}, {"sizes", Json::list(shares)}, {"children", std::move(children)}}
    );
}

} // namespace

Workspaces::Workspaces(
    LinkGroups& groups, std::function<views::ViewContext&(int group)> contextOf, QWidget* parent
)
    : QWidget(parent), groups_(groups), contextOf_(std::move(contextOf)), tabs_(new QTabBar),
      project_(new QLabel) {
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setObjectName(QStringLiteral("workspaces"));
    tabs_->setAccessibleName(tr("Workspaces"));
    views::dress(project_, views::Text::small, views::Token::text2);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 12, 0);
    row->addWidget(tabs_);
    row->addStretch(1);
    row->addWidget(project_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    auto* pages = new QWidget;
    stack_ = new views::PageLayout(pages);
    column->addWidget(pages, 1);
    for (int group = 0; group < LinkGroups::count; ++group)
        connect(&groups_.hub(group), &views::Hub::assetChanged, this, &Workspaces::foldPanes);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        if (index < 0 || index >= int(pages_.size())) return;
        build(pages_[size_t(index)]);
        foldPanes();
        stack_->setCurrentIndex(index);
        const auto here = panes();
        setActive(here.isEmpty() ? nullptr : here.front());
        emit currentChanged(pages_[size_t(index)].id);
    });
}

void Workspaces::addPage(const QString& id, const QString& title, QWidget* page) {
    pages_.push_back(
        {.id = id, .title = title, .widget = page, .grid = nullptr, .defaults = {}, .built = true}
    );
    stack_->addWidget(page);
    tabs_->addTab(title);
}

void Workspaces::addArrangement(const QString& id, const QString& title, const Json& arrangement) {
    auto* grid = new PaneGrid(
        [this](const Json& leaf) { return makePane(leaf); },
        [this](QWidget* pane) { return describePane(pane); }
    );
    pages_.push_back({.id = id, .title = title, .widget = grid, .grid = grid, .defaults = arrangement});
    stack_->addWidget(grid);
    tabs_->addTab(title);
}

void Workspaces::addDefaults(QWidget* report) {
    addArrangement(
        QStringLiteral("explore"),
        tr("Explore"),
        divide(
            "v",
            {11, 12},
            {divide("h", {3, 2}, {view("rate_distortion"), folding("distribution")}), folding("outlier_map")}
        )
    );
    addArrangement(
        QStringLiteral("sweep"),
        tr("Sweep"),
        divide(
            "h",
            {11, 11},
            {widget("sweep_designer"), divide("v", {3, 2}, {view("rate_distortion"), view("parallel")})}
        )
    );
    addArrangement(
        QStringLiteral("compare"),
        tr("Compare"),
        divide(
            "h",
            {17, 10},
            {view("compare"),
             divide(
                 "v", {4, 3, 2}, {folding("error_map"), folding("region_statistics"), folding("worst_first")}
             )}
        )
    );
    addPage(QStringLiteral("report"), tr("Report"), report);
    addArrangement(
        QStringLiteral("kv"), tr("KV cache"), divide("v", {3, 2}, {view("kv_cache"), spare("wall")})
    );
    addArrangement(
        QStringLiteral("parts"),
        tr("Parts"),
        divide("h", {3, 2}, {divide("v", {1, 1}, {view("parts"), view("wall")}), view("surface")})
    );
}

// Arrangements are built when they are first shown: the window is there sooner.
void Workspaces::build(Page& page) {
    if (std::exchange(page.built, true)) return;
    page.grid->setArrangement(page.defaults);
}

void Workspaces::addWidget(const QString& name, QWidget* widget) {
    widgets_[name] = widget;
    takeBack(widget);
}

// Out of the panes around it, which may go.
void Workspaces::takeBack(QWidget* widget) {
    widget->hide();
    widget->setParent(this);
}

QWidget* Workspaces::makePane(const Json& leaf) {
    if (const auto& name = leaf.at("widget").asString(); !name.empty()) {
        const auto found = widgets_.find(QString::fromStdString(name));
        if (found == widgets_.end()) return nullptr;
        found->second->show();
        return found->second;
    }
    const auto* definition = views::findView(QString::fromStdString(leaf.at("view").asString()));
    if (!definition) return nullptr;
    auto* pane = new Pane;
    pane->setObjectName(QStringLiteral("pane.") + definition->id);
    const int group = std::clamp(int(leaf.at("group").asInt(1)) - 1, 0, LinkGroups::count - 1);
    pane->setGroup(group);
    pane->setGroupable(true);
    auto* made = definition->create(contextOf_(group), pane);
    made->setObjectName(QStringLiteral("view.") + definition->id);
    pane->setView(*definition, made);
    for (const char* property : {folds, isSpare})
        pane->setProperty(property, leaf.at(property).asBool(false));
    pane->setProperty("helpPage", QString(QStringLiteral("views/") + definition->id));
    if (leaf.contains("settings")) made->restore(leaf.at("settings"));
    connect(pane, &Pane::activated, this, [this, pane] { setActive(pane); });
    connect(pane, &Pane::viewChosen, this, [this, pane](const QString& id) {
        const auto* other = views::findView(id);
        if (!other) return;
        auto* view = other->create(contextOf_(pane->group()), pane);
        view->setObjectName(QStringLiteral("view.") + id);
        pane->setObjectName(QStringLiteral("pane.") + id);
        for (const char* property : {folds, isSpare})
            pane->setProperty(property, false); // the user wants it here
        pane->setView(*other, view);
        pane->setProperty("helpPage", QString(QStringLiteral("views/") + id));
    });
    connect(pane, &Pane::exportRequested, this, [this, pane] {
        setActive(pane);
        emit exportRequested(pane);
    });
    connect(pane, &Pane::maximiseRequested, this, [this, pane] {
        setActive(pane);
        maximiseActive();
    });
    connect(pane, &Pane::closeRequested, this, [this, pane] {
        setActive(pane);
        closeActive();
    });
    connect(pane, &Pane::splitRequested, this, [this, pane](Qt::Orientation orientation) {
        setActive(pane);
        split(orientation);
    });
    connect(pane, &Pane::groupChosen, this, [this, pane](int chosen) { setGroup(*pane, chosen); });
    connect(pane, &Pane::commandLineCopied, this, [this](const QString& line) { contextOf_(0).log(line); });
    connect(pane, &QObject::destroyed, this, [this, pane] {
        if (active_ == pane) active_ = nullptr;
    });
    return pane;
}

Json Workspaces::describePane(QWidget* widget) const {
    if (auto* pane = qobject_cast<Pane*>(widget)) {
        Json leaf = Json::object({{"view", pane->definition()->id.toStdString()}});
        for (const char* property : {folds, isSpare})
            if (pane->property(property).toBool()) leaf[property] = true;
        if (pane->group() > 0) leaf["group"] = pane->group() + 1;
        if (const Json settings = pane->view()->settings(); settings.size() > 0) leaf["settings"] = settings;
        return leaf;
    }
    for (const auto& [name, known] : widgets_)
        if (known == widget) return Json::object({{"widget", name.toStdString()}});
    return Json::object();
}

Workspaces::Page* Workspaces::page(const QString& id) {
    const auto found = std::ranges::find(pages_, id, &Page::id);
    return found == pages_.end() ? nullptr : &*found;
}

QString Workspaces::current() const {
    const int index = tabs_->currentIndex();
    return index < 0 ? QString() : pages_[size_t(index)].id;
}

void Workspaces::show(const QString& id) {
    for (size_t i = 0; i < pages_.size(); ++i)
        if (pages_[i].id == id) tabs_->setCurrentIndex(int(i));
}

QStringList Workspaces::ids() const {
    QStringList out;
    for (const auto& page : pages_)
        out.push_back(page.id);
    return out;
}

QString Workspaces::title(const QString& id) const {
    const auto found = std::ranges::find(pages_, id, &Page::id);
    return found == pages_.end() ? QString() : found->title;
}

Json Workspaces::usual(const QString& id) const {
    const auto found = std::ranges::find(pages_, id, &Page::id);
    return found == pages_.end() ? Json() : found->defaults;
}

QList<Pane*> Workspaces::panes() const {
    QList<Pane*> out;
    const int index = tabs_->currentIndex();
    if (index < 0 || !pages_[size_t(index)].grid) return out;
    for (auto* widget : pages_[size_t(index)].grid->panes())
        if (auto* pane = qobject_cast<Pane*>(widget)) out.push_back(pane);
    return out;
}

void Workspaces::setActive(Pane* pane) {
    if (active_ == pane) return;
    if (active_) active_->setActive(false);
    active_ = pane;
    if (!active_) return;
    active_->setActive(true);
    groups_.setActive(active_->group());
}

// A view belongs to its context for life: another one takes its place, with its settings.
void Workspaces::setGroup(Pane& pane, int group) {
    const auto& definition = *pane.definition();
    const Json settings = pane.view()->settings();
    auto* made = definition.create(contextOf_(group), &pane);
    made->setObjectName(QStringLiteral("view.") + definition.id);
    if (settings.size() > 0) made->restore(settings);
    pane.setGroup(group);
    pane.setView(definition, made);
    if (active_ == &pane) groups_.setActive(group);
    foldPanes();
}

// Panes whose view has nothing to show of the chosen asset give way to those that have.
void Workspaces::foldPanes() {
    Page* here = page(current());
    if (!here || !here->grid) return;
    QList<QWidget*> folded;
    for (auto* pane : panes()) {
        const auto& context = contextOf_(pane->group());
        const auto asset = context.asset(context.hub.state().asset);
        const bool ready = asset && asset->state == views::AssetItem::State::ready;
        const auto suits = pane->definition()->suits;
        const bool useless = ready && pane->property(folds).toBool() && suits && !suits(*asset);
        if (!pane->view()->pinned() &&
            (useless || (pane->property(isSpare).toBool() && height() < roomForSpare)))
            folded.push_back(pane);
    }
    here->grid->fold(folded);
    if (!active_ || !folded.contains(active_)) return;
    for (auto* pane : panes())
        if (pane->isVisibleTo(this)) return setActive(pane);
}

void Workspaces::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    foldPanes();
}

void Workspaces::cycle(int step) {
    auto here = panes();
    here.removeIf([this](Pane* pane) { return pane != active_ && !pane->isVisibleTo(this); });
    if (here.isEmpty()) return;
    const auto at = here.indexOf(active_);
    auto* next = here[(at + step + here.size()) % here.size()];
    setActive(next);
    next->view()->setFocus(Qt::TabFocusReason);
}

void Workspaces::split(Qt::Orientation orientation) {
    Page* here = page(current());
    if (!here || !here->grid || !active_) return;
    if (auto* made = here->grid->split(active_, orientation, describePane(active_)))
        setActive(qobject_cast<Pane*>(made));
}

void Workspaces::closeActive() {
    Page* here = page(current());
    if (!here || !here->grid || !active_ || here->grid->panes().size() < 2) return;
    QWidget* closing = std::exchange(active_, nullptr);
    here->grid->closePane(closing);
    const auto rest = panes();
    setActive(rest.isEmpty() ? nullptr : rest.front());
}

void Workspaces::maximiseActive() {
    Page* here = page(current());
    if (!here || !here->grid || !active_) return;
    here->grid->maximise(active_);
    for (auto* pane : panes())
        pane->setMaximised(here->grid->maximised() == pane);
}

void Workspaces::setProjectName(const QString& name) {
    project_->setText(name);
}

void Workspaces::assetsUpdated() {
    for (auto& page : pages_)
        if (page.grid && page.built)
            for (auto* widget : page.grid->panes())
                if (auto* pane = qobject_cast<Pane*>(widget)) pane->view()->assetsUpdated();
    foldPanes();
}

Json Workspaces::layout() const {
    Json out = Json::object({{"current", current().toStdString()}});
    for (const auto& page : pages_)
        if (page.grid && page.built) out["arrangements"][page.id.toStdString()] = page.grid->arrangement();
    return out;
}

void Workspaces::restore(const Json& layout) {
    for (auto& page : pages_) {
        const Json& kept = layout.at("arrangements").at(page.id.toStdString());
        if (!page.grid || !kept.isObject()) continue;
        for (auto& [name, widget] : widgets_) // they outlive the panes around them
            takeBack(widget);
        page.grid->setArrangement(kept);
        if (page.grid->panes().isEmpty()) page.grid->setArrangement(page.defaults);
        page.built = true;
    }
    foldPanes();
    show(QString::fromStdString(layout.at("current").asString()));
}

void Workspaces::reset() {
    Page* here = page(current());
    if (!here || !here->grid) return;
    setActive(nullptr);
    for (auto& [name, widget] : widgets_)
        if (here->grid->isAncestorOf(widget)) takeBack(widget);
    here->grid->setArrangement(here->defaults);
    const auto fresh = panes();
    setActive(fresh.isEmpty() ? nullptr : fresh.front());
    foldPanes();
}

} // namespace rarebit::gui
