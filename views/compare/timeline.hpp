// SPDX-License-Identifier: GPL-3.0-or-later
// The time of a clip: small frames, bits and quality per frame, the worst places, one play head through all.
// It is the slider that chooses the frame, too.
#pragma once

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <vector>

namespace rarebit::views {

class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(QWidget* parent = nullptr);

    /// Forgets everything else.
    void setClip(int64_t frames, double framesPerSecond);
    /// Of each frame, higher is better; infinite where nothing differs, NaN where nobody knows yet.
    void setQuality(std::vector<double> values, const QString& name, const QString& unit);
    /// Of each frame; empty: nobody told.
    void setBits(std::vector<double> bits);
    /// A small picture of the frame `number` of `of` places, evenly spread.
    void setThumbnails(std::vector<QImage> pictures);
    int thumbnailsWanted(QSize frameSize) const;
    void setFrame(int64_t frame);
    int64_t frame() const { return frame_; }
    /// Frames of low quality, worst first, apart from each other.
    const std::vector<int64_t>& worst() const { return worst_; }
    double qualityOf(int64_t frame) const;
    /// Below it lie 5 % of the frames; NaN: no quality yet.
    double worstBound() const { return bound_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void sought(qint64 frame);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Bands {
        QRect film, bits, quality, ticks, axis;
    };
    Bands bands() const;
    double x(double frame) const; // its left edge
    int64_t frameAt(double position) const;
    void seek(int64_t frame);
    void findWorst();
    void paintFilm(QPainter& painter, const QRect& band);
    void paintBits(QPainter& painter, const QRect& band);
    void paintQuality(QPainter& painter, const QRect& band);
    void paintWorst(QPainter& painter, const QRect& band);
    void paintAxis(QPainter& painter, const QRect& band);
    void paintHead(QPainter& painter, const Bands& all);
    double qualityY(const QRect& band, double value) const;
    void redraw();
    void paintTitle(
        QPainter& painter, const QRect& band, const QString& name, const QString& unit, const QString& right
    );

    int64_t frames_ = 1, frame_ = 0;
    double rate_ = 25;
    std::vector<double> quality_, bits_;
    QString qualityName_, qualityUnit_;
    double bound_;
    std::vector<int64_t> worst_;
    std::vector<QImage> film_;
    double low_ = 0, high_ = 1; // of the quality's axis
    QPixmap drawn_;             // all but play head and pointer; null: to be drawn
    int64_t hover_ = -1;
};

} // namespace rarebit::views
