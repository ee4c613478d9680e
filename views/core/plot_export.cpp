// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot_chart.hpp"

#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <qcustomplot.h>

namespace rarebit::views {
namespace {

Error cannotWrite(const QString& path) {
    return ioError(
        "the chart could not be written", path.toStdString(), "check the folder and its free space"
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
            "charts are written as png, svg or pdf, not \"" + suffix.toStdString() + "\"",
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

Status renderFigure(const Figure& figure, const QString& path, QSize size, double scale) {
    QCustomPlot plot;
    Chart chart(plot);
    chart.setFigure(std::make_shared<const Figure>(figure), {});
    chart.dress(Ink::file());
    chart.setSpans(fitX(figure, {}), fitY(figure, {}));
    chart.layout(size);
    const QString title = figure.title.isEmpty() ? figure.y.name + " / " + figure.x.name : figure.title;
    return writePicture(path, size, scale, title, [&](QPaintDevice& device, bool vector) {
        QCPPainter painter;
        if (!painter.begin(&device)) return false;
        if (vector) {
            painter.setMode(QCPPainter::pmVectorized);
            painter.setMode(QCPPainter::pmNoCaching);
        }
        painter.fillRect(QRect(QPoint(), size), Ink::file()(Token::pane));
        plot.toPainter(&painter, size.width(), size.height());
        return painter.end(); // flushes before the file is looked at
    });
}

} // namespace rarebit::views
