// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/xml.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

/// One tag with its attributes; expat keeps an unfinished one in memory and looks at it again with each
/// piece.
constexpr int64_t markupBytes = int64_t(8) << 20;
constexpr size_t pieceBytes = size_t(1) << 20;

} // namespace

struct XmlParser::State {
    XmlHandlers handlers;
    std::string where;
    XML_Parser parser = nullptr;
    std::optional<Error> error;
    size_t depth = 0;
    int64_t fed = 0;

    std::string place() const {
        return fmt::format(
            "{}, line {}, column {}",
            where,
            XML_GetCurrentLineNumber(parser),
            XML_GetCurrentColumnNumber(parser)
        );
    }
    void fail(Error reason) {
        if (!error) error = std::move(reason);
        XML_StopParser(parser, XML_FALSE);
    }

    static void XMLCALL start(void* self, const char* name, const char** attributes) {
        auto& state = *static_cast<State*>(self);
        if (state.error) return;
        if (++state.depth > limits().jsonDepth)
            return state.fail(badInput(
                fmt::format("elements nested deeper than {} levels", limits().jsonDepth),
                state.place(),
                "flatten the document; no spreadsheet program writes one like this"
            ));
        state.handlers.start(name, XmlAttributes(attributes));
    }
    static void XMLCALL end(void* self, const char* name) {
        auto& state = *static_cast<State*>(self);
        if (state.error) return;
        --state.depth;
        state.handlers.end(name);
    }
    static void XMLCALL text(void* self, const char* piece, int length) {
        auto& state = *static_cast<State*>(self);
        if (!state.error) state.handlers.text({piece, static_cast<size_t>(length)});
    }
    static void XMLCALL doctype(void* self, const char* name, const char*, const char*, int) {
        auto& state = *static_cast<State*>(self);
        state.fail(badInput(
            fmt::format("a document type declaration ('{}'): entities are not read", printable(name)),
            state.place(),
            "remove the DOCTYPE; no spreadsheet needs one, and it can be used to attack readers"
        ));
    }
};

std::string_view XmlAttributes::prefixed(std::string_view localName) const {
    for (const char** pair = pairs_; *pair; pair += 2) {
        const std::string_view name = *pair;
        const size_t colon = name.find(':');
        if (colon != std::string_view::npos && name.substr(colon + 1) == localName) return pair[1];
    }
    return {};
}

XmlParser::XmlParser(XmlHandlers handlers, std::string where) : state_(std::make_unique<State>()) {
    state_->handlers = std::move(handlers);
    state_->where = std::move(where);
    state_->parser = XML_ParserCreate(nullptr);
    if (!state_->parser) throw std::bad_alloc();
    XML_SetUserData(state_->parser, state_.get());
    XML_SetElementHandler(state_->parser, State::start, State::end);
    XML_SetCharacterDataHandler(state_->parser, State::text);
    XML_SetStartDoctypeDeclHandler(state_->parser, State::doctype);
}

XmlParser::~XmlParser() {
    XML_ParserFree(state_->parser);
}

void XmlParser::fail(Error error) {
    state_->fail(std::move(error));
}

bool XmlParser::failed() const {
    return state_->error.has_value();
}

Status XmlParser::feed(std::span<const std::byte> bytes) {
    for (;;) {
        const size_t count = std::min(bytes.size(), pieceBytes);
        const auto* data = reinterpret_cast<const char*>(bytes.data());
        const auto status = XML_Parse(state_->parser, data, static_cast<int>(count), XML_FALSE);
        if (state_->error) return *state_->error;
        if (status != XML_STATUS_OK)
            return badInput(
                fmt::format("broken XML: {}", XML_ErrorString(XML_GetErrorCode(state_->parser))),
                state_->place(),
                "the file is damaged; open and save it in a spreadsheet program, or get it again"
            );
        state_->fed += static_cast<int64_t>(count);
        if (state_->fed - XML_GetCurrentByteIndex(state_->parser) > markupBytes + int64_t(pieceBytes))
            return badInput(
                fmt::format("one tag with more than {} bytes", markupBytes),
                state_->place(),
                "the file is damaged or was made to exhaust memory; get it again"
            );
        bytes = bytes.subspan(count);
        if (bytes.empty()) return Ok{};
    }
}

Status XmlParser::finish() {
    const auto status = XML_Parse(state_->parser, "", 0, XML_TRUE);
    if (state_->error) return *state_->error;
    if (status != XML_STATUS_OK)
        return badInput(
            fmt::format("broken XML at its end: {}", XML_ErrorString(XML_GetErrorCode(state_->parser))),
            state_->place(),
            "the file is damaged or was cut off; get it again"
        );
    return Ok{};
}

std::string xmlEscape(std::string_view text) {
    const std::string valid = validUtf8(text);
    std::string out;
    out.reserve(valid.size());
    for (size_t i = 0; i < valid.size(); ++i) {
        const auto byte = static_cast<unsigned char>(valid[i]);
        if (byte == '&')
            out += "&amp;";
        else if (byte == '<')
            out += "&lt;";
        else if (byte == '>')
            out += "&gt;";
        else if (byte == '"')
            out += "&quot;";
        else if (byte == '\t' || byte == '\n' || byte == '\r')
            out += fmt::format("&#{};", byte);
        else if (byte < 0x20)
            out += fmt::format("_x{:04X}_", byte);
        else if (valid.compare(i, 3, "\xEF\xBF\xBE") == 0 || valid.compare(i, 3, "\xEF\xBF\xBF") == 0) {
            out += valid[i + 2] == '\xBE' ? "_xFFFE_" : "_xFFFF_"; // no characters of XML
            i += 2;
        } else
            out += valid[i];
    }
    return out;
}

} // namespace rarebit
