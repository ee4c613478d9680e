// SPDX-License-Identifier: GPL-3.0-or-later
// What is judged blindly: sides are shown or heard by number, in one place, with nothing that tells them
// apart but themselves.
#pragma once

#include "views/compare/picture_cache.hpp"
#include "views/compare/sound_feed.hpp"

#include <QElapsedTimer>
#include <QTimer>

class QLabel;

namespace rarebit::views {

class ImageCanvas;
class LevelMeter;

class BlindStage : public QWidget {
    Q_OBJECT
public:
    BlindStage(ViewContext& context, QWidget* parent) : QWidget(parent), context_(context) {}
    /// Loads the sides of the input's part; ready() or failed() follows.
    virtual void start(const CompareInput& input, const QVector<Source>& sides) = 0;
    virtual void stop() = 0;
    virtual void present(int side) = 0;
    /// Space: clips and sounds move, and repeat from the start (of the chosen region, for sounds).
    virtual bool moves() const { return false; }
    virtual bool playing() const { return false; }
    virtual void togglePlay() {}
    /// Why it cannot be judged here at all; empty: it can.
    virtual QString obstacle() const { return {}; }

signals:
    void ready();
    void failed(const rarebit::Error& error);
    void playingChanged();

protected:
    ViewContext& context_;
};

/// Pictures, and clips frame by frame.
class PictureStage : public BlindStage {
    Q_OBJECT
public:
    PictureStage(ViewContext& context, QWidget* parent);
    void start(const CompareInput& input, const QVector<Source>& sides) override;
    void stop() override;
    void present(int side) override;
    bool moves() const override { return frames_ > 1; }
    bool playing() const override { return tick_.isActive(); }
    void togglePlay() override;
    int64_t frame() const { return frame_; }

private:
    void load();
    void advance();
    PictureCache& cache_;
    ImageCanvas* canvas_;
    CompareInput input_;
    QVector<Source> sides_;
    std::vector<PicturePtr> pictures_; // of frame_
    std::vector<Ticket> tickets_, ahead_;
    int64_t frame_ = 0, frames_ = 1, startFrame_ = 0;
    double rate_ = 25;
    bool told_ = false;
    QTimer tick_;
    QElapsedTimer clock_;
};

class SoundStage : public BlindStage {
    Q_OBJECT
public:
    SoundStage(ViewContext& context, QWidget* parent);
    void start(const CompareInput& input, const QVector<Source>& sides) override;
    void stop() override;
    void present(int side) override;
    bool moves() const override { return true; }
    bool playing() const override { return player_.playing(); }
    void togglePlay() override;
    QString obstacle() const override { return player_.obstacle(); }
    const PlayQueue& queue() { return player_.queue(); }

private:
    void tell();
    SoundPlayer player_;
    SoundFeed feed_;
    SoundFormat format_;
    int64_t begin_ = 0, end_ = 0; // what is repeated
    QLabel* time_;
    LevelMeter* meter_;
};

/// Null for kinds that nobody judges by eye or ear.
BlindStage* createBlindStage(ViewContext& context, const CompareInput& input, QWidget* parent);

} // namespace rarebit::views
