// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/view.hpp"

namespace rarebit::views {

Status View::exportFigure(const QString& path) {
    if (!path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive))
        return unsupported(
            "this view is saved as a picture of points only",
            path.toStdString(),
            "choose a name that ends in .png"
        );
    if (!grab().save(path))
        return ioError(
            "the picture could not be written", path.toStdString(), "check the folder and its free space"
        );
    return Ok{};
}

const ViewDef* findView(const QString& id) {
    for (const ViewDef* view : allViews())
        if (view->id == id) return view;
    return nullptr;
}

} // namespace rarebit::views
