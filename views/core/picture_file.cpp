// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/picture_file.hpp"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace rarebit::views {
namespace {

Error cannotWrite(const QString& path) {
    return ioError(
        "the picture could not be written", path.toStdString(), "check the folder and its free space"
    );
}

} // namespace

Status writePicture(
    const QString& path,
    QSize size,
    double scale,
    const QString& title,
    const std::function<bool(QPaintDevice& device, bool vector)>& paint
) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("png")) {
        QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(scale);
        if (image.isNull() || !paint(image, false) || !image.save(path)) return cannotWrite(path);
        return Ok{};
    }
    if (suffix != QStringLiteral("svg") && suffix != QStringLiteral("pdf"))
        return unsupported(
            "pictures are written as png, svg or pdf, not \"" + suffix.toStdString() + "\"",
            path.toStdString(),
            "choose a name that ends in .png, .svg or .pdf"
        );
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return cannotWrite(path);
    bool painted = false;
    if (suffix == QStringLiteral("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        generator.setResolution(96);
        generator.setTitle(title);
        painted = paint(generator, true);
    } else {
        QPdfWriter writer(&file);
        writer.setResolution(96);
        writer.setPageSize(QPageSize(QSizeF(size) * 72 / 96, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins({});
        writer.setTitle(title);
        painted = paint(writer, true);
    }
    if (!painted || !file.flush()) return cannotWrite(path);
    return Ok{};
}

Status writePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPainter&)>& paint
) {
    return writePicture(path, size, 2, title, [&](QPaintDevice& device, bool) {
        QPainter painter;
        if (!painter.begin(&device)) return false;
        paint(painter);
        return painter.end(); // flushes before the file is looked at
    });
}

Status savePicture(const QImage& picture, const QString& path) {
    if (!path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive))
        return unsupported(
            "this view is saved as a picture of points only",
            path.toStdString(),
            "choose a name that ends in .png"
        );
    if (!picture.save(path)) return cannotWrite(path);
    return Ok{};
}

} // namespace rarebit::views
