// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats of spreadsheets, and serial day numbers.
#pragma once

#include <optional>
#include <string_view>

namespace rarebit {

/// Formats that workbooks name by number alone (ECMA-376 part 1, 18.8.30); "General" for unknown ones.
std::string_view builtinNumberFormat(int id);
/// The number of a built-in format, where it is one.
std::optional<int> builtinNumberFormatId(std::string_view format);
/// Whether a number in this format is a day, a time or both: a d, m, y, h or s outside of quotes, escapes and
/// colours in its first section.
bool isDateFormat(std::string_view format);

/// "2020-01-31", "2020-01-31T12:00:00.5", "12:00:00" or "PT12H00M00S" as a serial day number. In the 1900
/// system 29 February 1900 counts as a day, as in Lotus 1-2-3.
std::optional<double> serialDay(std::string_view isoDate, bool date1904);

} // namespace rarebit
