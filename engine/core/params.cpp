// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/params.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace rarebit {
namespace {

template <class T>
const T& get(const std::map<std::string, ParamValue, std::less<>>& values, std::string_view name) {
    const auto found = values.find(name);
    RB_ASSERT(found != values.end());
    return std::get<T>(found->second);
}

template <class T>
std::optional<T> parseNumber(std::string_view text) {
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> toDouble(const Json& value) {
    if (value.isNumber()) return value.asDouble();
    if (value.isString()) return parseNumber<double>(value.asString());
    return std::nullopt;
}

std::optional<bool> toFlag(const Json& value) {
    if (value.isBool()) return value.asBool();
    const auto text = value.isInt() ? std::to_string(value.asInt()) : lower(value.asString());
    if (text == "true" || text == "1" || text == "yes" || text == "on") return true;
    if (text == "false" || text == "0" || text == "no" || text == "off") return false;
    return std::nullopt;
}

// A list given as JSON array or as text "a;b;c" or "{a,b,c}".
Json::Array toList(const Json& value) {
    if (value.isArray()) return value.elements();
    std::string_view text = value.asString();
    if (text.size() >= 2 && text.front() == '{' && text.back() == '}') text = text.substr(1, text.size() - 2);
    Json::Array out;
    if (text.empty()) return out;
    for (auto& item : split(text, text.find(';') != std::string_view::npos ? ';' : ','))
        out.emplace_back(std::move(item));
    return out;
}

std::string bounds(const ParamSpec& spec) {
    return fmt::format("{} to {}{}", spec.min, spec.max, spec.unit.empty() ? "" : " " + spec.unit);
}

Result<ParamValue> convert(const ParamSpec& spec, const Json& value, const std::string& where) {
    const auto wrong = [&](std::string_view wanted) {
        return badParams(
            fmt::format(
                "parameter '{}' is {}, not {}",
                spec.name,
                value.isString() ? "'" + printable(value.asString()) + "'" : value.dump(),
                wanted
            ),
            where,
            spec.choices.empty()
                ? fmt::format("give {}", spec.min < spec.max ? bounds(spec) : std::string(wanted))
                : fmt::format("choose one of {}", fmt::join(spec.choices, ", "))
        );
    };
    const auto inBounds = [&](double number) {
        return !(spec.min < spec.max) || (number >= spec.min && number <= spec.max);
    };
    if (std::holds_alternative<int64_t>(spec.fallback)) {
        const auto number = toDouble(value);
        if (!number || *number != std::floor(*number) || std::abs(*number) > 9e15)
            return wrong("a whole number");
        if (!inBounds(*number)) return wrong("within " + bounds(spec));
        return ParamValue(static_cast<int64_t>(*number));
    }
    if (std::holds_alternative<double>(spec.fallback)) {
        const auto number = toDouble(value);
        if (!number || !std::isfinite(*number)) return wrong("a number");
        if (!inBounds(*number)) return wrong("within " + bounds(spec));
        return ParamValue(*number);
    }
    if (std::holds_alternative<bool>(spec.fallback)) {
        const auto flag = toFlag(value);
        if (!flag) return wrong("true or false");
        return ParamValue(*flag);
    }
    if (std::holds_alternative<std::string>(spec.fallback)) {
        auto text = value.isString() ? value.asString() : value.dump();
        if (!spec.choices.empty() &&
            std::find(spec.choices.begin(), spec.choices.end(), text) == spec.choices.end())
            return wrong("one of its choices");
        return ParamValue(std::move(text));
    }
    if (std::holds_alternative<std::vector<double>>(spec.fallback)) {
        std::vector<double> numbers;
        for (const auto& item : toList(value)) {
            const auto number = toDouble(item);
            if (!number || !inBounds(*number)) return wrong("a list of numbers");
            numbers.push_back(*number);
        }
        return ParamValue(std::move(numbers));
    }
    std::vector<std::string> texts;
    for (const auto& item : toList(value))
        texts.push_back(item.asString());
    return ParamValue(std::move(texts));
}

// Splits at `separator` outside of quotes and braces.
std::vector<std::string> splitOutside(std::string_view text, char separator) {
    std::vector<std::string> out{""};
    int depth = 0;
    char quote = 0;
    for (const char c : text) {
        if (quote) {
            if (c == quote)
                quote = 0;
            else
                out.back() += c;
            continue;
        }
        if (c == '"' || c == '\'') {
            quote = c;
            continue;
        }
        if (c == '{') ++depth;
        if (c == '}') --depth;
        if (c == separator && depth == 0)
            out.emplace_back();
        else
            out.back() += c;
    }
    return out;
}

Result<std::vector<std::string>> expandValue(const std::string& text, const std::string& where) {
    RB_TRY(const ValueSpread spread, parseSpread(text, where));
    if (!spread.list.empty()) return spread.list;
    std::vector<std::string> out;
    for (int64_t i = 0; i < spread.logPoints; ++i)
        out.push_back(shortNumber(
            spread.low * std::pow(spread.high / spread.low, double(i) / double(spread.logPoints - 1))
        ));
    if (spread.logPoints > 0) return out;
    const double count = std::floor((spread.high - spread.low) / spread.step + 1e-9);
    if (count > 100'000)
        return badParams(
            fmt::format("range '{}': more than 100,000 points", text), where, "use a larger step"
        );
    for (int64_t i = 0; i <= static_cast<int64_t>(count); ++i)
        out.push_back(shortNumber(spread.low + double(i) * spread.step));
    return out;
}

} // namespace

const char* toString(Stage stage) {
    return stage == Stage::fit ? "fit" : stage == Stage::encode ? "encode" : "decode";
}

const char* typeName(const ParamValue& value) {
    static constexpr const char* names[] = {"integer", "number", "flag", "text", "numbers", "texts"};
    return names[value.index()];
}

int64_t Params::integer(std::string_view name) const {
    return get<int64_t>(values_, name);
}
double Params::number(std::string_view name) const {
    const auto found = values_.find(name);
    RB_ASSERT(found != values_.end());
    if (const auto* integer = std::get_if<int64_t>(&found->second)) return static_cast<double>(*integer);
    return std::get<double>(found->second);
}
bool Params::flag(std::string_view name) const {
    return get<bool>(values_, name);
}
const std::string& Params::text(std::string_view name) const {
    return get<std::string>(values_, name);
}
const std::vector<double>& Params::numbers(std::string_view name) const {
    return get<std::vector<double>>(values_, name);
}
const std::vector<std::string>& Params::texts(std::string_view name) const {
    return get<std::vector<std::string>>(values_, name);
}
void Params::set(std::string_view name, ParamValue value) {
    values_.insert_or_assign(std::string(name), std::move(value));
}

Json toJson(const ParamValue& value) {
    return std::visit(
        [](const auto& v) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::vector<double>> || std::is_same_v<std::decay_t<decltype(v)>, std::vector<std::string>>)
                return Json::list(v);
            else
                return Json(v);
        },
        value
    );
}

