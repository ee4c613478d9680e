// SPDX-License-Identifier: GPL-3.0-or-later
// Icons of resources/icons, drawn in the colours of the theme; they follow it when it changes.
#pragma once

#include "views/core/theme.hpp"

#include <QIcon>
#include <QPixmap>
#include <QRectF>
#include <QString>

class QPainter;

namespace rarebit::views {

/// Name of a file in resources/icons, without ".svg". On (checked): accent; disabled: text3.
QIcon icon(const QString& name, Token normal = Token::text2);
/// One picture of `pixels` logical pixels, for delegates and painted widgets.
QPixmap iconPixmap(const QString& name, const QColor& color, int pixels, qreal pixelRatio);
/// The icon in the middle of the rectangle, as large as its shorter side.
void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color);

} // namespace rarebit::views
