// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/ods.hpp"

#include <algorithm>
#include <charconv>

namespace rarebit::ods {
namespace {

constexpr size_t maxFormatBytes = 1024;

int64_t intOf(std::string_view text, int64_t fallback) {
    int64_t value = fallback;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

size_t digits(std::string_view text, int64_t fallback) {
    return static_cast<size_t>(std::clamp<int64_t>(intOf(text, fallback), 0, 30));
}

std::string numberFormat(const XmlAttributes& attributes, std::string_view exponent) {
    std::string out = attributes["number:grouping"] == "true" ? "#,##" : "";
    out.append(std::max<size_t>(1, digits(attributes["number:min-integer-digits"], 1)), '0');
    if (const size_t places = digits(attributes["number:decimal-places"], 0); places > 0)
        out += "." + std::string(places, '0');
    if (!exponent.empty()) out += "E+" + std::string(std::max<size_t>(1, digits(exponent, 2)), '0');
    return out;
}

std::string quoted(std::string_view text) {
    constexpr std::string_view plain = " -/:.,%()";
    if (text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text)
        if (c != '"') out += c;
    return out + '"';
}

/// The format code of one element of a data style.
std::string formatOf(std::string_view name, const XmlAttributes& attributes) {
    const bool isLong = attributes["number:style"] == "long";
    if (name == "number") {
        const bool any = !attributes["number:decimal-places"].data() && !attributes["number:grouping"].data();
        return any && intOf(attributes["number:min-integer-digits"], 1) <= 1 ? "General"
                                                                             : numberFormat(attributes, {});
    }
    if (name == "scientific-number")
        return numberFormat(
            attributes,
            attributes["number:min-exponent-digits"].empty() ? "2" : attributes["number:min-exponent-digits"]
        );
    if (name == "year") return isLong ? "yyyy" : "yy";
    if (name == "month") {
        const bool words = attributes["number:textual"] == "true";
        return std::string(words ? "mmm" : "m") + (isLong ? "m" : "");
    }
    if (name == "day") return isLong ? "dd" : "d";
    if (name == "day-of-week") return isLong ? "dddd" : "ddd";
    if (name == "hours") return isLong ? "hh" : "h";
    if (name == "minutes") return isLong ? "mm" : "m";
    if (name == "seconds") {
        const size_t places = digits(attributes["number:decimal-places"], 0);
        return (isLong ? "ss" : "s") + (places > 0 ? "." + std::string(places, '0') : "");
    }
    if (name == "am-pm") return "AM/PM";
    if (name == "text-content") return "@";
    return {};
}

} // namespace

void NumberFormats::start(std::string_view tag, const XmlAttributes& attributes) {
    if (tag == "style:style") {
        if (attributes["style:family"] != "table-cell") return;
        cells_[std::string(attributes["style:name"])] = {
            std::string(attributes["style:data-style-name"]),
            std::string(attributes["style:parent-style-name"])};
        return;
    }
    if (!tag.starts_with("number:")) return;
    const auto name = tag.substr(7);
    if (name.ends_with("-style")) {
        open_ = attributes["style:name"];
        format_.clear();
        return;
    }
    if (open_.empty() || format_.size() > maxFormatBytes) return;
    if (name == "text" || name == "currency-symbol") {
        inText_ = true;
        literal_.clear();
        return;
    }
    format_ += formatOf(name, attributes);
}

void NumberFormats::end(std::string_view tag) {
    if (!tag.starts_with("number:")) return;
    const auto name = tag.substr(7);
    if (name.ends_with("-style")) {
        if (!open_.empty())
            formats_[open_] = format_.empty() || format_.size() > maxFormatBytes ? "General" : format_;
        open_.clear();
    } else if (inText_) {
        inText_ = false;
        format_ += quoted(std::string_view(literal_).substr(0, maxFormatBytes));
    }
}

std::string NumberFormats::of(const std::string& cellStyle) const {
    auto found = cells_.find(cellStyle);
    for (int level = 0; level < 8 && found != cells_.end(); ++level) {
        if (const auto format = formats_.find(found->second.dataStyle); format != formats_.end())
            return format->second;
        found = cells_.find(found->second.parent);
    }
    return "General";
}

std::string plainFormula(std::string_view formula) {
    if (const size_t colon = formula.find(":="); colon != std::string_view::npos && colon < 8)
        formula.remove_prefix(colon + 1);
    if (formula.starts_with('=')) formula.remove_prefix(1);
    std::string out;
    bool inReference = false, inArray = false;
    for (size_t i = 0; i < formula.size(); ++i) {
        const char c = formula[i];
        if (c == '"' || (c == '\'' && inReference)) { // text, or a sheet's name
            size_t end = formula.find(c, i + 1);
            end = end == std::string_view::npos ? formula.size() - 1 : end;
            out += formula.substr(i, end - i + 1);
            i = end;
        } else if (c == '[') {
            inReference = true;
        } else if (c == ']') {
            inReference = false;
        } else if (inReference && c == '.') {
            // Behind a sheet's name, or at the start of a reference to this sheet.
            const bool bare = formula[i - 1] == '[' || formula[i - 1] == ':';
            if (!bare) out += '!';
        } else if (inReference && c == '$' && i + 1 < formula.size() && formula[i - 1] == '[') {
            // A fixed sheet: other notations have no sign for it.
            const size_t dot = formula.find_first_of(".]", i);
            if (dot == std::string_view::npos || formula[dot] == ']') out += c;
        } else if (!inReference && c == '{') {
            inArray = true;
            out += c;
        } else if (!inReference && c == '}') {
            inArray = false;
            out += c;
        } else if (!inReference && c == ';') {
            out += ',';
        } else if (!inReference && inArray && c == '|') {
            out += ';';
        } else if (!inReference && c == '~') {
            out += ',';
        } else if (!inReference && c == '!') {
            out += ' ';
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace rarebit::ods
