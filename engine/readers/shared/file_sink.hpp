// SPDX-License-Identifier: GPL-3.0-or-later
// A file written piece by piece, for use inside writeAtomically().
#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace rarebit::readers {

class FileSink {
public:
    static Result<FileSink> create(const std::filesystem::path& path);
    Status add(std::span<const std::byte> bytes);
    Status add(std::string_view text) { return add(std::as_bytes(std::span(text.data(), text.size()))); }
    /// Reports what a late write lost; call it before the sink goes away.
    Status close();

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Closer> file_;
};

} // namespace rarebit::readers
