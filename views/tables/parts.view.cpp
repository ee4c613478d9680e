// SPDX-License-Identifier: GPL-3.0-or-later
// All parts of the asset as a table: what they are, how large, and how their values are distributed.
#include "views/core/asset_state.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/core/view.hpp"
#include "views/tables/parts_model.hpp"

#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace rarebit::views {
namespace {

// Of the columns in order; figures stand in equal ones.
constexpr int widths[]{280, 76, 56, 124, 76};
constexpr int figureWidth = 80, entropyWidth = 104;

// A field of a CSV file.
QString csvField(QString text) {
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')) return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

class PartsView : public View {
    Q_OBJECT
public:
    PartsView(ViewContext& context, QWidget* parent);

    QAbstractItemModel* table() override { return model_->rowCount() > 0 ? order_ : nullptr; }
    QString commandLine() const override;
    /// csv: all shown rows; otherwise a picture.
    Status exportFigure(const QString& path) override;
    Json settings() const override;
    void restore(const Json& settings) override;
    void assetsUpdated() override { refresh(); }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) refresh();
    }

private:
    void refresh();
    void followPart();
    void filterTyped();
    void wantFigures();
    void tell();
    bool sortsByFigure() const { return order_->sortColumn() >= PartsModel::mean; }

    PartsModel* model_;
    PartsOrder* order_;
    StateStack* states_;
    SearchField* filter_;
    QLabel *count_, *wrong_;
    QTableView* table_;
    QTimer* settle_; // scrolling and typing
};

