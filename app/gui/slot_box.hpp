// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar's box of a slot: shows what stands in it and offers the original and the results of the asset.
#pragma once

#include "app/gui/session.hpp"
#include "views/core/view.hpp"

#include <QComboBox>

namespace rarebit::gui {

/// What a result's row puts into a slot. Inputs are found among the session's assets by their hash.
views::Slot slotFromRow(const Json& row, const Session& session);
/// The asset itself.
views::Slot originalSlot(const QString& assetPath);

class SlotBox : public QComboBox {
    Q_OBJECT
public:
    SlotBox(int slot, Session& session, QWidget* parent = nullptr);
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void choose(int index);
    int slot_;
    Session& session_;
};

} // namespace rarebit::gui
