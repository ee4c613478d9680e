// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/wall_model.hpp"
#include "views/core/view.hpp"
#include "views/maps/model_map.hpp"

class QComboBox;
class QLabel;
class QListView;
class QTimer;

namespace rarebit::views {

class SearchField;
class StateStack;

class WallView : public View {
    Q_OBJECT
public:
    WallView(ViewContext& context, QWidget* parent);

    WallModel& model() { return model_; }
    QListView& list() { return *list_; }
    void setOrder(WallOrder order);

    QAbstractItemModel* table() override;
    QString commandLine() const override;
    void assetsUpdated() override { follow(); }
    Json settings() const override;
    void restore(const Json& json) override;
    void setPinned(bool on) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();
    void showProgress();
    void showPart();
    void fillWidth();
    void lookLater();
    void look();

    WallModel model_;
    PartTable table_;
    QListView* list_;
    StateStack* stack_;
    QLabel* legend_;
    QComboBox* orders_;
    SearchField* filter_;
    QTimer* looking_;
    AssetPtr asset_;
    bool quiet_ = false; // the current tile follows the hub now
};

} // namespace rarebit::views
