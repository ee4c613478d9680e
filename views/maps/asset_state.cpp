// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/asset_state.hpp"

namespace rarebit::views {

std::optional<ViewState>
showAssetState(StateStack& states, ViewContext& context, const AssetPtr& asset, const NoAsset& none) {
    if (!asset) {
        states.showEmpty(none.icon, none.line, none.how).addAction(View::tr("Open files"), [&context] {
            context.trigger(QStringLiteral("open_files"));
        });
        return ViewState{};
    }
    switch (asset->state) {
    case AssetItem::State::opening:
        states.showBusy(View::tr("opening %1").arg(asset->name));
        return ViewState{ViewState::Kind::busy, View::tr("opening"), {}};
    case AssetItem::State::failed: {
        const Error error =
            asset->error.value_or(internalError("the file could not be opened", asset->path.toStdString()));
        states.showError(error);
        return ViewState{ViewState::Kind::failed, View::tr("error"), error};
    }
    case AssetItem::State::ready:
        break;
    }
    return {};
}

} // namespace rarebit::views
