// SPDX-License-Identifier: GPL-3.0-or-later
// The list of jobs: stages, progress, throughput, time left, memory; failed points open in place.
#pragma once

#include "app/gui/jobs_model.hpp"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace rarebit::views {
class Chip;
}

namespace rarebit::gui {

class JobsPanel : public QWidget {
    Q_OBJECT
public:
    explicit JobsPanel(Jobs& jobs, QWidget* parent = nullptr);

    JobsModel& model() { return *model_; }
    QTreeView& view() { return *view_; }

signals:
    /// A command line was copied.
    void commandLineCopied(const QString& commandLine);

private:
    void makeView();
    QWidget* makeHeader();
    void update();
    void act(const QModelIndex& index);
    void dressRows(const QModelIndex& parent, int first, int last);
    void showDetail(const QModelIndex& opened);
    void fillMenu(const QPoint& place);
    void showMessages(const Job& job);

    Jobs& jobs_;
    JobsModel* model_;
    QTreeView* view_;
    QWidget* empty_;
    QStackedLayout* stack_;
    QLabel* summary_;
    views::Chip* group_;
    QPushButton *cancelAll_, *pause_, *clear_;
    bool goesOn_ = false; // what the button for pausing does now
};

} // namespace rarebit::gui
