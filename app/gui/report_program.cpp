// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_program.hpp"

#include "app/gui/application.hpp"
#include "app/gui/report_figures.hpp"
#include "app/gui/report_pages.hpp"
#include "app/gui/report_stage.hpp"
#include "engine/core/files.hpp"
#include "engine/executors/protocol.hpp"

#include <QApplication>

#include <cstdio>

namespace rarebit::gui {
namespace {

Result<Json> write(const QString& text) {
    RB_TRY(const Json json, Json::parse(text.toStdString(), "--report"));
    RB_TRY(const auto options, reportOptionsFromJson(json));
    RB_TRY(auto report, makeReport(options));
    RB_CHECK(drawCharts(report));
    RB_CHECK(drawStills(report, options));
    const std::filesystem::path path = options.output;
    switch (reportFormat(path)) {
    case ReportFormat::markdown: {
        RB_TRY(const auto files, writeReportMarkdown(report, path));
        return reportAnswer(report, files);
    }
    case ReportFormat::html:
        RB_CHECK(writeFile(path, reportHtml(report)));
        return reportAnswer(report, {path});
    default: {
        RB_TRY(const auto written, writeReportPages(report, path, static_cast<size_t>(options.pages)));
        Json answer = reportAnswer(report, written.files);
        answer["pages"] = Json(written.pages);
        return answer;
    }
    }
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
