// SPDX-License-Identifier: GPL-3.0-or-later
// Uncompressed video, YUV4MPEG2: one part per plane, straight from the mapped file.
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/file_sink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>

namespace rarebit::readers {
namespace {

constexpr std::string_view magic = "YUV4MPEG2 ";
constexpr size_t longestHeader = 65536;
constexpr int64_t largestSide = 1 << 20;

// What the C tag says: subsampling, depth, and the place of chroma samples.
struct Layout {
    std::string tag; // without the C
    bool mono = false, alpha = false;
    int chromaX = 1, chromaY = 1; // luma samples per chroma sample
    int bits = 8;
    std::string siting;

    int bytesPerSample() const { return bits > 8 ? 2 : 1; }
    std::string pixelFormat() const {
        const std::string depth = bits > 8 ? fmt::format("{}le", bits) : "";
        if (mono) return bits > 8 ? "gray" + depth : "gray";
        const int name = chromaX == 4 ? 411 : chromaX == 1 ? 444 : chromaY == 1 ? 422 : 420;
        return fmt::format("yuv{}{}p{}", alpha ? "a" : "", name, depth);
    }
};

std::optional<Layout> layoutByTag(std::string_view tag) {
    Layout out;
    out.tag = tag;
    std::string_view rest = tag;
    const auto takes = [&](std::string_view prefix) {
        if (!rest.starts_with(prefix)) return false;
        rest.remove_prefix(prefix.size());
        return true;
    };
    if (takes("mono")) {
        out.mono = true;
    } else if (takes("420")) {
        out.chromaX = out.chromaY = 2;
    } else if (takes("422")) {
        out.chromaX = 2;
    } else if (takes("411")) {
        out.chromaX = 4;
    } else if (!takes("444")) {
        return std::nullopt;
    }
    if (rest.empty()) return out;
    if (out.chromaY == 2) {
        if (rest == "jpeg") out.siting = "center";
        if (rest == "mpeg2") out.siting = "left";
        if (rest == "paldv") out.siting = "topleft";
        if (!out.siting.empty()) return out;
    }
    if (out.chromaX == 1 && !out.mono && rest == "alpha") {
        out.alpha = true;
        return out;
    }
    if (!out.mono && !takes("p")) return std::nullopt;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out.bits);
    if (error != std::errc() || end != rest.data() + rest.size() || out.bits < 9 || out.bits > 16)
        return std::nullopt;
    return out;
}

struct Header {
    std::string line; // with its newline
    int64_t width = 0, height = 0;
    Layout layout;
    Json meta;

    struct Plane {
        const char* name;
        int64_t width, height;
    };
    std::vector<Plane> planes() const {
        std::vector<Plane> out{{"y", width, height}};
        const int64_t w = (width + layout.chromaX - 1) / layout.chromaX;
        const int64_t h = (height + layout.chromaY - 1) / layout.chromaY;
        if (!layout.mono) out.insert(out.end(), {{"u", w, h}, {"v", w, h}});
        if (layout.alpha) out.push_back({"a", width, height});
        return out;
    }
    uint64_t planeBytes(const Plane& plane) const {
        return static_cast<uint64_t>(plane.width * plane.height * layout.bytesPerSample());
    }
    uint64_t frameBytes() const {
        uint64_t sum = 0;
        for (const auto& plane : planes())
            sum += planeBytes(plane);
        return sum;
    }
};

// "num:den"; nothing where it is not two numbers.
std::optional<std::pair<int64_t, int64_t>> ratio(std::string_view text) {
    int64_t a = 0, b = 0;
    const auto first = std::from_chars(text.data(), text.data() + text.size(), a);
    if (first.ec != std::errc() || first.ptr == text.data() + text.size() || *first.ptr != ':')
        return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, text.data() + text.size(), b);
    if (second.ec != std::errc() || second.ptr != text.data() + text.size() || a < 0 || b < 0)
        return std::nullopt;
    return std::pair{a, b};
}

