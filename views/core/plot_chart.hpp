// SPDX-License-Identifier: GPL-3.0-or-later
// A QCustomPlot dressed as a figure: axes, grid and layers are its own, the rest is plot_paint's.
#pragma once

#include "views/core/plot_paint.hpp"

class QCustomPlot;

namespace rarebit::views {

class Chart {
public:
    explicit Chart(QCustomPlot& plot);
    ~Chart();
    /// Colours and fonts, for the first time or after the theme changed.
    void dress(const Ink& ink);
    void setFigure(std::shared_ptr<const Figure> figure, const QStringList& hidden);
    void setSpans(Span x, Span y);
    /// Lays the axes out for a size in pixels.
    void layout(QSize size);
    /// In pixels of the widget, as of the last layout.
    const Mapping& mapping() const { return mapping_; }
    const std::vector<Prepared>& prepared() const { return prepared_; }

private:
    class Content;
    class Surroundings;
    void configureAxes();
    QCustomPlot& plot_;
    Ink ink_;
    std::shared_ptr<const Figure> figure_;
    QStringList hidden_;
    std::vector<Prepared> prepared_;
    Mapping mapping_;
    QSize size_;
};

} // namespace rarebit::views
