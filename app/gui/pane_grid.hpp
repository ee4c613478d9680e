// SPDX-License-Identifier: GPL-3.0-or-later
// One to six panes in nested splitters, as a value that can be saved:
//   {"split":"h"|"v","sizes":[..],"children":[...]} or a leaf {"view":"rate_distortion","settings":{...}}
#pragma once

#include "engine/core/json.hpp"

#include <QWidget>

#include <functional>

class QSplitter;
class QVBoxLayout;

namespace rarebit::gui {

class PaneGrid : public QWidget {
    Q_OBJECT
public:
    static constexpr int mostPanes = 6;
    /// make: the widget of a leaf; describe: the leaf of a widget.
    PaneGrid(
        std::function<QWidget*(const Json& leaf)> make,
        std::function<Json(QWidget* pane)> describe,
        QWidget* parent = nullptr
    );

    void setArrangement(const Json& arrangement);
    Json arrangement() const;

    /// In reading order.
    QList<QWidget*> panes() const;
    /// A new pane beside (horizontal) or below the given one. Nothing where six are there.
    QWidget* split(QWidget* pane, Qt::Orientation orientation, const Json& leaf);
    /// The last pane stays.
    void closePane(QWidget* pane);
    /// Another widget in its place.
    QWidget* replace(QWidget* pane, const Json& leaf);
    /// Shows this pane alone; once more (or null) shows all again.
    void maximise(QWidget* pane);
    QWidget* maximised() const { return maximised_; }
    /// These give their room to the others until they are folded no more; one always stays.
    void fold(const QList<QWidget*>& panes);

signals:
    void panesChanged();

private:
    QWidget* build(const Json& node);
    Json describeNode(const QWidget* node) const;
    void place(QWidget* root);
    void showPanes();
    std::function<QWidget*(const Json&)> make_;
    std::function<Json(QWidget*)> describe_;
    QVBoxLayout* column_;
    QWidget* root_ = nullptr;
    QWidget* maximised_ = nullptr;
    QList<QWidget*> folded_;
};

} // namespace rarebit::gui
