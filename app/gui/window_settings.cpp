// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: its settings, and what follows them.
#include "app/gui/help.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/recipe.hpp"
#include "app/gui/settings.hpp"
#include "app/gui/sweep_designer.hpp"
#include "views/core/style.hpp"

#include <QPushButton>
#include <QRegularExpression>

namespace rarebit::gui {
namespace {

// For the help: keys change, so no page can have them.
QString keysTable(const Actions& actions) {
    QString out = QStringLiteral("\n\n| %1 | %2 |\n| --- | --- |\n")
                      .arg(MainWindow::tr("Command"), MainWindow::tr("Keys"));
    static const QRegularExpression special(QStringLiteral("([\\\\|*_`<])"));
    for (const QAction* action : actions.all()) {
        QString name = actions.spec(action).text;
        QString keys = action->shortcut().toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            out += QStringLiteral("| %1 | %2 |\n")
                       .arg(name.remove(QLatin1Char('&')), keys.replace(special, QStringLiteral("\\\\\\1")));
    }
    return out;
}

} // namespace

void MainWindow::connectSettings() {
    applyWork();
    const auto keys = [this] {
        HelpText::addToPage(QStringLiteral("window/keys"), keysTable(actions_));
        if (auto* button = findChild<QPushButton*>(QStringLiteral("run")))
            views::setKeyHint(
                button,
                actions_.find(QStringLiteral("sweep.run"))->shortcut().toString(QKeySequence::NativeText)
            );
        fillHomeKeys();
    };
    connect(&actions_, &Actions::shortcutsChanged, this, keys);
    keys();
    const auto still = [this] { setAnimated(!views::Theme::get().reducedMotion()); };
    connect(&views::Theme::get(), &views::Theme::changed, this, still);
    still();
}

void MainWindow::applyWork() {
    session_.previews().setCacheLimit(uint64_t(Preferences::read().cacheMegabytes) << 20);
    session_.previews().renewWorkers();
}

void MainWindow::showSettings(const QString& page) {
    auto* settings = findChild<Settings*>();
    if (!settings) {
        settings = new Settings(actions_, doctor_, this);
        connect(settings, &Settings::helpRequested, this, &MainWindow::showHelp);
        connect(settings, &Settings::workChanged, this, [this] {
            applyWork();
            recipe_->assetsUpdated(); // its command line
            designer_->assetsUpdated();
        });
    }
    settings->open(page);
}

} // namespace rarebit::gui
