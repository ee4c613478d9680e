// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rarebit-gui [FILE...]
#include "app/gui/application.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/watchdog.hpp"

#include <QApplication>
#include <QCommandLineParser>

using namespace rarebit::gui;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    prepare(application);
    QCommandLineParser parser;
    parser.setApplicationDescription(MainWindow::tr("A workbench for compression research"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("files"),
        MainWindow::tr("Assets, folders and projects to open"),
        QStringLiteral("[FILE...]")
    );
    const QCommandLineOption sample(QStringLiteral("sample"), MainWindow::tr("Open the sample project"));
    parser.addOption(sample);
    parser.process(application);

#ifndef NDEBUG
    const Watchdog watchdog;
#endif
    MainWindow window;
    window.start();
    window.show();
    if (parser.isSet(sample)) window.openSample();
    window.openPaths(parser.positionalArguments());
    return QApplication::exec();
}
