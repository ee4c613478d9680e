// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/catalogue.hpp"

#include "views/core/numbers.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rarebit::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Catalogue)
};

QString string(const Json& json) {
    return QString::fromStdString(json.asString());
}

QString valueText(const Json& value) {
    if (value.isString()) return string(value);
    if (value.isNumber()) return spelled(value.asDouble());
    return QString::fromStdString(value.dump());
}

ParamItem paramItem(const Json& json) {
    ParamItem item;
    item.name = string(json.at("name"));
    item.label = item.name;
    item.label.replace(QLatin1Char('_'), QLatin1Char(' '));
    item.label.replace(0, 1, item.label.left(1).toUpper());
    for (const auto& choice : json.at("choices").elements())
        item.choices.push_back(string(choice));
    const auto type = json.at("type").asString();
    item.type = type == "integer"         ? ParamItem::Type::integer
                : type == "number"        ? ParamItem::Type::number
                : type == "flag"          ? ParamItem::Type::flag
                : !item.choices.isEmpty() ? ParamItem::Type::choice
                                          : ParamItem::Type::text;
    item.usual = valueText(json.at("default"));
    item.bounded = json.at("min").isNumber() && json.at("max").isNumber();
    item.min = json.at("min").asDouble();
    item.max = json.at("max").asDouble();
    item.log = json.at("scale").asString() == "log";
    item.unit = string(json.at("unit"));
    item.help = string(json.at("help"));
    return item;
}

} // namespace

QString spelled(double value) {
    return QString::number(value, 'g', 12);
}

QString ParamItem::range() const {
    QString out;
    if (bounded)
        out = Words::tr("%1 to %2").arg(views::number(min, 7), views::number(max, 7));
    else if (type == Type::flag)
        out = Words::tr("on or off");
    else if (!choices.isEmpty())
        out = choices.join(QStringLiteral(", "));
    if (!out.isEmpty() && !unit.isEmpty()) out += QLatin1Char(' ') + unit;
    const QString standard = type != Type::flag                ? usual
                             : usual == QStringLiteral("true") ? Words::tr("on")
                                                               : Words::tr("off");
    if (usual.isEmpty()) return out;
    return out.isEmpty() ? Words::tr("usually %1").arg(standard)
                         : Words::tr("%1; usually %2").arg(out, standard);
}

QString ParamItem::wrong(const QString& value) const {
    if (numeric()) {
        bool ok = false;
        const double number = value.toDouble(&ok);
        if (!ok || !std::isfinite(number)) return Words::tr("'%1' is no number").arg(value);
        if (type == Type::integer && number != std::floor(number))
            return Words::tr("%1 is no whole number").arg(value);
        if (bounded && (number < min || number > max))
            return Words::tr("%1 is not within %2").arg(value, range());
    } else if (type == Type::flag) {
        if (value != QStringLiteral("true") && value != QStringLiteral("false"))
            return Words::tr("'%1' is neither true nor false").arg(value);
    } else if (!choices.isEmpty() && !choices.contains(value)) {
        return Words::tr("'%1' is none of %2").arg(value, choices.join(QStringLiteral(", ")));
    }
    return {};
}

const MethodInfo* methodInfo(const QString& id) {
    const auto all = allMethods();
    const auto found = std::ranges::find(all, id.toStdString(), &MethodInfo::id);
    return found == all.end() ? nullptr : &*found;
}

const MetricInfo* metricInfo(const QString& id) {
    const auto all = allMetrics();
    const auto found =
        std::ranges::find(all, id.section(QLatin1Char(':'), 0, 0).toStdString(), &MetricInfo::id);
    return found == all.end() ? nullptr : &*found;
}

QVector<ParamItem> paramsOf(const QString& method) {
    QVector<ParamItem> out;
    if (const auto* info = methodInfo(method))
        for (const auto& param : info->params.elements())
            out.push_back(paramItem(param));
    return out;
}

bool takesSome(const MethodInfo& method, const views::AssetItem& asset) {
    return std::ranges::any_of(asset.parts, [&](const views::PartItem& part) {
        const auto& roles = method.takes.elements();
        return std::ranges::any_of(roles, [&](const Json& role) { return string(role) == part.role; });
    });
}

QString methodTitle(const QString& id) {
    const auto* info = methodInfo(id);
    return info ? QString::fromStdString(info->title) : id;
}

} // namespace rarebit::gui
