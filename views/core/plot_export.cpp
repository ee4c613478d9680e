// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/picture_file.hpp"
#include "views/core/plot_chart.hpp"

#include <qcustomplot.h>

namespace rarebit::views {
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
