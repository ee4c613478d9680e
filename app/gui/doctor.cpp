// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/doctor.hpp"

#include "app/gui/preferences.hpp"
#include "views/core/numbers.hpp"

namespace rarebit::gui {
namespace {

QString text(const Json& json) {
    return QString::fromStdString(json.isString() ? json.asString() : json.dump());
}

// As processors name it.
QString simdText(const Json& simd) {
    const QString name = text(simd);
    return name.startsWith(QLatin1String("AVX3")) ? QStringLiteral("AVX-512") : name;
}

QString gpuText(const Json& gpu) {
    if (!gpu.at("available").asBool()) return Doctor::tr("none, using CPU");
    return gpu.at("device").isString() ? text(gpu.at("device")) : text(gpu.at("backend"));
}

} // namespace

void Doctor::ask(bool again) {
    if (question_.asking() || (answer_ && !again)) return;
    question_.ask({QStringLiteral("doctor")}, [this](const Result<Json>& answer) {
        answer_.emplace(answer);
        emit answered();
    });
}

Doctor::Facts Doctor::brief() const {
    if (!answer_ || !*answer_) return {};
    const Json& facts = **answer_;
    const Json& environment = facts.at("environment");
    const double memory = double(facts.at("memory_bytes").asInt());
    const double limit = double(Preferences::read().memoryLimit());
    return {
        {tr("Processor"),
         tr("%n thread(s), %1", nullptr, int(environment.at("hardware_threads").asInt()))
             .arg(simdText(facts.at("simd")))},
        {tr("Type"), text(environment.at("cpu"))},
        {tr("GPU"), gpuText(facts.at("gpu"))},
        {tr("Memory limit"), tr("%1 of %2").arg(views::byteSize(limit), views::byteSize(memory))},
    };
}

Doctor::Facts Doctor::all() const {
    Facts out = brief();
    if (out.isEmpty()) return out;
    const Json& facts = **answer_;
    const Json& environment = facts.at("environment");
    out.prepend(
        {tr("Program"),
         QStringLiteral("rarebit %1 (%2)")
             .arg(text(environment.at("program")), text(environment.at("commit")))}
    );
    const Json& gpu = facts.at("gpu");
    if (!gpu.at("available").asBool()) out.push_back({tr("Why no GPU"), text(gpu.at("why"))});
    out.push_back({tr("Compiler"), text(environment.at("compiler"))});
    out.push_back({tr("Window library"), QStringLiteral("Qt %1").arg(QLatin1String(qVersion()))});
    out.push_back({tr("Help pages"), text(facts.at("help"))});
    for (const auto& module : facts.at("modules").elements())
        out.push_back(
            {tr("Module %1").arg(text(module.at("module"))),
             module.at("works").asBool() ? tr("%1 readers, %2 methods, %3 metrics")
                                               .arg(module.at("readers").asInt())
                                               .arg(module.at("methods").asInt())
                                               .arg(module.at("metrics").asInt())
                                         : tr("broken: %1").arg(text(module.at("error").at("what")))}
        );
    for (const auto& problem : facts.at("problems").elements())
        out.push_back({tr("Problem"), text(problem.at("what"))});
    for (const auto& [name, version] : environment.at("libraries").members())
        out.push_back({QString::fromStdString(name), text(version)});
    return out;
}

} // namespace rarebit::gui
