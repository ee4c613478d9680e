// SPDX-License-Identifier: GPL-3.0-or-later
// Windows bitmaps: 1, 4, 8 bits with a palette (plain and run-length coded), 16, 24, 32 bits with or without
// masks. A small decoder of our own: the libraries at hand accept cut run-length data without a word.
#include "engine/core/bytes_io.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstring>

namespace rarebit::media {
namespace {

enum Compression : uint32_t { plain = 0, rle8 = 1, rle4 = 2, masks = 3, alphaMasks = 6 };

struct Header {
    PictureInfo info;
    bool topDown = false;
    unsigned bits = 0;
    uint32_t compression = plain;
    std::array<uint32_t, 4> mask{}; // R, G, B, alpha
    View palette;
    size_t entryBytes = 4;
    View data;
    size_t rowBytes() const { return (static_cast<size_t>(info.width) * bits + 31) / 32 * 4; }
};

Error wrong(std::string_view what, std::string_view where) {
    return damaged("BMP", what, where);
}

Status readMasks(ByteReader& reader, Header& h, uint32_t headerSize, std::string_view where) {
    if (h.compression == masks || h.compression == alphaMasks) {
        // Within longer headers, right after the 40 bytes of the shortest.
        const bool withAlpha = headerSize >= 56 || h.compression == alphaMasks;
        for (size_t i = 0; i < (withAlpha ? 4u : 3u); ++i)
            h.mask[i] = reader.u32();
        if (h.bits != 16 && h.bits != 32) return wrong(fmt::format("masks for {} bits", h.bits), where);
    } else if (h.bits == 16) {
        h.mask = {0x7C00, 0x03E0, 0x001F, 0};
    } else if (h.bits == 32) {
        h.mask = {0xFF0000, 0xFF00, 0xFF, 0};
    }
    if (h.bits == 16 || h.bits == 32)
        for (size_t i = 0; i < 4; ++i) {
            const uint32_t m = h.mask[i];
            const uint32_t low = m ? m >> std::countr_zero(m) : 0;
            if ((low & (low + 1)) || (i < 3 && !m) || (h.bits == 16 && m > 0xFFFF))
                return wrong(fmt::format("its channel mask is {:#x}", m), where);
        }
    return Ok{};
}

Result<Header> readHeader(View bytes, std::string_view where) {
    ByteReader reader(bytes);
    Header h;
    if (!startsWith(bytes, "BM")) return wrong("it does not start with BM", where);
    reader.skip(10);
    const uint32_t dataAt = reader.u32(), headerSize = reader.u32();
    const bool core = headerSize == 12;
    if (!core && (headerSize < 40 || headerSize > 4096))
        return wrong(fmt::format("its header says {} bytes", headerSize), where);
    const int64_t width = core ? reader.u16() : static_cast<int32_t>(reader.u32());
    const int64_t height = core ? reader.u16() : static_cast<int32_t>(reader.u32());
    h.topDown = height < 0;
    h.info.width = width;
    h.info.height = height < 0 ? -height : height;
    reader.skip(2);
    h.bits = reader.u16();
    uint32_t used = 0;
    if (!core) {
        h.compression = reader.u32();
        reader.skip(12);
        used = reader.u32();
        reader.skip(4);
    }
    if (!reader.ok()) return wrong(fmt::format("it ends at byte {} within its header", bytes.size()), where);
    RB_CHECK(checkSize("BMP", h.info.width, h.info.height, where));
    if (h.compression == 4 || h.compression == 5)
        return unsupported("a BMP around a JPEG or PNG", printable(where), "take the picture out of it");
    const bool coded = h.compression == rle8 || h.compression == rle4;
    if ((h.compression > masks && h.compression != alphaMasks) || (h.compression == rle8 && h.bits != 8) ||
        (h.compression == rle4 && h.bits != 4) || (coded && h.topDown))
        return wrong(fmt::format("compression {} with {} bits", h.compression, h.bits), where);
    if (h.bits != 1 && h.bits != 4 && h.bits != 8 && h.bits != 16 && h.bits != 24 && h.bits != 32)
        return wrong(fmt::format("{} bits per pixel", h.bits), where);
    RB_CHECK(readMasks(reader, h, headerSize, where));
    const size_t afterHeader = std::max<size_t>(14 + size_t(headerSize), reader.position());
    h.entryBytes = core ? 3 : 4;
    if (h.bits <= 8) {
        const size_t entries = used && used < (1u << h.bits) ? used : size_t(1) << h.bits;
        if (afterHeader > bytes.size()) return wrong("it ends before its palette", where);
        // Writers leave out the entries that the data does not use: the palette ends where the data begins.
        const size_t room = dataAt > afterHeader ? dataAt - afterHeader : 0;
        const size_t size = std::min({entries * h.entryBytes, room, bytes.size() - afterHeader});
        h.palette = bytes.subspan(afterHeader, size);
        if (h.palette.size() < h.entryBytes) return wrong("its palette is missing", where);
        h.info.palette = true;
        if (h.bits < 8) h.info.bits = static_cast<int>(h.bits);
    } else if (h.bits == 16) {
        h.info.bits = std::popcount(h.mask[0]);
    }
    h.info.channels = h.mask[3] ? 4 : 3;
    if (dataAt < 14 + headerSize || dataAt > bytes.size())
        return wrong(fmt::format("its pixels begin at byte {} of {}", dataAt, bytes.size()), where);
    h.data = bytes.subspan(dataAt);
    const uint64_t need = coded ? 2 : h.rowBytes() * static_cast<uint64_t>(h.info.height);
    if (need > h.data.size())
        return wrong(fmt::format("its pixels need {} bytes, {} are left", need, h.data.size()), where);
    return h;
}

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext&) {
    RB_TRY(Header h, readHeader(bytes, where));
    return std::vector{h.info};
}

// Palette indices of run-length data, rows from the bottom; what is skipped stays 0.
Result<std::vector<uint8_t>> readRuns(const Header& h, std::string_view where, JobContext& job) {
    const auto width = static_cast<size_t>(h.info.width), height = static_cast<size_t>(h.info.height);
    std::vector<uint8_t> indices(width * height);
    ByteReader reader(h.data);
    size_t x = 0, y = 0;
    const auto put = [&](unsigned value) {
        if (x < width) indices[y * width + x] = static_cast<uint8_t>(value);
        ++x;
    };
    const bool nibbles = h.compression == rle4;
    for (size_t steps = 0; y < height; ++steps) {
        if (steps % 4096 == 0 && job.cancelled()) return cancelledError("BMP runs");
        if (reader.left() < 2) return wrong(fmt::format("its runs end in row {} of {}", y, height), where);
        const unsigned count = reader.u8(), value = reader.u8();
        if (count) {
            for (unsigned i = 0; i < count; ++i)
                put(!nibbles ? value : i % 2 ? value & 15 : value >> 4);
        } else if (value == 0) {
            x = 0;
            ++y;
        } else if (value == 1) {
            break;
        } else if (value == 2) {
            x += reader.u8();
            y += reader.u8();
        } else {
            const size_t size = nibbles ? (value + 1) / 2 : value;
            const View literal = reader.bytes(size);
            if (literal.size() != size) return wrong("its runs end within a literal run", where);
            for (unsigned i = 0; i < value; ++i) {
                const auto b = std::to_integer<unsigned>(literal[nibbles ? i / 2 : i]);
                put(!nibbles ? b : i % 2 ? b & 15 : b >> 4);
            }
            if (size % 2) reader.skip(1);
        }
        if (x > width) return wrong(fmt::format("a run leaves row {}", y), where);
    }
    return indices;
}

void putIndex(const Header& h, unsigned index, std::byte* to) {
    const size_t at = index * h.entryBytes;
    if (at + 3 > h.palette.size()) {
        to[0] = to[1] = to[2] = std::byte{0}; // an entry that the file does not have is black, as everywhere
        return;
    }
    for (size_t c = 0; c < 3; ++c)
        to[c] = h.palette[at + 2 - c];
}

void putMasked(const Header& h, uint32_t value, std::byte* to) {
    for (size_t c = 0; c < static_cast<size_t>(h.info.channels); ++c) {
        const uint32_t m = h.mask[c];
        const int shift = std::countr_zero(m);
        const uint64_t largest = m >> shift, sample = (value & m) >> shift;
        to[c] = static_cast<std::byte>((sample * 255 + largest / 2) / largest);
    }
}

void readRow(const Header& h, View row, std::byte* to) {
    for (size_t x = 0; x < static_cast<size_t>(h.info.width); ++x, to += h.info.channels) {
        if (h.bits <= 8) {
            const size_t perByte = 8 / h.bits;
            const auto b = std::to_integer<unsigned>(row[x / perByte]);
            putIndex(h, (b >> (8 - h.bits * (1 + x % perByte))) & ((1u << h.bits) - 1), to);
        } else if (h.bits == 24) {
            for (size_t c = 0; c < 3; ++c)
                to[c] = row[3 * x + 2 - c];
        } else {
            uint32_t value = 0;
            std::memcpy(&value, row.data() + x * h.bits / 8, h.bits / 8);
            putMasked(h, value, to);
        }
    }
}

Result<Pixels> decode(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const Header h, readHeader(request.bytes, request.where));
    RB_CHECK(checkExpected("BMP", h.info, request.expected, request.where));
    const auto height = static_cast<size_t>(h.info.height), width = static_cast<size_t>(h.info.width);
    const bool coded = h.compression == rle8 || h.compression == rle4;
    RB_TRY(Pixels pixels, allocate(h.info, coded ? width * height : 0, request.where, job));
    std::vector<uint8_t> indices;
    if (coded) {
        RB_TRY(indices, readRuns(h, request.where, job));
    }
    for (size_t y = 0; y < height; ++y) {
        if (job.cancelled()) return cancelledError("BMP rows");
        std::byte* to = pixels.data() + (h.topDown ? y : height - 1 - y) * h.info.rowBytes();
        if (coded)
            for (size_t x = 0; x < width; ++x)
                putIndex(h, indices[y * width + x], to + 3 * x);
        else
            readRow(h, h.data.subspan(y * h.rowBytes(), h.rowBytes()), to);
    }
    return pixels;
}

