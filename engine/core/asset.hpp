// SPDX-License-Identifier: GPL-3.0-or-later
// An asset is named parts that load lazily, whole or by row range.
#pragma once

#include "engine/core/json.hpp"
#include "engine/core/payload.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rarebit {

class JobContext;

/// A range along axis 0: frames, lines, reads, heads, samples. end = -1: to the last one.
struct Rows {
    int64_t begin = 0, end = -1;
    bool all() const { return begin == 0 && end < 0; }
    int64_t last(int64_t count) const { return end < 0 || end > count ? count : end; }
};

struct Part {
    std::string name;
    std::string role;     // "weight", "kv.key", "kv.value", "image", "video.plane", "audio", "text", "log",
                          // "sheet", "dna.bases", "dna.names", "dna.qualities", "bytes" ...
    std::string group;    // "layers.3"; one clip
    bool context = false; // queries, labels: encode and metrics read it, nobody compresses it
    PayloadForm form = PayloadForm::tensor;
    DType dtype = DType::u8;
    std::vector<int64_t> shape;
    uint64_t byteSize = 0; // as stored: blocks of a quantised tensor, raw samples of a picture
    std::function<Result<Payload>(Rows, JobContext&)> load;

    /// Elements that rates are divided by: tensor elements, bytes of text, bases, cells of the used range.
    int64_t elements() const;
};

struct Asset {
    std::string hash; // XXH3-128 of the content, hex; empty until asked for (hashAsset)
    std::string name; // file name without folder
    std::string path; // where it was opened; empty for decoded assets
    std::string
        kind; // model, image, video, audio, log, text, sheet, dna, tensor, kv, embedding, field, bytes
    std::string reader;
    uint64_t bytes = 0; // of the file or files
    Json meta;          // what `info` shows and a stream carries: fps, sample_rate, pix_fmt, runtime ...
    Json counts; // what `info` shows under meta and can be had again from the parts: frames, lines, records
    Bytes container; // what the reader needs beside the parts to write the file back; travels in the stream
    std::vector<Part> parts;
};

/// What the head of a stream says of a part, and a part back from it (without `load`).
Json describePart(const Part& part);
Result<Part> partFromDescription(const Json& description, std::string_view where);
/// Roles and kinds in a stream: a small number where the word is known, else the word.
Json wordToJson(std::string_view word);
std::string wordFromJson(const Json& json);
/// A part whose data is at hand; its rows are those of the readers: lines of a text, bases of a record.
Part memoryPart(Part like, Payload payload);
/// A range of rows of a tensor at hand; texts and tables stay whole.
Result<Payload> sliceRows(const Payload& payload, Rows rows, std::string_view where);
/// loads the whole part and checks that the tensor or text has the declared size.
Result<Payload> loadWhole(const Part& part, JobContext& job);
/// Bit for bit the same form, type, shape and data.
Result<bool> sameContent(const Part& a, const Part& b, JobContext& job);
const Part* findPart(const Asset& asset, std::string_view name);

} // namespace rarebit
