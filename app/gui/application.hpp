// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace rarebit::gui {

/// Names, language and theme of the program, from its settings. Before any window is made.
void prepare(QApplication& application);
/// The same for what is written to files: light and in English, whatever the settings say.
void prepareForFiles(QApplication& application);

} // namespace rarebit::gui
