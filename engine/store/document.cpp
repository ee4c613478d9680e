// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/document.hpp"

#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rarebit::store {

Json emptyDocument() {
    return Json::object({
        {"assets", Json::object()},
        {"experiments", Json::object()},
        {"format", documentFormat},
        {"notes", Json::object()},
        {"recipes", Json::object()},
        {"version", fmt::format("{}.0", documentVersion)},
    });
}

std::string printDocument(const Json& document) {
    std::string out = "{\n";
    const auto name = [](const std::string& key) { return Json(key).dump(); };
    size_t left = document.members().size();
    for (const auto& [key, value] : document.members()) {
        const char* end = --left == 0 ? "\n" : ",\n";
        if (!value.isObject() || value.members().empty()) {
            out += name(key) + ": " + value.dump() + end;
            continue;
        }
        out += name(key) + ": {\n";
        size_t records = value.members().size();
        for (const auto& [id, record] : value.members())
            out += name(id) + ": " + record.dump() + (--records == 0 ? "\n" : ",\n");
        out += std::string("}") + end;
    }
    return out + "}\n";
}

Result<Json> readDocument(const std::filesystem::path& folder) {
    const auto path = folder / "project.json";
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return ioError(
            "this is no project: it has no project.json",
            printable(folder.string()),
            "give the folder of a project; `rarebit project new` makes one"
        );
    RB_TRY(const Bytes file, mapFile(path));
    if (file.size() > limits().headerBytes)
        return badInput(
            fmt::format("{} for project.json", humanBytes(file.size())),
            printable(path.string()),
            fmt::format("a project file has at most {}", humanBytes(limits().headerBytes))
        );
    // Copied: the mapping would change under the parser where somebody rewrites the file in place.
    auto parsed = Json::parse(std::string(file.text()), printable(path.string()));
    if (!parsed || parsed->at("format").asString() != documentFormat || majorVersion(*parsed) < 1)
        return badInput(
            parsed ? "project.json is not that of a Rarebit project" : parsed.error().what,
            printable(path.string()),
            "`rarebit project check --repair` sets it aside and keeps the results"
        );
    return parsed;
}

int64_t majorVersion(const Json& document) {
    const std::string& text = document.at("version").asString();
    int64_t major = 0;
    std::from_chars(text.data(), text.data() + text.size(), major);
    return major;
}

} // namespace rarebit::store
