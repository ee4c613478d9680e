// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recent.hpp"

#include "engine/core/files.hpp"
#include "engine/store/project_store.hpp"
#include "views/charts/curves.hpp"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <map>

namespace rarebit::gui {
namespace {

constexpr int mostRecent = 14;
constexpr size_t mostRows = 2000; // that a small picture is made of
constexpr int summaryVersion = 1;
const QString array = QStringLiteral("recentProjects");

void write(const QVector<RecentEntry>& entries) {
    QSettings settings;
    settings.remove(array);
    settings.beginWriteArray(array);
    for (int i = 0; i < std::min<int>(mostRecent, int(entries.size())); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("folder"), entries[i].folder);
        settings.setValue(QStringLiteral("opened"), entries[i].opened.toString(Qt::ISODate));
    }
    settings.endArray();
}

QString cacheFile(const QString& folder) {
    const QByteArray name = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/projects/") +
           QString::fromLatin1(name) + QStringLiteral(".json");
}

// Sizes and times of the files that a summary speaks of.
std::string stampOf(const QString& folder) {
    QString out;
    for (const auto& info :
         QDir(folder).entryInfoList({"project.json", "results*.jsonl"}, QDir::Files, QDir::Name))
        out += QStringLiteral("%1 %2 %3;")
                   .arg(info.fileName())
                   .arg(info.size())
                   .arg(info.lastModified().toMSecsSinceEpoch());
    return out.toStdString();
}

Json axisJson(const views::Axis& axis) {
    return Json::object({
        {"scale", int(axis.scale)},
        {"linear_below", axis.linearBelow},
        {"reversed", axis.reversed},
    });
}
views::Axis axisFrom(const Json& json) {
    views::Axis axis;
    axis.scale = views::AxisScale(std::clamp<int64_t>(json.at("scale").asInt(), 0, 2));
    axis.linearBelow = json.at("linear_below").asDouble(1);
    axis.reversed = json.at("reversed").asBool();
    return axis;
}

std::vector<double> numbersFrom(const Json& json) {
    std::vector<double> out;
    for (const auto& value : json.elements())
        out.push_back(value.asDouble(views::notANumber)); // non-finite ones are null
    return out;
}

// Only what a picture without words needs.
Json figureJson(const views::Figure& figure) {
    Json series = Json::array();
    for (const auto& one : figure.series)
        series.push(Json::object({
            {"mark", int(one.mark)},
            {"style", one.style},
            {"x", Json::list(one.x)},
            {"y", Json::list(one.y)},
            {"pieces", Json::list(one.pieces)},
        }));
    return Json::object({{"x", axisJson(figure.x)}, {"y", axisJson(figure.y)}, {"series", series}});
}
std::shared_ptr<const views::Figure> figureFrom(const Json& json) {
    if (json.at("series").size() == 0) return nullptr;
    auto figure = std::make_shared<views::Figure>();
    figure->x = axisFrom(json.at("x"));
    figure->y = axisFrom(json.at("y"));
    for (const auto& one : json.at("series").elements()) {
        views::Series series;
        series.mark =
            one.at("mark").asInt() == int(views::Mark::front) ? views::Mark::front : views::Mark::curve;
        series.style = int(one.at("style").asInt());
        series.x = numbersFrom(one.at("x"));
        series.y = numbersFrom(one.at("y"));
        for (const auto& piece : one.at("pieces").elements())
            series.pieces.push_back(int(piece.asInt()));
        if (series.x.size() == series.y.size() && !series.x.empty())
            figure->series.push_back(std::move(series));
    }
    return figure;
}

// Of the asset with most results: its curves as the chart shows them unasked.
std::shared_ptr<const views::Figure> figureOf(const ProjectStore& store) {
    const auto rows = store.query({.limit = mostRows});
    if (!rows || rows->empty()) return nullptr;
    std::map<std::string, int> counts;
    for (const Json& row : *rows)
        ++counts[row.at("asset_hash").asString()];
    const std::string hash =
        std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; })->first;
    const auto assets = store.assets();
    const auto asset = std::ranges::find(assets, hash, &AssetRecord::hash);
    views::ResultSet results;
    results.add(*rows);
    views::CurveOptions options;
    options.front = false;
    options.asset = QString::fromStdString(hash);
    options.y =
        views::usualMetric(results, asset == assets.end() ? QString() : QString::fromStdString(asset->kind));
    auto curves = views::curvesOf(results, options);
    std::erase_if(curves.figure.series, [](const views::Series& series) {
        return series.mark != views::Mark::curve;
    });
    return curves.points == 0 ? nullptr : std::make_shared<const views::Figure>(std::move(curves.figure));
}

} // namespace

QVector<RecentEntry> recentProjects() {
    QSettings settings;
    QVector<RecentEntry> out;
    const int count = settings.beginReadArray(array);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        out.push_back(
            {settings.value(QStringLiteral("folder")).toString(),
             QDateTime::fromString(settings.value(QStringLiteral("opened")).toString(), Qt::ISODate)}
        );
    }
    settings.endArray();
    return out;
}

void noteRecent(const QString& folder) {
    auto entries = recentProjects();
    entries.removeIf([&](const RecentEntry& entry) { return entry.folder == folder; });
    entries.prepend({folder, QDateTime::currentDateTime()});
    write(entries);
}

void forgetRecent(const QString& folder) {
    auto entries = recentProjects();
    entries.removeIf([&](const RecentEntry& entry) { return entry.folder == folder; });
    write(entries);
    QFile::remove(cacheFile(folder));
}

void moveRecent(const QString& from, const QString& to) {
    auto entries = recentProjects();
    entries.removeIf([&](const RecentEntry& entry) { return entry.folder == to; });
    for (auto& entry : entries)
        if (entry.folder == from) entry.folder = to;
    write(entries);
}

ProjectSummary summarise(const QString& folder) {
    ProjectSummary out;
    if (!QFileInfo::exists(folder + QStringLiteral("/project.json"))) {
        out.missing = true;
        return out;
    }
    const std::string stamp = stampOf(folder);
    const QString cache = cacheFile(folder);
    if (const auto text = mapFile(cache.toStdString()))
        if (const auto kept = Json::parse(text->text(), "summary");
            kept && kept->at("version").asInt() == summaryVersion && kept->at("stamp").asString() == stamp) {
            out.results = int(kept->at("results").asInt());
            out.assets = int(kept->at("assets").asInt());
            out.figure = figureFrom(kept->at("figure"));
            return out;
        }
    const auto store = ProjectStore::open(folder.toStdString());
    if (!store) return out; // opening it says why
    out.results = int((*store)->size());
    out.assets = int((*store)->assets().size());
    out.figure = figureOf(**store);
    const Json kept = Json::object({
        {"version", summaryVersion},
        {"stamp", stamp},
        {"results", out.results},
        {"assets", out.assets},
        {"figure", out.figure ? figureJson(*out.figure) : Json()},
    });
    QDir().mkpath(QFileInfo(cache).absolutePath());
    // Without it the project is read again the next time.
    static_cast<void>(writeFile(cache.toStdString(), kept.dump()));
    return out;
}

} // namespace rarebit::gui
