// SPDX-License-Identifier: GPL-3.0-or-later
// The Report workspace: what goes into a report, its pages as they will be, and the command that writes it.
// The pages come from that very command, so that what is seen is what is written.
#pragma once

#include "app/gui/jobs.hpp"
#include "engine/report/report.hpp"
#include "views/core/controls.hpp"
#include "views/core/view.hpp"

#include <QTemporaryDir>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProcess;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace rarebit::views {
class StateStack;
}

namespace rarebit::gui {

class ChipList;
class PageView;

class ReportComposer : public QWidget {
    Q_OBJECT
public:
    /// viewOf: a view of the window by its id, as it is on the screen; null where there is none.
    using ViewOf = std::function<views::View*(const QString& id)>;
    ReportComposer(views::ViewContext& context, Jobs& jobs, ViewOf viewOf, QWidget* parent = nullptr);
    ~ReportComposer() override;

    const ReportOptions& options() const { return options_; }
    void setOptions(const ReportOptions& options);
    /// What a view shows at the moment, as a still. False: nothing to take (no result in slot B).
    bool addStill(const QString& view);
    /// Writes the report as a job; the suffix chooses the format.
    void save(const QString& file);
    /// With a dialog for the file's name.
    void saveAs(const QString& suffix);
    QString commandLine() const;
    /// The pages (or what stands in their place) are those of what is chosen.
    bool ready() const;
    /// Another project: what was chosen belongs to the one before.
    void projectChanged();

    /// Of a project: restored when that project is open.
    Json settings() const;
    void restore(const Json& settings);

signals:
    void written(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeChoices();
    QWidget* makePreview();
    QWidget* makeButtons();
    QWidget* makeStills();
    void change(const std::function<void(ReportOptions&)>& edit);
    void follow();
    void followStills();
    QString stillTitle(const Json& still) const;
    QStringList arguments(const QString& output) const;
    void later();
    void preview();
    void stopPreview();
    void previewEnded(int exitCode);

    views::ViewContext& context_;
    Jobs& jobs_;
    ViewOf viewOf_;
    ReportOptions options_; // without project and output
    ReportOptions kept_;    // of a layout, for when its project is opened
    QString output_;        // the file that was written last
    QTemporaryDir folder_;
    QProcess* process_ = nullptr; // makes the pages
    QTimer *timer_, *rowsTimer_;
    bool stale_ = true;

    QLineEdit *title_, *filter_;
    QPlainTextEdit* notes_;
    ChipList *assets_, *metrics_, *columns_;
    QComboBox* rate_;
    QCheckBox *charts_, *tables_, *provenance_;
    QVBoxLayout* stills_;
    QPushButton *addCompare_, *addDistribution_, *html_, *pdf_, *markdown_, *copy_;
    views::ElidedLabel *line_, *pagesText_;
    views::Badge* badge_;
    PageView* pages_;
    views::StateStack* states_;
};

} // namespace rarebit::gui
