// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>

namespace rarebit::xlsx {
namespace {

/// Excel's own limits are 65,490 formats, 255 characters of a number format and 31 of a font name.
constexpr size_t maxFormats = 65536, maxFieldBytes = 1024;

std::string escapeField(std::string_view value) {
    std::string out;
    for (const char c : value.substr(0, maxFieldBytes))
        if (c == ';')
            out += "%3B";
        else if (c == '%')
            out += "%25";
        else
            out += c;
    return out;
}

/// "a;b;;" with the empty string for all empty.
std::string joined(std::initializer_list<std::string_view> fields) {
    std::string out;
    bool any = false;
    for (const auto& field : fields) {
        if (&field != fields.begin()) out += ';';
        out += field;
        any |= !field.empty();
    }
    return any ? out : std::string();
}

std::string colour(const XmlAttributes& attributes) {
    const auto field = [&](const char* name) { return escapeField(attributes[name]); };
    if (!attributes["rgb"].empty()) return field("rgb");
    if (!attributes["theme"].empty())
        return "theme/" + field("theme") + (attributes["tint"].empty() ? "" : "/" + field("tint"));
    if (!attributes["indexed"].empty()) return "indexed/" + field("indexed");
    if (!attributes["auto"].empty()) return "auto";
    return {};
}

/// A switch such as <b/>, <b val="0"/>.
std::string flag(const XmlAttributes& attributes) {
    const auto value = attributes["val"];
    return value == "0" || value == "false" ? "" : "1";
}

struct Xf {
    int64_t numberFormat = 0, font = 0, fill = 0, border = 0;
    std::string alignment;
};

/// Collects the parts of styles.xml; the path tells cell formats from differential ones.
class StyleCollector {
public:
    explicit StyleCollector(std::string where) : where_(std::move(where)) {}

    XmlHandlers handlers(XmlParser*& parser) {
        XmlHandlers out;
        out.start = [this, &parser](std::string_view tag, const XmlAttributes& attributes) {
            ++depth_;
            const auto name = xmlLocalName(tag);
            if (depth_ == 2) section_ = name;
            if (depth_ == 3) entry_ = {};
            if (depth_ >= 3) startEntry(name, attributes, *parser);
        };
        out.end = [this, &parser](std::string_view) {
            if (depth_ == 3) endEntry(*parser);
            --depth_;
        };
        out.text = [](std::string_view) {};
        return out;
    }

