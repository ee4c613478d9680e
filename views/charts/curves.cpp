// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/curves.hpp"

#include "engine/core/bd_table.hpp"
#include "engine/core/front.hpp"
#include "views/core/series_numbers.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Curves)
};

const ResultColumn* columnOf(const ResultSet& results, const QString& name) {
    const int index = results.columnIndex(name);
    return index < 0 ? nullptr : &results.columns()[static_cast<size_t>(index)];
}

// A value that tells rows apart: the number, or the number of the word; NaN where missing.
double identity(const ResultColumn* column, int row) {
    const auto at = static_cast<size_t>(row);
    if (!column) return notANumber;
    if (column->numeric) return column->numbers[at];
    return column->words[at] < 0 ? notANumber : column->words[at];
}

int wordOf(const ResultColumn* column, int row) {
    return column && !column->numeric ? column->words[static_cast<size_t>(row)] : -1;
}

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

struct Group {
    int first = 0; // row that names it
    std::vector<int> rows;
};

// Results of one method on the same parts of one asset, in the order in which they came.
std::vector<Group>
groupsOf(const ResultSet& results, const QString& assetHash, const std::function<bool(int)>& shown) {
    const auto* asset = columnOf(results, QStringLiteral("asset_hash"));
    const auto* parts = columnOf(results, QStringLiteral("parts"));
    const auto* method = columnOf(results, QStringLiteral("method"));
    const int wanted = assetHash.isEmpty() || !asset ? -3 : asset->wordOf.value(assetHash, -2);
    std::map<std::tuple<int, int, int>, size_t> known;
    std::vector<Group> out;
    for (int row = 0; row < results.size(); ++row) {
        if ((wanted != -3 && wordOf(asset, row) != wanted) || (shown && !shown(row))) continue;
        const auto [entry, fresh] =
            known.try_emplace({wordOf(asset, row), wordOf(parts, row), wordOf(method, row)}, out.size());
        if (fresh) out.push_back({row, {}});
        out[entry->second].rows.push_back(row);
    }
    return out;
}

std::vector<const ResultColumn*> varyingParameters(const ResultSet& results, const Group& group) {
    std::vector<const ResultColumn*> out;
    for (const auto& column : results.columns()) {
        // Parts with rules of their own are another setting, too.
        if (!column.varies ||
            (!column.name.startsWith(QStringLiteral("params.")) && column.name != QStringLiteral("rules")))
            continue;
        const double first = identity(&column, group.first);
        if (std::ranges::any_of(group.rows, [&](int row) { return !same(identity(&column, row), first); }))
            out.push_back(&column);
    }
    return out;
}

// Orders the rows of a series along its parameter and notes where a new line begins.
std::vector<int>
arrange(std::vector<int>& rows, std::vector<const ResultColumn*> varying, const ResultColumn& x) {
    std::vector<int> pieces;
    const ResultColumn* along = nullptr;
    if (varying.size() > 1) {
        std::vector<double> rates, values(rows.size());
        for (const int row : rows)
            rates.push_back(x.numbers[static_cast<size_t>(row)]);
        const auto most = std::ranges::max_element(varying, {}, [&](const ResultColumn* parameter) {
            std::ranges::transform(rows, values.begin(), [&](int row) { return identity(parameter, row); });
            return influence(values, rates);
        });
        along = *most;
        varying.erase(most);
    } else if (!varying.empty()) {
        along = std::exchange(varying, {}).front();
    }
    const auto xOf = [&](int row) { return x.numbers[static_cast<size_t>(row)]; };
    const auto piece = [&](int a, int b) {
        for (const auto* parameter : varying) {
            double left = identity(parameter, a), right = identity(parameter, b);
            if (std::isnan(left)) left = -1e300;
            if (std::isnan(right)) right = -1e300;
            if (left != right) return left < right ? -1 : 1;
        }
        return 0;
    };
    // Along a number in its order, so that a curve may turn back; along words by x.
    const bool ordered = along && along->numeric;
    const auto place = [&](int row) {
        const double value = ordered ? identity(along, row) : xOf(row);
        return std::isnan(value) ? -1e300 : value;
    };
    std::ranges::stable_sort(rows, [&](int a, int b) {
        const int different = piece(a, b);
        return different ? different < 0 : std::pair(place(a), xOf(a)) < std::pair(place(b), xOf(b));
    });
    auto begin = rows.begin();
    while (begin != rows.end()) {
        const auto end = std::find_if(begin, rows.end(), [&](int row) { return piece(*begin, row) != 0; });
        if (begin != rows.begin()) pieces.push_back(static_cast<int>(begin - rows.begin()));
        if (xOf(*begin) > xOf(*(end - 1))) std::reverse(begin, end); // arrow keys to the right go right
        begin = end;
    }
    return pieces;
}

