// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/delimited.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/delimited_text.hpp"
#include "engine/readers/shared/sheet_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace rarebit {
namespace {

// Container, after a version byte: encoding, byte order mark, delimiter, quoting, carriage returns (u8 each),
// tail (text), runs of [fields, line end, records] (varints), patches of [records before it, raw text].
constexpr uint8_t containerVersion = 1;
constexpr int64_t recordsPerCheck = 4096;

/// Which fields a file's writer put into quotes, beside those that need them.
enum class Quoting : uint8_t { minimal, all, nonEmpty, text, textAndEmpty, never };
enum class LineEnd : uint8_t { none, lf, crlf, cr };

struct Dialect {
    TextEncoding encoding = TextEncoding::utf8;
    bool byteOrderMark = false;
    char delimiter = ',';
    Quoting quoting = Quoting::minimal;
    bool crEnds = false; // a carriage return alone ends a record
    std::string tail;
};

/// Records with the same number of fields and the same line end.
struct Run {
    uint64_t fields = 0;
    LineEnd end = LineEnd::lf;
    uint64_t records = 0;
};

/// A record that the rules do not give back.
struct Patch {
    uint64_t skipped = 0; // records since the last patch
    std::string_view raw; // without its line end
};

struct Layout {
    Dialect dialect;
    std::vector<Run> runs;
    std::vector<Patch> patches;
};

struct Record {
    std::vector<std::string> fields; // the first `count` are this record's
    size_t count = 0;
    std::string_view raw;
    LineEnd end = LineEnd::none;
    bool unclosed = false; // a quote without its partner
    std::string& add() {
        if (count == fields.size()) fields.emplace_back();
        fields[count].clear();
        return fields[count++];
    }
};

/// Splits text into records by RFC 4180. Goes on where a file breaks its rules: a quote inside an unquoted
/// field stands for itself, text behind a closing quote belongs to the field.
class RecordReader {
public:
    RecordReader(std::string_view text, const Dialect& dialect) : text_(text), dialect_(dialect) {
        stops_ = {dialect.delimiter, '\n', '\r'};
    }
    bool atEnd() const { return at_ >= text_.size(); }
    void next(Record& record) {
        const size_t begin = at_;
        record.count = 0;
        record.unclosed = false;
        for (bool more = true; more;) {
            readField(record);
            more = at_ < text_.size() && text_[at_] == dialect_.delimiter;
            if (more) ++at_;
        }
        record.raw = text_.substr(begin, at_ - begin);
        record.end = lineEnd();
        constexpr std::array<size_t, 4> lengths{0, 1, 2, 1};
        at_ += lengths[static_cast<size_t>(record.end)];
    }

private:
    LineEnd lineEnd() const {
        if (at_ >= text_.size()) return LineEnd::none;
        if (text_[at_] == '\n') return LineEnd::lf;
        return text_.compare(at_, 2, "\r\n") == 0 ? LineEnd::crlf : LineEnd::cr;
    }
    bool stopsHere() const {
        return text_[at_] != '\r' || dialect_.crEnds || text_.compare(at_, 2, "\r\n") == 0;
    }
    void readField(Record& record) {
        std::string& field = record.add();
        if (dialect_.quoting != Quoting::never && at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            readQuoted(field, record);
        }
        for (;;) {
            const size_t stop = std::min(text_.find_first_of(stops_, at_), text_.size());
            field += text_.substr(at_, stop - at_);
            at_ = stop;
            if (at_ == text_.size() || stopsHere()) return;
            field += text_[at_++]; // a carriage return inside a line
        }
    }
    void readQuoted(std::string& field, Record& record) {
        for (;;) {
            const size_t quote = text_.find('"', at_);
            field += text_.substr(at_, quote - at_);
            if (quote == std::string_view::npos) {
                record.unclosed = true;
                at_ = text_.size();
                return;
            }
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"') return;
            field += '"';
            ++at_;
        }
    }

