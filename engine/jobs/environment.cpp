// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/version.hpp"
#include "engine/jobs/run.hpp"

#include <fstream>
#include <thread>

namespace rarebit {

Json environmentRow() {
    static const Json row = [] {
        std::string cpu = "unknown", line;
        for (std::ifstream file("/proc/cpuinfo"); std::getline(file, line);)
            if (line.starts_with("model name")) {
                cpu = line.substr(line.find(':') + 2);
                break;
            }
        return Json::object({
            {"program", programVersion()},
            {"commit", programCommit()},
            {"compiler", "GCC " __VERSION__},
            {"cpu", cpu},
            {"hardware_threads", std::thread::hardware_concurrency()},
        });
    }();
    return row;
}

} // namespace rarebit
