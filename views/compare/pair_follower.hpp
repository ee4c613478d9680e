// SPDX-License-Identifier: GPL-3.0-or-later
// What slots A and B show of the hub's picture or frame, and the error between them, kept up to date: for the
// views beside Compare.
#pragma once

#include "views/compare/picture_cache.hpp"
#include "views/core/states.hpp"

namespace rarebit::views {

class PairFollower : public QObject {
    Q_OBJECT
public:
    /// Works while the view can be seen.
    PairFollower(ViewContext& context, QWidget* view);

    const CompareInput& input() const { return input_; }
    /// A picture or clip is chosen, and slot B is filled.
    bool applies() const { return isPicture() && input_.sides.size() > 1; }
    bool isPicture() const;
    int64_t frame() const { return frame_; }
    /// The pair before it stays until the next one is there.
    const PairPtr& pair() const { return pair_; }
    const std::optional<Error>& error() const { return error_; }
    /// The hub's region where it lies in this picture; else null.
    QRect region() const;
    const PictureSource& a() const { return a_; }
    const PictureSource& b() const { return b_; }
    PictureCache& cache() { return cache_; }
    /// "B − A", "B" and "A" as the slots are called.
    QString otherLetter() const { return input_.other() ? input_.other()->letter() : QString(); }
    void setPaused(bool paused);
    void chooseRegion(const QRect& area);
    /// Shows why there is no pair.
    void explain(StateStack& states) const;
    ViewState state() const;

signals:
    /// pair() or error() is another.
    void changed();
    void regionChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();
    void updateRegion();
    ViewContext& context_;
    QWidget* view_;
    PictureCache& cache_;
    CompareInput input_;
    PictureSource a_, b_;
    int64_t frame_ = 0;
    PairPtr pair_;
    std::optional<Error> error_;
    Ticket ticket_;
    bool waiting_ = false, paused_ = false;
};

/// Places such as "176 × 128 at 432, 96".
QString areaText(const QRect& area);

} // namespace rarebit::views
