// SPDX-License-Identifier: GPL-3.0-or-later
// The table of parts: lazy figures, order, filter, and the part that all views look at.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/tables/parts_model.hpp"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include <fstream>

using namespace rarebit;
using namespace rarebit::views;

namespace {

bool holds(const char* filter, const PartItem& part, double figure = std::nan("")) {
    const auto parsed = REQUIRE(
        PartFilter::parse(QString::fromLatin1(filter), {QStringLiteral("kurtosis"), QStringLiteral("bytes")})
    );
    return parsed.matches(part.name, QStringLiteral("model"), &part, [&](const QString&) { return figure; });
}

struct Fixture : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("parts"))->create(context, nullptr)};
    Fixture() {
        view->resize(1200, 420);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
    QTableView* table() { return view->findChild<QTableView*>(QStringLiteral("partsTable")); }
    QLineEdit* filter() { return view->findChild<QLineEdit*>(QStringLiteral("partsFilter")); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    double value(int row, int column) {
        return table()->model()->index(row, column).data(PartsModel::sortRole).toDouble();
    }
};

} // namespace

RB_TEST(filtersOfParts) {
    PartItem part;
    part.name = QStringLiteral("encoder.layer.12.attention.query.weight");
    part.group = QStringLiteral("layers.12");
    part.role = QStringLiteral("weight");
    part.dtype = QStringLiteral("bf16");
    CHECK(holds("", part));
    CHECK(holds("QUERY weight", part));
    CHECK(!holds("query key", part));
    CHECK(holds("layer:10-20 type:bf role:weight kind:model", part));
    CHECK(holds("layer:12", part) && holds("layer:10-", part));
    CHECK(!holds("layer:1", part) && !holds("layer:13-20", part) && !holds("type:f32", part));
    CHECK(holds("kurtosis>8", part, 9) && !holds("kurtosis>8", part, 8) && holds("kurtosis>=8", part, 8));
    CHECK(!holds("kurtosis>8", part)); // not known
    CHECK(holds("bytes<1.5M", part, 1.4e6) && !holds("bytes<1.5M", part, 1.6e6));
    CHECK(holds("kurtosis>", part) && holds("layer:", part)); // half typed
    CHECK_ERROR(
        PartFilter::parse(QStringLiteral("curtosis>8"), {QStringLiteral("kurtosis")}), ErrorKind::badParams
    );
    CHECK_ERROR(
        PartFilter::parse(QStringLiteral("kurtosis>x"), {QStringLiteral("kurtosis")}), ErrorKind::badParams
    );
    CHECK_ERROR(PartFilter::parse(QStringLiteral("layer:x"), {}), ErrorKind::badParams);
    CHECK_EQ(layerOf({}, QStringLiteral("blk.3.attn_q.weight")), 3);
    CHECK_EQ(layerOf({}, QStringLiteral("output.weight")), -1);
}

RB_TEST(partsOfAModel) {
    Fixture f;
    const auto asset = f.open(test::modelsFolder() / "minilm" / "model" / "model.safetensors");
    CHECK(f.wait([&] { return !f.cell(0, PartsModel::mean).isEmpty(); }));
    QAbstractItemModelTester tester(f.table()->model());
    CHECK(f.view->subject() == asset->name);
    CHECK_EQ(f.table()->model()->rowCount(), static_cast<int>(asset->parts.size()));
    CHECK(f.wait([&] { return f.view->state().kind == ViewState::Kind::fresh; }));
    // Rows out of sight are not asked for.
    CHECK(f.cell(static_cast<int>(asset->parts.size()) - 1, PartsModel::mean).isEmpty());
    test::shoot(*f.view, QStringLiteral("parts"));

    QTest::mouseClick(
        f.table()->viewport(),
        Qt::LeftButton,
        {},
        f.table()->visualRect(f.table()->model()->index(4, 0)).center()
    );
    CHECK(f.hub.state().part == f.cell(4, PartsModel::name));
    f.hub.setPart(asset->parts[2].name);
    CHECK_EQ(f.table()->currentIndex().row(), 2);

    f.filter()->setText(QStringLiteral("layer:2-3 query.weight"));
    CHECK_EQ(f.table()->model()->rowCount(), 2);
    f.filter()->setText(QStringLiteral("nonsense>3"));
    CHECK(f.view->findChild<QLabel*>(QStringLiteral("partsFilterError"))->isVisible());
    CHECK_EQ(f.table()->model()->rowCount(), 2); // as before
    // What the command line says of all parts.
    const Json told = REQUIRE(
        Json::parse(test::program({"info", asset->path.toStdString(), "--stats", "--json"}).out, "info")
    );
    const auto heavy =
        std::ranges::count_if(told.at("assets").at(size_t{0}).at("parts").elements(), [](const Json& part) {
            return part.at("stats").at("kurtosis").asDouble() > 8;
        });
    CHECK(heavy > 3);
    f.filter()->setText(QStringLiteral("kurtosis>8"));
    CHECK(f.wait([&] { return f.table()->model()->rowCount() == heavy; }));
    CHECK(f.wait([&] { return f.view->state().kind == ViewState::Kind::fresh; }));
    for (int row = 0; row < f.table()->model()->rowCount(); ++row)
        CHECK(f.value(row, PartsModel::kurtosis) > 8);
    f.table()->sortByColumn(PartsModel::kurtosis, Qt::DescendingOrder);
    for (int row = 1; row < f.table()->model()->rowCount(); ++row)
        CHECK(f.value(row - 1, PartsModel::kurtosis) >= f.value(row, PartsModel::kurtosis));
    test::shoot(*f.view, QStringLiteral("parts-filtered"));

    const auto path = test::temporaryFolder() / "parts.csv";
    REQUIRE(f.view->exportFigure(QString::fromStdString(path.string())));
    std::ifstream file(path);
    std::string first;
    std::getline(file, first);
    CHECK(first.starts_with("Part,Role,Type,Shape,Size,Mean"));
    CHECK(f.view->commandLine().contains(QStringLiteral("--stats")));
    const Json kept = f.view->settings();
    f.filter()->clear();
    f.view->restore(kept);
    CHECK(f.filter()->text() == "kurtosis>8");
}

RB_TEST(unknownFiguresStandLast) {
    Fixture f;
    f.open(test::modelsFolder() / "minilm" / "model" / "model.safetensors");
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        f.table()->sortByColumn(PartsModel::mean, order);
        CHECK(f.wait([&] {
            return f.view->state().kind == ViewState::Kind::fresh &&
                   !std::isnan(f.value(0, PartsModel::mean));
        }));
        bool unknown = false;
        for (int row = 0; row < f.table()->model()->rowCount(); ++row) {
            if (unknown) CHECK(std::isnan(f.value(row, PartsModel::mean)));
            unknown = unknown || std::isnan(f.value(row, PartsModel::mean));
        }
    }
}

RB_TEST(partsWithoutNumbersAndWithoutAsset) {
    Fixture f;
    test::shoot(*f.view, QStringLiteral("parts-empty"));
    CHECK(!f.view->table());
    f.open(test::dataFolder() / "sheets" / "AverageTaxRates.xlsx");
    CHECK(f.wait([&] { return f.table()->model()->rowCount() == 3; }));
    CHECK(f.cell(0, PartsModel::type) == "table");
    CHECK(f.wait([&] { return f.view->state().kind == ViewState::Kind::fresh; }));
    f.hub.setAsset({});
    CHECK(!f.view->table());
}
