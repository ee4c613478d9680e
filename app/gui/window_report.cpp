// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the Report workspace.
#include "app/gui/main_window.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/workspaces.hpp"

#include <QDir>

namespace rarebit::gui {

void MainWindow::makeComposer() {
    // The one that is seen, where a view stands in several panes.
    const auto viewOf = [this](const QString& id) -> views::View* {
        views::View* found = nullptr;
        for (auto* view : findChildren<views::View*>(QStringLiteral("view.") + id))
            if (!found || view->isVisible()) found = view;
        return found;
    };
    composer_ = new ReportComposer(*context_, jobs_, viewOf);
    connect(&session_, &Session::projectChanged, composer_, &ReportComposer::projectChanged);
    connect(composer_, &ReportComposer::written, this, [this](const QString& file) {
        toast(tr("Report written to %1").arg(QDir::toNativeSeparators(file)));
    });
}

} // namespace rarebit::gui
