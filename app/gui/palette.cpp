// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/palette.hpp"

#include "views/core/icons.hpp"
#include "views/core/theme.hpp"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {
namespace {

constexpr int mostShown = 60;
enum Role { kindRole = Qt::UserRole, hintRole };

// Name at the left, kind beside it in grey, shortcut at the right.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, views::Theme::get().scaled(30)};
    }
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString text = std::exchange(item.text, {});
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const QRect row = option.rect.adjusted(36, 0, -12, 0);
        const QString hint = index.data(hintRole).toString(), kind = index.data(kindRole).toString();
        painter->setFont(views::font(views::Text::caption));
        painter->setPen(views::color(views::Token::text2));
        const int hintWidth = painter->fontMetrics().horizontalAdvance(hint) + 8;
        const int kindWidth = painter->fontMetrics().horizontalAdvance(kind) + 8;
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, hint);
        painter->setFont(views::font(views::Text::body));
        const QFontMetrics metrics(views::font(views::Text::body));
        const QRect name = row.adjusted(0, 0, -hintWidth - kindWidth - 8, 0);
        painter->setPen(views::color(views::Token::text));
        const QString cut = metrics.elidedText(text, Qt::ElideMiddle, name.width());
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter, cut);
        painter->setFont(views::font(views::Text::caption));
        painter->setPen(views::color(views::Token::text2));
        painter->drawText(
            row.adjusted(metrics.horizontalAdvance(cut) + 8, 0, -hintWidth, 0),
            Qt::AlignLeft | Qt::AlignVCenter,
            kind
        );
    }
};

} // namespace

int fuzzyScore(const QString& pattern, const QString& text) {
    int score = 0, last = -2;
    qsizetype at = 0;
    for (const QChar letter : pattern) {
        if (letter.isSpace()) continue;
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0) return -1;
        const bool start = found == 0 || !text[found - 1].isLetterOrNumber();
        score += 1 + (found == last + 1 ? 4 : 0) + (start ? 3 : 0);
        last = int(found);
        at = found + 1;
    }
    return score * 100 - int(text.size());
}

Palette::Palette(QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint), field_(new QLineEdit), list_(new QListWidget) {
    setObjectName(QStringLiteral("palette"));
    field_->setObjectName(QStringLiteral("paletteField"));
    field_->setPlaceholderText(tr("Find a command, asset or result"));
    field_->setAccessibleName(field_->placeholderText());
    field_->addAction(views::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    field_->installEventFilter(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setItemDelegate(new EntryDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setAccessibleName(tr("Matches"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(field_);
    column->addWidget(list_, 1);
    connect(field_, &QLineEdit::textChanged, this, &Palette::filter);
    connect(list_, &QListWidget::itemActivated, this, &Palette::runCurrent);
    connect(list_, &QListWidget::itemClicked, this, &Palette::runCurrent);
}

void Palette::open(QVector<PaletteEntry> entries) {
    entries_ = std::move(entries);
    field_->clear();
    filter({});
    const QWidget* window = parentWidget();
    const int width = std::min(640, window->width() - 40);
    resize(width, std::min(420, window->height() - 80));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 40)));
    show();
    field_->setFocus();
}

void Palette::filter(const QString& text) {
    QVector<std::pair<int, int>> scored; // score, entry
    for (int i = 0; i < entries_.size(); ++i)
        if (const int score = fuzzyScore(text, entries_[i].text); score >= 0 || text.isEmpty())
            scored.push_back({text.isEmpty() ? 0 : score, i});
        else if (const int other = fuzzyScore(text, entries_[i].kind + QLatin1Char(' ') + entries_[i].text);
                 other >= 0)
            scored.push_back({other - 200, i});
    std::ranges::stable_sort(scored, [](const auto& a, const auto& b) { return a.first > b.first; });
    list_->clear();
    shown_.clear();
    for (const auto& [score, i] : scored) {
        if (shown_.size() >= mostShown) break;
        const PaletteEntry& entry = entries_[i];
        auto* item = new QListWidgetItem(
            entry.icon.isEmpty() ? views::icon(QStringLiteral("chevron-right")) : views::icon(entry.icon),
            entry.text,
            list_
        );
        item->setData(kindRole, entry.kind);
        item->setData(hintRole, entry.hint);
        shown_.push_back(i);
    }
    list_->setCurrentRow(0);
}

void Palette::runCurrent() {
    const int row = list_->currentRow();
    if (row < 0 || row >= shown_.size()) return;
    const auto run = entries_[shown_[row]].run;
    hide();
    if (run) run();
}

bool Palette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != field_ || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(list_, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

} // namespace rarebit::gui
