// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/view.hpp"
#include "views/tables/results_copy.hpp"

class QLabel;
class QTableView;
class QTimer;

namespace rarebit::views {

class Chip;
class SearchField;
class StateStack;

class ResultsView : public View {
    Q_OBJECT
public:
    ResultsView(ViewContext& context, QWidget* parent);

    ResultsModel& model() { return *model_; }
    QTableView& tableView() { return *table_; }
    /// A filter expression, as if typed.
    void setFilter(const QString& expression);

    QAbstractItemModel* table() override { return model_->rowCount() > 0 ? model_ : nullptr; }
    QString commandLine() const override;
    /// csv, md, tex: all shown results; otherwise a picture.
    Status exportFigure(const QString& path) override;
    QList<QAction*> viewActions() override;
    Json settings() const override;
    void restore(const Json& json) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void makeConnections();
    void follow();
    void refresh();
    void query(bool again = false);
    void showColumns();
    void showSelection();
    void selectionToHub();
    void showWidths();
    void showMenu(const QPoint& place);
    void showHeaderMenu(const QPoint& place);
    void activate(const QModelIndex& index);
    void edit(const QString& column);
    void copy(CopyFormat format);
    std::vector<int> chosenRows() const; // all, where none is chosen
    QString keyAt(const QModelIndex& index) const;

    ResultsModel* model_;
    QTableView* table_;
    StateStack* stack_;
    SearchField* filter_;
    QLabel *wrong_, *count_;
    Chip* differing_;
    QTimer *typed_, *later_;
    QAction *onlyAsset_ = nullptr, *ranks_ = nullptr;
    QMenu *groupMenu_ = nullptr, *columnMenu_ = nullptr, *copyMenu_ = nullptr;
    QStringList added_, removed_; // columns beside, or out of, the usual ones
    QHash<QString, int> widths_;  // as the user dragged them
    QString expression_;          // that the shown rows fulfil
    int asked_ = 0;               // number of the last query
    bool quiet_ = false;          // selection follows the hub now
};

} // namespace rarebit::views
