// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of widgets under test, in both themes, for the eye: written where RAREBIT_SHOTS names a folder.
#pragma once

#include "views/core/theme.hpp"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QWidget>

namespace rarebit::test {

/// NAME-light.png and NAME-dark.png; nothing without RAREBIT_SHOTS.
inline void shoot(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("RAREBIT_SHOTS");
    if (folder.isEmpty()) return;
    auto& theme = views::Theme::get();
    const auto before = theme.choice();
    for (const bool dark : {false, true}) {
        theme.choose(dark ? views::ThemeChoice::dark : views::ThemeChoice::light);
        QCoreApplication::processEvents(); // the palettes of the children
        QCoreApplication::processEvents(); // palettes follow by events
        QPixmap picture(widget.size() * widget.devicePixelRatioF());
        picture.setDevicePixelRatio(widget.devicePixelRatioF());
        picture.fill(theme.color(views::Token::pane));
        widget.render(&picture, {}, {}, QWidget::DrawChildren);
        picture.save(
            QDir(folder).filePath(name + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")))
        );
    }
    theme.choose(before);
}

} // namespace rarebit::test
