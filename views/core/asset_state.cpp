// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/asset_state.hpp"

namespace rarebit::views {

std::optional<ViewState>
showAssetState(StateStack& states, ViewContext& context, const AssetPtr& asset, const NoAsset& none) {
    if (!asset) {
        states.showEmpty(none.icon, none.line, none.how).addAction(View::tr("Open files"), [&context] {
            context.trigger(QStringLiteral("file.open"));
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
        ErrorCard& card = states.showError(error);
        // The chosen asset is the one that is shown, unless the pane is pinned: then the actions would mean
        // another.
        if (context.hub.state().asset == asset->path) {
            if (asset->missing)
                card.addFix(View::tr("Relink…"), [&context] {
                    context.trigger(QStringLiteral("asset.relink"));
                });
            else
                card.addFix(View::tr("Open as raw bytes"), [&context] {
                    context.trigger(QStringLiteral("asset.open_raw"));
                });
        }
        return ViewState{ViewState::Kind::failed, View::tr("error"), error};
    }
    case AssetItem::State::ready:
        break;
    }
    return {};
}

} // namespace rarebit::views
