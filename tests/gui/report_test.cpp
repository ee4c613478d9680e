// SPDX-License-Identifier: GPL-3.0-or-later
// Reports with figures: every format from the command line, stills of views without a window, and the Report
// workspace from choosing to the saved file, which its printed command gives again.
#include "app/gui/page_view.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/workspaces.hpp"
#include "engine/core/files.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/window_place.hpp"

#include <QImage>
#include <QPushButton>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

QByteArray bytesOf(const std::filesystem::path& path) {
    const auto bytes = REQUIRE(mapFile(path));
    return QByteArray::fromStdString(std::string(bytes.text()));
}

Json write(const std::filesystem::path& file, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"report", test::sweptTour().string(), "-o", file.string(), "--json"});
    const auto done = test::program(more);
    if (done.exitCode != 0) test::fail(__FILE__, __LINE__, done.out + done.err);
    return REQUIRE(Json::parse(done.out, "answer"));
}

std::string keyOf(std::string_view asset, std::string_view method) {
    for (const auto& row : test::tourRows())
        if (row.at("asset").asString() == asset && row.at("method").asString() == method)
            return row.at("key").asString();
    test::fail(__FILE__, __LINE__, "no such result");
    return {};
}

// Elements of an XML text by name; fails where it is none.
std::map<QString, int> elementsOf(const QByteArray& text) {
    QXmlStreamReader reader(text);
    std::map<QString, int> out;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement) ++out[reader.name().toString()];
    if (reader.hasError()) test::fail(__FILE__, __LINE__, reader.errorString().toStdString());
    return out;
}

} // namespace

RB_TEST(htmlHoldsTheCharts) {
    const auto folder = test::temporaryFolder();
    const Json answer = write(folder / "r.html");
    CHECK_EQ(answer.at("figures").asInt(), 8);
    const QByteArray text = bytesOf(folder / "r.html");
    auto elements = elementsOf(text);
    CHECK_EQ(elements["figure"], 8);
    CHECK(elements["svg"] > 8); // and a marker for each row
    CHECK_EQ(elements["h2"], 9);
    CHECK(!text.contains("http://127") && !text.contains("src=\"http"));
    CHECK(text.contains("id=\"mark0\"") && text.contains("href=\"#mark0\""));
    write(folder / "again.html");
    CHECK(bytesOf(folder / "again.html") == text);
}

RB_TEST(markdownLinksItsCharts) {
    const auto folder = test::temporaryFolder() / "a b";
    std::filesystem::create_directories(folder);
    write(folder / "tour (1).md", {"--asset", "picture.png", "--metric", "psnr_db", "--metric", "ssim"});
    const QString text = QString::fromUtf8(bytesOf(folder / "tour (1).md"));
    static const QRegularExpression link(QStringLiteral("!\\[[^]]*\\]\\(([^)]+)\\)"));
    int links = 0;
    for (auto found = link.globalMatch(text); found.hasNext(); ++links) {
        const auto name = QUrl::fromPercentEncoding(found.next().captured(1).toUtf8());
        const auto svg = bytesOf(folder / name.toStdString());
        CHECK(elementsOf(svg)["path"] + elementsOf(svg)["polyline"] > 5);
        CHECK(QSvgRenderer(svg).isValid());
    }
    CHECK_EQ(links, 2);
}

RB_TEST(pagesAsPdfAndAsPictures) {
    const auto folder = test::temporaryFolder();
    const Json answer = write(folder / "r.pdf");
    const QByteArray text = bytesOf(folder / "r.pdf");
    CHECK(text.startsWith("%PDF-") && text.trimmed().endsWith("%%EOF"));
    static const QRegularExpression page(QStringLiteral("/Type\\s*/Page\\b"));
    int pages = 0;
    for (auto found = page.globalMatch(QString::fromLatin1(text)); found.hasNext(); found.next())
        ++pages;
    CHECK_EQ(pages, answer.at("pages").asInt());
    CHECK(pages > 8);
    CHECK(text.contains("JetBrainsMono") && text.contains("Inter"));
    CHECK(!text.contains("CreationDate"));
    write(folder / "again.pdf");
    CHECK(bytesOf(folder / "again.pdf") == text);

    const Json pictures = write(folder / "p.png", {"--pages", "2"});
    CHECK_EQ(pictures.at("files").size(), 2u);
    CHECK_EQ(pictures.at("pages").asInt(), pages);
    const QImage first(QString::fromStdString((folder / "p-1.png").string()));
    CHECK_NEAR(double(first.height()) / first.width(), 297.0 / 210, 0.002);
    CHECK(first.pixelColor(0, 0) == QColor(Qt::white));
}

