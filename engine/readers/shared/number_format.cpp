// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/number_format.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace rarebit {
namespace {

struct Builtin {
    int id;
    std::string_view format;
};
constexpr std::array builtins{
    Builtin{0, "General"},
    Builtin{1, "0"},
    Builtin{2, "0.00"},
    Builtin{3, "#,##0"},
    Builtin{4, "#,##0.00"},
    Builtin{5, "\"$\"#,##0_);(\"$\"#,##0)"},
    Builtin{6, "\"$\"#,##0_);[Red](\"$\"#,##0)"},
    Builtin{7, "\"$\"#,##0.00_);(\"$\"#,##0.00)"},
    Builtin{8, "\"$\"#,##0.00_);[Red](\"$\"#,##0.00)"},
    Builtin{9, "0%"},
    Builtin{10, "0.00%"},
    Builtin{11, "0.00E+00"},
    Builtin{12, "# ?/?"},
    Builtin{13, "# ?\?/??"},
    Builtin{14, "mm-dd-yy"},
    Builtin{15, "d-mmm-yy"},
    Builtin{16, "d-mmm"},
    Builtin{17, "mmm-yy"},
    Builtin{18, "h:mm AM/PM"},
    Builtin{19, "h:mm:ss AM/PM"},
    Builtin{20, "h:mm"},
    Builtin{21, "h:mm:ss"},
    Builtin{22, "m/d/yy h:mm"},
    Builtin{37, "#,##0_);(#,##0)"},
    Builtin{38, "#,##0_);[Red](#,##0)"},
    Builtin{39, "#,##0.00_);(#,##0.00)"},
    Builtin{40, "#,##0.00_);[Red](#,##0.00)"},
    Builtin{41, "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)"},
    Builtin{42, "_(\"$\"* #,##0_);_(\"$\"* \\(#,##0\\);_(\"$\"* \"-\"_);_(@_)"},
    Builtin{43, "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)"},
    Builtin{44, "_(\"$\"* #,##0.00_)_(\"$\"* \\(#,##0.00\\)_(\"$\"* \"-\"??_)_(@_)"},
    Builtin{45, "mm:ss"},
    Builtin{46, "[h]:mm:ss"},
    Builtin{47, "mmss.0"},
    Builtin{48, "##0.0E+0"},
    Builtin{49, "@"},
};

/// Reads digits and separators off the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}
    bool ok() const { return ok_; }
    bool atEnd() const { return text_.empty(); }
    bool takes(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    void expect(char c) { ok_ = takes(c) && ok_; }
    double number() {
        double value = 0;
        const auto [end, code] =
            std::from_chars(text_.data(), text_.data() + text_.size(), value, std::chars_format::fixed);
        ok_ = ok_ && code == std::errc{} && value >= 0 && value < 1e7;
        text_.remove_prefix(static_cast<size_t>(end - text_.data()));
        return ok_ ? value : 0;
    }
    bool startsWithTime() const { return text_.size() > 2 && (text_[1] == ':' || text_[2] == ':'); }

private:
    std::string_view text_;
    bool ok_ = true;
};

double clockTime(Scanner& in) {
    const double hours = in.number();
    in.expect(':');
    const double minutes = in.number();
    const double seconds = in.takes(':') ? in.number() : 0;
    in.takes('Z');
    return (hours * 3600 + minutes * 60 + seconds) / 86400;
}

double duration(Scanner& in) {
    double seconds = 0;
    in.expect('T');
    while (in.ok() && !in.atEnd()) {
        const double value = in.number();
        if (in.takes('H'))
            seconds += value * 3600;
        else if (in.takes('M'))
            seconds += value * 60;
        else
            in.expect('S'), seconds += value;
    }
    return seconds / 86400;
}

std::optional<double> dayNumber(Scanner& in, bool date1904) {
    using namespace std::chrono;
    const double y = in.number();
    in.expect('-');
    const double m = in.number();
    in.expect('-');
    const double d = in.number();
    if (!in.ok() || y > 9999) return {};
    const year_month_day day{
        year(static_cast<int>(y)),
        month(static_cast<unsigned>(m)),
        std::chrono::day(static_cast<unsigned>(d))};
    if (!day.ok()) return {};
    const sys_days date = day, leap = sys_days(year(1900) / March / 1);
    if (date1904) return (date - sys_days(year(1904) / January / 1)).count();
    return (date - sys_days(year(1899) / December / 30)).count() - (date < leap ? 1 : 0);
}

} // namespace

std::string_view builtinNumberFormat(int id) {
    for (const auto& builtin : builtins)
        if (builtin.id == id) return builtin.format;
    return "General";
}

std::optional<int> builtinNumberFormatId(std::string_view format) {
    for (const auto& builtin : builtins)
        if (builtin.format == format) return builtin.id;
    return {};
}

bool isDateFormat(std::string_view format) {
    if (format.starts_with("General") || format.starts_with("GENERAL")) return false;
    for (size_t i = 0; i < format.size(); ++i) {
        switch (format[i]) {
        case '"': {
            const size_t end = format.find('"', i + 1);
            if (end == std::string_view::npos) return false;
            i = end;
            break;
        }
        case '[': { // a colour, a condition, a locale; or elapsed hours, minutes, seconds
            const size_t end = format.find(']', i + 1);
            if (end == std::string_view::npos) return false;
            const auto inside = format.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) return true;
            i = end;
            break;
        }
        case '\\':
        case '_':
        case '*':
            ++i; // the next character stands for itself
            break;
        case ';':
            return false;
        case 'd':
        case 'D':
        case 'm':
        case 'M':
        case 'y':
        case 'Y':
        case 'h':
        case 'H':
        case 's':
        case 'S':
            return true;
        default:
            break;
        }
    }
    return false;
}

std::optional<double> serialDay(std::string_view isoDate, bool date1904) {
    Scanner in(isoDate);
    double serial = 0;
    if (in.takes('P')) {
        serial = duration(in);
    } else if (in.startsWithTime()) {
        serial = clockTime(in);
    } else {
        const auto day = dayNumber(in, date1904);
        if (!day) return {};
        serial = *day;
        if (in.takes('T') || in.takes(' ')) serial += clockTime(in);
        in.takes('Z');
    }
    if (!in.ok() || !in.atEnd()) return {};
    return serial;
}

} // namespace rarebit
