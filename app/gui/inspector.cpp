// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/inspector.hpp"

#include "views/core/numbers.hpp"
#include "views/core/states.hpp"
#include "views/core/style.hpp"

#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace rarebit::gui {

using views::number;

namespace {

// Statistics of a part larger than this are computed when asked for in a view, not for every click.
constexpr qint64 statisticsUpTo = qint64(256) << 20;

QString text(const Json& json) {
    if (json.isString()) return QString::fromStdString(json.asString());
    if (json.isNumber()) return number(json.asDouble());
    return QString::fromStdString(json.dump());
}

} // namespace

Inspector::Inspector(Session& session, QWidget* parent) : QScrollArea(parent), session_(session) {
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    connect(&session.hub(), &views::Hub::assetChanged, this, &Inspector::rebuild);
    connect(&session.hub(), &views::Hub::resultsChanged, this, &Inspector::rebuild);
    connect(&session, &Session::assetsChanged, this, &Inspector::rebuild);
    rebuild();
}

QFormLayout* Inspector::section(const QString& title, const QString& badge) {
    auto* label = views::makeLabel(
        badge.isEmpty() ? title : title + QStringLiteral("  ") + badge,
        views::Text::strong,
        views::Token::text
    );
    label->setContentsMargins(0, 8, 0, 0);
    label->setMinimumWidth(1); // a long name gives way
    label->setToolTip(title);
    column_->addWidget(label);
    auto* form = new QFormLayout;
    form->setContentsMargins({});
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    column_->addLayout(form);
    return form;
}

void Inspector::fact(QFormLayout* form, const QString& name, const QString& value) {
    auto* label = views::makeLabel(name, views::Text::body, views::Token::text2);
    auto* field = views::makeLabel(value, views::Text::number, views::Token::text);
    field->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    field->setTextInteractionFlags(Qt::TextSelectableByMouse);
    field->setWordWrap(true);
    form->addRow(label, field);
}

void Inspector::rebuild() {
    keepNote();
    ++generation_;
    statistics_ = nullptr;
    note_ = nullptr;
    ticket_.reset();
    content_ = new QWidget;
    column_ = new QVBoxLayout(content_);
    column_->setContentsMargins(12, 0, 12, 12);
    column_->setSpacing(6);
    const auto& state = session_.hub().state();
    const auto asset = session_.asset(state.asset);
    if (asset) {
        showAsset(*asset);
        if (const auto* part = asset->part(state.part)) showPart(*asset, *part);
    }
    if (!state.results.isEmpty()) {
        const QString key = state.results.back();
        session_.store().ask<Json>(
            [key = key.toStdString()](ProjectStore& store) {
                const auto row = store.row(key);
                return row && *row ? **row : Json();
            },
            [this, generation = generation_](const Json& row) {
                if (generation == generation_ && row.isObject()) showResult(row);
            }
        );
    }
    if (!asset && state.results.isEmpty())
        column_->addWidget(new views::EmptyState(
            QStringLiteral("info-circle"),
            tr("Nothing chosen"),
            tr("Choose an asset, a part or a result to see its facts here."),
            content_
        ));
    column_->addStretch(1);
    setWidget(content_);
    content_->setAutoFillBackground(false); // the dock's card shines through
}

void Inspector::showAsset(const views::AssetItem& asset) {
    auto* form = section(asset.name);
    if (asset.state == views::AssetItem::State::opening)
        fact(form, tr("Kind"), tr("opening…"));
    else if (!asset.kind.isEmpty())
        fact(form, tr("Kind"), asset.kind);
    if (!asset.reader.isEmpty()) fact(form, tr("Reader"), asset.reader);
    if (asset.bytes > 0) fact(form, tr("Size"), views::byteSize(double(asset.bytes)));
    if (!asset.hash.isEmpty())
        fact(form, tr("Hash (XXH3)"), asset.hash.left(8) + QStringLiteral("…") + asset.hash.right(4));
    int shown = 0;
    for (const auto& [name, value] : asset.meta.members()) {
        if (value.isObject() || value.isArray() || ++shown > 12) continue;
        fact(form, QString::fromStdString(name), text(value).left(80));
    }
    if (asset.error) {
        auto* card = new views::ErrorCard(*asset.error, content_);
        column_->addWidget(card);
    }
}

void Inspector::showPart(const views::AssetItem& asset, const views::PartItem& part) {
    auto* form = section(part.name);
    if (part.form == QStringLiteral("tensor")) fact(form, tr("Type"), part.dtype);
    fact(form, tr("Shape"), views::shapeText(part.shape));
    fact(form, tr("Size"), views::byteSize(double(part.bytes)));
    if (part.bytes > statisticsUpTo) return;
    statistics_ = section(tr("Statistics"));
    ticket_ = session_.previews().derive(
        QStringLiteral("statistics"),
        Json::object(),
        {asset.path, asset.reader, asset.hash, part.name, Json()},
        nullptr,
        [this, generation = generation_](const Result<views::Derived>& derived) {
            if (generation != generation_ || !statistics_) return;
            if (!derived)
                return fact(statistics_, tr("not known"), QString::fromStdString(derived.error().what));
            if (!derived->details.empty()) showStatistics(derived->details.front().about);
        }
    );
}

