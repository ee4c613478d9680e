// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/bd_panel.hpp"

#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/core/table_text.hpp"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

QString percentText(double value) {
    if (std::isnan(value)) return number(value);
    return (value > 0 ? QStringLiteral("+") : QString()) + number(value, std::abs(value) < 10 ? 3 : 4) +
           QStringLiteral(" %");
}

std::vector<BdRow> rowsOf(const ResultSet& results, const BdPanel::Question& question, const BdAxes& axes) {
    std::vector<QString> params;
    for (const auto& column : results.columns())
        if (column.varies && column.name.startsWith(QStringLiteral("params."))) params.push_back(column.name);
    std::vector<BdRow> out;
    const auto text = [&](int row, const QString& column) { return results.text(row, column).toStdString(); };
    for (int row = 0; row < results.size(); ++row) {
        const double rate = results.number(row, question.rate), metric = results.number(row, question.metric);
        if (results.failed(row) || std::isnan(rate) || std::isnan(metric)) continue;
        const std::string hash = text(row, QStringLiteral("asset_hash"));
        if (!question.assetHash.isEmpty() && hash != question.assetHash.toStdString()) continue;
        BdRow made{
            hash,
            text(row, QStringLiteral("asset")),
            text(row, QStringLiteral("parts")),
            text(row, QStringLiteral("method")),
            {},
            axes.point(rate, metric)};
        for (const QString& column : params)
            if (std::string value = text(row, column); !value.empty())
                made.params[column.mid(7).toStdString()] = std::move(value);
        if (std::string rules = text(row, QStringLiteral("rules")); !rules.empty())
            made.params["rules"] = std::move(rules);
        out.push_back(std::move(made));
    }
    return out;
}

QString plain(double value) {
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

QString bdWarningText(const BdWarning& warning) {
    const int count = static_cast<int>(warning.value);
    switch (warning.note) {
    case BdNote::noOverlap:
        return BdPanel::tr("no overlap: the curves share no quality");
    case BdNote::notMonotone:
        return BdPanel::tr("not monotone: %n points beside the hull", nullptr, count);
    case BdNote::fewPoints:
        return BdPanel::tr("%n points, fewer than %1", nullptr, count).arg(bdMinimumPoints);
    case BdNote::smallOverlap:
        return BdPanel::tr("overlap under %1 %").arg(100 * bdMinimumOverlap);
    case BdNote::fitsDiffer:
        return BdPanel::tr("the fits differ by %1 points of percent").arg(number(warning.value, 2));
    case BdNote::tooFew:
        return BdPanel::tr("fewer than two points");
    case BdNote::duplicates:
        return BdPanel::tr("%n points of equal quality left out", nullptr, count);
    case BdNote::leftOut:
        return BdPanel::tr("%n points without finite quality left out", nullptr, count);
    }
    return {};
}

void BdModel::show(BdTable table, const BdAxes& axes, const QString& metric) {
    beginResetModel();
    table_ = std::move(table);
    axes_ = axes;
    metric_ = metric;
    lines_.clear();
    const auto texts = [](const BdDelta& delta) {
        QStringList out;
        for (const auto& warning : delta.warnings)
            out << bdWarningText(warning);
        return out.join(QStringLiteral("; "));
    };
    const auto name = [](const std::string& text) { return QString::fromStdString(text); };
    for (const auto& row : table_.rows) {
        const QString parts = row.parts == "*" ? QString() : QStringLiteral(", ") + name(row.parts);
        lines_.push_back(
            {name(row.asset) + parts,
             name(row.method),
             row.delta,
             row.delta.significant(),
             true,
             texts(row.delta)}
        );
    }
    for (const auto& mean : table_.means) {
        if (mean.assets < 2) continue;
        BdDelta delta;
        delta.rate = mean.rate;
        delta.quality = mean.quality;
        const auto lacking = static_cast<int>(mean.assets - mean.of);
        lines_.push_back(
            {tr("Mean of %n assets", nullptr, static_cast<int>(mean.of)),
             name(mean.method),
             delta,
             mean.significant,
             false,
             lacking > 0 ? tr("%n without a value", nullptr, lacking) : QString()}
        );
        if (mean.ofMean)
            lines_.push_back(
                {tr("Mean curves"),
                 name(mean.method),
                 *mean.ofMean,
                 mean.ofMean->significant(),
                 true,
                 texts(*mean.ofMean)}
            );
    }
    endResetModel();
}

QString BdModel::curve(int row) const {
    return row >= 0 && row < rowCount() ? lines_[static_cast<size_t>(row)].method : QString();
}

int BdModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int BdModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant BdModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Line& line = lines_[static_cast<size_t>(index.row())];
    const bool isValue = index.column() == rate || index.column() == quality;
    double value = std::nan("");
    if (index.column() == rate) value = line.delta.rate.value_or(value);
    if (index.column() == quality && line.delta.quality) value = axes_.change(*line.delta.quality);
    const bool has = !std::isnan(value);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case asset:
            return line.asset;
        case method:
            return line.method;
        case rate:
            return percentText(value);
        case quality:
            if (axes_.logQuality || !has) return percentText(value);
            return (value > 0 ? QStringLiteral("+") : QString()) + valueText(metric_, value);
        case overlap:
            return line.fits ? number(std::round(100 * line.delta.overlap)) + QStringLiteral(" %")
                             : QString();
        case points:
            return line.fits ? tr("%1 and %2").arg(line.delta.points).arg(line.delta.anchorPoints)
                             : QString();
        default:
            return line.remarks;
        }
    case Qt::EditRole:
        if (isValue) return has ? plain(value) : QString();
        if (index.column() == overlap) return line.fits ? plain(100 * line.delta.overlap) : QString();
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return index.column() == remarks || index.column() <= method ? data(index, Qt::DisplayRole)
                                                                     : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() >= rate && index.column() <= points ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole:
        if (has && line.significant) {
            QFont bold = font(Text::number);
            bold.setBold(true);
            return bold;
        }
        return {};
    case inkRole:
        if (index.column() == remarks) return int(Token::text2);
        if (!has || std::abs(value) < 1e-9) return {};
        // A negative rate saves; of the metric it depends.
        return int((value < 0) == (index.column() == rate || axes_.lowerIsBetter) ? Token::good : Token::bad);
    default:
        return {};
    }
}

