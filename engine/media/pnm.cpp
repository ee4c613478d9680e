// SPDX-License-Identifier: GPL-3.0-or-later
// The portable anymaps: P1 to P6, PAM (P7) and the float maps Pf, PF. Samples keep their values where the
// largest is not that of their type; bitmaps become 0 and 255.
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <optional>

namespace rarebit::media {
namespace {

bool isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Numbers and words of a header, with comments to the end of the line.
struct Words {
    std::string_view text;
    size_t at = 0;

    void skip() {
        while (at < text.size() && (isSpace(text[at]) || text[at] == '#')) {
            if (text[at] == '#') at = std::min(text.find('\n', at), text.size() - 1);
            ++at;
        }
    }
    std::string_view word() {
        skip();
        const size_t begin = at;
        while (at < text.size() && !isSpace(text[at]) && at - begin < 64)
            ++at;
        return text.substr(begin, at - begin);
    }
    std::optional<int64_t> number() {
        const auto digits = word();
        if (digits.empty() || digits.size() > 18) return std::nullopt;
        int64_t value = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        return value;
    }
};

struct Header {
    PictureInfo info;
    char kind = 0; // '1' to '7', 'f', 'F'
    int64_t largest = 1;
    bool littleEndian = false; // float maps
    size_t data = 0, end = 0;  // byte offsets of the samples; end is a lower bound where they are text
};

Error wrong(std::string_view what, std::string_view where) {
    return damaged("PNM", what, where);
}

Status readPamHeader(Words& words, Header& h, std::string_view where) {
    while (true) {
        const auto key = words.word();
        if (key == "ENDHDR") break;
        if (key == "TUPLTYPE") {
            words.at = std::min(words.text.find('\n', words.at), words.text.size());
            continue;
        }
        const auto value = words.number();
        if (!value) return wrong(fmt::format("no number after '{}' in its header", key), where);
        if (key == "WIDTH") h.info.width = *value;
        if (key == "HEIGHT") h.info.height = *value;
        if (key == "MAXVAL") h.largest = *value;
        if (key == "DEPTH") {
            if (*value < 1 || *value > 65535) return wrong(fmt::format("{} channels", *value), where);
            h.info.channels = static_cast<int>(*value);
        }
    }
    if (h.info.channels == 0) return wrong("no DEPTH in its header", where);
    return Ok{};
}

Status readPlainHeader(Words& words, Header& h, std::string_view where) {
    const auto width = words.number(), height = words.number();
    if (!width || !height) return wrong("its width and height are not numbers", where);
    h.info.width = *width;
    h.info.height = *height;
    h.info.channels = h.kind == '3' || h.kind == '6' || h.kind == 'F' ? 3 : 1;
    if (h.kind == 'f' || h.kind == 'F') {
        const auto scale = words.word();
        h.littleEndian = scale.starts_with('-');
        if (scale.empty() || scale.find_first_not_of("+-.0123456789eE") != std::string_view::npos)
            return wrong("its scale is not a number", where);
    } else if (h.kind != '1' && h.kind != '4') {
        const auto largest = words.number();
        if (!largest) return wrong("its largest value is not a number", where);
        h.largest = *largest;
    }
    return Ok{};
}

Result<Header> readHeader(View bytes, size_t begin, std::string_view where) {
    Words words{{reinterpret_cast<const char*>(bytes.data()), bytes.size()}, begin};
    if (bytes.size() - begin < 3 || words.text[begin] != 'P' ||
        std::string_view("1234567fF").find(words.text[begin + 1]) == std::string_view::npos)
        return wrong(fmt::format("no picture starts at byte {}", begin), where);
    Header h;
    h.kind = words.text[begin + 1];
    words.at = begin + 2;
    RB_CHECK(h.kind == '7' ? readPamHeader(words, h, where) : readPlainHeader(words, h, where));
    RB_CHECK(checkSize("PNM", h.info.width, h.info.height, where));
    const bool real = h.kind == 'f' || h.kind == 'F', bitmap = h.kind == '1' || h.kind == '4';
    if (!real && (h.largest < 1 || h.largest > 65535))
        return wrong(fmt::format("its largest value is {}, not 1 to 65535", h.largest), where);
    h.info.dtype = real ? DType::f32 : h.largest > 255 ? DType::u16 : DType::u8;
    if (bitmap) {
        h.info.bits = 1;
        h.info.note = "bits written as 0 (black) and 255";
    } else if (!real && h.largest != 255 && h.largest != 65535) {
        h.info.bits = std::bit_width(static_cast<uint64_t>(h.largest));
        h.info.extra["maxval"] = h.largest;
    }
    h.data = std::min(words.at + 1, bytes.size()); // exactly one white space after the header
    const uint64_t left = bytes.size() - h.data;
    const uint64_t samples = h.info.byteSize() / h.info.sampleBytes();
    const uint64_t rowBits = (static_cast<uint64_t>(h.info.width) + 7) / 8;
    const bool textual = h.kind >= '1' && h.kind <= '3';
    const uint64_t need = h.kind == '1'   ? samples // digits of a bitmap need no white space between
                          : textual       ? 2 * samples - 1
                          : h.kind == '4' ? rowBits * static_cast<uint64_t>(h.info.height)
                                          : h.info.byteSize();
    if (need > left) return wrong(fmt::format("its samples need {} bytes, {} are left", need, left), where);
    h.end = h.data + need;
    return h;
}

// Text formats hold one picture; the others may follow each other in a file.
Result<std::vector<Header>> readHeaders(View bytes, std::string_view where, JobContext& job) {
    std::vector<Header> headers;
    size_t at = 0;
    do {
        if (job.cancelled()) return cancelledError("PNM headers");
        RB_TRY(Header h, readHeader(bytes, at, where));
        at = h.end;
        const bool textual = h.kind >= '1' && h.kind <= '3';
        headers.push_back(std::move(h));
        if (textual) break;
    } while (startsWith(bytes, "P", at) && bytes.size() - at > 8);
    return headers;
}

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext& job) {
    RB_TRY(const auto headers, readHeaders(bytes, where, job));
    std::vector<PictureInfo> out;
    for (const auto& h : headers)
        out.push_back(h.info);
    return out;
}

template <class T>
void put(Pixels& pixels, size_t index, T value) {
    std::memcpy(pixels.data() + index * sizeof(T), &value, sizeof(T));
}

Status readText(View bytes, const Header& h, Pixels& pixels, std::string_view where, JobContext& job) {
    Words words{{reinterpret_cast<const char*>(bytes.data()), bytes.size()}, h.data};
    const size_t count = h.info.byteSize() / h.info.sampleBytes();
    for (size_t i = 0; i < count; ++i) {
        if (i % 65536 == 0 && job.cancelled()) return cancelledError("PNM samples");
        std::optional<int64_t> value;
        if (h.kind == '1') {
            words.skip();
            if (words.at < words.text.size() && (words.text[words.at] == '0' || words.text[words.at] == '1'))
                value = words.text[words.at++] == '0' ? 255 : 0;
        } else {
            value = words.number();
            if (value && *value > h.largest) value.reset();
        }
        if (!value)
            return wrong(fmt::format("sample {} of {} is no number up to {}", i, count, h.largest), where);
        if (h.info.dtype == DType::u16)
            put(pixels, i, static_cast<uint16_t>(*value));
        else
            pixels[i] = static_cast<std::byte>(*value);
    }
    return Ok{};
}

void readBitmap(View data, const Header& h, Pixels& pixels) {
    const auto width = static_cast<size_t>(h.info.width);
    const size_t rowBytes = (width + 7) / 8;
    for (size_t y = 0; y < static_cast<size_t>(h.info.height); ++y)
        for (size_t x = 0; x < width; ++x) {
            const auto bit = (data[y * rowBytes + x / 8] >> (7 - x % 8)) & std::byte{1};
            pixels[y * width + x] = bit == std::byte{0} ? std::byte{255} : std::byte{0};
        }
}

// Rows of float maps run from the bottom.
void readFloats(View data, const Header& h, Pixels& pixels) {
    const size_t rowBytes = h.info.rowBytes(), rows = static_cast<size_t>(h.info.height);
    for (size_t y = 0; y < rows; ++y) {
        std::byte* row = pixels.data() + (rows - 1 - y) * rowBytes;
        std::memcpy(row, data.data() + y * rowBytes, rowBytes);
        if (!h.littleEndian)
            for (size_t i = 0; i < rowBytes; i += 4)
                std::reverse(row + i, row + i + 4);
    }
}

void swapPairs(std::span<std::byte> bytes) {
    for (size_t i = 0; i + 1 < bytes.size(); i += 2)
        std::swap(bytes[i], bytes[i + 1]);
}

Result<Pixels> decode(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const auto headers, readHeaders(request.bytes, request.where, job));
    if (request.page >= headers.size()) return wrong("the file has changed", request.where);
    const Header& h = headers[request.page];
    RB_CHECK(checkExpected("PNM", h.info, request.expected, request.where));
    RB_TRY(Pixels pixels, allocate(h.info, 0, request.where, job));
    const View data = request.bytes.subspan(h.data, h.end - h.data);
    if (h.kind >= '1' && h.kind <= '3') {
        RB_CHECK(readText(request.bytes, h, pixels, request.where, job));
    } else if (h.kind == '4') {
        readBitmap(data, h, pixels);
    } else if (h.info.dtype == DType::f32) {
        readFloats(data, h, pixels);
    } else {
        std::memcpy(pixels.data(), data.data(), data.size());
        if (h.info.dtype == DType::u16) swapPairs(pixels);
    }
    return pixels;
}