    std::string_view text_;
    const Dialect& dialect_;
    std::string stops_;
    size_t at_ = 0;
};

/// A decimal number as programs write them; leading zeros and signs of "+" make it text (codes, phone
/// numbers).
std::optional<double> numberOf(std::string_view text) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || digits.size() > 400) return {};
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!digit(digits[0]) && !(digits[0] == '.' && digits.size() > 1 && digit(digits[1]))) return {};
    if (digits[0] == '0' && digits.size() > 1 && digit(digits[1])) return {};
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

Cell cellOf(std::string_view text) {
    Cell cell;
    if (text.empty()) return cell;
    if (const auto number = numberOf(text)) {
        cell.kind = CellKind::number;
        cell.number = *number;
        if (spellNumber(*number) != text) cell.text = text;
    } else {
        cell.kind = CellKind::text;
        cell.text = text;
    }
    return cell;
}

/// A cell as a field's text. Cells of other formats are written as `decode --as csv` writes them.
std::string spelling(const Cell& cell) {
    if (cell.kind == CellKind::boolean) return cell.number != 0 ? "TRUE" : "FALSE";
    if ((cell.kind == CellKind::number && cell.text.empty()) || cell.kind == CellKind::date)
        return spellNumber(cell.number);
    return cell.text;
}

bool needsQuotes(std::string_view text, char delimiter) {
    return text.find_first_of(std::array{delimiter, '"', '\n', '\r'}.data(), 0, 4) != std::string_view::npos;
}

void appendQuoted(std::string& out, std::string_view text) {
    out += '"';
    for (size_t at = 0;;) {
        const size_t quote = text.find('"', at);
        out += text.substr(at, quote - at);
        if (quote == std::string_view::npos) break;
        out += "\"\"";
        at = quote + 1;
    }
    out += '"';
}

void appendByRule(std::string& out, std::string_view text, const Dialect& dialect) {
    const auto isText = [&] { return !text.empty() && !numberOf(text); };
    bool quotes = false;
    switch (dialect.quoting) {
    case Quoting::never:
        out += text;
        return;
    case Quoting::minimal:
        break;
    case Quoting::all:
        quotes = true;
        break;
    case Quoting::nonEmpty:
        quotes = !text.empty();
        break;
    case Quoting::text:
        quotes = isText();
        break;
    case Quoting::textAndEmpty:
        quotes = text.empty() || isText();
        break;
    }
    if (quotes || needsQuotes(text, dialect.delimiter))
        appendQuoted(out, text);
    else
        out += text;
}

bool followsRules(const Record& record, const Dialect& dialect, std::string& scratch) {
    scratch.clear();
    for (size_t i = 0; i < record.count; ++i) {
        if (i > 0) scratch += dialect.delimiter;
        appendByRule(scratch, record.fields[i], dialect);
    }
    return scratch == record.raw;
}

/// The first records of the text: enough to see its habits.
std::string_view sampleOf(std::string_view text) {
    return text.substr(0, size_t(64) << 10);
}

char detectDelimiter(std::string_view text) {
    char best = ',';
    double bestScore = 0;
    Record record;
    for (const char candidate : {',', ';', '\t', '|'}) {
        Dialect dialect;
        dialect.delimiter = candidate;
        RecordReader reader(sampleOf(text), dialect);
        std::vector<size_t> counts;
        while (!reader.atEnd()) {
            reader.next(record);
            if (record.raw.empty()) continue;
            counts.push_back(record.count);
        }
        std::ranges::sort(counts);
        size_t mostRecords = 0; // with the same number of fields, more than one
        for (auto at = counts.begin(); at != counts.end();) {
            const auto end = std::ranges::upper_bound(at, counts.end(), *at);
            if (*at > 1) mostRecords = std::max(mostRecords, static_cast<size_t>(end - at));
            at = end;
        }
        const double score =
            counts.empty() ? 0 : static_cast<double>(mostRecords) / static_cast<double>(counts.size());
        if (score > bestScore) {
            bestScore = score;
            best = candidate;
        }
    }
    return best;
}

