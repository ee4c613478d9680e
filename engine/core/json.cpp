// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/json.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace rarebit {
namespace {

const Json nullJson;

// Builds a Json from parser events; refuses nesting beyond the limit, so depth never reaches the stack.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    Json root;
    std::string problem;

    bool null() override { return put({}); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(int64_t value) override { return put(value); }
    bool number_unsigned(uint64_t value) override {
        return value <= INT64_MAX ? put(static_cast<int64_t>(value)) : put(static_cast<double>(value));
    }
    bool number_float(double value, const std::string&) override { return put(value); }
    bool string(std::string& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override {
        problem = "a byte string, which JSON documents of this program never hold";
        return false;
    }
    bool start_object(size_t) override { return open(Json::Object{}); }
    bool key(std::string& value) override {
        keys_.back() = std::move(value);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(size_t) override { return open(Json::Array{}); }
    bool end_array() override { return close(); }
    bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception& e) override {
        problem = fmt::format("not valid at byte {}: {}", position, e.what());
        return false;
    }

private:
    std::vector<Json*> open_; // containers being filled; stable, since only the innermost one grows
    std::vector<std::string> keys_;

    Json* place(Json value) {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        Json& parent = *open_.back();
        if (parent.isArray()) {
            parent.push(std::move(value));
            return &parent.elements().back();
        }
        Json& slot = parent[keys_.back()];
        slot = std::move(value);
        return &slot;
    }
    bool put(Json value) {
        place(std::move(value));
        return true;
    }
    bool open(Json value) {
        if (open_.size() >= limits().jsonDepth) {
            problem = fmt::format("more than {} levels of nesting", limits().jsonDepth);
            return false;
        }
        Json* slot = place(std::move(value));
        open_.push_back(slot);
        keys_.emplace_back();
        return true;
    }
    bool close() {
        open_.pop_back();
        keys_.pop_back();
        return true;
    }
};

nlohmann::json toLibrary(const Json& value) {
    if (value.isBool()) return value.asBool();
    if (value.isInt()) return value.asInt();
    if (value.isNumber()) {
        const double number = value.asDouble();
        return std::isfinite(number) ? nlohmann::json(number) : nlohmann::json(nullptr);
    }
    if (value.isString()) return validUtf8(value.asString());
    if (value.isArray()) {
        auto out = nlohmann::json::array();
        for (const auto& element : value.elements())
            out.push_back(toLibrary(element));
        return out;
    }
    if (value.isObject()) {
        auto out = nlohmann::json::object();
        for (const auto& [key, member] : value.members())
            out[validUtf8(key)] = toLibrary(member);
        return out;
    }
    return nullptr;
}

} // namespace

bool Json::asBool(bool fallback) const {
    const auto* value = std::get_if<bool>(&value_);
    return value ? *value : fallback;
}
int64_t Json::asInt(int64_t fallback) const {
    if (const auto* value = std::get_if<int64_t>(&value_)) return *value;
    if (const auto* value = std::get_if<double>(&value_); value && std::abs(*value) < 9e18)
        return *value == std::floor(*value) ? static_cast<int64_t>(*value) : fallback;
    return fallback;
}
double Json::asDouble(double fallback) const {
    if (const auto* value = std::get_if<double>(&value_)) return *value;
    if (const auto* value = std::get_if<int64_t>(&value_)) return static_cast<double>(*value);
    return fallback;
}
const std::string& Json::asString() const {
    static const std::string empty;
    const auto* value = std::get_if<std::string>(&value_);
    return value ? *value : empty;
}
std::string Json::asString(std::string_view fallback) const {
    const auto* value = std::get_if<std::string>(&value_);
    return value ? *value : std::string(fallback);
}
const Json& Json::at(std::string_view key) const {
    const auto* object = std::get_if<Object>(&value_);
    if (!object) return nullJson;
    const auto found = object->find(key);
    return found == object->end() ? nullJson : found->second;
}
bool Json::contains(std::string_view key) const {
    const auto* object = std::get_if<Object>(&value_);
    return object && object->find(key) != object->end();
}
Json& Json::operator[](std::string_view key) {
    auto& object = members();
    const auto found = object.find(key);
    return found != object.end() ? found->second : object[std::string(key)];
}
const Json& Json::at(size_t index) const {
    const auto* array = std::get_if<Array>(&value_);
    return array && index < array->size() ? (*array)[index] : nullJson;
}
void Json::push(Json value) {
    elements().push_back(std::move(value));
}
void Json::erase(std::string_view key) {
    if (auto* object = std::get_if<Object>(&value_))
        if (const auto found = object->find(key); found != object->end()) object->erase(found);
}
size_t Json::size() const {
    return isArray() ? elements().size() : members().size();
}
const Json::Array& Json::elements() const {
    static const Array empty;
    const auto* array = std::get_if<Array>(&value_);
    return array ? *array : empty;
}
const Json::Object& Json::members() const {
    static const Object empty;
    const auto* object = std::get_if<Object>(&value_);
    return object ? *object : empty;
}
Json::Array& Json::elements() {
    if (!isArray()) value_ = Array{};
    return std::get<Array>(value_);
}
Json::Object& Json::members() {
    if (!isObject()) value_ = Object{};
    return std::get<Object>(value_);
}

std::string Json::dump(int indent) const {
    return toLibrary(*this).dump(indent);
}

Result<Json> Json::parse(std::string_view text, std::string_view where) {
    Builder builder;
    if (!nlohmann::json::sax_parse(text, &builder))
        return badInput(
            builder.problem.empty() ? "not valid JSON" : "JSON: " + builder.problem,
            std::string(where),
            "write the document as strict UTF-8 JSON"
        );
    return std::move(builder.root);
}

std::vector<std::byte> Json::toCbor() const {
    const auto bytes = nlohmann::json::to_cbor(toLibrary(*this));
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first, first + bytes.size()};
}

Result<Json> Json::fromCbor(std::span<const std::byte> bytes, std::string_view where) {
    Builder builder;
    const auto* first = reinterpret_cast<const uint8_t*>(bytes.data());
    if (!nlohmann::json::sax_parse(
            first, first + bytes.size(), &builder, nlohmann::json::input_format_t::cbor
        ))
        return badInput(
            builder.problem.empty() ? "not valid CBOR" : "CBOR: " + builder.problem,
            std::string(where),
            "the head of this stream is damaged; encode the asset again"
        );
    return std::move(builder.root);
}

} // namespace rarebit
