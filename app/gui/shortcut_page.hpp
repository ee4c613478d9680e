// SPDX-License-Identifier: GPL-3.0-or-later
// Settings, page Shortcuts: every command with its keys, which can be recorded anew.
#pragma once

#include "app/gui/actions.hpp"

#include <QAbstractTableModel>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace rarebit::gui {

class ShortcutModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { command, menu, keys, columns };
    explicit ShortcutModel(Actions& actions, QObject* parent = nullptr);
    const QAction* action(int row) const { return actions_.all()[row]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Actions& actions_;
};

class ShortcutPage : public QWidget {
    Q_OBJECT
public:
    explicit ShortcutPage(Actions& actions, QWidget* parent = nullptr);
    /// Of commands, menus and keys; the number of commands that match.
    int filter(const QString& text);
    /// Chooses a command as a click on its row does.
    void choose(const QString& id);
    /// Gives the chosen command these keys; where another has them, it says so and waits for "Take over".
    void assign(const QKeySequence& keys);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString current() const;
    void follow();
    void takeOver();
    void say(const QString& text, bool bad);
    Actions& actions_;
    ShortcutModel model_;
    QSortFilterProxyModel* filter_;
    QLineEdit* field_;
    QTableView* table_;
    QLabel *title_, *note_;
    QKeySequenceEdit* edit_;
    QPushButton *take_, *clear_, *reset_, *resetAll_;
    QKeySequence wanted_; // by "Take over"
};

} // namespace rarebit::gui
