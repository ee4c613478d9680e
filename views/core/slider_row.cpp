// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/slider_row.hpp"

#include "views/core/controls.hpp"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {
constexpr int fineSteps = 1000; // of a slider that is not stepped
} // namespace

SliderRow::SliderRow(const QString& name, QWidget* parent)
    : QWidget(parent), name_(makeLabel(name, Text::body, Token::text2)),
      unit_(makeLabel({}, Text::small, Token::text2)), slider_(new QSlider(Qt::Horizontal)),
      field_(new QDoubleSpinBox),
      reset_(iconButton(QStringLiteral("arrow-counterclockwise"), tr("Back to the usual value"))),
      sweep_(iconButton(QStringLiteral("sliders"), tr("Sweep this: a range instead of one value"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : QList<QWidget*>{name_, slider_, field_, unit_})
        row->addWidget(widget, widget == slider_ ? 1 : 0);
    auto* buttons = new QHBoxLayout; // they have air of their own
    buttons->setSpacing(0);
    buttons->addWidget(reset_);
    buttons->addWidget(sweep_);
    row->addLayout(buttons);
    slider_->setMinimumWidth(32);
    const auto measure = [this, name] {
        const int width = Theme::get().scaled(84);
        field_->setFixedWidth(Theme::get().scaled(62));
        name_->setFixedWidth(width);
        name_->setText(name_->fontMetrics().elidedText(name, Qt::ElideRight, width));
    };
    measure();
    connect(&Theme::get(), &Theme::changed, this, measure);
    setCompact(field_);
    name_->setBuddy(field_);
    slider_->setAccessibleName(name);
    field_->setAccessibleName(name);
    field_->setKeyboardTracking(false);
    sweep_->setCheckable(true);
    sweep_->hide();
    unit_->hide();
    reset_->hide();
    connect(slider_, &QSlider::valueChanged, this, [this](int at) { field_->setValue(valueAt(at)); });
    connect(field_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        follow();
        emit valueChanged(value);
    });
    connect(reset_, &QToolButton::clicked, this, [this] { setValue(standard_); });
    connect(sweep_, &QToolButton::toggled, this, [this](bool on) {
        slider_->setEnabled(!on); // the range stands instead of the value
        field_->setEnabled(!on);
        emit sweepsChanged(on);
    });
}

void SliderRow::setRange(double low, double high, double step, bool logarithmic) {
    low_ = low;
    high_ = high;
    step_ = step;
    logarithmic_ = logarithmic && low > 0;
    const QSignalBlocker quiet(slider_);
    const double steps = step > 0 ? (high - low) / step : fineSteps;
    slider_->setRange(0, logarithmic_ || steps > fineSteps ? fineSteps : int(std::lround(steps)));
    field_->setDecimals(step >= 1 || step <= 0 ? 0 : std::min(6, int(std::ceil(-std::log10(step) - 1e-9))));
    field_->setRange(low, high);
    field_->setSingleStep(step);
    follow();
}
void SliderRow::setUnit(const QString& unit) {
    unit_->setText(unit);
    unit_->setVisible(!unit.isEmpty());
}
void SliderRow::setStandard(double value) {
    standard_ = value;
    hasStandard_ = true;
    follow();
}
void SliderRow::setSweepable(bool sweepable) {
    sweep_->setVisible(sweepable);
}
bool SliderRow::sweeps() const {
    return sweep_->isChecked();
}
void SliderRow::setSweeps(bool on) {
    sweep_->setChecked(on);
}
double SliderRow::value() const {
    return field_->value();
}
void SliderRow::setValue(double value) {
    field_->setValue(value);
}

int SliderRow::position(double value) const {
    if (!(high_ > low_)) return 0;
    const double share =
        logarithmic_ ? std::log(value / low_) / std::log(high_ / low_) : (value - low_) / (high_ - low_);
    return int(std::lround(std::clamp(share, 0.0, 1.0) * slider_->maximum()));
}
double SliderRow::valueAt(int position) const {
    const double share = slider_->maximum() > 0 ? double(position) / slider_->maximum() : 0;
    const double value = logarithmic_ ? low_ * std::pow(high_ / low_, share) : low_ + share * (high_ - low_);
    return step_ > 0 ? low_ + std::round((value - low_) / step_) * step_ : value;
}

// The slider shows the field's value; the field alone holds it.
void SliderRow::follow() {
    const QSignalBlocker quiet(slider_);
    slider_->setValue(position(field_->value()));
    reset_->setVisible(hasStandard_ && std::abs(field_->value() - standard_) > 1e-9);
}

} // namespace rarebit::views
