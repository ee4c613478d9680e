// SPDX-License-Identifier: GPL-3.0-or-later
// Every result of the project, one per row.
#include "views/tables/results.hpp"

#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/states.hpp"
#include "views/tables/results_delegate.hpp"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

Json list(const QStringList& texts) {
    Json out = Json::array();
    for (const QString& text : texts)
        out.push(text.toStdString());
    return out;
}
QStringList texts(const Json& json) {
    QStringList out;
    for (const Json& text : json.elements())
        out << QString::fromStdString(text.asString());
    return out;
}

} // namespace

ResultsView::ResultsView(ViewContext& context, QWidget* parent)
    : View(context, parent), model_(new ResultsModel(context.results, this)), table_(new QTableView),
      typed_(new QTimer(this)), later_(new QTimer(this)) {
    table_->setObjectName(QStringLiteral("resultsTable"));
    table_->setAccessibleName(tr("Results"));
    table_->setModel(model_);
    dressTable(table_);
    table_->setItemDelegate(new ResultsDelegate(table_));
    table_->setSortingEnabled(true);
    table_->sortByColumn(-1, Qt::AscendingOrder);
    table_->setMouseTracking(true);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->installEventFilter(this);
    table_->viewport()->installEventFilter(this);
    table_->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->horizontalHeader()->setSectionsMovable(true);
    table_->horizontalHeader()->setHighlightSections(false);
    setFocusProxy(table_);

    filter_ = new SearchField(tr("Filter: method = rtn and params.bits <= 4"), QStringLiteral("funnel"));
    filter_->setObjectName(QStringLiteral("resultsFilter"));
    filter_->setAccessibleName(tr("Filter expression"));
    setCompact(filter_);
    filter_->setEnabled(static_cast<bool>(context_.query));
    differing_ = new Chip(tr("only differing columns"));
    differing_->setObjectName(QStringLiteral("onlyDiffering"));
    differing_->setCheckable(true);
    differing_->setChecked(true);
    count_ = makeLabel({}, Text::small, Token::text2);
    count_->setObjectName(QStringLiteral("resultsCount"));
    wrong_ = makeLabel({}, Text::small, Token::bad);
    wrong_->setObjectName(QStringLiteral("filterError"));
    wrong_->setContentsMargins(12, 0, 12, 4);
    wrong_->setWordWrap(true);
    wrong_->hide();

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(8);
    bar->addWidget(filter_, 1);
    bar->addWidget(count_);
    bar->addWidget(differing_);
    stack_ = new StateStack(table_, BusyState::Shape::rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(wrong_);
    layout->addWidget(stack_, 1);

    typed_->setSingleShot(true);
    typed_->setInterval(300);
    later_->setSingleShot(true);
    later_->setInterval(300);
    makeActions();
    makeConnections();
    follow();
    showColumns();
    refresh();
}

void ResultsView::makeConnections() {
    Hub& hub = context_.hub;
    connect(filter_, &QLineEdit::textChanged, typed_, qOverload<>(&QTimer::start));
    connect(filter_, &QLineEdit::returnPressed, this, [this] { query(); });
    connect(typed_, &QTimer::timeout, this, [this] { query(); });
    // New rows: the same question again.
    connect(later_, &QTimer::timeout, this, [this] {
        if (!expression_.isEmpty()) query(true);
    });
    connect(differing_, &QAbstractButton::toggled, this, &ResultsView::showColumns);
    connect(model_, &QAbstractItemModel::modelReset, this, &ResultsView::refresh);
    for (const auto signal : {&ResultSet::rowsChanged, &ResultSet::cleared})
        connect(&context_.results, signal, later_, qOverload<>(&QTimer::start));
    connect(&context_.results, &ResultSet::rowsAdded, later_, qOverload<>(&QTimer::start));
    for (const auto signal : {&ResultSet::rowsChanged, &ResultSet::cleared})
        connect(&context_.results, signal, this, &ResultsView::showColumns);
    connect(&context_.results, &ResultSet::rowsAdded, this, &ResultsView::showColumns);
    connect(model_, &ResultsModel::annotated, this, [this](const QString& key, const Json& change) {
        if (context_.annotate) context_.annotate(key, change);
    });

    connect(
        table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultsView::selectionToHub
    );
    connect(table_, &QTableView::activated, this, &ResultsView::activate);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!(model_->flags(index) & Qt::ItemIsEditable)) activate(index);
    });
    connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (model_->kind(index.row()) == ResultsModel::heading)
            model_->toggle(index.row());
        else if (model_->columns()[index.column()] == ResultsModel::starColumn)
            model_->setData(index, !index.data(Qt::EditRole).toBool());
    });
    connect(table_, &QTableView::entered, this, [this](const QModelIndex& index) {
        context_.hub.setHover(keyAt(index));
    });
    connect(table_, &QTableView::customContextMenuRequested, this, &ResultsView::showMenu);
    connect(
        table_->horizontalHeader(),
        &QHeaderView::customContextMenuRequested,
        this,
        &ResultsView::showHeaderMenu
    );
    connect(
        table_->horizontalHeader(),
        &QHeaderView::sectionResized,
        this,
        [this](int section, int, int size) {
            if (!quiet_ && section < model_->columns().size()) widths_[model_->columns()[section]] = size;
        }
    );
    connect(&hub, &Hub::resultsChanged, this, &ResultsView::showSelection);
    connect(&hub, &Hub::slotsChanged, this, &ResultsView::refresh);
    connect(&hub, &Hub::hoverChanged, this, [this] {
        static_cast<ResultsDelegate*>(table_->itemDelegate())
            ->setHovered(model_->modelRowOf(context_.results.rowOf(context_.hub.hover())));
        table_->viewport()->update();
    });
    connect(&hub, &Hub::assetChanged, this, &ResultsView::follow);
    connect(&Theme::get(), &Theme::changed, this, &ResultsView::refresh);
}

