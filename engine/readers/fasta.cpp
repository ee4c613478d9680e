// SPDX-License-Identifier: GPL-3.0-or-later
// FASTA, plain or gzip: one part per record up to 4,096 of them, above that the parts names and bases.
#include "engine/core/reader.hpp"
#include "engine/readers/shared/reads.hpp"

#include <algorithm>

namespace rarebit::readers {
namespace {

constexpr int certain = 100, looksRight = 90, looksProtein = 60, nameOnly = 60;

const std::vector<std::string>& extensions() {
    static const std::vector<std::string> all{"fa", "fasta", "fna", "ffn", "faa", "frn", "mpfa", "fas"};
    return all;
}

bool isSequenceCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '*' || c == '-' || c == '.';
}

int score(std::span<const std::byte> head, std::string_view name) {
    const bool named = reads::hasExtension(name, extensions());
    const std::string text = reads::headText(head);
    reads::Lines lines(text);
    uint64_t records = 0, letters = 0, bases = 0;
    bool clean = true;
    while (const auto line = lines.peek()) {
        lines.take(*line);
        if (line->text.starts_with('>')) {
            ++records;
            clean = clean && line->text.size() > 1;
            continue;
        }
        if (line->text.empty() || (records == 0 && line->text[0] == ';')) continue;
        clean = clean && records > 0 && std::ranges::all_of(line->text, isSequenceCharacter);
        letters += line->text.size();
        bases += static_cast<uint64_t>(std::ranges::count_if(line->text, [](char c) {
            return std::string_view("ACGTUNacgtun").find(c) != std::string_view::npos;
        }));
    }
    if (named) return records > 0 ? certain : nameOnly;
    if (records == 0 || !clean || letters == 0) return 0;
    return bases * 10 >= letters * 9 ? looksRight : looksProtein;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    return reads::openReads(path, false, job);
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    return reads::writeReads(asset, false, path, job);
}

} // namespace

const ReaderDef& fasta() {
    static const ReaderDef definition{
        .id = "fasta",
        .title = "FASTA sequences",
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
