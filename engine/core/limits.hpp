// SPDX-License-Identifier: GPL-3.0-or-later
// Every limit that a reader applies to a file it does not trust, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rarebit {

struct Limits {
    uint64_t memberBytes = uint64_t(1) << 30;   // decompressed bytes of one archive member
    double memberRatio = 1000;                  // decompressed to compressed, of one archive member
    size_t jsonDepth = 64;                      // levels of nesting, JSON and XML
    uint64_t sheetCells = uint64_t(1) << 31;    // cells of the used range of a sheet
    uint64_t storedCells = 16'000'000;          // cells with content of a sheet
    uint64_t pixels = uint64_t(1) << 28;        // of one picture or frame
    uint64_t headerBytes = uint64_t(100) << 20; // of a file's header
    uint64_t parts = 4'000'000;                 // named parts of one asset
    uint64_t memoryBudget = 0;                  // bytes for everything else; 0: three quarters of the machine
};

/// The limits in force, read everywhere. RAREBIT_* variables (resources/help/limits.md) and --memory set
/// them.
Limits& limits();
/// Bytes of memory that the machine has.
uint64_t machineMemory();
/// memoryBudget, resolved.
uint64_t memoryBudget();

} // namespace rarebit
