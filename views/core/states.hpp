// SPDX-License-Identifier: GPL-3.0-or-later
// What a view shows when it shows no data: nothing yet, busy, failed.
#pragma once

#include "engine/core/result.hpp"
#include "views/core/controls.hpp"
#include "views/core/page_layout.hpp"

#include <QElapsedTimer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;

namespace rarebit::views {

/// Icon, one strong line, one line that says how to fill it, and perhaps buttons that do so.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& icon, const QString& line, const QString& how, QWidget* parent = nullptr);
    void setText(const QString& line, const QString& how);
    QPushButton* addAction(const QString& text, std::function<void()> run);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString icon_;
    QLabel *line_, *how_, *picture_;
    QHBoxLayout* buttons_;
};

/// Bars where the data will be, and a line that says what happens. Appears after 150 ms.
class BusyState : public QWidget {
    Q_OBJECT
public:
    enum class Shape : uint8_t { bars, lines, rows, picture, tiles };
    explicit BusyState(Shape shape, QWidget* parent = nullptr);
    /// "estimating, 3 % of the tensor"; fraction below 0: unknown.
    void setProgress(const QString& text, double fraction);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void step();
    Shape shape_;
    QLabel* text_;
    QProgressBar* bar_;
    QTimer* timer_;
    QElapsedTimer shown_;
};

/// The three lines as text, to copy.
QString errorText(const Error& error);

/// What, where, fix; fixes as buttons, the safest one first and primary.
class ErrorCard : public QWidget {
    Q_OBJECT
public:
    explicit ErrorCard(const Error& error, QWidget* parent = nullptr);
    QPushButton* addFix(const QString& text, std::function<void()> run);
    QString plainText() const { return errorText(error_); }

private:
    Error error_;
    QHBoxLayout* buttons_;
    int fixes_ = 0;
};

/// A view's content and what stands in its place: one of them is shown.
class StateStack : public QWidget {
    Q_OBJECT
public:
    StateStack(QWidget* content, BusyState::Shape shape, QWidget* parent = nullptr);
    void showContent();
    EmptyState& showEmpty(const QString& icon, const QString& line, const QString& how);
    void showBusy(const QString& text, double fraction = -1);
    ErrorCard& showError(const Error& error);

private:
    void replace(QWidget* state);
    PageLayout* stack_;
    BusyState* busy_;
    QWidget* other_ = nullptr; // the empty or error state
};

} // namespace rarebit::views
