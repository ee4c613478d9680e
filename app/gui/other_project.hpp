// SPDX-License-Identifier: GPL-3.0-or-later
// Results of a project that is not open, to be drawn beside those of the one that is.
#pragma once

#include "views/core/view.hpp"

namespace rarebit::gui {

/// Asks for its folder, and reads it off the GUI thread; nothing where the user cancels.
void askOtherProject(QWidget* parent, views::ViewContext::OtherRows done);
/// The same without asking.
void readOtherProject(QObject* context, const QString& folder, views::ViewContext::OtherRows done);

} // namespace rarebit::gui
