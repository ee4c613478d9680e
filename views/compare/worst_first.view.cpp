// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks of a picture or frame with the largest squared error, worst first, as small pictures of both
// sides.
#include "views/compare/pair_follower.hpp"
#include "views/core/numbers.hpp"

#include <QAbstractTableModel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int around = 8;     // pixels shown beyond the block on each side
constexpr int thumbSide = 60; // of each of the two pictures
constexpr int cardGap = 4, cardPadding = 4, labelHeight = 20;

class SpotModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { place, size, psnr, mse, columns };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const PairPtr& pair) {
        if (pair == pair_) return;
        beginResetModel();
        pair_ = pair;
        endResetModel();
    }
    const PairPtr& pair() const { return pair_; }
    const ErrorBlock& block(int row) const { return pair_->error.worst[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() || !pair_ ? 0 : static_cast<int>(pair_->error.worst.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid() || !pair_) return {};
        const ErrorBlock& spot = block(index.row());
        if (role == Qt::TextAlignmentRole && index.column() > size)
            return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
        if (role == Qt::AccessibleTextRole && index.column() == place)
            return tr("%1, %2 dB").arg(areaText(spot.area), number(spot.psnr(pair_->error.peak), 3));
        if (role != Qt::DisplayRole) return {};
        switch (index.column()) {
        case place:
            return tr("%1, %2").arg(spot.area.x()).arg(spot.area.y());
        case size:
            return tr("%1 × %2").arg(spot.area.width()).arg(spot.area.height());
        case psnr:
            return number(spot.psnr(pair_->error.peak), 3);
        default:
            return number(spot.mse);
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (role == Qt::TextAlignmentRole && section > size)
            return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
        const QString titles[] = {tr("Place x, y"), tr("Pixels"), tr("PSNR, dB"), tr("MSE")};
        return titles[section];
    }

private:
    PairPtr pair_;
};

class SpotDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static QSize cardSize() {
        return {
            2 * thumbSide + 2 + 2 * cardPadding + cardGap,
            thumbSide + 2 * cardPadding + Theme::get().scaled(labelHeight)};
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return cardSize(); }
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto& model = static_cast<const SpotModel&>(*index.model());
        const ErrorBlock& spot = model.block(index.row());
        const QRect card = option.rect.adjusted(0, 0, -cardGap, 0);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintRounded(
            *painter,
            card,
            cardRadius,
            color(hovered ? Token::hover : Token::pane),
            color(chosen ? Token::accent : Token::hair),
            chosen ? 2 : 1
        );
        painter->setRenderHint(QPainter::Antialiasing, false);
        int x = card.left() + cardPadding;
        for (const PicturePtr& side : {model.pair()->a, model.pair()->b}) {
            const QImage& picture = side->display.levels.front();
            // A square of one size for all, moved inwards at the edges of the picture.
            QRect from = QRect(QPoint(), spot.area.size().grownBy(QMargins(around, around, around, around)));
            from.moveCenter(spot.area.center());
            from.moveLeft(std::clamp(from.left(), 0, std::max(0, picture.width() - from.width())));
            from.moveTop(std::clamp(from.top(), 0, std::max(0, picture.height() - from.height())));
            const QRect to(x, card.top() + cardPadding, thumbSide, thumbSide);
            painter->drawImage(to, picture, from.intersected(picture.rect()));
            x += thumbSide + 2;
        }
        const QRect label = card.adjusted(cardPadding + 1, cardPadding + thumbSide, -cardPadding - 1, -1);
        painter->setFont(views::font(Text::dense));
        painter->setPen(color(Token::text2));
        painter->drawText(label, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->setPen(color(Token::text));
        const QString value =
            SpotModel::tr("%1 dB").arg(index.siblingAtColumn(SpotModel::psnr).data().toString());
        painter->drawText(label, Qt::AlignVCenter | Qt::AlignRight, value);
        painter->restore();
    }
};

class WorstFirstView : public View {
    Q_OBJECT
public:
    WorstFirstView(ViewContext& context, QWidget* parent)
        : View(context, parent), follower_(context, this), list_(new QListView) {
        setObjectName(QStringLiteral("worstFirstView"));
        list_->setObjectName(QStringLiteral("worstList"));
        list_->setModel(&model_);
        list_->setItemDelegate(new SpotDelegate(list_));
        list_->setFlow(QListView::LeftToRight);
        list_->setWrapping(true);
        list_->setResizeMode(QListView::Adjust);
        list_->setUniformItemSizes(true);
        list_->setMouseTracking(true);
        list_->setFrameShape(QFrame::NoFrame);
        list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        list_->setAccessibleName(tr("Places with the largest error, worst first"));
        auto* page = new QWidget;
        auto* room = new QVBoxLayout(page);
        room->setContentsMargins(8, 8, 0, 0);
        room->addWidget(list_);
        states_ = new StateStack(page, BusyState::Shape::tiles, this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(states_);
        connect(
            list_->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            [this](const QModelIndex& index) {
                if (index.isValid() && !following_) follower_.chooseRegion(model_.block(index.row()).area);
            }
        );
        connect(&follower_, &PairFollower::changed, this, &WorstFirstView::refresh);
        connect(&follower_, &PairFollower::regionChanged, this, &WorstFirstView::follow);
        connect(&Theme::get(), &Theme::changed, list_, &QListView::doItemsLayout);
        refresh();
    }

    QAbstractItemModel* table() override { return follower_.pair() ? &model_ : nullptr; }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        follower_.setPaused(pinned);
    }
    QSize sizeHint() const override { return {600, SpotDelegate::cardSize().height() + 16}; }

private:
    void refresh() {
        setState(follower_.state());
        const PairPtr& pair = follower_.pair();
        model_.show(pair);
        if (!pair) {
            setSubject({});
            return follower_.explain(*states_);
        }
        const int side = pair->error.blockSide;
        setSubject(tr("%1 × %1 blocks by squared error").arg(side));
        if (pair->error.worst.empty())
            states_->showEmpty(
                QStringLiteral("check-circle"), tr("No sample differs"), tr("Both sides are the same.")
            );
        else
            states_->showContent();
        follow();
    }

    // Marks the block that the hub's region is.
    void follow() {
        if (!follower_.pair()) return;
        const QRect region = follower_.region();
        following_ = true;
        const auto& worst = follower_.pair()->error.worst;
        const auto found = std::ranges::find(worst, region, &ErrorBlock::area);
        if (found != worst.end())
            list_->setCurrentIndex(model_.index(static_cast<int>(found - worst.begin()), 0));
        else
            list_->clearSelection();
        following_ = false;
    }

    PairFollower follower_;
    SpotModel model_;
    QListView* list_;
    StateStack* states_;
    bool following_ = false;
};

} // namespace

const ViewDef& worst_first() {
    static const ViewDef definition{
        QStringLiteral("worst_first"),
        WorstFirstView::tr("Worst first"),
        QStringLiteral("sort-down"),
        QStringLiteral("compare"),
        [](ViewContext& context, QWidget* parent) -> View* { return new WorstFirstView(context, parent); },
        [](const AssetItem& asset) { return asset.hasPictures(); }};
    return definition;
}

} // namespace rarebit::views

#include "worst_first.view.moc"