    Result<Styles> finish() {
        Styles styles;
        std::map<std::string, uint32_t> known;
        for (const auto& xf : xfs_) {
            RB_TRY(CellStyle style, styleOf(xf));
            std::string key;
            for (const auto* field :
                 {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
                key += *field + '\n';
            const auto index = static_cast<uint32_t>(styles.formats.size());
            styles.same.push_back(known.emplace(std::move(key), index).first->second);
            styles.isDate.push_back(isDateFormat(style.numberFormat));
            styles.formats.push_back(std::move(style));
        }
        return styles;
    }

private:
    struct Entry { // of fonts, fills and borders; the fields of all three
        std::string name, size, bold, italic, underline, strike, colour;
        std::string pattern, foreground, background;
        std::string sides[4];
        std::string* side = nullptr;
    };

    static std::string text(const XmlAttributes& attributes, const char* name) {
        return escapeField(attributes[name]);
    }
    static int64_t number(const XmlAttributes& attributes, const char* name) {
        const auto value = attributes[name];
        int64_t out = value.empty() ? 0 : -1;
        std::from_chars(value.data(), value.data() + value.size(), out);
        return out;
    }
    void startEntry(std::string_view name, const XmlAttributes& attributes, XmlParser& parser) {
        if (section_ == "numFmts" && depth_ == 3) {
            formats_[number(attributes, "numFmtId")] = attributes["formatCode"].substr(0, maxFieldBytes);
            checkCount(formats_.size(), parser);
        } else if (section_ == "fonts") {
            startFont(name, attributes);
        } else if (section_ == "fills") {
            if (name == "patternFill") entry_.pattern = text(attributes, "patternType");
            if (name == "gradientFill") entry_.pattern = "gradient";
            if (name == "fgColor") entry_.foreground = colour(attributes);
            if (name == "bgColor") entry_.background = colour(attributes);
        } else if (section_ == "borders") {
            startBorder(name, attributes);
        } else if (section_ == "cellXfs") {
            if (depth_ == 3)
                xf_ = {
                    number(attributes, "numFmtId"),
                    number(attributes, "fontId"),
                    number(attributes, "fillId"),
                    number(attributes, "borderId"),
                    {}};
            else if (name == "alignment")
                xf_.alignment = joined(
                    {text(attributes, "horizontal"),
                     text(attributes, "vertical"),
                     text(attributes, "wrapText"),
                     text(attributes, "textRotation"),
                     text(attributes, "indent")}
                );
        }
    }
    void startFont(std::string_view name, const XmlAttributes& attributes) {
        if (name == "name") entry_.name = text(attributes, "val");
        if (name == "sz") entry_.size = text(attributes, "val");
        if (name == "b") entry_.bold = flag(attributes);
        if (name == "i") entry_.italic = flag(attributes);
        if (name == "u") entry_.underline = attributes["val"].empty() ? "single" : text(attributes, "val");
        if (name == "strike") entry_.strike = flag(attributes);
        if (name == "color") entry_.colour = colour(attributes);
    }
    void startBorder(std::string_view name, const XmlAttributes& attributes) {
        if (depth_ == 4) {
            const size_t side = name == "left" || name == "start"  ? 0
                                : name == "right" || name == "end" ? 1
                                : name == "top"                    ? 2
                                : name == "bottom"                 ? 3
                                                                   : 4;
            entry_.side = side < 4 ? &entry_.sides[side] : nullptr;
            const auto style = attributes["style"];
            if (entry_.side && !style.empty() && style != "none") *entry_.side = escapeField(style) + ":";
        } else if (name == "color" && entry_.side && !entry_.side->empty()) {
            *entry_.side += colour(attributes);
        }
    }
    void endEntry(XmlParser& parser) {
        auto& e = entry_;
        if (section_ == "fonts") {
            fonts_.push_back(joined({e.name, e.size, e.bold, e.italic, e.underline, e.strike, e.colour}));
            checkCount(fonts_.size(), parser);
        } else if (section_ == "fills") {
            fills_.push_back(e.pattern == "none" ? "" : joined({e.pattern, e.foreground, e.background}));
            checkCount(fills_.size(), parser);
        } else if (section_ == "borders") {
            e.side = nullptr;
            borders_.push_back(joined({e.sides[0], e.sides[1], e.sides[2], e.sides[3]}));
            checkCount(borders_.size(), parser);
        } else if (section_ == "cellXfs") {
            xfs_.push_back(std::move(xf_));
            checkCount(xfs_.size(), parser);
        }
    }
    void checkCount(size_t count, XmlParser& parser) const {
        if (count > maxFormats)
            parser.fail(badInput(
                fmt::format("more than {} entries in <{}>", maxFormats, printable(section_)),
                where_,
                "open and save the workbook in a spreadsheet program, which drops unused styles"
            ));
    }
    Result<CellStyle> styleOf(const Xf& xf) const {
        const auto pick = [&](const std::vector<std::string>& list, int64_t index, const char* what
                          ) -> Result<std::string> {
            // Files without any fonts, fills or borders still say 0.
            if (index == 0 && list.empty()) return std::string();
            if (index < 0 || static_cast<uint64_t>(index) >= list.size())
                return badInput(
                    fmt::format("a cell format asks for {} {} of {}", what, index, list.size()),
                    where_,
                    "the file is damaged; open and save it in a spreadsheet program"
                );
            return list[static_cast<size_t>(index)];
        };
        CellStyle style;
        const auto custom = formats_.find(xf.numberFormat);
        style.numberFormat =
            custom != formats_.end()
                ? custom->second
                : std::string(builtinNumberFormat(static_cast<int>(std::min<int64_t>(xf.numberFormat, 1000)))
                  );
        RB_TRY(style.font, pick(fonts_, xf.font, "font"));
        RB_TRY(style.fill, pick(fills_, xf.fill, "fill"));
        RB_TRY(style.border, pick(borders_, xf.border, "border"));
        style.alignment = xf.alignment;
        return style;
    }

    std::string where_, section_;
    int depth_ = 0;
    Entry entry_;
    Xf xf_;
    std::map<int64_t, std::string> formats_;
    std::vector<std::string> fonts_, fills_, borders_;
    std::vector<Xf> xfs_;
};

} // namespace

Result<Styles>
readStyles(const ZipArchive& archive, const ZipMember& member, const std::string& where, JobContext& job) {
    StyleCollector collector(fmt::format("{}, {}", where, printable(member.name)));
    RB_CHECK(parseMember(archive, member, where, job, [&](XmlParser*& parser) {
        return collector.handlers(parser);
    }));
    return collector.finish();
}

} // namespace rarebit::xlsx
