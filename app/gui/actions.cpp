// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/actions.hpp"

#include "views/core/icons.hpp"
#include "views/core/theme.hpp"

#include <QSettings>
#include <QWidget>

namespace rarebit::gui {
namespace {

const QString group = QStringLiteral("shortcuts/"); // in the settings

} // namespace

Actions::Actions(QWidget* window) : QObject(window), window_(window) {
    connect(&views::Theme::get(), &views::Theme::changed, this, &Actions::refreshIcons);
}

QAction* Actions::add(const ActionSpec& spec, std::function<void()> run) {
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    if (!spec.icon.isEmpty()) action->setIcon(views::icon(spec.icon));
    const QVariant own = QSettings().value(group + spec.id);
    action->setShortcut(
        own.isValid() ? QKeySequence(own.toString(), QKeySequence::PortableText) : spec.shortcut
    );
    if (!spec.tip.isEmpty()) {
        action->setToolTip(spec.tip);
        action->setStatusTip(spec.tip);
    }
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    window_->addAction(action);
    all_.push_back(action);
    byId_.insert(spec.id, action);
    specs_.insert(action, spec);
    return action;
}

const ActionSpec& Actions::spec(const QAction* action) const {
    static const ActionSpec none{};
    const auto found = specs_.constFind(action);
    return found == specs_.cend() ? none : *found;
}

void Actions::trigger(const QString& id) {
    if (QAction* action = find(id); action && action->isEnabled()) action->trigger();
}

void Actions::setShortcut(const QString& id, const QKeySequence& shortcut) {
    QAction* action = find(id);
    if (!action) return;
    action->setShortcut(shortcut);
    QSettings settings;
    if (shortcut == specs_.value(action).shortcut)
        settings.remove(group + id);
    else
        settings.setValue(group + id, shortcut.toString(QKeySequence::PortableText));
    emit shortcutsChanged();
}

void Actions::resetShortcuts() {
    QSettings().remove(group.chopped(1));
    for (QAction* action : all_)
        action->setShortcut(specs_.value(action).shortcut);
    emit shortcutsChanged();
}

QAction* Actions::conflict(const QString& id, const QKeySequence& shortcut) const {
    if (shortcut.isEmpty()) return nullptr;
    for (QAction* action : all_) {
        const QKeySequence other = action->shortcut();
        if (action->objectName() != id && !other.isEmpty() &&
            (other.matches(shortcut) != QKeySequence::NoMatch ||
             shortcut.matches(other) != QKeySequence::NoMatch))
            return action;
    }
    return nullptr;
}

void Actions::refreshIcons() {
    for (QAction* action : all_)
        if (const auto& name = specs_.value(action).icon; !name.isEmpty()) action->setIcon(views::icon(name));
}

} // namespace rarebit::gui
