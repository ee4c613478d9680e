// SPDX-License-Identifier: GPL-3.0-or-later
// What views show, as files: the suffix of the name chooses the format.
#pragma once

#include "engine/core/result.hpp"

#include <QSize>
#include <QString>

#include <functional>

class QImage;
class QPaintDevice;
class QPainter;

namespace rarebit::views {

/// Writes what `paint` draws: png, svg or pdf. Size in logical pixels; a PNG has `scale` times as many
/// points. `vector`: the file keeps strokes. False from `paint`: it could not draw.
Status writePicture(
    const QString& path,
    QSize size,
    double scale,
    const QString& title,
    const std::function<bool(QPaintDevice& device, bool vector)>& paint
);
/// The same for what a plain painter draws, a PNG at twice the size.
Status writePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPainter&)>& paint
);
/// A picture of points: png alone.
Status savePicture(const QImage& picture, const QString& path);

} // namespace rarebit::views
