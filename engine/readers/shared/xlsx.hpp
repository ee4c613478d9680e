// SPDX-License-Identifier: GPL-3.0-or-later
// Office Open XML workbooks (ECMA-376, ISO/IEC 29500; transitional and strict) piece by piece: the reader
// `xlsx` puts them together.
#pragma once

#include "engine/readers/shared/sheet_parts.hpp"
#include "engine/readers/shared/xml.hpp"
#include "engine/readers/shared/zip.hpp"

#include <filesystem>
#include <map>

namespace rarebit::xlsx {

/// Streams a member through handlers. `make` gets the parser, for XmlParser::fail.
Status parseMember(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& where,
    JobContext& job,
    const std::function<XmlHandlers(XmlParser*&)>& make
);

/// Shared strings: rich text runs joined, phonetic text left out.
Result<std::vector<std::string>> readSharedStrings(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& where,
    SheetBudget& budget,
    JobContext& job
);

/// Cell formats (cellXfs) as the table's styles.
struct Styles {
    std::vector<CellStyle> formats;
    std::vector<uint32_t> same; // the first format that is equal
    std::vector<bool> isDate;
};
Result<Styles>
readStyles(const ZipArchive& archive, const ZipMember& member, const std::string& where, JobContext& job);

/// What the cells of a worksheet refer to.
struct Workbook {
    std::vector<std::string> strings;
    Styles styles;
    bool date1904 = false;
};
Result<TablePtr> readSheet(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& name,
    const std::string& where,
    const Workbook& workbook,
    SheetBudget& budget,
    JobContext& job
);

/// Name of a worksheet -> "hidden" or "veryHidden"; the others are visible.
using SheetStates = std::map<std::string, std::string, std::less<>>;

/// Writes tables as a workbook. Where all are hidden the first is shown: programs refuse a workbook without
/// one.
Status writeWorkbook(
    const std::vector<TablePtr>& tables,
    const std::vector<std::string>& names,
    const SheetStates& states,
    const std::filesystem::path& path,
    JobContext& job
);

/// The same for any asset of worksheets: what `decode` writes for those of formats without a writer, too.
Status writeAsset(const Asset& asset, const std::filesystem::path& path, JobContext& job);

} // namespace rarebit::xlsx
