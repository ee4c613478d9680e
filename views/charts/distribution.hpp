// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/distribution_figure.hpp"
#include "views/core/view.hpp"

class QActionGroup;
class QMenu;

namespace rarebit::views {

class StateStack;
class StatisticsStrip;

class DistributionView : public View {
    Q_OBJECT
public:
    DistributionView(ViewContext& context, QWidget* parent);

    const Distribution& distribution() const { return distribution_; }
    const DistributionOptions& options() const { return options_; }
    /// Shares of the values between which the ruler stands.
    void setRuler(double low, double high);

    QAbstractItemModel* table() override;
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override;
    void assetsUpdated() override { follow(); }
    Json settings() const override;
    void restore(const Json& json) override;
    void setPinned(bool on) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeActions();
    void follow();
    void ask();
    void answered(const Result<Derived>& answer, bool histogram);
    void draw();
    void readOut(int bin);
    std::optional<size_t> handleAt(QPointF position) const;

    Plot* plot_;
    StatisticsStrip* strip_;
    StateStack* stack_;
    FigureTable table_;
    Distribution distribution_;
    DistributionOptions options_;
    int bins_ = 0; // 0: as the number of values asks for
    AssetPtr asset_;
    PartItem part_;
    Slot slot_;
    std::optional<Source> source_; // what was asked for last
    std::optional<Source> against_;
    int asked_ = 0; // bins asked for
    double share_ = 0;
    Ticket histogram_, statistics_;
    std::optional<size_t> dragged_; // handle
    int bin_ = -1;                  // under the pointer
    QMenu *xMenu_ = nullptr, *yMenu_ = nullptr, *binsMenu_ = nullptr, *rulerMenu_ = nullptr;
    QActionGroup *xScales_ = nullptr, *yScales_ = nullptr, *binCounts_ = nullptr, *rulers_ = nullptr;
};

} // namespace rarebit::views
