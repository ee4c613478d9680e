// SPDX-License-Identifier: GPL-3.0-or-later
// What stands above and below the data in panes of Compare.
#pragma once

#include "views/compare/pane.hpp"
#include "views/core/controls.hpp"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace rarebit::views {

/// Slot letter, name, rate and quality of one side, above its column.
class SideHeader : public QWidget {
    Q_OBJECT
public:
    explicit SideHeader(QWidget* parent = nullptr);
    void setSide(const CompareSide& side);
    /// What is no side: the error between two.
    void setTitle(const QString& title);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    SlotBadge* slot_;
    ElidedLabel* name_;
    ElidedLabel* numbers_;
};

/// A line below the data: what is looked at, how far work is (text and a bar), what came of it.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void setPlace(const QString& text) { place_->setText(text); }
    const QString& place() const { return place_->text(); }
    void setProgress(const QString& text, double fraction);
    /// verdict: on a badge, may be empty; proof: before it.
    void setVerdict(const QString& verdict, BadgeKind kind = BadgeKind::neutral, const QString& proof = {});
    QString verdict() const { return badge_->isHidden() ? QString() : badge_->text(); }
    /// A further widget, before the progress.
    void addWidget(QWidget* widget);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    ElidedLabel* place_;
    QLabel* proof_;
    QProgressBar* bar_;
    Badge* badge_;
};

} // namespace rarebit::views
