// SPDX-License-Identifier: GPL-3.0-or-later
// Quality and size of each frame of a pair of clips. Computed some frames at a time, so that single frames
// which somebody wants to see do not wait behind it; shared by all who look at the same pair.
#pragma once

#include "views/compare/picture_cache.hpp"

#include <QElapsedTimer>

namespace rarebit::views {

class ClipSeries : public QObject {
    Q_OBJECT
public:
    /// The one of this pair; it works for as long as somebody holds it.
    static std::shared_ptr<ClipSeries>
    of(Previews& previews, const CompareInput& input, const CompareSide& other);

    /// PSNR of the first plane (luma), in decibels; NaN: not there yet.
    const std::vector<double>& quality() const { return quality_; }
    /// Bits of each frame; empty: the method does not tell.
    const std::vector<double>& bits() const { return bits_; }
    /// Of the frames, how many have a quality.
    double share() const;
    const std::optional<Error>& error() const { return error_; }

signals:
    /// A few times a second while it grows.
    void changed();

private:
    ClipSeries(Previews& previews, Source a, Source b, int64_t frames);
    void next();
    Previews& previews_;
    Source a_, b_;
    std::vector<double> quality_, bits_;
    int64_t at_ = 0;
    std::optional<Error> error_;
    Ticket piece_, encoding_;
    QElapsedTimer told_;
};

} // namespace rarebit::views
