// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recipe.hpp"

#include "app/gui/chip_list.hpp"
#include "app/gui/jobs.hpp"
#include "app/gui/method_picker.hpp"
#include "app/gui/metric_entries.hpp"
#include "app/gui/param_form.hpp"
#include "views/core/command_line.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"

#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::BadgeKind;
using views::Text;
using views::Theme;
using views::Token;

namespace {

// What most people would try first on a part of this role.
QString usualMethod(const views::AssetItem& asset) {
    static const QHash<QString, QString> byRole{
        {QStringLiteral("image"), QStringLiteral("jpeg")},
        {QStringLiteral("video.plane"), QStringLiteral("x264")},
        {QStringLiteral("audio"), QStringLiteral("opus")},
        {QStringLiteral("weight"), QStringLiteral("rtn")},
        {QStringLiteral("kv.key"), QStringLiteral("rtn")},
        {QStringLiteral("dna.bases"), QStringLiteral("dna_context")}};
    for (const auto& part : asset.parts)
        if (const auto found = byRole.find(part.role); found != byRole.end() && methodInfo(*found))
            return *found;
    return QStringLiteral("zstd");
}

// Where the citation names a document that has an address of its own.
QUrl addressOf(const QString& paper) {
    static const QRegularExpression arxiv(QStringLiteral("arXiv:(\\d{4}\\.\\d{4,5})")),
        rfc(QStringLiteral("RFC (\\d+)"));
    if (const auto match = arxiv.match(paper); match.hasMatch())
        return QUrl(QStringLiteral("https://arxiv.org/abs/") + match.captured(1));
    if (const auto match = rfc.match(paper); match.hasMatch())
        return QUrl(QStringLiteral("https://www.rfc-editor.org/rfc/rfc") + match.captured(1));
    return {};
}

QString pointsText(int count) {
    return count == 1 ? Recipe::tr("1 point") : Recipe::tr("%n points", nullptr, count);
}

QWidget* labelled(const QString& name, QWidget* field) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* label = views::makeLabel(name, Text::body, Token::text2);
    label->setMinimumWidth(Theme::get().scaled(84));
    label->setBuddy(field);
    line->addWidget(label);
    line->addWidget(field, 1);
    return row;
}

} // namespace

Recipe::Recipe(Study& study, views::ViewContext& context, QWidget* parent)
    : QWidget(parent), study_(study), context_(context) {
    setObjectName(QStringLiteral("recipe"));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(12);
    for (QWidget* section : {makeHead(), makeParameters(), makeFiles(), makeRules(), makeRest()})
        column->addWidget(section);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("recipeScroll"));
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false); // the dock's card shows
    body->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    all->addWidget(makeFooter());
    connect(&study_, &Study::changed, this, &Recipe::follow);
    connect(&context_.hub, &views::Hub::assetChanged, this, &Recipe::assetsUpdated);
    connect(&context_.results, &views::ResultSet::rowsAdded, this, [this] {
        forecast_.ask(arguments(), true);
    });
    connect(&forecast_, &Forecast::changed, this, &Recipe::followFooter);
    assetsUpdated();
}

QWidget* Recipe::makeHead() {
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    picker_ = new MethodPicker;
    views::dress(picker_, Text::strong);
    connect(picker_, &MethodPicker::chosen, this, [this](const QString& id) { study_.chooseMethod(id); });
    fidelity_ = new views::Badge({});
    family_ = new views::Badge({});
    paper_ = views::makeLabel({}, Text::small, Token::accent);
    paper_->setObjectName(QStringLiteral("paper"));
    auto* badges = new QHBoxLayout;
    badges->setSpacing(6);
    badges->addWidget(fidelity_);
    badges->addWidget(family_);
    badges->addWidget(paper_);
    badges->addStretch(1);
    fitNote_ = views::makeLabel({}, Text::small, Token::warn);
    fitNote_->setWordWrap(true);
    fitNote_->setObjectName(QStringLiteral("fitNote"));
    column->addWidget(picker_);
    column->addLayout(badges);
    column->addWidget(fitNote_);
    connect(paper_, &QLabel::linkActivated, this, [](const QString& address) {
        QDesktopServices::openUrl(QUrl(address));
    });
    return head;
}

