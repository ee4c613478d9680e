// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/slot_box.hpp"

#include "engine/core/experiment.hpp"
#include "views/core/controls.hpp"
#include "views/core/theme.hpp"

#include <QPainter>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace rarebit::gui {

using views::Slot;
using views::Text;
using views::Token;

namespace {
// A menu of thousands of results helps nobody; the results table finds any of them.
constexpr int mostOffered = 60;
} // namespace

Slot originalSlot(const QString& assetPath) {
    return {assetPath, {}, {}, SlotBox::tr("original")};
}

Slot slotFromRow(const Json& row, const Session& session) {
    Slot slot;
    slot.key = QString::fromStdString(row.at("key").asString());
    const QString hash = QString::fromStdString(row.at("asset_hash").asString());
    std::map<std::string, std::string> pathOfHash;
    for (const auto& asset : session.assets()) {
        pathOfHash[asset->hash.toStdString()] = asset->path.toStdString();
        if (asset->hash == hash ||
            (asset->hash.isEmpty() && asset->name.toStdString() == row.at("asset").asString()))
            slot.asset = asset->path;
    }
    auto result = runResultFromJson(row);
    if (!result) return {};
    result->spec.asset = slot.asset.toStdString();
    for (const auto& [role, hashes] : row.at("inputs").members())
        for (const auto& input : hashes.elements())
            if (const auto found = pathOfHash.find(input.asString()); found != pathOfHash.end())
                result->spec.inputs[role].push_back(found->second);
    slot.spec = toJson(result->spec);
    const int index = const_cast<Session&>(session).results().rowOf(slot.key);
    slot.label = index >= 0 ? const_cast<Session&>(session).results().label(index)
                            : QString::fromStdString(row.at("method").asString());
    return slot;
}

SlotBox::SlotBox(int slot, Session& session, QWidget* parent)
    : QComboBox(parent), slot_(slot), session_(session) {
    setObjectName(QStringLiteral("slot") + QChar('A' + slot));
    setAccessibleName(tr("Slot %1").arg(QChar('A' + slot)));
    setMinimumWidth(184);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&session.hub(), &views::Hub::slotsChanged, this, &SlotBox::refresh);
    connect(&session, &Session::projectChanged, this, &SlotBox::refresh);
    connect(this, &QComboBox::activated, this, &SlotBox::choose);
    refresh();
}

void SlotBox::refresh() {
    const Slot& slot = session_.hub().state().slotted[size_t(slot_)];
    const auto asset = session_.asset(slot.asset);
    setToolTip(
        slot.empty()
            ? tr("Nothing in slot %1: press %1 on a result, or choose one here").arg(QChar('A' + slot_))
            : (asset ? asset->name + QStringLiteral(": ") : QString()) + slot.label
    );
    update();
}

void SlotBox::showPopup() {
    clear();
    const auto& state = session_.hub().state();
    const auto asset = session_.asset(state.asset);
    addItem(tr("(empty)"));
    if (asset) addItem(tr("original of %1").arg(asset->name), QVariant(QStringList{asset->path, {}}));
    const auto& results = session_.results();
    int offered = 0;
    const auto offer = [&](int row) {
        if (row < 0 || results.failed(row) || offered >= mostOffered) return;
        if (asset && results.text(row, QStringLiteral("asset_hash")) != asset->hash) return;
        addItem(results.label(row), QVariant(QStringList{{}, results.key(row)}));
        ++offered;
    };
    for (const auto& key : state.results)
        offer(results.rowOf(key));
    for (int row = results.size() - 1; row >= 0 && offered < mostOffered; --row)
        if (!state.results.contains(results.key(row))) offer(row);
    setCurrentIndex(-1);
    QComboBox::showPopup();
}

void SlotBox::choose(int index) {
    const QStringList chosen = itemData(index).toStringList();
    if (chosen.isEmpty()) return session_.hub().setSlot(slot_, {});
    if (!chosen[0].isEmpty()) return session_.hub().setSlot(slot_, originalSlot(chosen[0]));
    session_.store().ask<Json>(
        [key = chosen[1].toStdString()](ProjectStore& store) {
            const auto row = store.row(key);
            return row && *row ? **row : Json();
        },
        [this](const Json& row) {
            if (row.isObject()) session_.hub().setSlot(slot_, slotFromRow(row, session_));
        }
    );
}

void SlotBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.currentText.clear();
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const Slot& slot = session_.hub().state().slotted[size_t(slot_)];
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    views::paintSlot(painter, QRectF(field.left() + 4, field.center().y() - 7, 16, 16), slot_, !slot.empty());
    painter.setFont(views::font(Text::body));
    painter.setPen(views::color(slot.empty() ? Token::text2 : Token::text));
    const QRect label = field.adjusted(26, 0, -2, 0);
    const QString text = slot.empty() ? tr("no run") : slot.label;
    painter.drawText(
        label,
        Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, label.width())
    );
}

} // namespace rarebit::gui
