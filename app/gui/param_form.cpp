// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/param_form.hpp"

#include "app/gui/spread_editor.hpp"
#include "views/core/controls.hpp"
#include "views/core/slider_row.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;

namespace {

constexpr int longUnit = 3; // characters that still fit beside the field
constexpr double decades = 1000;

// A step that a person would take: a power of ten, about a thousandth of the range.
double stepOf(const ParamItem& param) {
    if (param.type == ParamItem::Type::integer) return 1;
    return std::pow(10, std::floor(std::log10((param.max - param.min) / 1000)));
}

// Whole numbers over many decades are unusable on an even slider, whatever their scale says.
bool isLog(const ParamItem& param) {
    return param.min > 0 && (param.log || param.max / param.min > decades);
}

QLabel* nameLabel(const ParamItem& param) {
    auto* label = views::makeLabel(param.label, Text::body, Token::text2);
    const auto measure = [label, name = param.label] {
        const int width = Theme::get().scaled(84);
        label->setFixedWidth(width);
        label->setText(label->fontMetrics().elidedText(name, Qt::ElideRight, width));
    };
    measure();
    QObject::connect(&Theme::get(), &Theme::changed, label, measure);
    return label;
}

QString helpOf(const ParamItem& param) {
    QStringList lines;
    if (!param.help.isEmpty()) lines.push_back(param.help);
    if (const QString range = param.range(); !range.isEmpty()) lines.push_back(range);
    return lines.join(QStringLiteral(". "));
}

} // namespace

ParamForm::ParamForm(Study& study, QWidget* parent)
    : QWidget(parent), study_(study), column_(new QVBoxLayout(this)),
      help_(views::makeLabel({}, Text::caption, Token::text2)) {
    setObjectName(QStringLiteral("paramForm"));
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(6);
    help_->setObjectName(QStringLiteral("paramHelp"));
    help_->setWordWrap(true);
    connect(&study_, &Study::changed, this, &ParamForm::follow);
    follow();
}

void ParamForm::build() {
    for (auto& row : rows_) {
        row->line->parentWidget()->hide();
        row->line->parentWidget()->deleteLater();
    }
    rows_.clear();
    column_->removeWidget(help_);
    for (const auto& param : paramsOf(method_))
        addRow(param);
    column_->addWidget(help_);
    help_->setText(rows_.empty() ? tr("This method has no parameters.") : QString());
    help_->setVisible(rows_.empty());
}

void ParamForm::addRow(const ParamItem& param) {
    auto made = std::make_unique<Row>();
    Row& row = *made;
    row.param = param;
    auto* box = new QWidget;
    row.column = new QVBoxLayout(box);
    row.column->setContentsMargins(0, 0, 0, 0);
    row.column->setSpacing(4);
    if (param.numeric() && param.bounded)
        makeSlider(row);
    else if (param.type == ParamItem::Type::choice)
        makeChoice(row);
    else if (param.type == ParamItem::Type::flag)
        makeFlag(row);
    else
        makeText(row);
    row.line->setObjectName(QStringLiteral("param_") + param.name);
    row.line->setToolTip(views::toolTipText(param.label, {}, helpOf(param)));
    row.column->addWidget(row.line);
    if (param.unit.size() > longUnit && param.numeric()) {
        auto* unit = views::makeLabel(tr("in %1").arg(param.unit), Text::caption, Token::text2);
        unit->setAlignment(Qt::AlignRight);
        row.column->addWidget(unit);
    }
    box->installEventFilter(this);
    for (auto* child : box->findChildren<QWidget*>())
        child->installEventFilter(this);
    column_->addWidget(box);
    rows_.push_back(std::move(made));
}

// The parameter under the pointer or with the focus explains itself below the form.
bool ParamForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn)
        for (const auto& row : rows_) {
            const auto* box = row->line->parentWidget();
            const auto* widget = qobject_cast<QWidget*>(watched);
            if (widget != box && !(widget && box->isAncestorOf(widget))) continue;
            help_->setText(row->param.label + QStringLiteral(": ") + helpOf(row->param));
            help_->setVisible(true);
        }
    return QWidget::eventFilter(watched, event);
}

void ParamForm::makeSlider(Row& row) {
    auto* slider = new views::SliderRow(row.param.label);
    slider->setRange(row.param.min, row.param.max, stepOf(row.param), isLog(row.param));
    if (row.param.unit.size() <= longUnit) slider->setUnit(row.param.unit);
    slider->setStandard(row.param.usual.toDouble());
    slider->setSweepable(true);
    row.line = slider;
    const ParamItem param = row.param;
    connect(slider, &views::SliderRow::valueChanged, this, [this, param](double value) {
        if (!showing_) study_.setValue(param.name, spelled(value));
    });
    connect(slider, &views::SliderRow::sweepsChanged, this, [this, param](bool on) {
        if (!showing_) sweep(param, on);
    });
    row.show = [slider](const QString& value, bool swept) {
        slider->setValue(value.toDouble());
        slider->setSweeps(swept);
    };
}

