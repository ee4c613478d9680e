// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/link_groups.hpp"

#include "app/gui/hub_json.hpp"

namespace rarebit::gui {

using views::Hub;
using views::HubState;

LinkGroups::LinkGroups(QObject* parent) : QObject(parent) {
    // A step belongs to the group, wherever it was made.
    connect(&front_, &Hub::aboutToChange, this, [this](const QString& what) {
        emit aboutToChange(&hub(active_), what);
    });
    connect(&front_, &Hub::changed, this, [this] { follow(front_); });
    connect(&front_, &Hub::hoverChanged, this, [this] { hub(active_).setHover(front_.hover()); });
    for (Hub& group : groups_) {
        connect(&group, &Hub::aboutToChange, this, [this, &group](const QString& what) {
            emit aboutToChange(&group, what);
        });
        connect(&group, &Hub::changed, this, [this, &group] {
            follow(group);
            emit changed(&group);
        });
        connect(&group, &Hub::hoverChanged, this, [this, &group] {
            if (&group == &hub(active_)) front_.setHover(group.hover());
        });
        connect(&group, &Hub::compareRequested, &front_, &Hub::compareRequested);
        connect(&group, &Hub::slotRequested, &front_, &Hub::slotRequested);
    }
}

// A state that is there already changes nothing, so this ends.
void LinkGroups::follow(Hub& from) {
    Hub& group = hub(active_);
    if (&from == &group) front_.setState(group.state());
    if (&from != &front_) return;
    group.setState(front_.state());
    // Groups that have shown nothing yet begin where the window is; with the project all become empty.
    const bool closed = front_.state() == HubState{};
    for (Hub& other : groups_)
        if (&other != &group && (closed || other.state().asset.isEmpty())) other.setState(front_.state());
}

void LinkGroups::setActive(int group) {
    if (group == active_ || group < 0 || group >= count) return;
    active_ = group;
    front_.setState(hub(group).state());
    front_.setHover(hub(group).hover());
}

void LinkGroups::edit(const std::function<void(HubState& state)>& change) {
    for (Hub& group : groups_) {
        HubState state = group.state();
        change(state);
        group.setState(state);
    }
}

Json LinkGroups::toJson() const {
    Json out = Json::array();
    for (const Hub& group : groups_)
        out.push(gui::toJson(group.state()));
    return out;
}

void LinkGroups::restore(const Json& json) {
    for (size_t i = 0; i < groups_.size(); ++i)
        groups_[i].setState(hubFromJson(json.at(i)));
}

} // namespace rarebit::gui
