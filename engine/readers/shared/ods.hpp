// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument spreadsheets (ISO/IEC 26300) piece by piece: the reader `ods` puts them together.
#pragma once

#include "engine/readers/shared/sheet_parts.hpp"
#include "engine/readers/shared/xml.hpp"

#include <map>

namespace rarebit::ods {

/// Number formats of cell styles by name, collected from the styles of both members of a document.
class NumberFormats {
public:
    /// To be called with every element; cheap for those of no interest.
    void start(std::string_view tag, const XmlAttributes& attributes);
    void end(std::string_view tag);
    void text(std::string_view piece) {
        if (inText_) literal_ += piece;
    }
    /// Of a cell style, by itself or by the styles that it builds on; "General" where none says.
    std::string of(const std::string& cellStyle) const;

private:
    struct CellStyleEntry {
        std::string dataStyle, parent;
    };
    std::map<std::string, std::string, std::less<>> formats_; // by data style
    std::map<std::string, CellStyleEntry, std::less<>> cells_;
    std::string open_, format_, literal_; // the data style being read
    bool inText_ = false;
};

/// "of:=SUM([.A1:.B2];[$Sheet2.C3])" as "SUM(A1:B2,Sheet2!C3)": the notation of every other table.
std::string plainFormula(std::string_view formula);

/// Collects the worksheets of content.xml.
class ContentCollector {
public:
    ContentCollector(NumberFormats& formats, std::string where, SheetBudget& budget);
    ~ContentCollector();
    ContentCollector(const ContentCollector&) = delete;
    ContentCollector& operator=(const ContentCollector&) = delete;
    XmlHandlers handlers(XmlParser*& parser);
    std::vector<TablePtr> takeTables();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rarebit::ods
