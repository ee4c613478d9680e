// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/method.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {

const char* toString(Fidelity fidelity) {
    return fidelity == Fidelity::lossless ? "lossless" : fidelity == Fidelity::lossy ? "lossy" : "semantic";
}
const char* toString(Granularity granularity) {
    return granularity == Granularity::perPart    ? "part"
           : granularity == Granularity::perGroup ? "group"
                                                  : "asset";
}
const char* toString(SectionRole role) {
    return role == SectionRole::payload ? "payload" : role == SectionRole::side ? "side" : "model";
}

Result<Bytes> findSection(const Encoded& encoded, std::string_view name, int32_t part) {
    for (const auto& section : encoded.sections)
        if (section.name == name && section.part == part) return section.bytes;
    return badInput(
        fmt::format("section '{}' of part {} is missing", name, part),
        encoded.method + " stream",
        "the stream is damaged; encode the asset again"
    );
}

Result<std::vector<Part>> describedParts(const Encoded& encoded) {
    std::vector<Part> parts;
    for (const auto& description : encoded.shape.elements()) {
        RB_TRY(Part part, partFromDescription(description, encoded.method + " stream"));
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<Asset> decodedAsset(const Encoded& encoded, std::vector<Payload> payloads) {
    RB_TRY(auto parts, describedParts(encoded));
    if (parts.size() != payloads.size())
        return badInput(
            fmt::format("{} parts described, {} decoded", parts.size(), payloads.size()),
            encoded.method + " stream",
            "the stream is damaged; encode the asset again"
        );
    Asset asset;
    for (size_t i = 0; i < parts.size(); ++i)
        asset.parts.push_back(memoryPart(std::move(parts[i]), std::move(payloads[i])));
    return asset;
}

Status acceptsRealTensor(const Part& part) {
    if (part.form == PayloadForm::tensor && isReal(part.dtype) && part.elements() > 0) return Ok{};
    return unsupported(
        part.form != PayloadForm::tensor ? "not a tensor"
        : part.elements() == 0           ? "an empty tensor"
                                         : fmt::format("{} elements", info(part.dtype).name),
        part.name,
        "choose a tensor of floating-point or block-quantised values"
    );
}

} // namespace rarebit
