// SPDX-License-Identifier: GPL-3.0-or-later
// Extras: zstd frame of varints: number of lower-case runs, per run the characters since the last one and its
// length; number of runs of other characters, per run the characters since the last one, its length, the
// character in upper case.
#include "engine/blocks/dna_bases.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>

namespace rarebit {
namespace {

constexpr size_t step = size_t(1) << 20; // characters between two looks at cancellation
constexpr int zstdLevel = 19;
constexpr size_t bigExtras = size_t(8) << 20;
constexpr int quickLevel = 6;
enum Mode : uint8_t { stored = 0, coded = 1, codedUracil = 3 };
constexpr uint8_t other = 4;

Error damaged(std::string what) {
    return badInput(std::move(what), "DNA stream", "the stream is damaged; encode the asset again");
}

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}

std::array<uint8_t, 256> baseTable(bool uracil) {
    std::array<uint8_t, 256> table{};
    table.fill(other);
    const std::string_view letters = uracil ? "ACGU" : "ACGT";
    for (size_t i = 0; i < 4; ++i) {
        table[static_cast<uint8_t>(letters[i])] = static_cast<uint8_t>(i);
        table[static_cast<uint8_t>(letters[i] | 0x20)] = static_cast<uint8_t>(i);
    }
    return table;
}

// Runs as differences of positions.
class RunWriter {
public:
    void add(uint64_t at, uint64_t length) {
        out_.varint(at - end_);
        out_.varint(length);
        end_ = at + length;
        ++count_;
    }
    ByteWriter& out() { return out_; }
    uint64_t count() const { return count_; }

private:
    ByteWriter out_;
    uint64_t end_ = 0, count_ = 0;
};

Result<std::vector<std::byte>> pack(RunWriter& cases, RunWriter& others) {
    ByteWriter raw;
    raw.varint(cases.count());
    raw.bytes(cases.out().take());
    raw.varint(others.count());
    raw.bytes(others.out().take());
    const auto bytes = raw.take();
    std::vector<std::byte> frame(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compress(
        frame.data(),
        frame.size(),
        bytes.data(),
        bytes.size(),
        bytes.size() > bigExtras ? quickLevel : zstdLevel
    );
    if (ZSTD_isError(size)) return internalError(ZSTD_getErrorName(size), "extras of DNA");
    frame.resize(size);
    return frame;
}

} // namespace

Status acceptsBases(const Part& part) {
    if (part.form == PayloadForm::text && part.role == "dna.bases") return Ok{};
    return unsupported(
        fmt::format("a part of role '{}', not bases", printable(part.role)),
        printable(part.name),
        "use it on FASTA or FASTQ files; names and qualities take a method for text"
    );
}

Result<std::vector<std::byte>> joinTexts(std::span<const Part> parts, JobContext& job) {
    uint64_t total = 0;
    for (const auto& part : parts) {
        total += part.byteSize;
        RB_CHECK(job.fits(total, "the text of all bases", part.name));
    }
    std::vector<std::byte> text;
    text.reserve(total);
    for (const auto& part : parts) {
        RB_TRY(const Payload payload, loadWhole(part, job));
        const Bytes bytes = payloadBytes(payload);
        if (bytes.size() != part.byteSize)
            return internalError(
                fmt::format("the part has {} bytes, not {}", bytes.size(), part.byteSize),
                printable(part.name)
            );
        text.insert(text.end(), bytes.view.begin(), bytes.view.end());
    }
    return text;
}

Result<DnaBases> splitBases(std::span<const std::byte> bytes, JobContext& job) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    DnaBases out;
    const auto countOf = [&](char a) {
        return std::ranges::count(text, a) + std::ranges::count(text, char(a | 0x20));
    };
    out.uracil = countOf('U') > countOf('T');
    const auto table = baseTable(out.uracil);
    out.bases.reserve(text.size());
    RunWriter cases, others;
    uint64_t lowerAt = 0, otherAt = 0;
    bool lower = false, inOther = false;
    char letter = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        if (i % step == 0 && job.cancelled()) return cancelledError("taking bases apart");
        const char c = text[i];
        // Only letters have a case; what stands between them does not end a run.
        if (isLower(c) != lower && (isLower(c) || isUpper(c))) {
            if (lower) cases.add(lowerAt, i - lowerAt);
            lower = !lower;
            lowerAt = i;
        }
        const uint8_t base = table[static_cast<uint8_t>(c)];
        const char upper = isLower(c) ? static_cast<char>(c - 0x20) : c;
        if (inOther && (base != other || upper != letter)) {
            others.add(otherAt, i - otherAt);
            others.out().u8(static_cast<uint8_t>(letter));
            inOther = false;
        }
        if (base != other) {
            out.bases.push_back(base);
        } else if (!inOther) {
            inOther = true;
            otherAt = i;
            letter = upper;
        }
    }
    if (lower) cases.add(lowerAt, text.size() - lowerAt);
    if (inOther) {
        others.add(otherAt, text.size() - otherAt);
        others.out().u8(static_cast<uint8_t>(letter));
    }
    if (cases.count() + others.count() > 0) {
        RB_TRY(out.extras, pack(cases, others));
    }
    return out;
}

