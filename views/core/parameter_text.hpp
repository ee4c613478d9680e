// SPDX-License-Identifier: GPL-3.0-or-later
// Which parameters of a result are worth saying: those that differ from their defaults, and those that vary
// among the results of its method.
#pragma once

#include "views/core/result_set.hpp"

#include <cmath>
#include <limits>

namespace rarebit::views {

class ParameterText {
public:
    explicit ParameterText(const ResultSet& results) : results_(results) {
        const int method = results.columnIndex(QStringLiteral("method"));
        if (method < 0) return;
        const auto& methods = results.columns()[static_cast<size_t>(method)];
        const auto count = static_cast<size_t>(methods.dictionary.size());
        for (const auto& column : results.columns()) {
            if (!column.name.startsWith(QStringLiteral("params."))) continue;
            Parameter parameter{column.name, column.name.mid(7), std::vector<char>(count, 0)};
            std::vector<double> first(count, std::numeric_limits<double>::quiet_NaN());
            for (size_t row = 0; row < methods.words.size(); ++row) {
                const int word = methods.words[row];
                const double value = column.numeric ? column.numbers[row] : column.words[row];
                if (word < 0 || std::isnan(value) || (!column.numeric && value < 0)) continue;
                double& seen = first[static_cast<size_t>(word)];
                if (std::isnan(seen)) seen = value;
                if (value != seen) parameter.varies[static_cast<size_t>(word)] = 1;
            }
            parameters_.push_back(std::move(parameter));
        }
    }
    /// "bits 4, group 64".
    QString of(int row) const {
        const QString label = results_.label(row) + QLatin1Char(' ');
        const int column = results_.columnIndex(QStringLiteral("method"));
        if (column < 0) return {};
        const int word = results_.columns()[static_cast<size_t>(column)].words[static_cast<size_t>(row)];
        QStringList out;
        for (const auto& parameter : parameters_) {
            const bool given = label.contains(QLatin1Char(' ') + parameter.name + QLatin1Char('='));
            const auto at = static_cast<size_t>(word); // of a method that came later: as if it did not vary
            if (!given && (word < 0 || at >= parameter.varies.size() || !parameter.varies[at])) continue;
            if (const QString text = results_.text(row, parameter.column); !text.isEmpty())
                out << parameter.name + QLatin1Char(' ') + text;
        }
        return out.join(QStringLiteral(", "));
    }

private:
    struct Parameter {
        QString column, name;
        std::vector<char> varies; // by method
    };
    const ResultSet& results_;
    std::vector<Parameter> parameters_;
};

} // namespace rarebit::views
