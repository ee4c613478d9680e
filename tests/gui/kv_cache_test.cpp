// SPDX-License-Identifier: GPL-3.0-or-later
// The KV cache: layers by heads, keys above values, outlier channels and tokens, one cursor, errors of a
// slot.
#include "engine/core/registry.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "tests/support/make_assets.hpp"
#include "views/core/controls.hpp"
#include "views/core/states.hpp"
#include "views/maps/attention_bars.hpp"
#include "views/maps/kv_head.hpp"
#include "views/maps/map_canvas.hpp"
#include "views/maps/token_slider.hpp"

#include <QAbstractItemModelTester>
#include <QToolButton>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// A dump of a few layers; values have loud tokens where keys have loud channels.
std::filesystem::path dump(int layers, int64_t heads, int64_t tokens, int64_t channels, bool scores) {
    Asset asset;
    asset.kind = "kv";
    for (int layer = 0; layer < layers; ++layer) {
        const auto part = [&](const std::string& name, DType dtype, std::vector<int64_t> shape, Bytes bytes) {
            asset.parts.push_back(make::tensorPart(
                fmt::format("layers.{}.{}", layer, name), "", dtype, std::move(shape), std::move(bytes)
            ));
        };
        part(
            "k",
            DType::f16,
            {heads, tokens, channels},
            ownBytes(make::toHalf(make::keys(heads, tokens, channels, Rng(uint64_t(layer), "k")), DType::f16))
        );
        std::vector<float> values = make::weights(heads * tokens, channels, Rng(uint64_t(layer), "v"));
        for (int64_t token = 7; token < heads * tokens; token += 97)
            for (int64_t channel = 0; channel < channels; ++channel)
                values[static_cast<size_t>(token * channels + channel)] *= 6;
        part("v", DType::f16, {heads, tokens, channels}, ownBytes(make::toHalf(values, DType::f16)));
        if (!scores) continue;
        std::vector<float> sums(static_cast<size_t>(2 * heads * tokens));
        for (size_t i = 0; i < sums.size(); ++i)
            sums[i] = i % static_cast<size_t>(tokens) < 4 ? 100.0F : 1 + static_cast<float>(i % 13);
        part("score_sum", DType::f32, {2 * heads, tokens}, ownBytes(std::move(sums)));
    }
    const auto path = test::temporaryFolder() / "cache.safetensors";
    JobContext job;
    REQUIRE(REQUIRE(findReader("safetensors"))->write(asset, path, job));
    return path;
}

struct Opened : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("kv_cache"))->create(context, nullptr)};
    Opened() {
        view->resize(1085, 550);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
    }
    template <class T>
    T& child(const char* name) {
        return *view->findChild<T*>(QLatin1StringView(name));
    }
    MapCanvas& keys() { return child<MapCanvas>("kvKeys"); }
    MapCanvas& values() { return child<MapCanvas>("kvValues"); }
    MapCanvas& strip() { return child<MapCanvas>("kvStrip"); }
    bool settled() {
        return wait([this] {
            return view->state().kind == ViewState::Kind::fresh && view->table() != nullptr;
        });
    }
    void choose(const char* control, int part) {
        auto& segments = child<SegmentedControl>(control);
        segments.setCurrent(part);
        emit segments.currentChanged(part);
    }
};

} // namespace

