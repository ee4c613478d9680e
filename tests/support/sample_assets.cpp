// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_assets.hpp"

#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <algorithm>

namespace rarebit::test {
namespace {

Asset assetOf(std::string name, std::string kind, std::vector<Part> parts, Json meta = Json::object()) {
    Asset asset;
    asset.name = std::move(name);
    asset.kind = std::move(kind);
    asset.reader = "bytes";
    asset.hash = asset.name;
    asset.meta = std::move(meta);
    asset.parts = std::move(parts);
    return asset;
}

Asset clipAsset(std::string name, int64_t frames, int64_t height, int64_t width) {
    std::vector<uint8_t> y, u, v;
    for (int64_t t = 0; t < frames; ++t) {
        std::ranges::copy(make::frame(height, width, t, Rng(1, "y")), std::back_inserter(y));
        std::ranges::copy(
            make::frame((height + 1) / 2, (width + 1) / 2, t, Rng(2, "u")), std::back_inserter(u)
        );
        std::ranges::copy(
            make::frame((height + 1) / 2, (width + 1) / 2, t, Rng(3, "v")), std::back_inserter(v)
        );
    }
    const int64_t h2 = (height + 1) / 2, w2 = (width + 1) / 2;
    auto asset = assetOf(
        std::move(name),
        "video",
        {make::tensorPart("y", "video.plane", DType::u8, {frames, height, width}, ownBytes(std::move(y))),
         make::tensorPart("u", "video.plane", DType::u8, {frames, h2, w2}, ownBytes(std::move(u))),
         make::tensorPart("v", "video.plane", DType::u8, {frames, h2, w2}, ownBytes(std::move(v)))},
        Json::object({{"fps", 25.0}, {"pix_fmt", "yuv420p"}, {"range", "tv"}, {"matrix", "bt709"}})
    );
    for (auto& part : asset.parts)
        part.group = "clip";
    return asset;
}

} // namespace

const std::vector<Asset>& sampleAssets() {
    static const std::vector<Asset> all = [] {
        const Rng rng(7, "property");
        std::vector<Asset> out;
        const auto tensor = [&](std::string name,
                                std::string role,
                                std::string kind,
                                DType dtype,
                                std::vector<int64_t> shape,
                                Bytes bytes,
                                Json meta = Json::object()) {
            out.push_back(assetOf(
                name,
                std::move(kind),
                {make::tensorPart(name, std::move(role), dtype, std::move(shape), std::move(bytes))},
                std::move(meta)
            ));
        };
        tensor(
            "weight_f32",
            "weight",
            "model",
            DType::f32,
            {33, 96},
            ownBytes(make::weights(33, 96, rng.fork(1)))
        );
        tensor(
            "weight_f16",
            "weight",
            "model",
            DType::f16,
            {16, 64},
            ownBytes(make::toHalf(make::weights(16, 64, rng.fork(2)), DType::f16))
        );
        tensor(
            "weight_bf16_odd",
            "weight",
            "model",
            DType::bf16,
            {7, 61},
            ownBytes(make::toHalf(make::weights(7, 61, rng.fork(3)), DType::bf16))
        );
        tensor(
            "weight_4d",
            "weight",
            "model",
            DType::f32,
            {4, 3, 3, 32},
            ownBytes(make::weights(36, 32, rng.fork(4)))
        );
        tensor("bias", "bias", "model", DType::f32, {31}, ownBytes(make::weights(1, 31, rng.fork(5))));
        tensor("scalar", "weight", "model", DType::f32, {}, ownBytes(std::vector<float>{0.5f}));
        tensor("zeros", "weight", "model", DType::f32, {4, 64}, ownBytes(std::vector<float>(256)));
        tensor("constant", "weight", "model", DType::f32, {2, 64}, ownBytes(std::vector<float>(128, -0.25f)));
        tensor("empty", "weight", "model", DType::f32, {0, 64}, {});
        tensor(
            "integers",
            "state",
            "model",
            DType::i64,
            {9},
            ownBytes(std::vector<int64_t>{1, 2, 3, -4, 5, 1 << 30, 0, 0, 9})
        );
        tensor(
            "kv",
            "kv.key",
            "kv",
            DType::f16,
            {2, 40, 32},
            ownBytes(make::toHalf(make::keys(2, 40, 32, rng.fork(6)), DType::f16))
        );
        tensor(
            "rgb", "image", "image", DType::u8, {29, 37, 3}, ownBytes(make::picture(29, 37, 3, rng.fork(7)))
        );
        tensor("rgba", "image", "image", DType::u8, {5, 7, 4}, ownBytes(make::picture(5, 7, 4, rng.fork(8))));
        tensor(
            "grey", "image", "image", DType::u8, {16, 17, 1}, ownBytes(make::picture(16, 17, 1, rng.fork(9)))
        );
        tensor("pixel", "image", "image", DType::u8, {1, 1, 3}, ownBytes(std::vector<uint8_t>{1, 2, 3}));
        tensor("grey16", "image", "image", DType::u16, {9, 11, 1}, ownBytes([&] {
                   std::vector<uint16_t> wide;
                   for (const uint8_t value : make::picture(9, 11, 1, rng.fork(10)))
                       wide.push_back(static_cast<uint16_t>(value * 257 + 3));
                   return wide;
               }()));
        out.push_back(clipAsset("clip", 5, 48, 64));
        out.push_back(clipAsset("clip_odd", 3, 35, 49));
        const Json rate = Json::object({{"sample_rate", 48'000}});
        tensor(
            "stereo",
            "audio",
            "audio",
            DType::i16,
            {9'601, 2},
            ownBytes(make::sound(9'601, 2, 48'000, rng.fork(11))),
            rate
        );
        tensor(
            "mono",
            "audio",
            "audio",
            DType::i16,
            {4'800, 1},
            ownBytes(make::sound(4'800, 1, 48'000, rng.fork(12))),
            rate
        );
        out.push_back(assetOf("log", "log", {make::textPart("log", "log", make::log(60, rng.fork(13)))}));
        out.push_back(assetOf(
            "text",
            "text",
            {make::textPart("text", "text", "To be, or not to be,\r\nthat is the \xff question\n\n")}
        ));
        out.push_back(assetOf("empty_text", "text", {make::textPart("text", "text", "")}));
        out.push_back(assetOf("sheet", "sheet", {make::tablePart(make::sheet(12, rng.fork(14)))}));
        Table blank;
        blank.name = "blank";
        out.push_back(assetOf("blank_sheet", "sheet", {make::tablePart(blank)}));
        out.push_back(
            assetOf("dna", "dna", {make::textPart("seq", "dna.bases", make::dna(2'000, rng.fork(15)))})
        );
        out.push_back(
            assetOf("protein", "dna", {make::textPart("seq", "dna.bases", "MKVLAAGIVGLLLAQWERTYPDFGHKLCVNM")})
        );
        out.push_back(assetOf("short_dna", "dna", {make::textPart("seq", "dna.bases", "AC")}));
        std::vector<uint8_t> noise(3'000);
        Rng bytes = rng.fork(16);
        for (auto& b : noise)
            b = static_cast<uint8_t>(bytes.next32());
        tensor("noise", "bytes", "bytes", DType::u8, {3'000}, ownBytes(std::move(noise)));
        tensor("no_bytes", "bytes", "bytes", DType::u8, {0}, {});
        return out;
    }();
    return all;
}

RunSpec quickSpec(const MethodInfo& method) {
    RunSpec spec;
    const auto parsed = REQUIRE(parseSpec(method.quick.empty() ? method.id : method.quick));
    CHECK_EQ(parsed.id, method.id);
    spec.method = parsed.id;
    spec.params = Json::object();
    for (const auto& [key, value] : parsed.values)
        spec.params[key] = value;
    return spec;
}

} // namespace rarebit::test