void ResultsView::makeActions() {
    groupMenu_ = new QMenu(tr("Group by"), this);
    connect(groupMenu_, &QMenu::aboutToShow, this, [this] {
        groupMenu_->clear();
        const auto add = [this](const QString& text, const QString& column) {
            auto* action = groupMenu_->addAction(text, this, [this, column] { model_->setGroupBy(column); });
            action->setCheckable(true);
            action->setChecked(model_->groupBy() == column);
        };
        add(tr("Nothing"), {});
        groupMenu_->addSeparator();
        QStringList columns{QStringLiteral("asset"), ResultsModel::methodColumn};
        for (const QString& column : model_->allColumns())
            if (!column.startsWith(u'#') && column != ResultsModel::starColumn && !columns.contains(column) &&
                (!model_->isNumeric(column) || column.startsWith(QStringLiteral("params.")) ||
                 column == QStringLiteral("seed") || column == QStringLiteral("lossless")))
                columns << column;
        for (const QString& column : columns)
            add(columnTitle(column), column);
    });
    columnMenu_ = new QMenu(tr("Columns"), this);
    connect(columnMenu_, &QMenu::aboutToShow, this, [this] {
        columnMenu_->clear();
        for (const QString& column : model_->allColumns()) {
            if (column.startsWith(u'#') || column == ResultsModel::starColumn) continue;
            auto* action = columnMenu_->addAction(columnTitle(column));
            action->setCheckable(true);
            action->setChecked(model_->columns().contains(column));
            connect(action, &QAction::toggled, this, [this, column](bool on) {
                (on ? removed_ : added_).removeAll(column);
                if (on)
                    added_ << column;
                else
                    removed_ << column;
                showColumns();
            });
        }
    });
    copyMenu_ = new QMenu(tr("Copy as"), this);
    copyMenu_->addAction(tr("CSV"), this, [this] { copy(CopyFormat::csv); });
    copyMenu_->addAction(tr("Markdown"), this, [this] { copy(CopyFormat::markdown); });
    copyMenu_->addAction(tr("LaTeX (booktabs)"), this, [this] { copy(CopyFormat::latex); });
    onlyAsset_ = new QAction(tr("Only results of the chosen asset"), this);
    onlyAsset_->setObjectName(QStringLiteral("onlyAsset"));
    onlyAsset_->setCheckable(true);
    connect(onlyAsset_, &QAction::toggled, this, &ResultsView::follow);
    ranks_ = new QAction(tr("Mark best and worst"), this);
    ranks_->setObjectName(QStringLiteral("ranks"));
    ranks_->setCheckable(true);
    ranks_->setChecked(true);
    connect(ranks_, &QAction::toggled, model_, &ResultsModel::setRanks);
}

