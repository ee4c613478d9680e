// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session_context.hpp"

#include "engine/store/project_store.hpp"

namespace rarebit::gui {

std::unique_ptr<views::ViewContext> contextOf(Session& session, views::Hub& hub) {
    return std::unique_ptr<views::ViewContext>(new views::ViewContext{
        .hub = hub,
        .results = session.results(),
        .previews = session.previews(),
        .asset = [&session](const QString& path) { return session.asset(path); },
        .assets = [&session] { return session.assets(); },
        .row =
            [&session](const QString& key, std::function<void(Json)> done) {
                session.store().ask<Json>(
                    [key = key.toStdString()](ProjectStore& store) {
                        const auto row = store.row(key);
                        return row && *row ? **row : Json();
                    },
                    std::move(done)
                );
            },
        .trigger = [](const QString&) {},
        .log = [](const QString&) {},
        .project = [&session] { return session.project(); },
        .query =
            [&session](
                const QString& expression, const QString& sort, bool descending, views::ViewContext::Keys done
            ) { session.query(expression, sort, descending, std::move(done)); },
        .annotate = [&session](const QString& key, const Json& change) { session.annotate(key, change); },
    });
}

} // namespace rarebit::gui
