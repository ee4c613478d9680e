// SPDX-License-Identifier: GPL-3.0-or-later
// 8 times the bytes of the stream (head included, model not) over the pixels of the original, uncropped and
// unpadded. Channels do not count; frames do.
#include "engine/blocks/paired.hpp"

#include <algorithm>
#include <map>

namespace rarebit::metrics {
namespace {

// Planes of one clip share their pixels: those of the largest one.
int64_t pixelsOf(const MetricInput& input) {
    int64_t pictures = 0;
    std::map<std::string, int64_t> clips;
    for (const auto& name : input.parts) {
        const Part* part = findPart(input.original, name);
        if (!part || part->shape.size() != 3) continue;
        if (part->role == "image") pictures += part->shape[0] * part->shape[1];
        if (part->role == "video.plane") clips[part->group] = std::max(clips[part->group], part->elements());
    }
    for (const auto& [clip, pixels] : clips)
        pictures += pixels;
    return pictures;
}

Result<MetricValue> measure(const MetricInput& input, JobContext&) {
    if (!input.sizes)
        return unsupported(
            "two files are compared, and none of them is a stream",
            "bits_per_pixel",
            "measure it with `rarebit run`, which encodes"
        );
    const int64_t pixels = pixelsOf(input);
    if (pixels == 0)
        return unsupported("the parts hold no pixel", "bits_per_pixel", "choose a picture that is not empty");
    return MetricValue{
        .value = 8 * static_cast<double>(input.sizes->total()) / static_cast<double>(pixels),
        .count = pixels};
}

} // namespace

const MetricDef& bits_per_pixel() {
    static const MetricDef definition{
        .id = "bits_per_pixel",
        .title = "Bits per pixel",
        .unit = "bits",
        .better = Better::lower,
        .defaultFor = {"image", "video"},
        .accepts = acceptsPicturesAndVideo,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics
