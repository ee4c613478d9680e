// SPDX-License-Identifier: GPL-3.0-or-later
// encode, decode, inspect: streams as files.
#include "app/cli/cli.hpp"
#include "app/cli/decoded.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/run.hpp"
#include "engine/readers/shared/csv_folder.hpp"

#include <fmt/format.h>

namespace rarebit::cli {
namespace {

Result<int> runEncode(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const auto& file = arguments.positional("FILE");
    RB_TRY(RunSpec spec, runSpecFrom(arguments, file));
    RB_TRY(spec, canonicalSpec(spec));
    RB_TRY(const Asset asset, openAsset(file, job));
    RB_TRY(const RunInputs inputs, openInputs(spec, job));
    RB_TRY(const EncodedAsset coded, encodeAsset(spec, asset, inputs, job));
    const auto output = arguments.get("--output");
    RB_CHECK(writeFile(output, coded.bytes.view));
    const Sizes& sizes = coded.sizes;
    if (arguments.json)
        printJson(Json::object({
            {"stream", output},
            {"size_bytes",
             Json::object({
                 {"original", sizes.original},
                 {"header", sizes.header},
                 {"payload", sizes.payload},
                 {"side", sizes.side},
                 {"total", sizes.total()},
                 {"model", sizes.model},
             })},
        }));
    else
        note(arguments, fmt::format("{}: {} -> {} bytes", printable(output), sizes.original, sizes.total()));
    return ok;
}

// A name or a parameter that a stream holds was typed by nobody: a wrong one is the file's fault.
template <class T>
Result<T> blameStream(Result<T> result) {
    if (result || result.error().kind != ErrorKind::badParams) return result;
    Error error = std::move(result).error();
    error.kind = ErrorKind::badInput;
    return error;
}

Result<Stream> openStream(const Arguments& arguments) {
    const auto& path = arguments.positional("STREAM");
    RB_TRY(const Bytes bytes, mapFile(path));
    return blameStream(parseStream(bytes, path, !arguments.has("--no-verify")));
}

Result<int> runDecode(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const Stream stream, openStream(arguments));
    RunSpec inputSpec;
    RB_CHECK(addInputs(arguments, inputSpec));
    RB_TRY(const RunInputs inputs, openInputs(inputSpec, job));
    RB_TRY(const Asset asset, blameStream(decodeStream(stream, inputs, job)));
    const auto output = arguments.get("--output"), format = arguments.get("--as");
    Status written = writeDecoded(asset, output, format, job);
    RB_CHECK(format.empty() ? blameStream(std::move(written)) : std::move(written));
    if (arguments.json)
        printJson(Json::object({{"output", output}, {"kind", asset.kind}, {"parts", asset.parts.size()}}));
    else
        note(
            arguments,
            fmt::format(
                "{}: {} part{}", printable(output), asset.parts.size(), asset.parts.size() == 1 ? "" : "s"
            )
        );
    return ok;
}

Result<int> runInspect(const Arguments& arguments) {
    RB_TRY(const Stream stream, openStream(arguments));
    const Sizes sizes = streamSizes(stream);
    Json entries = Json::array(), sections = Json::array();
    std::vector<std::vector<std::string>> rows{{"  section", "method", "role", "part", "offset", "bytes"}};
    for (const auto& encoded : stream.encoded) {
        Json parts = Json::array();
        if (const auto described = describedParts(encoded))
            for (const auto& part : *described)
                parts.push(part.name);
        entries.push(Json::object({
            {"method", encoded.method},
            {"format", encoded.format},
            {"params", encoded.params.toJson()},
            {"parts", parts},
        }));
    }
    for (const auto& at : stream.sections) {
        const Encoded& encoded = stream.encoded[at.encoded];
        const Section& section = encoded.sections[at.index];
        const Json part = section.part < 0
                              ? Json()
                              : entries.at(at.encoded).at("parts").at(static_cast<size_t>(section.part));
        sections.push(Json::object({
            {"name", section.name},
            {"role", toString(section.role)},
            {"method", encoded.method},
            {"entry", at.encoded},
            {"part", part},
            {"offset", at.offset},
            {"bytes", section.bytes.size()},
        }));
        rows.push_back({
            "  " + printable(section.name),
            encoded.method,
            toString(section.role),
            printable(part.asString("-")),
            fmt::to_string(at.offset),
            fmt::to_string(section.bytes.size()),
        });
    }
    const uint64_t total = sizes.total();
    if (arguments.json) {
        printJson(Json::object({
            {"path", arguments.positional("STREAM")},
            {"bytes", total},
            {"reader", stream.reader},
            {"kind", stream.kind},
            {"meta", stream.meta},
            {"container_bytes", stream.container.size()},
            {"size_bytes",
             Json::object(
                 {{"header", sizes.header},
                  {"payload", sizes.payload},
                  {"side", sizes.side},
                  {"total", total}}
             )},
            {"entries", entries},
            {"sections", sections},
        }));
        return ok;
    }
    print(fmt::format(
        "{}: {} bytes: header {} (of it the file's own head {}), payload {}, side {}\n",
        printable(arguments.positional("STREAM")),
        total,
        sizes.header,
        stream.container.size(),
        sizes.payload,
        sizes.side
    ));
    for (const auto& entry : entries.elements())
        print(fmt::format(
            "  {} {} {}\n",
            entry.at("method").asString(),
            entry.at("params").dump(),
            printable(entry.at("parts").dump())
        ));
    print(table(rows));
    return ok;
}

} // namespace

