// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_figures.hpp"

#include "views/charts/curves.hpp"
#include "views/core/marks.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"
#include "views/core/plot.hpp"
#include "views/core/series_numbers.hpp"

#include <QFile>
#include <QPainter>
#include <QTemporaryDir>

#include <set>

namespace rarebit::gui {
namespace {

constexpr QSize chartSize{760, 400};

// As the legend shows it: the marker on its line.
Result<std::string> markOf(int series) {
    const auto& theme = views::Theme::get();
    const auto style = theme.series(series, false);
    return fileOf(QStringLiteral("svg"), [&](const QString& path) {
        return views::writePicture(path, {16, 16}, {}, [&](QPainter& painter) {
            painter.setRenderHint(QPainter::Antialiasing);
            QPen pen(style.color, 2, Qt::SolidLine, Qt::FlatCap);
            painter.setPen(pen);
            painter.drawLine(QPointF(0, 8), QPointF(16, 8));
            views::paintMarker(painter, {8, 8}, style, 4, theme.color(views::Token::pane, false));
        });
    });
}

QString captionOf(const views::Curves& curves, const ReportFigure& figure) {
    const auto x = views::describeColumn(QString::fromStdString(figure.rate)),
               y = views::describeColumn(QString::fromStdString(figure.metric));
    QStringList out;
    if (y.known)
        out << (y.lowerIsBetter ? QStringLiteral("Less is better") : QStringLiteral("More is better"));
    if (x.known && y.known) out << QStringLiteral("the band is the Pareto front");
    if (curves.errors) out << QStringLiteral("bars are standard errors");
    out << QStringLiteral("each marker is a row of the table");
    QString text = out.join(QStringLiteral("; ")) + QLatin1Char('.');
    text.front() = text.front().toUpper();
    const auto count = [](int rows) {
        return rows == 1 ? QStringLiteral("1 result")
                         : QStringLiteral("%1 results").arg(views::grouped(rows));
    };
    if (curves.failed > 0)
        text += QStringLiteral(" %1 failed: crosses on the axis.").arg(count(curves.failed));
    if (curves.lacking > 0)
        text += QStringLiteral(" %1 without a value of %2 not shown.").arg(count(curves.lacking), y.name);
    if (curves.offScale > 0)
        text += QStringLiteral(" %1 at or below 0 not shown on the logarithmic axis.")
                    .arg(count(curves.offScale));
    return text;
}

} // namespace

Result<std::string> fileOf(const QString& suffix, const std::function<Status(const QString& path)>& write) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.") + suffix);
    RB_CHECK(write(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioError(
            "a figure could not be read back",
            path.toStdString(),
            "check the free space of the temporary folder"
        );
    return file.readAll().toStdString();
}

Status drawCharts(Report& report) {
    views::ResultSet results;
    results.add(report.rows); // all of the project, so that a method's number is that of the screen
    const views::SeriesNumbers numbers(results);
    for (auto& section : report.sections) {
        std::set<int> shown;
        for (size_t i = 0; i < section.keys.size(); ++i) {
            const int row = results.rowOf(QString::fromStdString(section.keys[i]));
            if (row < 0) continue;
            shown.insert(row);
            if (i >= section.results.rows.size() || results.failed(row)) continue;
            const int series = numbers.of(row);
            section.results.rows[i].series = series;
            if (report.marks.contains(series)) continue;
            RB_TRY(report.marks[series], markOf(series));
        }
        for (auto& figure : section.figures) {
            if (!figure.still.isNull()) continue;
            views::CurveOptions options;
            options.x = QString::fromStdString(figure.rate);
            options.y = QString::fromStdString(figure.metric);
            options.asset = QString::fromStdString(section.hash);
            options.shown = [&](int row) { return shown.contains(row); };
            const views::Curves curves = views::curvesOf(results, options);
            if (curves.points == 0) continue;
            figure.caption = captionOf(curves, figure).toStdString();
            RB_TRY(figure.svg, fileOf(QStringLiteral("svg"), [&](const QString& path) {
                       return views::renderFigure(curves.figure, path, chartSize);
                   }));
        }
    }
    return Ok{};
}

} // namespace rarebit::gui
