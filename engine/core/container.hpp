// SPDX-License-Identifier: GPL-3.0-or-later
// The stream container .rbs: a compact head and the sections of a list of Encoded. Layout for other decoders:
// resources/help/formats/stream.md.
#pragma once

#include "engine/core/method.hpp"
#include "engine/core/metric.hpp"

#include <filesystem>
#include <map>

namespace rarebit {

struct StreamSection {
    size_t encoded = 0; // index into Stream::encoded
    size_t index = 0;   // index into its sections
    uint64_t offset = 0;
};

struct Stream {
    std::string reader, kind; // of the asset, so that `decode` can write its own format
    Json meta;
    Bytes container;
    std::vector<Encoded> encoded;
    std::vector<std::map<std::string, std::string>>
        inputs; // per encoded: role -> hash of decode-stage inputs
    // Filled by parse and serialise:
    uint64_t headerBytes = 0;            // magic, head, checksum and container
    std::vector<StreamSection> sections; // in file order
};

/// Writes the stream to memory, or to an unlinked temporary file where it is large.
Result<Bytes> serialise(const Stream& stream);
/// Checks magic, version, checksums (unless verify is false) and every length.
Result<Stream> parseStream(const Bytes& bytes, std::string_view where, bool verify = true);
/// Sizes of a parsed stream by role; `original` and `model` are left 0.
Sizes streamSizes(const Stream& stream);

} // namespace rarebit
