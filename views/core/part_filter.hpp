// SPDX-License-Identifier: GPL-3.0-or-later
// Filters of lists of parts: "layer:10-20 type:bf16 kurtosis>8 q_proj". All words must hold. A plain word is
// part of the name; `layer:`, `type:`, `role:`, `kind:` compare a property; FIGURE<N, <=, >, >=, = compare a
// figure.
#pragma once

#include "engine/core/result.hpp"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace rarebit::views {

struct PartItem;

class PartFilter {
public:
    /// figures: what may be compared. A comparison whose number is not typed yet says nothing.
    static Result<PartFilter> parse(const QString& text, const QStringList& figures);

    bool empty() const { return words_.empty(); }
    /// Some word compares a figure: those of all parts are needed.
    bool needsFigures() const;
    /// part: null for an asset that is listed as a whole. NaN: not known, which no comparison takes.
    bool matches(
        const QString& name,
        const QString& kind,
        const PartItem* part,
        const std::function<double(const QString& figure)>& figure
    ) const;

private:
    struct Word {
        enum class Sort : uint8_t { text, layer, type, role, kind, figure } sort = Sort::text;
        QString text;            // of a figure: its name
        int first = 0, last = 0; // layers
        QString comparison;      // "<", "<=", ">", ">=", "="
        double number = 0;
    };
    std::vector<Word> words_;
};

/// The layer that a part belongs to by its group ("layers.3") or its name ("blk.3.attn_q"); -1: none.
int layerOf(const QString& group, const QString& name);

} // namespace rarebit::views