Quoting detectQuoting(std::string_view text, Dialect dialect) {
    constexpr std::array styles{
        Quoting::minimal, Quoting::all, Quoting::nonEmpty, Quoting::text, Quoting::textAndEmpty};
    std::array<size_t, styles.size()> misses{};
    RecordReader reader(sampleOf(text), dialect);
    Record record;
    std::string scratch;
    while (!reader.atEnd()) {
        reader.next(record);
        for (size_t i = 0; i < styles.size(); ++i) {
            dialect.quoting = styles[i];
            misses[i] += followsRules(record, dialect, scratch) ? 0 : 1;
        }
        dialect.quoting = Quoting::minimal;
    }
    return styles[static_cast<size_t>(std::ranges::min_element(misses) - misses.begin())];
}

class TableBuilder {
public:
    TableBuilder(std::string_view text, Layout& layout, std::string where, JobContext& job)
        : text_(text), layout_(layout), where_(std::move(where)), job_(job) {}

    /// False where a quote is never closed: the text is to be read with quotes as plain characters.
    Result<bool> build(Table& table) {
        RecordReader reader(text_, layout_.dialect);
        Record record;
        std::string scratch;
        uint64_t lastPatch = 0;
        for (uint64_t index = 0; !reader.atEnd(); ++index) {
            if (index % recordsPerCheck == 0) RB_CHECK(check(table));
            if (index > INT32_MAX) return tooLarge(index);
            reader.next(record);
            if (record.unclosed) return false;
            RB_CHECK(addCells(table, record, static_cast<int32_t>(index)));
            auto& runs = layout_.runs;
            if (!runs.empty() && runs.back().fields == record.count && runs.back().end == record.end)
                ++runs.back().records;
            else
                runs.push_back({record.count, record.end, 1});
            if (followsRules(record, layout_.dialect, scratch)) continue;
            layout_.patches.push_back({index - lastPatch, record.raw});
            lastPatch = index;
        }
        return true;
    }

private:
    Error tooLarge(uint64_t records) const {
        return badInput(
            fmt::format("more than {} records", records), where_, "split the file into smaller ones"
        );
    }
    Status check(const Table& table) const {
        if (job_.cancelled()) return cancelledError("reading " + where_);
        return checkCells(table.cells.size(), where_, job_);
    }
    Status addCells(Table& table, const Record& record, int32_t row) const {
        for (size_t i = 0; i < record.count; ++i) {
            Cell cell = cellOf(record.fields[i]);
            if (!cell.hasContent()) continue;
            cell.row = row;
            cell.column = static_cast<int32_t>(i);
            table.cells.push_back(std::move(cell));
            if (table.cells.size() % 65536 == 0) RB_CHECK(check(table));
        }
        return Ok{};
    }

    std::string_view text_;
    Layout& layout_;
    std::string where_;
    JobContext& job_;
};

Bytes packLayout(const Layout& layout) {
    ByteWriter out;
    const auto& dialect = layout.dialect;
    out.u8(containerVersion);
    out.u8(static_cast<uint8_t>(dialect.encoding));
    out.u8(dialect.byteOrderMark ? 1 : 0);
    out.u8(static_cast<uint8_t>(dialect.delimiter));
    out.u8(static_cast<uint8_t>(dialect.quoting));
    out.u8(dialect.crEnds ? 1 : 0);
    out.text(dialect.tail);
    out.varint(layout.runs.size());
    for (const auto& run : layout.runs) {
        out.varint(run.fields);
        out.varint(static_cast<uint64_t>(run.end));
        out.varint(run.records);
    }
    out.varint(layout.patches.size());
    for (const auto& patch : layout.patches) {
        out.varint(patch.skipped);
        out.text(patch.raw);
    }
    return ownBytes(out.take());
}

