// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out a sweep: its axes, assets, metrics and limits; says how many points that is and what they take.
#pragma once

#include "app/gui/axes_model.hpp"
#include "app/gui/forecast.hpp"
#include "app/gui/jobs.hpp"
#include "views/core/controls.hpp"
#include "views/core/view.hpp"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSpinBox;
class QTableView;
class QVBoxLayout;

namespace rarebit::views {
class ElidedLabel;
class SegmentedControl;
} // namespace rarebit::views

namespace rarebit::gui {

class ChipList;
class SpreadEditor;

class SweepDesigner : public views::Card {
    Q_OBJECT
public:
    SweepDesigner(Study& study, views::ViewContext& context, Jobs& jobs, QWidget* parent = nullptr);
    /// The list of assets, or one of them, changed.
    void assetsUpdated();
    void run();
    /// As typed; empty where nothing can run yet.
    QString commandLine() const;
    void copyCommandLine();
    /// The job of this designer that runs, or 0.
    uint64_t running() const { return job_; }

signals:
    void submitted(uint64_t job);

private:
    QWidget* makeBody();
    QWidget* makeAxes();
    QWidget* makeSearch();
    QWidget* makeEditor();
    QWidget* makeRows();
    QWidget* makeNumbers();
    QWidget* makeButtons();
    QLabel* addNumber(QLayout* row, const QString& title, const char* name, QLabel** below);

    void follow();
    void followSearch();
    void followEditor();
    void followForecast();
    void followJob();
    void fillAxisMenu(QMenu& menu);
    void removeAxis();
    QStringList arguments() const;
    QString whyNot() const;
    int workers() const;
    void edit(const QString& what, const std::function<void(StudyState&)>& change);
    void editAll(const QString& what, const std::function<void(MethodChoice&)>& change);

    Study& study_;
    views::ViewContext& context_;
    Jobs& jobs_;
    Forecast forecast_;
    uint64_t job_ = 0;
    AxesModel* axes_;
    QTableView* table_;
    views::SegmentedControl* mode_;
    QWidget *search_, *targetFields_, *hullFields_, *sampleFields_, *by_, *editor_;
    QComboBox *target_, *moved_;
    QDoubleSpinBox *targetValue_, *pointMinutes_, *workerMemory_;
    QSpinBox *hullPoints_, *samplePoints_, *sampleSeed_, *repeats_, *workers_;
    QLabel *targetUnit_, *editorTitle_, *why_;
    ChipList *methodChips_, *assets_, *metrics_;
    QVBoxLayout* editorColumn_;
    SpreadEditor* spread_ = nullptr;
    AxesModel::Axis edited_{};
    QLabel *points_, *pointsBelow_, *cached_, *cachedBelow_, *time_, *timeBelow_, *disk_, *diskBelow_;
    QPushButton *addAxis_, *removeAxis_, *run_, *cancel_, *copy_;
    views::ElidedLabel* line_;
};

} // namespace rarebit::gui