RB_TEST(aHeadIsTransposedAndItsOutliersAreFound) {
    const int64_t tokens = 50, channels = 8;
    std::vector<float> values(static_cast<size_t>(tokens * channels), 1);
    for (int64_t token = 0; token < tokens; ++token)
        values[static_cast<size_t>(token * channels + 3)] = -9; // a loud channel
    for (int64_t channel = 0; channel < channels; ++channel)
        values[static_cast<size_t>(20 * channels + channel)] *= 10; // a loud token
    const Payload payload = TensorView{DType::f32, {1, tokens, channels}, ownBytes(values)};
    const KvSide side = REQUIRE(kvSide(payload, nullptr, KvShow::original));
    CHECK_EQ(side.values->finest().rows, channels);
    CHECK_EQ(side.values->finest().at(3, 20), -90.0F);
    CHECK_EQ(side.magnitudes->finest().at(3, 20), 90.0F);
    CHECK(side.perChannel[3] > kvOutlier * side.channelMedian);
    CHECK(side.perChannel[2] < kvOutlier * side.channelMedian);
    CHECK(side.perToken[20] > kvOutlier * side.tokenMedian);
    CHECK_EQ(side.largest, 90.0);
    // The error of a copy that misses by a half everywhere.
    std::vector<float> off = values;
    for (float& value : off)
        value += 0.5F;
    const Payload other = TensorView{DType::f32, {1, tokens, channels}, ownBytes(off)};
    const KvSide error = REQUIRE(kvSide(payload, &other, KvShow::error));
    CHECK_EQ(error.values->finest().at(0, 0), -0.5F);
    const Payload shorter = TensorView{DType::f32, {1, 1, channels}, ownBytes(std::vector<float>(8))};
    CHECK_ERROR(kvSide(payload, &shorter, KvShow::error), ErrorKind::unsupported);
}

RB_TEST(attentionIsSharedOverTokens) {
    // Two query heads for each of two heads.
    std::vector<float> mass{1, 1, 2, 1, 1, 2, 9, 1, 0, 9, 1, 0};
    const Payload payload = TensorView{DType::f32, {4, 3}, ownBytes(mass)};
    const auto first = attentionShares(payload, 0, 2, 3), second = attentionShares(payload, 1, 2, 3);
    CHECK_NEAR(double(first[2]), 0.5, 1e-6);
    CHECK_NEAR(double(second[0]), 0.9, 1e-6);
    CHECK(attentionShares(payload, 0, 3, 3).empty());
    CHECK(attentionShares(payload, 0, 2, 4).empty());
}

RB_TEST(withoutACacheItSaysWhatToDo) {
    Opened opened;
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
    opened.open(test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors");
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
    CHECK(opened.view->commandLine().isEmpty());
    test::shoot(*opened.view, QStringLiteral("kv-empty"));
}

RB_TEST(aCacheIsWalkedByLayerHeadAndToken) {
    Opened opened;
    opened.open(dump(12, 4, 1024, 128, true));
    CHECK(opened.settled());
    CHECK_EQ(opened.strip().rows(), qint64(12));
    CHECK_EQ(opened.strip().columns(), qint64(4));
    CHECK_EQ(opened.keys().rows(), qint64(128));
    CHECK_EQ(opened.keys().columns(), qint64(1024));
    const QAbstractItemModelTester tester(
        opened.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK_EQ(opened.view->table()->rowCount(), 1024 + 128);
    CHECK(opened.view->findChild<AttentionBars*>()->isVisible());

    // Another head by keyboard: the hub follows, the maps too.
    opened.strip().setFocus();
    QTest::keyClick(&opened.strip(), Qt::Key_Down);
    QTest::keyClick(&opened.strip(), Qt::Key_Right);
    CHECK(opened.hub.state().part == QStringLiteral("layers.1.k"));
    CHECK_EQ(opened.hub.state().region.frame, qint64(1));
    CHECK(opened.settled());
    CHECK(opened.view->subject().startsWith(QStringLiteral("layer 1, head 1")));

    // The slider moves the cursor through all maps, and the hub hears of it when it rests.
    auto& slider = opened.child<TokenSlider>("tokens");
    slider.setFocus();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&slider, Qt::Key_PageUp);
    CHECK_EQ(slider.token(), qint64(384));
    CHECK(test::ViewFixture::wait([&] { return opened.hub.state().region.row == 384; }));
    test::shoot(*opened.view, QStringLiteral("kv-full"));
    // Maps zoom together along the tokens.
    opened.keys().setFocus();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&opened.keys(), Qt::Key_Plus);
    CHECK_EQ(opened.keys().window().left(), opened.values().window().left());
    CHECK_EQ(opened.keys().window().width(), opened.values().window().width());
    test::shoot(*opened.view, QStringLiteral("kv-zoomed"));
    QTest::mouseClick(&opened.child<QToolButton>("play"), Qt::LeftButton);
    CHECK(test::ViewFixture::wait([&] { return slider.token() >= 386; }));
    QTest::mouseClick(&opened.child<QToolButton>("play"), Qt::LeftButton);
    // Sides alone; magnitudes.
    opened.choose("sides", 1);
    opened.choose("look", 1);
    CHECK(opened.settled());
    CHECK(!opened.keys().isVisible() && opened.values().isVisible());
    test::shoot(*opened.view, QStringLiteral("kv-values"));
    // A head and token that are chosen elsewhere.
    opened.hub.setPart(QStringLiteral("layers.3.v"));
    opened.hub.setRegion({.frame = 2, .row = 100, .column = 0, .rows = 1, .columns = 128});
    CHECK(opened.settled());
    CHECK(opened.view->subject().startsWith(QStringLiteral("layer 3, head 2")));
    CHECK_EQ(slider.token(), qint64(100));
    CHECK(opened.view->commandLine().contains(QStringLiteral("rarebit outliers")));
}