Result<Layout> unpackLayout(const Bytes& container, std::string_view where) {
    const auto damaged = [&](std::string_view what) {
        return badInput(
            fmt::format("the layout of the delimited text is damaged: {}", what),
            std::string(where),
            "the stream is damaged; encode the asset again"
        );
    };
    ByteReader in(container.view);
    Layout layout;
    auto& dialect = layout.dialect;
    if (in.u8() != containerVersion) return damaged("unknown version");
    const uint8_t encoding = in.u8();
    if (encoding > static_cast<uint8_t>(TextEncoding::utf16be)) return damaged("unknown encoding");
    dialect.encoding = static_cast<TextEncoding>(encoding);
    dialect.byteOrderMark = in.u8() != 0;
    dialect.delimiter = static_cast<char>(in.u8());
    if (dialect.delimiter == '"' || dialect.delimiter == '\n' || dialect.delimiter == '\r')
        return damaged("impossible delimiter");
    const uint8_t quoting = in.u8();
    if (quoting > static_cast<uint8_t>(Quoting::never)) return damaged("unknown quoting");
    dialect.quoting = static_cast<Quoting>(quoting);
    dialect.crEnds = in.u8() != 0;
    dialect.tail = in.text();
    const uint64_t runCount = in.varint();
    if (runCount > in.left() / 3) return damaged("more runs than bytes");
    layout.runs.resize(static_cast<size_t>(runCount));
    for (auto& run : layout.runs) {
        run.fields = in.varint();
        const uint64_t end = in.varint();
        run.records = in.varint();
        if (end > static_cast<uint64_t>(LineEnd::cr)) return damaged("unknown line end");
        run.end = static_cast<LineEnd>(end);
        if (run.fields > INT32_MAX || run.records > INT32_MAX) return damaged("more records than can be");
    }
    const uint64_t patchCount = in.varint();
    if (patchCount > in.left() / 2) return damaged("more patches than bytes");
    layout.patches.resize(static_cast<size_t>(patchCount));
    for (auto& patch : layout.patches) {
        patch.skipped = in.varint();
        patch.raw = in.text();
    }
    if (!in.ok() || in.left() != 0) return damaged(in.ok() ? "bytes left over" : "it ends too early");
    return layout;
}

Layout plainLayout(const Table& table, char delimiter) {
    Layout layout;
    layout.dialect.delimiter = delimiter;
    if (table.rows > 0)
        layout.runs.push_back(
            {static_cast<uint64_t>(table.columns), LineEnd::lf, static_cast<uint64_t>(table.rows)}
        );
    return layout;
}

/// Writes the records of a table as its layout says.
class TableSpeller {
public:
    TableSpeller(const Table& table, const Layout& layout, std::string_view where, JobContext& job)
        : table_(table), layout_(layout), where_(where), job_(job) {}

    Result<std::string> spell() {
        if (!layout_.patches.empty()) nextPatch_ = layout_.patches.front().skipped;
        for (const auto& run : layout_.runs) {
            RB_CHECK(fits(run));
            for (uint64_t i = 0; i < run.records; ++i)
                RB_CHECK(addRecord(run.fields, run.end));
        }
        // Rows that a method added.
        while (cell_ < table_.cells.size()) {
            if (!out_.empty() && out_.back() != '\n') out_ += '\n';
            RB_CHECK(addRecord(0, LineEnd::lf));
        }
        return std::move(out_);
    }

private:
    Status fits(const Run& run) const {
        // Delimiters and line ends alone; both factors are below 2^31.
        return job_.fits(out_.size() + run.records * (run.fields + 1), "the text of the table", where_);
    }
    Status addRecord(uint64_t fields, LineEnd end) {
        if (record_ % recordsPerCheck == 0) {
            if (job_.cancelled()) return cancelledError("writing " + std::string(where_));
            RB_CHECK(job_.fits(out_.size(), "the text of the table", where_));
        }
        const size_t firstCell = cell_;
        while (cell_ < table_.cells.size() && static_cast<uint64_t>(table_.cells[cell_].row) == record_)
            ++cell_;
        const auto cells = std::span(table_.cells).subspan(firstCell, cell_ - firstCell);
        if (!addPatch(cells)) addFields(cells, fields);
        constexpr std::array<std::string_view, 4> ends{"", "\n", "\r\n", "\r"};
        out_ += ends[static_cast<size_t>(end)];
        ++record_;
        return Ok{};
    }
    void addFields(std::span<const Cell> cells, uint64_t fields) {
        const auto& dialect = layout_.dialect;
        const uint64_t count =
            std::max(fields, cells.empty() ? 0 : static_cast<uint64_t>(cells.back().column) + 1);
        auto cell = cells.begin();
        for (uint64_t i = 0; i < count; ++i) {
            if (i > 0) out_ += dialect.delimiter;
            std::string text;
            if (cell != cells.end() && static_cast<uint64_t>(cell->column) == i) text = spelling(*cell++);
            appendByRule(out_, text, dialect);
        }
    }
    /// The raw record, where there is one and it still says what the cells say.
    bool addPatch(std::span<const Cell> cells) {
        const auto& patches = layout_.patches;
        if (patch_ >= patches.size() || record_ != nextPatch_) return false;
        const std::string_view raw = patches[patch_].raw;
        if (++patch_ < patches.size()) nextPatch_ += patches[patch_].skipped;
        RecordReader reader(raw, layout_.dialect);
        Record record;
        reader.next(record);
        if (!reader.atEnd()) return false;
        auto cell = cells.begin();
        for (size_t i = 0; i < record.count; ++i) {
            std::string text;
            if (cell != cells.end() && static_cast<size_t>(cell->column) == i) text = spelling(*cell++);
            if (text != record.fields[i]) return false;
        }
        if (cell != cells.end()) return false;
        out_ += raw;
        return true;
    }

