// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/result_set.hpp"

#include "engine/core/bd_table.hpp"
#include "engine/core/registry.hpp"

#include <QLocale>

#include <cmath>
#include <map>

namespace rarebit::views {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QString plain(double value) {
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

int wordIn(ResultColumn& column, const QString& text) {
    const auto known = column.wordOf.constFind(text);
    if (known != column.wordOf.cend()) return *known;
    const int word = static_cast<int>(column.dictionary.size());
    column.dictionary.push_back(text);
    column.wordOf.insert(text, word);
    return word;
}

QString spelled(const Json& value) {
    if (value.isNumber()) return plain(value.asDouble());
    if (value.isString()) return QString::fromStdString(value.asString());
    return QString::fromStdString(value.dump());
}

bool isDefault(const std::string& method, const std::string& parameter, const Json& value) {
    static const auto defaults = [] {
        std::map<std::pair<std::string, std::string>, Json> out;
        for (const auto& info : allMethods())
            for (const auto& spec : info.params.elements())
                out[{info.id, spec.at("name").asString()}] = spec.at("default");
        return out;
    }();
    const auto found = defaults.find({method, parameter});
    if (found == defaults.end()) return false;
    // A whole number may have been written as a real one.
    if (value.isNumber() && found->second.isNumber()) return value.asDouble() == found->second.asDouble();
    return value == found->second;
}

} // namespace

void ResultSet::setValue(int row, const std::string& name, const Json& value) {
    if (value.isObject()) {
        for (const auto& [key, inner] : value.members())
            setValue(row, name + "." + key, inner);
        return;
    }
    const QString column = QString::fromStdString(name);
    int index = byName_.value(column, -1);
    const bool isNumber = value.isNumber() || value.isBool();
    if (value.isNull() && index < 0) return;
    if (index < 0) index = addColumn(column, isNumber);
    ResultColumn& target = columns_[static_cast<size_t>(index)];
    if (target.numeric && !isNumber && !value.isNull()) { // a word among numbers: all become words
        target.numeric = false;
        for (const double number : target.numbers)
            target.words.push_back(std::isnan(number) ? -1 : wordIn(target, plain(number)));
        target.numbers.clear();
    }
    const auto at = static_cast<size_t>(row);
    if (target.numeric) {
        target.numbers.resize(std::max(target.numbers.size(), at + 1), missing);
        target.numbers[at] = value.isBool() ? double(value.asBool()) : value.asDouble(missing);
        return;
    }
    target.words.resize(std::max(target.words.size(), at + 1), -1);
    if (value.isNull()) return;
    const QString text =
        isNumber ? plain(value.isBool() ? double(value.asBool()) : value.asDouble()) : spelled(value);
    target.words[at] = wordIn(target, text);
}

int ResultSet::addColumn(const QString& name, bool numeric) {
    const int index = static_cast<int>(columns_.size());
    byName_.insert(name, index);
    columns_.emplace_back().name = name;
    columns_.back().numeric = numeric;
    return index;
}

void ResultSet::add(const std::vector<Json>& rows) {
    const int first = size();
    bool replaced = false;
    for (const Json& json : rows) {
        const QString key = QString::fromStdString(json.at("key").asString());
        int row = rows_.value(key, -1);
        if (row < 0) {
            row = size();
            rows_.insert(key, row);
            keys_.push_back(key);
            labels_.push_back({});
            failed_.push_back(false);
        } else {
            replaced = replaced || row < first;
            forget(row);
        }
        QString label = QString::fromStdString(json.at("method").asString());
        for (const auto& [name, value] : json.at("params").members())
            if (!isDefault(json.at("method").asString(), name, value))
                label += QStringLiteral(" %1=%2").arg(QString::fromStdString(name), spelled(value));
        labels_[row] = label;
        failed_[row] = json.at("error").isObject();
        for (const auto& [name, value] : json.members()) {
            if (name == "environment" || name == "key") continue;
            if (name != "rules")
                setValue(row, name, value);
            else if (value.size() > 0)
                setValue(row, name, rulesText(value));
        }
        // Infinity has no JSON number: an exact reconstruction's PSNR is null there.
        if (json.at("lossless").asBool())
            for (const auto& [name, value] : json.at("metrics").members())
                if (value.isNull()) {
                    const QString column = QString::fromStdString("metrics." + name);
                    int index = columnIndex(column);
                    if (index < 0) index = addColumn(column, true);
                    auto& numbers = columns_[static_cast<size_t>(index)].numbers;
                    numbers.resize(std::max(numbers.size(), static_cast<size_t>(row) + 1), missing);
                    numbers[static_cast<size_t>(row)] = std::numeric_limits<double>::infinity();
                }
    }
    count(replaced);
    if (size() > first) emit rowsAdded(first, size() - first);
    if (replaced) emit rowsChanged();
}

// What a replaced row held.
void ResultSet::forget(int row) {
    for (auto& column : columns_) {
        const auto at = static_cast<size_t>(row);
        if (at < column.numbers.size()) column.numbers[at] = missing;
        if (at < column.words.size()) column.words[at] = -1;
    }
}

// New rows are looked at once; after a replacement all of them are.
void ResultSet::count(bool again) {
    const auto total = static_cast<size_t>(size());
    for (auto& column : columns_) {
        if (again || column.counted == 0) {
            column.counted = column.filled = 0;
            column.differs = false;
        }
        const auto look = [&](auto& values, auto empty, auto isMissing) {
            values.resize(total, empty);
            size_t seen = 0;
            while (seen < total && isMissing(values[seen]))
                ++seen;
            for (size_t row = column.counted; row < total; ++row) {
                if (isMissing(values[row])) continue;
                ++column.filled;
                column.differs = column.differs || values[row] != values[seen];
            }
        };
        if (column.numeric)
            look(column.numbers, missing, [](double value) { return std::isnan(value); });
        else
            look(column.words, -1, [](int word) { return word < 0; });
        column.counted = total;
        column.varies = column.differs || (column.filled != 0 && column.filled != total);
    }
}

void ResultSet::clear() {
    keys_.clear();
    labels_.clear();
    failed_.clear();
    rows_.clear();
    byName_.clear();
    columns_.clear();
    emit cleared();
}

double ResultSet::number(int row, const QString& column) const {
    const int index = columnIndex(column);
    if (index < 0 || row < 0 || row >= size()) return missing;
    const auto& found = columns_[static_cast<size_t>(index)];
    return found.numeric ? found.numbers[static_cast<size_t>(row)] : missing;
}

QString ResultSet::text(int row, const QString& column) const {
    const int index = columnIndex(column);
    if (index < 0 || row < 0 || row >= size()) return {};
    const auto& found = columns_[static_cast<size_t>(index)];
    if (found.numeric) {
        const double value = found.numbers[static_cast<size_t>(row)];
        return std::isnan(value) ? QString() : std::isinf(value) ? QStringLiteral("inf") : plain(value);
    }
    const int word = found.words[static_cast<size_t>(row)];
    return word < 0 ? QString() : found.dictionary[word];
}

} // namespace rarebit::views