QList<QAction*> ResultsView::viewActions() {
    return {groupMenu_->menuAction(), columnMenu_->menuAction(), copyMenu_->menuAction(), onlyAsset_, ranks_};
}

void ResultsView::follow() {
    if (pinned()) return;
    const AssetPtr asset = onlyAsset_->isChecked() ? context_.asset(context_.hub.state().asset) : AssetPtr();
    QString hash;
    if (asset) {
        hash = asset->hash;
        for (int row = 0; hash.isEmpty() && row < context_.results.size(); ++row)
            if (context_.results.text(row, QStringLiteral("asset")) == asset->name)
                hash = context_.results.text(row, QStringLiteral("asset_hash"));
        if (hash.isEmpty()) hash = QStringLiteral("none"); // an asset without results
    }
    model_->setAsset(hash);
    showColumns();
}

void ResultsView::setFilter(const QString& expression) {
    filter_->setText(expression);
    query();
}

void ResultsView::query(bool again) {
    typed_->stop();
    const QString wanted = filter_->text().trimmed();
    if ((wanted == expression_ && !again) || !context_.query) return;
    expression_ = wanted;
    const int number = ++asked_;
    if (wanted.isEmpty()) {
        setWrong(filter_, {});
        wrong_->hide();
        model_->setFilter(std::nullopt);
        showColumns();
        return;
    }
    context_.query(
        wanted,
        {},
        false,
        [this, number, alive = QPointer<ResultsView>(this)](Result<QStringList> keys) {
            if (!alive || number != asked_) return;
            const QString why =
                keys ? QString()
                     : QString::fromStdString(
                           keys.error().what + " (" + keys.error().where + "): " + keys.error().fix
                       );
            setWrong(filter_, why);
            wrong_->setText(why);
            wrong_->setVisible(!why.isEmpty());
            if (!keys) return; // what was shown stays
            model_->setFilter(std::move(*keys));
            showColumns();
        }
    );
}

void ResultsView::showColumns() {
    QStringList columns = differing_->isChecked() ? model_->differingColumns() : model_->allColumns();
    for (const QString& column : model_->allColumns())
        if (added_.contains(column) && !columns.contains(column)) columns.insert(columns.size() - 1, column);
    for (const QString& column : removed_)
        columns.removeAll(column);
    model_->setColumns(columns);
}

// After every reset: what the table forgot.
void ResultsView::refresh() {
    const int scrolled = table_->verticalScrollBar()->value();
    table_->clearSpans();
    for (int row = 0; row < model_->rowCount(); ++row) {
        const auto kind = model_->kind(row);
        if (kind == ResultsModel::result) continue;
        table_->setSpan(row, 0, 1, std::max(2, model_->columnCount()));
        if (kind == ResultsModel::detail) table_->setRowHeight(row, ResultsDelegate::detailHeight());
    }
    QHash<QString, QString> letters;
    const auto& slotted = context_.hub.state().slotted;
    for (size_t slot = 0; slot < slotted.size(); ++slot)
        if (!slotted[slot].key.isEmpty()) letters[slotted[slot].key] += QChar('A' + int(slot));
    model_->setLetters(letters);
    showWidths();
    showSelection();
    table_->verticalScrollBar()->setValue(scrolled);

    const int total = context_.results.size(), shown = model_->shownCount();
    count_->setText(
        shown != total ? tr("%1 of %2").arg(grouped(shown), grouped(total))
        : total == 1   ? tr("1 result")
                       : tr("%1 results").arg(grouped(total))
    );
    setSubject(count_->text());
    if (total == 0) {
        stack_->showEmpty(
            QStringLiteral("table"),
            tr("No results yet"),
            tr("Choose a method in Recipe and press Run, or start a sweep.")
        );
    } else if (shown == 0) {
        EmptyState& empty = stack_->showEmpty(
            QStringLiteral("funnel"),
            tr("No result matches"),
            tr("The filter or the chosen asset leaves out all %1.").arg(grouped(total))
        );
        empty.addAction(tr("Show all"), [this] {
            onlyAsset_->setChecked(false);
            setFilter({});
        });
    } else {
        stack_->showContent();
    }
}

