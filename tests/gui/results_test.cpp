// SPDX-License-Identifier: GPL-3.0-or-later
// The results table: model, copies, and the view with its filter, selection and failed rows.
#include "tests/gui/shots.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/core/controls.hpp"
#include "views/tables/results.hpp"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Json row(const std::string& key, const std::string& method, int bits, double rate, double error) {
    return Json::object(
        {{"key", key},
         {"asset", "w.safetensors"},
         {"asset_hash", "h"},
         {"asset_kind", "model"},
         {"method", method},
         {"params", Json::object({{"bits", bits}})},
         {"rate_bits_per_element", rate},
         {"size_bytes", Json::object({{"total", 1000 * bits}})},
         {"metrics", Json::object({{"rel_l2", error}})},
         {"metric_errors", Json::object({{"rel_l2", 0.001}})},
         {"lossless", false},
         {"error", nullptr}}
    );
}

Json failedRow() {
    Json out = row("bad", "spqr", 2, 0, 0);
    out["metrics"] = Json::object();
    out["metric_errors"] = Json::object();
    out["size_bytes"] = Json::object();
    out.erase("rate_bits_per_element");
    out["error"] = Json::object(
        {{"kind", "bad_params"},
         {"what", "2 of 56 groups keep more than 64 outliers, the most that one group can store"},
         {"where", "spqr encode, part 63 of 64"},
         {"fix", "use group 128 or less, or keep at most 0.5 % of the weights"}}
    );
    return out;
}

std::vector<Json> fiveRows() {
    return {
        row("a", "rtn", 4, 4.25, 0.1),
        row("b", "rtn", 10, 10.25, 0.001),
        row("c", "nf4", 4, 4.13, 0.09),
        failedRow(),
        row("d", "rtn", 2, 2.25, 0.4)};
}

QStringList keysOf(const ResultsModel& model, const ResultSet& results) {
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i)
        if (model.kind(i) == ResultsModel::result) out << results.key(model.resultAt(i));
    return out;
}

struct Shown : test::ViewFixture {
    std::unique_ptr<ResultsView> view;
    QString asked;
    Shown() {
        // What the window does with the store: any filter but these is an error.
        context.query =
            [this](const QString& expression, const QString&, bool, const ViewContext::Keys& done) {
                asked = expression;
                QTimer::singleShot(1, view.get(), [this, expression, done] {
                    if (expression == "method = rtn") return done(QStringList{"a", "b", "d"});
                    if (expression == "method = none") return done(QStringList());
                    done(badParams("a value is missing", "filter, character 9", "write COLUMN OP VALUE"));
                });
            };
        // As the window does it: the row comes again, with its marks.
        context.annotate = [this](const QString& key, const Json& change) {
            for (Json made : fiveRows()) {
                if (made.at("key").asString() != key.toStdString()) continue;
                for (const auto& [name, value] : change.members())
                    made[name] = value;
                results.add({made});
            }
        };
        context.project = [] { return QString("/tmp/p.rarebit"); };
    }
    void show(QSize size = {860, 230}) {
        view = std::make_unique<ResultsView>(context, nullptr);
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
    QModelIndex cell(const QString& key, const QString& column) {
        auto& model = view->model();
        return model.index(
            model.modelRowOf(results.rowOf(key)), static_cast<int>(model.columns().indexOf(column))
        );
    }
};

} // namespace

RB_TEST(theModelSortsGroupsAndFilters) {
    ResultSet results;
    ResultsModel model(results);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK_EQ(model.rowCount(), 0);
    results.add(fiveRows());
    CHECK_EQ(model.rowCount(), 5);
    const auto columns = model.differingColumns();
    CHECK(!columns.contains("asset"));
    CHECK(columns.contains("rate_bits_per_element") && columns.contains("metrics.rel_l2"));
    CHECK(!columns.contains("params.bits"));
    CHECK(model.allColumns().contains("params.bits"));
    model.setColumns(columns);
    model.sort(static_cast<int>(columns.indexOf("metrics.rel_l2")), Qt::DescendingOrder);
    CHECK(keysOf(model, results) == QStringList({"d", "a", "c", "b", "bad"})); // missing: last
    model.sort(static_cast<int>(columns.indexOf("metrics.rel_l2")), Qt::AscendingOrder);
    CHECK(keysOf(model, results) == QStringList({"b", "c", "a", "d", "bad"}));
    model.sort(static_cast<int>(columns.indexOf(ResultsModel::parametersColumn)), Qt::AscendingOrder);
    CHECK(keysOf(model, results).indexOf("b") > keysOf(model, results).indexOf("d")); // 10 after 2
    model.sort(-1, Qt::AscendingOrder);
    CHECK(keysOf(model, results) == QStringList({"a", "b", "c", "bad", "d"}));

    model.setGroupBy("method");
    CHECK_EQ(model.rowCount(), 8);
    CHECK(model.kind(0) == ResultsModel::heading);
    CHECK_EQ(model.index(0, 0).data().toString().toStdString(), "Method rtn (3)");
    model.toggle(0);
    CHECK_EQ(model.rowCount(), 5);
    model.toggle(0);
    model.setGroupBy({});

    model.setFilter(QStringList{"a", "c", "gone"});
    CHECK(keysOf(model, results) == QStringList({"a", "c"}));
    CHECK(!model.differingColumns().contains("metrics.psnr_db"));
    model.setFilter(std::nullopt);
    model.setAsset("another");
    CHECK_EQ(model.rowCount(), 0);
    model.setAsset({});
    results.clear();
    CHECK_EQ(model.rowCount(), 0);
}

