// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_composer.hpp"

#include "app/gui/chip_list.hpp"
#include "app/gui/form_parts.hpp"
#include "app/gui/page_view.hpp"
#include "app/gui/worker_client.hpp"
#include "engine/executors/protocol.hpp"
#include "views/compare/pane.hpp"
#include "views/core/command_line.hpp"
#include "views/core/icons.hpp"
#include "views/core/states.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;

namespace {

constexpr int previewPages = 40;

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

std::vector<std::string> words(const QStringList& texts) {
    std::vector<std::string> out;
    for (const auto& text : texts)
        out.push_back(text.toStdString());
    return out;
}

QString columnTitle(const QString& column) {
    const auto text = views::describeColumn(column);
    return text.unit.isEmpty() ? text.name : QStringLiteral("%1, %2").arg(text.name, text.unit);
}

QList<ChipList::Entry> columnEntries(const std::vector<std::string>& columns) {
    QList<ChipList::Entry> out;
    for (const auto& column : columns)
        out.push_back({textOf(column), columnTitle(textOf(column)), textOf(column)});
    return out;
}

// Columns of numbers whose names begin so, in order of their titles.
QList<ChipList::Entry> filledColumns(const views::ResultSet& results, const QStringList& prefixes) {
    QList<ChipList::Entry> out;
    for (const auto& column : results.columns())
        if (column.filled > 0 && std::ranges::any_of(prefixes, [&](const QString& prefix) {
                return column.name.startsWith(prefix);
            }))
            out.push_back({column.name, columnTitle(column.name), column.name});
    std::ranges::sort(out, {}, &ChipList::Entry::title);
    return out;
}

QWidget* field(const QString& name, QWidget* widget) {
    auto* group = new QWidget;
    auto* column = new QVBoxLayout(group);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* label = views::makeLabel(name, Text::small, Token::text2);
    label->setBuddy(widget);
    widget->setAccessibleName(name);
    column->addWidget(label);
    column->addWidget(widget);
    return group;
}

} // namespace