std::vector<std::byte> packBases(std::span<const uint8_t> bases) {
    std::vector<std::byte> out(packedSize(bases.size()));
    for (size_t i = 0; i < bases.size(); ++i)
        out[i / 4] |= static_cast<std::byte>(bases[i] << (2 * (i % 4)));
    return out;
}

void unpackBases(std::span<const std::byte> packed, std::span<uint8_t> bases) {
    for (size_t i = 0; i < bases.size(); ++i)
        bases[i] = std::to_integer<uint8_t>(packed[i / 4] >> (2 * (i % 4))) & 3;
}

Result<DnaExtras> DnaExtras::open(const Bytes& packed, uint64_t characters, JobContext& job) {
    DnaExtras out;
    out.bases_ = characters;
    if (packed.size() == 0) return out;
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limits().memberBytes)
        return damaged("extras that are no zstd frame of known size");
    // One run takes three bytes or more here and 24 in memory.
    RB_CHECK(job.fits(size * 10, "the runs of other letters", "DNA stream"));
    std::vector<std::byte> bytes(size);
    const size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) || got != size) return damaged("extras that zstd cannot unpack");
    ByteReader in(bytes);
    const auto read = [&](std::vector<Run>& runs, bool letters) {
        const uint64_t count = in.varint();
        if (!in.ok() || count > in.left() / 2) return false;
        runs.reserve(count);
        uint64_t at = 0;
        for (uint64_t i = 0; i < count; ++i) {
            const uint64_t gap = in.varint(), length = in.varint();
            const char letter = letters ? static_cast<char>(in.u8()) : '\0';
            if (!in.ok() || gap > characters - at || length > characters - at - gap) return false;
            at += gap;
            runs.push_back({at, length, letter});
            at += length;
        }
        return true;
    };
    if (!read(out.cases_, false) || !read(out.others_, true) || in.left() != 0)
        return damaged("extras that do not fit the text");
    for (const auto& run : out.others_)
        out.bases_ -= run.length;
    return out;
}

void DnaExtras::join(std::span<const uint8_t> bases, bool uracil, std::span<char> text) const {
    const std::array<char, 4> letters{'A', 'C', 'G', uracil ? 'U' : 'T'};
    size_t at = 0, base = 0;
    const auto fill = [&](size_t end) {
        for (; at < end; ++at)
            text[at] = letters[bases[base++] & 3];
    };
    for (const auto& run : others_) {
        fill(run.at);
        std::fill_n(text.begin() + static_cast<ptrdiff_t>(at), run.length, run.letter);
        at += run.length;
    }
    fill(text.size());
    for (const auto& run : cases_)
        for (char& c : text.subspan(run.at, run.length))
            if (isUpper(c)) c = static_cast<char>(c | 0x20);
}

