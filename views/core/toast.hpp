// SPDX-License-Identifier: GPL-3.0-or-later
// Short notes at the bottom right of the window, above its status bar. Never for errors.
#pragma once

#include <QWidget>

#include <functional>

namespace rarebit::views {

class Toasts : public QObject {
    Q_OBJECT
public:
    explicit Toasts(QWidget* window);
    /// Replaces the note that is there; goes away after six seconds, later while the pointer is on it.
    void show(
        const QString& title,
        const QString& detail = {},
        const QString& action = {},
        std::function<void()> run = {}
    );
    /// Null: none is shown.
    QWidget* current() const { return toast_; }
    void dismiss();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    QWidget* window_;
    QWidget* toast_ = nullptr;
};

} // namespace rarebit::views
