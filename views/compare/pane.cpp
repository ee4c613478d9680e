// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/pane.hpp"

#include "engine/core/params.hpp"
#include "views/core/command_line.hpp"
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"

#include <algorithm>
#include <array>

namespace rarebit::views {

ComparePane* createPicturePane(ViewContext&, QWidget*); // picture_pane.cpp
ComparePane* createVideoPane(ViewContext&, QWidget*);   // video_pane.cpp
ComparePane* createAudioPane(ViewContext&, QWidget*);   // audio_pane.cpp
ComparePane* createLogPane(ViewContext&, QWidget*);     // log_pane.cpp
ComparePane* createSheetPane(ViewContext&, QWidget*);   // sheet_pane.cpp
ComparePane* createDnaPane(ViewContext&, QWidget*);     // dna_pane.cpp
ComparePane* createTensorPane(ViewContext&, QWidget*);  // tensor_pane.cpp

namespace {

constexpr std::array panes{
    ComparePaneDef{"image", createPicturePane},
    ComparePaneDef{"video", createVideoPane},
    ComparePaneDef{"audio", createAudioPane},
    ComparePaneDef{"bytes", createLogPane},
    ComparePaneDef{"dna", createDnaPane},
    ComparePaneDef{"text", createLogPane},
    ComparePaneDef{"table", createSheetPane},
    ComparePaneDef{"tensor", createTensorPane},
};

constexpr int mostSides = 5; // the reference and four beside it

double seconds(const AssetItem& asset, const PartItem& part) {
    if (part.shape.isEmpty()) return 0;
    const double perSecond =
        asset.meta.at(asset.kind == QStringLiteral("audio") ? "sample_rate" : "fps").asDouble();
    return perSecond > 0 ? static_cast<double>(part.shape[0]) / perSecond : 0;
}

// Bits per pixel and second are what people of pictures and clips speak of; elsewhere the hub's column.
QString rateOf(const ViewContext& context, const AssetItem& asset, const PartItem& part, const Slot& slot) {
    const int row = context.results.rowOf(slot.key);
    const bool original = slot.key.isEmpty();
    if (!original && row < 0) return {};
    const double total = original ? static_cast<double>(asset.bytes)
                                  : context.results.number(row, QStringLiteral("size_bytes.total"));
    if (asset.kind == QStringLiteral("image") && part.shape.size() >= 2) {
        const auto pixels = static_cast<double>(part.shape[0] * part.shape[1]);
        const double bytes = original ? static_cast<double>(part.bytes) : total;
        return ComparePane::tr("%1 bits/pixel").arg(number(8 * bytes / pixels, 3));
    }
    if (const double length = seconds(asset, part); length > 0)
        return ComparePane::tr("%1 kbit/s").arg(number(total * 8 / 1000 / length, 3));
    if (original) return byteSize(total);
    const ColumnText column = describeColumn(context.hub.state().rateColumn);
    return QStringLiteral("%1 %2").arg(
        number(context.results.number(row, context.hub.state().rateColumn)), column.unit
    );
}

QString qualityOf(const ViewContext& context, const AssetItem& asset, const Slot& slot) {
    const int row = context.results.rowOf(slot.key);
    if (slot.key.isEmpty() || row < 0) return {};
    QString column = context.hub.state().metricColumn;
    if (column.isEmpty()) column = usualMetric(context.results, asset.kind);
    const double value = context.results.number(row, column);
    if (column.isEmpty() || std::isnan(value)) return {};
    const ColumnText text = describeColumn(column);
    return text.unit.isEmpty() ? QStringLiteral("%1 %2").arg(text.name, number(value))
                               : QStringLiteral("%1 %2").arg(number(value), text.unit);
}

CompareSide sideOf(const ViewContext& context, const CompareInput& input, int slot, const Slot& content) {
    CompareSide side{slot, content, input.original, {}, {}};
    side.source.spec = content.spec;
    if (const PartItem* part = input.partItem()) {
        side.rate = rateOf(context, *input.asset, *part, content);
        side.quality = qualityOf(context, *input.asset, content);
    }
    return side;
}

// A part that is worth looking at where the hub names none.
QString firstPart(const AssetItem& asset) {
    const auto found = std::ranges::find_if(asset.parts, [](const PartItem& part) {
        return !part.shape.isEmpty() && part.bytes > 0;
    });
    return found != asset.parts.end() ? found->name
           : asset.parts.isEmpty()    ? QString()
                                      : asset.parts.front().name;
}

} // namespace

CompareInput compareInput(const ViewContext& context) {
    const HubState& state = context.hub.state();
    CompareInput input;
    // B says best what somebody wants to look at; A is often still an original of before.
    QString path = state.asset;
    for (const int slot : {7, 6, 5, 4, 3, 2, 0, 1})
        if (const Slot& content = state.slotted[static_cast<size_t>(slot)]; !content.empty())
            path = content.asset;
    input.asset = path.isEmpty() ? nullptr : context.asset(path);
    if (!input.asset) return input;
    const AssetItem& asset = *input.asset;
    input.part = state.asset == path && asset.part(state.part) ? state.part : firstPart(asset);
    input.original = {asset.path, asset.reader, asset.hash, input.part, {}};
    for (int slot = 0; slot < static_cast<int>(state.slotted.size()); ++slot) {
        const Slot& content = state.slotted[static_cast<size_t>(slot)];
        const bool mine = content.asset == path;
        if (!content.empty() && !mine) input.leftOut.push_back(QString(QChar('A' + slot)));
        if (slot == 0 && !mine)
            input.sides.push_back(sideOf(
                context,
                input,
                0,
                {.asset = path, .key = {}, .spec = {}, .label = ComparePane::tr("original")}
            ));
        else if (mine && input.sides.size() < mostSides)
            input.sides.push_back(sideOf(context, input, slot, content));
    }
    return input;
}

QAction*
ComparePane::addKey(const QKeySequence& keys, const std::function<void()>& act, const QString& text) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    if (tools()) tools()->addAction(action);
    connect(action, &QAction::triggered, this, act);
    return action;
}

