// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rarebit-gui [FILE...]
#include "app/gui/application.hpp"
#include "app/gui/main_window.hpp"

#include <QCommandLineParser>

using namespace rarebit::gui;

int main(int argc, char** argv) {
    Application application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(Application::tr("A workbench for compression research"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("files"),
        Application::tr("Assets, folders and projects to open"),
        QStringLiteral("[FILE...]")
    );
    const QCommandLineOption sample(QStringLiteral("sample"), Application::tr("Open the sample project"));
    parser.addOption(sample);
    parser.process(application);

    MainWindow window;
    window.start();
    window.show();
    if (parser.isSet(sample)) window.openSample();
    window.openPaths(parser.positionalArguments());
    return Application::exec();
}
