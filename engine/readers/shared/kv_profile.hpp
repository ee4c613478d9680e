// SPDX-License-Identifier: GPL-3.0-or-later
// The rarebit-kv profile of safetensors: what the names of a KV-cache dump mean.
#pragma once

#include "engine/core/asset.hpp"

#include <map>
#include <string>

namespace rarebit {

/// True where the metadata says rarebit-kv, or every layer has 3-D keys and values by name.
bool isKvDump(const std::map<std::string, std::string>& metadata, const std::vector<Part>& parts);
/// Sets kind, roles, groups and context of the parts; the metadata's numbers go to counts. Checks versions,
/// shapes and that each layer has a key and a value.
Status describeKvDump(Asset& asset, const std::map<std::string, std::string>& metadata);

} // namespace rarebit
