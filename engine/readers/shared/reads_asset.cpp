// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/file_sink.hpp"
#include "engine/readers/shared/gzip.hpp"
#include "engine/readers/shared/reads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rarebit::reads {
namespace {

constexpr size_t headCharacters = size_t(16) << 10;
constexpr uint64_t stride = 1024; // reads between two marks of an index
constexpr size_t plainWidth = 70, flushAt = size_t(1) << 20;
constexpr size_t longestPartName = 120;

// A file of records and where every stride-th of them starts.
struct Source {
    Bytes content;
    bool fastq = false;
    std::string where;
    std::vector<uint64_t> marks;
    uint64_t records = 0;

    Result<bool> next(Lines& lines, Record& record, JobContext& job) const {
        return fastq ? nextFastq(lines, record, where, job) : nextFasta(lines, record, where, job);
    }
};

enum class Column : uint8_t { names, bases, qualities };

// One line per read of the range.
Result<Payload>
loadColumn(const Source& source, Column column, uint64_t sizeHint, Rows rows, JobContext& job) {
    const auto count = static_cast<int64_t>(source.records);
    const int64_t end = rows.last(count);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("reads {} to {} of {}", rows.begin, rows.end, count),
            source.where,
            "ask for reads that exist"
        );
    std::string out;
    if (rows.all()) out.reserve(sizeHint);
    if (rows.begin == end) return Payload(TextView{});
    uint64_t i = static_cast<uint64_t>(rows.begin) / stride * stride;
    Lines lines(source.content.text(), source.marks[i / stride]);
    Record record;
    for (; i < static_cast<uint64_t>(end); ++i) {
        if (i % stride == 0 && job.cancelled()) return cancelledError(source.where);
        RB_TRY(const bool more, source.next(lines, record, job));
        if (!more) return ioError("the file changed while it was read", source.where, "open it again");
        if (i < static_cast<uint64_t>(rows.begin)) continue;
        if (column == Column::names)
            out += record.header.text.substr(1);
        else
            (column == Column::bases ? record.sequence : record.quality).append(source.content.text(), out);
        out += '\n';
    }
    return Payload(TextView{ownBytes(std::move(out))});
}

Part columnPart(
    const std::shared_ptr<const Source>& source,
    Column column,
    std::string name,
    std::string role,
    uint64_t size
) {
    Part part;
    part.name = std::move(name);
    part.role = std::move(role);
    part.form = PayloadForm::text;
    part.shape = {static_cast<int64_t>(source->records)};
    part.byteSize = size;
    part.load = [source, column, size](Rows rows, JobContext& job) {
        return loadColumn(*source, column, size, rows, job);
    };
    return part;
}

// One record of a FASTA file; rows are bases.
Result<Payload> loadRecord(const Source& source, uint64_t at, uint64_t bases, Rows rows, JobContext& job) {
    const auto count = static_cast<int64_t>(bases);
    const int64_t end = rows.last(count);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("bases {} to {} of {}", rows.begin, rows.end, count),
            source.where,
            "ask for bases that exist"
        );
    Lines lines(source.content.text(), at);
    Record record;
    RB_TRY(const bool more, source.next(lines, record, job));
    if (!more || record.sequence.characters != bases)
        return ioError("the file changed while it was read", source.where, "open it again");
    const auto from = static_cast<size_t>(rows.begin), length = static_cast<size_t>(end - rows.begin);
    if (record.sequence.lines == 1)
        return Payload(TextView{source.content.slice(record.sequence.at + from, length)});
    std::string out;
    out.reserve(bases);
    record.sequence.append(source.content.text(), out);
    const Bytes owned = ownBytes(std::move(out));
    return Payload(TextView{owned.slice(from, length)});
}

// The first word of a header, made unique.
std::string partName(std::string_view header, uint64_t number, std::set<std::string>& taken) {
    const std::string_view word = header.substr(0, std::min(header.find_first_of(" \t"), longestPartName));
    const std::string id = word.empty() ? fmt::format("record{}", number) : validUtf8(word);
    std::string name = id;
    for (int i = 2; !taken.insert(name).second; ++i)
        name = fmt::format("{}#{}", id, i);
    return name;
}

struct RecordMark {
    uint64_t at, bases;
    std::string_view name;
};