void ResultsView::showWidths() {
    quiet_ = true;
    const QFontMetrics header(views::font(Text::captionMedium)), digits(views::font(Text::number)),
        words(views::font(Text::body));
    auto* sections = table_->horizontalHeader();
    const auto& columns = model_->columns();
    for (int i = 0; i < columns.size(); ++i) {
        const QString& column = columns[i];
        int width = widths_.value(column);
        if (width == 0 && column == ResultsModel::slotColumn) {
            width = Theme::get().scaled(44);
        } else if (width == 0 && column == ResultsModel::starColumn) {
            width = Theme::get().scaled(32);
        } else if (width == 0) {
            // As wide as its title and the first rows need.
            width = header.horizontalAdvance(columnTitle(column)) + 32;
            const auto& metrics = model_->isNumeric(column) ? digits : words;
            for (int row = 0; row < std::min(60, model_->rowCount()); ++row)
                if (model_->kind(row) == ResultsModel::result)
                    width = std::max(
                        width,
                        metrics.horizontalAdvance(model_->text(model_->resultAt(row), column)) +
                            (column == ResultsModel::methodColumn ? 64 : 28)
                    );
            width = std::min(width, Theme::get().scaled(280));
        }
        sections->resizeSection(i, width);
    }
    const auto sorted = static_cast<int>(columns.indexOf(model_->sortColumn()));
    const QSignalBlocker blocker(sections);
    sections->setSortIndicator(sorted, model_->sortOrder());
    quiet_ = false;
}

void ResultsView::showSelection() {
    if (quiet_) return;
    quiet_ = true;
    std::vector<int> rows;
    int current = -1;
    for (const QString& key : context_.hub.state().results) {
        current = model_->modelRowOf(context_.results.rowOf(key));
        if (current >= 0) rows.push_back(current);
    }
    std::ranges::sort(rows);
    QItemSelection selection; // runs of rows, since a lasso may choose thousands
    const int last = model_->columnCount() - 1;
    for (size_t i = 0; i < rows.size();) {
        size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        selection.select(model_->index(rows[i], 0), model_->index(rows[end - 1], last));
        i = end;
    }
    auto* chosen = table_->selectionModel();
    chosen->select(selection, QItemSelectionModel::ClearAndSelect);
    if (current >= 0) {
        chosen->setCurrentIndex(
            model_->index(current, std::max(0, chosen->currentIndex().column())),
            QItemSelectionModel::NoUpdate
        );
        table_->scrollTo(model_->index(current, 0), QAbstractItemView::EnsureVisible);
    }
    quiet_ = false;
}

void ResultsView::selectionToHub() {
    if (quiet_) return;
    quiet_ = true;
    QStringList keys;
    const auto* chosen = table_->selectionModel();
    for (const QItemSelectionRange& range : chosen->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            if (model_->kind(row) == ResultsModel::result && range.left() == 0)
                keys << context_.results.key(model_->resultAt(row));
    // The current one last.
    const QString current = keyAt(chosen->currentIndex());
    if (keys.removeAll(current) > 0) keys << current;
    keys.removeDuplicates();
    context_.hub.setResults(keys);
    quiet_ = false;
}

QString ResultsView::keyAt(const QModelIndex& index) const {
    const int row = index.isValid() ? model_->resultAt(index.row()) : -1;
    return row < 0 ? QString() : context_.results.key(row);
}

void ResultsView::activate(const QModelIndex& index) {
    const int row = model_->resultAt(index.row());
    if (row < 0 || context_.results.failed(row)) return model_->toggle(index.row());
    context_.hub.requestCompare(context_.results.key(row));
}

void ResultsView::edit(const QString& column) {
    const QString key = keyAt(table_->currentIndex());
    if (!model_->columns().contains(column)) {
        QStringList columns = model_->columns();
        columns.insert(columns.size() - 1, column);
        model_->setColumns(columns);
    }
    const QModelIndex cell = model_->index(
        model_->modelRowOf(context_.results.rowOf(key)), static_cast<int>(model_->columns().indexOf(column))
    );
    if (!cell.isValid()) return;
    table_->scrollTo(cell);
    table_->edit(cell);
}

std::vector<int> ResultsView::chosenRows() const {
    std::vector<int> out;
    const bool any = table_->selectionModel()->hasSelection();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->kind(row) == ResultsModel::result &&
            (!any || table_->selectionModel()->isRowSelected(row)))
            out.push_back(model_->resultAt(row));
    return out;
}

