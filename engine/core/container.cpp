// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/container.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <array>

namespace rarebit {
namespace {

// magic, version (byte), head size (varint), head (CBOR), checksum of version to head (u32), container,
// sections
constexpr std::array<char, 3> magic{'R', 'B', 'S'};
constexpr uint8_t streamVersion = 1;
const char* const damagedFix = "encode the asset again; --no-verify goes on past wrong checksums";

// A row of the section table: [bytes, checksum, role, part, name]; trailing defaults (payload, 0, "codes")
// drop.
Json sectionRow(const Section& section) {
    Json row = Json::array({section.bytes.size(), checksum32(section.bytes.view)});
    const int role = static_cast<int>(section.role);
    const bool hasName = section.name != "codes", hasPart = section.part != 0 || hasName;
    if (role != 0 || hasPart) row.push(role);
    if (hasPart) row.push(section.part);
    if (hasName) row.push(section.name);
    return row;
}

// One Encoded: [method or null, format, params, shape, sections, inputs]; null: method, format and params as
// before.
Json encodedRow(
    const Encoded& encoded, const Encoded* previous, const std::map<std::string, std::string>& inputs
) {
    Json params = encoded.params.toJson();
    if (const auto method = findMethod(encoded.method)) params = encoded.params.toJson((*method)->params);
    Json sections = Json::array();
    for (const auto& section : encoded.sections)
        sections.push(sectionRow(section));
    const bool same = previous && previous->method == encoded.method && previous->format == encoded.format &&
                      previous->params == encoded.params;
    Json row = same ? Json::array({nullptr, encoded.shape, sections})
                    : Json::array({encoded.method, encoded.shape, sections, encoded.format, params});
    if (!same && inputs.empty() && params.size() == 0) {
        row.elements().pop_back();
        if (encoded.format == 1) row.elements().pop_back();
    }
    if (!inputs.empty()) {
        Json object = Json::object();
        for (const auto& [role, hash] : inputs)
            object[role] = hash;
        row.push(same ? Json::array({object}) : object);
    }
    return row;
}

} // namespace

Result<Bytes> serialise(const Stream& stream) {
    Json rows = Json::array();
    for (size_t i = 0; i < stream.encoded.size(); ++i)
        rows.push(encodedRow(
            stream.encoded[i],
            i > 0 ? &stream.encoded[i - 1] : nullptr,
            i < stream.inputs.size() ? stream.inputs[i] : std::map<std::string, std::string>{}
        ));
    // [reader, kind, encoded, container bytes, container checksum, meta]; trailing defaults drop.
    Json head = Json::array({stream.reader, wordToJson(stream.kind), rows});
    const bool hasMeta = stream.meta.size() > 0;
    if (stream.container.size() > 0 || hasMeta) {
        head.push(stream.container.size());
        head.push(checksum32(stream.container.view));
    }
    if (hasMeta) head.push(stream.meta);
    const auto cbor = head.toCbor();
    ByteWriter prefix;
    prefix.u8(streamVersion);
    prefix.varint(cbor.size());
    prefix.bytes(cbor);
    auto checked = prefix.take();
    SpoolSink sink;
    RB_CHECK(sink.add(std::as_bytes(std::span(magic))));
    RB_CHECK(sink.add(checked));
    const uint32_t sum = checksum32(checked);
    RB_CHECK(sink.add(std::as_bytes(std::span(&sum, 1))));
    RB_CHECK(sink.add(stream.container.view));
    for (const auto& encoded : stream.encoded)
        for (const auto& section : encoded.sections)
            RB_CHECK(sink.add(section.bytes.view));
    return sink.finish();
}

Result<Stream> parseStream(const Bytes& bytes, std::string_view where, bool verify) {
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), std::string(where), damagedFix);
    };
    ByteReader in(bytes.view);
    const auto start = in.bytes(magic.size());
    if (start.size() != magic.size() || std::memcmp(start.data(), magic.data(), magic.size()) != 0)
        return badInput(
            "not a Rarebit stream: the magic 'RBS' is missing",
            std::string(where),
            "give a file that `rarebit encode` wrote"
        );
    const uint8_t version = in.u8();
    if (version != streamVersion)
        return unsupported(
            fmt::format("stream version {}, this program reads version {}", version, streamVersion),
            std::string(where),
            "use a newer program"
        );
    const uint64_t headSize = in.varint();
    if (!in.ok() || headSize > in.left() || headSize > limits().headerBytes)
        return damaged(fmt::format("the head claims {} bytes, {} are left", headSize, in.left()));
    const auto headBytes = in.bytes(headSize);
    const size_t checkedEnd = in.position();
    const uint32_t sum = in.u32();
    if (!in.ok()) return damaged("the stream ends within its head");
    if (verify && sum != checksum32(bytes.view.subspan(magic.size(), checkedEnd - magic.size())))
        return damaged("the head's checksum is wrong");
    RB_TRY(const Json head, Json::fromCbor(headBytes, where));

    Stream stream;
    stream.reader = head.at(size_t{0}).asString();
    stream.kind = wordFromJson(head.at(1));
    stream.meta = head.at(5);
    const auto take = [&](int64_t size, uint32_t expected, const std::string& what) -> Result<Bytes> {
        if (size < 0 || static_cast<uint64_t>(size) > in.left())
            return damaged(fmt::format("{} claims {} bytes, {} are left", what, size, in.left()));
        const Bytes piece = bytes.slice(in.position(), static_cast<size_t>(size));
        in.skip(static_cast<uint64_t>(size));
        if (verify && size > 0 && checksum32(piece.view) != expected)
            return damaged(fmt::format("the checksum of {} is wrong", what));
        return piece;
    };
    RB_TRY(
        stream.container,
        take(head.at(3).asInt(0), static_cast<uint32_t>(head.at(4).asInt()), "the container section")
    );
    stream.headerBytes = in.position();
    for (const auto& row : head.at(2).elements()) {
        Encoded encoded;
        const bool same = row.at(size_t{0}).isNull();
        std::map<std::string, std::string> inputs;
        const Json* inputRow = nullptr;
        if (same) {
            if (stream.encoded.empty()) return damaged("the first entry refers to one before it");
            const Encoded& previous = stream.encoded.back();
            encoded.method = previous.method;
            encoded.format = previous.format;
            encoded.params = previous.params;
            inputRow = &row.at(3).at(size_t{0});
        } else {
            encoded.method = row.at(size_t{0}).asString();
            encoded.format = static_cast<uint32_t>(row.at(3).asInt(1));
            RB_TRY(const MethodDef* method, findMethod(encoded.method));
            if (encoded.format > method->format)
                return unsupported(
                    fmt::format(
                        "{} stream of format {}, this program reads up to {}",
                        encoded.method,
                        encoded.format,
                        method->format
                    ),
                    std::string(where),
                    "use a newer program"
                );
            RB_TRY(
                encoded.params,
                makeParams(method->params, row.at(4), fmt::format("{}: {} stream", where, encoded.method))
            );
            inputRow = &row.at(5);
        }
        for (const auto& [role, hash] : inputRow->members())
            inputs[role] = hash.asString();
        encoded.shape = row.at(1);
        for (const auto& entry : row.at(2).elements()) {
            Section section;
            const int64_t role = entry.at(2).asInt(0);
            if (role < 0 || role > 2) return damaged("a section without a known role");
            section.role = static_cast<SectionRole>(role);
            section.part = static_cast<int32_t>(entry.at(3).asInt(0));
            section.name = entry.at(4).asString("codes");
            stream.sections.push_back({stream.encoded.size(), encoded.sections.size(), in.position()});
            RB_TRY(
                section.bytes,
                take(
                    entry.at(size_t{0}).asInt(-1),
                    static_cast<uint32_t>(entry.at(1).asInt()),
                    fmt::format("section '{}' of {}", printable(section.name), encoded.method)
                )
            );
            encoded.sections.push_back(std::move(section));
        }
        stream.encoded.push_back(std::move(encoded));
        stream.inputs.push_back(std::move(inputs));
    }
    if (in.left() != 0) return damaged(fmt::format("{} bytes after the last section", in.left()));
    return stream;
}

Sizes streamSizes(const Stream& stream) {
    Sizes sizes;
    sizes.header = stream.headerBytes;
    for (const auto& encoded : stream.encoded)
        for (const auto& section : encoded.sections)
            (section.role == SectionRole::payload ? sizes.payload : sizes.side) += section.bytes.size();
    return sizes;
}

} // namespace rarebit