PartsView::PartsView(ViewContext& context, QWidget* parent)
    : View(context, parent), model_(new PartsModel(context.previews, this)),
      order_(new PartsOrder(*model_, this)), settle_(new QTimer(this)) {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(12);
    filter_ = new SearchField(tr("Filter: layer:10-20 kurtosis>8"), QStringLiteral("funnel"), content);
    filter_->setObjectName(QStringLiteral("partsFilter"));
    filter_->setAccessibleName(tr("Filter of the parts"));
    filter_->setMaximumWidth(420);
    filter_->setToolTip(
        tr("All words must hold: a piece of the name, layer:3, layer:10-20, type:bf16, role:weight, or a "
           "comparison with one of %1")
            .arg(PartsModel::figureNames().join(QStringLiteral(", ")))
    );
    setCompact(filter_);
    count_ = makeLabel({}, Text::small, Token::text2, content);
    count_->setObjectName(QStringLiteral("partsCount"));
    row->addWidget(filter_, 1);
    row->addWidget(count_);
    row->addStretch(1);
    wrong_ = makeLabel({}, Text::small, Token::bad, content);
    wrong_->setObjectName(QStringLiteral("partsFilterError"));
    wrong_->setContentsMargins(12, 0, 12, 4);
    wrong_->setWordWrap(true);
    wrong_->hide();
    table_ = new QTableView(content);
    table_->setObjectName(QStringLiteral("partsTable"));
    table_->setAccessibleName(tr("Parts"));
    table_->setModel(order_);
    dressTable(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTextElideMode(Qt::ElideLeft); // names of parts differ at their ends
    table_->setSortingEnabled(true);
    table_->sortByColumn(PartsModel::name, Qt::AscendingOrder);
    for (int section = 0; section < PartsModel::columns; ++section)
        table_->horizontalHeader()->resizeSection(
            section,
            Theme::get().scaled(
                section < PartsModel::mean       ? widths[section]
                : section == PartsModel::entropy ? entropyWidth
                                                 : figureWidth
            )
        );
    column->addLayout(row);
    column->addWidget(wrong_);
    column->addWidget(table_, 1);
    states_ = new StateStack(content, BusyState::Shape::rows, this);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(states_);
    setFocusProxy(table_);

    settle_->setSingleShot(true);
    settle_->setInterval(80);
    connect(settle_, &QTimer::timeout, this, &PartsView::wantFigures);
    const auto soon = [this] { settle_->start(); };
    connect(table_->verticalScrollBar(), &QScrollBar::valueChanged, this, soon);
    connect(table_->verticalScrollBar(), &QScrollBar::rangeChanged, this, soon);
    connect(order_, &QAbstractItemModel::layoutChanged, this, soon);
    connect(order_, &QAbstractItemModel::modelReset, this, soon);
    connect(model_, &PartsModel::figuresArrived, this, &PartsView::tell);
    connect(filter_, &QLineEdit::textChanged, this, &PartsView::filterTyped);
    const auto choose = [this](const QModelIndex& index) {
        if (!index.isValid() || !model_->asset()) return;
        const QString part = model_->part(order_->mapToSource(index).row()).name;
        context_.hub.setAsset(model_->asset()->path, part);
    };
    connect(table_, &QTableView::clicked, this, choose);
    connect(table_, &QTableView::activated, this, choose);
    connect(&context.hub, &Hub::assetChanged, this, [this] {
        if (!pinned()) refresh();
    });
    refresh();
}

void PartsView::refresh() {
    const AssetPtr now = pinned() && model_->asset() ? context_.asset(model_->asset()->path)
                                                     : context_.asset(context_.hub.state().asset);
    const auto state = showAssetState(
        *states_,
        context_,
        now,
        {QStringLiteral("table"),
         tr("No asset chosen"),
         tr("Choose one in Assets: its parts are listed here.")}
    );
    setSubject(now ? now->name : QString());
    if (state) {
        model_->setAsset(nullptr);
        return setState(*state);
    }
    model_->setAsset(now);
    if (now->parts.isEmpty())
        states_->showEmpty(
            QStringLiteral("table"), tr("No parts"), tr("There is nothing in this file to list.")
        );
    else
        states_->showContent();
    followPart();
    settle_->start();
    tell();
}

void PartsView::followPart() {
    const int row = model_->rowOf(context_.hub.state().part);
    const QModelIndex index = row < 0 ? QModelIndex() : order_->mapFromSource(model_->index(row, 0));
    if (!index.isValid() || index.row() == table_->currentIndex().row()) return;
    table_->selectRow(index.row());
    table_->scrollTo(index);
}

void PartsView::filterTyped() {
    auto filter = PartFilter::parse(filter_->text(), PartsModel::figureNames());
    wrong_->setVisible(!filter);
    if (!filter) {
        const Error& why = filter.error();
        wrong_->setText(QString::fromStdString(why.what + ": " + why.fix));
        return;
    }
    order_->setFilter(std::move(*filter));
    settle_->start();
    tell();
}

// Of the rows in sight; of all where the filter or the order needs them, those in sight first.
void PartsView::wantFigures() {
    QVector<int> rows;
    const int first = std::max(0, table_->rowAt(0));
    const int last = table_->rowAt(table_->viewport()->height() - 1);
    for (int row = first; row <= (last < 0 ? order_->rowCount() - 1 : last); ++row)
        rows.push_back(order_->mapToSource(order_->index(row, 0)).row());
    if (order_->filter().needsFigures() || sortsByFigure())
        for (int row = 0; row < model_->rowCount(); ++row)
            if (!rows.contains(row)) rows.push_back(row);
    model_->want(rows);
    tell();
}

void PartsView::tell() {
    const int all = model_->rowCount(), shown = order_->rowCount();
    count_->setText(
        shown == all ? tr("%1 parts").arg(grouped(all))
                     : tr("%1 of %2 parts").arg(grouped(shown), grouped(all))
    );
    if (!model_->asset()) return;
    if (model_->filling())
        setState(
            {.kind = ViewState::Kind::filling,
             .text = tr("filling, %1 of %2").arg(grouped(model_->known()), grouped(all)),
             .error = {}}
        );
    else
        setState({});
}

QString PartsView::commandLine() const {
    if (!model_->asset()) return {};
    return QStringLiteral("rarebit info %1 --stats").arg(shellQuoted(model_->asset()->path));
}

Status PartsView::exportFigure(const QString& path) {
    if (!path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) return View::exportFigure(path);
    QString text;
    for (int row = -1; row < order_->rowCount(); ++row) {
        QStringList fields;
        for (int column = 0; column < PartsModel::columns; ++column) {
            if (row < 0) {
                fields << csvField(order_->headerData(column, Qt::Horizontal).toString());
                continue;
            }
            const QModelIndex index = order_->index(row, column);
            const QVariant value =
                index.data(column >= PartsModel::bytes ? int(PartsModel::sortRole) : int(Qt::DisplayRole));
            const bool number = value.typeId() == QMetaType::Double;
            fields
                << (!number ? csvField(value.toString())
                    : std::isnan(value.toDouble())
                        ? QString()
                        : QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest));
        }
        text += fields.join(u',') + u'\n';
    }
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return ioError(
            "the parts could not be written", path.toStdString(), "check the folder and its free space"
        );
    return Ok{};
}

Json PartsView::settings() const {
    return Json::object(
        {{"filter", filter_->text().toStdString()},
         {"sort", order_->sortColumn()},
         {"descending", order_->sortOrder() == Qt::DescendingOrder}}
    );
}

void PartsView::restore(const Json& settings) {
    filter_->setText(QString::fromStdString(settings.at("filter").asString()));
    const auto column = static_cast<int>(settings.at("sort").asInt(PartsModel::name));
    if (column >= 0 && column < PartsModel::columns)
        table_->sortByColumn(
            column, settings.at("descending").asBool() ? Qt::DescendingOrder : Qt::AscendingOrder
        );
}

const ViewDef& parts() {
    static const ViewDef definition{
        QStringLiteral("parts"),
        PartsView::tr("Parts"),
        QStringLiteral("list-ul"),
        QStringLiteral("tables"),
        [](ViewContext& context, QWidget* parent) -> View* { return new PartsView(context, parent); }};
    return definition;
}

} // namespace rarebit::views

#include "parts.view.moc"
