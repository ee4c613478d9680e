// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/row_text.hpp"

#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

// Marks a text that the window translates where it shows it (app/CMakeLists.txt, update_translations).
#define RB_WORD(context, text) text

namespace rarebit {
namespace {

struct Named {
    const char* column;
    const char* name;
    const char* unit;
    Order order;
};
constexpr std::array named{
    Named{"asset", RB_WORD("ResultColumn", "Asset"), "", Order::unknown},
    Named{"asset_hash", RB_WORD("ResultColumn", "Hash of the asset"), "", Order::unknown},
    Named{"asset_kind", RB_WORD("ResultColumn", "Kind"), "", Order::unknown},
    Named{"method", RB_WORD("ResultColumn", "Method"), "", Order::unknown},
    Named{"parts", RB_WORD("ResultColumn", "Parts"), "", Order::unknown},
    Named{"rules", RB_WORD("ResultColumn", "Rules"), "", Order::unknown},
    Named{"rest", RB_WORD("ResultColumn", "Method of the rest"), "", Order::unknown},
    Named{"backend", RB_WORD("ResultColumn", "Backend"), "", Order::unknown},
    Named{"seed", RB_WORD("ResultColumn", "Seed"), "", Order::unknown},
    Named{"fit", RB_WORD("ResultColumn", "Fit"), "", Order::unknown},
    Named{"lossless", RB_WORD("ResultColumn", "Lossless"), "", Order::higher},
    Named{"elements", RB_WORD("ResultColumn", "Elements"), "", Order::unknown},
    Named{
        "rate_bits_per_element",
        RB_WORD("ResultColumn", "Rate"),
        RB_WORD("ResultColumn", "bits per element"),
        Order::lower},
    Named{"ratio", RB_WORD("ResultColumn", "Compression ratio"), "", Order::higher},
    Named{"ratio_with_model", RB_WORD("ResultColumn", "Ratio with model"), "", Order::higher},
    Named{
        "size_bytes.total", RB_WORD("ResultColumn", "Size"), RB_WORD("ResultColumn", "bytes"), Order::lower},
    Named{
        "size_bytes.original",
        RB_WORD("ResultColumn", "Original size"),
        RB_WORD("ResultColumn", "bytes"),
        Order::unknown},
    Named{
        "size_bytes.header",
        RB_WORD("ResultColumn", "Header"),
        RB_WORD("ResultColumn", "bytes"),
        Order::lower},
    Named{
        "size_bytes.payload",
        RB_WORD("ResultColumn", "Payload"),
        RB_WORD("ResultColumn", "bytes"),
        Order::lower},
    Named{
        "size_bytes.side",
        RB_WORD("ResultColumn", "Side information"),
        RB_WORD("ResultColumn", "bytes"),
        Order::lower},
    Named{
        "size_bytes.model", RB_WORD("ResultColumn", "Model"), RB_WORD("ResultColumn", "bytes"), Order::lower},
    Named{
        "original_file_bytes",
        RB_WORD("ResultColumn", "File size"),
        RB_WORD("ResultColumn", "bytes"),
        Order::unknown},
    Named{"encode_ms.median", RB_WORD("ResultColumn", "Encode time"), "ms", Order::lower},
    Named{"encode_ms.min", RB_WORD("ResultColumn", "Shortest encode time"), "ms", Order::lower},
    Named{"encode_ms.repeats", RB_WORD("ResultColumn", "Encode repeats"), "", Order::unknown},
    Named{"decode_ms.median", RB_WORD("ResultColumn", "Decode time"), "ms", Order::lower},
    Named{"decode_ms.min", RB_WORD("ResultColumn", "Shortest decode time"), "ms", Order::lower},
    Named{"decode_ms.repeats", RB_WORD("ResultColumn", "Decode repeats"), "", Order::unknown},
    Named{
        "peak_memory_bytes",
        RB_WORD("ResultColumn", "Peak memory"),
        RB_WORD("ResultColumn", "bytes"),
        Order::lower},
    Named{"error.kind", RB_WORD("ResultColumn", "Kind of failure"), "", Order::unknown},
    Named{"error.what", RB_WORD("ResultColumn", "What failed"), "", Order::unknown},
    Named{"error.where", RB_WORD("ResultColumn", "Where it failed"), "", Order::unknown},
    Named{"error.fix", RB_WORD("ResultColumn", "What to do"), "", Order::unknown},
    Named{"blind.told_apart", RB_WORD("ResultColumn", "Told apart blind"), "%", Order::lower},
    Named{"blind.told_apart_trials", RB_WORD("ResultColumn", "ABX trials"), "", Order::unknown},
    Named{"blind.preferred", RB_WORD("ResultColumn", "Preferred blind"), "%", Order::higher},
    Named{"blind.preferred_trials", RB_WORD("ResultColumn", "Blind votes"), "", Order::unknown},
    Named{"star", RB_WORD("ResultColumn", "Star"), "", Order::unknown},
    Named{"note", RB_WORD("ResultColumn", "Note"), "", Order::unknown},
    Named{"tags", RB_WORD("ResultColumn", "Tags"), "", Order::unknown},
};

// "metrics.perplexity:context=512" is the metric with parameters.
ColumnInfo metricColumn(std::string_view id) {
    const auto colon = id.find(':');
    const auto plain = id.substr(0, colon);
    const auto all = allMetrics();
    const auto found = std::ranges::find(all, plain, &MetricInfo::id);
    if (found == all.end()) return {.name = std::string(id), .unit = {}};
    ColumnInfo out{found->title, found->unit, found->better == "lower" ? Order::lower : Order::higher};
    if (colon != std::string_view::npos) out.name += fmt::format(" ({})", id.substr(colon + 1));
    return out;
}

// A column holds a parameter of all methods that have it: it has a unit where theirs agree.
ColumnInfo parameterColumn(std::string_view name) {
    std::set<std::string> units;
    for (const auto& method : allMethods())
        for (const auto& parameter : method.params.elements())
            if (parameter.at("name").asString() == name) units.insert(parameter.at("unit").asString());
    return {.name = std::string(name), .unit = units.size() == 1 ? *units.begin() : std::string()};
}

// The quality that people of a field plot.
std::string_view customary(std::string_view kind) {
    if (kind == "image" || kind == "video") return "metrics.psnr_db";
    if (kind == "audio") return "metrics.snr_db";
    return "metrics.rel_l2";
}

std::string valueOf(const Json& value) {
    return value.isString() ? value.asString() : value.dump();
}

} // namespace

ColumnInfo columnInfo(std::string_view column) {
    for (const auto& entry : named)
        if (column == entry.column) return {entry.name, entry.unit, entry.order};
    const auto rest = column.substr(std::min(column.size(), column.find('.') + 1));
    if (column.starts_with("metrics.")) return metricColumn(rest);
    if (column.starts_with("params.")) return parameterColumn(rest);
    return {.name = std::string(column), .unit = {}};
}

std::string usualMetric(std::string_view kind, const std::function<bool(const std::string& column)>& filled) {
    if (std::string usual(customary(kind)); filled(usual)) return usual;
    // Whether a copy is exact draws no curve, and a rate is no quality.
    for (const auto& metric : allMetrics()) {
        std::string column = "metrics." + metric.id;
        if (metric.id != "exact" && metric.id != "bits_per_pixel" && filled(column)) return column;
    }
    return filled("encode_ms.median") ? "encode_ms.median" : "";
}

std::string methodText(const Json& row) {
    std::string out = row.at("method").asString(), separator = ":";
    const auto methods = allMethods();
    const auto method = std::ranges::find(methods, out, &MethodInfo::id);
    const auto isDefault = [&](const std::string& key, const Json& value) {
        if (method == methods.end()) return false;
        for (const auto& param : method->params.elements())
            if (param.at("name").asString() == key) return param.at("default") == value;
        return false;
    };
    for (const auto& [key, value] : row.at("params").members()) {
        if (isDefault(key, value)) continue;
        out += fmt::format("{}{}={}", separator, key, valueOf(value));
        separator = ",";
    }
    return printable(out);
}

std::string wholeMethodText(const Json& row) {
    std::string out = row.at("method").asString(), separator = ":";
    for (const auto& [key, value] : row.at("params").members())
        out += fmt::format("{}{}={}", std::exchange(separator, ","), key, valueOf(value));
    return printable(out);
}

} // namespace rarebit
