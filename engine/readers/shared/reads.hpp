// SPDX-License-Identifier: GPL-3.0-or-later
// What FASTA and FASTQ share: records of lines, and the layout that rebuilds a file from its names, bases and
// qualities: line lengths, line ends, blank lines, '+' lines, in a few bytes.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/bytes_io.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit::reads {

enum class LineEnd : uint8_t { lf, crlf, none, cr }; // none, cr: at the end of the file only
std::string_view toText(LineEnd end);

struct Line {
    std::string_view text; // without its end
    LineEnd end = LineEnd::none;
    size_t at = 0; // offset in the file
};

/// Cuts text into lines; one line of lookahead.
class Lines {
public:
    explicit Lines(std::string_view text, size_t at = 0) : text_(text), at_(at) {}
    /// The next line without taking it; nothing at the end of the text.
    std::optional<Line> peek() const;
    void take(const Line& line);
    uint64_t number() const { return number_; } // of the line that peek shows, from 1
    size_t position() const { return at_; }

private:
    std::string_view text_;
    size_t at_;
    uint64_t number_ = 1;
};

/// `count` lines of one length, one after the other.
struct LineRun {
    uint64_t length = 0;
    LineEnd end = LineEnd::lf;
    uint64_t count = 1;
    bool operator==(const LineRun&) const = default;
};

/// Lines that belong together: where they start and how long they are.
struct Block {
    size_t at = 0;
    uint64_t characters = 0, lines = 0;
    std::vector<LineRun> runs;
    void clear() { *this = {0, 0, 0, {}}; }
    void add(const Line& line);
    /// Their text without line ends.
    void append(std::string_view file, std::string& out) const;
};

struct Record {
    std::vector<LineEnd> blanks; // empty lines before it
    Line header;                 // with its '>' or '@'
    Block sequence, quality;
    Line plus; // FASTQ
};

/// Reads one record. False: no more; `record.blanks` then holds the empty lines that were left.
Result<bool> nextFasta(Lines& lines, Record& record, std::string_view where, JobContext& job);
Result<bool> nextFastq(Lines& lines, Record& record, std::string_view where, JobContext& job);

/// Collects layouts of records.
class LayoutWriter {
public:
    LayoutWriter(bool fastq, std::string_view preamble, LineEnd usualEnd)
        : fastq_(fastq), usual_(usualEnd), preamble_(preamble) {}
    void add(const Record& record);
    /// Compressed. blanks: empty lines behind the last record; keepNames: parts hold bases only, the layout
    /// holds the headers.
    Result<Bytes> finish(const std::vector<LineEnd>& blanks, bool keepNames);

private:
    void addRuns(const std::vector<LineRun>& runs);
    bool fastq_;
    LineEnd usual_;
    std::string preamble_;
    uint64_t records_ = 0, width_ = 0;
    ByteWriter layout_, names_;
};

/// Text of one record as its parts hold it.
struct RecordText {
    std::string_view name, bases, quality; // name: header without its sign
};

/// Rebuilds a file record by record. Everything is checked: layouts come from streams.
class LayoutReader {
public:
    static Result<LayoutReader> open(const Bytes& container, std::string_view where, JobContext& job);
    bool fastq() const { return fastq_; }
    bool keepsNames() const { return keepNames_; }
    uint64_t records() const { return records_; }
    const std::string& preamble() const { return preamble_; }
    /// Appends the next record's lines to `out`; false where the text does not fit its layout. Where names
    /// are kept here, text.name is not looked at.
    Result<bool> append(RecordText text, std::string& out);
    /// The empty lines at the end.
    Result<std::string> tail();

private:
    Result<std::vector<LineRun>> readRuns();
    Result<LineEnd> readEnd();
    Error damaged(std::string_view what) const;
    std::shared_ptr<const std::vector<std::byte>> bytes_;
    ByteReader layout_{{}}, names_{{}};
    bool fastq_ = false, keepNames_ = false;
    LineEnd usual_ = LineEnd::lf;
    std::string preamble_, where_;
    uint64_t records_ = 0, width_ = 0, blankLines_ = 0;
};

/// Records up to which FASTA gives one part each.
constexpr uint64_t mostRecordParts = 4096;

/// The first characters of the content, of gzip files too.
std::string headText(std::span<const std::byte> head);
/// The name ends with one of the extensions, ".gz" left aside.
bool hasExtension(std::string_view fileName, const std::vector<std::string>& extensions);

/// Maps or decompresses a file, checks and counts its records, lists its parts.
Result<Asset> openReads(const std::filesystem::path& path, bool fastq, JobContext& job);
/// Writes FASTA or FASTQ: by the layout where the parts fit it, else with plain lines of 70 bases.
Status writeReads(const Asset& asset, bool fastq, const std::filesystem::path& path, JobContext& job);

} // namespace rarebit::reads
