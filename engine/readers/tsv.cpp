// SPDX-License-Identifier: GPL-3.0-or-later
// Tab-separated values: one worksheet, every byte restored.
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/readers/shared/delimited.hpp"

namespace rarebit::readers {
namespace {

// Nothing in such a file says what it is: the name decides.
int score(std::span<const std::byte>, std::string_view fileName) {
    return lower(fileName).ends_with(".tsv") || lower(fileName).ends_with(".tab") ? 60 : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    return openDelimited(path, '\t', job);
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    return writeDelimited(asset, "tsv", '\t', path, job);
}

} // namespace

const ReaderDef& tsv() {
    static const ReaderDef definition{
        .id = "tsv",
        .title = "Tab-separated values (TSV)",
        .extensions = {"tsv", "tab"},
        .kinds = "sheet",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
