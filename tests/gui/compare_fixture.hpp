// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of Compare's panes need: a hub, previews of this process, and inputs made from files.
#pragma once

#include "engine/core/reader.hpp"
#include "tests/gui/direct_previews.hpp"
#include "tests/gui/shots.hpp"
#include "tests/support/check.hpp"
#include "views/compare/pane.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest/QtTest>

#include <fstream>

namespace rarebit::test {

struct CompareFixture {
    views::Hub hub;
    views::ResultSet results;
    DirectPreviews previews;
    views::ViewContext context{
        hub,
        results,
        previews,
        [this](const QString&) { return asset_; },
        [this] { return QVector<views::AssetPtr>{asset_}; },
        [](const QString&, std::function<void(Json)> done) { done({}); },
        [](const QString&) {},
        [](const QString&) {}};

    CompareFixture() { views::applyTheme(*qApp); }

    static void write(const std::filesystem::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }

    /// The asset as the window would describe it; a file that is not there gets an empty description.
    views::AssetPtr describe(const std::filesystem::path& path) {
        auto item = std::make_shared<views::AssetItem>();
        item->path = QString::fromStdString(path.string());
        item->name = QString::fromStdString(path.filename().string());
        JobContext job;
        const auto opened = openAsset(path, job);
        if (!opened) return item;
        item->kind = QString::fromStdString(opened->kind);
        item->reader = QString::fromStdString(opened->reader);
        item->meta = opened->meta;
        for (const auto& [key, value] : opened->counts.members())
            item->meta[key] = value;
        for (const auto& part : opened->parts) {
            views::PartItem shown;
            shown.name = QString::fromStdString(part.name);
            shown.role = QString::fromStdString(part.role);
            shown.group = QString::fromStdString(part.group);
            shown.form = QString::fromLatin1(toString(part.form));
            shown.dtype = QString::fromLatin1(info(part.dtype).name.data());
            shown.shape = {part.shape.begin(), part.shape.end()};
            shown.bytes = static_cast<qint64>(part.byteSize);
            item->parts.push_back(shown);
        }
        item->state = views::AssetItem::State::ready;
        return item;
    }

    /// The original in A and, with a spec, what it makes of the asset in B.
    views::CompareInput input(const std::filesystem::path& path, const QString& part, const Json& spec) {
        asset_ = describe(path);
        views::CompareInput input;
        input.asset = asset_;
        input.part = part.isEmpty() && !asset_->parts.isEmpty() ? asset_->parts.front().name : part;
        input.original = {asset_->path, asset_->reader, {}, input.part, {}};
        hub.setAsset(asset_->path, input.part);
        const views::Slot original{asset_->path, {}, {}, QStringLiteral("original")};
        input.sides.push_back({0, original, input.original, {}, {}});
        if (!spec.isObject()) return input;
        views::CompareSide side{1, original, input.original, {}, {}};
        side.content.key = QStringLiteral("key");
        side.content.spec = side.source.spec = spec;
        side.content.label = QString::fromStdString(spec.at("method").asString());
        input.sides.push_back(side);
        return input;
    }

    static bool waitFor(const std::function<bool()>& done) { return QTest::qWaitFor(done, 20000); }
    static void shoot(QWidget& widget, const char* name) {
        QTest::qWait(50);
        test::shoot(widget, QString::fromLatin1(name));
    }

private:
    views::AssetPtr asset_;
};

} // namespace rarebit::test