void ResultsView::copy(CopyFormat format) {
    QApplication::clipboard()->setText(copyText(*model_, context_.results, chosenRows(), format));
}

void ResultsView::showMenu(const QPoint& place) {
    QMenu menu(this);
    const QModelIndex index = table_->indexAt(place);
    const QString key = keyAt(index);
    if (!key.isEmpty()) {
        const int row = context_.results.rowOf(key);
        if (context_.results.failed(row)) {
            menu.addAction(tr("Show why it failed"), this, [this, index] { model_->toggle(index.row()); });
        } else {
            menu.addAction(tr("Open in Compare"), this, [this, key] { context_.hub.requestCompare(key); });
            for (int slot = 0; slot < 4; ++slot)
                menu.addAction(tr("Put in slot %1").arg(QChar('A' + slot)), this, [this, key, slot] {
                    context_.hub.requestSlot(key, slot);
                });
        }
        menu.addSeparator();
        if (context_.annotate) {
            const bool starred = context_.results.number(row, ResultsModel::starColumn) > 0;
            menu.addAction(starred ? tr("Remove star") : tr("Star"), this, [this, key, starred] {
                context_.annotate(key, Json::object({{"star", !starred}}));
            });
            menu.addAction(tr("Note ..."), this, [this] { edit(QStringLiteral("note")); });
            menu.addAction(tr("Tags ..."), this, [this] { edit(QStringLiteral("tags")); });
            menu.addSeparator();
        }
    }
    menu.addMenu(copyMenu_);
    menu.addMenu(groupMenu_);
    menu.addMenu(columnMenu_);
    menu.addAction(onlyAsset_);
    menu.addAction(ranks_);
    menu.exec(table_->viewport()->mapToGlobal(place));
}

void ResultsView::showHeaderMenu(const QPoint& place) {
    const int section = table_->horizontalHeader()->logicalIndexAt(place);
    if (section < 0) return;
    const QString column = model_->columns()[section];
    QMenu menu(this);
    if (column != ResultsModel::slotColumn) {
        menu.addAction(tr("Sort ascending"), this, [this, section] {
            table_->sortByColumn(section, Qt::AscendingOrder);
        });
        menu.addAction(tr("Sort descending"), this, [this, section] {
            table_->sortByColumn(section, Qt::DescendingOrder);
        });
        menu.addAction(tr("As they came"), this, [this] { table_->sortByColumn(-1, Qt::AscendingOrder); });
        menu.addSeparator();
    }
    if (!column.startsWith(u'#') && column != ResultsModel::starColumn) {
        menu.addAction(tr("Group by this"), this, [this, column] { model_->setGroupBy(column); });
        menu.addAction(tr("Hide this column"), this, [this, column] {
            added_.removeAll(column);
            removed_ << column;
            showColumns();
        });
    }
    menu.addMenu(columnMenu_);
    menu.exec(table_->horizontalHeader()->mapToGlobal(place));
}