Status readTag(Header& header, char key, std::string_view value, const std::string& where) {
    const auto broken = [&] {
        return badInput(
            fmt::format("header tag {}{}", key, printable(value)),
            where,
            "the file is damaged; write it again"
        );
    };
    switch (key) {
    case 'W':
    case 'H': {
        int64_t& side = key == 'W' ? header.width : header.height;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), side);
        if (error != std::errc() || end != value.data() + value.size() || side < 1 || side > largestSide)
            return broken();
        break;
    }
    case 'F': {
        const auto rate = ratio(value);
        if (!rate) return broken();
        if (rate->first == 0 || rate->second == 0) break; // unknown
        header.meta["fps"] = static_cast<double>(rate->first) / static_cast<double>(rate->second);
        if (rate->second != 1) header.meta["fps_fraction"] = value;
        break;
    }
    case 'I':
        if (value == "t") header.meta["field_order"] = "top_first";
        if (value == "b") header.meta["field_order"] = "bottom_first";
        if (value == "m") header.meta["field_order"] = "mixed";
        break;
    case 'A': {
        const auto aspect = ratio(value);
        if (!aspect) return broken();
        if (aspect->first != aspect->second && aspect->second != 0) header.meta["sample_aspect"] = value;
        break;
    }
    case 'C': {
        auto layout = layoutByTag(value);
        if (!layout)
            return unsupported(
                fmt::format("colour layout C{}", printable(value)),
                where,
                "convert the clip to C420, C422 or C444"
            );
        header.layout = std::move(*layout);
        break;
    }
    case 'X':
        if (value == "COLORRANGE=FULL") header.meta["range"] = "full";
        if (value == "COLORRANGE=LIMITED") header.meta["range"] = "limited";
        break;
    default:
        break;
    }
    return Ok{};
}

Result<Header> parseHeader(std::string_view text, const std::string& where) {
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), where, "the file is damaged; write it again");
    };
    if (!text.starts_with(magic)) return damaged("no YUV4MPEG2 header at byte 0");
    const size_t end = text.substr(0, longestHeader).find('\n');
    if (end == std::string_view::npos)
        return damaged(
            fmt::format("no end of the header in the first {} bytes", std::min(text.size(), longestHeader))
        );
    Header header;
    header.line = text.substr(0, end + 1);
    header.layout = *layoutByTag("420");
    header.meta = Json::object({{"range", "unspecified"}, {"matrix", "unspecified"}});
    for (const auto& tag : split(text.substr(magic.size(), end - magic.size()), ' '))
        if (!tag.empty()) RB_CHECK(readTag(header, tag[0], std::string_view(tag).substr(1), where));
    if (header.width == 0 || header.height == 0) return damaged("a header without width and height");
    if (static_cast<uint64_t>(header.width) * static_cast<uint64_t>(header.height) > limits().pixels)
        return unsupported(
            fmt::format(
                "frames of {}x{}, the limit is {} pixels", header.width, header.height, limits().pixels
            ),
            where,
            "raise the limit of pixels if you trust the file"
        );
    header.meta["pix_fmt"] = header.layout.pixelFormat();
    if (header.layout.bits > 8) header.meta["bits_per_sample"] = header.layout.bits;
    if (!header.layout.siting.empty()) header.meta["siting"] = header.layout.siting;
    return header;
}

// The header that write() makes of planes and meta; the tags come in this order.
std::string canonicalHeader(int64_t width, int64_t height, std::string_view tag, const Json& meta) {
    std::string rate = "0:0";
    const double fps = meta.at("fps").asDouble();
    if (const auto& exact = meta.at("fps_fraction").asString(); ratio(exact))
        rate = exact;
    else if (fps > 0)
        rate = fps == std::floor(fps) && fps < 1e9 ? fmt::format("{:.0f}:1", fps)
                                                   : fmt::format("{:.0f}:1000000", fps * 1e6);
    const auto& order = meta.at("field_order").asString();
    const char interlace = order == "top_first"      ? 't'
                           : order == "bottom_first" ? 'b'
                           : order == "mixed"        ? 'm'
                                                     : 'p';
    std::string out = fmt::format("{}W{} H{} F{} I{}", magic, width, height, rate, interlace);
    if (const auto& aspect = meta.at("sample_aspect").asString(); ratio(aspect)) out += " A" + aspect;
    out += fmt::format(" C{}", tag);
    const auto& range = meta.at("range").asString();
    if (range == "full") out += " XCOLORRANGE=FULL";
    if (range == "limited") out += " XCOLORRANGE=LIMITED";
    return out + "\n";
}

// The mapped file, the place of each frame's samples, and the frame lines that are not plain "FRAME".
struct File {
    Bytes bytes;
    Header header;
    std::vector<uint64_t> frames;
    std::string frameLines; // "index parameters\n"
};

Status findFrames(File& file, const std::string& where, JobContext& job) {
    const std::string_view text = file.bytes.text();
    const uint64_t size = file.header.frameBytes();
    const auto damaged = [&](std::string what) {
        return badInput(
            fmt::format("frame {}: {}", file.frames.size(), what), where, "the file is damaged or cut short"
        );
    };
    for (size_t at = file.header.line.size(); at < text.size();) {
        if (file.frames.size() % 256 == 0 && job.cancelled()) return cancelledError(where);
        if (text.substr(at, 5) != "FRAME") return damaged(fmt::format("no FRAME at byte {}", at));
        const size_t end = text.substr(at, longestHeader).find('\n');
        if (end == std::string_view::npos) return damaged(fmt::format("no end of its line at byte {}", at));
        if (end > 5)
            file.frameLines += fmt::format("{} {}\n", file.frames.size(), text.substr(at + 5, end - 5));
        at += end + 1;
        if (text.size() - at < size)
            return damaged(fmt::format("{} of {} bytes are left at byte {}", text.size() - at, size, at));
        file.frames.push_back(at);
        at += size;
    }
    if (file.frames.empty())
        return badInput("a clip without a frame", where, "the file is empty or cut short");
    return Ok{};
}

