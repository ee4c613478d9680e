// SPDX-License-Identifier: GPL-3.0-or-later
// Several values of a parameter: a list, or a range with equal steps or equal factors.
#pragma once

#include "app/gui/study.hpp"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSpinBox;
class QStackedWidget;

namespace rarebit::views {
class Chip;
class SegmentedControl;
} // namespace rarebit::views

namespace rarebit::gui {

class SpreadEditor : public QWidget {
    Q_OBJECT
public:
    SpreadEditor(const ParamItem& param, const Spread& spread, QWidget* parent = nullptr);
    const Spread& spread() const { return spread_; }
    /// Shows another one without telling.
    void show(const Spread& spread);
    /// What it is for: a search knows no values between the ends, from and to alone; a sample draws them from
    /// a range of either scale.
    enum class Use : uint8_t { values, searched, drawn };
    void setUse(Use use);

signals:
    void edited(const rarebit::gui::Spread& spread);

private:
    QWidget* makeChips();
    QWidget* makeList();
    QWidget* makeRange();
    void read();
    void follow();

    ParamItem param_;
    Spread spread_;
    bool showing_ = false;
    views::SegmentedControl* kind_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QLineEdit *list_ = nullptr, *low_ = nullptr, *high_ = nullptr;
    QSpinBox* points_ = nullptr;
    QList<views::Chip*> chips_;
    QLabel *note_, *pointsLabel_ = nullptr;
    Use use_ = Use::values;
};

} // namespace rarebit::gui
