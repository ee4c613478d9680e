// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets side by side that go on in the next line where the width ends: chips.
#pragma once

#include <QLayout>
#include <QList>

namespace rarebit::gui {

class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 6);
    ~FlowLayout() override;
    /// Deletes the widgets in it.
    void clear();

    void addItem(QLayoutItem* item) override { items_.push_back(item); }
    int count() const override { return int(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    /// The height that is needed; moves the widgets where `move`.
    int place(const QRect& rect, bool move) const;
    QList<QLayoutItem*> items_;
    int gap_;
};

} // namespace rarebit::gui