Result<Payload> loadPlane(const File& file, size_t index, Rows rows, JobContext& job) {
    const auto planes = file.header.planes();
    const auto& plane = planes[index];
    const auto frames = static_cast<int64_t>(file.frames.size());
    const int64_t end = rows.last(frames);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("frames {} to {} of {}", rows.begin, rows.end, frames),
            plane.name,
            "ask for frames that exist"
        );
    uint64_t offset = 0;
    for (size_t i = 0; i < index; ++i)
        offset += file.header.planeBytes(planes[i]);
    const uint64_t size = file.header.planeBytes(plane);
    TensorView out;
    out.dtype = file.header.layout.bits > 8 ? DType::u16 : DType::u8;
    out.shape = {end - rows.begin, plane.height, plane.width};
    const auto count = static_cast<uint64_t>(end - rows.begin);
    if (count == 1) {
        out.bytes = file.bytes.slice(file.frames[static_cast<size_t>(rows.begin)] + offset, size);
        return Payload(std::move(out));
    }
    RB_CHECK(job.fits(count * size, fmt::format("{} frames of a plane", count), plane.name));
    std::vector<std::byte> data(count * size);
    for (uint64_t i = 0; i < count; ++i) {
        if (job.cancelled()) return cancelledError(plane.name);
        const uint64_t from = file.frames[static_cast<size_t>(rows.begin) + i] + offset;
        std::memcpy(data.data() + i * size, file.bytes.data() + from, size);
    }
    out.bytes = ownBytes(std::move(data));
    return Payload(std::move(out));
}

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (text.starts_with(magic)) return 100;
    return lower(fileName).ends_with(".y4m") ? 80 : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    auto file = std::make_shared<File>();
    const std::string where = printable(path.filename().string());
    RB_TRY(file->bytes, mapFile(path));
    RB_TRY(file->header, parseHeader(file->bytes.text(), where));
    RB_CHECK(findFrames(*file, where, job));
    const Header& header = file->header;
    const auto frames = static_cast<int64_t>(file->frames.size());
    Asset asset;
    asset.kind = "video";
    asset.meta = header.meta;
    asset.counts = Json::object({{"frames", frames}, {"width", header.width}, {"height", header.height}});
    const std::string canonical =
        canonicalHeader(header.width, header.height, header.layout.tag, header.meta);
    if (canonical != header.line || !file->frameLines.empty())
        asset.container = ownBytes(header.line + file->frameLines);
    const auto planes = header.planes();
    for (size_t i = 0; i < planes.size(); ++i) {
        Part part;
        part.name = planes[i].name;
        part.role = "video.plane";
        part.group = "clip";
        part.dtype = header.layout.bits > 8 ? DType::u16 : DType::u8;
        part.shape = {frames, planes[i].height, planes[i].width};
        part.byteSize = header.planeBytes(planes[i]) * static_cast<uint64_t>(frames);
        part.load = [file, i](Rows rows, JobContext& loadJob) { return loadPlane(*file, i, rows, loadJob); };
        asset.parts.push_back(std::move(part));
    }
    return asset;
}

// The planes that a Y4M file can hold, and the C tag for them.
struct Outgoing {
    std::vector<const Part*> planes; // y, u, v, a
    std::string tag;
};