// Lines before the first record of a FASTA file that are empty or comments.
Result<std::string_view> preambleOf(std::string_view text, std::string_view where) {
    Lines lines(text);
    while (const auto line = lines.peek()) {
        if (line->text.starts_with('>')) return text.substr(0, line->at);
        if (!line->text.empty() && line->text[0] != ';')
            return badInput(
                fmt::format(
                    "no FASTA record: the file starts with '{}', not with '>'",
                    printable(line->text.substr(0, 40))
                ),
                fmt::format("{}, line {}", where, lines.number()),
                "give a FASTA file, or take it as it is with --reader bytes"
            );
        lines.take(*line);
    }
    return badInput(
        "no FASTA record: no line starts with '>'",
        std::string(where),
        "give a FASTA file, or take it as it is with --reader bytes"
    );
}

} // namespace

std::string headText(std::span<const std::byte> head) {
    std::vector<std::byte> unpacked;
    if (isGzip(head)) {
        unpacked = gunzipHead(head, headCharacters);
        head = unpacked;
    }
    return {reinterpret_cast<const char*>(head.data()), head.size()};
}

bool hasExtension(std::string_view fileName, const std::vector<std::string>& extensions) {
    std::string name = lower(fileName);
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
    return std::ranges::any_of(extensions, [&](const std::string& e) { return name.ends_with("." + e); });
}

Result<Asset> openReads(const std::filesystem::path& path, bool fastq, JobContext& job) {
    auto source = std::make_shared<Source>();
    source->fastq = fastq;
    source->where = printable(path.filename().string());
    RB_TRY(source->content, mapFile(path));
    const bool compressed = isGzip(source->content.view);
    if (compressed) {
        RB_TRY(source->content, gunzip(source->content.view, source->where, job));
    }
    const std::string_view text = source->content.text();
    std::string_view preamble;
    if (!fastq) {
        RB_TRY(preamble, preambleOf(text, source->where));
    }
    Lines lines(text, preamble.size());
    const auto first = lines.peek();
    LayoutWriter layout(fastq, preamble, first && first->end == LineEnd::crlf ? LineEnd::crlf : LineEnd::lf);
    uint64_t bases = 0, nameBytes = 0;
    std::vector<RecordMark> marks; // of the first records, as long as they may become parts
    Record record;
    while (true) {
        const uint64_t at = lines.position();
        RB_TRY(const bool more, source->next(lines, record, job));
        if (!more) break;
        if (source->records % stride == 0) {
            source->marks.push_back(at);
            if (job.cancelled()) return cancelledError(source->where);
            job.progress(static_cast<double>(at) / static_cast<double>(text.size()), "reading records");
        }
        layout.add(record);
        const std::string_view name = record.header.text.substr(1);
        if (!fastq && marks.size() <= mostRecordParts)
            marks.push_back({at, record.sequence.characters, name});
        bases += record.sequence.characters;
        nameBytes += name.size() + 1;
        ++source->records;
    }
    if (source->records == 0)
        return badInput(
            "no read: no line starts with '@'",
            source->where,
            "give a FASTQ file, or take it with --reader bytes"
        );
    const bool single = !fastq && source->records <= mostRecordParts;
    Asset asset;
    asset.kind = "dna";
    asset.counts = Json::object({{"records", source->records}, {"bases", bases}});
    if (compressed) asset.counts["compression"] = "gzip";
    RB_TRY(asset.container, layout.finish(record.blanks, single));
    if (single) {
        std::set<std::string> taken;
        for (const auto& mark : marks) {
            Part part;
            part.name = partName(mark.name, taken.size() + 1, taken);
            part.role = "dna.bases";
            part.form = PayloadForm::text;
            part.shape = {static_cast<int64_t>(mark.bases)};
            part.byteSize = mark.bases;
            part.load = [source, mark](Rows rows, JobContext& context) {
                return loadRecord(*source, mark.at, mark.bases, rows, context);
            };
            asset.parts.push_back(std::move(part));
        }
        return asset;
    }
    const uint64_t lineBytes = bases + source->records;
    asset.parts.push_back(columnPart(source, Column::names, "names", "dna.names", nameBytes));
    asset.parts.push_back(columnPart(source, Column::bases, "bases", "dna.bases", lineBytes));
    if (fastq)
        asset.parts.push_back(columnPart(source, Column::qualities, "qualities", "dna.qualities", lineBytes));
    return asset;
}

