// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a PyTorch state dict, from its pickle. Where the storages lie is the caller's business.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/readers/shared/pickle.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rarebit {

/// A storage as the pickle names it.
struct TorchStorage {
    std::string key;
    DType dtype = DType::u8;
    bool typed = true; // else counted in bytes; the tensor says the type
    uint64_t bytes = 0;
    uint64_t viewElements = 0; // offset of a view into it
};

using StorageLoader = std::function<Result<Bytes>(JobContext&)>;

/// Names that a state dict may use.
std::span<const std::string_view> torchNames();
/// From a persistent id: ('storage', type, key, location, count[, view]).
Result<TorchStorage> torchStorage(const Pickle& pickle, const PickleNode& persistent, std::string_view where);

struct StateDict {
    std::vector<Part> parts;
    int64_t otherValues = 0; // numbers, texts: read past, not kept
};
/// Nested dicts and lists are flattened, names joined by dots. `find` gives the bytes of a storage.
Result<StateDict> readStateDict(
    const Pickle& pickle,
    const std::function<Result<StorageLoader>(const TorchStorage&)>& find,
    std::string_view where
);

} // namespace rarebit
