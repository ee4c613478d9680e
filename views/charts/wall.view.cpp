// SPDX-License-Identifier: GPL-3.0-or-later
// Small multiples: the distribution of every part of a model or cache on one wall.
#include "views/charts/wall.hpp"

#include "views/core/asset_state.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/maps/reconstruction.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr std::array orderNames{
    "stored", "name", "size", "deviation", "kurtosis", "max_z", "zeros", "entropy", "error"};

// The outline of a histogram on a logarithmic count axis, from (0, 0) to (1, 1).
QPolygonF outline(const Histogram& histogram, double low, double high, double most) {
    QPolygonF out;
    const double range = high - low;
    for (size_t i = 0; i < histogram.counts.size(); ++i) {
        const double height = std::log1p(histogram.counts[i]) / std::log1p(most);
        const double from = histogram.low + histogram.width() * static_cast<double>(i);
        out << QPointF((from - low) / range, height)
            << QPointF((from + histogram.width() - low) / range, height);
    }
    return out;
}

class TileDelegate : public QStyledItemDelegate {
public:
    explicit TileDelegate(WallModel& model, QObject* parent) : QStyledItemDelegate(parent), model_(model) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return tile_; }
    /// As many as fit beside each other share the width.
    QSize fill(int width) {
        const int least = Theme::get().scaled(156);
        tile_ = {width / std::max(1, width / least), Theme::get().scaled(108)};
        return tile_;
    }

    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect card = option.rect.adjusted(4, 4, -4, -4);
        const bool chosen = option.state & QStyle::State_Selected;
        const bool hovered = option.state & QStyle::State_MouseOver;
        paintRounded(
            *painter,
            card,
            cardRadius,
            color(
                chosen    ? Token::accentSoft
                : hovered ? Token::hover
                          : Token::pane
            ),
            color(chosen ? Token::accent : Token::hair),
            chosen ? 1.5 : 1
        );
        const PartItem& part = model_.part(index.row());
        QRect inner = card.adjusted(8, 5, -8, -5);
        // Beginning and end of a name tell parts apart.
        painter->setFont(font(Text::captionMedium));
        const QFontMetrics title(painter->font());
        painter->setPen(color(Token::text));
        painter->drawText(
            inner, Qt::AlignLeft | Qt::AlignTop, title.elidedText(part.name, Qt::ElideMiddle, inner.width())
        );
        painter->setFont(font(Text::caption));
        const QFontMetrics caption(painter->font());
        const QRect foot(
            inner.left(), inner.bottom() - caption.height() + 1, inner.width(), caption.height()
        );
        painter->setPen(color(Token::text2));
        const double figure = model_.figure(index.row());
        if (std::isnan(figure)) {
            painter->drawText(
                foot, Qt::AlignLeft, caption.elidedText(shapeText(part.shape), Qt::ElideRight, foot.width())
            );
        } else {
            painter->drawText(foot, Qt::AlignLeft, orderTitle(model_.order()));
            painter->setFont(font(Text::dense));
            painter->setPen(color(Token::text));
            painter->drawText(foot, Qt::AlignRight, number(figure, 3));
        }
        paintHistogram(
            *painter,
            QRectF(
                inner.left(),
                inner.top() + title.height() + 4,
                inner.width(),
                foot.top() - inner.top() - title.height() - 8
            ),
            index.row()
        );
        painter->restore();
    }