struct AxisUse {
    const ResultColumn* column = nullptr;
    ColumnText text;
};

Axis axisOf(
    const AxisUse& use, Choice log, Choice reversed, bool vertical, const std::vector<Group>& groups
) {
    Axis axis{.name = use.text.name, .unit = use.text.unit};
    if (use.text.known) axis.better = use.text.lowerIsBetter ? BetterIs::lower : BetterIs::higher;
    const bool turned = use.text.known && use.text.lowerIsBetter == vertical;
    axis.reversed = reversed == Choice::automatic ? turned : reversed == Choice::on;
    if (log == Choice::on) axis.scale = AxisScale::log;
    if (log != Choice::automatic) return axis;
    // Over more than two decades; of rates, which lossless methods stretch, one and a half.
    double low = INFINITY, positive = INFINITY, high = 0;
    for (const auto& group : groups)
        for (const int row : group.rows) {
            const double value = use.column->numbers[static_cast<size_t>(row)];
            if (!std::isfinite(value)) continue;
            low = std::min(low, value);
            if (value > 0) positive = std::min(positive, value);
            high = std::max(high, value);
        }
    // An error of 0 has its place on a symmetric axis only.
    if (positive >= high / (vertical ? 100 : 30)) return axis;
    if (low > 0) axis.scale = AxisScale::log;
    if (low == 0 && vertical) {
        axis.scale = AxisScale::symlog;
        axis.linearBelow = positive;
    }
    return axis;
}

QString seriesName(const ResultSet& results, const Group& group, bool severalAssets) {
    QString name = results.text(group.first, QStringLiteral("method"));
    // Parameters that do not vary along the curve tell what it is.
    const QStringList given = results.label(group.first).split(QLatin1Char(' ')).mid(1);
    int named = 0;
    for (const QString& parameter : given) {
        const auto* column =
            columnOf(results, QStringLiteral("params.") + parameter.section(QLatin1Char('='), 0, 0));
        if (!column || named == 2) continue;
        const double first = identity(column, group.first);
        if (std::ranges::any_of(group.rows, [&](int row) { return !same(identity(column, row), first); }))
            continue;
        name += QLatin1Char(' ') + QString(parameter).replace(QLatin1Char('='), QLatin1Char(' '));
        ++named;
    }
    if (severalAssets) name += QStringLiteral(", ") + results.text(group.first, QStringLiteral("asset"));
    return name;
}

// Fronts and hulls of each asset apart: results of different assets are no rivals.
void addFronts(
    Curves& out, const ResultSet& results, const CurveOptions& options, const AxisUse& x, const AxisUse& y
) {
    const auto* asset = columnOf(results, QStringLiteral("asset_hash"));
    const auto* parts = columnOf(results, QStringLiteral("parts"));
    std::map<std::pair<int, int>, std::vector<int>> rivals;
    for (const auto& series : out.figure.series) {
        if (series.mark != Mark::curve || options.hidden.contains(series.name)) continue;
        for (const int row : series.ids)
            rivals[{wordOf(asset, row), wordOf(parts, row)}].push_back(row);
    }
    std::vector<Series> made;
    for (const auto& [id, rows] : rivals) {
        std::vector<double> cost, loss;
        for (const int row : rows) {
            const auto at = static_cast<size_t>(row);
            cost.push_back(x.text.lowerIsBetter ? x.column->numbers[at] : -x.column->numbers[at]);
            loss.push_back(y.text.lowerIsBetter ? y.column->numbers[at] : -y.column->numbers[at]);
        }
        const auto front = frontOf(cost, loss);
        const auto add = [&](const QString& name, Mark mark, const std::vector<size_t>& positions) {
            Series series{.name = name, .mark = mark, .x = {}, .y = {}};
            for (const size_t position : positions) {
                series.x.push_back(x.column->numbers[static_cast<size_t>(rows[position])]);
                series.y.push_back(y.column->numbers[static_cast<size_t>(rows[position])]);
            }
            made.push_back(std::move(series));
        };
        if (options.front) add(Words::tr("Pareto front"), Mark::front, front);
        if (options.hull) add(Words::tr("Hull"), Mark::hull, hullOf(front, cost, loss));
    }
    std::ranges::move(made, std::back_inserter(out.figure.series));
}

