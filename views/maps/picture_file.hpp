// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.hpp"

#include <QSize>
#include <QString>

#include <functional>

class QPainter;

namespace rarebit::views {

/// Writes what `paint` paints as png (at twice the size), svg or pdf; the suffix chooses.
Status writePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPainter&)>& paint
);

} // namespace rarebit::views
