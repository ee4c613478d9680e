// SPDX-License-Identifier: GPL-3.0-or-later
// Result rows as columns, and what columns are called.
#include "tests/support/check.hpp"
#include "views/core/result_set.hpp"

#include <QSignalSpy>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Json row(int number, Json extra = Json::object()) {
    Json out = Json::object(
        {{"key", fmt::format("key{}", number)},
         {"asset", "a.png"},
         {"asset_kind", "image"},
         {"method", "jpeg"},
         {"params", Json::object({{"quality", number}})},
         {"rate_bits_per_element", 0.1 * number},
         {"metrics", Json::object({{"psnr_db", 30.0 + number}})},
         {"lossless", false},
         {"error", nullptr}}
    );
    for (const auto& [name, value] : extra.members())
        out[name] = value;
    return out;
}

const ResultColumn& column(const ResultSet& set, const QString& name) {
    const int index = set.columnIndex(name);
    if (index < 0) throw test::Stop{};
    return set.columns()[static_cast<size_t>(index)];
}

} // namespace

RB_TEST(rowsBecomeColumns) {
    ResultSet set;
    QSignalSpy added(&set, &ResultSet::rowsAdded), changed(&set, &ResultSet::rowsChanged);
    set.add({row(1), row(2)});
    CHECK_EQ(added.count(), 1);
    CHECK_EQ(changed.count(), 0);
    CHECK_EQ(set.size(), 2);
    CHECK_EQ(set.label(1).toStdString(), "jpeg quality=2");
    CHECK_NEAR(set.number(1, "metrics.psnr_db"), 32, 0);
    CHECK_EQ(set.text(0, "method").toStdString(), "jpeg");
    CHECK(column(set, "params.quality").varies);
    CHECK(!column(set, "method").varies);
    CHECK(std::isnan(set.number(0, "metrics.ssim")));
    CHECK(set.text(5, "method").isEmpty());
}

RB_TEST(aRowWithTheSameKeyIsReplaced) {
    ResultSet set;
    set.add({row(1), row(2)});
    QSignalSpy added(&set, &ResultSet::rowsAdded), changed(&set, &ResultSet::rowsChanged);
    set.add({row(2, Json::object({{"method", "webp"}})), row(3)});
    CHECK_EQ(added.count(), 1);
    CHECK_EQ(changed.count(), 1);
    CHECK_EQ(set.size(), 3);
    CHECK_EQ(set.text(1, "method").toStdString(), "webp");
    CHECK(column(set, "method").varies);
    set.add({row(2)});
    CHECK(!column(set, "method").varies);
    set.clear();
    CHECK_EQ(set.size(), 0);
    CHECK(set.columns().empty());
}

RB_TEST(aMissingValueVariesToo) {
    ResultSet set;
    set.add({row(1), row(2, Json::object({{"peak_memory_bytes", 100}}))});
    CHECK(column(set, "peak_memory_bytes").varies);
    CHECK_EQ(column(set, "peak_memory_bytes").filled, 1U);
    set.add({row(1, Json::object({{"peak_memory_bytes", 100}}))});
    CHECK(!column(set, "peak_memory_bytes").varies);
}

RB_TEST(aWordAmongNumbersMakesAllWords) {
    ResultSet set;
    set.add({row(1, Json::object({{"params", Json::object({{"crf", 23}})}})), row(2)});
    set.add({row(3, Json::object({{"params", Json::object({{"crf", "auto"}})}}))});
    CHECK(!column(set, "params.crf").numeric);
    CHECK_EQ(set.text(0, "params.crf").toStdString(), "23");
    CHECK(set.text(1, "params.crf").isEmpty());
    CHECK_EQ(set.text(2, "params.crf").toStdString(), "auto");
}

RB_TEST(anExactCopyHasInfinitePsnr) {
    ResultSet set;
    set.add(
        {row(1),
         row(2, Json::object({{"lossless", true}, {"metrics", Json::object({{"psnr_db", nullptr}})}}))}
    );
    CHECK(std::isinf(set.number(1, "metrics.psnr_db")));
    CHECK_EQ(set.text(1, "metrics.psnr_db").toStdString(), "inf");
    // Even where no other row has told of that metric yet.
    ResultSet first;
    first.add({row(2, Json::object({{"lossless", true}, {"metrics", Json::object({{"ssim", nullptr}})}}))});
    CHECK(std::isinf(first.number(0, "metrics.ssim")));
}

RB_TEST(failedRows) {
    ResultSet set;
    const Json error = Json::object({{"kind", "bad_params"}, {"what", "w"}, {"where", "x"}, {"fix", "f"}});
    set.add({row(1), row(2, Json::object({{"error", error}, {"metrics", Json::object()}}))});
    CHECK(set.failed(1) && !set.failed(0));
    CHECK_EQ(set.text(1, "error.fix").toStdString(), "f");
    // A retry that works leaves no trace of the failure.
    set.add({row(2)});
    CHECK(!set.failed(1) && set.text(1, "error.fix").isEmpty());
}

RB_TEST(columnsAreNamedWithTheirUnits) {
    CHECK_EQ(describeColumn("metrics.psnr_db").name.toStdString(), "PSNR");
    CHECK_EQ(describeColumn("metrics.psnr_db").unit.toStdString(), "dB");
    CHECK(describeColumn("metrics.psnr_db").known && !describeColumn("metrics.psnr_db").lowerIsBetter);
    CHECK(describeColumn("metrics.rel_l2").lowerIsBetter);
    CHECK_EQ(describeColumn("rate_bits_per_element").unit.toStdString(), "bits per element");
    CHECK(describeColumn("rate_bits_per_element").lowerIsBetter);
    CHECK_EQ(describeColumn("params.bits").name.toStdString(), "bits");
    CHECK(!describeColumn("params.bits").known);
    CHECK_EQ(describeColumn("params.bitrate").unit.toStdString(), "kbit/s");
    CHECK_EQ(describeColumn("something.new").name.toStdString(), "something.new");
}

RB_TEST(theUsualMetricHasValues) {
    ResultSet set;
    CHECK(usualMetric(set, "image").isEmpty());
    set.add({row(1)});
    CHECK_EQ(usualMetric(set, "image").toStdString(), "metrics.psnr_db");
    set.add({row(
        2,
        Json::object({{"asset_kind", "model"}, {"metrics", Json::object({{"rel_l2", 0.1}, {"cosine", 0.9}})}})
    )});
    CHECK_EQ(usualMetric(set, "image").toStdString(), "metrics.psnr_db");
    CHECK_EQ(usualMetric(set, "model").toStdString(), "metrics.rel_l2");
    ResultSet exact;
    exact.add({row(
        1,
        Json::object(
            {{"asset_kind", "log"},
             {"metrics", Json::object({{"exact", 1}})},
             {"encode_ms", Json::object({{"median", 3.5}})}}
        )
    )});
    CHECK_EQ(usualMetric(exact, "log").toStdString(), "encode_ms.median");
}

RB_TEST(aHundredThousandRowsInSmallSteps) {
    ResultSet set;
    for (int batch = 0; batch < 100; ++batch) {
        std::vector<Json> rows;
        for (int i = 0; i < 1000; ++i)
            rows.push_back(row(batch * 1000 + i));
        set.add(rows);
    }
    CHECK_EQ(set.size(), 100000);
}
