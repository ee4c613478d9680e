// SPDX-License-Identifier: GPL-3.0-or-later
// What a view shows in place of data: nothing yet and how to fill it, work in progress, or an error.
#pragma once

#include "engine/core/result.hpp"

#include <QString>
#include <QWidget>

namespace rarebit::views {

class Notice : public QWidget {
    Q_OBJECT
public:
    explicit Notice(QWidget* parent = nullptr);

    /// One strong line, and one that says how to fill the view.
    void setEmpty(const QString& iconName, const QString& line, const QString& hint);
    void setBusy(const QString& line);
    /// What, where and fix, in three lines; "copy" puts them on the clipboard.
    void setError(const Error& error);
    /// All of it as plain text.
    const QString& text() const { return text_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Kind : uint8_t { empty, busy, error };
    void set(Kind kind, const QString& iconName, const QStringList& lines);
    Kind kind_ = Kind::empty;
    QString icon_, text_;
    QStringList lines_;
};

} // namespace rarebit::views
