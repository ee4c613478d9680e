// SPDX-License-Identifier: GPL-3.0-or-later
// What views of one asset show while there is none, while it opens, and where it could not be opened.
#pragma once

#include "views/core/states.hpp"
#include "views/core/view.hpp"

namespace rarebit::views {

struct NoAsset {
    QString icon, line, how; // "No tensor selected", "Choose a model ..."
};
/// Shows the state and returns it; nothing where the asset is ready.
std::optional<ViewState>
showAssetState(StateStack& states, ViewContext& context, const AssetPtr& asset, const NoAsset& none);

} // namespace rarebit::views
