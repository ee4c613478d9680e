// SPDX-License-Identifier: GPL-3.0-or-later
// A detail as JSON beside its bytes, in results files and in the worker protocol.
#pragma once

#include "engine/core/metric.hpp"

namespace rarebit::store {

/// name, kind, about, form and, of a tensor, dtype and shape; the bytes are payloadBytes(detail.values).
Json describeDetail(const Detail& detail);
Result<Detail> detailFromJson(const Json& json, Bytes bytes);

} // namespace rarebit::store
