// SPDX-License-Identifier: GPL-3.0-or-later
// What a view lives in, without a window: hub, results, previews in this process, assets opened by the
// engine, points measured by the engine.
#pragma once

#include "engine/core/reader.hpp"
#include "engine/jobs/run.hpp"
#include "tests/gui/direct_previews.hpp"
#include "tests/support/check.hpp"
#include "views/core/style.hpp"
#include "views/core/view.hpp"

#include <QApplication>
#include <QtTest/QtTest>

namespace rarebit::test {

class ViewFixture {
public:
    ViewFixture() { views::applyTheme(*qApp); }

    views::Hub hub;
    views::ResultSet results;
    DirectPreviews previews;
    QHash<QString, views::AssetPtr> assets;
    QStringList triggered, logged;
    views::ViewContext context{
        hub,
        results,
        previews,
        [this](const QString& path) { return assets.value(path); },
        [this] { return QVector<views::AssetPtr>(assets.begin(), assets.end()); },
        [](const QString&, const std::function<void(Json)>& done) { done({}); },
        [this](const QString& action) { triggered.push_back(action); },
        [this](const QString& line) { logged.push_back(line); }};

    /// Opens a file as the window's worker describes it.
    views::AssetPtr open(const std::filesystem::path& path) {
        JobContext job;
        const Asset asset = REQUIRE(openAsset(path, job));
        auto item = std::make_shared<views::AssetItem>();
        item->path = QString::fromStdString(path.string());
        item->name = QString::fromStdString(asset.name);
        item->kind = QString::fromStdString(asset.kind);
        item->reader = QString::fromStdString(asset.reader);
        item->bytes = static_cast<qint64>(asset.bytes);
        item->meta = asset.meta;
        for (const auto& [name, value] : asset.counts.members())
            item->meta[name] = value;
        item->state = views::AssetItem::State::ready;
        for (const auto& part : asset.parts) {
            views::PartItem out;
            out.name = QString::fromStdString(part.name);
            out.role = QString::fromStdString(part.role);
            out.group = QString::fromStdString(part.group);
            out.form = QString::fromLatin1(toString(part.form));
            out.dtype = QString::fromStdString(std::string(info(part.dtype).name));
            for (const auto extent : part.shape)
                out.shape.push_back(extent);
            out.bytes = static_cast<qint64>(part.byteSize);
            item->parts.push_back(out);
        }
        assets[item->path] = item;
        hub.setAsset(item->path);
        return item;
    }

    /// Measures a point and puts it in a slot; the result's row.
    Json
    run(const views::AssetPtr& asset, const std::string& method, Json params, int slot, const QString& label
    ) {
        JobContext job;
        const Asset opened = REQUIRE(openAsset(asset->path.toStdString(), job));
        RunSpec spec;
        spec.asset = asset->path.toStdString();
        spec.method = method;
        spec.params = std::move(params);
        const RunResult result = REQUIRE(runOne(spec, opened, job));
        Json row = toJson(result);
        if (result.error) fail(__FILE__, __LINE__, result.error->what);
        results.add({row});
        hub.setSlot(slot, {asset->path, QString::fromStdString(result.key), toJson(spec), label});
        return row;
    }

    /// A photo in slot A, its JPEG of quality 7 in slot B; the result's row.
    Json comparePhoto() {
        const auto photo = open(dataFolder() / "images/kodim05.png");
        return run(photo, "jpeg", Json::object({{"quality", 7}}), 1, QStringLiteral("jpeg quality=7"));
    }

    static bool wait(const std::function<bool()>& done, int milliseconds = 20000) {
        return QTest::qWaitFor(done, milliseconds);
    }
};

} // namespace rarebit::test