bool ResultsView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_->viewport() && event->type() == QEvent::Leave) context_.hub.setHover({});
    if (watched != table_) return View::eventFilter(watched, event);
    const bool key = event->type() == QEvent::KeyPress, override = event->type() == QEvent::ShortcutOverride;
    if (!key && !override) return View::eventFilter(watched, event);
    const auto* pressed = static_cast<QKeyEvent*>(event);
    const QString current = keyAt(table_->currentIndex());
    const bool slot = pressed->key() == Qt::Key_A || pressed->key() == Qt::Key_B;
    const bool enter = pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter;
    if (pressed->modifiers() != Qt::NoModifier || !(slot || enter) || !table_->currentIndex().isValid())
        return View::eventFilter(watched, event);
    if (override) {
        event->accept();
    } else if (enter) {
        activate(table_->currentIndex());
    } else if (!current.isEmpty()) {
        context_.hub.requestSlot(current, pressed->key() - Qt::Key_A);
    }
    return true;
}

QString ResultsView::commandLine() const {
    const QString project = context_.project ? context_.project() : QString();
    if (project.isEmpty() || context_.results.size() == 0) return {};
    QString line = QStringLiteral("rarebit results ") + shellQuoted(project);
    if (!expression_.isEmpty()) line += QStringLiteral(" --filter ") + shellQuoted(expression_);
    const QString sorted = model_->sortColumn();
    if (!sorted.isEmpty() && !sorted.startsWith(u'#') && sorted != ResultsModel::starColumn) {
        line += QStringLiteral(" --sort ") + shellQuoted(sorted);
        if (model_->sortOrder() == Qt::DescendingOrder) line += QStringLiteral(" --descending");
    }
    QStringList columns;
    for (const QString& column : model_->columns())
        if (!column.startsWith(u'#') && column != ResultsModel::starColumn &&
            column != QStringLiteral("note") && column != QStringLiteral("tags") &&
            !column.startsWith(QStringLiteral("blind.")))
            columns << column;
    return line + QStringLiteral(" --columns ") + shellQuoted(columns.join(u','));
}

Status ResultsView::exportFigure(const QString& path) {
    const QString suffix = path.section(u'.', -1).toLower();
    const bool csv = suffix == QStringLiteral("csv"), markdown = suffix == QStringLiteral("md");
    if (!csv && !markdown && suffix != QStringLiteral("tex")) return View::exportFigure(path);
    QFile file(path);
    const auto format = csv ? CopyFormat::csv : markdown ? CopyFormat::markdown : CopyFormat::latex;
    std::vector<int> rows;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->kind(row) == ResultsModel::result) rows.push_back(model_->resultAt(row));
    const QByteArray text = copyText(*model_, context_.results, rows, format).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return ioError(
            "the results could not be written", path.toStdString(), "check the folder and its free space"
        );
    return Ok{};
}

Json ResultsView::settings() const {
    return Json::object(
        {{"filter", filter_->text().toStdString()},
         {"only_differing", differing_->isChecked()},
         {"only_asset", onlyAsset_->isChecked()},
         {"ranks", ranks_->isChecked()},
         {"group", model_->groupBy().toStdString()},
         {"sort", model_->sortColumn().toStdString()},
         {"descending", model_->sortOrder() == Qt::DescendingOrder},
         {"added", list(added_)},
         {"removed", list(removed_)}}
    );
}

void ResultsView::restore(const Json& json) {
    differing_->setChecked(json.at("only_differing").asBool(true));
    onlyAsset_->setChecked(json.at("only_asset").asBool(false));
    ranks_->setChecked(json.at("ranks").asBool(true));
    added_ = texts(json.at("added"));
    removed_ = texts(json.at("removed"));
    showColumns();
    model_->setGroupBy(QString::fromStdString(json.at("group").asString()));
    const auto column = model_->columns().indexOf(QString::fromStdString(json.at("sort").asString()));
    table_->sortByColumn(
        static_cast<int>(column), json.at("descending").asBool() ? Qt::DescendingOrder : Qt::AscendingOrder
    );
    setFilter(QString::fromStdString(json.at("filter").asString()));
}

const ViewDef& results() {
    static const ViewDef view{
        .id = QStringLiteral("results"),
        .title = ResultsView::tr("Results"),
        .icon = QStringLiteral("table"),
        .group = QStringLiteral("tables"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new ResultsView(context, parent);
        }};
    return view;
}

} // namespace rarebit::views
