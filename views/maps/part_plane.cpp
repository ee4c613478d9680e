// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/part_plane.hpp"

#include "views/core/numbers.hpp"

namespace rarebit::views {

QString elementIndex(const PartItem& part, qint64 row, qint64 column) {
    const bool picture = part.role == QStringLiteral("image") && part.shape.size() == 3;
    QStringList index{grouped(column)};
    if (picture) {
        index.prepend(grouped(row));
    } else {
        for (qsizetype axis = part.shape.size() - 1; axis-- > 0;) {
            const qint64 extent = std::max<qint64>(1, part.shape[axis]);
            index.prepend(grouped(row % extent));
            row /= extent;
        }
    }
    return QStringLiteral("[%1]").arg(index.join(QStringLiteral(", ")));
}

} // namespace rarebit::views
