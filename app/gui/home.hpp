// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: starts, what a crash left, recent projects, samples, this machine. It shows what it is
// given and says what was clicked.
#pragma once

#include "views/core/controls.hpp"
#include "views/core/plot.hpp"

#include <QScrollArea>
#include <QVector>

#include <memory>
#include <utility>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace rarebit::gui {

struct RecentProject {
    QString folder;
    QString name;  // "four-bit-study"
    QString place; // "compression/four-bit-study"
    QString facts; // "26 results, 8 assets"
    QString when;  // "today 14:02"
    QString badge; // "2 jobs left"; empty: none
    views::BadgeKind badgeKind = views::BadgeKind::info;
    std::shared_ptr<const views::Figure> figure; // of its results; null: an icon
    bool missing = false;                        // its folder is gone
};

struct SampleItem {
    QString id, icon, title, detail;
};

class Home : public QScrollArea {
    Q_OBJECT
public:
    explicit Home(QWidget* parent = nullptr);

    /// Keys as the shortcuts are set: they stand on the cards.
    void setKeys(const QString& open, const QString& sample, const QString& newProject);
    void setRecent(const QVector<RecentProject>& projects);
    void setSamples(const QVector<SampleItem>& samples);
    /// "Processor", "16 cores, AVX-512".
    void setMachine(const QVector<std::pair<QString, QString>>& facts);
    /// Offers what a window left that was not closed in order.
    void showRestore(const QString& name, const QString& text);
    void hideRestore();

    /// Beside the heading, until the tour was taken.
    void setTourOffered(bool offered);

signals:
    void tourRequested();
    void openRequested();
    void sampleProjectRequested();
    void sampleChosen(const QString& id);
    void projectChosen(const QString& folder);
    void projectForgotten(const QString& folder);
    void projectSought(const QString& folder); // a missing one
    void newProjectRequested();
    void restoreRequested();
    void openSavedRequested();
    void differenceRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeBanner();
    void makeSide();
    void fillProjects();
    QBoxLayout* columns_;
    QVBoxLayout *main_, *side_;
    QWidget* sideBox_;
    views::CardButton *open_, *sample_;
    QWidget* banner_ = nullptr;
    QLabel* bannerText_ = nullptr;
    QPushButton* tour_;
    QPushButton* showAll_;
    QWidget* projects_;
    QWidget *samplesCard_ = nullptr, *machineCard_ = nullptr;
    QGridLayout *samples_ = nullptr, *machine_ = nullptr;
    QVector<RecentProject> recent_;
    QString newKey_;
    bool all_ = false;
};

} // namespace rarebit::gui
