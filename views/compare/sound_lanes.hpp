// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds under one time axis: outlines and spectrograms of both sides and of their difference.
#pragma once

#include "views/compare/sound_scan.hpp"

#include <QImage>
#include <QPixmap>
#include <QWidget>

namespace rarebit::views {

class SoundLanes : public QWidget {
    Q_OBJECT
public:
    enum Mode { waves, spectra, both, overlay };

    explicit SoundLanes(QWidget* parent = nullptr);

    /// Forgets what it showed; the whole is in sight.
    void setSound(const SoundFormat& format);
    void setSides(const QString& letterA, const QString& textA, const QString& letterB, const QString& textB);
    void setMode(Mode mode);
    /// The whole, as far as it was walked through.
    void setScan(std::shared_ptr<const SoundScan> scan);
    /// What is in sight, in full detail; null: only the whole is known.
    struct Detail {
        SoundPiece piece;
        SoundOutline outline;
        std::array<QImage, soundSides> spectra;
    };
    void setDetail(std::shared_ptr<const Detail> detail);

    double viewBegin() const { return begin_; }
    double viewFrames() const { return frames_; }
    void setView(double begin, double frames);
    void reveal(int64_t begin, int64_t frames);
    int lanesWidth() const;
    void setHead(int64_t frame);
    int64_t head() const { return head_; }
    /// frames 0: none.
    void setRegion(int64_t begin, int64_t frames);
    double xOf(double frame) const;
    QSize sizeHint() const override { return {640, 320}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

signals:
    void viewChanged();
    void sought(qint64 frame);
    void regionChosen(qint64 begin, qint64 frames);
    void hovered(qint64 frame); // -1: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Lane {
        bool spectrum;
        SoundSide side; // soundSides: A and B over each other
        QRect area;
    };
    QVector<Lane> lanes() const;
    bool hasB() const { return !letterB_.isEmpty(); }
    int64_t frameAt(double x) const;
    double peakOf(SoundSide side) const;
    /// 1, 2, 4 ... : the difference is mostly small.
    double gainOf(SoundSide side) const;
    void paintWave(QPainter& painter, const Lane& lane);
    void paintOutline(
        QPainter& painter, const QRect& area, SoundSide side, int channel, double gain, const QColor& colour
    );
    void paintSpectrum(QPainter& painter, const Lane& lane);
    void paintTitle(QPainter& painter, const Lane& lane);
    void paintTimes(QPainter& painter);
    /// Everything but the play head, the region and the pointer.
    void paintLanes(QPainter& painter);
    void redraw();

    SoundFormat format_;
    QString letterA_, textA_, letterB_, textB_;
    Mode mode_ = waves;
    std::shared_ptr<const SoundScan> scan_;
    std::shared_ptr<const Detail> detail_;
    QPixmap drawn_; // by paintLanes; null: to be drawn
    double begin_ = 0, frames_ = 1;
    int64_t head_ = 0, regionBegin_ = 0, regionFrames_ = 0, hover_ = -1;
    enum class Drag : uint8_t { none, pan, region } drag_ = Drag::none;
    QPointF pressed_;
    double beginAtPress_ = 0;
    bool moved_ = false;
};

} // namespace rarebit::views
