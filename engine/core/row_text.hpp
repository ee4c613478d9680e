// SPDX-License-Identifier: GPL-3.0-or-later
// What people call the columns and methods of result rows (cli.md); shared by window, command line and
// reports.
#pragma once

#include "engine/core/json.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace rarebit {

/// Which values of a column are better, where that is defined at all.
enum class Order : uint8_t { unknown, lower, higher };

struct ColumnInfo {
    std::string name; // "PSNR", "Rate", "Size"
    std::string unit; // "dB", "bits per element", "bytes"; empty: none
    Order order = Order::unknown;
};
ColumnInfo columnInfo(std::string_view column);

/// The metric that a curve of this asset kind shows unasked, among the columns that have values; empty where
/// none has.
std::string usualMetric(std::string_view kind, const std::function<bool(const std::string& column)>& filled);

/// "rtn:bits=2,group=64": the parameters that differ from the defaults.
std::string methodText(const Json& row);
/// With every parameter.
std::string wholeMethodText(const Json& row);

} // namespace rarebit