private:
    void paintHistogram(QPainter& painter, const QRectF& box, int row) const {
        const Distribution* known = model_.distribution(row);
        painter.setPen(Qt::NoPen);
        if (!known) {
            painter.setFont(font(Text::caption));
            if (const Error* failed = model_.error(row)) {
                painter.setPen(color(Token::bad));
                painter.drawText(
                    box, Qt::AlignCenter | Qt::TextWordWrap, QString::fromStdString(failed->what)
                );
                return;
            }
            painter.setBrush(color(Token::skel)); // the shape of what comes
            for (int i = 0; i < 9; ++i) {
                const double height = box.height() * (0.15 + 0.7 * std::exp(-std::pow((i - 4) / 2.2, 2)));
                const double width = box.width() / 9;
                painter.drawRect(QRectF(box.left() + i * width, box.bottom() - height, width - 3, height));
            }
            return;
        }
        const Histogram& original = known->original;
        if (original.empty()) {
            painter.setFont(font(Text::caption));
            painter.setPen(color(Token::text2));
            painter.drawText(box, Qt::AlignCenter, WallView::tr("no finite value"));
            return;
        }
        const double most = *std::ranges::max_element(original.counts);
        const auto place = [&](QPolygonF line) {
            for (QPointF& point : line)
                point = {box.left() + point.x() * box.width(), box.bottom() - point.y() * box.height()};
            return line;
        };
        QPolygonF area = place(outline(original, original.low, original.high, most));
        area << QPointF(box.right(), box.bottom()) << QPointF(box.left(), box.bottom());
        QColor fill = color(Token::axis);
        fill.setAlphaF(0.4F);
        painter.setBrush(fill);
        painter.drawPolygon(area);
        painter.setBrush(Qt::NoBrush);
        painter.setClipRect(box.adjusted(0, -1, 0, 1));
        const auto line = [&](const Histogram& histogram, int series) {
            if (histogram.empty()) return;
            const SeriesStyle style = Theme::get().series(series);
            QPen pen(style.color, 1.2);
            if (!style.dash.isEmpty()) pen.setDashPattern({4, 2});
            painter.setPen(pen);
            painter.drawPolyline(place(outline(histogram, original.low, original.high, most)));
        };
        line(known->decoded, 0);
        line(known->error, 1);
        painter.setPen(QPen(color(Token::hair), 1));
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }

    WallModel& model_;
    QSize tile_{156, 108};
};

} // namespace

WallView::WallView(ViewContext& context, QWidget* parent)
    : View(context, parent), model_(context.previews, this), table_(model_.statistics(), this),
      list_(new QListView), orders_(new QComboBox), looking_(new QTimer(this)) {
    list_->setObjectName(QStringLiteral("wallList"));
    list_->setAccessibleName(tr("Distributions of all parts"));
    list_->setViewMode(QListView::IconMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setUniformItemSizes(true);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setMouseTracking(true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setModel(&model_);
    list_->setItemDelegate(new TileDelegate(model_, list_));
    list_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // tiles keep their width
    setFocusProxy(list_);

    filter_ = new SearchField(tr("Part of a name"), QStringLiteral("funnel"));
    filter_->setObjectName(QStringLiteral("wallFilter"));
    filter_->setAccessibleName(tr("Filter by name"));
    setCompact(filter_);
    orders_->setObjectName(QStringLiteral("wallOrder"));
    orders_->setAccessibleName(tr("Order"));
    setCompact(orders_);
    for (size_t i = 0; i < orderNames.size(); ++i)
        orders_->addItem(orderTitle(static_cast<WallOrder>(i)));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(8);
    bar->addWidget(filter_, 1);
    legend_ = makeLabel({}, Text::small, Token::text2);
    legend_->hide();
    bar->addWidget(legend_);
    bar->addWidget(makeLabel(tr("Order"), Text::small, Token::text2));
    bar->addWidget(orders_);
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(list_, 1);
    stack_ = new StateStack(content, BusyState::Shape::tiles);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(stack_);

    looking_->setSingleShot(true);
    looking_->setInterval(40);
    connect(looking_, &QTimer::timeout, this, &WallView::look);
    connect(list_->verticalScrollBar(), &QScrollBar::valueChanged, this, &WallView::lookLater);
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
        showPart();
        lookLater();
    });
    connect(&model_, &WallModel::progressed, this, &WallView::showProgress);
    connect(orders_, &QComboBox::activated, this, [this](int order) {
        setOrder(static_cast<WallOrder>(order));
    });
    connect(filter_, &QLineEdit::textChanged, &model_, &WallModel::setFilter);
    connect(
        list_->selectionModel(),
        &QItemSelectionModel::currentChanged,
        this,
        [this](const QModelIndex& index) {
            if (!quiet_ && index.isValid() && !pinned()) context_.hub.setPart(model_.part(index.row()).name);
        }
    );
    connect(&Theme::get(), &Theme::changed, this, [this] { fillWidth(); });
    const Hub& hub = context_.hub;
    connect(&hub, &Hub::assetChanged, this, &WallView::follow);
    connect(&hub, &Hub::slotsChanged, this, &WallView::follow);
    follow();
}