void Inspector::showStatistics(const Json& statistics) {
    const std::pair<const char*, QString> rows[] = {
        {"mean", tr("Mean")},
        {"std", tr("Standard deviation")},
        {"min", tr("Minimum")},
        {"max", tr("Maximum")},
        {"kurtosis", tr("Kurtosis")},
        {"entropy_bits", tr("Entropy, bits")},
        {"zeros", tr("Zeros")},
        {"nan", tr("NaN")},
        {"inf", tr("Infinite")},
    };
    for (const auto& [name, title] : rows)
        if (const Json& value = statistics.at(name); value.isNumber())
            fact(statistics_, title, number(value.asDouble()));
}

void Inspector::showResult(const Json& row) {
    column_->takeAt(column_->count() - 1); // the stretch
    const QString key = text(row.at("key"));
    auto* form = section(tr("Result"), row.at("lossless").asBool() ? tr("bit-identical") : QString());
    const int index = session_.results().rowOf(key);
    if (index >= 0) fact(form, tr("Method"), session_.results().label(index));
    fact(form, tr("Asset"), text(row.at("asset")));
    if (row.at("error").isObject()) {
        const Json& e = row.at("error");
        column_->addWidget(new views::ErrorCard(
            Error{
                ErrorKind::internal,
                e.at("what").asString(),
                e.at("where").asString(),
                e.at("fix").asString()},
            content_
        ));
    } else {
        const Json& sizes = row.at("size_bytes");
        fact(form, tr("Original"), views::byteSize(sizes.at("original").asDouble()));
        fact(form, tr("Stream"), views::byteSize(sizes.at("total").asDouble()));
        fact(form, tr("of it payload"), views::byteSize(sizes.at("payload").asDouble()));
        fact(form, tr("of it side information"), views::byteSize(sizes.at("side").asDouble()));
        fact(form, tr("of it header"), views::byteSize(sizes.at("header").asDouble()));
        if (sizes.at("model").asInt() > 0)
            fact(form, tr("Model beside it"), views::byteSize(sizes.at("model").asDouble()));
        fact(form, tr("Ratio"), number(row.at("ratio").asDouble()));
        fact(form, tr("Rate, bits per element"), number(row.at("rate_bits_per_element").asDouble()));
        fact(form, tr("Encode"), views::duration(row.at("encode_ms").at("median").asDouble() / 1000));
        fact(form, tr("Decode"), views::duration(row.at("decode_ms").at("median").asDouble() / 1000));
        if (row.at("metrics").size() > 0) form = section(tr("Metrics"));
        for (const auto& [name, value] : row.at("metrics").members()) {
            const auto column =
                views::describeColumn(QStringLiteral("metrics.") + QString::fromStdString(name));
            const QString unit = column.unit.isEmpty() ? QString() : QStringLiteral(", ") + column.unit;
            fact(form, column.name + unit, value.isNull() ? QStringLiteral("∞") : number(value.asDouble()));
        }
    }
    form = section(tr("Provenance"));
    fact(form, tr("Key"), key.left(8) + QStringLiteral("…") + key.right(4));
    fact(form, tr("Seed"), text(row.at("seed")));
    const Json& environment = row.at("environment");
    for (const auto& [name, title] : {std::pair{"program", tr("Program")}, {"cpu", tr("Processor")}})
        if (environment.contains(name)) fact(form, title, text(environment.at(name)));

    section(tr("Note"));
    note_ = new QPlainTextEdit(QString::fromStdString(session_.annotation(key).at("note").asString()));
    note_->setObjectName(QStringLiteral("note"));
    note_->setAccessibleName(tr("Note on this result"));
    note_->setPlaceholderText(tr("Kept in the project, for everybody who opens it"));
    note_->setMaximumHeight(72);
    note_->setReadOnly(session_.readOnly());
    noteKey_ = key;
    column_->addWidget(note_);
    column_->addStretch(1);
}

// A note is kept when the selection moves on.
void Inspector::keepNote() {
    if (!note_ || noteKey_.isEmpty()) return;
    const std::string now = note_->toPlainText().toStdString();
    const QString key = std::exchange(noteKey_, {});
    if (session_.annotation(key).at("note").asString() != now)
        session_.annotate(key, Json::object({{"note", now}}));
}

} // namespace rarebit::gui
