// SPDX-License-Identifier: GPL-3.0-or-later
// A list of names as chips that can be taken away, and a button whose menu adds others.
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QToolButton;

namespace rarebit::gui {

class FlowLayout;

class ChipList : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QString id, title, tip{};
    };
    /// offered: what the menu may add, asked when it opens.
    ChipList(const QString& name, std::function<QList<Entry>()> offered, QWidget* parent = nullptr);
    /// standIn: shown, and not to be taken away, where the list is empty.
    void show(const QList<Entry>& entries, const QString& standIn);

signals:
    void edited(const QStringList& ids);

private:
    void openMenu();
    std::function<QList<Entry>()> offered_;
    QStringList ids_;
    FlowLayout* flow_;
    QToolButton* add_ = nullptr;
    QString name_;
};

} // namespace rarebit::gui