QWidget* Recipe::makeParameters() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* title = new QHBoxLayout;
    title->addWidget(views::sectionLabel(tr("Parameters")));
    title->addStretch(1);
    reset_ = new QPushButton(tr("Reset"));
    reset_->setIcon(views::icon(QStringLiteral("arrow-counterclockwise")));
    reset_->setToolTip(tr("All parameters back to their usual values"));
    views::setLook(reset_, views::ButtonLook::quiet);
    views::setCompact(reset_);
    title->addWidget(reset_);
    column->addLayout(title);
    form_ = new ParamForm(study_);
    column->addWidget(form_);
    connect(reset_, &QPushButton::clicked, form_, &ParamForm::resetAll);
    return section;
}

QWidget* Recipe::makeFiles() {
    files_ = new QWidget;
    filesColumn_ = new QVBoxLayout(files_);
    filesColumn_->setContentsMargins(0, 0, 0, 0);
    filesColumn_->setSpacing(6);
    return files_;
}

QWidget* Recipe::makeRules() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* title = new QHBoxLayout;
    title->setSpacing(6);
    title->addWidget(views::sectionLabel(tr("Rules")));
    rulesCount_ = views::makeLabel({}, Text::caption, Token::text2);
    title->addWidget(rulesCount_);
    title->addStretch(1);
    auto* add =
        views::iconButton(QStringLiteral("plus-lg"), tr("Add a rule: other parameters for some parts"));
    add->setObjectName(QStringLiteral("addRule"));
    title->addWidget(add);
    column->addLayout(title);
    rulesList_ = new QWidget;
    rulesColumn_ = new QVBoxLayout(rulesList_);
    rulesColumn_->setContentsMargins(0, 0, 0, 0);
    rulesColumn_->setSpacing(6);
    column->addWidget(rulesList_);
    connect(add, &QToolButton::clicked, this, [this] {
        StudyState next = study_.state();
        const QString part = context_.hub.state().part;
        next.rules.push_back({part.isEmpty() ? QStringLiteral("*") : part, QStringLiteral("store")});
        study_.change(tr("Add a rule"), std::move(next));
    });
    return section;
}

QWidget* Recipe::makeRest() {
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(views::sectionLabel(tr("Run")));
    parts_ = new QLineEdit;
    parts_->setPlaceholderText(QStringLiteral("*"));
    parts_->setToolTip(tr("Only parts whose names match, such as *.weight"));
    views::setCompact(parts_);
    views::dress(parts_, Text::number);
    rest_ = new QComboBox;
    rest_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    rest_->setMinimumContentsLength(8);
    rest_->setToolTip(tr("The method for parts that the chosen one does not take"));
    views::setCompact(rest_);
    for (const auto& method : allMethods())
        if (method.fidelity == "lossless" && method.family == "lossless")
            rest_->addItem(QString::fromStdString(method.title), QString::fromStdString(method.id));
    seed_ = new QSpinBox;
    seed_->setRange(0, INT32_MAX);
    seed_->setToolTip(tr("Of everything random; the same seed gives the same stream"));
    views::setCompact(seed_);
    metrics_ = new ChipList(tr("metrics"), [this] {
        const auto shown = asset();
        return metricEntries(shown ? shown->kind : QString());
    });
    metrics_->setObjectName(QStringLiteral("recipeMetrics"));
    column->addWidget(labelled(tr("Parts"), parts_));
    column->addWidget(labelled(tr("Other parts"), rest_));
    column->addWidget(labelled(tr("Seed"), seed_));
    column->addWidget(labelled(tr("Metrics"), metrics_));
    connect(parts_, &QLineEdit::textEdited, this, [this](const QString& text) {
        StudyState next = study_.state();
        next.parts = text.isEmpty() ? QStringLiteral("*") : text;
        study_.change(tr("Choose parts"), std::move(next));
    });
    connect(rest_, &QComboBox::activated, this, [this] {
        StudyState next = study_.state();
        next.rest = rest_->currentData().toString();
        study_.change(tr("Method for other parts"), std::move(next));
    });
    connect(seed_, &QSpinBox::valueChanged, this, [this](int value) {
        StudyState next = study_.state();
        next.seed = value;
        study_.change(tr("Set seed"), std::move(next));
    });
    connect(metrics_, &ChipList::edited, this, [this](const QStringList& ids) {
        StudyState next = study_.state();
        next.metrics = ids;
        study_.change(tr("Choose metrics"), std::move(next));
    });
    return section;
}

