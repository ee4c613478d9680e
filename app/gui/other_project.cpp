// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/other_project.hpp"

#include "engine/store/project_store.hpp"
#include "views/core/background.hpp"

#include <QFileDialog>
#include <QFileInfo>

namespace rarebit::gui {

void askOtherProject(QWidget* parent, views::ViewContext::OtherRows done) {
    const QString folder =
        QFileDialog::getExistingDirectory(parent, QObject::tr("Results of another project"));
    if (!folder.isEmpty()) readOtherProject(parent, folder, std::move(done));
}

void readOtherProject(QObject* context, const QString& folder, views::ViewContext::OtherRows done) {
    views::inBackground(
        context,
        [path = folder.toStdString()]() -> Result<std::vector<Json>> {
            RB_TRY(const auto store, ProjectStore::open(path));
            return store->query({});
        },
        [done = std::move(done), name = QFileInfo(folder).completeBaseName()](Result<std::vector<Json>> rows
        ) { done(std::move(rows), name); }
    );
}

} // namespace rarebit::gui
