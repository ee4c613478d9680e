// SPDX-License-Identifier: GPL-3.0-or-later
// The layout as bytes: format (1), compressed size unpacked (varint), one zstd frame with
//   flags (1: FASTQ, 2: names kept here), usual line end, records (varint), preamble (text),
//   names as one string of headers without their sign, each with its length (if kept),
//   per record a mark (below) and what it announces, at the end the empty lines behind the last record.
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/reads.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

namespace rarebit::reads {
namespace {

constexpr uint8_t format = 1;
constexpr uint8_t isFastq = 1, namesKept = 2;
constexpr size_t bigLayout = size_t(16) << 20;
constexpr int carefulLevel = 19, quickLevel = 9;
// A few bytes of a hostile stream could ask for a disk full of empty lines.
constexpr uint64_t mostBlankLines = uint64_t(1) << 28;

// What a record's mark announces; in this order.
enum Mark : uint8_t {
    blanksBefore = 1, // count, their ends
    otherEnds = 2,    // ends of the header line and (FASTQ) of the '+' line
    oneLine = 4,      // the sequence is one line with the usual end
    runsFollow = 8,   // the sequence's lines; else lines of the width in force, the last one shorter
    newWidth = 16,    // that width, for this record and the next ones
    plusRepeats = 32, // '+' and the header again
    plusText = 64,    // '+' and this text
    qualityRuns = 128 // the qualities' lines; else as the sequence's
};

// True where the lines have one width, the last one up to it.
bool regular(const Block& block, LineEnd usual) {
    const auto& runs = block.runs;
    if (runs.empty() || runs.size() > 2 || runs[0].length == 0) return false;
    if (!std::ranges::all_of(runs, [&](const LineRun& r) { return r.end == usual; })) return false;
    return runs.size() == 1 || (runs[1].count == 1 && runs[1].length > 0 && runs[1].length < runs[0].length);
}

std::vector<LineRun> regularRuns(uint64_t characters, uint64_t width, LineEnd usual) {
    std::vector<LineRun> runs;
    if (characters >= width) runs.push_back({width, usual, characters / width});
    if (characters % width != 0) runs.push_back({characters % width, usual, 1});
    return runs;
}

// Splits text into lines; false where it has another length.
bool appendRuns(std::string_view text, const std::vector<LineRun>& runs, std::string& out) {
    size_t from = 0;
    for (const auto& run : runs)
        for (uint64_t i = 0; i < run.count; ++i) {
            if (run.length > text.size() - from) return false;
            out.append(text.substr(from, run.length));
            out.append(toText(run.end));
            from += run.length;
        }
    return from == text.size();
}

} // namespace

void LayoutWriter::addRuns(const std::vector<LineRun>& runs) {
    layout_.varint(runs.size());
    for (const auto& run : runs) {
        layout_.varint(run.length);
        layout_.varint(run.count);
        layout_.u8(static_cast<uint8_t>(run.end));
    }
}

void LayoutWriter::add(const Record& record) {
    const auto& sequence = record.sequence;
    const std::string_view name = record.header.text.substr(1);
    uint8_t mark = 0;
    if (!record.blanks.empty()) mark |= blanksBefore;
    if (record.header.end != usual_ || (fastq_ && record.plus.end != usual_)) mark |= otherEnds;
    if (sequence.lines == 1 && sequence.runs[0].end == usual_) {
        mark |= oneLine;
    } else if (!regular(sequence, usual_)) {
        mark |= runsFollow;
    } else if (sequence.runs[0].length != width_) {
        mark |= newWidth;
        width_ = sequence.runs[0].length;
    }
    if (fastq_) {
        const std::string_view plus = record.plus.text.substr(1);
        if (!plus.empty()) mark |= plus == name ? plusRepeats : plusText;
        if (record.quality.runs != sequence.runs) mark |= qualityRuns;
    }
    layout_.u8(mark);
    if (mark & blanksBefore) {
        layout_.varint(record.blanks.size());
        for (const LineEnd end : record.blanks)
            layout_.u8(static_cast<uint8_t>(end));
    }
    if (mark & otherEnds) {
        layout_.u8(static_cast<uint8_t>(record.header.end));
        if (fastq_) layout_.u8(static_cast<uint8_t>(record.plus.end));
    }
    if (mark & runsFollow) addRuns(sequence.runs);
    if (mark & newWidth) layout_.varint(width_);
    if (mark & plusText) layout_.text(record.plus.text.substr(1));
    if (mark & qualityRuns) addRuns(record.quality.runs);
    if (!fastq_ && records_ < mostRecordParts) names_.text(name);
    ++records_;
}

Result<Bytes> LayoutWriter::finish(const std::vector<LineEnd>& blanks, bool keepNames) {
    layout_.varint(blanks.size());
    for (const LineEnd end : blanks)
        layout_.u8(static_cast<uint8_t>(end));
    ByteWriter raw;
    raw.u8(static_cast<uint8_t>((fastq_ ? isFastq : 0) | (keepNames ? namesKept : 0)));
    raw.u8(static_cast<uint8_t>(usual_));
    raw.varint(records_);
    raw.text(preamble_);
    if (keepNames) {
        const auto names = names_.take();
        raw.varint(names.size());
        raw.bytes(names);
    }
    const auto layout = layout_.take();
    raw.bytes(layout);
    const auto bytes = raw.take();
    std::vector<std::byte> frame(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compress(
        frame.data(),
        frame.size(),
        bytes.data(),
        bytes.size(),
        bytes.size() > bigLayout ? quickLevel : carefulLevel
    );
    if (ZSTD_isError(size)) return internalError(ZSTD_getErrorName(size), "layout of reads");
    frame.resize(size);
    ByteWriter out;
    out.u8(format);
    out.varint(bytes.size());
    out.bytes(frame);
    return ownBytes(out.take());
}

Error LayoutReader::damaged(std::string_view what) const {
    return badInput(
        fmt::format("the layout of the reads is damaged: {}", what), where_, "encode the asset again"
    );
}

Result<LayoutReader> LayoutReader::open(const Bytes& container, std::string_view where, JobContext& job) {
    LayoutReader out;
    out.where_ = printable(where);
    ByteReader head(container.view);
    if (head.u8() != format) return out.damaged("its format is unknown");
    const uint64_t size = head.varint();
    if (!head.ok() || size > limits().memberBytes)
        return out.damaged(fmt::format("it claims {}", humanBytes(size)));
    RB_CHECK(job.fits(size, "the layout of the reads", where));
    const auto frame = container.view.subspan(head.position());
    if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return out.damaged("its sizes differ");
    std::vector<std::byte> bytes(size);
    const size_t got = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(got) || got != size) return out.damaged("zstd cannot unpack it");
    out.bytes_ = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    ByteReader& in = out.layout_ = ByteReader(*out.bytes_);
    const uint8_t flags = in.u8();
    out.fastq_ = flags & isFastq;
    out.keepNames_ = flags & namesKept;
    const uint8_t usual = in.u8();
    out.usual_ = static_cast<LineEnd>(usual);
    out.records_ = in.varint();
    out.preamble_ = in.text();
    if (out.keepNames_) out.names_ = ByteReader(in.bytes(in.varint()));
    if (!in.ok() || flags > 3 || usual > 1 || out.records_ > in.left()) return out.damaged("its head");
    return out;
}

Result<LineEnd> LayoutReader::readEnd() {
    const uint8_t end = layout_.u8();
    if (!layout_.ok() || end > 3) return damaged("a line end");
    return static_cast<LineEnd>(end);
}

Result<std::vector<LineRun>> LayoutReader::readRuns() {
    const uint64_t count = layout_.varint();
    if (!layout_.ok() || count > layout_.left() / 3) return damaged("line lengths");
    std::vector<LineRun> runs(count);
    for (auto& run : runs) {
        run.length = layout_.varint();
        run.count = layout_.varint();
        RB_TRY(run.end, readEnd());
        if (run.length == 0) {
            if (run.count > mostBlankLines - blankLines_) return damaged("too many empty lines");
            blankLines_ += run.count;
        }
    }
    return runs;
}

Result<bool> LayoutReader::append(RecordText text, std::string& out) {
    const uint8_t mark = layout_.u8();
    if (!layout_.ok()) return damaged("it ends too early");
    if (mark & blanksBefore) {
        const uint64_t count = layout_.varint();
        if (!layout_.ok() || count > layout_.left()) return damaged("empty lines");
        for (uint64_t i = 0; i < count; ++i) {
            RB_TRY(const LineEnd end, readEnd());
            out += toText(end);
        }
    }
    LineEnd headerEnd = usual_, plusEnd = usual_;
    if (mark & otherEnds) {
        RB_TRY(headerEnd, readEnd());
        if (fastq_) {
            RB_TRY(plusEnd, readEnd());
        }
    }
    if (keepNames_) {
        text.name = names_.text();
        if (!names_.ok()) return damaged("names");
    }
    out += fastq_ ? '@' : '>';
    out += text.name;
    out += toText(headerEnd);
    std::vector<LineRun> runs;
    if (mark & oneLine) {
        runs.push_back({text.bases.size(), usual_, 1});
    } else if (mark & runsFollow) {
        RB_TRY(runs, readRuns());
    } else {
        if (mark & newWidth) width_ = layout_.varint();
        if (!layout_.ok() || width_ == 0) return damaged("a width");
        runs = regularRuns(text.bases.size(), width_, usual_);
    }
    if (!appendRuns(text.bases, runs, out)) return false;
    if (!fastq_) return true;
    out += '+';
    if (mark & plusRepeats) out += text.name;
    if (mark & plusText) out += layout_.text();
    out += toText(plusEnd);
    if (mark & qualityRuns) {
        RB_TRY(runs, readRuns());
    }
    if (!layout_.ok()) return damaged("it ends too early");
    return appendRuns(text.quality, runs, out);
}

Result<std::string> LayoutReader::tail() {
    const uint64_t count = layout_.varint();
    if (!layout_.ok() || count != layout_.left()) return damaged("its end");
    std::string out;
    for (uint64_t i = 0; i < count; ++i) {
        RB_TRY(const LineEnd end, readEnd());
        out += toText(end);
    }
    return out;
}

} // namespace rarebit::reads
