// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/flow_layout.hpp"

#include <QWidget>

#include <algorithm>

namespace rarebit::gui {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), gap_(gap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(items_);
}

void FlowLayout::clear() {
    while (QLayoutItem* item = takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // its signal may be the reason
        }
        delete item;
    }
    invalidate();
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

QSize FlowLayout::minimumSize() const {
    QSize out;
    for (const auto* item : items_)
        out = out.expandedTo(item->minimumSize());
    return out;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FlowLayout::place(const QRect& rect, bool move) const {
    int x = rect.x(), y = rect.y(), line = 0;
    QList<std::pair<QLayoutItem*, QRect>> row;
    const auto finish = [&] { // centred in their line
        for (auto& [item, place] : row)
            if (move) item->setGeometry(place.translated(0, (line - place.height()) / 2));
        row.clear();
    };
    for (auto* item : items_) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint().boundedTo({std::max(1, rect.width()), QWIDGETSIZE_MAX});
        if (x > rect.x() && x + size.width() > rect.x() + rect.width()) {
            finish();
            x = rect.x();
            y += line + gap_;
            line = 0;
        }
        row.push_back({item, QRect(QPoint(x, y), size)});
        x += size.width() + gap_;
        line = std::max(line, size.height());
    }
    finish();
    return y + line - rect.y();
}

} // namespace rarebit::gui
