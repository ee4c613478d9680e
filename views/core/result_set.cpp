// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/result_set.hpp"

#include <QLocale>

#include <cmath>

namespace rarebit::views {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QString plain(double value) {
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString valueText(const Json& value) {
    if (value.isString()) return QString::fromStdString(value.asString());
    return QString::fromStdString(value.dump());
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
    if (index < 0) {
        index = static_cast<int>(columns_.size());
        byName_.insert(column, index);
        columns_.emplace_back().name = column;
        columns_.back().numeric = isNumber;
    }
    ResultColumn& target = columns_[static_cast<size_t>(index)];
    if (target.numeric && !isNumber && !value.isNull()) { // a word among numbers: all become words
        target.numeric = false;
        for (const double number : target.numbers) {
            const QString text = std::isnan(number) ? QString() : plain(number);
            target.words.push_back(std::isnan(number) ? -1 : int(target.dictionary.indexOf(text)));
            if (!std::isnan(number) && target.words.back() < 0) {
                target.words.back() = int(target.dictionary.size());
                target.dictionary.push_back(text);
            }
        }
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
        isNumber ? plain(value.isBool() ? double(value.asBool()) : value.asDouble()) : valueText(value);
    int word = int(target.dictionary.indexOf(text));
    if (word < 0) {
        word = int(target.dictionary.size());
        target.dictionary.push_back(text);
    }
    target.words[at] = word;
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
        }
        QString label = QString::fromStdString(json.at("method").asString());
        for (const auto& [name, value] : json.at("params").members())
            label += QStringLiteral(" %1=%2").arg(QString::fromStdString(name), valueText(value));
        labels_[row] = label;
        failed_[row] = json.at("error").isObject();
        for (const auto& [name, value] : json.members()) {
            if (name == "environment" || name == "key" || name == "rules") continue;
            setValue(row, name, value);
        }
        // Infinity has no JSON number: an exact reconstruction's PSNR is null there.
        if (json.at("lossless").asBool())
            for (const auto& [name, value] : json.at("metrics").members())
                if (value.isNull()) {
                    const int index = byName_.value(QString::fromStdString("metrics." + name), -1);
                    if (index < 0) continue;
                    auto& numbers = columns_[static_cast<size_t>(index)].numbers;
                    numbers.resize(std::max(numbers.size(), static_cast<size_t>(row) + 1), missing);
                    numbers[static_cast<size_t>(row)] = std::numeric_limits<double>::infinity();
                }
    }
    const auto count = static_cast<size_t>(size());
    for (auto& column : columns_) {
        column.filled = 0;
        column.varies = false;
        if (column.numeric) {
            column.numbers.resize(count, missing);
            double seen = missing;
            for (const double value : column.numbers) {
                if (std::isnan(value)) continue;
                ++column.filled;
                if (std::isnan(seen)) seen = value;
                column.varies = column.varies || value != seen;
            }
        } else {
            column.words.resize(count, -1);
            int seen = -1;
            for (const int word : column.words) {
                if (word < 0) continue;
                ++column.filled;
                if (seen < 0) seen = word;
                column.varies = column.varies || word != seen;
            }
        }
        column.varies = column.varies || (column.filled != 0 && column.filled != count);
    }
    if (size() > first) emit rowsAdded(first, size() - first);
    if (replaced) emit rowsChanged();
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
