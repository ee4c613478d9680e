// SPDX-License-Identifier: GPL-3.0-or-later
// One declaration of a parameter feeds the form, command-line flags, JSON check, sweep axes and help text.
#pragma once

#include "engine/core/json.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rarebit {

enum class Stage : uint8_t { fit, encode, decode };
enum class Scale : uint8_t { linear, log };
const char* toString(Stage stage);

using ParamValue =
    std::variant<int64_t, double, bool, std::string, std::vector<double>, std::vector<std::string>>;

struct ParamSpec {
    std::string name;
    ParamValue fallback; // its type is the parameter's type
    double min = 0, max = 0;
    Scale scale = Scale::linear;
    std::vector<std::string> choices{}; // of a string parameter
    std::string unit{}, help{};
    Stage stage = Stage::encode; // fit parameters alone decide whether to train anew
};
using ParamSchema = std::vector<ParamSpec>;

/// A complete set of values, checked against a schema.
class Params {
public:
    int64_t integer(std::string_view name) const;
    double number(std::string_view name) const; // of a double or an integer parameter
    bool flag(std::string_view name) const;
    const std::string& text(std::string_view name) const;
    const std::vector<double>& numbers(std::string_view name) const;
    const std::vector<std::string>& texts(std::string_view name) const;

    void set(std::string_view name, ParamValue value);
    const std::map<std::string, ParamValue, std::less<>>& values() const { return values_; }
    Json toJson() const;                          // all of them
    Json toJson(const ParamSchema& schema) const; // those that differ from the default
    bool operator==(const Params&) const = default;

private:
    std::map<std::string, ParamValue, std::less<>> values_;
};

/// Fills in defaults, checks types, bounds and choices, suggests near names. Strings are converted to the
/// parameter's type ("4", "true"), so command-line text and JSON take the same way. `where` names the owner.
Result<Params> makeParams(const ParamSchema& schema, const Json& values, std::string_view where);
Json describeParams(const ParamSchema& schema); // as in `methods --json`
Json toJson(const ParamValue& value);
const char* typeName(const ParamValue& value); // integer, number, flag, text, numbers, texts

/// A method spec "id:key=value,key=value" taken apart; values stay text. Quotes and braces protect commas.
struct SpecText {
    std::string id;
    std::vector<std::pair<std::string, std::string>> values;
};
Result<SpecText> parseSpec(std::string_view text);
/// The other way: a method with parameter values as a spec; values with commas or spaces quoted.
std::string specText(std::string_view id, const Json& params);
std::string specValue(const Json& value); // as in a spec, not quoted
/// Several values of a parameter as a spec writes them: a list (often of one), or a range.
struct ValueSpread {
    std::vector<std::string> list; // empty: a range
    double low = 0, high = 0, step = 1;
    int64_t logPoints = 0; // of a log range; 0: equal steps
    bool stepped = false;  // the step was given
};
Result<ValueSpread> parseSpread(const std::string& text, const std::string& where);
std::string shortNumber(double value); // as a range spells its values
/// One spec with lists {2,3,4}, ranges 2..8, stepped 0..1/0.25 and log ranges 1..1000~7 -> all combinations,
/// each a parameter object of text values. A spec without them gives one.
Result<std::vector<Json>> expandSpec(const SpecText& spec);

} // namespace rarebit
