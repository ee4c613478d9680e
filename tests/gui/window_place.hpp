// SPDX-License-Identifier: GPL-3.0-or-later
// A window with settings, state, cache and data of its own.
#pragma once

#include "app/gui/main_window.hpp"
#include "tests/support/check.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QSettings>
#include <QTest>

namespace rarebit::test {

struct WindowPlace {
    std::filesystem::path folder = temporaryFolder();
    WindowPlace() {
        views::applyTheme(*qApp);
        for (const char* name : variables)
            qputenv(name, QByteArray::fromStdString((folder / name).string()));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(
            QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(folder.string())
        );
    }
    ~WindowPlace() {
        for (const char* name : variables)
            qunsetenv(name);
    }
    WindowPlace(const WindowPlace&) = delete;
    WindowPlace& operator=(const WindowPlace&) = delete;

    QString picture() const {
        const auto file = folder / "picture.png";
        std::filesystem::copy_file(
            sourceFolder() / "projects/tour.rarebit/assets/picture.png",
            file,
            std::filesystem::copy_options::skip_existing
        );
        return QString::fromStdString(file.string());
    }

private:
    static constexpr const char* variables[] = {"XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"};
};

inline bool assetIsReady(gui::MainWindow& window, const QString& path) {
    return QTest::qWaitFor(
        [&] {
            const auto asset = window.session().asset(path);
            return asset && asset->state == views::AssetItem::State::ready;
        },
        30'000
    );
}

} // namespace rarebit::test
