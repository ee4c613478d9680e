// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/spread_editor.hpp"

#include "app/gui/flow_layout.hpp"
#include "views/core/controls.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStackedWidget>

namespace rarebit::gui {

using views::Text;
using views::Token;

namespace {
constexpr int mostShown = 8; // values in the note below
}

SpreadEditor::SpreadEditor(const ParamItem& param, const Spread& spread, QWidget* parent)
    : QWidget(parent), param_(param), spread_(spread),
      note_(views::makeLabel({}, Text::caption, Token::text2)) {
    setObjectName(QStringLiteral("spread_") + param.name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    if (param_.numeric()) {
        auto* line = new QHBoxLayout;
        line->setSpacing(6);
        kind_ = new views::SegmentedControl;
        views::setCompact(kind_);
        kind_->addPart(tr("List"), {}, tr("Values as they are written"));
        kind_->addPart(tr("Linear"), {}, tr("Equal steps"));
        kind_->addPart(tr("Log"), {}, tr("Each value the same factor above the one before"));
        kind_->setPartEnabled(2, !param_.bounded || param_.max > 0);
        line->addWidget(kind_);
        line->addStretch(1);
        column->addLayout(line);
        stack_ = new QStackedWidget;
        stack_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        stack_->addWidget(makeList());
        stack_->addWidget(makeRange());
        column->addWidget(stack_);
        connect(kind_, &views::SegmentedControl::currentChanged, this, [this](int index) {
            if (showing_) return;
            const QStringList values = spread_.values(param_);
            if (index == 0) {
                spread_.list = values; // what the range gave, to be changed by hand
            } else if (!values.isEmpty() && spread_.kind == Spread::Kind::list) {
                spread_.low = values.first().toDouble();
                spread_.high = values.last().toDouble();
                spread_.points = std::max(2, int(values.size()));
            }
            spread_.kind = Spread::Kind(index);
            if (spread_.kind == Spread::Kind::log && spread_.low <= 0)
                spread_.low = param_.type == ParamItem::Type::integer ? 1 : spread_.high / 100;
            follow();
            emit edited(spread_);
        });
    } else {
        column->addWidget(makeChips());
    }
    note_->setWordWrap(true);
    note_->setObjectName(QStringLiteral("spreadNote"));
    column->addWidget(note_);
    follow();
}

QWidget* SpreadEditor::makeChips() {
    auto* body = new QWidget;
    auto* flow = new FlowLayout(body);
    const QStringList choices = param_.type == ParamItem::Type::flag
                                    ? QStringList{QStringLiteral("false"), QStringLiteral("true")}
                                    : param_.choices;
    for (const auto& choice : choices) {
        auto* chip = new views::Chip(choice);
        chip->setCheckable(true);
        chips_.push_back(chip);
        flow->addWidget(chip);
        connect(chip, &QAbstractButton::toggled, this, &SpreadEditor::read);
    }
    return body;
}

QWidget* SpreadEditor::makeList() {
    list_ = new QLineEdit;
    list_->setAccessibleName(tr("Values of %1").arg(param_.label));
    list_->setPlaceholderText(QStringLiteral("2, 3, 4"));
    views::setCompact(list_);
    views::dress(list_, Text::number);
    connect(list_, &QLineEdit::textEdited, this, &SpreadEditor::read);
    return list_;
}

QWidget* SpreadEditor::makeRange() {
    auto* body = new QWidget;
    auto* line = new QHBoxLayout(body);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    const auto field = [&](const QString& name) {
        auto* made = new QLineEdit;
        made->setAccessibleName(name);
        made->setAlignment(Qt::AlignRight);
        made->setMinimumWidth(views::Theme::get().scaled(44));
        views::setCompact(made);
        views::dress(made, Text::number);
        line->addWidget(made, 1);
        connect(made, &QLineEdit::textEdited, this, &SpreadEditor::read);
        return made;
    };
    low_ = field(tr("%1 from").arg(param_.label));
    line->addWidget(views::makeLabel(tr("to"), Text::small, Token::text2));
    high_ = field(tr("%1 to").arg(param_.label));
    points_ = new QSpinBox;
    points_->setRange(2, 1000);
    points_->setAccessibleName(tr("Points of %1").arg(param_.label));
    points_->setToolTip(tr("How many values"));
    views::setCompact(points_);
    line->addWidget(points_);
    pointsLabel_ = views::makeLabel(tr("points"), Text::small, Token::text2);
    line->addWidget(pointsLabel_);
    connect(points_, &QSpinBox::valueChanged, this, &SpreadEditor::read);
    return body;
}

void SpreadEditor::show(const Spread& spread) {
    if (spread == spread_) return;
    spread_ = spread;
    follow();
}

void SpreadEditor::setUse(Use use) {
    use_ = use;
    follow();
}

void SpreadEditor::read() {
    if (showing_) return;
    if (!chips_.isEmpty()) {
        spread_.list.clear();
        for (const auto* chip : chips_)
            if (chip->isChecked()) spread_.list.push_back(chip->text());
    } else if (spread_.kind == Spread::Kind::list) {
        static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
        spread_.list = list_->text().split(separators, Qt::SkipEmptyParts);
    } else {
        bool lowOk = false, highOk = false;
        const double low = low_->text().toDouble(&lowOk), high = high_->text().toDouble(&highOk);
        views::setWrong(low_, lowOk ? QString() : tr("'%1' is no number").arg(low_->text()));
        views::setWrong(high_, highOk ? QString() : tr("'%1' is no number").arg(high_->text()));
        if (!lowOk || !highOk) return;
        spread_.low = low;
        spread_.high = high;
        spread_.points = points_->value();
    }
    follow();
    emit edited(spread_);
}

// The fields show the spread; one that is being typed in is left alone.
void SpreadEditor::follow() {
    showing_ = true;
    const auto put = [](QLineEdit* field, const QString& text) {
        if (!field->hasFocus()) field->setText(text);
    };
    if (kind_) {
        kind_->setVisible(use_ != Use::searched);
        points_->setVisible(use_ == Use::values);
        pointsLabel_->setVisible(use_ == Use::values);
        kind_->setCurrent(int(spread_.kind));
        stack_->setCurrentIndex(spread_.kind == Spread::Kind::list ? 0 : 1);
        put(list_, spread_.list.join(QStringLiteral(", ")));
        put(low_, spelled(spread_.low));
        put(high_, spelled(spread_.high));
        points_->setValue(spread_.points);
    }
    for (auto* chip : chips_)
        chip->setChecked(spread_.list.contains(chip->text()));
    const QString why = spread_.wrong(param_);
    if (list_) views::setWrong(list_, spread_.kind == Spread::Kind::list ? why : QString());
    const QStringList values = spread_.values(param_);
    QString shown = values.mid(0, mostShown).join(QStringLiteral(", "));
    if (values.size() > mostShown) shown += QStringLiteral(" …");
    views::dress(note_, Text::caption, why.isEmpty() ? Token::text2 : Token::bad);
    const bool range = spread_.kind != Spread::Kind::list;
    note_->setVisible(use_ != Use::searched || !why.isEmpty());
    note_->setText(
        !why.isEmpty()                ? why
        : range && use_ == Use::drawn ? tr("drawn between the ends")
        : range                       ? tr("%n values: %1", nullptr, int(values.size())).arg(shown)
                                      : tr("%n values", nullptr, int(values.size()))
    );
    showing_ = false;
}

} // namespace rarebit::gui
