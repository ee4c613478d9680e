// SPDX-License-Identifier: GPL-3.0-or-later
// Filter expressions over result rows:
//   method = rtn and (params.bits <= 4 or lossless) and not asset ~ '*test*'
// comparison: COLUMN OP VALUE with OP one of = == != < <= > >= ~ !~ (glob); a column alone asks whether it is
// true, not zero or not empty. Columns are the names of a row, nested ones joined by a dot
// (metrics.psnr_db, size_bytes.total). A value is a number, true, false, null, a word, or quoted text.
// A missing value fails every comparison but `= null`; true and false count as 1 and 0.
#pragma once

#include "engine/core/json.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rarebit {

/// What a column holds: nothing, a number or text. Flags are 0 and 1, lists and objects their JSON text.
using CellValue = std::variant<std::monostate, double, std::string>;
/// The value of a dotted column. A metric that is null in a lossless row is infinite.
CellValue rowValue(const Json& row, std::string_view column);
/// All dotted columns of a row with their values, in order of their names.
std::vector<std::pair<std::string, CellValue>> rowColumns(const Json& row);

struct FilterNode {
    enum class Kind : uint8_t { all, any, negation, comparison } kind = Kind::comparison;
    enum class Op : uint8_t { equal, notEqual, less, lessEqual, greater, greaterEqual, glob, notGlob, truth };
    std::vector<FilterNode> children{};
    std::string column{};
    Op op = Op::equal;
    CellValue value{};
};

class Filter {
public:
    Filter() = default; // matches every row
    static Result<Filter> parse(std::string_view text);

    bool empty() const { return !root_; }
    bool matches(const Json& row) const;
    std::vector<std::string> columns() const;
    const FilterNode* root() const { return root_.get(); }

private:
    std::shared_ptr<const FilterNode> root_;
};

/// An error for a column that no row can have ("metric.psnr" for "metrics.psnr"), with the nearest name.
Status checkColumn(std::string_view column);

} // namespace rarebit
