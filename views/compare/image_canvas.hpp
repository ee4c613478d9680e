// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of one size under one view: beside each other, wiped, laid over each other, or one at a time. Zoom
// and pan are shared. Knows nothing of assets; the panes of pictures and video, and the error map, use it.
#pragma once

#include "views/compare/raster.hpp"
#include "views/core/theme.hpp"

#include <QStringList>
#include <QWidget>

#include <array>
#include <memory>

namespace rarebit::views {

struct CanvasPicture {
    std::shared_ptr<const MipImage> image; // null: not there yet
    QString letter;                        // slot; empty: none
    QString label, facts;                  // "JPEG quality 7", "0.130 bits/pixel, 27.13 dB"
};

class ImageCanvas : public QWidget {
    Q_OBJECT
public:
    enum class Arrangement : uint8_t { single, sideBySide, wipe, onion };

    explicit ImageCanvas(QWidget* parent = nullptr);

    /// All are `content` pixels large (a smaller image is stretched: an error map of cells). Another size
    /// fits anew.
    void setPictures(const QVector<CanvasPicture>& pictures, QSize content);
    const QVector<CanvasPicture>& pictures() const { return pictures_; }
    QSize content() const { return content_; }
    void setArrangement(Arrangement arrangement);
    Arrangement arrangement() const { return arrangement_; }
    /// Single: which of the pictures.
    void setShown(int index);
    int shown() const { return shown_; }
    /// Where the line stands, 0 to 1 of the width; how much of the second picture is seen.
    void setWipe(double at);
    double wipe() const { return wipe_; }
    void setWipeFollows(bool follows) { wipeFollows_ = follows; }
    void setOnion(double share);
    double onion() const { return onion_; }
    /// A drag with the left button draws a region, as one with Shift always does.
    void setChoosing(bool choosing);
    /// Lines in the lower left corner.
    void setFootnotes(const QStringList& lines);
    /// The user moves and zooms; off for a map that always shows the whole.
    void setNavigable(bool navigable) { navigable_ = navigable; }

    /// Colour around the picture, and the room that fitting leaves there.
    void setGround(Token ground, int margin);
    /// A small ring about a point of the picture; negative: none.
    void setSpot(QPointF spot);

    void fit();
    bool fitted() const { return fitted_; }
    /// Device pixels per pixel of the picture.
    double scale() const { return scale_; }
    void oneToOne() { setScale(1, QRectF(cell(0)).center()); }
    /// Zooms about a point of the widget.
    void setScale(double scale, QPointF about);
    /// Moves (without zooming) until the area is in the middle, where it is not in sight.
    void reveal(const QRect& area);
    void setCentre(QPointF centre);
    QPointF centre() const { return centre_; } // in pixels of the picture

    void setRegion(const QRect& region); // null: none
    void setMark(const QRect& mark);     // the loupe's place
    /// The pixel under the pointer in another view, shown as a cross.
    QPoint pixelAt(QPointF position) const;       // may lie outside of the picture
    QRectF areaOnScreen(const QRect& area) const; // in the first cell
    QRect cell(int index) const;
    int cellCount() const;

signals:
    void viewChanged(); // scale or place
    void hovered(QPoint pixel);
    void left();
    void clicked(QPoint pixel);
    void regionChosen(QRect region); // null: taken away
    void blinkHeld(bool held);       // Space

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    // What one picture shows in a cell, in device pixels; drawing it again costs a copy.
    struct Rendered {
        QImage image;
        const MipImage* of = nullptr;
        double scale = 0;
        QPointF centre;
    };
    enum class Drag : uint8_t { none, pan, wipe, region };

    const QImage& rendered(int picture, QSize cellSize);
    void paintCell(QPainter& painter, int index);
    void paintMarks(QPainter& painter, const QRect& cell);
    void paintWipe(QPainter& painter);
    void paintChips(QPainter& painter);
    void paintFootnotes(QPainter& painter);
    void
    paintChip(QPainter& painter, const CanvasPicture& picture, const QRect& within, Qt::Alignment corner);
    void keepInSight();
    double fitScale() const;
    int columnsFor(int count) const;
    QPointF cornerIn(QSize cellSize) const;
    QTransform toScreen(const QRect& cell) const;
    int cellAt(QPointF position) const;
    QRect pixelsBetween(QPointF a, QPointF b) const;
    bool onWipe(QPointF position) const;
    void updateCursor(QPointF position, Qt::KeyboardModifiers keys);

    QVector<CanvasPicture> pictures_;
    QSize content_;
    Arrangement arrangement_ = Arrangement::single;
    int shown_ = 0;
    double wipe_ = 0.5, onion_ = 0.5;
    bool wipeFollows_ = false, choosing_ = false, navigable_ = true;
    double scale_ = 1;
    QPointF centre_; // of each cell, in pixels of the picture
    bool fitted_ = true;
    QRect region_, mark_;
    QPointF spot_{-1, -1};
    Token ground_ = Token::stage;
    int margin_ = 0;
    QStringList footnotes_;
    QPoint hover_{-1, -1};
    std::vector<Rendered> rendered_;
    Drag drag_ = Drag::none;
    QPointF pressed_, centreAtPress_;
    bool moved_ = false;
};

} // namespace rarebit::views