QWidget* Recipe::makeFooter() {
    auto* footer = new QWidget;
    footer->setObjectName(QStringLiteral("recipeFooter"));
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    forecastLine_ = views::makeLabel({}, Text::small, Token::text2);
    forecastLine_->setWordWrap(true);
    forecastLine_->setObjectName(QStringLiteral("recipeForecast"));
    line_ = new views::ElidedLabel(Text::dense, Token::text2);
    line_->setObjectName(QStringLiteral("recipeCommand"));
    line_->setElideMode(Qt::ElideMiddle);
    run_ = new QPushButton(tr("Run"));
    run_->setObjectName(QStringLiteral("runRecipe"));
    run_->setIcon(views::icon(QStringLiteral("play-fill"), Token::onAccent));
    views::setLook(run_, views::ButtonLook::primary);
    views::setKeyHint(run_, QStringLiteral("F5"));
    copy_ = new QPushButton(tr("Copy as CLI"));
    copy_->setObjectName(QStringLiteral("copyRecipe"));
    views::setLook(copy_, views::ButtonLook::link);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(run_);
    buttons->addStretch(1);
    buttons->addWidget(copy_);
    column->addWidget(forecastLine_);
    column->addWidget(line_);
    column->addLayout(buttons);
    connect(run_, &QPushButton::clicked, this, &Recipe::run);
    connect(copy_, &QPushButton::clicked, this, &Recipe::copyCommandLine);
    return footer;
}

views::AssetPtr Recipe::asset() const {
    return context_.asset(context_.hub.state().asset);
}

QString Recipe::whyNot() const {
    const auto shown = asset();
    if (!shown) return tr("Open a file first");
    if (shown->state == views::AssetItem::State::failed) return tr("The file cannot be read");
    if (!context_.project || context_.project().isEmpty()) return tr("There is no project to put results in");
    return study_.wrong();
}

QStringList Recipe::arguments() const {
    return whyNot().isEmpty() ? study_.runArguments(context_.project(), asset()->path) : QStringList();
}

QString Recipe::commandLine() const {
    return commandLineOf(arguments());
}

void Recipe::copyCommandLine() {
    views::copyCommandLine(context_, commandLine());
}

void Recipe::run() {
    const QStringList all = arguments();
    if (all.isEmpty()) return;
    const auto* method = study_.state().method();
    emit runRequested(tr("%1 on %2").arg(method->spec(), asset()->name), followable(all));
}

void Recipe::chooseUsualMethod() {
    const auto shown = asset();
    if (!shown || shown->state != views::AssetItem::State::ready) return;
    const bool untouched = !study_.state().method() || study_.state() == usual_;
    if (!untouched) return;
    StudyState first = study_.state();
    first.methods = {MethodChoice{.id = usualMethod(*shown), .values = {}, .spreads = {}, .moved = {}}};
    usual_ = first;
    study_.reset(std::move(first)); // nobody chose it: nothing to undo
}

void Recipe::assetsUpdated() {
    picker_->setAsset(asset());
    chooseUsualMethod();
    follow();
}

