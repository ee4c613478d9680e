// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rarebit-gui [FILE...]
#include "app/gui/application.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/report_program.hpp"
#include "app/gui/shots.hpp"
#include "app/gui/watchdog.hpp"
#include "views/core/states.hpp"

#include <QApplication>
#include <QCommandLineParser>
#include <QHashFunctions>
#include <QLoggingCategory>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

using namespace rarebit::gui;

namespace {

// Once as the screen is, once with two of its pixels for each of the window's.
int shots(const QString& folder) {
    const auto taken = takeShots(folder, [](const QString& file) { std::puts(qPrintable(file)); });
    if (!taken) {
        std::fprintf(stderr, "%s\n", qPrintable(rarebit::views::errorText(taken.error())));
        return 1;
    }
    if (qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) return 0;
    qputenv("QT_SCALE_FACTOR", "2");
    return QProcess::execute(QCoreApplication::applicationFilePath(), {QStringLiteral("--shots"), folder});
}

} // namespace

int main(int argc, char** argv) {
    QTemporaryDir place;
    std::optional<OwnPlace> own;
    if (std::any_of(argv + 1, argv + argc, [](const char* word) {
            return std::string_view(word) == "--shots";
        }))
        own.emplace(place.path());
    const bool report = argc == 3 && qstrcmp(argv[1], "--report") == 0;
    if (report) {
        QHashSeed::setDeterministicGlobalSeed(); // else the fonts of a PDF come in another order each time
        QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false")
        ); // of the machine, not of the report
    }
    QApplication application(argc, argv);
    if (report) return runReport(application, QString::fromLocal8Bit(argv[2]));
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
    const QCommandLineOption pictures(
        QStringLiteral("shots"),
        MainWindow::tr("Save pictures of the window in all its states, and end"),
        QStringLiteral("DIR")
    );
    parser.addOption(pictures);
    const QCommandLineOption untilShown(
        QStringLiteral("until-shown"), MainWindow::tr("End as soon as the window stands, to time it")
    );
    parser.addOption(untilShown);
    parser.process(application);

    if (parser.isSet(pictures)) return shots(parser.value(pictures));
#ifndef NDEBUG
    const Watchdog watchdog;
#endif
    MainWindow window;
    window.start();
    window.show();
    if (parser.isSet(sample)) window.openSample();
    window.openPaths(parser.positionalArguments());
    if (parser.isSet(untilShown)) // painted: what was asked for before comes first
        QTimer::singleShot(0, &window, [] { QTimer::singleShot(0, qApp, &QApplication::quit); });
    return QApplication::exec();
}
