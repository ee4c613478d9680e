// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/command_line.hpp"

#include "engine/core/text.hpp"
#include "views/core/view.hpp"

#include <QClipboard>
#include <QGuiApplication>

namespace rarebit::views {

QString shellQuoted(const QString& argument) {
    return QString::fromStdString(rarebit::shellQuoted(argument.toStdString()));
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
