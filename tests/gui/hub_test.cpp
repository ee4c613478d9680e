// SPDX-License-Identifier: GPL-3.0-or-later
// The shared selection: signals for what differs, nothing for what does not.
#include "tests/support/check.hpp"
#include "views/core/hub.hpp"

#include <QSignalSpy>

using namespace rarebit;
using namespace rarebit::views;

RB_TEST(signalsSayWhatDiffers) {
    Hub hub;
    QSignalSpy asset(&hub, &Hub::assetChanged), slots_(&hub, &Hub::slotsChanged),
        changed(&hub, &Hub::changed);
    hub.setAsset("a.png", "image");
    hub.setAsset("a.png", "image");
    CHECK_EQ(asset.count(), 1);
    CHECK_EQ(slots_.count(), 0);
    hub.setSlot(0, {.asset = "a.png", .key = {}, .spec = {}, .label = "original"});
    hub.swapSlots();
    CHECK(hub.state().slotted[0].empty());
    CHECK(hub.state().slotted[1].label == "original");
    CHECK_EQ(slots_.count(), 2);
    CHECK_EQ(changed.count(), 3);
}

RB_TEST(anotherPartForgetsTheRegion) {
    Hub hub;
    hub.setAsset("a.npy", "x");
    hub.setRegion({.frame = 0, .row = 1, .column = 2, .rows = 3, .columns = 4});
    hub.setPart("y");
    CHECK(hub.state().region.empty());
}
