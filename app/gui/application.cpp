// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/application.hpp"

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
    const QSettings settings;
    setLanguage(application, settings.value(QStringLiteral("language"), QStringLiteral("system")).toString());
    auto& theme = views::Theme::get();
    theme.setTextScale(settings.value(QStringLiteral("textScale"), 1.0).toDouble());
    theme.choose(
        views::ThemeChoice(settings.value(QStringLiteral("theme"), int(views::ThemeChoice::system)).toInt())
    );
    views::applyTheme(application);
}

} // namespace rarebit::gui
