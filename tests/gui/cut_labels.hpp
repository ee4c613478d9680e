// SPDX-License-Identifier: GPL-3.0-or-later
// Which visible texts of a window do not fit into their place.
#pragma once

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

namespace rarebit::test {

inline QStringList cutTexts(const QWidget& window) {
    QStringList out;
    // Pages behind others count as visible for Qt.
    const auto seen = [](const QWidget* widget) {
        return widget->isVisible() && !widget->visibleRegion().isEmpty();
    };
    const auto note = [&](const QWidget* widget, const QString& text, QSize wanted) {
        if (widget->width() < wanted.width() || widget->height() < wanted.height())
            out += QStringLiteral("\"%1\" wants %2 x %3, has %4 x %5")
                       .arg(text)
                       .arg(wanted.width())
                       .arg(wanted.height())
                       .arg(widget->width())
                       .arg(widget->height());
    };
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!seen(label) || label->text().isEmpty()) continue;
        if (label->wordWrap())
            note(label, label->text(), {0, label->heightForWidth(label->width())});
        else
            note(label, label->text(), label->sizeHint());
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const bool usual = qobject_cast<const QPushButton*>(button) ||
                           qobject_cast<const QCheckBox*>(button) ||
                           qobject_cast<const QRadioButton*>(button);
        if (usual && seen(button) && !button->text().isEmpty())
            note(button, button->text(), button->sizeHint());
    }
    return out;
}

} // namespace rarebit::test
