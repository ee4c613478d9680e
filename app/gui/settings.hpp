// SPDX-License-Identifier: GPL-3.0-or-later
// Edit > Settings: pages beside a list, all of them searched by one field. Every change takes effect at once,
// or its row says when.
#pragma once

#include "app/gui/actions.hpp"
#include "app/gui/doctor.hpp"

#include <QDialog>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace rarebit::gui {

class SettingsList;
class ShortcutPage;

class Settings : public QDialog {
    Q_OBJECT
public:
    Settings(Actions& actions, Doctor& doctor, QWidget* parent);
    /// "appearance", "language", "work", "shortcuts", "diagnostics"; empty: the one that was shown last.
    void open(const QString& page);
    QString page() const;
    /// Pages without a match leave the list, rows without one leave their page.
    void search(const QString& words);

signals:
    /// Workers, threads, memory or cache.
    void workChanged();
    void helpRequested(const QString& page);

private:
    struct Page {
        QString id, title;
        QWidget* widget;
        std::function<bool(const QString& words)> matches; // and shows what does
    };
    void
    add(const QString& id,
        const QString& title,
        const QString& icon,
        QWidget* widget,
        std::function<bool(const QString&)> matches);
    SettingsList* makeAppearance();
    SettingsList* makeLanguage();
    SettingsList* makeWork();
    std::vector<Page> pages_;
    QLineEdit* field_;
    QListWidget* list_;
    QStackedWidget* stack_;
    QLabel* title_;
};

} // namespace rarebit::gui
