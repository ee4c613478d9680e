// SPDX-License-Identifier: GPL-3.0-or-later
// A parameter on one line: label, slider, exact field, unit, reset, "sweep this".
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;
class QToolButton;

namespace rarebit::views {

class SliderRow : public QWidget {
    Q_OBJECT
public:
    explicit SliderRow(const QString& name, QWidget* parent = nullptr);

    /// Of `step` wide steps; logarithmic where the range spans decades (low must be above 0).
    void setRange(double low, double high, double step, bool logarithmic = false);
    /// Stands outside of the field.
    void setUnit(const QString& unit);
    /// Where the value differs, a button brings it back.
    void setStandard(double value);
    /// Shows the toggle that turns the value into a range.
    void setSweepable(bool sweepable);
    bool sweeps() const;
    void setSweeps(bool on);

    double value() const;
    void setValue(double value);
    QDoubleSpinBox* field() const { return field_; }

signals:
    void valueChanged(double value);
    void sweepsChanged(bool on);

private:
    int position(double value) const;
    double valueAt(int position) const;
    void follow();
    QLabel *name_, *unit_;
    QSlider* slider_;
    QDoubleSpinBox* field_;
    QToolButton *reset_, *sweep_;
    double low_ = 0, high_ = 1, step_ = 1, standard_ = 0;
    bool logarithmic_ = false, hasStandard_ = false;
};

} // namespace rarebit::views
