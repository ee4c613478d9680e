// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for tensors: one scale for A, B and the error, numbers from the values themselves, worst first.
#include "tests/gui/compare_fixture.hpp"
#include "tests/support/make_assets.hpp"
#include "views/compare/part_list.hpp"
#include "views/compare/tensor_pane.hpp"
#include "views/core/plot.hpp"
#include "views/maps/map_canvas.hpp"

#include <QAbstractItemModelTester>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// NumPy's file format, version 1.
std::string npy(const std::vector<int64_t>& shape, const std::vector<float>& values) {
    std::string extents;
    for (const auto extent : shape)
        extents += std::to_string(extent) + ",";
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
    header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
    header += '\n';
    std::string out = "\x93NUMPY";
    out += '\1';
    out += '\0';
    out += static_cast<char>(header.size() & 255);
    out += static_cast<char>(header.size() >> 8);
    out += header;
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    return out;
}

struct Fixture : test::CompareFixture {
    TensorPane pane{context, nullptr};
    Fixture() {
        pane.resize(1300, 560);
        pane.setVisible(true);
        CHECK(QTest::qWaitForWindowExposed(&pane));
    }
    CompareInput
    tensor(const std::vector<int64_t>& shape, const std::vector<float>& values, const char* spec = "rtn") {
        const auto path = test::temporaryFolder() / "t.npy";
        write(path, npy(shape, values));
        return input(
            path,
            {},
            spec ? Json::object({{"method", spec}, {"params", Json::object({{"bits", 4}, {"group", 64}})}})
                 : Json()
        );
    }
    bool ready() {
        return wait([&] {
            return !pane.data().busy() && pane.data().figures().has_value() &&
                   !pane.data().layers(TensorSide::a, 0).isEmpty();
        });
    }
};

} // namespace

RB_TEST(figuresOfAPairAreThoseOfItsValues) {
    const PairFigures figures = figuresOf({1, 2, 3, 4}, {1, 2, 3, 2});
    CHECK_NEAR(figures.sides[0].mean, 2.5, 1e-12);
    CHECK_NEAR(figures.sides[0].deviation, std::sqrt(1.25), 1e-12);
    CHECK_NEAR(figures.sides[2].mean, -0.5, 1e-12);
    CHECK_NEAR(figures.sides[2].low, -2, 1e-12);
    CHECK_NEAR(figures.sides[2].rms, 1, 1e-12);
    CHECK_NEAR(figures.signalToNoise(), 20 * std::log10(std::sqrt(7.5)), 1e-9);
    CHECK_NEAR(figures.cosine, 22 / std::sqrt(30.0 * 18), 1e-9);
    CHECK(std::isinf(figuresOf({1, 2}, {1, 2}).signalToNoise()));
    CHECK(std::isnan(figuresOf({1, 2}, {}).cosine));
}

RB_TEST(threeMapsShareScaleAndWindow) {
    Fixture f;
    std::vector<float> values = make::weights(512, 768, Rng(3, "weights"));
    f.pane.show(f.tensor({512, 768}, values));
    CHECK(f.ready());
    const auto& scaleA = f.pane.canvas(TensorSide::a).colors().scale;
    const auto& scaleE = f.pane.canvas(TensorSide::error).colors().scale;
    CHECK(scaleA.high > 0 && scaleA.low == -scaleA.high && scaleE.high == scaleA.high);
    // Half a percent lies beyond the end of the scale.
    std::vector<float> sizes;
    for (const float value : values)
        sizes.push_back(std::abs(value));
    std::ranges::sort(sizes);
    CHECK_NEAR(scaleA.high / sizes[sizes.size() * 995 / 1000], 1, 0.1);
    f.shoot(f.pane, "tensor");
    CHECK(f.pane.table()->rowCount() > 0);
    QAbstractItemModelTester tester(f.pane.table());
    // The worst element, with its numbers from both sides.
    f.pane.nextSpot(1);
    const TensorSpot worst = f.pane.data().spots()[0];
    CHECK_EQ(f.hub.state().region.row, worst.row);
    CHECK_NEAR(worst.a, values[static_cast<size_t>(worst.row * 768 + worst.column)], 1e-6);
    CHECK(f.wait([&] { return f.pane.data().figures() && f.pane.data().figures()->count == 1; }));
    CHECK_NEAR(f.pane.data().figures()->sides[2].mean, worst.b - worst.a, 1e-6);
    // Zooming one zooms all, down to numbers.
    f.pane.canvas(TensorSide::error)
        .setWindow(QRectF(double(worst.column) - 2, double(worst.row) - 4, 5, 10));
    CHECK(f.pane.canvas(TensorSide::a).window() == f.pane.canvas(TensorSide::error).window());
    CHECK(f.wait([&] { return f.pane.data().value(TensorSide::b, worst.row, worst.column).has_value(); }));
    CHECK_NEAR(*f.pane.data().value(TensorSide::error, worst.row, worst.column), worst.b - worst.a, 1e-6);
    f.shoot(f.pane, "tensor-numbers");
    f.pane.setMode(TensorPane::onlyError);
    CHECK(!f.pane.canvas(TensorSide::a).isVisible());
    f.hub.setRegion({0, 10, 20, 30, 40});
    f.pane.regionChanged();
    CHECK(f.wait([&] { return f.pane.data().figures() && f.pane.data().figures()->count == 1200; }));
    f.pane.clear();
    CHECK(!f.pane.table());
}