Result<Bytes> encode(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    const PictureInfo& info = pictures.front().info;
    if (pictures.size() != 1 || info.dtype != DType::u8 || (info.channels != 3 && info.channels != 4))
        return unsupported(
            "a BMP is written from one picture of 3 or 4 channels of 8 bits",
            printable(where),
            "choose the suffix .png or .tiff"
        );
    const auto channels = static_cast<size_t>(info.channels);
    const size_t rowBytes = (info.rowBytes() + 3) / 4 * 4;
    const uint32_t headerSize = channels == 4 ? 108 : 40, dataAt = 14 + headerSize;
    const uint64_t size = dataAt + rowBytes * static_cast<uint64_t>(info.height);
    if (size > UINT32_MAX) return unsupported("a BMP over 4 GiB", printable(where), "choose the suffix .png");
    RB_CHECK(job.fits(size, "writing the picture", where));
    ByteWriter writer;
    writer.u8('B');
    writer.u8('M');
    writer.u32(static_cast<uint32_t>(size));
    writer.u32(0);
    writer.u32(dataAt);
    writer.u32(headerSize);
    writer.u32(static_cast<uint32_t>(info.width));
    writer.u32(static_cast<uint32_t>(info.height));
    writer.u16(1);
    writer.u16(static_cast<uint16_t>(8 * channels));
    writer.u32(channels == 4 ? masks : plain);
    writer.u32(static_cast<uint32_t>(size - dataAt));
    for (int i = 0; i < 4; ++i)
        writer.u32(0);
    if (channels == 4) {
        for (const uint32_t mask : {0xFF0000u, 0xFF00u, 0xFFu, 0xFF000000u, 0x73524742u /* sRGB */})
            writer.u32(mask);
        for (int i = 0; i < 12; ++i)
            writer.u32(0);
    }
    std::vector<std::byte> out = writer.take();
    out.resize(size);
    for (size_t y = 0; y < static_cast<size_t>(info.height); ++y) {
        const std::byte* from =
            pictures.front().pixels.data() + (static_cast<size_t>(info.height) - 1 - y) * info.rowBytes();
        std::byte* to = out.data() + dataAt + y * rowBytes;
        for (size_t x = 0; x < static_cast<size_t>(info.width); ++x, from += channels, to += channels) {
            for (size_t c = 0; c < 3; ++c)
                to[c] = from[2 - c];
            if (channels == 4) to[3] = from[3];
        }
    }
    return ownBytes(std::move(out));
}

int score(View head) {
    if (!startsWith(head, "BM") || head.size() < 18) return 0;
    const auto size = std::to_integer<unsigned>(head[14]);
    const bool small = head[15] == std::byte{0} && head[16] == std::byte{0} && head[17] == std::byte{0};
    return small && (size == 12 || size == 40 || size == 52 || size == 56 || size == 64 || size == 108 ||
                     size == 124)
               ? 95
               : 0;
}

} // namespace

const PictureFormat bmpFormat{
    .id = "bmp",
    .title = "BMP",
    .extensions = {"bmp", "dib"},
    .score = score,
    .pages = pages,
    .decode = decode,
    .encode = encode,
};

} // namespace rarebit::media
