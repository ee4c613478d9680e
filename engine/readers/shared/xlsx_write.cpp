// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/cell_ref.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <unordered_map>

namespace rarebit::xlsx {
namespace {

constexpr std::string_view xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view officeRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr int firstCustomFormat = 164; // smaller numbers are built in
constexpr size_t cellsPerCheck = 16384;

template <class... Args>
void add(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

std::string unescapeField(std::string_view value) {
    std::string out;
    for (size_t i = 0; i < value.size(); ++i) {
        const auto code = value.substr(i, 3);
        if (code == "%3B" || code == "%25") {
            out += code == "%3B" ? ';' : '%';
            i += 2;
        } else {
            out += value[i];
        }
    }
    return out;
}

/// Field `index` of "a;b;c" as an attribute's value.
std::string field(std::string_view style, size_t index) {
    const auto fields = split(style, ';');
    return index < fields.size() ? xmlEscape(unescapeField(fields[index])) : std::string();
}

void addColour(std::string& out, std::string_view tag, std::string_view colour) {
    if (colour.empty()) return;
    const auto steps = split(colour, '/');
    if (colour == "auto")
        add(out, "<{} auto=\"1\"/>", tag);
    else if (steps[0] == "indexed" && steps.size() == 2)
        add(out, "<{} indexed=\"{}\"/>", tag, steps[1]);
    else if (steps[0] == "theme" && steps.size() == 2)
        add(out, "<{} theme=\"{}\"/>", tag, steps[1]);
    else if (steps[0] == "theme" && steps.size() == 3)
        add(out, "<{} theme=\"{}\" tint=\"{}\"/>", tag, steps[1], steps[2]);
    else
        add(out, "<{} rgb=\"{}\"/>", tag, colour);
}

void addFont(std::string& out, std::string_view font) {
    out += "<font>";
    if (!field(font, 2).empty()) out += "<b/>";
    if (!field(font, 3).empty()) out += "<i/>";
    if (!field(font, 5).empty()) out += "<strike/>";
    if (const auto size = field(font, 1); !size.empty()) add(out, "<sz val=\"{}\"/>", size);
    addColour(out, "color", field(font, 6));
    if (const auto name = field(font, 0); !name.empty()) add(out, "<name val=\"{}\"/>", name);
    if (const auto line = field(font, 4); !line.empty()) add(out, "<u val=\"{}\"/>", line);
    out += "</font>";
}

void addFill(std::string& out, std::string_view fill) {
    const auto pattern = field(fill, 0);
    if (pattern == "gradient") {
        out += "<fill><gradientFill/></fill>";
        return;
    }
    out += "<fill><patternFill";
    if (!pattern.empty() || fill.empty()) add(out, " patternType=\"{}\"", fill.empty() ? "none" : pattern);
    out += '>';
    addColour(out, "fgColor", field(fill, 1));
    addColour(out, "bgColor", field(fill, 2));
    out += "</patternFill></fill>";
}

void addBorder(std::string& out, std::string_view border) {
    constexpr std::string_view sides[] = {"left", "right", "top", "bottom"};
    out += "<border>";
    for (size_t i = 0; i < 4; ++i) {
        const auto side = field(border, i);
        const size_t colon = side.find(':');
        if (colon == std::string::npos) {
            add(out, "<{}/>", sides[i]);
            continue;
        }
        add(out, "<{} style=\"{}\">", sides[i], side.substr(0, colon));
        addColour(out, "color", side.substr(colon + 1));
        add(out, "</{}>", sides[i]);
    }
    out += "</border>";
}

void addAlignment(std::string& out, std::string_view alignment) {
    constexpr std::string_view names[] = {"horizontal", "vertical", "wrapText", "textRotation", "indent"};
    out += "<alignment";
    for (size_t i = 0; i < 5; ++i)
        if (const auto value = field(alignment, i); !value.empty()) add(out, " {}=\"{}\"", names[i], value);
    out += "/>";
}

/// Values in order of their first use, with their positions.
class Pool {
public:
    size_t add(const std::string& value) {
        const auto [found, isNew] = index_.try_emplace(value, values_.size());
        if (isNew) values_.push_back(&found->first);
        return found->second;
    }
    const std::vector<const std::string*>& values() const { return values_; }

private:
    std::unordered_map<std::string, size_t> index_; // looked up only; its nodes do not move
    std::vector<const std::string*> values_;
};

/// All cell formats of a workbook.
class StyleSheet {
public:
    StyleSheet() {
        fonts_.add("");
        fills_.add("");
        fills_.add("gray125;;"); // the second fill is fixed in every workbook
        borders_.add("");
        add(CellStyle{});
    }
    size_t add(const CellStyle& style) {
        std::string key;
        for (const auto* part :
             {&style.numberFormat, &style.font, &style.fill, &style.border, &style.alignment})
            key += *part + '\n';
        const auto [found, isNew] = index_.try_emplace(std::move(key), index_.size());
        if (!isNew) return found->second;
        const auto builtin = builtinNumberFormatId(style.numberFormat);
        const size_t format =
            builtin ? static_cast<size_t>(*builtin) : firstCustomFormat + formats_.add(style.numberFormat);
        xlsx::add(
            xfs_,
            "<xf numFmtId=\"{}\" fontId=\"{}\" fillId=\"{}\" borderId=\"{}\" xfId=\"0\"",
            format,
            fonts_.add(style.font),
            fills_.add(style.fill),
            borders_.add(style.border)
        );
        xfs_ += " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"";
        if (style.alignment.empty()) {
            xfs_ += "/>";
        } else {
            xfs_ += " applyAlignment=\"1\">";
            addAlignment(xfs_, style.alignment);
            xfs_ += "</xf>";
        }
        return found->second;
    }
    std::string xml() const {
        std::string out(xmlHead);
        xlsx::add(out, "<styleSheet xmlns=\"{}\">", mainNamespace);
        if (!formats_.values().empty()) {
            xlsx::add(out, "<numFmts count=\"{}\">", formats_.values().size());
            for (size_t i = 0; i < formats_.values().size(); ++i)
                xlsx::add(
                    out,
                    "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>",
                    firstCustomFormat + i,
                    xmlEscape(*formats_.values()[i])
                );
            out += "</numFmts>";
        }
        addList(out, "fonts", fonts_, addFont);
        addList(out, "fills", fills_, addFill);
        addList(out, "borders", borders_, addBorder);
        out += "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
               "</cellStyleXfs>";
        xlsx::add(out, "<cellXfs count=\"{}\">{}</cellXfs>", index_.size(), xfs_);
        out += "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
               "</styleSheet>";
        return out;
    }

private:
    static void addList(
        std::string& out,
        std::string_view tag,
        const Pool& pool,
        void (*addOne)(std::string&, std::string_view)
    ) {
        xlsx::add(out, "<{} count=\"{}\">", tag, pool.values().size());
        for (const auto* value : pool.values())
            addOne(out, *value);
        xlsx::add(out, "</{}>", tag);
    }

    std::map<std::string, size_t> index_;
    Pool formats_, fonts_, fills_, borders_;
    std::string xfs_;
};

/// The spelling of a shared string: what looks like an escape of a character gets its underscore escaped,
/// unless it stands for a control character (which the reader leaves spelled).
std::string sharedText(std::string_view text) {
    std::string out;
    size_t done = 0;
    for (size_t at = 0; (at = text.find("_x", at)) != std::string_view::npos; ++at) {
        if (at + 6 >= text.size() || text[at + 6] != '_') continue;
        uint32_t code = 0;
        const char* digits = text.data() + at + 2;
        const auto [end, error] = std::from_chars(digits, digits + 4, code, 16);
        if (error != std::errc{} || end != digits + 4 || code < 0x20 || code >= 0xFFFE) continue;
        out += text.substr(done, at - done);
        out += "_x005F_";
        done = at + 1;
    }
    out += text.substr(done);
    return xmlEscape(out);
}

std::string sharedStringsXml(const Pool& strings) {
    std::string out(xmlHead);
    add(out, "<sst xmlns=\"{}\" uniqueCount=\"{}\">", mainNamespace, strings.values().size());
    for (const auto* text : strings.values())
        add(out, "<si><t xml:space=\"preserve\">{}</t></si>", sharedText(*text));
    out += "</sst>";
    return out;
}

/// Writes one worksheet; strings and styles are shared with the others.
class SheetWriter {
public:
    SheetWriter(const Table& table, Pool& strings, StyleSheet& styles, std::string where, JobContext& job)
        : table_(table), strings_(strings), styles_(styles), where_(std::move(where)), job_(job) {}

    Result<std::string> xml() {
        for (const auto& array : table_.arrays)
            arrays_.try_emplace(
                {array.firstRow, array.firstColumn},
                array.firstRow == array.lastRow && array.firstColumn == array.lastColumn
                    ? cellName(array.firstRow, array.firstColumn)
                    : rangeName(array)
            );
        add(out_, "{}<worksheet xmlns=\"{}\">", xmlHead, mainNamespace);
        if (table_.rows > 0)
            add(out_,
                "<dimension ref=\"A1:{}\"/>",
                cellName(static_cast<int32_t>(table_.rows - 1), static_cast<int32_t>(table_.columns - 1)));
        out_ += "<sheetData>";
        RB_CHECK(addRows());
        out_ += "</sheetData>";
        if (!table_.merges.empty()) {
            add(out_, "<mergeCells count=\"{}\">", table_.merges.size());
            for (const auto& merge : table_.merges)
                add(out_, "<mergeCell ref=\"{}\"/>", rangeName(merge));
            out_ += "</mergeCells>";
        }
        out_ += "</worksheet>";
        return std::move(out_);
    }

private:
    Status addRows() {
        int32_t row = -1;
        size_t count = 0;
        for (const auto& cell : table_.cells) {
            if (count++ % cellsPerCheck == 0) RB_CHECK(check());
            if (cell.row >= sheetRows || cell.column >= sheetColumns)
                return unsupported(
                    fmt::format(
                        "a cell in row {} and column {}; a workbook has {} rows and {} columns",
                        int64_t(cell.row) + 1,
                        int64_t(cell.column) + 1,
                        sheetRows,
                        sheetColumns
                    ),
                    where_,
                    "write the table as CSV"
                );
            if (cell.row != row) {
                if (row >= 0) out_ += "</row>";
                row = cell.row;
                add(out_, "<row r=\"{}\">", row + 1);
            }
            addCell(cell);
        }
        if (row >= 0) out_ += "</row>";
        return Ok{};
    }
    Status check() const {
        if (job_.cancelled()) return cancelledError("writing " + where_);
        return job_.fits(2 * out_.size(), "the text of the worksheet", where_);
    }
    size_t styleOf(const Cell& cell) {
        const auto& style = table_.styles.at(cell.style);
        if (cell.kind != CellKind::date || isDateFormat(style.numberFormat)) return styles_.add(style);
        CellStyle dated = style; // a workbook knows dates by their format
        dated.numberFormat = builtinNumberFormat(22);
        return styles_.add(dated);
    }
    void addCell(const Cell& cell) {
        add(out_, "<c r=\"{}\"", cellName(cell.row, cell.column));
        if (const size_t style = styleOf(cell); style != 0) add(out_, " s=\"{}\"", style);
        std::string value;
        std::string_view type;
        setValue(cell, value, type);
        if (!type.empty()) add(out_, " t=\"{}\"", type);
        const auto array = arrays_.find({cell.row, cell.column});
        if (cell.formula.empty() && value.empty() && type.empty() && array == arrays_.end()) {
            out_ += "/>";
            return;
        }
        out_ += '>';
        if (array != arrays_.end())
            add(out_, "<f t=\"array\" ref=\"{}\">{}</f>", array->second, xmlEscape(cell.formula));
        else if (!cell.formula.empty())
            add(out_, "<f>{}</f>", xmlEscape(cell.formula));
        if (!type.empty() || !value.empty()) add(out_, "<v>{}</v>", value);
        out_ += "</c>";
    }
    void setValue(const Cell& cell, std::string& value, std::string_view& type) {
        switch (cell.kind) {
        case CellKind::empty:
            return;
        case CellKind::number:
        case CellKind::date:
            if (std::isfinite(cell.number)) {
                value = spellNumber(cell.number);
            } else {
                type = "e";
                value = "#NUM!";
            }
            return;
        case CellKind::boolean:
            type = "b";
            value = cell.number != 0 ? "1" : "0";
            return;
        case CellKind::error:
            type = "e";
            value = xmlEscape(cell.text);
            return;
        case CellKind::text:
            type = cell.formula.empty() ? "s" : "str";
            value = cell.formula.empty() ? fmt::to_string(strings_.add(cell.text)) : xmlEscape(cell.text);
            return;
        }
    }

    const Table& table_;
    Pool& strings_;
    StyleSheet& styles_;
    std::string where_;
    JobContext& job_;
    std::string out_;
    std::map<std::pair<int32_t, int32_t>, std::string> arrays_;
};

std::string workbookXml(const std::vector<std::string>& names, const SheetStates& states, bool date1904) {
    const bool allHidden =
        std::ranges::all_of(names, [&](const auto& name) { return states.contains(name); });
    std::string out(xmlHead);
    add(out, "<workbook xmlns=\"{}\" xmlns:r=\"{}\">", mainNamespace, officeRelations);
    if (date1904) out += "<workbookPr date1904=\"1\"/>";
    out += "<sheets>";
    for (size_t i = 0; i < names.size(); ++i) {
        const auto state = i == 0 && allHidden ? states.end() : states.find(names[i]);
        add(out,
            "<sheet name=\"{}\" sheetId=\"{}\"{} r:id=\"rId{}\"/>",
            xmlEscape(names[i]),
            i + 1,
            state == states.end() ? "" : fmt::format(" state=\"{}\"", state->second),
            i + 1);
    }
    out += "</sheets></workbook>";
    return out;
}

std::string relationsXml(const std::vector<std::pair<std::string, std::string>>& typesAndTargets) {
    std::string out(xmlHead);
    out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    for (size_t i = 0; i < typesAndTargets.size(); ++i)
        add(out,
            "<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>",
            i + 1,
            officeRelations,
            typesAndTargets[i].first,
            typesAndTargets[i].second);
    out += "</Relationships>";
    return out;
}

std::string contentTypesXml(size_t sheets) {
    constexpr std::string_view base = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    std::string out(xmlHead);
    out += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
           "<Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
    const auto override = [&](std::string_view part, std::string_view type) {
        add(out, "<Override PartName=\"/xl/{}\" ContentType=\"{}.{}+xml\"/>", part, base, type);
    };
    override("workbook.xml", "sheet.main");
    for (size_t i = 1; i <= sheets; ++i)
        override(fmt::format("worksheets/sheet{}.xml", i), "worksheet");
    override("styles.xml", "styles");
    override("sharedStrings.xml", "sharedStrings");
    out += "</Types>";
    return out;
}

} // namespace

Status writeWorkbook(
    const std::vector<TablePtr>& tables,
    const std::vector<std::string>& names,
    const SheetStates& states,
    const std::filesystem::path& path,
    JobContext& job
) {
    const auto where = printable(path.string());
    if (tables.empty())
        return unsupported("a workbook without a worksheet", where, "select at least one sheet");
    const bool date1904 = tables.front()->date1904;
    if (std::ranges::any_of(tables, [&](const auto& table) { return table->date1904 != date1904; }))
        return unsupported(
            "worksheets with both date systems (1900 and 1904)",
            where,
            "write the worksheets to separate files"
        );
    Pool strings;
    StyleSheet styles;
    std::vector<ZipEntry> entries;
    const auto entry = [&](std::string name, std::string text) {
        entries.push_back({std::move(name), ownBytes(std::move(text))});
    };
    std::vector<std::pair<std::string, std::string>> relations;
    for (size_t i = 1; i <= tables.size(); ++i)
        relations.emplace_back("worksheet", fmt::format("worksheets/sheet{}.xml", i));
    relations.emplace_back("styles", "styles.xml");
    relations.emplace_back("sharedStrings", "sharedStrings.xml");
    entry("[Content_Types].xml", contentTypesXml(tables.size()));
    entry("_rels/.rels", relationsXml({{"officeDocument", "xl/workbook.xml"}}));
    entry("xl/workbook.xml", workbookXml(names, states, date1904));
    entry("xl/_rels/workbook.xml.rels", relationsXml(relations));
    for (size_t i = 0; i < tables.size(); ++i) {
        SheetWriter writer(
            *tables[i], strings, styles, fmt::format("{}, worksheet '{}'", where, printable(names[i])), job
        );
        RB_TRY(std::string xml, writer.xml());
        entry("xl/" + relations[i].second, std::move(xml));
    }
    entry("xl/styles.xml", styles.xml());
    entry("xl/sharedStrings.xml", sharedStringsXml(strings));
    return writeZip(entries, path, job);
}

Status writeAsset(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    RB_TRY(const auto tables, loadTables(asset, printable(path.string()), job));
    std::vector<std::string> names;
    for (const auto& part : asset.parts)
        names.push_back(part.name);
    SheetStates states;
    for (const auto& name : asset.meta.at("hidden").elements())
        states[name.asString()] = "hidden";
    for (const auto& name : asset.meta.at("very_hidden").elements())
        states[name.asString()] = "veryHidden";
    return writeWorkbook(tables, names, states, path, job);
}

} // namespace rarebit::xlsx
