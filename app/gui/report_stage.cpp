// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_stage.hpp"

#include "app/gui/report_figures.hpp"
#include "app/gui/session_context.hpp"
#include "app/gui/slot_box.hpp"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

namespace rarebit::gui {
namespace {

constexpr qint64 longestWait = 600'000, settled = 300; // milliseconds

QString textOf(const Json& json) {
    return QString::fromStdString(json.asString());
}

// Runs the event loop until it holds for a while without a break.
bool waitFor(const std::function<bool()>& holds, qint64 quiet = 0) {
    QElapsedTimer all, since;
    for (all.start(); all.elapsed() < longestWait; QThread::msleep(5)) {
        QCoreApplication::processEvents();
        if (!holds())
            since.invalidate();
        else if (!since.isValid())
            since.start();
        if (since.isValid() && since.elapsed() >= quiet) return true;
    }
    return false;
}

Error takesTooLong(const QString& what) {
    return ioError(
        QStringLiteral("%1 did not come to an end within 10 minutes").arg(what).toStdString(),
        "--still",
        "leave the still out, or choose a smaller part"
    );
}

class Stage {
public:
    explicit Stage(const ReportOptions& options)
        : options_(options), context_(contextOf(session_, session_.hub())) {
        QObject::connect(&session_, &Session::problem, &session_, [this](const Error& error) {
            if (!problem_) problem_ = error;
        });
    }

    Status open(size_t rows) {
        session_.openProject(QString::fromStdString(options_.project));
        const bool there = waitFor([&] {
            return (session_.project().isEmpty() && problem_) ||
                   (session_.results().size() == static_cast<int>(rows) &&
                    std::ranges::none_of(session_.assets(), [](const auto& asset) {
                        return asset->state == views::AssetItem::State::opening && !asset->missing;
                    }));
        });
        if (session_.project().isEmpty() && problem_) return *problem_;
        if (!there) return takesTooLong(QStringLiteral("opening the project"));
        return Ok{};
    }

    Status draw(ReportFigure& figure, const std::vector<Json>& rows) {
        const Json& still = figure.still;
        const auto* definition = views::findView(textOf(still.at("view")));
        if (!definition)
            return badParams(
                "there is no view '" + still.at("view").asString() + "'",
                "--still",
                "choose compare or distribution"
            );
        RB_TRY(const views::Slot b, slotOf(rows, still.at("key")));
        views::Slot a = originalSlot(b.asset);
        if (still.contains("a")) {
            RB_TRY(a, slotOf(rows, still.at("a")));
        }
        views::HubState state;
        state.asset = b.asset;
        state.part = textOf(still.at("part"));
        if (const auto asset = session_.asset(b.asset);
            asset && state.part.isEmpty() && !asset->parts.isEmpty())
            state.part = asset->parts.front().name;
        if (const auto asset = session_.asset(b.asset);
            asset && asset->parts.size() > 1 && !still.contains("part"))
            figure.title += ", " + state.part.toStdString();
        const auto& region = still.at("region");
        state.region = {
            region.at(size_t{0}).asInt(),
            region.at(size_t{1}).asInt(),
            region.at(size_t{2}).asInt(),
            region.at(size_t{3}).asInt(),
            region.at(size_t{4}).asInt()};
        state.results = {b.key};
        state.slotted[0] = a;
        state.slotted[1] = b;
        state.rateColumn = QString::fromStdString(options_.rate);
        if (!options_.metrics.empty()) state.metricColumn = QString::fromStdString(options_.metrics.front());
        session_.hub().setState(state);

        const std::unique_ptr<views::View> view(definition->create(*context_, nullptr));
        view->resize(
            static_cast<int>(std::clamp<int64_t>(still.at("width").asInt(960), 200, 4000)),
            static_cast<int>(std::clamp<int64_t>(still.at("height").asInt(600), 150, 4000))
        );
        view->show();
        if (still.contains("settings")) view->restore(still.at("settings"));
        using Kind = views::ViewState::Kind;
        const auto over = [&] {
            if (session_.previews().open() > 0) return false;
            const Kind kind = view->state().kind;
            return kind == Kind::fresh || kind == Kind::failed || kind == Kind::sampled;
        };
        if (!waitFor(over, settled)) return takesTooLong(QString::fromStdString(figure.title));
        if (view->state().kind == Kind::failed && view->state().error) return *view->state().error;
        auto drawing =
            fileOf(QStringLiteral("svg"), [&](const QString& path) { return view->exportFigure(path); });
        if (drawing) {
            figure.svg = std::move(*drawing);
        } else if (drawing.error().kind != ErrorKind::unsupported) {
            return drawing.error();
        } else {
            RB_TRY(figure.png, fileOf(QStringLiteral("png"), [&](const QString& path) {
                       return view->exportFigure(path);
                   }));
        }
        return Ok{};
    }

private:
    Result<views::Slot> slotOf(const std::vector<Json>& rows, const Json& key) const {
        const auto row = std::ranges::find_if(rows, [&](const Json& one) { return one.at("key") == key; });
        views::Slot slot = row == rows.end() ? views::Slot() : slotFromRow(*row, session_);
        const auto asset = session_.asset(slot.asset);
        if (asset && asset->state == views::AssetItem::State::ready) return slot;
        if (asset && asset->error) return *asset->error;
        return badInput(
            "the asset of a still cannot be opened: " +
                (row == rows.end() ? std::string() : row->at("asset").asString()),
            options_.project,
            "put its file back where the project says, or leave the still out"
        );
    }

    const ReportOptions& options_;
    Session session_;
    std::unique_ptr<views::ViewContext> context_;
    std::optional<Error> problem_;
};

} // namespace

Status drawStills(Report& report, const ReportOptions& options) {
    if (options.stills.empty()) return Ok{};
    Stage stage(options);
    RB_CHECK(stage.open(report.rows.size()));
    for (auto& section : report.sections)
        for (auto& figure : section.figures)
            if (!figure.still.isNull()) RB_CHECK(stage.draw(figure, report.rows));
    return Ok{};
}

} // namespace rarebit::gui