Status ComparePane::exportFigure(const QString& path) {
    return savePicture(grab().toImage(), path);
}

const ComparePaneDef* comparePaneFor(const AssetItem& asset, const PartItem& part) {
    for (const QString& word : {asset.kind, part.form})
        for (const auto& pane : panes)
            if (word == QLatin1StringView(pane.kind)) return &pane;
    return nullptr;
}

QString runCommand(const Slot& slot, const QString& recon) {
    const Json& spec = slot.spec;
    if (spec.isNull()) return {};
    QStringList words{QStringLiteral("rarebit run"), shellQuoted(slot.asset)};
    const auto add = [&](const QString& option, const QString& value) {
        words << option << shellQuoted(value);
    };
    add(QStringLiteral("--method"),
        QString::fromStdString(specText(spec.at("method").asString(), spec.at("params"))));
    if (const auto parts = spec.at("parts").asString("*"); parts != "*")
        add(QStringLiteral("--parts"), QString::fromStdString(parts));
    for (const auto& rule : spec.at("rules").elements())
        add(QStringLiteral("--rule"),
            QString::fromStdString(rule.at("match").asString()) + u'=' +
                QString::fromStdString(specText(rule.at("method").asString(), rule.at("set"))));
    for (const auto& [role, files] : spec.at("inputs").members())
        for (const auto& file : files.elements())
            add(QStringLiteral("--input"), QString::fromStdString(role + "=" + file.asString()));
    if (const auto backend = spec.at("backend").asString("cpu"); backend != "cpu")
        add(QStringLiteral("--backend"), QString::fromStdString(backend));
    if (const auto seed = spec.at("seed").asInt(1); seed != 1)
        add(QStringLiteral("--seed"), QString::number(seed));
    add(QStringLiteral("--recon"), recon);
    return words.join(u' ');
}

} // namespace rarebit::views
