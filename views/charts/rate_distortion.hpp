// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/curves.hpp"
#include "views/core/parameter_text.hpp"
#include "views/core/view.hpp"

#include <optional>

class QMenu;
class QTimer;

namespace rarebit::views {

class StateStack;

class RateDistortionView : public View {
    Q_OBJECT
public:
    RateDistortionView(ViewContext& context, QWidget* parent);

    /// Results of another project, drawn faintly behind; null: none. They must outlive the view or be taken
    /// away again.
    void setGhosts(const ResultSet* ghosts);
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
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeActions();
    void fillAxisMenu(QMenu& menu, bool horizontal);
    void follow();
    void rebuild(bool keepView);
    void showEmpty();
    void showSelection();
    PlotCard cardOf(int row) const;
    Figure shownFigure() const;

    Plot* plot_;
    StateStack* stack_;
    QTimer* later_;
    FigureTable table_;
    CurveOptions options_;
    Curves curves_;
    std::optional<ParameterText> parameters_; // of the results that were drawn
    QString assetName_;                       // whose results are shown; empty: all
    QString axes_;                            // columns that were drawn last
    const ResultSet* ghosts_ = nullptr;
    QMenu *xMenu_ = nullptr, *yMenu_ = nullptr;
    QAction *front_ = nullptr, *hull_ = nullptr, *errors_ = nullptr, *allAssets_ = nullptr, *fit_ = nullptr,
            *lasso_ = nullptr;
};

} // namespace rarebit::views
