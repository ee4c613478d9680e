// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/layer_grid.hpp"

#include "engine/core/dtype.hpp"

#include <QHash>

#include <map>
#include <optional>

namespace rarebit::views {
namespace {

struct Place {
    QString stack; // "", "decoder"
    int layer = 0;
    QString type;
    auto key() const { return std::pair(stack, layer); }
};

// "layers.3" and "blk.3.attn_q.weight" -> {"", 3, "attn_q.weight"}.
std::optional<Place> placeOf(const PartItem& part) {
    const qsizetype dot = part.group.lastIndexOf(QLatin1Char('.'));
    bool number = false;
    const int layer = part.group.mid(dot + 1).toInt(&number);
    const QString stack = part.group.left(std::max<qsizetype>(dot, 0));
    if (!number || !(stack == QStringLiteral("layers") || stack.endsWith(QStringLiteral(".layers"))))
        return {};
    const QString mark = QStringLiteral(".%1.").arg(layer);
    const qsizetype at = part.name.indexOf(mark);
    if (at < 0) return {};
    return Place{
        stack.chopped(std::min<qsizetype>(stack.size(), stack.contains(QLatin1Char('.')) ? 7 : 6)),
        layer,
        part.name.mid(at + mark.size())};
}

} // namespace

bool hasNumbers(const PartItem& part) {
    if (part.form != QStringLiteral("tensor") || part.role == QStringLiteral("video.plane")) return false;
    const auto dtype = dtypeByName(part.dtype.toStdString());
    if (!dtype || info(*dtype).kind == DTypeClass::complex || info(*dtype).kind == DTypeClass::boolean)
        return false;
    return std::ranges::all_of(part.shape, [](qint64 extent) { return extent > 0; });
}

QString shortName(const QString& name) {
    const QString suffix = QStringLiteral(".weight");
    return name.endsWith(suffix) ? name.chopped(suffix.size()) : name;
}

LayerGrid layerGrid(const QVector<PartItem>& parts) {
    LayerGrid out;
    std::map<std::pair<QString, int>, QHash<QString, int>> rows; // in order of stack and number
    bool stacks = false;
    for (int i = 0; i < parts.size(); ++i) {
        if (!hasNumbers(parts[i])) continue;
        const auto place = placeOf(parts[i]);
        if (!place) {
            out.others.push_back(i);
            continue;
        }
        stacks = stacks || !place->stack.isEmpty();
        if (!out.types.contains(place->type)) out.types.push_back(place->type);
        rows[place->key()].insert(place->type, i);
    }
    for (const auto& [key, row] : rows) {
        out.layers.push_back(
            !stacks ? QString::number(key.second)
                    : QStringLiteral("%1 %2")
                          .arg(key.first.isEmpty() ? QStringLiteral("encoder") : key.first)
                          .arg(key.second)
        );
        for (const auto& type : out.types)
            out.cells.push_back(row.value(type, -1));
    }
    // Short labels, unless two kinds would read the same.
    QStringList shorter;
    for (const auto& type : out.types)
        shorter.push_back(shortName(type));
    if (QStringList unique = shorter; unique.removeDuplicates() == 0) out.types = shorter;
    return out;
}

} // namespace rarebit::views
