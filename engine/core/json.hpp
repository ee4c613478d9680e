// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON value. Parsing, printing and CBOR are done by nlohmann/json behind json.cpp, so that including this
// header costs a tenth of including that library.
#pragma once

#include "engine/core/result.hpp"

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rarebit {

class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>; // sorted keys: canonical by construction

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    template <std::integral T>
    requires(!std::same_as<T, bool>) Json(T value) : value_(static_cast<int64_t>(value)) {}
    Json(double value) : value_(value) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}
    template <class T>
    static Json list(const T& values) {
        Array out;
        for (const auto& value : values)
            out.emplace_back(value);
        return out;
    }
    static Json object(std::initializer_list<std::pair<const std::string, Json>> members = {}) {
        return Object(members.begin(), members.end());
    }
    static Json array(std::initializer_list<Json> values = {}) { return Array(values); }

    bool isNull() const { return value_.index() == 0; }
    bool isBool() const { return std::holds_alternative<bool>(value_); }
    bool isInt() const { return std::holds_alternative<int64_t>(value_); }
    bool isNumber() const { return isInt() || std::holds_alternative<double>(value_); }
    bool isString() const { return std::holds_alternative<std::string>(value_); }
    bool isArray() const { return std::holds_alternative<Array>(value_); }
    bool isObject() const { return std::holds_alternative<Object>(value_); }

    // Readers of a value: the fallback where the type is another.
    bool asBool(bool fallback = false) const;
    int64_t asInt(int64_t fallback = 0) const; // a double with an integral value counts
    double asDouble(double fallback = 0) const;
    const std::string& asString() const; // empty where it is no string
    std::string asString(std::string_view fallback) const;

    /// Member by key; a null value where this is no object or lacks it.
    const Json& at(std::string_view key) const;
    bool contains(std::string_view key) const;
    /// Member by key for writing; turns null into an object.
    Json& operator[](std::string_view key);
    Json& operator[](const char* key) { return (*this)[std::string_view(key)]; }
    /// Element by position; null where out of range.
    const Json& at(size_t index) const;
    void push(Json value); // turns null into an array
    void erase(std::string_view key);
    size_t size() const;           // elements or members, otherwise 0
    const Array& elements() const; // empty where this is no array
    const Object& members() const; // empty where this is no object
    Array& elements();             // turns null into an array
    Object& members();             // turns null into an object

    bool operator==(const Json& other) const { return value_ == other.value_; }

    /// UTF-8 text; non-finite numbers become null, invalid UTF-8 bytes become the text \xNN.
    /// indent < 0: one line.
    std::string dump(int indent = -1) const;
    /// Strict parse with at most 64 levels of nesting; `where` names the source in errors.
    static Result<Json> parse(std::string_view text, std::string_view where);
    std::vector<std::byte> toCbor() const;
    static Result<Json> fromCbor(std::span<const std::byte> bytes, std::string_view where);

private:
    std::variant<std::monostate, bool, int64_t, double, std::string, Array, Object> value_;
};

} // namespace rarebit
