// SPDX-License-Identifier: GPL-3.0-or-later
// Small assets of every kind, odd cases among them, for the tests that run over all methods.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/core/registry.hpp"

namespace rarebit::test {

const std::vector<Asset>& sampleAssets();
/// The method with its `quick` parameters.
RunSpec quickSpec(const MethodInfo& method);

} // namespace rarebit::test
