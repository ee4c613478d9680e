// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/curves.hpp"
#include "views/core/parameter_text.hpp"
#include "views/core/view.hpp"

#include <optional>

class QMenu;
class QTimer;

namespace rarebit::views {

class BdPanel;
class StateStack;

class RateDistortionView : public View {
    Q_OBJECT
public:
    RateDistortionView(ViewContext& context, QWidget* parent);

    /// Results of another project, drawn faintly behind; none: taken away.
    void setGhosts(const std::vector<Json>& rows, const QString& project);
    const Curves& curves() const { return curves_; }
    const CurveOptions& options() const { return options_; }

    QAbstractItemModel* table() override;
    QString commandLine() const override;
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override;
    void assetsUpdated() override { rebuild(true); }
    Json settings() const override;
    void restore(const Json& json) override;
    void setPinned(bool on) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeActions();
    void fillAxisMenu(QMenu& menu, bool horizontal);
    void follow();
    void rebuild(bool keepView);
    void showEmpty();
    void chooseGhosts(bool on);
    void showSelection();
    PlotCard cardOf(int row) const;
    Figure shownFigure() const;

    Plot* plot_;
    StateStack* stack_;
    BdPanel* deltas_;
    QTimer* later_;
    FigureTable table_;
    CurveOptions options_;
    Curves curves_;
    std::optional<ParameterText> parameters_; // of the results that were drawn
    QString assetName_;                       // whose results are shown; empty: all
    QString axes_;                            // columns that were drawn last
    ResultSet ghosts_;
    QString ghostName_;
    QMenu *xMenu_ = nullptr, *yMenu_ = nullptr;
    QAction *front_ = nullptr, *hull_ = nullptr, *errors_ = nullptr, *allAssets_ = nullptr, *fit_ = nullptr,
            *ghostly_ = nullptr, *lasso_ = nullptr, *showDeltas_ = nullptr;
};

} // namespace rarebit::views