void WallView::setPinned(bool on) {
    View::setPinned(on);
    if (!on) follow();
}

void WallView::setOrder(WallOrder order) {
    orders_->setCurrentIndex(static_cast<int>(order));
    model_.setOrder(order);
}

void WallView::follow() {
    if (pinned()) return;
    const HubState& state = context_.hub.state();
    asset_ = state.asset.isEmpty() ? nullptr : context_.asset(state.asset);
    const NoAsset none{
        QStringLiteral("grid"),
        tr("No model or cache chosen"),
        tr("Pick one in Assets to see the distribution of each of its parts.")};
    if (const auto shown = showAssetState(*stack_, context_, asset_, none)) {
        model_.setAsset(nullptr, {});
        setSubject({});
        return setState(*shown);
    }
    const int slot = reconstructionSlot(state, asset_->path);
    model_.setAsset(asset_, slot < 0 ? Json() : state.slotted[static_cast<size_t>(slot)].spec);
    legend_->setText(slot < 0 ? QString() : tr("line: %1, dashed: its error").arg(QChar('A' + slot)));
    legend_->setVisible(slot >= 0);
    table_.setParts(model_.parts());
    orders_->setCurrentIndex(static_cast<int>(model_.order()));
    if (model_.total() == 0) {
        stack_->showEmpty(
            none.icon,
            tr("No part holds numbers"),
            tr("Text and tables have no distribution of values. Choose another asset.")
        );
        setSubject(asset_->name);
        return setState({});
    }
    stack_->showContent();
    const QString count = model_.total() == 1 ? tr("1 part") : tr("%1 parts").arg(grouped(model_.total()));
    setSubject(asset_->name + QStringLiteral(", ") + count);
    showPart();
    showProgress();
    lookLater();
}

void WallView::showProgress() {
    auto& statistics = model_.statistics();
    if (statistics.filling())
        setState(
            {ViewState::Kind::filling,
             tr("filling, %1 of %2").arg(grouped(statistics.known()), grouped(statistics.size())),
             std::nullopt}
        );
    else
        setState({});
}

void WallView::showPart() {
    const int row = model_.rowOf(context_.hub.state().part);
    quiet_ = true;
    if (row >= 0) {
        list_->setCurrentIndex(model_.index(row));
        list_->scrollTo(model_.index(row));
    } else {
        list_->setCurrentIndex({});
    }
    quiet_ = false;
}

void WallView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    fillWidth();
}

void WallView::fillWidth() {
    // One pixel less, or the list finds no room for the last tile of a row.
    list_->setGridSize(static_cast<TileDelegate*>(list_->itemDelegate())->fill(list_->viewport()->width() - 1)
    );
    lookLater();
}

void WallView::lookLater() {
    if (!looking_->isActive()) looking_->start();
}

void WallView::look() {
    QVector<int> rows;
    const QRect sight = list_->viewport()->rect();
    for (int row = 0; row < model_.rowCount(); ++row) {
        const QRect tile = list_->visualRect(model_.index(row));
        if (tile.top() > sight.bottom()) break;
        if (tile.intersects(sight)) rows << row;
    }
    model_.setVisible(rows);
}

QAbstractItemModel* WallView::table() {
    return model_.total() > 0 ? &table_ : nullptr;
}

QString WallView::commandLine() const {
    return asset_ ? QStringLiteral("rarebit info %1 --stats").arg(shellQuoted(asset_->path)) : QString();
}

Json WallView::settings() const {
    return Json::object({{"order", orderNames[static_cast<size_t>(model_.order())]}});
}

void WallView::restore(const Json& json) {
    const auto found = std::ranges::find(orderNames, json.at("order").asString());
    if (found != orderNames.end()) setOrder(static_cast<WallOrder>(found - orderNames.begin()));
}

const ViewDef& wall() {
    static const ViewDef view{
        .id = QStringLiteral("wall"),
        .title = WallView::tr("Wall of distributions"),
        .icon = QStringLiteral("grid"),
        .group = QStringLiteral("charts"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new WallView(context, parent);
        }};
    return view;
}

} // namespace rarebit::views