RB_TEST(bestAndWorstAreMarked) {
    ResultSet results;
    ResultsModel model(results);
    results.add(fiveRows());
    model.setColumns(model.differingColumns());
    const auto error = static_cast<int>(model.columns().indexOf("metrics.rel_l2"));
    const auto rankOf = [&](int row) { return model.index(row, error).data(rankRole).toInt(); };
    CHECK_EQ(rankOf(1), 1);
    CHECK_EQ(rankOf(4), -1);
    CHECK_EQ(rankOf(0), 0);
    CHECK_EQ(rankOf(3), 0);
    model.setRanks(false);
    CHECK_EQ(rankOf(1), 0);
    CHECK_EQ(model.index(0, error).data().toString().toStdString(), "0.1 ±0.001");
}

RB_TEST(failedRowsOpenInPlace) {
    ResultSet results;
    ResultsModel model(results);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    results.add(fiveRows());
    model.toggle(0); // a good one: nothing to open
    CHECK_EQ(model.rowCount(), 5);
    model.toggle(3);
    CHECK_EQ(model.rowCount(), 6);
    CHECK(model.kind(4) == ResultsModel::detail);
    CHECK_EQ(model.index(4, 0).data(detailRole).toStringList().size(), 3);
    results.add({row("e", "q8_0", 8, 8.5, 0.01)});
    CHECK(model.kind(4) == ResultsModel::detail); // stays open while rows arrive
    model.toggle(3);
    CHECK_EQ(model.rowCount(), 6);
}

RB_TEST(copiesReadElsewhere) {
    ResultSet results;
    ResultsModel model(results);
    auto rows = fiveRows();
    rows[0]["note"] = "50 % of a_b & \"c\", d|e";
    results.add(rows);
    model.setColumns({ResultsModel::slotColumn, "method", "metrics.rel_l2", "note"});
    CHECK_EQ(
        copyText(model, results, {0, 1}, CopyFormat::csv).toStdString(),
        "method,metrics.rel_l2,note\nrtn,0.1,\"50 % of a_b & \"\"c\"\", d|e\"\nrtn,0.001,\n"
    );
    CHECK_EQ(
        copyText(model, results, {0}, CopyFormat::markdown).toStdString(),
        "| Method | Relative error (L2) | Note |\n|---|---:|---|\n"
        "| rtn | 0.1 ±0.001 | 50 % of a_b & \"c\", d\\|e |\n"
    );
    CHECK_EQ(
        copyText(model, results, {0}, CopyFormat::latex).toStdString(),
        "\\begin{tabular}{lrl}\n\\toprule\nMethod & Relative error (L2) & Note \\\\\n\\midrule\n"
        "rtn & 0.1 $\\pm$0.001 & 50 \\% of a\\_b \\& \"c\", d|e \\\\\n\\bottomrule\n\\end{tabular}\n"
    );
}

RB_TEST(theTableOfTheSampleProject) {
    Shown shown;
    shown.results.add(test::tourRows());
    shown.show({1000, 420});
    CHECK_EQ(shown.view->model().shownCount(), static_cast<int>(test::tourRows().size()));
    test::shoot(*shown.view, "results");
    const auto picture = shown.open(test::sweptTour() / "assets/picture.png");
    shown.view->findChild<QAction*>("onlyAsset")->setChecked(true);
    CHECK_EQ(shown.view->model().shownCount(), 16);
    CHECK(!shown.view->model().columns().contains("asset"));
    CHECK(shown.view->model().columns().contains("metrics.psnr_db"));
    shown.view->tableView().sortByColumn(
        static_cast<int>(shown.view->model().columns().indexOf("rate_bits_per_element")), Qt::AscendingOrder
    );
    shown.view->model().setGroupBy("method");
    const QString key = shown.results.key(shown.view->model().resultAt(2));
    shown.hub.setSlot(0, {picture->path, {}, {}, "original"});
    shown.hub.setSlot(1, {picture->path, key, Json::object(), "b"});
    shown.hub.setResults({key});
    test::shoot(*shown.view, "results-grouped");
    // What a new reader of the shell needs is what the table shows.
    const auto words = shown.view->commandLine().toStdString();
    CHECK(words.find("rarebit results /tmp/p.rarebit --sort rate_bits_per_element --columns ") == 0);
}