Result<Outgoing> outgoing(const Asset& asset, const std::string& where) {
    const auto refuse = [&](std::string what) {
        return unsupported(
            std::move(what),
            where,
            "write a lossless Matroska file (.mkv), which holds every layout of planes"
        );
    };
    Outgoing out;
    for (const char* name : {"y", "u", "v", "a"})
        if (const Part* part = findPart(asset, name)) out.planes.push_back(part);
    if (out.planes.empty() || out.planes[0]->name != "y" || out.planes.size() != asset.parts.size() ||
        out.planes.size() == 2)
        return refuse("Y4M holds the planes y, or y, u and v, or y, u, v and a");
    const Part& y = *out.planes[0];
    for (const Part* part : out.planes)
        if (part->form != PayloadForm::tensor || part->shape.size() != 3 || part->shape[0] != y.shape[0] ||
            part->dtype != y.dtype || (y.dtype != DType::u8 && y.dtype != DType::u16) || part->shape[1] < 1 ||
            part->shape[2] < 1)
            return refuse(fmt::format("part '{}' is no plane of the clip", printable(part->name)));
    const int64_t bits = y.dtype == DType::u8 ? 8 : asset.meta.at("bits_per_sample").asInt(16);
    const auto covers = [&](const Part& c, int64_t x, int64_t v) {
        return (y.shape[2] + x - 1) / x == c.shape[2] && (y.shape[1] + v - 1) / v == c.shape[1];
    };
    if (out.planes.size() == 1) {
        out.tag = bits == 8 ? "mono" : fmt::format("mono{}", bits);
    } else {
        const Part &u = *out.planes[1], &v = *out.planes[2];
        // One column or row of luma fits several layouts; the common one is tried first.
        const bool y444 = covers(u, 1, 1);
        out.tag = y444              ? "444"
                  : covers(u, 2, 2) ? "420"
                  : covers(u, 2, 1) ? "422"
                  : covers(u, 4, 1) ? "411"
                                    : "";
        const auto& named = asset.meta.at("pix_fmt").asString();
        for (const auto& [text, tag, x, h] :
             {std::tuple{"420p", "420", 2, 2},
              {"422p", "422", 2, 1},
              {"411p", "411", 4, 1},
              {"444p", "444", 1, 1}})
            if (named.find(text) != std::string::npos && covers(u, x, h)) out.tag = tag;
        if (out.tag.empty() || u.shape != v.shape)
            return refuse("Y4M has no name for this chroma subsampling");
        const auto& siting = asset.meta.at("siting").asString();
        if (bits > 8) out.tag += fmt::format("p{}", bits);
        if (out.tag == "420" && siting == "center") out.tag = "420jpeg";
        if (out.tag == "420" && siting == "left") out.tag = "420mpeg2";
        if (out.tag == "420" && siting == "topleft") out.tag = "420paldv";
        if (out.planes.size() == 4) {
            if (out.tag != "444" || out.planes[3]->shape != y.shape)
                return refuse("alpha beside anything but 8-bit 4:4:4");
            out.tag = "444alpha";
        }
    }
    if (!layoutByTag(out.tag)) return refuse(fmt::format("{} bits a sample", bits));
    return out;
}

// The original header and frame lines, where they fit what is written.
struct Lines {
    std::string header;
    std::vector<std::string> frames; // "" for a plain one; may be shorter than the clip
};

Lines originalLines(const Asset& asset, const Outgoing& planes) {
    const Part& y = *planes.planes[0];
    Lines lines{canonicalHeader(y.shape[2], y.shape[1], planes.tag, asset.meta), {}};
    if (asset.reader != "y4m" || asset.container.size() == 0) return lines;
    const std::string_view kept = asset.container.text();
    const auto header = parseHeader(kept, "container");
    if (!header || header->width != y.shape[2] || header->height != y.shape[1] ||
        header->layout.pixelFormat() != layoutByTag(planes.tag)->pixelFormat())
        return lines;
    lines.header = header->line;
    for (const auto& line : split(kept.substr(header->line.size()), '\n')) {
        int64_t index = -1;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), index);
        if (error != std::errc() || end == line.data() + line.size() || index < 0 || index >= y.shape[0])
            continue;
        lines.frames.resize(std::max(lines.frames.size(), static_cast<size_t>(index) + 1));
        lines.frames[static_cast<size_t>(index)] = std::string(end + 1, line.data() + line.size());
    }
    return lines;
}

Status write(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    const std::string where = printable(path.filename().string());
    RB_TRY(const Outgoing planes, outgoing(asset, where));
    const Lines lines = originalLines(asset, planes);
    const int64_t frames = planes.planes[0]->shape[0];
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        RB_TRY(FileSink sink, FileSink::create(temporary));
        RB_CHECK(sink.add(lines.header));
        for (int64_t i = 0; i < frames; ++i) {
            if (job.cancelled()) return cancelledError(where);
            const auto n = static_cast<size_t>(i);
            RB_CHECK(sink.add("FRAME" + (n < lines.frames.size() ? lines.frames[n] : "") + "\n"));
            for (const Part* part : planes.planes) {
                RB_TRY(const Payload payload, part->load({i, i + 1}, job));
                RB_CHECK(sink.add(payloadBytes(payload).view));
            }
        }
        return sink.close();
    });
}

} // namespace

const ReaderDef& y4m() {
    static const ReaderDef definition{
        .id = "y4m",
        .title = "Uncompressed video (YUV4MPEG2)",
        .extensions = {"y4m"},
        .kinds = "video",
        .score = score,
        .open = open,
        .exact = true,
        .write = write,
    };
    return definition;
}

} // namespace rarebit::readers
