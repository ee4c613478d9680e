// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of pages below each other, as wide as there is room. Only those in sight are read, in the
// background.
#pragma once

#include <QCache>
#include <QImage>
#include <QScrollArea>
#include <QSet>
#include <QStringList>

namespace rarebit::gui {

class PageView : public QScrollArea {
    Q_OBJECT
public:
    explicit PageView(QWidget* parent = nullptr);
    /// Files of pages of one size; the place in the text stays.
    void setPages(const QStringList& files, QSizeF size);
    int pageCount() const { return static_cast<int>(files_.size()); }
    /// Whether every page in sight is drawn.
    bool ready() const { return missing_ == 0; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Sheet;
    QRect pageRect(int page) const; // on the sheet
    void arrange();
    void paintPages(QPainter& painter, const QRect& dirty);
    void load(int page);

    Sheet* sheet_;
    QStringList files_;
    QSizeF size_{210, 297};
    struct Picture {
        QImage image;
        int edition = 0;
    };
    QCache<int, Picture> pictures_{8}; // those of an earlier edition stay until the new ones are read
    QSet<int> loading_;
    int edition_ = 0; // counts setPages
    int missing_ = 0;
};

} // namespace rarebit::gui