ReportComposer::ReportComposer(views::ViewContext& context, Jobs& jobs, ViewOf viewOf, QWidget* parent)
    : QWidget(parent), context_(context), jobs_(jobs), viewOf_(std::move(viewOf)), timer_(new QTimer(this)),
      rowsTimer_(new QTimer(this)) {
    setObjectName(QStringLiteral("reportComposer"));
    setProperty("helpPage", QStringLiteral("reports"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(makeChoices());
    row->addWidget(makePreview(), 1);
    timer_->setSingleShot(true);
    connect(timer_, &QTimer::timeout, this, &ReportComposer::preview);
    // A sweep's rows come in bursts.
    rowsTimer_->setSingleShot(true);
    rowsTimer_->setInterval(400);
    connect(rowsTimer_, &QTimer::timeout, this, &ReportComposer::follow);
    for (const auto signal : {&views::ResultSet::rowsChanged, &views::ResultSet::cleared})
        connect(&context_.results, signal, rowsTimer_, qOverload<>(&QTimer::start));
    connect(&context_.results, &views::ResultSet::rowsAdded, rowsTimer_, qOverload<>(&QTimer::start));
    connect(&context_.hub, &views::Hub::slotsChanged, this, &ReportComposer::followStills);
    follow();
}

ReportComposer::~ReportComposer() {
    stopPreview();
}

QWidget* ReportComposer::makeChoices() {
    auto* card = new views::Card;
    card->setFixedWidth(scaled(324));
    auto* outer = new QVBoxLayout(card);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    outer->addWidget(cardHeader(QStringLiteral("file-earmark-text"), tr("Report")));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(12, 4, 12, 12);
    column->setSpacing(10);

    title_ = new QLineEdit;
    title_->setObjectName(QStringLiteral("reportTitle"));
    notes_ = new QPlainTextEdit;
    notes_->setObjectName(QStringLiteral("reportNotes"));
    notes_->setPlaceholderText(tr("Paragraphs under the title"));
    notes_->setTabChangesFocus(true);
    notes_->setFixedHeight(scaled(68));
    assets_ = new ChipList(tr("the assets"), [this] {
        QMap<QString, QString> known; // name of each hash
        for (int at = 0; at < context_.results.size(); ++at)
            known.insert(
                context_.results.text(at, QStringLiteral("asset_hash")),
                context_.results.text(at, QStringLiteral("asset"))
            );
        const QStringList names = known.values();
        QList<ChipList::Entry> out;
        // By name, so that the command can be read; by hash only where two contents have one name.
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            out.push_back({names.count(it.value()) > 1 ? it.key() : it.value(), it.value(), it.key()});
        std::ranges::sort(out, {}, &ChipList::Entry::title);
        return out;
    });
    assets_->setObjectName(QStringLiteral("reportAssets"));
    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("reportFilter"));
    filter_->setPlaceholderText(QStringLiteral("metrics.psnr_db > 30"));
    views::dress(filter_, Text::number);
    charts_ = new QCheckBox(tr("Charts"));
    charts_->setObjectName(QStringLiteral("reportCharts"));
    rate_ = new QComboBox;
    rate_->setObjectName(QStringLiteral("reportRate"));
    rate_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    metrics_ = new ChipList(tr("the charts"), [this] {
        return filledColumns(
            context_.results,
            {QStringLiteral("metrics."),
             QStringLiteral("encode_ms.median"),
             QStringLiteral("decode_ms.median")}
        );
    });
    metrics_->setObjectName(QStringLiteral("reportMetrics"));
    tables_ = new QCheckBox(tr("Tables of results"));
    tables_->setObjectName(QStringLiteral("reportTables"));
    columns_ = new ChipList(tr("the columns"), [this] {
        return filledColumns(
            context_.results,
            {QStringLiteral("size_bytes."),
             QStringLiteral("ratio"),
             QStringLiteral("rate_bits_per_element"),
             QStringLiteral("metrics."),
             QStringLiteral("lossless"),
             QStringLiteral("encode_ms."),
             QStringLiteral("decode_ms."),
             QStringLiteral("peak_memory_bytes"),
             QStringLiteral("params.")}
        );
    });
    columns_->setObjectName(QStringLiteral("reportColumns"));
    provenance_ = new QCheckBox(tr("Where the numbers come from"));
    provenance_->setObjectName(QStringLiteral("reportProvenance"));

    column->addWidget(field(tr("Title"), title_));
    column->addWidget(field(tr("Notes"), notes_));
    column->addWidget(field(tr("Assets"), assets_));
    column->addWidget(field(tr("Only results for which this holds"), filter_));
    column->addWidget(views::sectionLabel(tr("What each asset shows")));
    column->addWidget(charts_);
    column->addWidget(field(tr("Across"), rate_));
    column->addWidget(field(tr("Up, one chart each"), metrics_));
    column->addWidget(tables_);
    column->addWidget(field(tr("Columns"), columns_));
    column->addWidget(provenance_);
    column->addWidget(views::sectionLabel(tr("Stills")));
    column->addWidget(makeStills());
    column->addStretch(1);

    outer->addWidget(scrolled(body), 1);

    connect(title_, &QLineEdit::textEdited, this, [this](const QString& text) {
        change([&](ReportOptions& options) { options.title = text.toStdString(); });
    });
    connect(notes_, &QPlainTextEdit::textChanged, this, [this] {
        change([&](ReportOptions& options) { options.notes = notes_->toPlainText().toStdString(); });
    });
    connect(filter_, &QLineEdit::editingFinished, this, [this] {
        change([&](ReportOptions& options) { options.filter = filter_->text().trimmed().toStdString(); });
    });
    connect(rate_, &QComboBox::activated, this, [this] {
        change([&](ReportOptions& options) { options.rate = rate_->currentData().toString().toStdString(); });
    });
    const auto list = [this](ChipList* chips, std::vector<std::string> ReportOptions::*member) {
        connect(chips, &ChipList::edited, this, [this, member](const QStringList& ids) {
            change([&](ReportOptions& options) { options.*member = words(ids); });
        });
    };
    list(assets_, &ReportOptions::assets);
    list(metrics_, &ReportOptions::metrics);
    list(columns_, &ReportOptions::columns);
    const auto flag = [this](QCheckBox* box, bool ReportOptions::*member) {
        connect(box, &QCheckBox::clicked, this, [this, member](bool on) {
            change([&](ReportOptions& options) { options.*member = on; });
        });
    };
    flag(charts_, &ReportOptions::charts);
    flag(tables_, &ReportOptions::tables);
    flag(provenance_, &ReportOptions::provenance);
    return card;
}

QWidget* ReportComposer::makeStills() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    stills_ = new QVBoxLayout;
    stills_->setSpacing(2);
    column->addLayout(stills_);
    const auto button = [&](const QString& text, const QString& view, const QString& tip) {
        auto* made = new QPushButton(views::icon(QStringLiteral("plus-lg"), Token::accent), text);
        views::setLook(made, views::ButtonLook::link);
        made->setToolTip(tip);
        connect(made, &QPushButton::clicked, this, [this, view] { addStill(view); });
        column->addWidget(made, 0, Qt::AlignLeft);
        return made;
    };
    addCompare_ = button(
        tr("Add Compare as it is now"),
        QStringLiteral("compare"),
        tr("Slots A and B with the part, the place and the way to look that Compare shows")
    );
    addCompare_->setObjectName(QStringLiteral("addCompare"));
    addDistribution_ = button(
        tr("Add the distribution as it is now"),
        QStringLiteral("distribution"),
        tr("Original, result in slot B and their error as Distribution shows them")
    );
    addDistribution_->setObjectName(QStringLiteral("addDistribution"));
    return section;
}

