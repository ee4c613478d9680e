// SPDX-License-Identifier: GPL-3.0-or-later
// The process behind `rarebit work`.
#pragma once

#include <filesystem>

namespace rarebit {

/// Serves the worker protocol (resources/help/developers/worker_protocol.md): JSON Lines from `in`, JSON
/// Lines to `out`, until `in` ends or a shutdown request. Standard output is pointed at standard error
/// meanwhile, so that a library's prints do not meet the protocol. Exit code of the process.
int runWorker(int in, int out);

/// Runs the points of shard `index` (from 0) of `count` of the project's experiments and writes them to
/// results.<index>-of-<count>.jsonl. Messages go to standard error. Exit code: 0 done, 3 with failed points,
/// 1 failed, 130 cancelled (SIGTERM, SIGINT).
int runShard(const std::filesystem::path& project, int index, int count);

} // namespace rarebit
