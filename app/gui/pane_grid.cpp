// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pane_grid.hpp"

#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace rarebit::gui {
namespace {

constexpr int leastLength = 200;

QSplitter* asSplitter(const QWidget* widget) {
    return qobject_cast<QSplitter*>(const_cast<QWidget*>(widget));
}

QSplitter* newSplitter(Qt::Orientation orientation) {
    auto* splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(4);
    return splitter;
}

void collect(QWidget* node, QList<QWidget*>& out) {
    if (auto* splitter = asSplitter(node))
        for (int i = 0; i < splitter->count(); ++i)
            collect(splitter->widget(i), out);
    else if (node)
        out.push_back(node);
}

} // namespace

PaneGrid::PaneGrid(
    std::function<QWidget*(const Json&)> make, std::function<Json(QWidget*)> describe, QWidget* parent
)
    : QWidget(parent), make_(std::move(make)), describe_(std::move(describe)),
      column_(new QVBoxLayout(this)) {
    column_->setContentsMargins({});
}

QWidget* PaneGrid::build(const Json& node) {
    if (node.at("children").size() == 0) return make_(node);
    auto* splitter = newSplitter(node.at("split").asString() == "v" ? Qt::Vertical : Qt::Horizontal);
    for (const auto& child : node.at("children").elements())
        if (QWidget* made = build(child)) splitter->addWidget(made);
    if (splitter->count() == 0) {
        delete splitter;
        return nullptr;
    }
    QList<int> sizes;
    for (const auto& size : node.at("sizes").elements())
        sizes.push_back(int(std::clamp<int64_t>(size.asInt(), 1, 100'000)));
    // A splitter that is not shown yet spreads them over its real length later; shares of a few pixels would
    // give way to what the panes need at least.
    if (sizes.size() == splitter->count()) {
        if (std::accumulate(sizes.begin(), sizes.end(), 0) < leastLength)
            for (int& size : sizes)
                size *= leastLength;
        splitter->setSizes(sizes);
        for (int i = 0; i < sizes.size(); ++i)
            splitter->setStretchFactor(i, sizes[i]);
    }
    return splitter;
}

void PaneGrid::place(QWidget* root) {
    root_ = root;
    maximised_ = nullptr;
    if (root) column_->addWidget(root);
    emit panesChanged();
}

void PaneGrid::setArrangement(const Json& arrangement) {
    delete std::exchange(root_, nullptr);
    place(build(arrangement));
}

Json PaneGrid::describeNode(const QWidget* node) const {
    const auto* splitter = asSplitter(node);
    if (!splitter) return describe_(const_cast<QWidget*>(node));
    Json children = Json::array();
    for (int i = 0; i < splitter->count(); ++i)
        children.push(describeNode(splitter->widget(i)));
    return Json::object({
        {"split", splitter->orientation() == Qt::Vertical ? "v" : "h"},
        {"sizes", Json::list(splitter->sizes())},
        {"children", children},
    });
}

Json PaneGrid::arrangement() const {
    return root_ ? describeNode(root_) : Json::object();
}

QList<QWidget*> PaneGrid::panes() const {
    QList<QWidget*> out;
    collect(root_, out);
    return out;
}

QWidget* PaneGrid::split(QWidget* pane, Qt::Orientation orientation, const Json& leaf) {
    if (!pane || panes().size() >= mostPanes) return nullptr;
    maximise(nullptr);
    QWidget* made = make_(leaf);
    if (!made) return nullptr;
    auto* parent = asSplitter(pane->parentWidget());
    if (parent && parent->orientation() == orientation) {
        const int at = parent->indexOf(pane);
        QList<int> sizes = parent->sizes();
        parent->insertWidget(at + 1, made);
        sizes.insert(at + 1, sizes[at] / 2);
        sizes[at] -= sizes[at] / 2;
        parent->setSizes(sizes);
    } else {
        auto* splitter = newSplitter(orientation);
        const int length = orientation == Qt::Horizontal ? pane->width() : pane->height();
        if (parent) {
            const QList<int> sizes = parent->sizes();
            parent->replaceWidget(parent->indexOf(pane), splitter);
            splitter->addWidget(pane);
            splitter->addWidget(made);
            parent->setSizes(sizes);
        } else {
            column_->removeWidget(pane);
            splitter->addWidget(pane);
            splitter->addWidget(made);
            root_ = splitter;
            column_->addWidget(splitter);
        }
        pane->show();
        splitter->setSizes({length / 2, length / 2});
    }
    emit panesChanged();
    return made;
}

void PaneGrid::closePane(QWidget* pane) {
    if (!pane || panes().size() < 2) return;
    maximise(nullptr);
    auto* parent = asSplitter(pane->parentWidget());
    pane->hide();
    pane->setParent(nullptr);
    pane->deleteLater();
    // A splitter with one child gives its place to it.
    if (parent && parent->count() == 1) {
        QWidget* rest = parent->widget(0);
        if (auto* above = asSplitter(parent->parentWidget())) {
            const QList<int> sizes = above->sizes();
            above->replaceWidget(above->indexOf(parent), rest);
            above->setSizes(sizes);
        } else {
            column_->removeWidget(parent);
            rest->setParent(this);
            root_ = rest;
            column_->addWidget(rest);
        }
        rest->show();
        parent->deleteLater();
    }
    emit panesChanged();
}

QWidget* PaneGrid::replace(QWidget* pane, const Json& leaf) {
    QWidget* made = make_(leaf);
    if (!made) return nullptr;
    maximise(nullptr);
    if (auto* parent = asSplitter(pane->parentWidget())) {
        const QList<int> sizes = parent->sizes();
        parent->replaceWidget(parent->indexOf(pane), made);
        parent->setSizes(sizes);
    } else {
        column_->replaceWidget(pane, made);
        root_ = made;
    }
    made->show();
    pane->hide();
    pane->setParent(nullptr);
    pane->deleteLater();
    emit panesChanged();
    return made;
}

void PaneGrid::maximise(QWidget* pane) {
    QWidget* wanted = pane == maximised_ ? nullptr : pane;
    if (std::exchange(maximised_, wanted) != wanted) showPanes();
}

void PaneGrid::fold(const QList<QWidget*>& panes) {
    if (std::exchange(folded_, panes) != panes) showPanes();
}

void PaneGrid::showPanes() {
    const QList<QWidget*> all = panes();
    const bool none = std::ranges::all_of(all, [this](QWidget* pane) { return folded_.contains(pane); });
    const auto shown = [&](QWidget* pane) {
        return maximised_ ? pane == maximised_ : !folded_.contains(pane) || (none && pane == all.front());
    };
    for (QWidget* pane : all)
        pane->setVisible(shown(pane));
    // Splitters without a visible child would keep their share.
    for (auto* splitter : findChildren<QSplitter*>()) {
        QList<QWidget*> inside;
        collect(splitter, inside);
        splitter->setVisible(std::ranges::any_of(inside, shown));
    }
}

} // namespace rarebit::gui