QWidget* ReportComposer::makePreview() {
    auto* card = new views::Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    pagesText_ = new views::ElidedLabel(Text::small, Token::text2);
    pagesText_->setObjectName(QStringLiteral("reportPagesText"));
    badge_ = new views::Badge(tr("renewing"), views::BadgeKind::info);
    badge_->hide();
    column->addWidget(cardHeader(QStringLiteral("files"), tr("Pages"), {pagesText_, badge_}));
    pages_ = new PageView;
    states_ = new views::StateStack(pages_, views::BusyState::Shape::rows);
    views::roundCorners(states_);
    column->addWidget(states_, 1);
    column->addWidget(makeButtons());
    return card;
}

QWidget* ReportComposer::makeButtons() {
    auto* footer = new QWidget;
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    line_ = new views::ElidedLabel(Text::dense, Token::text2);
    line_->setElideMode(Qt::ElideMiddle);
    line_->setObjectName(QStringLiteral("reportCommand"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto save = [&](const QString& text, const char* name, const char* suffix) {
        auto* made = new QPushButton(views::icon(QStringLiteral("download")), text);
        made->setObjectName(QString::fromLatin1(name));
        connect(made, &QPushButton::clicked, this, [this, suffix] { saveAs(QString::fromLatin1(suffix)); });
        return made;
    };
    html_ = save(tr("Save HTML…"), "saveHtml", "html");
    html_->setIcon(views::icon(QStringLiteral("download"), Token::onAccent));
    views::setLook(html_, views::ButtonLook::primary);
    pdf_ = save(tr("Save PDF…"), "savePdf", "pdf");
    markdown_ = save(tr("Save Markdown…"), "saveMarkdown", "md");
    copy_ = new QPushButton(views::icon(QStringLiteral("clipboard")), tr("Copy as CLI"));
    copy_->setObjectName(QStringLiteral("copyReport"));
    connect(copy_, &QPushButton::clicked, this, [this] { views::copyCommandLine(context_, commandLine()); });
    for (auto* button : {html_, pdf_, markdown_})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(copy_);
    column->addWidget(line_);
    column->addLayout(row);
    return footer;
}

void ReportComposer::change(const std::function<void(ReportOptions&)>& edit) {
    ReportOptions next = options_;
    edit(next);
    setOptions(next);
}

void ReportComposer::setOptions(const ReportOptions& options) {
    if (options == options_) return;
    options_ = options;
    follow();
}

// Shows what is chosen. Fields that the user writes in keep their cursor.
void ReportComposer::follow() {
    const auto text = [](QLineEdit* edit, const std::string& value) {
        if (edit->text() != textOf(value)) edit->setText(textOf(value));
    };
    text(title_, options_.title);
    text(filter_, options_.filter);
    title_->setPlaceholderText(QFileInfo(context_.project()).completeBaseName());
    if (notes_->toPlainText() != textOf(options_.notes)) {
        const QSignalBlocker blocker(notes_);
        notes_->setPlainText(textOf(options_.notes));
    }
    QList<ChipList::Entry> assets;
    for (const auto& asset : options_.assets)
        assets.push_back({textOf(asset), textOf(asset)});
    assets_->show(assets, tr("all with results"));
    metrics_->show(columnEntries(options_.metrics), tr("usual for the kind"));
    columns_->show(columnEntries(options_.columns), tr("sizes, qualities, times"));
    rate_->clear();
    for (const auto& entry : filledColumns(
             context_.results,
             {QStringLiteral("rate_bits_per_element"),
              QStringLiteral("size_bytes.total"),
              QStringLiteral("ratio"),
              QStringLiteral("encode_ms.median"),
              QStringLiteral("decode_ms.median"),
              QStringLiteral("metrics.bits_per_pixel")}
         ))
        rate_->addItem(entry.title, entry.id);
    if (rate_->findData(textOf(options_.rate)) < 0)
        rate_->addItem(columnTitle(textOf(options_.rate)), textOf(options_.rate));
    rate_->setCurrentIndex(rate_->findData(textOf(options_.rate)));
    charts_->setChecked(options_.charts);
    tables_->setChecked(options_.tables);
    provenance_->setChecked(options_.provenance);
    for (QWidget* widget : {static_cast<QWidget*>(rate_), static_cast<QWidget*>(metrics_)})
        widget->setEnabled(options_.charts);
    columns_->setEnabled(options_.tables);
    followStills();
    const bool some = !context_.project().isEmpty() && context_.results.size() > 0;
    for (QWidget* button : {html_, pdf_, markdown_, copy_})
        button->setEnabled(some);
    const QString line = commandLine();
    line_->setText(line);
    line_->setVisible(!line.isEmpty());
    stale_ = true;
    later();
}

QString ReportComposer::stillTitle(const Json& still) const {
    const auto* view = views::findView(textOf(still.at("view").asString()));
    const auto name = [&](const Json& key) {
        const int row = context_.results.rowOf(textOf(key.asString()));
        return row < 0 ? textOf(key.asString()).left(8) : context_.results.label(row);
    };
    QString out = QStringLiteral("%1: ").arg(view ? view->title : textOf(still.at("view").asString()));
    if (const int row = context_.results.rowOf(textOf(still.at("key").asString())); row >= 0)
        out += context_.results.text(row, QStringLiteral("asset")) + QStringLiteral(", ");
    if (still.contains("a")) out += name(still.at("a")) + QStringLiteral(" / ");
    return out + name(still.at("key"));
}

void ReportComposer::followStills() {
    while (auto* item = stills_->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (size_t i = 0; i < options_.stills.size(); ++i) {
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(4);
        auto* label = new views::ElidedLabel(Text::body, Token::text);
        label->setText(stillTitle(options_.stills[i]));
        auto* remove = views::iconButton(QStringLiteral("x-lg"), tr("Take this still out"));
        remove->setObjectName(QStringLiteral("removeStill"));
        connect(remove, &QToolButton::clicked, this, [this, i] {
            change([&](ReportOptions& options) {
                options.stills.erase(options.stills.begin() + static_cast<std::ptrdiff_t>(i));
            });
        });
        row->addWidget(label, 1);
        row->addWidget(remove);
        stills_->addWidget(line);
    }
    const bool some = !context_.hub.state().slotted[1].key.isEmpty();
    addCompare_->setEnabled(some);
    addDistribution_->setEnabled(some);
}

bool ReportComposer::addStill(const QString& id) {
    const auto& state = context_.hub.state();
    const auto &a = state.slotted[0], &b = state.slotted[1];
    if (b.key.isEmpty()) return false;
    Json still = Json::object({{"view", id.toStdString()}, {"key", b.key.toStdString()}});
    if (!a.key.isEmpty() && a.asset == b.asset) still["a"] = a.key.toStdString();
    const auto asset = context_.asset(b.asset);
    const bool mine = state.asset == b.asset;
    if (mine && asset && asset->parts.size() > 1 && asset->part(state.part))
        still["part"] = state.part.toStdString();
    const auto& region = state.region;
    if (mine && (!region.empty() || region.frame != 0)) {
        Json place = Json::array();
        for (const qint64 value : {region.frame, region.row, region.column, region.rows, region.columns})
            place.push(value);
        still["region"] = std::move(place);
    }
    if (const auto* view = viewOf_(id)) {
        Json settings = view->settings();
        // Of the panes of Compare the one that is seen.
        if (const auto* part = asset ? asset->part(mine ? state.part : QString()) : nullptr;
            settings.contains("panes") && asset && (part || !asset->parts.isEmpty())) {
            const auto* pane = views::comparePaneFor(*asset, part ? *part : asset->parts.front());
            Json panes = Json::object();
            if (pane && settings.at("panes").contains(pane->kind))
                panes[pane->kind] = settings.at("panes").at(pane->kind);
            settings["panes"] = panes;
        }
        if (settings.size() > 0) still["settings"] = settings;
        still["width"] = view->width();
        still["height"] = view->height();
    }
    change([&](ReportOptions& options) { options.stills.push_back(still); });
    return true;
}

QStringList ReportComposer::arguments(const QString& output) const {
    ReportOptions options = options_;
    options.project = context_.project().toStdString();
    options.output = output.toStdString();
    QStringList out;
    for (const auto& word : reportArguments(options))
        out.push_back(textOf(word));
    return out;
}

QString ReportComposer::commandLine() const {
    if (context_.project().isEmpty()) return {};
    const QString output = output_.isEmpty()
                               ? QFileInfo(context_.project()).completeBaseName() + QStringLiteral(".html")
                               : output_;
    return commandLineOf(arguments(output));
}

void ReportComposer::saveAs(const QString& suffix) {
    const QString kind = suffix == QStringLiteral("html")  ? tr("HTML (*.html)")
                         : suffix == QStringLiteral("pdf") ? tr("PDF (*.pdf)")
                         : suffix == QStringLiteral("md")
                             ? tr("Markdown (*.md)")
                             : tr("HTML (*.html);;PDF (*.pdf);;Markdown (*.md);;CSV (*.csv)");
    const QString name = QFileInfo(context_.project()).completeBaseName() + QLatin1Char('.') +
                         (suffix.isEmpty() ? QStringLiteral("html") : suffix);
    QString file = QFileDialog::getSaveFileName(this, tr("Write report"), name, kind);
    if (file.isEmpty()) return;
    if (QFileInfo(file).suffix().isEmpty() && !suffix.isEmpty()) file += QLatin1Char('.') + suffix;
    save(file);
}

void ReportComposer::save(const QString& file) {
    output_ = file;
    follow();
    jobs_.submit(
        tr("Report %1").arg(QFileInfo(file).fileName()),
        arguments(file),
        Jobs::Lane::light,
        [this, file](const Job& job) {
            if (job.state == Job::State::done) emit written(file);
        }
    );
}

bool ReportComposer::ready() const {
    return !process_ && !timer_->isActive() && !rowsTimer_->isActive() &&
           (!pages_->isVisible() || pages_->ready());
}

void ReportComposer::projectChanged() {
    const bool mine = kept_.project == context_.project().toStdString();
    options_ = mine ? std::exchange(kept_, {}) : ReportOptions{};
    options_.project.clear();
    output_.clear();
    follow();
}

Json ReportComposer::settings() const {
    ReportOptions options = options_;
    options.project = context_.project().toStdString();
    return toJson(options);
}

void ReportComposer::restore(const Json& settings) {
    const auto options = reportOptionsFromJson(settings);
    if (!options || options->project.empty()) return;
    kept_ = *options;
    if (kept_.project == context_.project().toStdString()) projectChanged();
}

void ReportComposer::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_) follow();
}

void ReportComposer::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    timer_->stop(); // what nobody sees is not drawn
}

