// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_program.hpp"

#include "app/gui/application.hpp"
#include "app/gui/report_figures.hpp"
#include "app/gui/report_pages.hpp"
#include "engine/core/files.hpp"
#include "engine/executors/protocol.hpp"

#include <QApplication>

#include <cstdio>

namespace rarebit::gui {
namespace {

using Files = std::vector<std::filesystem::path>;

Result<Files> writeAs(const Report& report, const std::filesystem::path& path) {
    switch (reportFormat(path)) {
    case ReportFormat::markdown:
        return writeReportMarkdown(report, path);
    case ReportFormat::html:
        RB_CHECK(writeFile(path, reportHtml(report)));
        return Files{path};
    default:
        return writeReportPages(report, path);
    }
}

Result<Json> write(const QString& text) {
    RB_TRY(const Json json, Json::parse(text.toStdString(), "--report"));
    RB_TRY(const auto options, reportOptionsFromJson(json));
    RB_TRY(auto report, makeReport(options));
    RB_CHECK(drawCharts(report));
    RB_TRY(const auto files, writeAs(report, options.output));
    return reportAnswer(report, files);
}

} // namespace

int runReport(QApplication& application, const QString& options) {
    prepareForFiles(application);
    const auto answer = write(options);
    const Json out = answer ? *answer : Json::object({{"error", executors::errorJson(answer.error())}});
    std::puts(out.dump().c_str());
    return answer ? 0 : 1;
}

} // namespace rarebit::gui
