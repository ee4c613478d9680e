// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_json.hpp"

#include <algorithm>

namespace rarebit::gui {
namespace {

QString text(const Json& json) {
    return QString::fromStdString(json.asString());
}

Json listJson(const QStringList& list) {
    Json out = Json::array();
    for (const auto& item : list)
        out.push(item.toStdString());
    return out;
}
QStringList listFrom(const Json& json) {
    QStringList out;
    for (const auto& item : json.elements())
        out.push_back(text(item));
    return out;
}

Json mapJson(const std::map<QString, QString>& map) {
    Json out = Json::object();
    for (const auto& [name, value] : map)
        out[name.toStdString()] = value.toStdString();
    return out;
}
std::map<QString, QString> mapFrom(const Json& json) {
    std::map<QString, QString> out;
    for (const auto& [name, value] : json.members())
        out[QString::fromStdString(name)] = text(value);
    return out;
}

Json spreadJson(const Spread& spread) {
    return Json::object({
        {"kind", int(spread.kind)},
        {"list", listJson(spread.list)},
        {"low", spread.low},
        {"high", spread.high},
        {"points", spread.points},
    });
}
Spread spreadFrom(const Json& json) {
    return {
        Spread::Kind(std::clamp<int64_t>(json.at("kind").asInt(), 0, 2)),
        listFrom(json.at("list")),
        json.at("low").asDouble(),
        json.at("high").asDouble(1),
        int(json.at("points").asInt(2))};
}

} // namespace

Json toJson(const StudyState& state) {
    Json methods = Json::array(), rules = Json::array();
    for (const auto& method : state.methods) {
        Json spreads = Json::object();
        for (const auto& [name, spread] : method.spreads)
            spreads[name.toStdString()] = spreadJson(spread);
        methods.push(Json::object({
            {"id", method.id.toStdString()},
            {"values", mapJson(method.values)},
            {"spreads", spreads},
            {"moved", method.moved.toStdString()},
        }));
    }
    for (const auto& rule : state.rules)
        rules.push(Json::object({{"match", rule.match.toStdString()}, {"spec", rule.spec.toStdString()}}));
    return Json::object({
        {"methods", methods},
        {"current", state.current},
        {"parts", state.parts.toStdString()},
        {"rest", state.rest.toStdString()},
        {"rules", rules},
        {"inputs", mapJson(state.inputs)},
        {"assets", listJson(state.assets)},
        {"metrics", listJson(state.metrics)},
        {"seed", state.seed},
        {"repeats", state.repeats},
        {"mode", int(state.mode)},
        {"target", state.target.toStdString()},
        {"target_value", state.targetValue},
        {"hull_points", state.hullPoints},
        {"sample_points", state.samplePoints},
        {"sample_seed", state.sampleSeed},
        {"point_minutes", state.pointMinutes},
        {"worker_gigabytes", state.workerGigabytes},
        {"workers", state.workers},
    });
}

StudyState studyFromJson(const Json& json) {
    StudyState out;
    for (const auto& method : json.at("methods").elements()) {
        MethodChoice choice;
        choice.id = text(method.at("id"));
        choice.values = mapFrom(method.at("values"));
        for (const auto& [name, spread] : method.at("spreads").members())
            choice.spreads[QString::fromStdString(name)] = spreadFrom(spread);
        choice.moved = text(method.at("moved"));
        out.methods.push_back(std::move(choice));
    }
    out.current =
        int(std::clamp<int64_t>(json.at("current").asInt(), 0, std::max<qsizetype>(0, out.methods.size() - 1))
        );
    const StudyState usual;
    out.parts = QString::fromStdString(json.at("parts").asString(usual.parts.toStdString()));
    out.rest = QString::fromStdString(json.at("rest").asString(usual.rest.toStdString()));
    for (const auto& rule : json.at("rules").elements())
        out.rules.push_back({text(rule.at("match")), text(rule.at("spec"))});
    out.inputs = mapFrom(json.at("inputs"));
    out.assets = listFrom(json.at("assets"));
    out.metrics = listFrom(json.at("metrics"));
    out.seed = json.at("seed").asInt(usual.seed);
    out.repeats = int(json.at("repeats").asInt(usual.repeats));
    out.mode = StudyState::Mode(std::clamp<int64_t>(json.at("mode").asInt(), 0, int(StudyState::Mode::hull)));
    out.target = QString::fromStdString(json.at("target").asString(usual.target.toStdString()));
    out.targetValue = json.at("target_value").asDouble(usual.targetValue);
    out.hullPoints = int(json.at("hull_points").asInt(usual.hullPoints));
    out.samplePoints = int(json.at("sample_points").asInt(usual.samplePoints));
    out.sampleSeed = int(json.at("sample_seed").asInt(usual.sampleSeed));
    out.pointMinutes = json.at("point_minutes").asDouble();
    out.workerGigabytes = json.at("worker_gigabytes").asDouble();
    out.workers = int(json.at("workers").asInt());
    return out;
}

} // namespace rarebit::gui
