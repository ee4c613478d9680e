// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces that cards with fields are made of.
#pragma once

#include <QString>

#include <initializer_list>

class QScrollArea;
class QWidget;

namespace rarebit::gui {

/// The row at the top of a card: icon, title, and what stands at its right.
QWidget* cardHeader(const QString& icon, const QString& title, std::initializer_list<QWidget*> right = {});
/// What may be higher than its card.
QScrollArea* scrolled(QWidget* body);

} // namespace rarebit::gui
