// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a model as layers by kinds of tensor.
#pragma once

#include "views/core/hub.hpp"

#include <algorithm>

namespace rarebit::views {

struct LayerGrid {
    QStringList layers;  // "0", "1" ...; of two stacks "encoder 0", "decoder 0"
    QStringList types;   // "attn_q", in order of appearance; ".weight" is left out where that is plain
    QVector<int> cells;  // layers x types: index of the part; -1: this layer has no such tensor
    QVector<int> others; // parts of no layer
    int part(qint64 layer, qint64 type) const {
        return cells[static_cast<qsizetype>(layer) * types.size() + static_cast<qsizetype>(type)];
    }
    int count() const {
        return static_cast<int>(std::ranges::count_if(cells, [](int i) { return i >= 0; }) + others.size());
    }
};

/// Of the parts that are tensors of numbers. Layers are told by the parts' groups ("layers.3").
LayerGrid layerGrid(const QVector<PartItem>& parts);
/// A tensor of real numbers or integers with at least one element.
bool hasNumbers(const PartItem& part);

/// "attn_q.weight" without what only says that it is a weight.
QString shortName(const QString& name);

} // namespace rarebit::views
