// SPDX-License-Identifier: GPL-3.0-or-later
// Compare: what stands in the slots, seen together. A bar with the ways to look, and below it the pane of the
// asset's kind.
#include "views/compare/compare_view.hpp"

namespace rarebit::views {

const ViewDef& compare() {
    static const ViewDef definition{
        QStringLiteral("compare"),
        CompareView::tr("Compare"),
        QStringLiteral("layout-split"),
        QStringLiteral("compare"),
        [](ViewContext& context, QWidget* parent) -> View* { return new CompareView(context, parent); }};
    return definition;
}

} // namespace rarebit::views
