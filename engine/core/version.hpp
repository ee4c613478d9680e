// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rarebit {

const char* programVersion(); // "0.1.0"
const char*
programCommit(); // short hash at configure time, "-dirty" where files were changed; "unknown" without git

} // namespace rarebit
