// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+Shift+P: finds a command, an asset, a part, a result or a method by some of its letters, and teaches
// its shortcut.
#pragma once

#include <QDialog>
#include <QString>
#include <QVector>

#include <functional>

class QLineEdit;
class QListWidget;

namespace rarebit::gui {

struct PaletteEntry {
    QString text, kind, hint, icon; // hint: shortcut or where it lies
    std::function<void()> run;
};

/// How well the letters of `pattern` appear in order in `text`: -1 where they do not. Beginnings of words and
/// runs of letters count more.
int fuzzyScore(const QString& pattern, const QString& text);

class Palette : public QDialog {
    Q_OBJECT
public:
    explicit Palette(QWidget* parent);
    /// Shows it over the window with these entries.
    void open(QVector<PaletteEntry> entries);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void runCurrent();
    QVector<PaletteEntry> entries_;
    QVector<int> shown_;
    QLineEdit* field_;
    QListWidget* list_;
};

} // namespace rarebit::gui
