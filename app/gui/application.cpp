// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/application.hpp"

#include "app/gui/preferences.hpp"
#include "app/gui/translation.hpp"
#include "engine/core/version.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QSettings>

namespace rarebit::gui {

namespace {

void name() {
    QCoreApplication::setOrganizationName(QStringLiteral("Rarebit"));
    QCoreApplication::setApplicationName(QStringLiteral("rarebit"));
    QCoreApplication::setApplicationVersion(QString::fromStdString(std::string(programVersion())));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.rarebit.Rarebit"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
}

} // namespace

void prepare(QApplication& application) {
    name();
    const Preferences preferences = Preferences::read();
    setLanguage(application, preferences.language);
    preferences.apply();
    views::applyTheme(application);
}

void prepareForFiles(QApplication& application) {
    name();
    setLanguage(application, QStringLiteral("en"));
    views::Theme::get().choose(views::ThemeChoice::light);
    views::applyTheme(application);
}

} // namespace rarebit::gui
