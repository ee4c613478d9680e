// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/view.hpp"

#include "views/core/picture_file.hpp"

namespace rarebit::views {

Status View::exportFigure(const QString& path) {
    return savePicture(grab().toImage(), path);
}

const ViewDef* findView(const QString& id) {
    for (const ViewDef* view : allViews())
        if (view->id == id) return view;
    return nullptr;
}

} // namespace rarebit::views
