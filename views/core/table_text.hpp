// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as text for other programs and papers.
#pragma once

#include <QStringList>
#include <QVector>

#include <cstdint>

class QAbstractItemModel;

namespace rarebit::views {

enum class CopyFormat : uint8_t { csv, markdown, latex };

/// Cells as text, quoted as the format needs it; `numeric`: columns that are aligned right.
QString tableText(
    const QStringList& head, const QVector<bool>& numeric, const QVector<QStringList>& rows, CopyFormat format
);
/// A whole model. CSV has the values (edit role, where the model has it) at full precision; the others say
/// what the table shows.
QString tableText(const QAbstractItemModel& model, CopyFormat format);

} // namespace rarebit::views
