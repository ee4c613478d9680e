// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/part_statistics.hpp"

#include <QMetaObject>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

double figure(const Json& stats, std::string_view name) {
    const Json& value = stats.at(name);
    return value.isNumber() ? value.asDouble() : std::nan("");
}
double rms(const Json& stats) {
    return std::hypot(figure(stats, "mean"), figure(stats, "std"));
}

} // namespace

double PartFigures::maxZ() const {
    const double mean = figure(values, "mean"), std = figure(values, "std");
    const double far = std::max(figure(values, "max") - mean, mean - figure(values, "min"));
    return std > 0 ? far / std : std::nan("");
}
double PartFigures::kurtosis() const {
    return figure(values, "kurtosis");
}
double PartFigures::relativeError() const {
    const double of = rms(values);
    return of > 0 ? rms(error) / of : std::nan("");
}

QString PartStatistics::keyOf(const Item& item, bool compared) {
    const Source& s = item.source;
    return QStringLiteral("%1\n%2\n%3\n%4\n%5\n%6 %7 %8")
        .arg(s.path, s.reader, s.hash, s.part, QString::fromStdString(s.spec.dump()))
        .arg(item.rows.begin)
        .arg(item.rows.end)
        .arg(compared);
}

void PartStatistics::ask(QVector<Item> items, bool compared) {
    if (filling() && compared == compared_ && items == items_) return;
    stop();
    items_ = std::move(items);
    compared_ = compared;
    keys_.clear();
    for (const auto& item : items_)
        keys_.push_back(keyOf(item, compared));
    // A failure is tried again when somebody asks anew.
    for (const auto& key : keys_)
        errors_.remove(key);
    next();
}

void PartStatistics::stop() {
    ticket_.reset();
    current_ = -1;
    ++asked_;
}

const PartFigures* PartStatistics::figures(int item) const {
    const auto found = known_.constFind(keys_[item]);
    return found == known_.constEnd() ? nullptr : &found.value();
}
const Error* PartStatistics::error(int item) const {
    const auto found = errors_.constFind(keys_[item]);
    return found == errors_.constEnd() ? nullptr : found.value().get();
}
int PartStatistics::known() const {
    return static_cast<int>(std::ranges::count_if(keys_, [&](const QString& key) {
        const auto found = known_.constFind(key);
        return errors_.contains(key) || (found != known_.constEnd() && found->share >= 1);
    }));
}

void PartStatistics::next() {
    for (int i = 0; i < items_.size(); ++i) {
        const auto found = known_.constFind(keys_[i]);
        if (errors_.contains(keys_[i]) || (found != known_.constEnd() && found->share >= 1)) continue;
        current_ = i;
        const Item& item = items_[i];
        Json args = Json::object();
        if (!item.rows.all()) args["rows"] = Json::array({item.rows.begin, item.rows.end});
        Source original = item.source;
        original.spec = {};
        ticket_ = previews_.derive(
            QStringLiteral("statistics"),
            args,
            item.source,
            compared_ ? &original : nullptr,
            [this, i](auto answer) { answered(i, std::move(answer)); }
        );
        return;
    }
    current_ = -1;
    emit finished();
}

void PartStatistics::answered(int item, Result<Derived> answer) {
    bool done = true;
    if (!answer) {
        errors_[keys_[item]] = std::make_shared<Error>(answer.error());
    } else {
        PartFigures figures;
        figures.share = answer->share;
        for (const auto& detail : answer->details) {
            if (detail.name == "statistics" || detail.name == "original") figures.values = detail.about;
            if (detail.name == "error") figures.error = detail.about;
        }
        known_[keys_[item]] = figures;
        done = figures.share >= 1;
    }
    emit arrived(item);
    if (!done) return;
    // From the event loop: this runs within the request whose ticket the next one replaces.
    QMetaObject::invokeMethod(
        this,
        [this, asked = asked_] {
            if (asked == asked_) next();
        },
        Qt::QueuedConnection
    );
}

} // namespace rarebit::views