void ReportComposer::later() {
    if (!isVisible()) return;
    if (context_.project().isEmpty() || context_.results.size() == 0) {
        timer_->stop();
        pagesText_->setText({});
        badge_->hide();
        states_->showEmpty(
            QStringLiteral("file-earmark-text"),
            context_.project().isEmpty() ? tr("No project open") : tr("Nothing to report yet"),
            tr("A report shows the results of a project: run a method or a sweep first.")
        );
        return;
    }
    timer_->start(350);
}

void ReportComposer::preview() {
    const QStringList wanted =
        arguments(folder_.filePath(QStringLiteral("page.png"))) + QStringList{
                                                                      QStringLiteral("--pages"),
                                                                      QString::number(previewPages),
                                                                      QStringLiteral("--json"),
                                                                      QStringLiteral("--quiet")};
    stopPreview();
    process_ = new QProcess(this);
    connect(process_, &QProcess::finished, this, &ReportComposer::previewEnded);
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) previewEnded(-1);
    });
    if (pages_->pageCount() == 0) states_->showBusy(tr("Laying out the pages"));
    badge_->setVisible(pages_->pageCount() > 0);
    process_->start(rarebitProgram(), wanted);
}

// Told to stop, so that it ends what it started; nobody waits for it.
void ReportComposer::stopPreview() {
    if (!process_) return;
    process_->disconnect(this);
    process_->setParent(nullptr);
    connect(process_, &QProcess::finished, process_, &QObject::deleteLater);
    process_->terminate();
    process_ = nullptr;
}

void ReportComposer::previewEnded(int exitCode) {
    badge_->hide();
    QProcess* ended = std::exchange(process_, nullptr);
    ended->deleteLater();
    const auto answer = Json::parse(ended->readAllStandardOutput().toStdString(), "report");
    if (exitCode != 0 || !answer) {
        pagesText_->setText({});
        Error error = answer && answer->at("error").isObject()
                          ? executors::errorFromJson(answer->at("error"))
                          : ioError(
                                tr("the pages could not be made: %1").arg(ended->errorString()).toStdString(),
                                rarebitProgram().toStdString(),
                                tr("check that the program is installed whole").toStdString()
                            );
        states_->showError(error);
        return;
    }
    stale_ = false;
    QStringList files;
    for (const auto& file : answer->at("files").elements())
        files.push_back(textOf(file.asString()));
    pages_->setPages(files, {210, 297});
    states_->showContent();
    const auto total = static_cast<int>(answer->at("pages").asInt());
    pagesText_->setText(
        total > files.size() ? tr("the first %1 of %2 pages").arg(files.size()).arg(total)
                             : tr("%n page(s) of A4", nullptr, total)
    );
}

} // namespace rarebit::gui
