// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/asset.hpp"

#include "engine/core/line_index.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

namespace rarebit {
namespace {

const char* const damagedFix = "the stream is damaged; encode the asset again";

Error outOfRows(Rows rows, int64_t count, std::string_view where) {
    return badParams(
        fmt::format("rows {} to {} of {}", rows.begin, rows.end, count),
        std::string(where),
        "ask for rows that exist"
    );
}

// Words that streams hold as small numbers. The order is part of the stream format: append only.
constexpr std::array knownWords{
    "",          "weight", "image",  "video.plane", "audio",     "text",          "log",   "sheet",
    "dna.bases", "bytes",  "kv.key", "kv.value",    "dna.names", "dna.qualities", "model", "video",
    "dna",       "tensor", "kv",     "embedding",   "field",     "state",         "bias",  "norm",
};

} // namespace

Json wordToJson(std::string_view word) {
    const auto found = std::ranges::find(knownWords, word);
    return found == knownWords.end() ? Json(word) : Json(found - knownWords.begin());
}

std::string wordFromJson(const Json& json) {
    if (!json.isInt()) return json.asString();
    const auto index = static_cast<size_t>(json.asInt());
    return index < knownWords.size() ? knownWords[index] : "";
}

int64_t Part::elements() const {
    if (form == PayloadForm::text) return static_cast<int64_t>(byteSize);
    return elementCount(shape).value_or(0);
}

// [name, role, form, dtype, shape, byteSize, group]; what the form makes plain is left out.
Json describePart(const Part& part) {
    Json out = Json::array({part.name, wordToJson(part.role), static_cast<int>(part.form)});
    if (part.form == PayloadForm::tensor) out.push(static_cast<int>(part.dtype));
    out.push(Json::list(part.shape));
    if (part.form != PayloadForm::tensor) out.push(part.byteSize);
    if (!part.group.empty()) out.push(part.group);
    return out;
}

Result<Part> partFromDescription(const Json& description, std::string_view where) {
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), std::string(where), damagedFix);
    };
    Part part;
    part.name = description.at(size_t{0}).asString();
    part.role = wordFromJson(description.at(1));
    const int64_t form = description.at(2).asInt(-1);
    if (form < 0 || form > 2) return damaged("part description without a known form");
    part.form = static_cast<PayloadForm>(form);
    size_t next = 3;
    if (part.form == PayloadForm::tensor) {
        const int64_t dtype = description.at(next++).asInt(-1);
        if (dtype < 0 || static_cast<size_t>(dtype) >= allDTypes().size())
            return damaged(fmt::format("part '{}' has an unknown element type", printable(part.name)));
        part.dtype = static_cast<DType>(dtype);
    }
    const auto& shape = description.at(next++).elements();
    if (shape.size() > 32) return damaged("part description with more than 32 dimensions");
    for (const auto& extent : shape)
        part.shape.push_back(extent.asInt(-1));
    if (!elementCount(part.shape))
        return damaged(fmt::format("part '{}' has an impossible shape", printable(part.name)));
    if (part.form == PayloadForm::tensor) {
        const auto bytes = tensorBytes(part.dtype, part.shape);
        if (!bytes) return damaged(fmt::format("part '{}' has an impossible shape", printable(part.name)));
        part.byteSize = *bytes;
    } else {
        const int64_t bytes = description.at(next++).asInt(-1);
        if (bytes < 0) return damaged("part description without its size");
        part.byteSize = static_cast<uint64_t>(bytes);
    }
    part.group = description.at(next).asString();
    return part;
}