QVariant BdModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return index(0, section).data(role);
    if (role == Qt::EditRole) {
        static const char* const names[]{
            "asset", "method", "bd_rate_percent", "bd_quality", "overlap_percent", "points", "warnings"};
        return QString::fromLatin1(names[section]);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case asset:
        return tr("Asset");
    case method:
        return tr("Curve");
    case rate:
        return tr("Rate");
    case quality:
        return describeColumn(metric_).name;
    case overlap:
        return tr("Overlap");
    case points:
        return tr("Points");
    default:
        return tr("Remarks");
    }
}

BdPanel::BdPanel(ViewContext& context, QWidget* parent)
    : QWidget(parent), context_(context), fold_(new QToolButton), body_(new QWidget) {
    setObjectName(QStringLiteral("bdPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 0, 6, 2);
    column->setSpacing(0);
    fold_->setObjectName(QStringLiteral("bdFold"));
    fold_->setAutoRaise(true);
    fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold_->setText(tr("Bjontegaard deltas"));
    fold_->setToolTip(toolTipText(
        tr("Bjontegaard deltas"),
        {},
        tr("How much rate each curve saves against one of them at equal quality.")
    ));
    setCompact(fold_);
    auto* head = new QHBoxLayout;
    head->addWidget(fold_);
    head->addStretch();
    column->addLayout(head);

    auto* rows = new QVBoxLayout(body_);
    rows->setContentsMargins(6, 2, 6, 4);
    rows->setSpacing(4);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(4);
    anchors_ = new QComboBox;
    anchors_->setObjectName(QStringLiteral("bdAnchor"));
    anchors_->setAccessibleName(tr("Anchor"));
    anchors_->setToolTip(toolTipText(tr("Anchor"), {}, tr("The curve that the others are measured against."))
    );
    anchors_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    anchors_->setMinimumContentsLength(8);
    reverse_ = iconButton(QStringLiteral("arrow-left-right"), tr("Reverse"));
    reverse_->setObjectName(QStringLiteral("bdReverse"));
    reverse_->setToolTip(toolTipText(
        tr("Reverse"),
        {},
        tr("Exchanges the anchor and the curve of the chosen row (the first, where none is).")
    ));
    fits_ = new QComboBox;
    fits_->setObjectName(QStringLiteral("bdInterp"));
    fits_->setAccessibleName(tr("Interpolation"));
    fits_->setToolTip(toolTipText(
        tr("Interpolation"),
        {},
        tr("How the curves run between their points. A number worth its name hardly changes.")
    ));
    for (const auto& name : bdFitNames)
        fits_->addItem(QString::fromLatin1(name.data(), static_cast<int>(name.size())));
    copy_ = iconButton(QStringLiteral("clipboard"), tr("Copy"));
    copy_->setObjectName(QStringLiteral("bdCopy"));
    copy_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(copy_);
    const auto copyAs = [this](CopyFormat format) {
        QGuiApplication::clipboard()->setText(tableText(model_, format));
    };
    menu->addAction(tr("Command line"), this, [this] { copyCommandLine(context_, commandLine()); });
    menu->addSeparator();
    menu->addAction(tr("CSV"), this, [copyAs] { copyAs(CopyFormat::csv); });
    menu->addAction(tr("Markdown"), this, [copyAs] { copyAs(CopyFormat::markdown); });
    menu->addAction(tr("LaTeX (booktabs)"), this, [copyAs] { copyAs(CopyFormat::latex); });
    copy_->setMenu(menu);
    tools->addWidget(makeLabel(tr("Anchor"), Text::small, Token::text2));
    tools->addWidget(anchors_, 1);
    tools->addWidget(reverse_);
    tools->addWidget(fits_);
    tools->addWidget(copy_);
    rows->addLayout(tools);
    table_ = new QTableView;
    table_->setObjectName(QStringLiteral("bdTable"));
    table_->setAccessibleName(tr("Bjontegaard deltas"));
    table_->setModel(&model_);
    dressTable(table_, [this] { return selectionText(table_); });
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    table_->horizontalHeader()->setStretchLastSection(true);
    rows->addWidget(table_);
    why_ = makeLabel({}, Text::small, Token::text2);
    why_->setWordWrap(true);
    rows->addWidget(why_);
    foot_ = new ElidedLabel(Text::caption, Token::text2);
    rows->addWidget(foot_);
    column->addWidget(body_);

    connect(fold_, &QToolButton::clicked, this, [this] { setOpen(!isOpen()); });
    connect(anchors_, &QComboBox::activated, this, [this] {
        anchor_ = anchors_->currentText();
        refresh();
    });
    connect(fits_, &QComboBox::activated, this, &BdPanel::refresh);
    connect(reverse_, &QToolButton::clicked, this, &BdPanel::reverse);
    connect(&Theme::get(), &Theme::changed, this, &BdPanel::fitTable);
    fold_->setIcon(icon(QStringLiteral("chevron-right")));
    body_->hide();
}

void BdPanel::ask(const Question& question) {
    question_ = question;
    refresh();
}

bool BdPanel::isOpen() const {
    return !body_->isHidden();
}

void BdPanel::setOpen(bool open) {
    if (open == isOpen()) return;
    body_->setVisible(open);
    fold_->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    refresh();
    emit openChanged(open);
}

void BdPanel::setRoom(int height) {
    room_ = height;
    fitTable();
}

void BdPanel::refresh() {
    if (!isOpen()) return;
    const ColumnText rate = describeColumn(question_.rate), metric = describeColumn(question_.metric);
    const QSignalBlocker quiet(anchors_);
    anchors_->clear();
    if (!rate.known || !metric.known || question_.rate == question_.metric)
        return tell(tr("Deltas need axes on which better is up or down: a rate, and a metric."));
    const BdAxes axes{!rate.lowerIsBetter, metric.lowerIsBetter, question_.logQuality};
    const auto rows = rowsOf(context_.results, question_, axes);
    const auto curves = bdCurves(rows);
    for (const auto& curve : curves)
        anchors_->addItem(QString::fromStdString(curve.name));
    if (curves.size() < 2)
        return tell(tr("Deltas need two curves; sweep another method or another setting."));
    int anchor = anchors_->findText(anchor_);
    if (anchor < 0) anchor = static_cast<int>(usualBdAnchor(rows, curves));
    anchors_->setCurrentIndex(anchor);
    const QString chosen = model_.curve(table_->currentIndex().row());
    const BdFit fit = static_cast<BdFit>(std::max(0, fits_->currentIndex()));
    model_.show(bdTable(rows, curves, static_cast<size_t>(anchor), {.fit = fit}), axes, question_.metric);
    if (model_.rowCount() == 0) return tell(tr("No other curve has results of the anchor's assets."));
    for (int row = 0; row < model_.rowCount(); ++row)
        if (!chosen.isEmpty() && model_.curve(row) == chosen) {
            table_->setCurrentIndex(model_.index(row, 0));
            break;
        }
    foot_->setText(
        (axes.logQuality
             ? tr("%1 over the logarithm of %2, both logarithmic; negative rates save; bold: no doubt")
             : tr("%1 over the logarithm of %2; negative rates save; bold: no doubt"))
            .arg(metric.name, rate.name)
    );
    setTold(true);
    // One asset needs no column; the chart names it.
    const auto& lines = model_.deltas().rows;
    table_->setColumnHidden(BdModel::asset, std::ranges::all_of(lines, [&](const BdTableRow& row) {
                                return row.assetHash == lines.front().assetHash &&
                                       row.parts == lines.front().parts;
                            }));
    table_->resizeColumnsToContents();
    fitTable();
}

void BdPanel::tell(const QString& why) {
    model_.clear();
    why_->setText(why);
    setTold(false);
}

void BdPanel::setTold(bool deltas) {
    why_->setVisible(!deltas);
    table_->setVisible(deltas);
    foot_->setVisible(deltas);
    for (QWidget* control : std::initializer_list<QWidget*>{anchors_, reverse_, fits_, copy_})
        control->setEnabled(deltas);
}

// As high as its rows, as far as there is room.
void BdPanel::fitTable() {
    const int row = Theme::get().scaled(24), others = Theme::get().scaled(28 + 28 + 20) + 16;
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, table_);
    const int wanted = table_->horizontalHeader()->sizeHint().height() + row * model_.rowCount() + bar;
    table_->setFixedHeight(std::clamp(wanted, 3 * row, std::max(3 * row, room_ - others)));
}

void BdPanel::reverse() {
    QString next = model_.curve(table_->currentIndex().row());
    if (next.isEmpty()) next = model_.curve(0);
    if (next.isEmpty()) return;
    const QString before = anchors_->currentText();
    anchor_ = next;
    refresh();
    for (int row = 0; row < model_.rowCount(); ++row)
        if (model_.curve(row) == before) return table_->setCurrentIndex(model_.index(row, 0));
}

QString BdPanel::commandLine() const {
    const QString project = context_.project ? context_.project() : QString();
    if (project.isEmpty() || model_.rowCount() == 0) return {};
    const QString metric =
        question_.metric.startsWith(QStringLiteral("metrics.")) ? question_.metric.mid(8) : question_.metric;
    QString line = QStringLiteral("rarebit bd %1 --anchor %2 --metric %3 --interp %4")
                       .arg(
                           shellQuoted(project),
                           shellQuoted(anchors_->currentText()),
                           shellQuoted(metric),
                           fits_->currentText()
                       );
    if (question_.rate != QStringLiteral("rate_bits_per_element"))
        line += QStringLiteral(" --rate ") + shellQuoted(question_.rate);
    if (question_.logQuality) line += QStringLiteral(" --log-quality");
    if (!question_.assetName.isEmpty())
        line += QStringLiteral(" --filter ") +
                shellQuoted(filterText(QStringLiteral("asset"), question_.assetName));
    return line;
}

Json BdPanel::settings() const {
    return Json::object(
        {{"open", isOpen()},
         {"anchor", anchor_.toStdString()},
         {"interp", fits_->currentText().toStdString()}}
    );
}

void BdPanel::restore(const Json& json) {
    anchor_ = QString::fromStdString(json.at("anchor").asString());
    const int fit = fits_->findText(QString::fromStdString(json.at("interp").asString()));
    fits_->setCurrentIndex(std::max(0, fit));
    setOpen(json.at("open").asBool(false));
    refresh();
}

} // namespace rarebit::views
