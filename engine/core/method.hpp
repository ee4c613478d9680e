// SPDX-License-Identifier: GPL-3.0-or-later
// A compression method is a plain struct of functions; nothing but bytes passes from encode to decode.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/params.hpp"

#include <span>
#include <string>
#include <vector>

namespace rarebit {

/// semantic: decodes to no copy of its input (a prompt, features).
enum class Fidelity : uint8_t { lossless, lossy, semantic };
/// How the runner feeds `encode`: one part, the parts of one group, or all selected parts.
enum class Granularity : uint8_t { perPart, perGroup, wholeAsset };
/// payload: coded data; side: scales, tables, masks; model: read at decode time beside the stream.
enum class SectionRole : uint8_t { payload, side, model };
const char* toString(Fidelity fidelity);
const char* toString(Granularity granularity);
const char* toString(SectionRole role);

/// An input beside the asset. by == decode: encode and decode read it, and its bytes count as model.
struct Need {
    std::string role, kind; // "dictionary", "bytes"
    Stage by = Stage::encode;
    bool optional = false;
};

struct Section {
    std::string name; // "codes", "scales"; unique within one Encoded and part
    SectionRole role = SectionRole::payload;
    Bytes bytes;
    int32_t part = -1; // index into the parts given to encode; -1: of no one part
};

struct Encoded {
    std::string method;
    uint32_t format = 1;
    Params params;
    Json shape; // what the decoded asset looks like; left null, the runner describes the encoded parts:
                // an array of describePart(), in the order given to encode
    std::vector<Section> sections;
};

struct MethodDef {
    std::string id, title, family, paper;
    Fidelity fidelity = Fidelity::lossless;
    Granularity granularity = Granularity::perPart;
    uint32_t format = 1;   // new stream layout; old ones stay readable
    uint32_t revision = 1; // new numbers
    ParamSchema params{};
    std::vector<Need> needs{};
    std::string decodesTo{}; // kind, if another than the input's
    std::string quick{};     // a spec that fits and runs within a second (tests, lessons)
    /// Says why a part cannot be compressed by this method, or Ok. Looks at the declaration only.
    Status (*accepts)(const Part&){};
    /// Optional: trains what the method needs, on input "training", else on the asset.
    Result<Asset> (*fit)(std::span<const Asset>, const Params&, JobContext&){};
    Result<Encoded> (*encode)(std::span<const Part>, const Params&, JobContext&){};
    /// Sees bytes only. Part names, shapes, rows, meta may differ from the original's; parts may load lazily.
    Result<Asset> (*decode)(const Encoded&, JobContext&){};
    /// Optional: extends a stream by new rows (live caches, logs).
    Result<Encoded> (*append)(const Encoded&, std::span<const Part> newRows, JobContext&){};
};

/// The section of a part by name, or an error that names it (a damaged stream).
Result<Bytes> findSection(const Encoded& encoded, std::string_view name, int32_t part = 0);
/// The parts that Encoded::shape describes.
Result<std::vector<Part>> describedParts(const Encoded& encoded);
/// The usual end of `decode` for a method that gives every part back: payloads in the order of shape.
Result<Asset> decodedAsset(const Encoded& encoded, std::vector<Payload> payloads);
/// accepts() for floating-point tensors (block formats included).
Status acceptsRealTensor(const Part& part);

} // namespace rarebit
