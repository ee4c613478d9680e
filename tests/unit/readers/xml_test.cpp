// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/xml.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

/// "<a k=v>text</a>" again, as the handlers saw it.
Result<std::string> echoed(std::string_view document, size_t piece = 7) {
    std::string out;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view name, const XmlAttributes& attributes) {
        out += fmt::format("<{} {}|{}>", xmlLocalName(name), attributes["k"], attributes.prefixed("id"));
    };
    handlers.end = [&](std::string_view) { out += "</>"; };
    handlers.text = [&](std::string_view text) { out += text; };
    XmlParser parser(std::move(handlers), "test.xml");
    const auto bytes = std::as_bytes(std::span(document.data(), document.size()));
    for (size_t at = 0; at < bytes.size(); at += piece)
        RB_CHECK(parser.feed(bytes.subspan(at, std::min(piece, bytes.size() - at))));
    RB_CHECK(parser.finish());
    return out;
}

} // namespace

RB_TEST(eventsComeInOrder) {
    CHECK_EQ(
        REQUIRE(echoed("<?xml version=\"1.0\"?><x:a k='1' r:id='q'>t&amp;&#65;<b/></x:a>")),
        "<a 1|q>t&A<b |></></>"
    );
}

RB_TEST(entitiesAreRefused) {
    CHECK_ERROR(
        echoed("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>"), ErrorKind::badInput
    );
    CHECK_ERROR(
        echoed("<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l>&x;</l>"), ErrorKind::badInput
    );
    CHECK_ERROR(echoed("<!DOCTYPE l SYSTEM \"http://localhost/x.dtd\"><l/>"), ErrorKind::badInput);
    CHECK_ERROR(echoed("<l>&nbsp;</l>"), ErrorKind::badInput);
}

RB_TEST(deepNestingIsRefused) {
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "<a>";
    CHECK_ERROR(echoed(deep, 65536), ErrorKind::badInput);
}

RB_TEST(oneHugeTagIsRefused) {
    std::string huge = "<a k='";
    huge.append(20 << 20, 'x');
    CHECK_ERROR(echoed(huge, 1 << 18), ErrorKind::badInput);
}

RB_TEST(brokenDocumentsAreErrors) {
    for (const char* text :
         {"", "<a>", "<a></b>", "text", "<a/><b/>", "<a k=1/>", "<a>\x01</a>", "<a>\xFF</a>"})
        CHECK_ERROR(echoed(text), ErrorKind::badInput);
}

RB_TEST(handlersCanEndTheParse) {
    int calls = 0;
    XmlParser* parser = nullptr;
    XmlHandlers handlers;
    handlers.start = [&](std::string_view, const XmlAttributes&) {
        ++calls;
        parser->fail(badInput("no", "here", "stop"));
    };
    handlers.end = [&](std::string_view) { ++calls; };
    handlers.text = [&](std::string_view) { ++calls; };
    XmlParser reading(std::move(handlers), "test.xml");
    parser = &reading;
    const std::string_view text = "<a>b<c/></a>";
    CHECK_ERROR(reading.feed(std::as_bytes(std::span(text.data(), text.size()))), ErrorKind::badInput);
    CHECK(reading.failed());
    CHECK_EQ(calls, 1);
}

RB_TEST(escapedTextReadsBack) {
    const std::string text = "a<b>&\"c\"\r\n\t é €";
    CHECK_EQ(
        REQUIRE(echoed("<a k=\"" + xmlEscape(text) + "\">" + xmlEscape(text) + "</a>")),
        "<a " + text + "|>" + text + "</>"
    );
    CHECK_EQ(xmlEscape(std::string_view("\0\x07", 2)), "_x0000__x0007_");
    CHECK_EQ(xmlEscape("\xFFz"), "\\xffz");
}
