// SPDX-License-Identifier: GPL-3.0-or-later
// Panes that follow one another: a hub for each of four groups. Docks and the tool bar look at the front,
// which is the group of the active pane.
#pragma once

#include "views/core/hub.hpp"

#include <array>
#include <functional>

namespace rarebit::gui {

class LinkGroups : public QObject {
    Q_OBJECT
public:
    static constexpr int count = 4;
    explicit LinkGroups(QObject* parent = nullptr);

    /// What the window shows beside the panes. Changing it changes the active group, and the other way round.
    views::Hub& front() { return front_; }
    const views::Hub& front() const { return front_; }
    views::Hub& hub(int group) { return groups_[size_t(group)]; } // 0 to 3
    int active() const { return active_; }
    void setActive(int group);

    /// For changes that are no step of the user's: of every group's state.
    void edit(const std::function<void(views::HubState& state)>& change);

    Json toJson() const;
    void restore(const Json& json);

signals:
    /// Before a group changes by the user's doing, and after any change of one.
    void aboutToChange(rarebit::views::Hub* hub, const QString& what);
    void changed(rarebit::views::Hub* hub);

private:
    void follow(views::Hub& from);
    views::Hub front_;
    std::array<views::Hub, count> groups_;
    int active_ = 0;
};

} // namespace rarebit::gui
