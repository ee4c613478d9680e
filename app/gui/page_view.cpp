// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/page_view.hpp"

#include "views/core/background.hpp"
#include "views/core/theme.hpp"

#include <QImageReader>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace rarebit::gui {

using views::Token;

namespace {

constexpr int gap = 12, widest = 900;

} // namespace

class PageView::Sheet : public QWidget {
public:
    explicit Sheet(PageView& view) : view_(view) {}

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        view_.paintPages(painter, event->rect());
    }

private:
    PageView& view_;
};

PageView::PageView(QWidget* parent) : QScrollArea(parent), sheet_(new Sheet(*this)) {
    setObjectName(QStringLiteral("reportPages"));
    setAccessibleName(tr("Pages of the report"));
    setFrameShape(QFrame::NoFrame);
    setWidget(sheet_);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&views::Theme::get(), &views::Theme::changed, sheet_, qOverload<>(&QWidget::update));
}

void PageView::setPages(const QStringList& files, QSizeF size) {
    files_ = files;
    size_ = size.isEmpty() ? QSizeF(210, 297) : size;
    ++edition_;
    missing_ = pageCount();
    arrange();
    sheet_->update();
}

QRect PageView::pageRect(int page) const {
    const int width = std::min(sheet_->width() - 2 * gap, views::Theme::get().scaled(widest));
    const int height = qRound(width * size_.height() / size_.width());
    return {(sheet_->width() - width) / 2, gap + page * (height + gap), width, height};
}

void PageView::arrange() {
    const int before = sheet_->height();
    const double place = before > 0 ? double(verticalScrollBar()->value()) / before : 0;
    sheet_->resize(viewport()->width(), 100);
    const int height = pageCount() == 0 ? viewport()->height() : pageRect(pageCount()).top();
    sheet_->resize(viewport()->width(), std::max(height, viewport()->height()));
    verticalScrollBar()->setValue(qRound(place * sheet_->height()));
}

void PageView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

void PageView::keyPressEvent(QKeyEvent* event) {
    auto* bar = verticalScrollBar();
    if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QScrollArea::keyPressEvent(event);
}

void PageView::load(int page) {
    if (loading_.contains(page)) return;
    loading_.insert(page);
    const QSize wanted = pageRect(page).size() * devicePixelRatioF();
    views::inBackground(
        this,
        [file = files_[page], wanted] {
            const QImage picture = QImageReader(file).read();
            return picture.isNull() ? picture
                                    : picture.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        },
        [this, page, edition = edition_](const QImage& picture) {
            loading_.remove(page);
            if (!picture.isNull()) pictures_.insert(page, new Picture{picture, edition});
            sheet_->update();
        }
    );
}

void PageView::paintPages(QPainter& painter, const QRect& dirty) {
    painter.fillRect(dirty, views::color(Token::stage));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    missing_ = 0;
    for (int page = 0; page < pageCount(); ++page) {
        const QRect rect = pageRect(page);
        if (!rect.intersects(dirty)) continue;
        painter.fillRect(rect, Qt::white); // paper, in both themes
        const Picture* picture = pictures_.object(page);
        if (picture) painter.drawImage(rect, picture->image);
        const bool current = picture && picture->edition == edition_ &&
                             picture->image.width() == int(rect.width() * devicePixelRatioF());
        if (!current) {
            ++missing_;
            load(page);
        }
        painter.setPen(views::color(Token::hair));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace rarebit::gui
