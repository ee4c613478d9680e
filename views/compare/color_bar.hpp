// SPDX-License-Identifier: GPL-3.0-or-later
// The legend of a map: what it shows, its colours, the values at their ends, the scale, what is clipped.
#pragma once

#include "views/compare/picture_error.hpp"

#include <QWidget>

namespace rarebit::views {

class ColorBar : public QWidget {
    Q_OBJECT
public:
    explicit ColorBar(QWidget* parent = nullptr);

    /// Everything but the values themselves is taken from the field.
    void show(const ErrorField& field, const QString& title, const QString& unit);
    QSize sizeHint() const override;
    /// "square-root scale, 1 % clipped".
    const QString& remark() const { return remark_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ValueScale scale_;
    MapKind map_ = MapKind::viridis;
    bool turned_ = false;
    QString title_, unit_, remark_;
};

} // namespace rarebit::views
