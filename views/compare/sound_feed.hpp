// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a sound player supplied with both of its sides, a few seconds at a time.
#pragma once

#include "views/compare/sound_player.hpp"
#include "views/compare/sound_scan.hpp"

namespace rarebit::views {

class SoundFeed : public QObject {
    Q_OBJECT
public:
    SoundFeed(Previews& previews, SoundPlayer& player, QObject* parent);
    void setSides(const Source& a, const Source& b, const SoundFormat& format);
    /// What was asked for last is asked for again: the place is another one.
    void restart() { first_ = -1; }
    void stop();

private:
    void feed(int64_t frame);
    Previews& previews_;
    SoundPlayer& player_;
    Source a_, b_;
    SoundFormat format_;
    Ticket loadA_, loadB_;
    int64_t first_ = -1;
};

} // namespace rarebit::views
