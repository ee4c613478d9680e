// SPDX-License-Identifier: GPL-3.0-or-later
// A method's parameters as a form, made from its schema: a slider, list or box for each, with its unit,
// bounds, help, the way back to the usual value, and "sweep this".
#pragma once

#include "app/gui/study.hpp"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rarebit::views {
class SliderRow;
}

namespace rarebit::gui {

class SpreadEditor;

class ParamForm : public QWidget {
    Q_OBJECT
public:
    /// Of the study's current method.
    explicit ParamForm(Study& study, QWidget* parent = nullptr);
    /// All values back to the usual ones, no ranges.
    void resetAll();
    bool usual() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        ParamItem param;
        QWidget* line = nullptr;
        QToolButton *reset = nullptr, *sweep = nullptr; // of lines that are no slider
        SpreadEditor* spread = nullptr;
        QVBoxLayout* column = nullptr;
        std::function<void(const QString& value, bool swept)> show;
    };
    void build();
    void follow();
    void addRow(const ParamItem& param);
    void makeSlider(Row& row);
    void makeChoice(Row& row);
    void makeFlag(Row& row);
    void makeText(Row& row);
    void finishLine(Row& row, QHBoxLayout* line);
    void sweep(const ParamItem& param, bool on);

    Study& study_;
    QString method_;
    std::vector<std::unique_ptr<Row>> rows_;
    QVBoxLayout* column_;
    QLabel* help_;
    bool showing_ = false;
};

} // namespace rarebit::gui
