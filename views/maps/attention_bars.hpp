// SPDX-License-Identifier: GPL-3.0-or-later
// The share of the attention that each token gets, above the maps of a head, on a logarithmic scale.
#pragma once

#include <QWidget>

#include <vector>

namespace rarebit::views {

class AttentionBars : public QWidget {
    Q_OBJECT
public:
    explicit AttentionBars(QWidget* parent = nullptr);
    /// One share (0 to 1) for each token.
    void setShares(std::vector<float> shares);
    const std::vector<float>& shares() const { return shares_; }
    /// Tokens in sight, and the pixels that they stand on.
    void setWindow(double first, double last, double left, double right);
    void setCursor(qint64 token);
    QSize sizeHint() const override { return {300, 44}; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<float> shares_;
    double first_ = 0, last_ = 1, left_ = 0, right_ = 1;
    qint64 cursor_ = -1;
};

} // namespace rarebit::views