void Recipe::follow() {
    const auto* method = study_.state().method();
    const auto* info = method ? methodInfo(method->id) : nullptr;
    picker_->setMethod(method ? method->id : QString());
    setProperty("helpPage", info ? QStringLiteral("methods/") + method->id : QStringLiteral("sweeps"));
    for (QWidget* widget : QList<QWidget*>{fidelity_, family_, paper_, reset_, form_})
        widget->setVisible(info != nullptr);
    if (info) {
        const auto paper = QString::fromStdString(info->paper);
        const QUrl address = addressOf(paper);
        fidelity_->setText(QString::fromStdString(info->fidelity));
        fidelity_->setKind(info->fidelity == "lossless" ? BadgeKind::good : BadgeKind::neutral);
        family_->setText(QString::fromStdString(info->family));
        family_->setVisible(info->family != info->fidelity);
        paper_->setVisible(!paper.isEmpty());
        paper_->setToolTip(paper);
        paper_->setTextFormat(Qt::RichText);
        paper_->setText(
            address.isEmpty() ? tr("paper")
                              : QStringLiteral("<a href=\"%1\">%2</a>").arg(address.toString(), tr("paper"))
        );
    }
    const auto shown = asset();
    const bool ready = shown && shown->state == views::AssetItem::State::ready;
    const bool misfit = info && ready && !takesSome(*info, *shown);
    fitNote_->setText(
        misfit ? tr("%1 takes no part of %2.").arg(methodTitle(method->id), shown->name) : QString()
    );
    fitNote_->setVisible(misfit);
    reset_->setEnabled(!form_->usual());
    const QSignalBlocker quiet(seed_);
    if (!parts_->hasFocus())
        parts_->setText(study_.state().parts == QStringLiteral("*") ? QString() : study_.state().parts);
    rest_->setCurrentIndex(rest_->findData(study_.state().rest));
    seed_->setValue(int(study_.state().seed));
    metrics_->show(
        entriesOf(study_.state().metrics),
        ready ? tr("usual for %1").arg(shown->kind) : tr("usual for the kind")
    );
    followFiles();
    followRules();
    forecast_.ask(arguments());
    followFooter();
}

