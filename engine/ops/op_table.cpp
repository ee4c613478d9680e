// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/op_table.hpp"

#include "engine/ops/simd/slots.hpp"
#include "engine/ops/simd/targets.hpp"

#include <hwy/targets.h>

namespace rarebit {
namespace {

// Targets as bits, the best one lowest.
uint64_t usableTargets() {
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("pclmul")) return 0;
#endif
    return static_cast<uint64_t>(hwy::SupportedTargets() & HWY_TARGETS);
}

OpTable tableFor(uint64_t targets) {
    OpTable table = referenceOps();
    if (targets == 0) return table;
    hwy::GetChosenTarget().Update(static_cast<int64_t>(targets));
    simd::fillConversions(table);
    simd::fillStatistics(table);
    simd::fillQuantisers(table);
    simd::fillPacking(table);
    table.name = hwy::TargetName(static_cast<int64_t>(targets & (~targets + 1)));
    return table;
}

} // namespace

const OpTable& cpuOps() {
    static const OpTable table = tableFor(usableTargets());
    return table;
}

std::vector<OpTable> everySimdVersion() {
    std::vector<OpTable> tables;
    for (uint64_t left = usableTargets(); left != 0; left &= left - 1)
        tables.push_back(tableFor(left));
    return tables;
}

} // namespace rarebit
