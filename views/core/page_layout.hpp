// SPDX-License-Identifier: GPL-3.0-or-later
// One widget of several, with the room that this one needs: pages that nobody sees ask for none.
#pragma once

#include <QStackedLayout>

namespace rarebit::views {

class PageLayout : public QStackedLayout {
public:
    explicit PageLayout(QWidget* parent) : QStackedLayout(parent) {
        connect(this, &QStackedLayout::currentChanged, this, &PageLayout::invalidate);
    }
    QSize sizeHint() const override { return ofCurrent(&QLayoutItem::sizeHint); }
    QSize minimumSize() const override { return ofCurrent(&QLayoutItem::minimumSize); }

private:
    QSize ofCurrent(QSize (QLayoutItem::*size)() const) const {
        const QLayoutItem* item = itemAt(currentIndex());
        return item ? (item->*size)() : QSize();
    }
};

} // namespace rarebit::views
