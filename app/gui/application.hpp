// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace rarebit::gui {

/// Names, theme and the watchdog's view of every event.
class Application : public QApplication {
    Q_OBJECT
public:
    Application(int& argc, char** argv);
    bool notify(QObject* receiver, QEvent* event) override;
};

/// What a fresh program of the window needs, for tests with an application of their own: theme, settings'
/// names.
void prepare(QApplication& application);

} // namespace rarebit::gui
