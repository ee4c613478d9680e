// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/parallel_plot.hpp"
#include "views/core/parameter_text.hpp"
#include "views/core/view.hpp"
#include "views/tables/results_model.hpp"

class QMenu;
class QTimer;

namespace rarebit::views {

class StateStack;

class ParallelView : public View {
    Q_OBJECT
public:
    ParallelView(ViewContext& context, QWidget* parent);

    ParallelPlot& plot() { return *plot_; }

    QAbstractItemModel* table() override;
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override;
    void assetsUpdated() override { rebuild(); }
    Json settings() const override;
    void restore(const Json& json) override;
    void setPinned(bool on) override;

private:
    void rebuild();
    QStringList columns() const;
    void fillAxesMenu();
    void brushed();
    void showSubject();

    ParallelPlot* plot_;
    StateStack* stack_;
    ResultsModel table_;
    std::optional<ParameterText> parameters_;
    QTimer* later_;
    QMenu* axes_;
    QAction *allAssets_, *clear_;
    QStringList order_;           // of columns, as the user left them
    QStringList added_, removed_; // beside, or out of, the usual ones
    QString rate_, metric_, assetName_, assetHash_;
};

} // namespace rarebit::views