// Name at the left, the way back and "sweep this" at the right, as a slider has them.
void ParamForm::finishLine(Row& row, QHBoxLayout* line) {
    row.line = line->parentWidget();
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->insertWidget(0, nameLabel(row.param));
    row.reset = views::iconButton(QStringLiteral("arrow-counterclockwise"), tr("Back to the usual value"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(row.reset);
    line->addLayout(buttons);
    const ParamItem param = row.param;
    connect(row.reset, &QToolButton::clicked, this, [this, param] {
        study_.setValue(param.name, param.usual);
    });
    if (!param.sweepable()) return;
    row.sweep = views::iconButton(QStringLiteral("sliders"), tr("Sweep this: several values instead of one"));
    row.sweep->setCheckable(true);
    row.sweep->setObjectName(QStringLiteral("sweep_") + param.name);
    buttons->addWidget(row.sweep);
    connect(row.sweep, &QToolButton::toggled, this, [this, param](bool on) {
        if (!showing_) sweep(param, on);
    });
}

void ParamForm::makeChoice(Row& row) {
    auto* line = new QHBoxLayout(new QWidget);
    auto* combo = new QComboBox;
    combo->addItems(row.param.choices);
    combo->setAccessibleName(row.param.label);
    views::setCompact(combo);
    line->addWidget(combo, 1);
    if (!row.param.unit.isEmpty())
        line->addWidget(views::makeLabel(row.param.unit, Text::small, Token::text2));
    finishLine(row, line);
    connect(combo, &QComboBox::activated, this, [this, combo, name = row.param.name] {
        study_.setValue(name, combo->currentText());
    });
    row.show = [combo](const QString& value, bool swept) {
        combo->setCurrentText(value);
        combo->setEnabled(!swept);
    };
}

void ParamForm::makeFlag(Row& row) {
    auto* line = new QHBoxLayout(new QWidget);
    auto* box = new QCheckBox(tr("on"));
    box->setAccessibleName(row.param.label);
    line->addWidget(box, 1);
    finishLine(row, line);
    connect(box, &QCheckBox::clicked, this, [this, name = row.param.name](bool on) {
        study_.setValue(name, on ? QStringLiteral("true") : QStringLiteral("false"));
    });
    row.show = [box](const QString& value, bool swept) {
        box->setChecked(value == QStringLiteral("true"));
        box->setEnabled(!swept);
    };
}

void ParamForm::makeText(Row& row) {
    auto* line = new QHBoxLayout(new QWidget);
    auto* field = new QLineEdit;
    field->setAccessibleName(row.param.label);
    views::setCompact(field);
    views::dress(field, Text::number);
    line->addWidget(field, 1);
    if (!row.param.unit.isEmpty())
        line->addWidget(views::makeLabel(row.param.unit, Text::small, Token::text2));
    finishLine(row, line);
    connect(field, &QLineEdit::textEdited, this, [this, field, param = row.param](const QString& text) {
        views::setWrong(field, param.wrong(text));
        study_.setValue(param.name, text);
    });
    row.show = [field](const QString& value, bool swept) {
        if (!field->hasFocus()) field->setText(value);
        field->setEnabled(!swept);
    };
}

void ParamForm::sweep(const ParamItem& param, bool on) {
    const int method = study_.state().current;
    if (!on) return study_.removeSpread(method, param.name);
    study_.setSpread(method, param.name, Spread::suggested(param));
}

void ParamForm::follow() {
    const auto* method = study_.state().method();
    const QString id = method ? method->id : QString();
    if (id != method_) {
        method_ = id;
        build();
    }
    if (!method) return;
    showing_ = true;
    for (auto& row : rows_) {
        const QString& name = row->param.name;
        const auto value = method->values.find(name);
        const auto spread = method->spreads.find(name);
        const bool swept = spread != method->spreads.end();
        row->show(value == method->values.end() ? row->param.usual : value->second, swept);
        if (row->reset) row->reset->setVisible(value != method->values.end() && !swept);
        if (row->sweep) row->sweep->setChecked(swept);
        if (!swept && row->spread) {
            row->spread->hide();
            row->spread->deleteLater();
            row->spread = nullptr;
        } else if (swept && row->spread) {
            row->spread->show(spread->second);
        } else if (swept) {
            row->spread = new SpreadEditor(row->param, spread->second);
            row->column->addWidget(row->spread);
            connect(row->spread, &SpreadEditor::edited, this, [this, name](const Spread& edited) {
                study_.setSpread(study_.state().current, name, edited);
            });
        }
    }
    showing_ = false;
}

bool ParamForm::usual() const {
    const auto* method = study_.state().method();
    return !method || (method->values.empty() && method->spreads.empty());
}

void ParamForm::resetAll() {
    if (usual()) return;
    StudyState next = study_.state();
    next.methods[next.current].values.clear();
    next.methods[next.current].spreads.clear();
    study_.change(tr("Reset parameters"), std::move(next));
}

} // namespace rarebit::gui
