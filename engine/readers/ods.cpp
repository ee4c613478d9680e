// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument spreadsheets: one part per worksheet. Formulas are text and are never evaluated; links to
// other documents are never followed.
#include "engine/readers/shared/ods.hpp"

#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>

namespace rarebit::readers {
namespace {

constexpr std::string_view zipMagic = "PK\x03\x04";
const char* const damagedFix = "the file is damaged; open and save it in a spreadsheet program";

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    constexpr std::string_view mime = "application/vnd.oasis.opendocument.spreadsheet";
    if (text.starts_with(zipMagic) && text.substr(0, 200).find(mime) != std::string_view::npos) return 95;
    const auto name = lower(fileName);
    return name.ends_with(".ods") || name.ends_with(".ots") ? 90 : 0;
}

/// Members of an encrypted document are noise; its manifest says so.
Status checkPlain(const ZipArchive& archive, const std::string& where, JobContext& job) {
    const auto* manifest = archive.find("META-INF/manifest.xml");
    if (!manifest) return Ok{};
    bool encrypted = false;
    RB_CHECK(xlsx::parseMember(archive, *manifest, where, job, [&](XmlParser*&) {
        XmlHandlers handlers;
        handlers.start = [&](std::string_view tag, const XmlAttributes&) {
            encrypted |= xmlLocalName(tag) == "encryption-data";
        };
        handlers.end = [](std::string_view) {};
        handlers.text = [](std::string_view) {};
        return handlers;
    }));
    if (!encrypted) return Ok{};
    return unsupported(
        "the document is encrypted",
        where,
        "remove the password in the program that made it, and save it again"
    );
}

Status readStyles(
    const ZipArchive& archive, const std::string& where, ods::NumberFormats& formats, JobContext& job
) {
    const auto* member = archive.find("styles.xml");
    if (!member) return Ok{};
    return xlsx::parseMember(archive, *member, where, job, [&](XmlParser*&) {
        XmlHandlers handlers;
        handlers.start = [&](std::string_view tag, const XmlAttributes& attributes) {
            formats.start(tag, attributes);
        };
        handlers.end = [&](std::string_view tag) { formats.end(tag); };
        handlers.text = [&](std::string_view piece) { formats.text(piece); };
        return handlers;
    });
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    RB_TRY(const Bytes file, mapFile(path));
    const auto where = printable(path.string());
    if (!file.text().starts_with(zipMagic))
        return badInput(
            fmt::format("no zip archive at byte 0 of {}", file.size()),
            where,
            "the file is no OpenDocument spreadsheet or was cut off; get it again, or force a reader with "
            "--reader"
        );
    RB_TRY(const auto archive, ZipArchive::open(file, where));
    RB_CHECK(checkPlain(archive, where, job));
    const auto* content = archive.find("content.xml");
    if (!content) return badInput("the archive has no member 'content.xml'", where, damagedFix);
    ods::NumberFormats formats;
    RB_CHECK(readStyles(archive, where, formats, job));
    SheetBudget budget(job, where, file.size());
    ods::ContentCollector collector(formats, where, budget);
    RB_CHECK(xlsx::parseMember(archive, *content, where, job, [&](XmlParser*& parser) {
        return collector.handlers(parser);
    }));
    auto tables = collector.takeTables();
    if (tables.empty())
        return badInput("a document without a worksheet", where, "add a worksheet to the document");
    Asset asset;
    asset.kind = "sheet";
    RB_CHECK(addSheets(asset, std::move(tables), job));
    return asset;
}

} // namespace

const ReaderDef& ods() {
    static const ReaderDef definition{
        .id = "ods",
        .title = "OpenDocument spreadsheet (written as xlsx)",
        .extensions = {"ods", "ots"},
        .kinds = "sheet",
        .score = score,
        .open = open,
        .write = xlsx::writeAsset,
    };
    return definition;
}

} // namespace rarebit::readers