Json Params::toJson() const {
    Json out = Json::object();
    for (const auto& [name, value] : values_)
        out[name] = rarebit::toJson(value);
    return out;
}

Json Params::toJson(const ParamSchema& schema) const {
    Json out = Json::object();
    for (const auto& spec : schema)
        if (const auto found = values_.find(spec.name);
            found != values_.end() && found->second != spec.fallback)
            out[spec.name] = rarebit::toJson(found->second);
    return out;
}

Result<Params> makeParams(const ParamSchema& schema, const Json& values, std::string_view where) {
    Params params;
    for (const auto& spec : schema)
        params.set(spec.name, spec.fallback);
    for (const auto& [name, value] : values.members()) {
        const auto spec = std::find_if(schema.begin(), schema.end(), [&key = name](const auto& s) {
            return s.name == key;
        });
        if (spec == schema.end()) {
            std::vector<std::string> names;
            for (const auto& s : schema)
                names.push_back(s.name);
            const auto near = nearest(name, names);
            return badParams(
                fmt::format("there is no parameter '{}'", printable(name)),
                std::string(where),
                !near.empty()   ? fmt::format("did you mean '{}'?", near)
                : names.empty() ? "leave it out: there are no parameters"
                                : fmt::format("choose one of {}", fmt::join(names, ", "))
            );
        }
        RB_TRY(ParamValue converted, convert(*spec, value, std::string(where)));
        params.set(name, std::move(converted));
    }
    return params;
}

Json describeParams(const ParamSchema& schema) {
    Json out = Json::array();
    for (const auto& spec : schema) {
        const bool bounded = spec.min < spec.max;
        const bool whole = std::holds_alternative<int64_t>(spec.fallback);
        const auto bound = [&](double b) -> Json {
            if (!bounded) return nullptr;
            return whole ? Json(static_cast<int64_t>(b)) : Json(b);
        };
        out.push(Json::object({
            {"name", spec.name},
            {"type", typeName(spec.fallback)},
            {"default", toJson(spec.fallback)},
            {"min", bound(spec.min)},
            {"max", bound(spec.max)},
            {"scale", spec.scale == Scale::log ? "log" : "linear"},
            {"choices", Json::list(spec.choices)},
            {"unit", spec.unit},
            {"help", spec.help},
            {"stage", toString(spec.stage)},
        }));
    }
    return out;
}

