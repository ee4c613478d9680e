// SPDX-License-Identifier: GPL-3.0-or-later
// Uncompressed sound, RIFF WAVE and RF64: one part of samples by channels, straight from the mapped file.
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/file_sink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace rarebit::readers {
namespace {

constexpr uint16_t tagPcm = 1, tagFloat = 3, tagExtensible = 0xFFFE;
constexpr int64_t largestRate = 6'144'000;
// The last fourteen bytes of the sub-formats of WAVE_FORMAT_EXTENSIBLE that are plain samples.
constexpr std::string_view subFormatTail{"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 14};

struct Format {
    uint16_t tag = 0; // after looking through WAVE_FORMAT_EXTENSIBLE
    uint16_t channels = 0;
    uint32_t rate = 0;
    uint16_t bits = 0;      // of the container: 8, 16, 24, 32, 64
    uint16_t validBits = 0; // that carry sound

    DType dtype() const {
        if (tag == tagFloat) return bits == 64 ? DType::f64 : DType::f32;
        return bits == 8 ? DType::u8 : bits == 16 ? DType::i16 : DType::i32;
    }
    uint64_t rowBytes() const { return uint64_t(channels) * (bits / 8u); }
};

struct File {
    Bytes bytes;
    Format format;
    uint64_t data = 0, dataBytes = 0; // where the samples are
    int64_t samples() const { return static_cast<int64_t>(dataBytes / format.rowBytes()); }
};

Error damaged(std::string what, const std::string& where) {
    return badInput(std::move(what), where, "the file is damaged or cut short; write it again");
}

Result<Format> parseFormat(std::span<const std::byte> chunk, const std::string& where) {
    ByteReader in(chunk);
    Format out;
    out.tag = in.u16();
    out.channels = in.u16();
    out.rate = in.u32();
    in.u32(); // bytes a second follow from the rest
    const uint16_t align = in.u16();
    out.bits = out.validBits = in.u16();
    if (!in.ok()) return damaged(fmt::format("a fmt chunk of {} bytes, 16 are needed", chunk.size()), where);
    if (out.tag == tagExtensible) {
        in.u16();
        out.validBits = in.u16();
        in.u32(); // speaker positions
        out.tag = in.u16();
        const auto tail = in.bytes(subFormatTail.size());
        if (!in.ok() || std::memcmp(tail.data(), subFormatTail.data(), tail.size()) != 0)
            return unsupported(
                "an extensible format that is not plain samples", where, "open it with --reader audio"
            );
        if (out.validBits == 0 || out.validBits > out.bits) out.validBits = out.bits;
    }
    const bool integers =
        out.tag == tagPcm && (out.bits == 8 || out.bits == 16 || out.bits == 24 || out.bits == 32);
    const bool floats = out.tag == tagFloat && (out.bits == 32 || out.bits == 64);
    if (!integers && !floats)
        return unsupported(
            fmt::format("format tag {} with {} bits a sample", out.tag, out.bits),
            where,
            "open it with --reader audio"
        );
    if (out.channels == 0 || out.channels > 1024)
        return damaged(fmt::format("{} channels", out.channels), where);
    if (out.rate == 0 || out.rate > largestRate)
        return damaged(fmt::format("a sample rate of {} Hz", out.rate), where);
    if (align != out.rowBytes())
        return damaged(
            fmt::format("{} bytes a row, {} channels need {}", align, out.channels, out.rowBytes()), where
        );
    return out;
}

// Walks the chunks up to the samples. Sizes of 2^32-1 in RF64 come from its ds64 chunk; in a plain RIFF they
// are what a program wrote that could not go back, and mean "to the end".
Result<File> parseFile(Bytes bytes, const std::string& where) {
    File file;
    file.bytes = std::move(bytes);
    ByteReader in(file.bytes.view);
    const auto word = [&] {
        const auto view = in.bytes(4);
        return std::string_view(reinterpret_cast<const char*>(view.data()), view.size());
    };
    const std::string_view riff = word();
    in.u32(); // files whose outer size is wrong are common; the chunks decide
    if ((riff != "RIFF" && riff != "RF64" && riff != "BW64") || word() != "WAVE")
        return damaged("no RIFF WAVE header at byte 0", where);
    uint64_t longData = 0;
    bool haveFormat = false;
    while (true) {
        const size_t at = in.position();
        if (in.left() < 8)
            return damaged(fmt::format("no {} chunk up to byte {}", haveFormat ? "data" : "fmt", at), where);
        if (at > limits().headerBytes)
            return damaged(fmt::format("no data chunk in the first {} bytes", at), where);
        const std::string id(word());
        uint64_t size = in.u32();
        if (id == "data") {
            if (!haveFormat)
                return damaged(fmt::format("samples before the fmt chunk at byte {}", at), where);
            if (size == UINT32_MAX)
                size =
                    riff == "RIFF" ? in.left() / file.format.rowBytes() * file.format.rowBytes() : longData;
            if (size > in.left())
                return damaged(
                    fmt::format(
                        "{} bytes of samples are stated at byte {}, {} are left", size, at, in.left()
                    ),
                    where
                );
            if (size % file.format.rowBytes() != 0)
                return damaged(
                    fmt::format("{} bytes of samples are no multiple of {}", size, file.format.rowBytes()),
                    where
                );
            file.data = in.position();
            file.dataBytes = size;
            return file;
        }
        if (size > in.left())
            return damaged(
                fmt::format("a chunk of {} bytes at byte {}, {} are left", size, at, in.left()), where
            );
        const auto chunk = in.bytes(size);
        in.skip(std::min<uint64_t>(size % 2, in.left()));
        if (id == "fmt ") {
            RB_TRY(file.format, parseFormat(chunk, where));
            haveFormat = true;
        } else if (id == "ds64") {
            ByteReader sizes(chunk);
            sizes.u64();
            longData = sizes.u64();
        }
    }
}

std::vector<std::byte> unpack24(std::span<const std::byte> packed) {
    std::vector<std::byte> out(packed.size() / 3 * 4);
    for (size_t i = 0; i < packed.size() / 3; ++i) {
        uint32_t value = 0;
        std::memcpy(&value, packed.data() + 3 * i, 3);
        const auto wide = static_cast<int32_t>(value << 8) >> 8;
        std::memcpy(out.data() + 4 * i, &wide, 4);
    }
    return out;
}

Result<Payload> load(const File& file, Rows rows, JobContext& job) {
    const int64_t samples = file.samples(), end = rows.last(samples);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("samples {} to {} of {}", rows.begin, rows.end, samples),
            "audio",
            "ask for samples that exist"
        );
    const uint64_t row = file.format.rowBytes();
    TensorView out{file.format.dtype(), {end - rows.begin, file.format.channels}, {}};
    out.bytes = file.bytes.slice(
        file.data + static_cast<uint64_t>(rows.begin) * row, static_cast<uint64_t>(end - rows.begin) * row
    );
    if (file.format.tag == tagPcm && file.format.bits == 24) {
        RB_CHECK(job.fits(out.bytes.size() / 3 * 4, "24-bit samples in 32 bits", "audio"));
        out.bytes = ownBytes(unpack24(out.bytes.view));
    }
    return Payload(std::move(out));
}

// The header that write() makes: the classic 44 bytes where they can hold the sound, else extensible and
// RF64.
std::vector<std::byte> canonicalHeader(const Format& format, uint64_t dataBytes) {
    const auto word = [](ByteWriter& out, std::string_view text) {
        out.bytes(std::as_bytes(std::span(text.data(), text.size())));
    };
    const bool extensible = format.channels > 2 || format.validBits != format.bits;
    const uint32_t formatBytes = extensible ? 40 : 16;
    const uint64_t padded = dataBytes + dataBytes % 2;
    const bool large = padded + 12 + 8 + formatBytes + 8 > UINT32_MAX;
    const uint64_t riffBytes = 4 + (large ? 36 : 0) + 8 + formatBytes + 8 + padded;
    ByteWriter out;
    word(out, large ? "RF64" : "RIFF");
    out.u32(large ? UINT32_MAX : static_cast<uint32_t>(riffBytes));
    word(out, "WAVE");
    if (large) {
        word(out, "ds64");
        out.u32(28);
        out.u64(riffBytes);
        out.u64(dataBytes);
        out.u64(dataBytes / format.rowBytes());
        out.u32(0);
    }
    word(out, "fmt ");
    out.u32(formatBytes);
    out.u16(extensible ? tagExtensible : format.tag);
    out.u16(format.channels);
    out.u32(format.rate);
    out.u32(static_cast<uint32_t>(format.rate * format.rowBytes()));
    out.u16(static_cast<uint16_t>(format.rowBytes()));
    out.u16(format.bits);
    if (extensible) {
        out.u16(22);
        out.u16(format.validBits);
        out.u32(0); // which speaker is which is not known
        out.u16(format.tag);
        word(out, subFormatTail);
    }
    word(out, "data");
    out.u32(large ? UINT32_MAX : static_cast<uint32_t>(dataBytes));
    return out.take();
}

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const bool wave = text.size() >= 12 && text.substr(8, 4) == "WAVE" &&
                      (text.starts_with("RIFF") || text.starts_with("RF64") || text.starts_with("BW64"));
    if (!wave) return lower(fileName).ends_with(".wav") ? 70 : 0;
    // Compressed sound in a WAVE file is for another reader; the format usually stands at byte 20.
    if (text.substr(12, 4) == "fmt " && text.size() >= 22) {
        ByteReader in(head.subspan(20));
        const uint16_t tag = in.u16();
        if (tag != tagPcm && tag != tagFloat && tag != tagExtensible) return 20;
    }
    return 100;
}

Result<Asset> open(const std::filesystem::path& path, JobContext&) {
    const std::string where = printable(path.filename().string());
    RB_TRY(Bytes bytes, mapFile(path));
    RB_TRY(File parsed, parseFile(std::move(bytes), where));
    auto file = std::make_shared<const File>(std::move(parsed));
    const Format& format = file->format;
    Asset asset;
    asset.kind = "audio";
    asset.meta = Json::object({{"sample_rate", format.rate}});
    if (format.tag == tagPcm) {
        asset.meta["bits_per_sample"] = format.bits;
        if (format.validBits != format.bits) asset.meta["valid_bits"] = format.validBits;
    }
    asset.counts = Json::object({{"samples", file->samples()}, {"channels", format.channels}});
    // What stands around the samples, where write() would not make the same.
    const auto head = file->bytes.view.first(file->data);
    const auto tail = file->bytes.view.subspan(file->data + file->dataBytes);
    const std::vector<std::byte> padding(file->dataBytes % 2);
    if (!std::ranges::equal(head, canonicalHeader(format, file->dataBytes)) ||
        !std::ranges::equal(tail, padding)) {
        if (tail.size() > limits().headerBytes)
            return unsupported(
                fmt::format("{} bytes follow the samples", tail.size()), where, "write the file without them"
            );
        ByteWriter out;
        out.varint(head.size());
        out.bytes(head);
        out.bytes(tail);
        asset.container = ownBytes(out.take());
    }
    Part part;
    part.name = "audio";
    part.role = "audio";
    part.dtype = format.dtype();
    part.shape = {file->samples(), format.channels};
    part.byteSize = *tensorBytes(part.dtype, part.shape);
    part.load = [file](Rows rows, JobContext& job) { return rarebit::readers::load(*file, rows, job); };
    asset.parts.push_back(std::move(part));
    return asset;
}

Result<Format> outgoingFormat(const Asset& asset, const std::string& where) {
    const Part* part = asset.parts.size() == 1 ? &asset.parts.front() : nullptr;
    Format format;
    const auto refuse = [&](std::string what) {
        return unsupported(std::move(what), where, "choose another format with --as");
    };
    if (!part || part->form != PayloadForm::tensor || part->shape.size() != 2)
        return refuse("a WAVE file is one part of samples by channels");
    const int64_t rate = asset.meta.at("sample_rate").asInt();
    if (rate < 1 || rate > largestRate) return refuse(fmt::format("a sample rate of {} Hz", rate));
    if (part->shape[1] < 1 || part->shape[1] > 1024)
        return refuse(fmt::format("{} channels", part->shape[1]));
    format.rate = static_cast<uint32_t>(rate);
    format.channels = static_cast<uint16_t>(part->shape[1]);
    const int64_t stated = asset.meta.at("bits_per_sample").asInt();
    switch (part->dtype) {
    case DType::u8:
    case DType::i16:
    case DType::i32:
        format.tag = tagPcm;
        format.bits = part->dtype == DType::u8     ? 8
                      : part->dtype == DType::i16  ? 16
                      : stated > 0 && stated <= 24 ? 24
                                                   : 32;
        break;
    case DType::f32:
    case DType::f64:
        format.tag = tagFloat;
        format.bits = part->dtype == DType::f32 ? 32 : 64;
        break;
    default:
        return refuse(fmt::format("{} samples", info(part->dtype).name));
    }
    const int64_t valid = asset.meta.at("valid_bits").asInt(format.bits);
    format.validBits = valid > 0 && valid <= format.bits ? static_cast<uint16_t>(valid) : format.bits;
    return format;
}

// Head and tail of the original, where they describe exactly this sound.
struct Surroundings {
    std::vector<std::byte> head, tail;
};

Surroundings surroundings(const Asset& asset, const Format& format, uint64_t dataBytes) {
    Surroundings out{canonicalHeader(format, dataBytes), std::vector<std::byte>(dataBytes % 2)};
    if (asset.reader != "wav" || asset.container.size() == 0) return out;
    ByteReader in(asset.container.view);
    const auto head = in.bytes(in.varint());
    if (!in.ok()) return out;
    const auto tail = in.bytes(in.left());
    ByteReader chunks(head);
    chunks.skip(12);
    uint64_t stated = 0, longData = 0;
    bool found = false, same = false;
    while (chunks.left() >= 8) {
        const auto id = chunks.bytes(4);
        const std::string_view name(reinterpret_cast<const char*>(id.data()), 4);
        stated = chunks.u32();
        if (name == "data") {
            found = chunks.left() == 0;
            break;
        }
        const auto chunk = chunks.bytes(stated);
        chunks.skip(std::min<uint64_t>(stated % 2, chunks.left()));
        if (name == "ds64") {
            ByteReader sizes(chunk);
            sizes.u64();
            longData = sizes.u64();
        }
        if (name == "fmt ") {
            const auto original = parseFormat(chunk, "container");
            same = original && original->tag == format.tag && original->channels == format.channels &&
                   original->rate == format.rate && original->bits == format.bits;
        }
    }
    const bool open = stated == UINT32_MAX;
    if (!found || !same || (!open && stated != dataBytes) || (open && longData != 0 && longData != dataBytes))
        return out;
    out.head.assign(head.begin(), head.end());
    out.tail.assign(tail.begin(), tail.end());
    return out;
}

Result<std::vector<std::byte>> pack24(std::span<const std::byte> wide, const std::string& where) {
    std::vector<std::byte> out(wide.size() / 4 * 3);
    for (size_t i = 0; i < wide.size() / 4; ++i) {
        int32_t value = 0;
        std::memcpy(&value, wide.data() + 4 * i, 4);
        if (value < -(1 << 23) || value >= 1 << 23)
            return badInput(
                fmt::format("sample {} does not fit into 24 bits", value),
                where,
                "write the sound as 32-bit integers"
            );
        std::memcpy(out.data() + 3 * i, &value, 3);
    }
    return out;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    const std::string where = printable(path.filename().string());
    RB_TRY(const Format format, outgoingFormat(asset, where));
    const Part& part = asset.parts.front();
    const int64_t samples = part.shape[0];
    const uint64_t dataBytes = static_cast<uint64_t>(samples) * format.rowBytes();
    const Surroundings around = surroundings(asset, format, dataBytes);
    constexpr int64_t step = 1 << 18;
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        RB_TRY(FileSink sink, FileSink::create(temporary));
        RB_CHECK(sink.add(around.head));
        for (int64_t i = 0; i < samples; i += step) {
            if (job.cancelled()) return cancelledError(where);
            RB_TRY(const Payload payload, part.load({i, std::min(samples, i + step)}, job));
            const Bytes bytes = payloadBytes(payload);
            if (part.dtype == DType::i32 && format.bits == 24) {
                RB_TRY(const auto packed, pack24(bytes.view, where));
                RB_CHECK(sink.add(packed));
            } else {
                RB_CHECK(sink.add(bytes.view));
            }
        }
        RB_CHECK(sink.add(around.tail));
        return sink.close();
    });
}

} // namespace

const ReaderDef& wav() {
    static const ReaderDef definition{
        .id = "wav",
        .title = "Uncompressed sound (WAVE)",
        .extensions = {"wav", "rf64", "bw64"},
        .kinds = "audio",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
