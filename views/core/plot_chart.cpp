// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot_chart.hpp"

#include <qcustomplot.h>

namespace rarebit::views {
namespace {

// Ticks of all scales come from one function, since positions along the axis are linear for each.
class Ticker : public QCPAxisTicker {
public:
    Axis axis;
    int pixels = 300;
    bool horizontal = true;
    void generate(
        const QCPRange& range,
        const QLocale&,
        QChar,
        int,
        QVector<double>& ticks,
        QVector<double>* subTicks,
        QVector<QString>* tickLabels
    ) override {
        const Ticks made = ticksOf(axis, range.lower, range.upper, pixels, horizontal);
        ticks = made.at;
        if (subTicks) *subTicks = made.minor;
        if (tickLabels) *tickLabels = made.labels;
    }
};

void configure(QCPAxis& axis, const Axis& from, const Ink& ink, int pixels, bool horizontal) {
    const auto ticker = QSharedPointer<Ticker>::create();
    ticker->axis = from;
    ticker->pixels = pixels;
    ticker->horizontal = horizontal;
    axis.setTicker(ticker);
    axis.setRangeReversed(from.reversed);
    const QPen pen(ink(Token::axis), 1);
    axis.setBasePen(pen);
    axis.setTickPen(pen);
    axis.setSubTickPen(pen);
    axis.setTickLength(0, 4);
    axis.setSubTickLength(0, 2);
    axis.setSubTicks(from.scale == AxisScale::log);
    axis.setTickLabelFont(ink.font(Text::caption));
    axis.setTickLabelColor(ink(Token::text2));
    axis.setTickLabelPadding(4);
    axis.grid()->setPen(QPen(ink(Token::grid), 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
}

} // namespace

class Chart::Content : public QCPLayerable {
public:
    Content(QCustomPlot* plot, const Chart& chart) : QCPLayerable(plot, "main"), chart_(chart) {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override {
        applyAntialiasingHint(painter, true, QCP::aePlottables);
    }
    void draw(QCPPainter* painter) override {
        if (chart_.figure_)
            paintSeries(
                *painter, *chart_.figure_, chart_.prepared_, chart_.hidden_, chart_.mapping_, chart_.ink_
            );
    }

private:
    const Chart& chart_;
};

class Chart::Surroundings : public QCPLayerable {
public:
    Surroundings(QCustomPlot* plot, const Chart& chart) : QCPLayerable(plot, "legend"), chart_(chart) {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override {
        applyAntialiasingHint(painter, true, QCP::aeItems);
    }
    void draw(QCPPainter* painter) override {
        if (chart_.figure_)
            paintSurroundings(
                *painter, *chart_.figure_, chart_.hidden_, chart_.mapping_, chart_.size_, chart_.ink_
            );
    }

private:
    const Chart& chart_;
};

Chart::Chart(QCustomPlot& plot) : plot_(plot) {
    // They belong to the plot's layers.
    new Content(&plot_, *this);
    new Surroundings(&plot_, *this);
    plot_.axisRect()->setAutoMargins(QCP::msNone);
    plot_.axisRect()->setMinimumMargins({});
    plot_.setNotAntialiasedElements(QCP::aeAxes | QCP::aeGrid | QCP::aeSubGrid);
}
Chart::~Chart() = default;

void Chart::dress(const Ink& ink) {
    ink_ = ink;
    plot_.setBackground(QBrush(ink_(Token::pane)));
    configureAxes();
}

void Chart::setFigure(std::shared_ptr<const Figure> figure, const QStringList& hidden) {
    if (figure_ != figure) prepared_ = figure ? prepare(*figure) : std::vector<Prepared>();
    figure_ = std::move(figure);
    hidden_ = hidden;
    configureAxes();
}

void Chart::configureAxes() {
    if (!figure_) return;
    mapping_.xReversed = figure_->x.reversed;
    mapping_.yReversed = figure_->y.reversed;
    configure(*plot_.xAxis, figure_->x, ink_, mapping_.rect.width(), true);
    configure(*plot_.yAxis, figure_->y, ink_, mapping_.rect.height(), false);
}

void Chart::setSpans(Span x, Span y) {
    mapping_.x = x;
    mapping_.y = y;
    plot_.xAxis->setRange(x.low, x.high);
    plot_.yAxis->setRange(y.low, y.high);
    layout(size_);
}

void Chart::layout(QSize size) {
    size_ = size;
    if (!figure_) return;
    const QMargins margins = marginsOf(*figure_, mapping_.y, size.height(), ink_);
    plot_.axisRect()->setMargins(margins);
    QRect rect = QRect(QPoint(0, 0), size).marginsRemoved(margins);
    rect.setSize(rect.size().expandedTo({10, 10}));
    if (rect.size() != mapping_.rect.size()) {
        mapping_.rect = rect;
        configureAxes(); // how many ticks fit
    }
    mapping_.rect = rect;
}

} // namespace rarebit::views