void addGhosts(
    Curves& out,
    const ResultSet& ghosts,
    const CurveOptions& options,
    const QString& project,
    const QHash<QString, int>& styles
) {
    const auto* x = columnOf(ghosts, options.x);
    const auto* y = columnOf(ghosts, options.y);
    if (!x || !y || !x->numeric || !y->numeric) return;
    const SeriesNumbers numbers(ghosts);
    for (Group& group : groupsOf(ghosts, options.asset, {})) {
        std::erase_if(group.rows, [&](int row) {
            const auto at = static_cast<size_t>(row);
            return ghosts.failed(row) || std::isnan(x->numbers[at]) || std::isnan(y->numbers[at]);
        });
        if (group.rows.empty()) continue;
        // Like the method's own curve, where there is one.
        const QString method = ghosts.text(group.first, QStringLiteral("method"));
        const int style = styles.value(method, numbers.of(group.first));
        Series series{.name = {}, .mark = Mark::ghost, .style = style, .x = {}, .y = {}};
        series.name = method + QStringLiteral(", ") + project;
        series.pieces = arrange(group.rows, varyingParameters(ghosts, group), *x);
        for (const int row : group.rows) {
            series.x.push_back(x->numbers[static_cast<size_t>(row)]);
            series.y.push_back(y->numbers[static_cast<size_t>(row)]);
        }
        out.figure.series.push_back(std::move(series));
    }
}

} // namespace

Curves curvesOf(
    const ResultSet& results, const CurveOptions& options, const ResultSet* ghosts, const QString& ghostName
) {
    Curves out;
    const AxisUse x{columnOf(results, options.x), describeColumn(options.x)};
    const AxisUse y{columnOf(results, options.y), describeColumn(options.y)};
    if (!x.column || !y.column || !x.column->numeric || !y.column->numeric) return out;
    auto groups = groupsOf(results, options.asset, options.shown);
    out.figure.x = axisOf(x, options.xLog, options.xReversed, false, groups);
    out.figure.y = axisOf(y, options.yLog, options.yReversed, true, groups);
    out.figure.better = x.text.known || y.text.known;
    out.figure.title = y.text.name + QStringLiteral(" / ") + x.text.name;
    const auto* errors = options.errors && options.y.startsWith(QStringLiteral("metrics."))
                             ? columnOf(results, QStringLiteral("metric_errors.") + options.y.mid(8))
                             : nullptr;

    const bool severalAssets = std::ranges::any_of(groups, [&](const Group& group) {
        return results.text(group.first, QStringLiteral("asset")) !=
               results.text(groups.front().first, QStringLiteral("asset"));
    });
    const SeriesNumbers numbers(results);
    QHash<QString, int> styles; // by method
    const auto offScale = [](const Axis& axis, double value) {
        return axis.scale == AxisScale::log && value <= 0;
    };
    Series failed{.name = {}, .mark = Mark::failed, .x = {}, .y = {}};
    for (Group& group : groups) {
        std::erase_if(group.rows, [&](int row) {
            const double rate = x.column->numbers[static_cast<size_t>(row)];
            const double quality = y.column->numbers[static_cast<size_t>(row)];
            if (results.failed(row)) {
                failed.x.push_back(rate);
                failed.y.push_back(notANumber);
                failed.ids.push_back(row);
                return true;
            }
            if (std::isnan(rate) || std::isinf(rate) || std::isnan(quality)) {
                ++out.lacking;
                return true;
            }
            if (offScale(out.figure.x, rate) || offScale(out.figure.y, quality)) {
                ++out.offScale;
                return true;
            }
            return false;
        });
        if (group.rows.empty()) continue;
        group.first = group.rows.front();
        Series series{.name = {}, .mark = Mark::curve, .style = numbers.of(group.first), .x = {}, .y = {}};
        styles.insert(results.text(group.first, QStringLiteral("method")), series.style);
        // Few assets are told apart in the legend; of many, a method is one entry.
        series.name = seriesName(results, group, severalAssets && groups.size() <= 12);
        series.pieces = arrange(group.rows, varyingParameters(results, group), *x.column);
        for (const int row : group.rows) {
            const auto at = static_cast<size_t>(row);
            series.x.push_back(x.column->numbers[at]);
            series.y.push_back(y.column->numbers[at]);
            if (!errors) continue;
            series.error.push_back(errors->numbers[at]);
            out.errors = out.errors || errors->numbers[at] > 0;
        }
        out.points += static_cast<int>(group.rows.size());
        series.ids = std::move(group.rows);
        out.figure.series.push_back(std::move(series));
    }
    if ((options.front || options.hull) && x.text.known && y.text.known)
        addFronts(out, results, options, x, y);
    if (ghosts) addGhosts(out, *ghosts, options, ghostName, styles);
    out.failed = static_cast<int>(failed.ids.size());
    out.points += out.failed;
    if (out.failed > 0) out.figure.series.push_back(std::move(failed));
    return out;
}

} // namespace rarebit::views
