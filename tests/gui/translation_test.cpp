// SPDX-License-Identifier: GPL-3.0-or-later
// German covers the window; in a language a third longer nothing that is visible is cut.
#include "app/gui/help.hpp"
#include "app/gui/home.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/translation.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/cut_labels.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/core/pane.hpp"
#include "views/core/states.hpp"

#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct InLanguage {
    explicit InLanguage(const QString& code) { setLanguage(*qApp, code); }
    ~InLanguage() { setLanguage(*qApp, QStringLiteral("en")); }
    InLanguage(const InLanguage&) = delete;
};

struct Message {
    QString context, source, translation;
    bool unfinished = false;
};

std::vector<Message> messages(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    CHECK(file.open(QIODevice::ReadOnly));
    std::vector<Message> out;
    QString context;
    for (QXmlStreamReader xml(&file); !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        if (xml.name() == QLatin1String("source")) out.push_back({context, xml.readElementText(), {}});
        if (xml.name() == QLatin1String("translation")) {
            out.back().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            out.back().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        }
    }
    return out;
}

// %1, %2, %n and tags, in order.
QStringList placeholders(const QString& text) {
    static const QRegularExpression kept(QStringLiteral("%L?\\d+|%n|</?\\w+[^>]*>"));
    QStringList out;
    for (auto it = kept.globalMatch(text); it.hasNext();)
        out += it.next().captured();
    out.sort();
    return out;
}

const std::filesystem::path german = test::sourceFolder() / "resources/translations/rarebit_de.ts";

} // namespace

RB_TEST(germanIsWhole) {
    CHECK(languages().contains(QStringLiteral("de")));
    CHECK_EQ(languageName(QStringLiteral("de")).toStdString(), "Deutsch");
    const auto all = messages(german);
    CHECK(all.size() > 500);
    for (const Message& message : all) {
        const auto complain = [&](const char* what) {
            test::fail(
                __FILE__, __LINE__, (message.context + ": \"" + message.source + "\" ").toStdString() + what
            );
        };
        if (message.unfinished || message.translation.isEmpty()) {
            complain("has no translation");
            continue;
        }
        // A context that is no class is one that the program never asks for.
        if (message.context == QLatin1String("rarebit::views") ||
            message.context == QLatin1String("rarebit::gui"))
            complain("is said outside of a class: give it Q_DECLARE_TR_FUNCTIONS");
        QStringList expected = placeholders(message.source), found = placeholders(message.translation);
        if (message.source.contains(QLatin1String("%n"))) { // each plural form has its own
            expected.removeDuplicates();
            found.removeDuplicates();
        }
        if (expected != found) complain("has other placeholders in its translation");
    }
}

// lupdate does not see the context that such a call gives, so its texts would never be found.
RB_TEST(textsOutsideOfClassesHaveAContext) {
    for (const char* folder : {"views", "app/gui"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(test::sourceFolder() / folder)) {
            QFile file(QString::fromStdString(entry.path().string()));
            if (entry.path().extension() != ".cpp" || !file.open(QIODevice::ReadOnly)) continue;
            if (file.readAll().contains("QCoreApplication::translate("))
                test::fail(
                    __FILE__, __LINE__, entry.path().string() + ": use a struct with Q_DECLARE_TR_FUNCTIONS"
                );
        }
}

RB_TEST(englishCountsInWords) {
    const auto all = messages(test::sourceFolder() / "resources/translations/rarebit_en.ts");
    CHECK(!all.empty());
    for (const Message& message : all)
        if (message.unfinished) test::fail(__FILE__, __LINE__, message.source.toStdString());
    const InLanguage english("en");
    CHECK_EQ(
        QCoreApplication::translate("rarebit::gui::MainWindow", "%n result(s)", nullptr, 1).toStdString(),
        "1 result"
    );
    CHECK_EQ(
        QCoreApplication::translate("rarebit::gui::MainWindow", "%n result(s)", nullptr, 0).toStdString(),
        "0 results"
    );
}

RB_TEST(germanSpeaks) {
    const InLanguage german_("de");
    CHECK_EQ(Home::tr("Start").toStdString(), "Start");
    CHECK_EQ(Home::tr("Open files").toStdString(), "Dateien öffnen");
    CHECK_EQ(views::Pane::tr("Pin").toStdString(), "Anheften");
    CHECK_EQ(QLocale().decimalPoint().toStdString(), ".");
}

RB_TEST(pseudoKeepsWhatIsNoText) {
    const PseudoTranslator pseudo;
    CHECK_EQ(pseudo.translate("", "Run %1", nullptr, -1).toStdString(), "[Ŕùñ %1 ~]");
    CHECK(pseudo.translate("", "<b>Cut</b>\tCtrl+X", nullptr, -1).contains("<b>"));
    CHECK(pseudo.translate("", "Cut\tCtrl+X", nullptr, -1).contains("\tCtrl+X"));
}

RB_TEST(longTextsAreNotCut) {
    const InLanguage pseudo("pseudo");
    test::ViewFixture fixture;
    const auto look = [](QWidget& window, QSize size) {
        window.resize(size);
        window.show();
        CHECK(QTest::qWaitForWindowExposed(&window));
        QTest::qWait(20);
        for (const QString& text : test::cutTexts(window))
            test::fail(
                __FILE__,
                __LINE__,
                (window.objectName() + " at " + QString::number(size.width()) + ": " + text).toStdString()
            );
    };
    {
        Home home;
        home.setMachine({{"Processor", "16 cores, AVX-512"}});
        home.setSamples({{"log", "card-text", "Log", "2 000 lines"}});
        home.showRestore("study", "3 runs are safe.");
        look(home, {1440, 800});
        look(home, {1024, 560});
    }
    {
        HelpBrowser help;
        look(help, {980, 680});
    }
    {
        views::ErrorCard card(badInput("what happened", "where.png", "how to mend it"));
        card.addFix(views::Pane::tr("Export…"), [] {});
        look(card, {420, 200});
    }
    for (const views::ViewDef* definition : views::allViews()) {
        views::Pane pane;
        pane.setObjectName(definition->id);
        pane.setView(*definition, definition->create(fixture.context, nullptr));
        look(pane, {560, 420});
    }
}

RB_TEST(theWindowHasRoomForLongTexts) {
    const InLanguage pseudo("pseudo");
    const auto folder = test::temporaryFolder();
    for (const char* variable : {"XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        qputenv(variable, QByteArray::fromStdString(folder.string()));
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    CHECK(QTest::qWaitForWindowExposed(&window));
    window.openSample();
    CHECK(test::ViewFixture::wait([&] { return !window.session().assets().isEmpty(); }));
    for (const QString& id : window.workspaces().ids()) {
        window.workspaces().show(id);
        QTest::qWait(300);
        for (const QString& text : test::cutTexts(window))
            test::fail(__FILE__, __LINE__, (id + ": " + text).toStdString());
    }
    for (const char* variable : {"XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        qunsetenv(variable);
}
