// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lines of a text begin, so that rows of a text far larger than a screen are found at once.
#pragma once

#include "engine/core/asset.hpp"

#include <string_view>
#include <vector>

namespace rarebit {

/// Where lines begin. Built in one pass; the rows of a range are then found within 512 lines.
class LineIndex {
public:
    static Result<LineIndex> build(Bytes bytes, JobContext& job);
    /// Lines, the last one without its line end included.
    int64_t lines() const { return lines_; }
    /// Lines [begin, end) with their line ends; the last one reaches to the end of the file.
    Result<Bytes> rows(Rows rows, std::string_view where) const;

private:
    size_t lineStart(int64_t line) const;

    Bytes bytes_;
    char end_ = '\n';
    size_t unit_ = 1; // bytes of a code unit: 2 for UTF-16
    bool bigEndian_ = false;
    int64_t lines_ = 0;
    std::vector<uint64_t> marks_; // start of every 512th line
};

} // namespace rarebit
