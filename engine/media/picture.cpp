// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/picture.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace rarebit::media {

uint64_t PictureInfo::byteSize() const {
    const std::array<int64_t, 3> shape{height, width, channels};
    return tensorBytes(dtype, shape).value_or(UINT64_MAX);
}

Error damaged(std::string_view format, std::string_view what, std::string_view where) {
    return badInput(
        fmt::format("damaged {}: {}", format, printable(what)),
        printable(where),
        "get an intact copy; files can be opened as plain bytes with --reader bytes"
    );
}

Status checkSize(std::string_view format, int64_t width, int64_t height, std::string_view where) {
    if (width <= 0 || height <= 0)
        return damaged(format, fmt::format("its size is {} x {} pixels", width, height), where);
    if (static_cast<uint64_t>(width) > limits().pixels / static_cast<uint64_t>(height))
        return badInput(
            fmt::format(
                "{} of {} x {} pixels, the limit is {} pixels", format, width, height, limits().pixels
            ),
            printable(where),
            "cut the picture into smaller ones, or raise the limit"
        );
    return Ok{};
}

Status checkExpected(
    std::string_view format, const PictureInfo& found, const PictureInfo& expected, std::string_view where
) {
    if (found == expected) return Ok{};
    const auto show = [](const PictureInfo& p) {
        return fmt::format("{} x {} x {} {}", p.width, p.height, p.channels, rarebit::info(p.dtype).name);
    };
    return damaged(format, fmt::format("it holds {} where {} is due", show(found), show(expected)), where);
}

Result<Pixels> allocate(const PictureInfo& info, uint64_t extra, std::string_view where, JobContext& job) {
    const uint64_t bytes = info.byteSize();
    RB_CHECK(job.fits(bytes > UINT64_MAX - extra ? UINT64_MAX : bytes + extra, "decoding the picture", where)
    );
    return Pixels(bytes);
}

std::string suffixOf(std::string_view name) {
    const size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : lower(name.substr(dot + 1));
}

bool startsWith(View bytes, std::string_view magic, size_t at) {
    return bytes.size() >= at + magic.size() &&
           std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}

Result<PictureInfo> pictureOf(const Part& part) {
    const char* const fix = "choose a picture: one part [height, width, channels]";
    if (part.form != PayloadForm::tensor || part.role != "image" || part.shape.size() != 3)
        return unsupported("not a picture", part.name, fix);
    PictureInfo out;
    out.height = part.shape[0];
    out.width = part.shape[1];
    out.channels = static_cast<int>(part.shape[2]);
    out.dtype = part.dtype;
    if (part.shape[2] < 1 || part.shape[2] > 65535)
        return unsupported(fmt::format("a picture of {} channels", part.shape[2]), part.name, fix);
    if (const Status size = checkSize("picture", out.width, out.height, part.name); !size)
        return unsupported(size.error().what, size.error().where, fix);
    return out;
}

Status acceptsPicture(const Part& part, const Holds& holds) {
    RB_TRY(const PictureInfo info, pictureOf(part));
    const auto refuse = [&](std::string what, std::string fix) {
        return unsupported(fmt::format("{} holds no {}", holds.codec, what), part.name, std::move(fix));
    };
    if (info.dtype != DType::u8 && !(holds.sixteenBit && info.dtype == DType::u16))
        return refuse(
            fmt::format("{} samples", rarebit::info(info.dtype).name),
            info.dtype == DType::u16 ? "choose a codec of 16 bits: png, jxl or avif"
                                     : "choose a picture of 8 or 16 bits per sample"
        );
    const bool alpha = info.channels == 4, greyAlpha = info.channels == 2;
    if (info.channels > 4 || (alpha && !holds.alpha) || (greyAlpha && !holds.greyAlpha))
        return refuse(
            alpha       ? "alpha channel"
            : greyAlpha ? "grey with alpha"
                        : fmt::format("picture of {} channels", info.channels),
            alpha || greyAlpha ? "choose a codec that holds alpha, such as png or jxl"
                               : "choose a picture of 1, 3 or 4 channels"
        );
    if (holds.maxSide && std::max(info.width, info.height) > holds.maxSide)
        return refuse(
            fmt::format("side over {} pixels ({} x {})", holds.maxSide, info.width, info.height),
            "cut the picture into smaller ones"
        );
    return Ok{};
}

Result<LoadedPicture> loadPicture(std::span<const Part> parts, JobContext& job) {
    RB_TRY(PictureInfo info, pictureOf(parts.front()));
    RB_TRY(const Payload payload, loadWhole(parts.front(), job));
    return LoadedPicture{std::move(info), payloadBytes(payload)};
}

Encoded encodedFile(Bytes file) {
    Encoded encoded;
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(file), 0});
    return encoded;
}

Result<CodedPicture> codedPicture(const Encoded& encoded, Status (*accepts)(const Part&)) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(Bytes file, findSection(encoded, "codes"));
    if (parts.size() != 1)
        return damaged(
            encoded.method + " stream", fmt::format("{} parts, not one", parts.size()), encoded.method
        );
    if (const Status fits = accepts(parts.front()); !fits)
        return damaged(encoded.method + " stream", fits.error().what, encoded.method);
    RB_TRY(PictureInfo info, pictureOf(parts.front()));
    return CodedPicture{std::move(info), std::move(file)};
}

Result<Asset> decodedPicture(const Encoded& encoded, Pixels pixels) {
    RB_TRY(const auto parts, describedParts(encoded));
    return decodedAsset(
        encoded, {TensorView{parts.front().dtype, parts.front().shape, ownBytes(std::move(pixels))}}
    );
}

} // namespace rarebit::media
