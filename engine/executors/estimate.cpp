// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/estimate.hpp"

#include "engine/core/params.hpp"
#include "engine/core/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace rarebit {
namespace {

constexpr size_t mostRows = 2000; // that are looked at for one method

// Numbers by their ratio (levels and steps span decades), everything else by being another.
double distance(const Json& a, const Json& b) {
    if (a == b) return 0;
    if (!a.isNumber() || !b.isNumber()) return 1;
    const double x = a.asDouble(), y = b.asDouble();
    if (x <= 0 || y <= 0) return std::min(1.0, std::abs(x - y) / 10);
    return std::min(1.0, std::abs(std::log2(x / y)) / 4);
}

double distance(const Json& wanted, const SweepPoint& point, const Json& row) {
    double out = 0;
    for (const auto& [name, value] : wanted.members())
        out += distance(value, row.at("params").at(name));
    if (row.at("asset_hash").asString() != point.asset.hash) out += 100;
    if (row.at("backend").asString() != point.spec.backend) out += 10;
    if (!(row.at("rules") == toJson(point.spec).at("rules"))) out += 10;
    return out;
}

class Estimator {
public:
    Estimator(const SweepOptions& options, const ProjectStore& store) : options_(options), store_(store) {}

    Result<Estimate> of(const SweepPoint& point) {
        if (point.present) return Estimate{};
        RB_TRY(const auto* rows, rowsOf(point.spec.method));
        RB_TRY(const MethodDef* method, findMethod(point.spec.method));
        RB_TRY(const Params params, makeParams(method->params, point.spec.params, method->id));
        const Json wanted = params.toJson();
        const Json* best = nullptr;
        double bestDistance = INFINITY;
        for (const auto& row : *rows) {
            if (row.at("asset_kind").asString() != point.asset.kind) continue;
            const double far = distance(wanted, point, row);
            if (far < bestDistance) {
                bestDistance = far;
                best = &row;
            }
        }
        if (!best) return Estimate{};
        const double original = best->at("size_bytes").at("original").asDouble();
        if (original <= 0) return Estimate{};
        const double scale = static_cast<double>(point.bytes) / original;
        Estimate out;
        out.milliseconds =
            scale * point.spec.repeats *
            (best->at("encode_ms").at("median").asDouble() + best->at("decode_ms").at("median").asDouble());
        out.diskBytes = static_cast<double>(best->dump().size());
        if (options_.keepStreams) *out.diskBytes += scale * best->at("size_bytes").at("total").asDouble();
        if (options_.keepDetails) {
            RB_TRY(const auto details, store_.details(best->at("key").asString()));
            if (details.empty()) out.diskBytes.reset(); // nobody has measured how large they are
            for (const auto& detail : details)
                *out.diskBytes += static_cast<double>(payloadBytes(detail.values).size());
        }
        return out;
    }

private:
    const SweepOptions& options_;
    const ProjectStore& store_;
    std::map<std::string, std::vector<Json>> rows_; // by method: those that did not fail

    Result<const std::vector<Json>*> rowsOf(const std::string& method) {
        const auto known = rows_.find(method);
        if (known != rows_.end()) return &known->second;
        RowQuery query{.limit = mostRows};
        RB_TRY(query.filter, Filter::parse(fmt::format("method = '{}' and error = null", method)));
        RB_TRY(auto rows, store_.query(query));
        return &rows_.emplace(method, std::move(rows)).first->second;
    }
};

} // namespace

Result<std::vector<Estimate>>
estimatePoints(const SweepPlan& plan, const SweepOptions& options, const ProjectStore& store) {
    Estimator estimator(options, store);
    std::vector<Estimate> out;
    for (const auto& point : plan.points) {
        RB_TRY(Estimate estimate, estimator.of(point));
        out.push_back(estimate);
    }
    return out;
}

} // namespace rarebit
