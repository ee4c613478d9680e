// SPDX-License-Identifier: GPL-3.0-or-later
// A study is what is not one asset -> bytes -> asset: a search, a protocol, a simulation, a live run.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/core/metric.hpp"

namespace rarebit {

struct StudyResult {
    std::vector<Table> tables;
    std::vector<RunResult> rows; // from job.run, beside runs in every chart
    std::vector<Detail> details;
    std::vector<Asset> products;
};

struct StudyDef {
    std::string id, title, family, paper;
    uint32_t revision = 1;
    ParamSchema params{};
    std::vector<Need> needs{};
    Result<StudyResult> (*run)(const Params&, JobContext&){};
};

} // namespace rarebit