Result<SpecText> parseSpec(std::string_view text) {
    SpecText spec;
    const size_t colon = text.find(':');
    spec.id = std::string(text.substr(0, colon));
    if (spec.id.empty())
        return badParams("a spec without an id", printable(text), "write id or id:key=value,key=value");
    if (colon == std::string_view::npos || colon + 1 == text.size()) return spec;
    for (const auto& item : splitOutside(text.substr(colon + 1), ',')) {
        const size_t equals = item.find('=');
        if (equals == 0 || equals == std::string::npos)
            return badParams(
                fmt::format("'{}' is not key=value", printable(item)),
                printable(text),
                "write id:key=value,key=value; put values with commas into quotes"
            );
        auto key = item.substr(0, equals);
        for (const auto& [name, value] : spec.values)
            if (name == key)
                return badParams(
                    fmt::format("'{}' is given twice", printable(key)),
                    printable(text),
                    "give each parameter once"
                );
        spec.values.emplace_back(std::move(key), item.substr(equals + 1));
    }
    return spec;
}

std::string specValue(const Json& value) {
    if (value.isString()) return value.asString();
    if (!value.isArray()) return value.dump();
    std::string out;
    for (const auto& element : value.elements())
        out += (out.empty() ? "" : ",") + specValue(element);
    return out;
}

std::string specText(std::string_view id, const Json& params) {
    std::string out(id), separator = ":";
    for (const auto& [name, value] : params.members()) {
        std::string text = specValue(value);
        if (text.find_first_of(", ") != std::string::npos) text = '"' + text + '"';
        out += separator + name + "=" + text;
        separator = ",";
    }
    return out;
}

std::string shortNumber(double value) {
    // A range's points are spelled as a person would: 0.3, not 0.30000000000000004.
    return fmt::format("{:.12g}", value);
}

Result<ValueSpread> parseSpread(const std::string& text, const std::string& where) {
    ValueSpread out;
    if (text.size() >= 2 && text.front() == '{' && text.back() == '}') {
        out.list = splitOutside(text.substr(1, text.size() - 2), ',');
        return out;
    }
    const size_t dots = text.find("..");
    const auto first = parseNumber<double>(std::string_view(text).substr(0, dots));
    if (dots == std::string::npos || !first) { // a text value may happen to hold two dots
        out.list = {text};
        return out;
    }
    const std::string rest = text.substr(dots + 2);
    const size_t mark = rest.find_first_of("/~");
    const auto last = parseNumber<double>(std::string_view(rest).substr(0, mark));
    const auto bad = [&](std::string what) {
        return badParams(
            fmt::format("range '{}': {}", text, what), where, "write 2..8, 0..1/0.25 or 1..1000~7"
        );
    };
    if (!last || *last < *first) return bad("the end is no number at or above the start");
    out.low = *first;
    out.high = *last;
    if (mark == std::string::npos) return out;
    const auto given = std::string_view(rest).substr(mark + 1);
    if (rest[mark] == '~') {
        const auto points = parseNumber<int64_t>(given);
        if (!points || *points < 2 || *points > 10'000) return bad("a log range has 2 to 10,000 points");
        if (*first <= 0) return bad("a log range starts above 0");
        out.logPoints = *points;
        return out;
    }
    const auto step = parseNumber<double>(given);
    if (!step || !(*step > 0)) return bad("the step is no number above 0");
    out.step = *step;
    out.stepped = true;
    return out;
}

Result<std::vector<Json>> expandSpec(const SpecText& spec) {
    std::vector<Json> points{Json::object()};
    for (const auto& [key, text] : spec.values) {
        RB_TRY(const auto values, expandValue(text, spec.id + ":" + key));
        if (points.size() * values.size() > 1'000'000)
            return badParams("more than a million points", spec.id, "narrow a range or use fewer lists");
        std::vector<Json> next;
        next.reserve(points.size() * values.size());
        for (const auto& point : points)
            for (const auto& value : values) {
                next.push_back(point);
                next.back()[key] = value;
            }
        points = std::move(next);
    }
    return points;
}

} // namespace rarebit