RB_TEST(slicesOfHigherRanks) {
    Fixture f;
    const std::vector<float> values = make::keys(6, 100, 64, Rng(5, "keys"));
    f.pane.show(f.tensor({6, 100, 64}, values));
    CHECK(f.ready());
    auto* slice = f.pane.findChild<QSpinBox*>(QStringLiteral("slice"));
    CHECK(slice->maximum() == 5 && !slice->isHidden());
    CHECK_EQ(f.pane.canvas(TensorSide::a).rows(), 100);
    f.hub.setRegion({4, 7, 3, 1, 1});
    f.pane.regionChanged();
    CHECK_EQ(slice->value(), 4);
    CHECK(f.wait([&] { return f.pane.data().figures() && f.pane.data().figures()->count == 1; }));
    CHECK_NEAR(f.pane.data().figures()->sides[0].mean, values[(4 * 100 + 7) * 64 + 3], 1e-6);
    f.shoot(f.pane, "tensor-slice");
}

RB_TEST(vectorsAreLines) {
    Fixture f;
    std::vector<float> values(400);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(std::sin(double(i) / 20) * (i == 77 ? 5 : 1));
    f.pane.show(f.tensor({400}, values));
    CHECK(f.wait([&] {
        return f.pane.findChild<Plot*>()->figure() && f.pane.findChild<Plot*>()->figure()->series.size() == 3;
    }));
    CHECK(f.pane.findChild<Plot*>()->isVisible());
    f.shoot(f.pane, "tensor-vector");
}

RB_TEST(equalTensorsAreIdenticalAndFailuresAreSaid) {
    Fixture f;
    CompareInput input = f.tensor({64, 64}, make::weights(64, 64, Rng(1, "w")), nullptr);
    CompareSide same = input.sides[0];
    same.slot = 1;
    input.sides.push_back(same);
    f.pane.show(input);
    CHECK(f.wait([&] { return f.pane.findChild<StatusLine*>()->verdict() == "identical"; }));
    CompareInput refused = f.tensor({64, 64}, make::weights(64, 64, Rng(1, "w")), "no_such_method");
    f.pane.show(refused);
    CHECK(f.wait([&] { return f.pane.state().kind == ViewState::Kind::failed; }));
    f.shoot(f.pane, "tensor-error");
}

RB_TEST(partsOfAModelStandWorstFirst) {
    Fixture f;
    const auto path = test::modelsFolder() / "minilm" / "model" / "model.safetensors";
    const Json spec = Json::object(
        {{"method", "rtn"}, {"parts", "*.layer.0.*"}, {"params", Json::object({{"bits", 4}, {"group", 64}})}}
    );
    f.pane.show(f.input(path, QStringLiteral("encoder.layer.0.attention.self.query.weight"), spec));
    f.pane.findChild<QToolButton*>(QStringLiteral("showParts"))->setChecked(true);
    auto& errors = f.pane.parts().model();
    CHECK(errors.rowCount() > 90);
    const auto query =
        static_cast<int>(errors.parts().indexOf(QStringLiteral("encoder.layer.0.attention.self.query.weight"))
        );
    CHECK(f.wait([&] { return !std::isnan(errors.relativeError(query)); }));
    CHECK(errors.relativeError(query) > 0.01 && errors.relativeError(query) < 0.3);
    CHECK(f.wait([&] { return !errors.filling(); }));
    const auto* list = f.pane.findChild<QTableView*>(QStringLiteral("partErrors"));
    double before = INFINITY;
    for (int row = 0; row < 10; ++row) {
        const double value =
            list->model()->index(row, PartErrors::error).data(PartErrors::sortRole).toDouble();
        CHECK(value <= before);
        before = value;
    }
    CHECK(f.ready());
    f.shoot(f.pane, "tensor-model");
    emit f.pane.parts().chosen(errors.parts()[0]);
    CHECK(f.hub.state().part == errors.parts()[0]);
}
