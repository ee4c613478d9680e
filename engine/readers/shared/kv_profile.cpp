// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/kv_profile.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit {
namespace {

// "layers.12.k_post" -> {12, "k_post"}; layer empty where the name has another form.
struct LayerName {
    std::string_view layer, tensor;
};
LayerName layerName(std::string_view name) {
    constexpr std::string_view prefix = "layers.";
    if (!name.starts_with(prefix)) return {};
    name.remove_prefix(prefix.size());
    const size_t dot = name.find('.');
    if (dot == 0 || dot == std::string_view::npos) return {};
    const auto layer = name.substr(0, dot);
    if (!std::ranges::all_of(layer, [](char c) { return c >= '0' && c <= '9'; })) return {};
    return {layer, name.substr(dot + 1)};
}
bool isKey(std::string_view tensor) {
    return tensor == "k" || tensor == "k_post" || tensor == "k_pre";
}

struct Layer {
    const Part *key = nullptr, *keyBefore = nullptr, *value = nullptr;
};

Error broken(std::string what, std::string_view where) {
    return badInput(
        std::move(what), std::string(where), "write the dump again as the help page 'safetensors' says"
    );
}

Status checkTensor(const Part& part, std::string_view where) {
    if (part.shape.size() != 3 || !isReal(part.dtype))
        return broken(
            fmt::format(
                "'{}' is {} with {} dimensions; keys and values are real [heads, tokens, size]",
                part.name,
                info(part.dtype).name,
                part.shape.size()
            ),
            where
        );
    return Ok{};
}

Status checkLayer(std::string_view name, const Layer& layer, std::string_view where) {
    const Part* key = layer.key ? layer.key : layer.keyBefore;
    if (!key || !layer.value)
        return broken(fmt::format("layer {} has no {}", name, key ? "value" : "key"), where);
    for (const Part* part : {layer.key, layer.keyBefore, layer.value})
        if (part) RB_CHECK(checkTensor(*part, where));
    for (const Part* part : {layer.key, layer.keyBefore})
        if (part && (part->shape[0] != layer.value->shape[0] || part->shape[1] != layer.value->shape[1]))
            return broken(
                fmt::format(
                    "'{}' is [{}] and '{}' is [{}]: heads and tokens differ",
                    part->name,
                    fmt::join(part->shape, ", "),
                    layer.value->name,
                    fmt::join(layer.value->shape, ", ")
                ),
                where
            );
    if (layer.key && layer.keyBefore && layer.key->shape != layer.keyBefore->shape)
        return broken(fmt::format("keys before and after rotation of layer {} differ in shape", name), where);
    return Ok{};
}

// The declared sizes, where the file has them, against those of a layer.
Status
checkDeclared(const std::map<std::string, std::string>& metadata, const Part& key, std::string_view where) {
    struct Declared {
        const char* name;
        size_t axis;
    };
    for (const auto& [name, axis] : {Declared{"n_kv_heads", 0}, {"n_tokens", 1}, {"head_dim", 2}}) {
        const auto found = metadata.find(name);
        if (found != metadata.end() && found->second != fmt::to_string(key.shape[axis]))
            return broken(
                fmt::format(
                    "metadata says {} = {}, '{}' has {}",
                    name,
                    printable(found->second),
                    key.name,
                    key.shape[axis]
                ),
                where
            );
    }
    return Ok{};
}

} // namespace

bool isKvDump(const std::map<std::string, std::string>& metadata, const std::vector<Part>& parts) {
    if (const auto found = metadata.find("format"); found != metadata.end() && found->second == "rarebit-kv")
        return true;
    bool key = false, value = false;
    for (const auto& part : parts) {
        const auto [layer, tensor] = layerName(part.name);
        if (layer.empty() || !(isKey(tensor) || tensor == "v")) continue;
        if (part.shape.size() != 3 || !isReal(part.dtype)) return false;
        (tensor == "v" ? value : key) = true;
    }
    return key && value;
}

Status describeKvDump(Asset& asset, const std::map<std::string, std::string>& metadata) {
    const auto version = metadata.find("version");
    if (version != metadata.end() && version->second != "1" && metadata.contains("format"))
        return unsupported(
            fmt::format("rarebit-kv version {}; this program reads version 1", printable(version->second)),
            asset.name,
            "use a newer program"
        );
    asset.kind = "kv";
    std::map<std::string, Layer, std::less<>> layers;
    for (auto& part : asset.parts) {
        const auto [layer, tensor] = layerName(part.name);
        part.context = true;
        part.role = "kv.context";
        part.group = layer.empty() ? "" : fmt::format("layers.{}", layer);
        if (layer.empty()) continue;
        Layer& entry = layers[std::string(layer)];
        if (isKey(tensor)) {
            const Part*& slot = tensor == "k_pre" ? entry.keyBefore : entry.key;
            if (slot) return broken(fmt::format("layer {} has both k and k_post", layer), asset.name);
            slot = &part;
            part.role = "kv.key";
            part.context = false;
        } else if (tensor == "v") {
            entry.value = &part;
            part.role = "kv.value";
            part.context = false;
        }
    }
    std::erase_if(layers, [](const auto& entry) {
        return !entry.second.key && !entry.second.keyBefore && !entry.second.value;
    });
    if (layers.empty()) return broken("a KV dump without keys and values", asset.name);
    for (const auto& [name, layer] : layers) {
        RB_CHECK(checkLayer(name, layer, asset.name));
        RB_CHECK(checkDeclared(metadata, layer.key ? *layer.key : *layer.keyBefore, asset.name));
    }
    // Where both forms of the keys are there, only those that attention sees are what a cache holds.
    for (auto& part : asset.parts) {
        const auto [layer, tensor] = layerName(part.name);
        if (tensor == "k_pre" && layers.find(layer)->second.key) part.context = true;
    }
    if (const auto found = metadata.find("n_layers");
        found != metadata.end() && found->second != fmt::to_string(layers.size()))
        return broken(
            fmt::format("metadata says {} layers, the file has {}", printable(found->second), layers.size()),
            asset.name
        );
    asset.counts["layers"] = layers.size();
    const Layer& first = layers.begin()->second;
    asset.counts["kv_heads"] = first.value->shape[0];
    asset.counts["tokens"] = first.value->shape[1];
    asset.counts["head_dim"] = first.value->shape[2];
    return Ok{};
}

} // namespace rarebit
