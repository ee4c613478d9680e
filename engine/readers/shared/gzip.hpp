// SPDX-License-Identifier: GPL-3.0-or-later
// gzip files (RFC 1952), also of several members one after the other, within the limits for archives.
#pragma once

#include "engine/core/payload.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace rarebit {

class JobContext;

bool isGzip(std::span<const std::byte> head);
/// What the start of a gzip file holds, at most `count` bytes; as far as it can be read.
std::vector<std::byte> gunzipHead(std::span<const std::byte> head, size_t count);
/// The whole content; large ones go to an unlinked temporary file. Refuses bombs, damage and trailing data.
Result<Bytes> gunzip(std::span<const std::byte> file, std::string_view where, JobContext& job);

} // namespace rarebit