namespace {

// The parts of an asset as a list of records.
class RecordSource {
public:
    static Result<RecordSource> open(const Asset& asset, JobContext& job) {
        RecordSource out;
        const Part* names = findPart(asset, "names");
        const Part* bases = findPart(asset, "bases");
        out.columns_ = names && bases && names->role == "dna.names" && bases->role == "dna.bases";
        if (out.columns_) {
            const Part* qualities = findPart(asset, "qualities");
            RB_TRY(out.names_, textOf(*names, job));
            RB_TRY(out.bases_, textOf(*bases, job));
            out.hasQualities_ = qualities != nullptr;
            if (qualities) {
                RB_TRY(out.qualities_, textOf(*qualities, job));
            }
            out.count_ = static_cast<uint64_t>(std::ranges::count(out.names_.text(), '\n'));
            return out;
        }
        for (const auto& part : asset.parts)
            if (part.role == "dna.bases" && part.form == PayloadForm::text) out.parts_.push_back(&part);
        out.count_ = out.parts_.size();
        return out;
    }
    uint64_t count() const { return count_; }
    bool columns() const { return columns_; }
    bool hasQualities() const { return hasQualities_; }
    void rewind() { next_ = nameAt_ = baseAt_ = qualityAt_ = 0; }
    Result<RecordText> next(JobContext& job) {
        RecordText out;
        if (columns_) {
            out.name = line(names_.text(), nameAt_);
            out.bases = line(bases_.text(), baseAt_);
            out.quality = line(qualities_.text(), qualityAt_);
        } else {
            RB_TRY(current_, textOf(*parts_[next_], job));
            out.name = parts_[next_]->name;
            out.bases = current_.text();
        }
        ++next_;
        return out;
    }

private:
    static Result<Bytes> textOf(const Part& part, JobContext& job) {
        RB_TRY(const Payload payload, loadWhole(part, job));
        return payloadBytes(payload);
    }
    static std::string_view line(std::string_view text, size_t& at) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const auto out = text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
        at = end + 1;
        return out;
    }
    bool columns_ = false, hasQualities_ = false;
    uint64_t count_ = 0, next_ = 0;
    Bytes names_, bases_, qualities_, current_;
    size_t nameAt_ = 0, baseAt_ = 0, qualityAt_ = 0;
    std::vector<const Part*> parts_;
};

void appendPlain(RecordText text, bool fastq, std::string& out) {
    out += fastq ? '@' : '>';
    out += text.name;
    out += '\n';
    if (fastq) {
        out += text.bases;
        out += "\n+\n";
        out += text.quality;
        out += '\n';
        return;
    }
    for (size_t at = 0; at < text.bases.size(); at += plainWidth) {
        out += text.bases.substr(at, plainWidth);
        out += '\n';
    }
}

// False where the records do not fit the layout.
Result<bool> writeRecords(
    RecordSource& source, LayoutReader* layout, bool fastq, const std::filesystem::path& path, JobContext& job
) {
    RB_TRY(auto sink, readers::FileSink::create(path));
    std::string out = layout ? layout->preamble() : std::string();
    source.rewind();
    for (uint64_t i = 0; i < source.count(); ++i) {
        if (i % stride == 0 && job.cancelled()) return cancelledError("writing reads");
        RB_TRY(const RecordText text, source.next(job));
        if (layout) {
            RB_TRY(const bool fits, layout->append(text, out));
            if (!fits) return false;
        } else {
            appendPlain(text, fastq, out);
        }
        if (out.size() < flushAt) continue;
        RB_CHECK(sink.add(out));
        out.clear();
    }
    if (layout) {
        RB_TRY(const std::string tail, layout->tail());
        out += tail;
    }
    RB_CHECK(sink.add(out));
    RB_CHECK(sink.close());
    return true;
}

} // namespace

Status writeReads(const Asset& asset, bool fastq, const std::filesystem::path& path, JobContext& job) {
    const auto where = printable(path.string());
    RB_TRY(RecordSource source, RecordSource::open(asset, job));
    if (source.count() == 0)
        return unsupported("no part holds bases", where, "write the asset in its own format");
    if (fastq && !source.hasQualities())
        return unsupported("FASTQ needs the parts names, bases and qualities", where, "write it --as fasta");
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        if (asset.container.size() > 0 && asset.reader == (fastq ? "fastq" : "fasta")) {
            RB_TRY(LayoutReader layout, LayoutReader::open(asset.container, where, job));
            if (layout.fastq() == fastq && layout.keepsNames() != source.columns() &&
                layout.records() == source.count()) {
                RB_TRY(const bool fits, writeRecords(source, &layout, fastq, temporary, job));
                if (fits) return Ok{};
            }
        }
        // Some of the parts only, or parts of another format.
        RB_TRY([[maybe_unused]] const bool done, writeRecords(source, nullptr, fastq, temporary, job));
        return Ok{};
    });
}

} // namespace rarebit::reads
