// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/settings_list.hpp"

#include "views/core/style.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::Text;
using views::Token;

SettingsList::SettingsList(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    column_ = new QVBoxLayout(page);
    column_->setContentsMargins(16, 8, 16, 12);
    column_->setSpacing(16);
    column_->addStretch(1);
    setWidget(page);
    page->setAutoFillBackground(false); // the card shines through
    viewport()->setAutoFillBackground(false);
}

QLabel* SettingsList::add(const QString& name, const QString& sentence, QWidget* control) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(16);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    auto* title = views::makeLabel(name, Text::body, Token::text);
    title->setBuddy(control);
    title->setWordWrap(true);
    auto* below = views::makeLabel(sentence, Text::small, Token::text2);
    below->setWordWrap(true);
    texts->addWidget(title);
    texts->addWidget(below);
    line->addLayout(texts, 1);
    line->addWidget(control, 0, Qt::AlignTop | Qt::AlignRight);
    control->setAccessibleName(name);
    control->setAccessibleDescription(sentence);
    column_->insertWidget(column_->count() - 1, row);
    rows_.push_back({row, name, below});
    return below;
}

bool SettingsList::filter(const QString& words) {
    bool any = false;
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const Row& row : rows_) {
        const QString text = row.name + QLatin1Char(' ') + row.sentence->text();
        const bool match = std::ranges::all_of(wanted, [&](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        row.widget->setVisible(match);
        any |= match;
    }
    return any;
}

} // namespace rarebit::gui
