// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines as a user reads and copies them.
#pragma once

#include <QString>

namespace rarebit::views {

struct ViewContext;

/// An argument as a shell reads it.
QString shellQuoted(const QString& argument);
/// "asset = 'a.png'": a comparison as the filter language reads it.
QString filterText(const QString& column, const QString& value);
/// To the clipboard and into the command log; nothing where the line is empty.
void copyCommandLine(const ViewContext& context, const QString& line);

} // namespace rarebit::views
