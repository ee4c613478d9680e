// SPDX-License-Identifier: GPL-3.0-or-later
// FASTQ, plain or gzip, also with reads over several lines (Cock et al. 2010): the parts names, bases,
// qualities.
#include "engine/core/reader.hpp"
#include "engine/readers/shared/reads.hpp"

#include <algorithm>

namespace rarebit::readers {
namespace {

constexpr int certain = 100, looksRight = 90, nameOnly = 60;
constexpr uint64_t longRead = 500; // bases after which a '+' line beyond the head is believed in

const std::vector<std::string>& extensions() {
    static const std::vector<std::string> all{"fq", "fastq"};
    return all;
}

bool isBase(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '*';
}

// '@', bases, '+': the first read, as far as the head shows it.
bool startsLikeReads(std::string_view text) {
    reads::Lines lines(text);
    auto line = lines.peek();
    while (line && line->text.empty()) {
        lines.take(*line);
        line = lines.peek();
    }
    if (!line || !line->text.starts_with('@')) return false;
    lines.take(*line);
    uint64_t bases = 0;
    while ((line = lines.peek())) {
        if (line->text.starts_with('+')) return true;
        if (!std::ranges::all_of(line->text, isBase)) return false;
        bases += line->text.size();
        lines.take(*line);
    }
    return bases >= longRead;
}

int score(std::span<const std::byte> head, std::string_view name) {
    const bool named = reads::hasExtension(name, extensions());
    if (startsLikeReads(reads::headText(head))) return named ? certain : looksRight;
    return named ? nameOnly : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    return reads::openReads(path, true, job);
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    return reads::writeReads(asset, true, path, job);
}

} // namespace

const ReaderDef& fastq() {
    static const ReaderDef definition{
        .id = "fastq",
        .title = "FASTQ reads",
        .extensions = extensions(),
        .kinds = "dna",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
