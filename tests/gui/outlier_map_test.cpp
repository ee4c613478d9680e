// SPDX-License-Identifier: GPL-3.0-or-later
// The outlier map: names to layers, figures that fill in, down to single elements and back, its states.
#include "engine/blocks/outliers.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "tests/support/make_assets.hpp"
#include "views/core/states.hpp"
#include "views/maps/model_map.hpp"
#include "views/maps/tensor_map.hpp"
#include "views/maps/trail.hpp"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QPushButton>
#include <QTableView>

using namespace rarebit;
using namespace rarebit::views;

namespace {

PartItem
item(const char* name, const char* group, QVector<qint64> shape = {8, 8}, const char* dtype = "f16") {
    PartItem out;
    out.name = QLatin1StringView(name);
    out.group = QLatin1StringView(group);
    out.form = QStringLiteral("tensor");
    out.dtype = QLatin1StringView(dtype);
    out.shape = std::move(shape);
    return out;
}

struct Opened : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("outlier_map"))->create(context, nullptr)};
    Opened() {
        view->resize(860, 290);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
    }
    ModelMap& model() { return *view->findChild<ModelMap*>(); }
    TensorMap& tensor() { return *view->findChild<TensorMap*>(); }
    bool settled() {
        return wait([this] {
            return view->state().kind == ViewState::Kind::fresh && tensor().canvas().isVisible();
        });
    }
    std::filesystem::path weights() {
        return test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors";
    }
};

} // namespace

RB_TEST(partNamesBecomeLayersAndTypes) {
    const LayerGrid grid = layerGrid(
        {item("token_embd.weight", ""),
         item("blk.10.attn_q.weight", "layers.10"),
         item("blk.2.attn_q.weight", "layers.2"),
         item("blk.2.attn_k.weight", "layers.2"),
         item("blk.2.mask", "layers.2", {8}, "bool"),
         item("empty", "", {0, 4})}
    );
    CHECK(grid.layers == QStringList({"2", "10"}));
    CHECK(grid.types == QStringList({"attn_q", "attn_k"}));
    CHECK_EQ(grid.part(0, 0), 2);
    CHECK_EQ(grid.part(1, 0), 1);
    CHECK_EQ(grid.part(1, 1), -1);
    CHECK(grid.others == QVector<int>({0}));
    CHECK_EQ(grid.count(), 4);
    // Weight and bias of one name stay apart.
    const LayerGrid both =
        layerGrid({item("layers.0.up.weight", "layers.0"), item("layers.0.up", "layers.0")});
    CHECK(both.types == QStringList({"up.weight", "up"}));
    const LayerGrid stacks =
        layerGrid({item("decoder.layers.0.x", "decoder.layers.0"), item("encoder.layers.0.x", "layers.0")});
    CHECK(stacks.layers == QStringList({"encoder 0", "decoder 0"}));
}

RB_TEST(planesOfParts) {
    const PartPlane cache(item("layers.0.k", "", {4, 100, 16}));
    CHECK_EQ(cache.rows, qint64(400));
    CHECK_EQ(cache.entries(150, 100).begin, int64_t(1));
    CHECK_EQ(cache.entries(150, 100).end, int64_t(3));
    const Region region{.frame = 2, .row = 7, .column = 3, .rows = 2, .columns = 1};
    CHECK_EQ(cache.toPlane(region).row, qint64(207));
    CHECK(cache.toHub(cache.toPlane(region)) == region);
    CHECK(elementIndex(item("x", "", {4, 100, 16}), 207, 3) == QStringLiteral("[2, 7, 3]"));
    CHECK(elementIndex(item("x", "", {16}), 0, 3) == QStringLiteral("[3]"));
    PartItem picture = item("x", "", {10, 20, 3}, "u8");
    picture.role = QStringLiteral("image");
    CHECK_EQ(PartPlane(picture).columns, qint64(20));
    CHECK(elementIndex(picture, 4, 5) == QStringLiteral("[4, 5]"));
}

RB_TEST(withoutATensorItSaysWhatToDo) {
    Opened opened;
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
    CHECK(opened.view->table() == nullptr);
    CHECK(opened.view->commandLine().isEmpty());
    test::shoot(*opened.view, QStringLiteral("outliers-empty"));
    opened.open(test::dataFolder() / "logs/OpenSSH_2k.log");
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
}

