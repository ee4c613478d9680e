// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/application.hpp"

#include "app/gui/preferences.hpp"
#include "app/gui/translation.hpp"
#include "engine/core/version.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QSettings>

namespace rarebit::gui {

void prepare(QApplication& application) {
    QCoreApplication::setOrganizationName(QStringLiteral("Rarebit"));
    QCoreApplication::setApplicationName(QStringLiteral("rarebit"));
    QCoreApplication::setApplicationVersion(QString::fromStdString(std::string(programVersion())));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.rarebit.Rarebit"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    const Preferences preferences = Preferences::read();
    setLanguage(application, preferences.language);
    preferences.apply();
    views::applyTheme(application);
}

} // namespace rarebit::gui
