// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of Compare's panes need beyond a view's: inputs made from files, pictures.
#pragma once

#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/pane.hpp"

#include <QSignalSpy>

#include <fstream>

namespace rarebit::test {

struct CompareFixture : ViewFixture {
    static void write(const std::filesystem::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }

    /// The original in A and, with a spec, what it makes of the asset in B.
    views::CompareInput input(const std::filesystem::path& path, const QString& part, const Json& spec) {
        views::CompareInput made;
        made.asset = open(path);
        made.part = part.isEmpty() && !made.asset->parts.isEmpty() ? made.asset->parts.front().name : part;
        made.original = {made.asset->path, made.asset->reader, {}, made.part, {}};
        hub.setAsset(made.asset->path, made.part);
        const views::Slot original{made.asset->path, {}, {}, QStringLiteral("original")};
        made.sides.push_back({0, original, made.original, {}, {}});
        if (spec.isObject()) {
            views::CompareSide side{1, original, made.original, {}, {}};
            side.content.key = QStringLiteral("key");
            side.content.spec = side.source.spec = spec;
            side.content.label = QString::fromStdString(spec.at("method").asString());
            made.sides.push_back(side);
        }
        return made;
    }
    /// Two files as if the second were a reconstruction of the first.
    views::CompareInput
    pair(const std::filesystem::path& a, const std::filesystem::path& b, const QString& part = {}) {
        views::CompareInput made = input(a, part, {});
        views::CompareSide side = made.sides[0];
        side.slot = 1;
        side.source.path = QString::fromStdString(b.string());
        side.content.label = QStringLiteral("another");
        made.sides.push_back(side);
        return made;
    }

    static void shoot(QWidget& widget, const char* name) {
        QTest::qWait(50);
        test::shoot(widget, QString::fromLatin1(name));
    }
};

} // namespace rarebit::test