RB_TEST(aModelFillsAndIsWalkedDownToItsElements) {
    Opened opened;
    opened.view->resize(860, 520);
    const auto asset = opened.open(test::modelsFolder() / "smollm2/SmolLM2-135M-Instruct.Q4_1.gguf");
    CHECK(opened.model().isVisible());
    CHECK_EQ(opened.model().grid().rows(), qint64(30));
    CHECK_EQ(opened.model().grid().columns(), qint64(9));
    CHECK(opened.view->state().kind == ViewState::Kind::filling);
    CHECK(test::ViewFixture::wait([&] { return opened.model().known() >= 80; }, 60'000));
    test::shoot(*opened.view, QStringLiteral("outliers-filling"));
    CHECK(test::ViewFixture::wait([&] { return opened.model().known() == opened.model().total(); }, 120'000));
    CHECK(opened.view->state().kind == ViewState::Kind::fresh);
    const QAbstractItemModelTester tester(
        opened.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK_EQ(opened.view->table()->rowCount(), 272);
    CHECK(opened.view->commandLine().startsWith(QStringLiteral("rarebit info ")));
    test::shoot(*opened.view, QStringLiteral("outliers-model"));

    // Down by the keyboard: the chosen cell, its tensor, a block of it, elements.
    opened.model().grid().setFocus();
    for (const auto key : {Qt::Key_Right, Qt::Key_Home, Qt::Key_Right, Qt::Key_Return})
        QTest::keyClick(&opened.model().grid(), key);
    CHECK(opened.hub.state().part.contains(QStringLiteral("ffn_down")));
    CHECK(opened.settled());
    CHECK_EQ(opened.logged.size(), 1);
    CHECK(opened.logged[0].contains(QStringLiteral("rarebit outliers")));
    auto& canvas = opened.tensor().canvas();
    CHECK_EQ(canvas.rows(), qint64(576));
    CHECK_EQ(canvas.columns(), qint64(1536));
    opened.view->resize(860, 290);
    QTest::qWait(50);
    test::shoot(*opened.view, QStringLiteral("outliers-tensor"));

    // The list names the strongest elements, as the engine finds them.
    auto* list = opened.view->findChild<QTableView*>(QStringLiteral("strongest"));
    CHECK(list->model()->rowCount() > 0);
    list->setCurrentIndex(list->model()->index(0, 0));
    const Region& strongest = opened.hub.state().region;
    CHECK_EQ(strongest.rows, qint64(1));
    CHECK(canvas.selection() == strongest);
    CHECK_NEAR(double(canvas.probe(strongest).value), canvas.colors().scale.high, 1e-3);

    QTest::mouseClick(opened.view->findChild<QPushButton*>(QStringLiteral("zoom")), Qt::LeftButton);
    CHECK(!canvas.showsEverything());
    CHECK(test::ViewFixture::wait([&] { return canvas.layers().size() == 2; }));
    CHECK_NEAR(double(canvas.probe(strongest).value), canvas.colors().scale.high, 1e-3);
    test::shoot(*opened.view, QStringLiteral("outliers-block"));
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_Return);
    CHECK_EQ(canvas.tileSpan().width(), 1);
    test::shoot(*opened.view, QStringLiteral("outliers-elements"));
    CHECK_EQ(opened.view->findChild<Trail*>()->steps().size(), 4);

    // And back.
    QTest::keyClick(&canvas, Qt::Key_Backspace);
    QTest::keyClick(&canvas, Qt::Key_Backspace);
    CHECK(canvas.showsEverything());
    QTest::keyClick(&canvas, Qt::Key_Backspace);
    CHECK(opened.model().isVisible());
    CHECK(!opened.model().grid().selection().empty());
    // A tensor that is chosen elsewhere opens itself.
    opened.hub.setPart(QStringLiteral("token_embd.weight"));
    CHECK(opened.settled());
    CHECK_EQ(canvas.rows(), qint64(49152));
    CHECK(opened.view->subject().contains(QStringLiteral("49")));
    test::shoot(*opened.view, QStringLiteral("outliers-tall"));
}

RB_TEST(aSpikeAmongMillionsShowsAndErrorsAreThoseOfTheSlot) {
    Opened opened;
    // One spike in noise, in a file of its own.
    const auto folder = test::temporaryFolder();
    std::vector<float> values = make::weights(1000, 1500, Rng(3, "spike"));
    values[777 * 1500 + 1234] = 40;
    const auto path = folder / "spike.npy";
    {
        QFile file(QString::fromStdString(path.string()));
        CHECK(file.open(QIODevice::WriteOnly));
        QByteArray head = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1500), }";
        head = head.leftJustified(117, ' ') + '\n';
        file.write(QByteArray("\x93NUMPY\x01\x00", 8));
        const auto length = static_cast<uint16_t>(head.size());
        file.write(reinterpret_cast<const char*>(&length), 2);
        file.write(head);
        file.write(reinterpret_cast<const char*>(values.data()), qint64(values.size() * sizeof(float)));
    }
    const auto asset = opened.open(path);
    CHECK(opened.settled());
    auto& canvas = opened.tensor().canvas();
    CHECK(opened.tensor().value() == MapValue::zScore);
    auto* list = opened.view->findChild<QTableView*>(QStringLiteral("strongest"));
    CHECK_EQ(list->model()->index(0, 0).data().toString(), QStringLiteral("777"));
    CHECK_EQ(list->model()->index(0, 1).data().toString(), QStringLiteral("1\u202f234"));
    // A drag of the flag changes list and count at once.
    const int before = list->model()->rowCount();
    const double high = canvas.colors().scale.high;
    emit canvas.thresholdDragged(high * 0.99);
    CHECK_EQ(list->model()->rowCount(), 1);
    CHECK(before > 1);
    const QAbstractItemModelTester tester(
        list->model(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    emit canvas.thresholdDragged(1);
    CHECK_EQ(list->model()->rowCount(), 100);

    auto* values_ = opened.view->findChild<SegmentedControl*>(QStringLiteral("value"));
    opened.run(
        asset, "rtn", Json::object({{"bits", 3}, {"group", 100}}), 1, QStringLiteral("rtn bits=3 group=100")
    );
    emit values_->currentChanged(int(MapValue::error));
    values_->setCurrent(int(MapValue::error));
    CHECK(opened.settled());
    CHECK(opened.view->subject().contains(QStringLiteral("error of B")));
    CHECK(opened.view->commandLine().contains(QStringLiteral("--worst 100")));
    CHECK(opened.view->commandLine().contains(QStringLiteral("rtn:bits=3,group=100")));
    test::shoot(*opened.view, QStringLiteral("outliers-error"));
    // Single errors are the difference of the two sides.
    list->setCurrentIndex(list->model()->index(0, 0));
    const Region worst = opened.hub.state().region;
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_Return);
    CHECK(test::ViewFixture::wait([&] { return canvas.layers().size() == 2; }));
    CHECK_NEAR(double(canvas.probe(worst).value), canvas.colors().scale.high, 1e-4);
    // Without the result there is no error to show.
    opened.hub.setSlot(1, {});
    CHECK(opened.tensor().value() == MapValue::zScore);
    CHECK(opened.settled());
}

RB_TEST(figuresThatAreKnownComeBackAtOnce) {
    Opened opened;
    const auto asset = opened.open(opened.weights());
    const auto filled = [&] {
        return opened.view->state().kind == ViewState::Kind::fresh &&
               opened.model().grid().probe({.rows = 1, .columns = 1}).value > 40;
    };
    CHECK(opened.wait(filled));
    opened.run(asset, "rtn", Json::object({{"bits", 3}, {"group", 64}}), 1, QStringLiteral("rtn bits=3"));
    CHECK(opened.wait(filled));
    opened.hub.setSlot(1, {});
    CHECK(opened.wait(filled));
}

RB_TEST(failuresAreShownInPlace) {
    Opened opened;
    const auto path = test::temporaryFolder() / "gone.safetensors";
    std::filesystem::copy_file(opened.weights(), path);
    const auto asset = opened.open(path);
    std::filesystem::remove(path);
    opened.hub.setPart(asset->parts.front().name);
    CHECK(test::ViewFixture::wait([&] { return opened.view->state().kind == ViewState::Kind::failed; }));
    CHECK(opened.view->findChild<ErrorCard*>() != nullptr);
    test::shoot(*opened.view, QStringLiteral("outliers-error-state"));
    // The file comes back.
    std::filesystem::copy_file(opened.weights(), path);
    QPushButton* again = nullptr;
    for (auto* button : opened.view->findChild<ErrorCard*>()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Try again")) again = button;
    CHECK(again != nullptr);
    if (again) QTest::mouseClick(again, Qt::LeftButton);
    CHECK(opened.settled());
}

RB_TEST(theMapSurvivesEverySizeAndClearing) {
    Opened opened;
    const auto asset = opened.open(opened.weights());
    for (const auto& part : asset->parts) {
        opened.hub.setPart(part.name);
        CHECK(opened.settled());
    }
    for (const QSize size : {QSize(200, 120), QSize(1600, 200), QSize(300, 900)}) {
        opened.view->resize(size);
        opened.view->grab();
    }
    const auto folder = test::temporaryFolder();
    for (const char* name : {"map.png", "map.svg", "map.pdf"}) {
        const Status written = opened.view->exportFigure(QString::fromStdString((folder / name).string()));
        CHECK(bool(written));
        CHECK(std::filesystem::file_size(folder / name) > 1000);
    }
    CHECK_ERROR(opened.view->exportFigure(QStringLiteral("map.xls")), ErrorKind::unsupported);
    opened.view->restore(opened.view->settings());
    opened.view->setPinned(true);
    opened.hub.setAsset({});
    CHECK(opened.tensor().canvas().isVisible());
    opened.view->setPinned(false);
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
}

RB_TEST(theChosenPartIsProtected) {
    Opened opened;
    QStringList protectedParts;
    opened.context.protect = [&](const QString& part) { protectedParts << part; };
    opened.view->resize(860, 520);
    opened.open(test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors");
    auto* button = opened.view->findChild<QPushButton*>("protect");
    CHECK(opened.wait([&] { return button->isVisible(); }));
    const QString part = opened.hub.state().part.isEmpty() ? opened.assets.begin().value()->parts.front().name
                                                           : opened.hub.state().part;
    opened.hub.setPart(part);
    CHECK(opened.wait([&] { return button->isEnabled(); }));
    button->click();
    QTest::keyClick(opened.view.get(), Qt::Key_P);
    CHECK(protectedParts == QStringList({part, part}));
    test::shoot(*opened.view, QStringLiteral("outliers-protect"));
}
