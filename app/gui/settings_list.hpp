// SPDX-License-Identifier: GPL-3.0-or-later
// A page of settings: rows of a name, a sentence and a control.
#pragma once

#include <QScrollArea>
#include <QString>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace rarebit::gui {

class SettingsList : public QScrollArea {
    Q_OBJECT
public:
    explicit SettingsList(QWidget* parent = nullptr);
    /// The control takes the name as its accessible name. Returns the sentence's label: it may change.
    QLabel* add(const QString& name, const QString& sentence, QWidget* control);
    /// Shows the rows that contain all the words; true where there is one.
    bool filter(const QString& words);

private:
    struct Row {
        QWidget* widget;
        QString name;
        QLabel* sentence;
    };
    QVBoxLayout* column_;
    std::vector<Row> rows_;
};

} // namespace rarebit::gui
