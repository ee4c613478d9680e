// SPDX-License-Identifier: GPL-3.0-or-later
// Methods and metrics as forms need them, read from the engine's catalogue: no module is loaded for it.
#pragma once

#include "engine/core/registry.hpp"
#include "views/core/hub.hpp"

#include <QString>
#include <QStringList>
#include <QVector>

namespace rarebit::gui {

struct ParamItem {
    enum class Type : uint8_t { integer, number, flag, choice, text };
    QString name, label; // "work_factor", "Work factor"
    Type type = Type::text;
    QString usual; // the default, in the C locale
    bool bounded = false, log = false;
    double min = 0, max = 0;
    QStringList choices;
    QString unit, help;
    bool numeric() const { return type == Type::integer || type == Type::number; }
    bool sweepable() const { return type != Type::text; }
    /// "1 to 100, usually 75": what a value may be.
    QString range() const;
    /// Why this text is no value of it; empty where it is one.
    QString wrong(const QString& value) const;
};

/// A number as command lines spell it: C locale, as few digits as say it.
QString spelled(double value);

const MethodInfo* methodInfo(const QString& id);
const MetricInfo* metricInfo(const QString& id);
QVector<ParamItem> paramsOf(const QString& method);
/// Does the method take a part of this asset, by the roles that it takes?
bool takesSome(const MethodInfo& method, const views::AssetItem& asset);
QString methodTitle(const QString& id);

} // namespace rarebit::gui
