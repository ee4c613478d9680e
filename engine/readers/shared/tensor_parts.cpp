// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/tensor_parts.hpp"

#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unordered_set>

namespace rarebit {
namespace {

constexpr size_t writeStep = size_t(4) << 20;
constexpr size_t convertStep = size_t(1) << 18; // elements
constexpr int headerLevel = 9;

bool allDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool contains(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
}

// The pieces of a name between dots, without copying.
std::vector<std::string_view> pieces(std::string_view name) {
    std::vector<std::string_view> out;
    for (size_t at = 0;;) {
        const size_t dot = name.find('.', at);
        out.push_back(name.substr(at, dot - at));
        if (dot == std::string_view::npos) return out;
        at = dot + 1;
    }
}

std::string groupOf(std::string_view name, bool twoStacks) {
    static constexpr std::array stacks{"layers", "layer", "blk", "h", "blocks", "block", "resblocks"};
    const auto all = pieces(name);
    for (size_t i = 0; i + 1 < all.size(); ++i) {
        if (!allDigits(all[i + 1]) || std::ranges::find(stacks, all[i]) == stacks.end()) continue;
        const bool decoder =
            twoStacks && std::find(all.begin(), all.begin() + static_cast<long>(i), "decoder") !=
                             all.begin() + static_cast<long>(i);
        return fmt::format("{}layers.{}", decoder ? "decoder." : "", all[i + 1]);
    }
    return "";
}

std::string roleOf(std::string_view name, DType dtype, const std::vector<int64_t>& shape) {
    if (!isReal(dtype)) return "state";
    if (shape.size() >= 2) return "weight";
    const auto all = pieces(name);
    const std::string_view last = all.back(), owner = all.size() > 1 ? all[all.size() - 2] : "";
    if (last.starts_with("running_") || last.starts_with("num_batches")) return "state";
    if (last == "bias" || last == "beta" || last.ends_with("_bias")) return "bias";
    if (last == "weight" || last == "gamma" || last == "scale" || contains(lower(owner), "norm") ||
        contains(lower(last), "norm"))
        return "norm";
    return "state";
}

// The temporary file while it is filled.
struct Sink {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file;
    const std::filesystem::path& path;

    Error failed() const {
        return ioError(
            fmt::format("cannot write the file: {}", std::strerror(errno)),
            printable(path.string()),
            "check the permissions and the free space"
        );
    }
    Status add(std::span<const std::byte> bytes, JobContext& job) {
        while (!bytes.empty()) {
            if (job.cancelled()) return cancelledError("writing " + printable(path.string()));
            const size_t n = std::min(writeStep, bytes.size());
            if (std::fwrite(bytes.data(), 1, n, file.get()) != n) return failed();
            bytes = bytes.subspan(n);
        }
        return Ok{};
    }
    Status addConverted(const TensorView& tensor, DType dtype, int64_t count, JobContext& job) {
        std::vector<float> values;
        std::vector<std::byte> encoded;
        for (int64_t at = 0; at < count; at += static_cast<int64_t>(values.size())) {
            values.resize(static_cast<size_t>(std::min<int64_t>(convertStep, count - at)));
            encoded.resize(values.size() * static_cast<size_t>(info(dtype).blockBytes));
            RB_CHECK(toFloats(tensor, at, std::span<float>(values)));
            RB_CHECK(encodeElements(dtype, values, encoded));
            RB_CHECK(add(encoded, job));
        }
        return Ok{};
    }
};

} // namespace

Result<std::vector<Part>> modelParts(std::vector<TensorEntry> tensors, std::string_view where) {
    if (tensors.size() > limits().parts)
        return unsupported(
            fmt::format("{} tensors; the limit is {}", tensors.size(), limits().parts),
            std::string(where),
            "split the file"
        );
    // Encoder and decoder number their layers each from 0.
    bool encoder = false, decoder = false;
    for (const auto& tensor : tensors) {
        encoder = encoder || tensor.name.starts_with("encoder.") || contains(tensor.name, ".encoder.");
        decoder = decoder || tensor.name.starts_with("decoder.") || contains(tensor.name, ".decoder.");
    }
    std::vector<Part> parts;
    parts.reserve(tensors.size());
    for (auto& tensor : tensors) {
        Part part;
        part.name = printable(tensor.name);
        part.role = roleOf(part.name, tensor.dtype, tensor.shape);
        part.group = groupOf(part.name, encoder && decoder);
        parts.push_back(memoryPart(
            std::move(part), TensorView{tensor.dtype, std::move(tensor.shape), std::move(tensor.bytes)}
        ));
    }
    RB_CHECK(checkUniqueNames(parts, where));
    return parts;
}

Status checkUniqueNames(const std::vector<Part>& parts, std::string_view where) {
    std::unordered_set<std::string_view> seen;
    for (const auto& part : parts)
        if (!seen.insert(part.name).second)
            return badInput(
                fmt::format("two tensors are named '{}'", part.name),
                std::string(where),
                "write the file again with one name per tensor"
            );
    return Ok{};
}

int64_t countElements(const std::vector<Part>& parts) {
    int64_t sum = 0;
    for (const auto& part : parts)
        sum += std::min(part.elements(), INT64_MAX - sum);
    return sum;
}

Status checkTensor(const Part& part, std::string_view format) {
    if (part.form == PayloadForm::tensor) return Ok{};
    return unsupported(
        fmt::format("a part of form '{}' in a file of tensors", toString(part.form)),
        fmt::format("{}, part {}", format, printable(part.name)),
        "choose another format with --as"
    );
}

Status writePieces(const std::vector<FilePiece>& pieces, const std::filesystem::path& path, JobContext& job) {
    return writeAtomically(path, [&](const std::filesystem::path& temporary) -> Status {
        Sink sink{{std::fopen(temporary.c_str(), "wbe"), std::fclose}, path};
        if (!sink.file) return sink.failed();
        for (size_t i = 0; i < pieces.size(); ++i) {
            const FilePiece& piece = pieces[i];
            job.progress(static_cast<double>(i) / static_cast<double>(pieces.size()), "writing");
            if (!piece.part) {
                RB_CHECK(sink.add(piece.bytes.view, job));
                continue;
            }
            RB_TRY(const Payload payload, loadWhole(*piece.part, job));
            const auto& tensor = std::get<TensorView>(payload);
            RB_CHECK(
                tensor.dtype == piece.dtype
                    ? sink.add(tensor.bytes.view, job)
                    : sink.addConverted(tensor, piece.dtype, piece.part->elements(), job)
            );
        }
        if (std::fflush(sink.file.get()) != 0) return sink.failed();
        return Ok{};
    });
}

std::vector<std::byte> packHeader(std::span<const std::byte> bytes) {
    std::vector<std::byte> out(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), headerLevel);
    RB_ASSERT(!ZSTD_isError(size)); // the room is what the library asks for
    out.resize(size);
    return out;
}

Result<std::vector<std::byte>> unpackHeader(std::span<const std::byte> packed, std::string_view where) {
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), std::string(where), "the stream is damaged; encode the asset again");
    };
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limits().headerBytes)
        return damaged(fmt::format("the kept header ({} bytes packed) has no sound size", packed.size()));
    std::vector<std::byte> out(size);
    const size_t got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) || got != size)
        return damaged(fmt::format(
            "the kept header cannot be unpacked: {}", ZSTD_isError(got) ? ZSTD_getErrorName(got) : "too short"
        ));
    return out;
}

} // namespace rarebit
