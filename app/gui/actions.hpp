// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of the window, once: menus, tool bar, palette, shortcut editor and help all read this list.
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <QVector>

#include <functional>

namespace rarebit::gui {

struct ActionSpec {
    QString id;     // "file.open": the menu is the first word
    QString text;   // "&Open files…"
    QString icon{}; // of resources/icons
    QKeySequence shortcut{};
    QString tip{}; // one sentence
    bool separatorBefore = false;
};

class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget* window);

    QAction* add(const ActionSpec& spec, std::function<void()> run);
    QAction* find(const QString& id) const { return byId_.value(id); }
    /// In the order in which they were added.
    const QVector<QAction*>& all() const { return all_; }
    const ActionSpec& spec(const QAction* action) const;
    void trigger(const QString& id);

    /// The user's own shortcuts, kept in the settings; an empty sequence takes a shortcut away.
    void setShortcut(const QString& id, const QKeySequence& shortcut);
    void resetShortcuts();
    /// The action, other than `id`, that has this shortcut already, or one that begins like it.
    QAction* conflict(const QString& id, const QKeySequence& shortcut) const;

signals:
    void shortcutsChanged();

private:
    void refreshIcons();
    QWidget* window_;
    QVector<QAction*> all_;
    QHash<QString, QAction*> byId_;
    QHash<const QAction*, ActionSpec> specs_;
};

} // namespace rarebit::gui