Status writeDecoded(const Asset& asset, const std::string& path, const std::string& format, JobContext& job) {
    const auto id = format.empty() ? asset.reader : format;
    // These have no writer of their own and become xlsx, which must not stand under another format's name.
    if (const auto suffix = lower(std::filesystem::path(path).extension().string());
        format.empty() && (id == "ods" || id == "xls") &&
        (suffix == ".ods" || suffix == ".ots" || suffix == ".xls" || suffix == ".xlt"))
        return unsupported(
            fmt::format("{} cannot be written; its worksheets are written as xlsx", id),
            printable(path),
            "give the output a name that ends in .xlsx, or --as xlsx, or --as csv for a folder"
        );
    if (id == "csv" && asset.kind == "sheet" && asset.reader != "csv")
        return writeCsvFolder(asset, path, job);
    RB_TRY(const ReaderDef* reader, findReader(id));
    if (!reader->write) {
        const bool tensors = asset.kind == "model" || asset.kind == "tensor";
        return unsupported(
            fmt::format("format '{}' cannot be written", id),
            printable(path),
            tensors ? "write the tensors with --as safetensors"
                    : "choose another with --as; `rarebit readers --json` says which write"
        );
    }
    return guarded(id + " writer", [&]() -> Status { return reader->write(asset, path, job); });
}

std::vector<Verb> streamVerbs() {
    auto encodeOptions = runOptions();
    encodeOptions.push_back({"--output", "STREAM", "the stream to write", false, true});
    return {
        {.name = "encode",
         .summary = "writes the stream of a compressed asset",
         .positionals = {{"FILE", "the asset"}},
         .options = encodeOptions,
         .run = runEncode},
        {.name = "decode",
         .summary = "rebuilds an asset from its stream alone",
         .positionals = {{"STREAM", "a file that encode wrote"}},
         .options =
             {{"--output", "PATH", "the file to write", false, true},
              {"--as",
               "FORMAT",
               "another format than the asset's own (csv: a folder of a workbook's sheets)"},
              {"--input", "ROLE=FILE", "an input that decoding reads", true},
              {"--no-verify", "", "go on past wrong checksums (salvage, tests)"}},
         .run = runDecode},
        {.name = "inspect",
         .summary = "sections, parameters and where the bytes of a stream go",
         .positionals = {{"STREAM", "a file that encode wrote"}},
         .options = {{"--no-verify", "", "go on past wrong checksums"}},
         .run = runInspect},
    };
}

} // namespace rarebit::cli
