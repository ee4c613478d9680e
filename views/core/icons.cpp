// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/icons.hpp"

#include "engine/core/result.hpp"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

// `pixels` are those of the device.
QPixmap render(const QString& name, const QColor& color, const QSize& pixels) {
    const QString key = QStringLiteral("rarebit-icon %1 %2 %3").arg(name, color.name()).arg(pixels.width()) +
                        QLatin1Char('x') + QString::number(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("there is no icon %s in resources/icons", qPrintable(name));
        return {};
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class ThemedIcon : public QIconEngine {
public:
    ThemedIcon(QString name, Token normal) : name_(std::move(name)), normal_(normal) {}

    QIconEngine* clone() const override { return new ThemedIcon(*this); }
    QString iconName() override { return name_; }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return render(name_, colorOf(mode, state), size);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        return pixmap(size, mode, state);
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        paintIcon(*painter, rect, name_, colorOf(mode, state));
    }

private:
    QColor colorOf(QIcon::Mode mode, QIcon::State state) const {
        if (mode == QIcon::Disabled) return color(Token::text3);
        if (state == QIcon::On && (normal_ == Token::text2 || normal_ == Token::text))
            return color(Token::accent);
        return color(normal_);
    }
    QString name_;
    Token normal_;
};

} // namespace

QIcon icon(const QString& name, Token normal) {
    return QIcon(new ThemedIcon(name, normal));
}

QPixmap iconPixmap(const QString& name, const QColor& color, int pixels, qreal pixelRatio) {
    const int side = static_cast<int>(std::ceil(pixels * pixelRatio));
    QPixmap pixmap = render(name, color, {side, side});
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color) {
    const double side = std::min(rect.width(), rect.height());
    const QPixmap pixmap =
        iconPixmap(name, color, static_cast<int>(std::lround(side)), painter.device()->devicePixelRatioF());
    const QPointF corner(rect.center().x() - side / 2, rect.center().y() - side / 2);
    painter.drawPixmap(QPointF(std::round(corner.x()), std::round(corner.y())), pixmap);
}

} // namespace rarebit::views
