// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses a method: those that take a part of the asset first, found by typing any part of a name.
#pragma once

#include "views/core/hub.hpp"

#include <QComboBox>

namespace rarebit::gui {

class MethodPicker : public QComboBox {
    Q_OBJECT
public:
    explicit MethodPicker(QWidget* parent = nullptr);
    /// Null: no asset, all methods alike.
    void setAsset(const views::AssetPtr& asset);
    void setMethod(const QString& id);
    QString method() const { return method_; }

signals:
    void chosen(const QString& id);

private:
    void fill();
    void restoreText();
    views::AssetPtr asset_;
    QString method_, filledFor_;
};

} // namespace rarebit::gui