namespace {

// A view of one part finds its bases in a series over all of them by this.
void tellStarts(std::span<const Part> parts, std::string_view text, bool uracil, JobContext& job) {
    const std::string_view letters = uracil ? "ACGUacgu" : "ACGTacgt";
    std::vector<int64_t> starts;
    int64_t bases = 0;
    size_t at = 0;
    for (const auto& part : parts) {
        starts.push_back(bases);
        for (const char c : text.substr(at, part.byteSize))
            bases += letters.find(c) != std::string_view::npos ? 1 : 0;
        at += part.byteSize;
    }
    for (auto& detail : job.takeDetails()) {
        if (detail.about.at("x").asString() == "base") {
            Json names = Json::array();
            for (const auto& part : parts)
                names.push(part.name);
            detail.about["parts"] = std::move(names);
            detail.about["starts"] = Json::list(starts);
            detail.about["letters"] = letters;
        }
        job.give(std::move(detail));
    }
}

} // namespace

Result<Encoded>
encodeDna(EncodeBases encode, std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(std::vector<std::byte> text, joinTexts(parts, job));
    RB_TRY(DnaBases split, splitBases(text, job));
    ByteWriter codes;
    Encoded encoded;
    std::vector<std::byte> code;
    // Text that is hardly DNA is not worth a model.
    bool store = split.extras.size() >= text.size();
    if (!store) {
        RB_TRY(code, encode(split.bases, params, job));
        const std::string_view whole(reinterpret_cast<const char*>(text.data()), text.size());
        if (job.wants("cost_per_base")) tellStarts(parts, whole, split.uracil, job);
        store = code.size() + split.extras.size() >= text.size();
    }
    codes.u8(store ? stored : split.uracil ? codedUracil : coded);
    codes.bytes(store ? text : code);
    encoded.sections.push_back({"codes", SectionRole::payload, ownBytes(codes.take()), 0});
    if (!store && !split.extras.empty())
        encoded.sections.push_back({"extras", SectionRole::side, ownBytes(std::move(split.extras)), -1});
    return encoded;
}

Result<Asset> decodeDna(DecodeBases decode, const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    uint64_t characters = 0;
    for (const auto& part : parts) {
        if (part.form != PayloadForm::text) return damaged("a part that is no text");
        RB_CHECK(job.fits(part.byteSize, "the decoded bases", part.name));
        characters += part.byteSize;
        RB_CHECK(job.fits(characters, "the decoded bases", part.name));
    }
    if (codes.size() == 0) return damaged("no codes");
    const auto mode = std::to_integer<uint8_t>(codes.view[0]);
    Bytes text = codes.slice(1, codes.size() - 1);
    if (mode == coded || mode == codedUracil) {
        Bytes packed;
        if (const auto found = findSection(encoded, "extras", -1)) packed = *found;
        RB_TRY(const DnaExtras extras, DnaExtras::open(packed, characters, job));
        std::vector<uint8_t> bases;
        RB_CHECK(decode(text.view, extras.bases(), bases, encoded.params, job));
        if (bases.size() != extras.bases()) return internalError("a wrong number of bases", encoded.method);
        std::string joined(characters, '\0');
        extras.join(bases, mode == codedUracil, joined);
        text = ownBytes(std::move(joined));
    } else if (mode != stored || text.size() != characters) {
        return damaged(
            fmt::format("{} bytes of text in mode {} for {} characters", text.size(), mode, characters)
        );
    }
    std::vector<Payload> payloads;
    size_t at = 0;
    for (const auto& part : parts) {
        payloads.emplace_back(TextView{text.slice(at, part.byteSize)});
        at += part.byteSize;
    }
    return decodedAsset(encoded, std::move(payloads));
}

} // namespace rarebit
