// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/method_picker.hpp"

#include "app/gui/catalogue.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/rows.hpp"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>

namespace rarebit::gui {

using views::Theme;

namespace {

constexpr int idRole = Qt::UserRole + 1, fidelityRole = Qt::UserRole + 2;

// The name, and at the right whether it is lossless.
class MethodDelegate : public views::TableDelegate {
public:
    using TableDelegate::TableDelegate;
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        TableDelegate::paint(painter, option, index);
        const QString word = index.data(fidelityRole).toString();
        if (word.isEmpty()) return;
        const QSize size = views::badgeSize(word);
        QRect place = option.rect;
        place.setLeft(place.right() - size.width() - 8);
        views::paintBadge(*painter, place, word, views::BadgeKind::neutral);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {TableDelegate::sizeHint(option, index).width() + 80, Theme::get().scaled(24)};
    }
};

QString label(const MethodInfo& method) {
    const auto id = QString::fromStdString(method.id), title = QString::fromStdString(method.title);
    return title.compare(id, Qt::CaseInsensitive) == 0 ? title : title + QStringLiteral("  ·  ") + id;
}

QString fidelityWord(const MethodInfo& method) {
    return method.fidelity == "lossless" ? MethodPicker::tr("lossless")
           : method.fidelity == "lossy"  ? MethodPicker::tr("lossy")
                                         : MethodPicker::tr("semantic");
}

QStandardItem* methodItem(const MethodInfo& method, bool fits) {
    auto* item = new QStandardItem(label(method));
    item->setData(QString::fromStdString(method.id), idRole);
    item->setData(fidelityWord(method), fidelityRole);
    if (!fits) item->setData(int(views::Token::text2), views::inkRole);
    if (!method.paper.empty()) item->setToolTip(QString::fromStdString(method.paper));
    return item;
}

QStandardItem* headingItem(const QString& text) {
    auto* item = new QStandardItem(text);
    item->setFlags(Qt::NoItemFlags);
    return item;
}

} // namespace

MethodPicker::MethodPicker(QWidget* parent) : QComboBox(parent) {
    setObjectName(QStringLiteral("methodPicker"));
    setAccessibleName(tr("Method"));
    setEditable(true);
    setInsertPolicy(NoInsert);
    setMaxVisibleItems(24);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    view()->setItemDelegate(new MethodDelegate(view()));
    lineEdit()->setPlaceholderText(tr("Choose a method"));
    fill();
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString id = itemData(index, idRole).toString();
        if (id.isEmpty()) return restoreText();
        setMethod(id);
        emit chosen(id);
    });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &MethodPicker::restoreText);
}

void MethodPicker::setAsset(const views::AssetPtr& asset) {
    asset_ = asset;
    fill();
}

void MethodPicker::setMethod(const QString& id) {
    method_ = id;
    setCurrentIndex(findData(id, idRole));
    restoreText();
}

void MethodPicker::restoreText() {
    const auto* info = methodInfo(method_);
    setEditText(info ? label(*info) : QString());
}

void MethodPicker::fill() {
    const bool ready = asset_ && asset_->state == views::AssetItem::State::ready;
    QStringList roles;
    if (ready)
        for (const auto& part : asset_->parts)
            if (!roles.contains(part.role)) roles.push_back(part.role);
    const QString key = (ready ? asset_->name : QString()) + roles.join(QLatin1Char(' '));
    if (count() > 0 && key == filledFor_) return;
    filledFor_ = key;
    auto* model = new QStandardItemModel(this);
    auto* found = new QStandardItemModel(this); // without headings: what typing finds
    for (const bool fits : {true, false}) {
        QList<QStandardItem*> items;
        for (const auto& method : allMethods())
            if ((!ready || takesSome(method, *asset_)) == fits) {
                items.push_back(methodItem(method, fits));
                found->appendRow(methodItem(method, fits));
            }
        if (ready && !items.isEmpty())
            model->appendRow(headingItem(fits ? tr("Fits %1").arg(asset_->name) : tr("For other assets")));
        for (auto* item : items)
            model->appendRow(item);
    }
    setModel(model); // deletes the one before
    auto* completer = new QCompleter(found, this);
    found->setParent(completer);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    completer->popup()->setItemDelegate(new MethodDelegate(completer->popup()));
    if (auto* old = this->completer()) old->deleteLater();
    setCompleter(completer);
    connect(
        completer,
        qOverload<const QModelIndex&>(&QCompleter::activated),
        this,
        [this](const QModelIndex& index) {
            const QString id = index.data(idRole).toString();
            if (id.isEmpty()) return;
            setMethod(id);
            emit chosen(id);
        }
    );
    setMethod(method_);
}

} // namespace rarebit::gui