RB_TEST(choosingStarringAndOpening) {
    Shown shown;
    shown.results.add(fiveRows());
    shown.show();
    auto& table = shown.view->tableView();
    QSignalSpy compare(&shown.hub, &Hub::compareRequested), slot(&shown.hub, &Hub::slotRequested);
    const auto click = [&](const QModelIndex& index, Qt::KeyboardModifiers keys = {}) {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, keys, table.visualRect(index).center());
    };
    click(shown.cell("a", "method"));
    click(shown.cell("c", "method"), Qt::ControlModifier);
    CHECK(shown.hub.state().results == QStringList({"a", "c"}));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK_EQ(compare.count(), 1);
    CHECK_EQ(compare[0][0].toString().toStdString(), "c");
    QTest::keyClick(&table, Qt::Key_B);
    CHECK_EQ(slot.count(), 1);
    CHECK_EQ(slot[0][1].toInt(), 1);
    // Chosen elsewhere.
    shown.hub.setResults({"d"});
    CHECK(table.selectionModel()->isRowSelected(shown.view->model().modelRowOf(shown.results.rowOf("d"))));
    CHECK_EQ(table.selectionModel()->selectedRows().size(), 1);
    // A star comes back as a column, and the choice stays.
    click(shown.cell("d", "star"));
    CHECK_NEAR(shown.results.number(shown.results.rowOf("d"), "star"), 1, 0);
    CHECK(shown.hub.state().results == QStringList{"d"});
    shown.view->model().setData(shown.cell("d", "star"), false);
    CHECK_NEAR(shown.results.number(shown.results.rowOf("d"), "star"), 0, 0);
    // The reason of a failure, in place.
    click(shown.cell("bad", "method"));
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK_EQ(shown.view->model().rowCount(), 6);
    test::shoot(*shown.view, "results-failed");
    shown.context.annotate("a", Json::object({{"note", "keep"}, {"tags", Json::array({"paper", "odd"})}}));
    CHECK(shown.view->model().columns().contains("note"));
    CHECK_EQ(shown.cell("a", "tags").data().toString().toStdString(), "paper, odd");
    shown.view->model().setData(shown.cell("a", "tags"), "odd, x ,");
    CHECK_EQ(shown.results.text(0, "tags").toStdString(), "[\"odd\",\"x\"]");
}

RB_TEST(filtersAreAskedOfTheStore) {
    Shown shown;
    shown.results.add(fiveRows());
    shown.show();
    const auto* wrong = shown.view->findChild<QLabel*>("filterError");
    shown.view->setFilter("method = rtn");
    CHECK(shown.wait([&] { return shown.view->model().shownCount() == 3; }));
    CHECK(shown.view->commandLine().contains("--filter 'method = rtn'"));
    CHECK(!wrong->isVisible());
    shown.view->setFilter("method =");
    CHECK(shown.wait([&] { return wrong->isVisible(); }));
    CHECK(wrong->text().contains("character 9"));
    CHECK_EQ(shown.view->model().shownCount(), 3); // what was shown stays
    test::shoot(*shown.view, "results-wrong-filter");
    shown.view->setFilter("method = none");
    CHECK(shown.wait([&] { return shown.view->model().shownCount() == 0; }));
    test::shoot(*shown.view, "results-nothing");
    shown.view->setFilter({});
    CHECK_EQ(shown.view->model().shownCount(), 5);
    CHECK(!shown.view->table() == false);
    // Rows that arrive are asked about again.
    shown.view->setFilter("method = rtn");
    CHECK(shown.wait([&] { return shown.view->model().shownCount() == 3; }));
    shown.asked.clear();
    shown.results.add({row("e", "rtn", 3, 3.25, 0.2)});
    CHECK(shown.wait([&] { return shown.asked == "method = rtn"; }));
}

RB_TEST(settingsOfTheTableComeBack) {
    Shown shown;
    shown.results.add(fiveRows());
    shown.show();
    Json settings = shown.view->settings();
    settings["only_differing"] = false;
    settings["group"] = "method";
    settings["sort"] = "metrics.rel_l2";
    settings["descending"] = true;
    settings["added"] = Json::array({"params.bits"});
    settings["removed"] = Json::array({"size_bytes.total"});
    shown.view->restore(settings);
    CHECK(shown.view->settings() == settings);
    CHECK(!shown.view->model().columns().contains("size_bytes.total"));
    CHECK_EQ(shown.view->model().rowCount(), 8);
    const auto file = QString::fromStdString((test::temporaryFolder() / "r.csv").string());
    REQUIRE(shown.view->exportFigure(file));
    QFile written(file);
    CHECK(written.open(QIODevice::ReadOnly) && written.readAll().count('\n') == 6);
}

RB_TEST(aHundredThousandRowsInTheTable) {
    Shown shown;
    std::vector<Json> rows;
    for (int i = 0; i < 100000; ++i)
        rows.push_back(row(fmt::format("{}", i), fmt::format("m{}", i % 40), i % 9, i * 0.618, i * 0.001));
    shown.results.add(rows);
    shown.show({900, 500});
    shown.view->tableView().sortByColumn(1, Qt::DescendingOrder);
    shown.view->tableView().selectAll();
    CHECK_EQ(shown.hub.state().results.size(), 100000);
    shown.hub.setResults({"77"});
    shown.view->model().setGroupBy("method");
    CHECK_EQ(shown.view->model().rowCount(), 100040);
    shown.results.add({row("x", "m1", 1, 1, 1)});
}
