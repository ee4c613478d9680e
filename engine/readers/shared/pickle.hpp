// SPDX-License-Identifier: GPL-3.0-or-later
// Python pickles as data. The machine builds values from the opcodes that a state dict needs; it calls
// nothing, imports nothing, and refuses every class that its caller does not name.
#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

enum class PickleKind : uint8_t {
    none,
    boolean,
    integer,
    big, // an integer beyond 64 bits, as `text`
    real,
    text,
    bytes,
    tuple,
    list,
    dict,       // items: key, value, key, value ...
    global,     // number: index among the known names
    call,       // items: global, arguments (a tuple)
    persistent, // items: the id
};

struct PickleNode {
    PickleKind kind = PickleKind::none;
    int64_t number = 0; // or the bits of a real
    std::string_view text{};
    std::vector<uint32_t> items{}; // indices of other nodes; may form cycles
};

struct Pickle {
    std::vector<PickleNode> nodes;
    uint32_t root = 0;
    size_t size = 0; // bytes up to its end
    const PickleNode& at(uint32_t index) const { return nodes[index]; }
    const PickleNode& top() const { return nodes[root]; }
};

/// The pickle at the start of `bytes`, which outlive it. `known`: qualified names ("torch.Size") that may be
/// named and called; calls stay data. collections.OrderedDict is built in and yields a dict.
Result<Pickle> parsePickle(
    std::span<const std::byte> bytes, std::span<const std::string_view> known, std::string_view where
);
const char* toString(PickleKind kind);

} // namespace rarebit
