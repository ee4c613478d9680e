// SPDX-License-Identifier: GPL-3.0-or-later
// Settings, page Diagnostics: versions and what this machine offers, to read and to copy.
#pragma once

#include "app/gui/doctor.hpp"

#include <QScrollArea>

namespace rarebit::gui {

class DiagnosticsPage : public QScrollArea {
    Q_OBJECT
public:
    DiagnosticsPage(Doctor& doctor, QWidget* parent = nullptr);
    /// "Program: rarebit 0.1.0 (...)", a line for each fact.
    QString report() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    Doctor& doctor_;
};

} // namespace rarebit::gui
