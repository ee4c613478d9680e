// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/picture_file.hpp"

#include <QFile>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace rarebit::views {

Status writePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPainter&)>& paint
) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    const auto onto = [&](QPaintDevice& device) {
        QPainter painter;
        if (!painter.begin(&device)) return false;
        paint(painter);
        return painter.end();
    };
    bool written = false;
    if (suffix == QStringLiteral("png")) {
        QImage image(size * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        written = !image.isNull() && onto(image) && image.save(path);
    } else if (suffix == QStringLiteral("svg") || suffix == QStringLiteral("pdf")) {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly) && suffix == QStringLiteral("svg")) {
            QSvgGenerator svg;
            svg.setOutputDevice(&file);
            svg.setSize(size);
            svg.setViewBox(QRect(QPoint(), size));
            svg.setResolution(96);
            svg.setTitle(title);
            written = onto(svg);
        } else if (file.isOpen()) {
            QPdfWriter pdf(&file);
            pdf.setResolution(96);
            pdf.setPageSize(QPageSize(QSizeF(size) * 72 / 96, QPageSize::Point, {}, QPageSize::ExactMatch));
            pdf.setPageMargins({});
            pdf.setTitle(title);
            written = onto(pdf);
        }
        written = written && file.flush();
    } else {
        return unsupported(
            "maps are written as png, svg or pdf, not \"" + suffix.toStdString() + "\"",
            path.toStdString(),
            "choose a name that ends in .png, .svg or .pdf"
        );
    }
    if (!written)
        return ioError(
            "the map could not be written", path.toStdString(), "check the folder and its free space"
        );
    return Ok{};
}

} // namespace rarebit::views
