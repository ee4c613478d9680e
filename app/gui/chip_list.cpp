// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/chip_list.hpp"

#include "app/gui/flow_layout.hpp"
#include "views/core/controls.hpp"

#include <QMenu>
#include <QToolButton>

namespace rarebit::gui {

ChipList::ChipList(const QString& name, std::function<QList<Entry>()> offered, QWidget* parent)
    : QWidget(parent), offered_(std::move(offered)), flow_(new FlowLayout(this)), name_(name) {
    setMinimumHeight(views::Theme::get().scaled(24));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipList::show(const QList<Entry>& entries, const QString& standIn) {
    flow_->clear();
    ids_.clear();
    for (const auto& entry : entries) {
        ids_.push_back(entry.id);
        auto* chip = new views::Chip(entry.title);
        chip->setClosable(true);
        if (!entry.tip.isEmpty()) chip->setToolTip(entry.tip);
        flow_->addWidget(chip);
        connect(chip, &views::Chip::closed, this, [this, id = entry.id] {
            QStringList left = ids_;
            left.removeAll(id);
            emit edited(left);
        });
    }
    if (entries.isEmpty() && !standIn.isEmpty()) flow_->addWidget(new views::Chip(standIn));
    add_ = views::iconButton(QStringLiteral("plus-lg"), tr("Add to %1").arg(name_));
    add_->setObjectName(QStringLiteral("add"));
    connect(add_, &QToolButton::clicked, this, &ChipList::openMenu);
    flow_->addWidget(add_);
    updateGeometry();
}

void ChipList::openMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto& entry : offered_()) {
        if (ids_.contains(entry.id)) continue;
        QAction* action = menu->addAction(entry.title);
        action->setToolTip(entry.tip);
        connect(action, &QAction::triggered, this, [this, id = entry.id] {
            emit edited(ids_ + QStringList{id});
        });
    }
    if (menu->isEmpty()) menu->addAction(tr("Nothing else to add"))->setEnabled(false);
    menu->popup(add_->mapToGlobal(QPoint(0, add_->height())));
}

} // namespace rarebit::gui