Result<Bytes> encode(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    const std::string suffix = suffixOf(where);
    std::vector<std::byte> out;
    for (const auto& picture : pictures) {
        const PictureInfo& info = picture.info;
        const bool real = info.dtype == DType::f32, colour = info.channels == 3, grey = info.channels == 1;
        const bool fits = suffix == "pam"   ? !real
                          : suffix == "pfm" ? real && (grey || colour) && pictures.size() == 1
                          : suffix == "pgm" ? !real && grey
                          : suffix == "ppm" ? !real && colour
                                            : suffix == "pnm" && !real && (grey || colour);
        if (!fits || (!real && info.dtype != DType::u8 && info.dtype != DType::u16))
            return unsupported(
                fmt::format(
                    ".{} holds no picture of {} channels of {}",
                    suffix,
                    info.channels,
                    rarebit::info(info.dtype).name
                ),
                printable(where),
                "choose the suffix .pam or .tiff"
            );
        RB_CHECK(job.fits(out.size() + picture.pixels.size(), "writing the picture", where));
        const int largest = info.dtype == DType::u16 ? 65535 : 255;
        const std::string header =
            suffix == "pam" ? fmt::format(
                                  "P7\nWIDTH {}\nHEIGHT {}\nDEPTH {}\nMAXVAL {}\nENDHDR\n",
                                  info.width,
                                  info.height,
                                  info.channels,
                                  largest
                              )
            : real ? fmt::format("{}\n{} {}\n-1.0\n", colour ? "PF" : "Pf", info.width, info.height)
                   : fmt::format("{}\n{} {}\n{}\n", colour ? "P6" : "P5", info.width, info.height, largest);
        const View head = std::as_bytes(std::span(header));
        out.insert(out.end(), head.begin(), head.end());
        const size_t begin = out.size(), rowBytes = info.rowBytes();
        for (int64_t y = 0; y < info.height; ++y) {
            const auto row = static_cast<size_t>(real ? info.height - 1 - y : y);
            const View data = picture.pixels.subspan(row * rowBytes, rowBytes);
            out.insert(out.end(), data.begin(), data.end());
        }
        if (info.dtype == DType::u16) swapPairs(std::span(out).subspan(begin));
    }
    return ownBytes(std::move(out));
}

int score(View head) {
    if (head.size() < 8 || head[0] != std::byte{'P'}) return 0;
    const char kind = static_cast<char>(head[1]), next = static_cast<char>(head[2]);
    if (std::string_view("1234567fF").find(kind) == std::string_view::npos || !isSpace(next)) return 0;
    Words words{{reinterpret_cast<const char*>(head.data()), head.size()}, 2};
    if (kind == '7') return words.word() == "WIDTH" || startsWith(head, "P7\n") ? 92 : 0;
    return words.number() && words.number() ? 92 : 0;
}

} // namespace

const PictureFormat pnmFormat{
    .id = "pnm",
    .title = "PNM",
    .extensions = {"pnm", "pbm", "pgm", "ppm", "pam", "pfm"},
    .score = score,
    .pages = pages,
    .decode = decode,
    .encode = encode,
};

} // namespace rarebit::media
