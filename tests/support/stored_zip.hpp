// SPDX-License-Identifier: GPL-3.0-or-later
// Zip archives without compression, as NumPy and PyTorch write them, from names and bytes that may be
// hostile.
#pragma once

#include "engine/core/bytes_io.hpp"

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace rarebit::test {

/// zip64: sizes stand in the wide fields, as NumPy writes them whatever the size.
inline std::string
storedZip(const std::vector<std::pair<std::string, std::string>>& members, bool zip64 = false) {
    ByteWriter out, directory;
    for (const auto& [name, data] : members) {
        const auto offset = static_cast<uint32_t>(out.size()), size = static_cast<uint32_t>(data.size());
        const auto sum = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(data.data()), size));
        for (ByteWriter* to : {&out, &directory}) {
            const bool central = to == &directory;
            to->u32(central ? 0x02014b50 : 0x04034b50);
            if (central) to->u16(zip64 ? 45 : 20);
            to->u16(zip64 ? 45 : 20);
            to->u16(0); // flags
            to->u16(0); // stored
            to->u32(0x00210000);
            to->u32(sum);
            to->u32(zip64 ? 0xFFFFFFFF : size);
            to->u32(zip64 ? 0xFFFFFFFF : size);
            to->u16(static_cast<uint16_t>(name.size()));
            to->u16(zip64 ? 20 : 0);
            if (central) {
                to->u16(0); // comment
                to->u16(0); // disk
                to->u16(0);
                to->u32(0); // attributes
                to->u32(offset);
            }
            to->bytes(std::as_bytes(std::span(name)));
            if (zip64) {
                to->u16(1);
                to->u16(16);
                to->u64(size);
                to->u64(size);
            }
        }
        out.bytes(std::as_bytes(std::span(data)));
    }
    const auto begin = static_cast<uint32_t>(out.size());
    const auto list = directory.take();
    out.bytes(list);
    out.u32(0x06054b50);
    out.u32(0);
    out.u16(static_cast<uint16_t>(members.size()));
    out.u16(static_cast<uint16_t>(members.size()));
    out.u32(static_cast<uint32_t>(list.size()));
    out.u32(begin);
    out.u16(0);
    auto bytes = out.take();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace rarebit::test
