// SPDX-License-Identifier: GPL-3.0-or-later
// Compare on a log of 1 GB, through a worker process: how long until its first lines and, after a jump, its
// last lines are painted; how fast two of them are compared; and the longest time that the event loop was
// held up meanwhile. Goal: 100 ms each. Without a screen.
#include "app/gui/worker_previews.hpp"
#include "views/compare/log_pane.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTimer>

#include <fmt/format.h>

#include <chrono>
#include <fstream>

using namespace rarebit;
using namespace rarebit::views;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int64_t fileBytes = 1'000'000'000;
constexpr double goalMs = 100;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Lines as servers write them; every `oddEvery`-th is another one.
int64_t writeLog(const std::string& path, int64_t oddEvery) {
    std::ofstream out(path, std::ios::binary);
    std::string block;
    int64_t lines = 0;
    for (int64_t written = 0; written < fileBytes;) {
        block.clear();
        for (int i = 0; i < 20000; ++i, ++lines)
            block += fmt::format(
                "Dec {:02} {:02}:{:02}:{:02} LabSZ sshd[{}]: Failed password for {} from 10.{}.{}.{} port {} "
                "ssh2\n",
                1 + lines / 864000 % 28,
                lines / 36000 % 24,
                lines / 600 % 60,
                lines / 10 % 60,
                20000 + lines * 7919 % 10000,
                oddEvery && lines % oddEvery == 0 ? "admin" : "root",
                lines * 31 % 251,
                lines * 17 % 241,
                lines * 13 % 239,
                32768 + lines * 101 % 28000
            );
        out << block;
        written += static_cast<int64_t>(block.size());
    }
    return lines;
}

// Longest time that the event loop did not come round.
class Watch {
public:
    Watch() {
        timer_.setInterval(0);
        QObject::connect(&timer_, &QTimer::timeout, [this] {
            worst = std::max(worst, millisecondsSince(last_));
            last_ = Clock::now();
        });
        timer_.start();
    }
    double worst = 0;

private:
    QTimer timer_;
    Clock::time_point last_ = Clock::now();
};

void report(const char* what, double ms) {
    fmt::print("{:<52} {:8.1f} ms, {:.2f} of {:.0f} ms\n", what, ms, ms / goalMs, goalMs);
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application);
    if (qEnvironmentVariableIsEmpty("RAREBIT_PROGRAM")) // beside the folder of the benchmarks
        qputenv(
            "RAREBIT_PROGRAM",
            QDir(QApplication::applicationDirPath()).filePath("../app/rarebit").toLocal8Bit()
        );
    QTemporaryDir folder;
    const QString pathA = folder.filePath("a.log"), pathB = folder.filePath("b.log");
    const int64_t lines = writeLog(pathA.toStdString(), 0);
    writeLog(pathB.toStdString(), 100'000);

    gui::WorkerPreviews previews;
    Hub hub;
    ResultSet results;
    ViewContext context{
        hub,
        results,
        previews,
        [](const QString&) { return AssetPtr(); },
        [] { return QVector<AssetPtr>(); },
        [](const QString&, std::function<void(Json)> done) { done({}); },
        [](const QString&) {},
        [](const QString&) {}};
    const auto inputOf = [&](const QString& a, const QString& b) {
        auto asset = std::make_shared<AssetItem>();
        asset->path = a;
        asset->name = QStringLiteral("a.log");
        asset->kind = asset->reader = QStringLiteral("log");
        asset->bytes = fileBytes;
        asset->meta = Json::object({{"lines", lines}, {"encoding", "utf-8"}, {"line_end", "lf"}});
        PartItem part;
        part.name = part.role = QStringLiteral("log");
        part.form = QStringLiteral("text");
        part.shape = {lines};
        part.bytes = QFileInfo(a).size();
        asset->parts = {part};
        CompareInput input;
        input.asset = asset;
        input.part = part.name;
        input.original = {a, asset->reader, {}, part.name, {}};
        const Slot slot{a, {}, {}, QStringLiteral("original")};
        input.sides.push_back({0, slot, input.original, {}, {}});
        if (b.isEmpty()) return input;
        CompareSide side{1, slot, input.original, {}, {}};
        side.source.path = b;
        input.sides.push_back(side);
        return input;
    };

    LogPane pane(context, nullptr);
    pane.resize(1440, 800);
    pane.setVisible(true);
    QImage screen(pane.size(), QImage::Format_RGB32);
    const auto painted = [&](int64_t row) {
        const auto start = Clock::now();
        auto* text = const_cast<ComparedText*>(pane.text());
        const auto loaded = [&] {
            const ComparedRow& shown = text->row(row);
            for (int side = 0; side < text->sides(); ++side)
                if (!shown.sides[static_cast<size_t>(side)].loaded) return false;
            return true;
        };
        while (!loaded())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        pane.render(&screen);
        return millisecondsSince(start);
    };
    const auto first = [&](const char* what, const CompareInput& input) {
        const auto start = Clock::now();
        pane.show(input);
        painted(0);
        report(what, millisecondsSince(start));
    };
    const auto end = [&](const char* what) {
        const auto start = Clock::now();
        pane.rows().setCurrentRow(lines - 1);
        painted(lines - 1);
        report(what, millisecondsSince(start));
    };
    fmt::print("{} lines, {:.2f} GB\n", lines, double(QFileInfo(pathA).size()) / 1e9);
    Watch watch;
    first("first paint, new worker that counts the lines", inputOf(pathA, {}));
    pane.clear();
    first("first paint, the worker has the file open", inputOf(pathA, {}));
    end("jump to the last line");
    const auto start = Clock::now();
    pane.rows().setCurrentRow(lines / 2);
    painted(lines / 2);
    report("jump to the middle", millisecondsSince(start));
    first("two files: first paint, one to be opened", inputOf(pathA, pathB));
    end("jump to the last line while they are compared");
    pane.rows().setCurrentRow(0);
    report("longest hold-up of the event loop so far", std::exchange(watch.worst, 0));
    const auto compareStart = Clock::now();
    while (!pane.text()->scan()->finished())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    const double seconds = millisecondsSince(compareStart) / 1000;
    fmt::print(
        "{:<52} {:8.2f} s, {:.0f} MB/s, {} differences\n",
        "rest of the comparison",
        seconds,
        double(pane.text()->scan()->comparedBytes()) / 1e6 / seconds,
        pane.text()->alignment().differences()
    );
    const auto stepStart = Clock::now();
    pane.nextSpot(1);
    painted(pane.rows().currentRow());
    report("to the next difference", millisecondsSince(stepStart));
    report("longest hold-up of the event loop while comparing", watch.worst);
    return 0;
}
