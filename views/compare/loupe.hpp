// SPDX-License-Identifier: GPL-3.0-or-later
// Eight by eight pixels of two pictures with their numbers, beside each other.
#pragma once

#include "views/compare/picture_cache.hpp"

#include <QWidget>

namespace rarebit::views {

class Loupe : public QWidget {
    Q_OBJECT
public:
    static constexpr int side = 8;

    explicit Loupe(QWidget* parent = nullptr);

    struct Side {
        PicturePtr picture;
        QString letter, label;
    };
    /// One or two sides of one size, and what PSNR of the place is measured against.
    void setSides(const QVector<Side>& sides, double peak);
    /// The block of 8 x 8 that holds the pixel.
    void setPlace(QPoint pixel);
    QRect place() const { return place_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int cellWide() const;
    int cellTall() const;
    QString valueText(const Raster& raster, int row, int column) const;
    void paintGrid(QPainter& painter, const Side& side, QPoint corner) const;
    QString psnrText() const;

    QVector<Side> sides_;
    double peak_ = 255;
    QPoint wanted_;
    QRect place_;
};

} // namespace rarebit::views