RB_TEST(stillsOfViewsWithoutAWindow) {
    const auto folder = test::temporaryFolder();
    const auto photo = keyOf("picture.png", "webp"), weights = keyOf("weights.safetensors", "nf4");
    write(
        folder / "r.md",
        {"--no-charts",
         "--still",
         photo.substr(0, 12),
         "--still",
         R"({"key":")" + photo + R"(","a":")" + keyOf("picture.png", "jxl") +
             R"(","settings":{"panes":{"image":{"mode":3}}},"width":500,"height":300})",
         "--still",
         "distribution:" + weights}
    );
    const auto figures = folder / "r_figures";
    const auto side = figures / ("picture-png-compare-" + photo.substr(0, 8) + ".png");
    const QImage still(QString::fromStdString(side.string()));
    CHECK(still.width() > 900);
    CHECK(std::filesystem::exists(
        figures / ("weights-safetensors-distribution-" + weights.substr(0, 8) + ".svg")
    ));
    const auto text = QString::fromUtf8(bytesOf(folder / "r.md"));
    CHECK(text.contains("A: the original, picture.png. B: webp"));
    CHECK(text.contains("A: jxl"));
    CHECK(text.contains("PSNR "));
    CHECK_EQ(text.count("!["), 3);
}

RB_TEST(aStillWhoseAssetIsGoneSaysSo) {
    const auto folder = test::temporaryFolder() / "moved.rarebit";
    std::filesystem::copy(test::sweptTour(), folder, std::filesystem::copy_options::recursive);
    std::filesystem::remove(folder / "assets/picture.png");
    const auto done = test::program(
        {"report",
         folder.string(),
         "-o",
         (folder.parent_path() / "r.html").string(),
         "--still",
         keyOf("picture.png", "webp")}
    );
    CHECK_EQ(done.exitCode, 1);
    CHECK(done.err.find("\n  where: ") != std::string::npos);
    CHECK(done.err.find("\n  fix: ") != std::string::npos);
    CHECK(!std::filesystem::exists(folder.parent_path() / "r.html"));
}

RB_TEST(theWorkspaceWritesWhatItShows) {
    const test::WindowPlace own;
    const auto& place = own.folder;
    const auto project = place / "tour.rarebit";
    std::filesystem::copy(test::sweptTour(), project, std::filesystem::copy_options::recursive);

    MainWindow window;
    window.start();
    window.show();
    window.openPaths({QString::fromStdString(project.string())});
    const int rows = static_cast<int>(test::tourRows().size());
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() == rows; }, 60'000));
    const QString key = QString::fromStdString(keyOf("picture.png", "webp"));
    CHECK(QTest::qWaitFor(
        [&] {
            return std::ranges::none_of(window.session().assets(), [](const auto& asset) {
                return asset->state == views::AssetItem::State::opening;
            });
        },
        60'000
    ));
    window.session().hub().requestCompare(key);
    CHECK(QTest::qWaitFor([&] { return window.session().hub().state().slotted[1].key == key; }, 20'000));

    auto& composer = window.reportComposer();
    auto* pages = composer.findChild<PageView*>();
    window.workspaces().show(QStringLiteral("report"));
    CHECK(QTest::qWaitFor([&] { return composer.ready(); }, 60'000));
    CHECK(pages->pageCount() > 8);
    const int all = pages->pageCount();
    composer.findChild<QPushButton*>(QStringLiteral("addCompare"))->click();
    ReportOptions options = composer.options();
    CHECK_EQ(options.stills.size(), 1u);
    options.assets = {"picture.png"};
    options.metrics = {"metrics.ssim"};
    options.title = "What a photo loses";
    options.notes = "One picture,\nfive methods.";
    composer.setOptions(options);
    CHECK(QTest::qWaitFor([&] { return composer.ready() && pages->pageCount() < all; }, 60'000));
    test::shoot(window, QStringLiteral("report"));

    for (const char* suffix : {"html", "pdf"}) {
        const auto file = place / ("photo." + std::string(suffix));
        const int before = window.commandLog().rowCount();
        composer.save(QString::fromStdString(file.string()));
        CHECK(QTest::qWaitFor(
            [&] { return window.jobs().running() == 0 && std::filesystem::exists(file); }, 60'000
        ));
        CHECK_EQ(window.commandLog().rowCount(), before + 1);
        const QString line = window.commandLog().commandLine(before);
        CHECK(line.startsWith(QStringLiteral("rarebit report ")));
        CHECK(line == composer.commandLine());
        const QByteArray text = bytesOf(file);
        std::filesystem::remove(file);
        // As a user's shell reads it.
        const auto again =
            test::runCommand({"/bin/sh", "-c", test::rarebitProgram().string() + line.mid(7).toStdString()});
        if (again.exitCode != 0) test::fail(__FILE__, __LINE__, again.err);
        CHECK(bytesOf(file) == text);
    }

    // A filter that nobody can read shows its error in place of the pages; mended, they are back.
    options.filter = "metrics.ssim >";
    composer.setOptions(options);
    CHECK(QTest::qWaitFor([&] { return composer.ready() && !pages->isVisible(); }, 60'000));
    options.filter.clear();
    composer.setOptions(options);
    CHECK(QTest::qWaitFor([&] { return composer.ready() && pages->isVisible(); }, 60'000));

    // What was chosen belongs to the project: it comes back with the layout, and not with another project.
    const Json kept = composer.settings();
    window.session().closeProject();
    CHECK(composer.options() == ReportOptions{});
    composer.restore(kept);
    CHECK(composer.options() == ReportOptions{});
    window.openPaths({QString::fromStdString(project.string())});
    CHECK(QTest::qWaitFor([&] { return composer.options() == options; }, 60'000));
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() == rows; }, 60'000));
    CHECK(window.close());
}
