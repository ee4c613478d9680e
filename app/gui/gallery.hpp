// SPDX-License-Identifier: GPL-3.0-or-later
// Every control and state of the window on one page, to look at them together and to keep their pictures.
// What stands on it is sample text.
#pragma once

class QWidget;

namespace rarebit::gui {

/// 1440 x 900 pixels at text scale 1; the caller owns it.
QWidget* makeGallery();

} // namespace rarebit::gui
