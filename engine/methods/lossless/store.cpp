// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps every byte as it is: what the harness itself costs, and where parts go that a method refuses.
// Stream: "codes" (payload), the bytes of the part.
#include "engine/core/method.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part&) {
    return Ok{};
}

Result<Encoded> encode(std::span<const Part> parts, const Params&, JobContext& job) {
    RB_TRY(const Payload payload, loadWhole(parts.front(), job));
    Encoded encoded;
    encoded.sections.push_back({"codes", SectionRole::payload, payloadBytes(payload), 0});
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext&) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(Bytes bytes, findSection(encoded, "codes"));
    if (parts.size() != 1)
        return badInput(
            "a stored entry without exactly one part",
            "store stream",
            "the stream is damaged; encode the asset again"
        );
    RB_TRY(
        Payload payload,
        payloadFromBytes(parts[0].form, parts[0].dtype, parts[0].shape, std::move(bytes), parts[0].name)
    );
    return decodedAsset(encoded, {std::move(payload)});
}

} // namespace

const MethodDef& store() {
    static const MethodDef definition{
        .id = "store",
        .title = "Store",
        .family = "lossless",
        .paper = "",
        .fidelity = Fidelity::lossless,
        .granularity = Granularity::perPart,
        .quick = "store",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods
