// SPDX-License-Identifier: GPL-3.0-or-later
// What the panes of tensors, text, sheets and DNA share: A and one other side, buttons to the differences,
// and the states without data.
#pragma once

#include "views/compare/pane_parts.hpp"
#include "views/core/states.hpp"

class QComboBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rarebit::views {

class SidesPane : public ComparePane {
    Q_OBJECT
public:
    void show(const CompareInput& input) final;
    void clear() final;
    QWidget* tools() override { return tools_; }
    QString commandLine() const override;
    QList<QAction*> paneActions() override { return actions_; }

protected:
    /// suffix: of the files that the command line writes; metrics: what it compares.
    SidesPane(ViewContext& context, QWidget* parent, BusyState::Shape shape, QString suffix, QString metrics);

    /// The sides or the part are others: load them. a() is there, b() perhaps not.
    virtual void sidesChanged() = 0;
    /// Nothing is shown any more: drop what was loaded.
    virtual void forget() = 0;

    const CompareInput& input() const { return input_; }
    bool shows() const { return input_.asset != nullptr; }
    const CompareSide& a() const { return input_.sides.front(); }
    /// The side beside A; null: A alone.
    const CompareSide* b() const;

    /// Where the pane puts its widgets.
    QVBoxLayout& content() { return *content_; }
    /// Right of the modes; panes add their own before the buttons of the differences.
    QWidget* addTool(QWidget* widget);
    QToolButton* addButton(const QString& name, const QString& icon, const QString& tip);
    /// Key that works while the focus is within the pane; also in the pane's menu.
    QAction* addPaneAction(const QString& text, const QKeySequence& key, std::function<void()> run);
    /// "line 123, difference 61 of 214"
    void setPosition(const QString& text);
    void showContent() { stack_->showContent(); }
    void showBusy(const QString& text, double fraction = -1);
    void showEmpty(const QString& icon, const QString& title, const QString& advice);
    /// Also the state of the pane.
    void showError(const Error& error);

private:
    CompareInput input_;
    int other_ = 1; // in input_.sides
    const QString suffix_, metrics_;
    QWidget* page_;
    QVBoxLayout* content_;
    StateStack* stack_;
    QWidget* tools_;
    QComboBox* chooser_;
    QLabel* position_;
    QList<QAction*> actions_;
};

} // namespace rarebit::views
