// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the home page: cards of projects in a grid that follows the width, samples in rows.
#pragma once

#include "app/gui/home.hpp"

#include <QAbstractButton>

namespace rarebit::gui {

class ProjectCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit ProjectCard(const RecentProject& project);
    QSize sizeHint() const override;

signals:
    void forgotten();

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    RecentProject project_;
};

/// The dashed card after the projects.
class NewProjectCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit NewProjectCard(const QString& key);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString key_;
};

class SampleButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit SampleButton(const SampleItem& sample);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SampleItem sample_;
};

/// Cards of one size, as many beside each other as fit.
class CardGrid : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void setCards(const QVector<QWidget*>& cards);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int across(int width) const;
    void place();
    QVector<QWidget*> cards_;
};

} // namespace rarebit::gui
