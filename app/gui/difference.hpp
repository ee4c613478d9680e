// SPDX-License-Identifier: GPL-3.0-or-later
// After a crash: what differs between what the window held and what is saved, as a readable list.
#pragma once

#include "engine/core/json.hpp"

#include <QDialog>
#include <QString>
#include <QVector>

#include <optional>

namespace rarebit::gui {

class Workspaces;

struct DifferenceRow {
    QString group;       // "Assets", "Recipe", "Sweep", "Selection", "Workspaces"
    QString what;        // "picture.png", "Method"
    QString left, saved; // in the window when it ended, and on disk
};

/// `left`: what Recovery kept; `document`: project.json (null: none); `layout`: the saved one (null: none).
/// `workspaces` names them and knows how they are at first.
QVector<DifferenceRow>
recoveryDifference(const Json& left, const Json& document, const Json& layout, const Workspaces& workspaces);

class DifferenceDialog : public QDialog {
    Q_OBJECT
public:
    DifferenceDialog(const QString& project, const QVector<DifferenceRow>& rows, QWidget* parent);

signals:
    void restoreChosen();
    void savedChosen();
};

} // namespace rarebit::gui