RB_TEST(errorsOfACacheAreThoseOfTheSlot) {
    Opened opened;
    const auto asset = opened.open(test::sourceFolder() / "projects/tour.rarebit/assets/cache.safetensors");
    CHECK(opened.settled());
    CHECK(!opened.view->findChild<AttentionBars*>()->isVisible());
    opened.run(
        asset, "rtn", Json::object({{"bits", 2}, {"group", 32}}), 1, QStringLiteral("rtn bits=2 group=32")
    );
    opened.choose("shown", int(KvShow::error));
    CHECK(opened.settled());
    CHECK(opened.view->commandLine().contains(QStringLiteral("--recon")));
    const double error = opened.keys().colors().scale.high;
    test::shoot(*opened.view, QStringLiteral("kv-error"));
    opened.choose("shown", int(KvShow::reconstruction));
    CHECK(opened.settled());
    const double shared = opened.keys().colors().scale.high;
    opened.choose("shown", int(KvShow::original));
    CHECK(opened.settled());
    CHECK_EQ(opened.keys().colors().scale.high, shared);
    CHECK(error < shared);
    opened.hub.setSlot(1, {});
    CHECK(opened.settled());
}

RB_TEST(theCacheSurvivesEverySizeFailureAndClearing) {
    Opened opened;
    const auto path = dump(2, 2, 64, 16, false);
    opened.open(path);
    CHECK(opened.settled());
    for (const QSize size : {QSize(300, 200), QSize(1600, 300), QSize(500, 900)}) {
        opened.view->resize(size);
        opened.view->grab();
    }
    const auto folder = test::temporaryFolder();
    for (const char* name : {"kv.png", "kv.svg", "kv.pdf"})
        REQUIRE(opened.view->exportFigure(QString::fromStdString((folder / name).string())));
    opened.view->restore(opened.view->settings());
    std::filesystem::remove(path);
    // Another asset and back: the file is gone by now.
    const auto other = opened.open(test::sourceFolder() / "projects/tour.rarebit/assets/cache.safetensors");
    CHECK(opened.settled());
    opened.hub.setAsset(QString::fromStdString(path.string()));
    CHECK(test::ViewFixture::wait([&] { return opened.view->state().kind == ViewState::Kind::failed; }));
    CHECK(opened.view->findChild<ErrorCard*>() != nullptr);
    opened.hub.setAsset(other->path);
    CHECK(opened.settled());
    opened.hub.setAsset({});
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
}