    const Table& table_;
    const Layout& layout_;
    std::string_view where_;
    JobContext& job_;
    std::string out_;
    uint64_t record_ = 0, nextPatch_ = 0;
    size_t cell_ = 0, patch_ = 0;
};

/// Carriage returns end records in files of old Macs, which have no line feed.
bool onlyCarriageReturns(std::string_view text) {
    return text.find('\r') != std::string_view::npos && text.find('\n') == std::string_view::npos;
}

} // namespace

Result<Asset> openDelimited(const std::filesystem::path& path, char delimiter, JobContext& job) {
    RB_TRY(const Bytes file, mapFile(path));
    const auto where = printable(path.string());
    RB_CHECK(job.fits(2 * file.size(), "reading delimited text", where));
    DecodedText decoded = decodeText(file);
    const auto text = decoded.text.text();
    Layout layout;
    auto& dialect = layout.dialect;
    dialect = {.encoding = decoded.encoding, .byteOrderMark = decoded.byteOrderMark, .tail = decoded.tail};
    dialect.crEnds = onlyCarriageReturns(text);
    dialect.delimiter = delimiter != 0 ? delimiter : detectDelimiter(text);
    dialect.quoting = detectQuoting(text, dialect);
    auto table = std::make_shared<Table>();
    RB_TRY(bool closed, TableBuilder(text, layout, where, job).build(*table));
    if (!closed) {
        layout = {dialect, {}, {}};
        layout.dialect.quoting = Quoting::never;
        *table = {};
        RB_TRY(closed, TableBuilder(text, layout, where, job).build(*table));
    }
    table->name = "sheet";
    RB_CHECK(finishTable(*table, where));
    uint64_t records = 0;
    for (const auto& run : layout.runs)
        records += run.records;
    Asset asset;
    asset.kind = "sheet";
    asset.container = packLayout(layout);
    asset.counts = Json::object(
        {{"records", records},
         {"delimiter", std::string(1, layout.dialect.delimiter)},
         {"encoding", toString(layout.dialect.encoding)}}
    );
    RB_CHECK(addSheets(asset, {std::move(table)}, job));
    return asset;
}

Status writeDelimited(
    const Asset& asset,
    std::string_view reader,
    char delimiter,
    const std::filesystem::path& path,
    JobContext& job
) {
    const auto where = printable(path.string());
    RB_TRY(const auto tables, loadTables(asset, where, job));
    if (tables.size() != 1)
        return unsupported(
            fmt::format("{} worksheets for a file that holds one", tables.size()),
            where,
            "choose one worksheet with --parts, or write a workbook"
        );
    Layout layout = plainLayout(*tables.front(), delimiter);
    if (asset.reader == reader && asset.container.size() > 0) {
        RB_TRY(layout, unpackLayout(asset.container, where));
    }
    RB_TRY(const std::string text, TableSpeller(*tables.front(), layout, where, job).spell());
    const auto& dialect = layout.dialect;
    return writeFile(path, encodeText(text, dialect.encoding, dialect.byteOrderMark, dialect.tail));
}

void appendField(std::string& out, std::string_view text, char delimiter) {
    if (needsQuotes(text, delimiter))
        appendQuoted(out, text);
    else
        out += text;
}

} // namespace rarebit
