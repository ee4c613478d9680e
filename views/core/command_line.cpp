// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/command_line.hpp"

#include "views/core/view.hpp"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace rarebit::views {

QString shellQuoted(const QString& argument) {
    static const QString plain = QStringLiteral("_-./:=,+@%^");
    const bool safe = !argument.isEmpty() && std::ranges::all_of(argument, [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || plain.contains(c);
    });
    if (safe) return argument;
    QString text = argument;
    return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString filterText(const QString& column, const QString& value) {
    const QChar quote = value.contains(u'\'') ? u'"' : u'\'';
    return column + QStringLiteral(" = ") + quote + value + quote;
}

void copyCommandLine(const ViewContext& context, const QString& line) {
    if (line.isEmpty()) return;
    QGuiApplication::clipboard()->setText(line);
    if (context.log) context.log(line);
}

} // namespace rarebit::views