Result<Payload> sliceRows(const Payload& payload, Rows rows, std::string_view where) {
    if (rows.all()) return payload;
    if (const auto* tensor = std::get_if<TensorView>(&payload)) {
        const int64_t count = tensor->shape.empty() ? 1 : tensor->shape[0];
        const int64_t end = rows.last(count);
        if (rows.begin < 0 || rows.begin > end) return outOfRows(rows, count, where);
        TensorView out = *tensor;
        if (out.shape.empty()) out.shape = {1};
        out.shape[0] = end - rows.begin;
        const size_t rowBytes = count == 0 ? 0 : tensor->bytes.size() / static_cast<size_t>(count);
        out.bytes = tensor->bytes.slice(
            rowBytes * static_cast<size_t>(rows.begin), rowBytes * static_cast<size_t>(out.shape[0])
        );
        return Payload(std::move(out));
    }
    return payload;
}

namespace {

using Load = std::function<Result<Payload>(Rows, JobContext&)>;

// Lines by an index that the first range builds.
Load loadLines(const Bytes& bytes, const std::string& name) {
    struct Index {
        std::mutex mutex;
        std::optional<LineIndex> lines;
    };
    return [bytes, name, index = std::make_shared<Index>()](Rows rows, JobContext& job) -> Result<Payload> {
        if (rows.all()) return Payload(TextView{bytes});
        const std::lock_guard lock(index->mutex);
        if (!index->lines) {
            RB_TRY(index->lines, LineIndex::build(bytes, job));
        }
        RB_TRY(Bytes lines, index->lines->rows(rows, name));
        return Payload(TextView{std::move(lines)});
    };
}

// The bases of one record.
Load loadBases(const Bytes& bytes, const std::string& name) {
    return [bytes, name](Rows rows, JobContext&) -> Result<Payload> {
        const auto count = static_cast<int64_t>(bytes.size());
        const int64_t end = rows.last(count);
        if (rows.begin < 0 || rows.begin > end) return outOfRows(rows, count, name);
        return Payload(TextView{
            bytes.slice(static_cast<size_t>(rows.begin), static_cast<size_t>(end - rows.begin))});
    };
}

} // namespace

Part memoryPart(Part like, Payload payload) {
    like.form = formOf(payload);
    if (const auto* tensor = std::get_if<TensorView>(&payload)) {
        like.dtype = tensor->dtype;
        like.shape = tensor->shape;
        like.byteSize = tensor->bytes.size();
    } else if (const auto* text = std::get_if<TextView>(&payload)) {
        like.byteSize = text->bytes.size();
    }
    const std::string name = like.name;
    if (const auto* text = std::get_if<TextView>(&payload)) {
        const bool bases = like.role == "dna.bases" && like.shape.size() == 1 &&
                           like.shape[0] == static_cast<int64_t>(text->bytes.size());
        like.load = bases ? loadBases(text->bytes, name) : loadLines(text->bytes, name);
        return like;
    }
    like.load = [payload = std::move(payload), name](Rows rows, JobContext&) {
        return sliceRows(payload, rows, name);
    };
    return like;
}

Result<Payload> loadWhole(const Part& part, JobContext& job) {
    RB_CHECK(job.fits(part.byteSize, "loading the whole part", part.name));
    RB_TRY(Payload payload, part.load({}, job));
    if (const auto* tensor = std::get_if<TensorView>(&payload)) {
        if (tensor->dtype != part.dtype || tensor->shape != part.shape ||
            tensor->bytes.size() != tensorBytes(part.dtype, part.shape))
            return internalError("the part's data does not have its declared type and shape", part.name);
    }
    return payload;
}

Result<bool> sameContent(const Part& a, const Part& b, JobContext& job) {
    if (a.form != b.form) return false;
    if (a.form == PayloadForm::tensor && (a.dtype != b.dtype || a.shape != b.shape)) return false;
    RB_TRY(const Payload pa, a.load({}, job));
    RB_TRY(const Payload pb, b.load({}, job));
    return std::ranges::equal(payloadBytes(pa).view, payloadBytes(pb).view);
}

const Part* findPart(const Asset& asset, std::string_view name) {
    const auto found = std::ranges::find(asset.parts, name, &Part::name);
    return found == asset.parts.end() ? nullptr : &*found;
}

} // namespace rarebit
