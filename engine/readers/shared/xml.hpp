// SPDX-License-Identifier: GPL-3.0-or-later
// Streaming XML on expat. Document type declarations are refused, so there are no entities beyond the five;
// nesting and the length of one piece of markup are limited.
#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rarebit {

/// Attributes of one element, valid during the call. Names as in the file, prefix included.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    /// The value, or a view without data where there is none.
    std::string_view operator[](std::string_view name) const {
        for (const char** pair = pairs_; *pair; pair += 2)
            if (name == *pair) return pair[1];
        return {};
    }
    /// The value of the first attribute with a prefix and this local name ("r:id" for "id").
    std::string_view prefixed(std::string_view localName) const;

private:
    const char** pairs_;
};

/// "a" of "x:a".
inline std::string_view xmlLocalName(std::string_view name) {
    const size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What a reader does with a document. Handlers report an error by XmlParser::fail.
struct XmlHandlers {
    std::function<void(std::string_view name, const XmlAttributes&)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view piece)> text; // pieces of the text between two tags
};

class XmlParser {
public:
    XmlParser(XmlHandlers handlers, std::string where);
    ~XmlParser();
    XmlParser(const XmlParser&) = delete;
    XmlParser& operator=(const XmlParser&) = delete;

    Status feed(std::span<const std::byte> bytes);
    Status finish();
    /// For handlers: ends the parse with this error. The first one stays; no handler is called after it.
    void fail(Error error);
    bool failed() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The text as XML character data: the five entities escaped, and what XML cannot hold (control characters,
/// invalid UTF-8) left out or written as _xHHHH_, as spreadsheets do.
std::string xmlEscape(std::string_view text);

} // namespace rarebit
