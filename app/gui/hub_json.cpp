// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/hub_json.hpp"

namespace rarebit::gui {
namespace {
QString text(const Json& json) {
    return QString::fromStdString(json.asString());
}
} // namespace

Json toJson(const views::HubState& state) {
    Json results = Json::array(), places = Json::array();
    for (const auto& key : state.results)
        results.push(key.toStdString());
    for (const auto& slot : state.slotted)
        places.push(Json::object({
            {"asset", slot.asset.toStdString()},
            {"key", slot.key.toStdString()},
            {"spec", slot.spec},
            {"label", slot.label.toStdString()},
        }));
    const auto& r = state.region;
    return Json::object({
        {"asset", state.asset.toStdString()},
        {"part", state.part.toStdString()},
        {"region", Json::array({r.frame, r.row, r.column, r.rows, r.columns})},
        {"results", results},
        {"slots", places},
        {"rate", state.rateColumn.toStdString()},
        {"metric", state.metricColumn.toStdString()},
    });
}

views::HubState hubFromJson(const Json& json) {
    views::HubState state;
    state.asset = text(json.at("asset"));
    state.part = text(json.at("part"));
    const Json& r = json.at("region");
    state.region = {
        r.at(size_t(0)).asInt(), r.at(1).asInt(), r.at(2).asInt(), r.at(3).asInt(), r.at(4).asInt()};
    for (const auto& key : json.at("results").elements())
        state.results.push_back(text(key));
    for (size_t i = 0; i < state.slotted.size(); ++i) {
        const Json& slot = json.at("slots").at(i);
        state.slotted[i] = {
            text(slot.at("asset")), text(slot.at("key")), slot.at("spec"), text(slot.at("label"))};
    }
    if (json.at("rate").isString()) state.rateColumn = text(json.at("rate"));
    state.metricColumn = text(json.at("metric"));
    return state;
}

} // namespace rarebit::gui
