// SPDX-License-Identifier: GPL-3.0-or-later
// Names and numbers in one line; what does not fit is in the tool tip.
#pragma once

#include <QString>
#include <QVector>
#include <QWidget>

namespace rarebit::views {

class StatisticsStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatisticsStrip(QWidget* parent = nullptr);
    using Items = QVector<std::pair<QString, QString>>;
    void setItems(const Items& items);
    const Items& items() const { return items_; }
    /// Shown in the items' place while it is not empty.
    void setReadout(const Items& readout);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void describe();
    Items items_, readout_;
};

} // namespace rarebit::views