// Files that the method reads beside the asset: a dictionary, calibration data.
void Recipe::followFiles() {
    const auto* method = study_.state().method();
    const auto* info = method ? methodInfo(method->id) : nullptr;
    const QString key = info ? QString::fromStdString(info->needs.size() ? info->id : "") : QString();
    if (key != shownFiles_) {
        shownFiles_ = key;
        while (QLayoutItem* item = filesColumn_->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        for (const auto& need : info ? info->needs.elements() : Json::Array()) {
            const QString role = QString::fromStdString(need.at("role").asString());
            auto* field = new QLineEdit;
            field->setObjectName(QStringLiteral("input_") + role);
            field->setAccessibleName(role);
            field->setPlaceholderText(need.at("optional").asBool() ? tr("none") : tr("a file is needed"));
            views::setCompact(field);
            auto* browse = views::iconButton(QStringLiteral("folder2-open"), tr("Choose a file"));
            auto* row = labelled(role.left(1).toUpper() + role.mid(1), field);
            row->layout()->addWidget(browse);
            filesColumn_->addWidget(row);
            const auto set = [this, role](const QString& file) {
                StudyState next = study_.state();
                next.inputs[role] = file;
                study_.change(tr("Choose the %1").arg(role), std::move(next));
            };
            connect(field, &QLineEdit::textEdited, this, set);
            connect(browse, &QToolButton::clicked, this, [this, set, role] {
                const QString file = QFileDialog::getOpenFileName(this, tr("Choose the %1").arg(role));
                if (!file.isEmpty()) set(file);
            });
        }
    }
    files_->setVisible(!key.isEmpty());
    for (auto* field : files_->findChildren<QLineEdit*>()) {
        const auto given = study_.state().inputs.find(field->accessibleName());
        if (!field->hasFocus())
            field->setText(given == study_.state().inputs.end() ? QString() : given->second);
    }
}

void Recipe::followRules() {
    const auto& rules = study_.state().rules;
    rulesCount_->setText(rules.isEmpty() ? tr("all parts alike") : QString::number(rules.size()));
    const auto edit = [this](int index, const QString& what, const std::function<void(StudyRule&)>& change) {
        StudyState next = study_.state();
        if (index >= next.rules.size()) return;
        change(next.rules[index]);
        study_.change(what, std::move(next));
    };
    if (int(rules.size()) != shownRules_) {
        shownRules_ = int(rules.size());
        while (QLayoutItem* item = rulesColumn_->takeAt(0)) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its button may be the reason
            delete item;
        }
        for (int i = 0; i < shownRules_; ++i) {
            auto* row = new QWidget;
            auto* line = new QHBoxLayout(row);
            line->setContentsMargins(0, 0, 0, 0);
            line->setSpacing(6);
            auto* match = new QLineEdit;
            match->setObjectName(QStringLiteral("ruleMatch"));
            match->setAccessibleName(tr("Parts of rule %1").arg(i + 1));
            match->setPlaceholderText(QStringLiteral("*.embed*"));
            auto* spec = new QComboBox;
            spec->setObjectName(QStringLiteral("ruleSpec"));
            spec->setAccessibleName(tr("Method of rule %1").arg(i + 1));
            spec->setEditable(true);
            spec->setInsertPolicy(QComboBox::NoInsert);
            spec->addItem(QStringLiteral("store"));
            spec->setToolTip(
                tr("store keeps the parts; :bits=8 changes parameters; or another method, rtn:bits=8")
            );
            for (QWidget* field : QList<QWidget*>{match, spec}) {
                views::setCompact(field);
                views::dress(field, Text::number);
                line->addWidget(field, 1);
            }
            auto* remove = views::iconButton(QStringLiteral("x-lg"), tr("Remove this rule"));
            line->addWidget(remove);
            rulesColumn_->addWidget(row);
            connect(match, &QLineEdit::textEdited, this, [edit, i](const QString& text) {
                edit(i, tr("Edit a rule"), [&](StudyRule& rule) { rule.match = text; });
            });
            connect(spec, &QComboBox::editTextChanged, this, [this, edit, i](const QString& text) {
                if (i >= study_.state().rules.size() || study_.state().rules[i].spec == text) return;
                edit(i, tr("Edit a rule"), [&](StudyRule& rule) { rule.spec = text; });
            });
            connect(remove, &QToolButton::clicked, this, [this, i] {
                StudyState next = study_.state();
                next.rules.removeAt(i);
                study_.change(tr("Remove a rule"), std::move(next));
            });
        }
    }
    for (int i = 0; i < shownRules_; ++i) {
        auto* row = rulesColumn_->itemAt(i)->widget();
        auto* match = row->findChild<QLineEdit*>(QStringLiteral("ruleMatch"));
        auto* spec = row->findChild<QComboBox*>(QStringLiteral("ruleSpec"));
        if (!match->hasFocus()) match->setText(rules[i].match);
        if (!spec->lineEdit()->hasFocus()) spec->setEditText(rules[i].spec);
    }
    rulesList_->setVisible(shownRules_ > 0);
}

void Recipe::followFooter() {
    const QString why = whyNot(), line = commandLine();
    run_->setEnabled(why.isEmpty());
    copy_->setEnabled(why.isEmpty());
    line_->setText(line);
    line_->setVisible(!line.isEmpty());
    const auto& answer = forecast_.answer();
    const auto* method = study_.state().method();
    const int points = method ? method->points() : 0;
    run_->setText(points > 1 ? tr("Run %n points", nullptr, points) : tr("Run"));
    QString text = why;
    Token ink = Token::text2;
    if (why.isEmpty() && forecast_.asking() && !answer) {
        text = tr("Looking what there is to do …");
    } else if (why.isEmpty() && answer && answer->problem) {
        text = QString::fromStdString(answer->problem->what + ". " + answer->problem->fix);
        ink = Token::bad;
    } else if (why.isEmpty() && answer) {
        if (answer->todo == 0)
            text = tr("In the project already: nothing is run again.");
        else if (answer->milliseconds >= 0 && answer->withoutEstimate == 0)
            text = tr("%1 to run, about %2.")
                       .arg(pointsText(answer->todo), views::duration(answer->milliseconds / 1000));
        else
            text = tr("%1 to run.").arg(pointsText(answer->todo));
        if (answer->present > 0 && answer->todo > 0)
            text += QLatin1Char(' ') + tr("%1 in the project.").arg(pointsText(answer->present));
    }
    forecastLine_->setText(text);
    views::dress(forecastLine_, Text::small, ink);
}

} // namespace rarebit::gui
