// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the sample project: one generated asset of each kind and an experiment over all of them.
// make_tour FOLDER (which must not exist)
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/make_assets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

using namespace rarebit;

namespace {

Status writeAsset(
    const char* reader,
    std::string kind,
    std::vector<Part> parts,
    const std::filesystem::path& path,
    Json meta = Json::object()
) {
    RB_TRY(const ReaderDef* definition, findReader(reader));
    Asset asset;
    asset.kind = std::move(kind);
    asset.reader = reader;
    asset.meta = std::move(meta);
    asset.parts = std::move(parts);
    JobContext job;
    return definition->write(asset, path, job);
}

// Three quarters of a second, 4:2:0.
std::vector<Part> clip(Rng rng) {
    constexpr int64_t frames = 18, height = 96, width = 128;
    std::vector<Part> parts;
    for (const char* name : {"y", "u", "v"}) {
        const int64_t scale = *name == 'y' ? 1 : 2;
        std::vector<uint8_t> samples;
        for (int64_t t = 0; t < frames; ++t)
            std::ranges::copy(
                make::frame(height / scale, width / scale, t, rng.fork(static_cast<uint64_t>(*name))),
                std::back_inserter(samples)
            );
        parts.push_back(make::tensorPart(
            name,
            "video.plane",
            DType::u8,
            {frames, height / scale, width / scale},
            ownBytes(std::move(samples))
        ));
        parts.back().group = "clip";
    }
    return parts;
}

Status makeTour(const std::filesystem::path& folder) {
    const Rng rng(2026, "tour");
    RB_TRY(const auto store, ProjectStore::create(folder));
    const auto assets = folder / "assets";
    std::filesystem::create_directories(assets);
    RB_CHECK(writeAsset(
        "image",
        "image",
        {make::tensorPart(
            "image", "image", DType::u8, {192, 256, 3}, ownBytes(make::picture(192, 256, 3, rng.fork(1)))
        )},
        assets / "picture.png"
    ));
    RB_CHECK(writeAsset(
        "wav",
        "audio",
        {make::tensorPart(
            "audio", "audio", DType::i16, {88'200, 1}, ownBytes(make::sound(88'200, 1, 44'100, rng.fork(2)))
        )},
        assets / "chord.wav",
        Json::object({{"sample_rate", 44'100}})
    ));
    RB_CHECK(writeAsset(
        "safetensors",
        "model",
        {make::tensorPart(
             "model.layers.0.mlp.weight",
             "weight",
             DType::f16,
             {256, 512},
             ownBytes(make::toHalf(make::weights(256, 512, rng.fork(3)), DType::f16))
         ),
         make::tensorPart(
             "model.layers.0.attn.weight",
             "weight",
             DType::f16,
             {256, 256},
             ownBytes(make::toHalf(make::weights(256, 256, rng.fork(4)), DType::f16))
         )},
        assets / "weights.safetensors"
    ));
    RB_CHECK(writeAsset(
        "safetensors",
        "kv",
        {make::tensorPart(
             "layers.0.k",
             "kv.key",
             DType::f16,
             {2, 256, 64},
             ownBytes(make::toHalf(make::keys(2, 256, 64, rng.fork(5)), DType::f16))
         ),
         make::tensorPart(
             "layers.0.v",
             "kv.value",
             DType::f16,
             {2, 256, 64},
             ownBytes(make::toHalf(make::keys(2, 256, 64, rng.fork(6)), DType::f16))
         )},
        assets / "cache.safetensors"
    ));
    RB_CHECK(writeFile(assets / "service.log", make::log(3'000, rng.fork(7))));
    RB_CHECK(writeFile(
        assets / "genome.fasta", ">generated sequence with repeats\n" + make::dna(40'000, rng.fork(8)) + "\n"
    ));
    RB_CHECK(writeAsset(
        "xlsx", "sheet", {make::tablePart(make::sheet(400, rng.fork(9)))}, assets / "bookings.xlsx"
    ));
    RB_CHECK(writeAsset(
        "y4m",
        "video",
        clip(rng.fork(10)),
        assets / "clip.y4m",
        Json::object({{"fps", 25}, {"pix_fmt", "yuv420p"}})
    ));
    RB_TRY(
        const Bytes plan, mapFile(std::filesystem::path(RB_SOURCE_DIR) / "projects/tour_experiments.json")
    );
    RB_TRY(const Json experiments, Json::parse(plan.text(), "tour_experiments.json"));
    JobContext job;
    for (const auto& experiment : experiments.elements()) {
        Json adopted = experiment;
        Json paths = Json::array();
        for (const auto& name : experiment.at("assets").elements()) {
            RB_TRY(const AssetRecord record, store->addAsset(assets / name.asString(), job));
            paths.push(record.path);
        }
        adopted["assets"] = paths;
        RB_TRY(const std::string id, store->addExperiment(adopted));
    }
    return Ok{};
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: make_tour FOLDER\n");
        return 2;
    }
    if (const Status made = makeTour(argv[1]); !made) {
        fmt::print(
            stderr,
            "error: {}\n  where: {}\n  fix: {}\n",
            made.error().what,
            made.error().where,
            made.error().fix
        );
        return 1;
    }
    return 0;
}
