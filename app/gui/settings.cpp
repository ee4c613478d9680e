// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/settings.hpp"

#include "app/gui/diagnostics_page.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/settings_list.hpp"
#include "app/gui/shortcut_page.hpp"
#include "app/gui/translation.hpp"
#include "engine/core/limits.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>
#include <QThread>
#include <QVBoxLayout>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::ThemeChoice;
using views::Token;

namespace {

// A number of which the lowest has a name: "all".
QSpinBox* numberField(const char* name, int low, int high, int step, const QString& lowest) {
    auto* field = new QSpinBox;
    field->setObjectName(QLatin1String(name));
    field->setRange(low, high);
    field->setSingleStep(step);
    field->setSpecialValueText(lowest);
    field->setKeyboardTracking(false);
    field->setAlignment(Qt::AlignRight);
    field->setMinimumWidth(Theme::get().scaled(110));
    return field;
}

} // namespace

Settings::Settings(Actions& actions, Doctor& doctor, QWidget* parent)
    : QDialog(parent), field_(new views::SearchField(tr("Search the settings"))), list_(new QListWidget),
      stack_(new QStackedWidget), title_(views::makeLabel({}, Text::title, Token::text)) {
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    setProperty("helpPage", QStringLiteral("window/settings"));
    field_->setObjectName(QStringLiteral("settingsSearch"));
    field_->setAccessibleName(tr("Search the settings"));
    list_->setObjectName(QStringLiteral("settingsPages"));
    list_->setAccessibleName(tr("Pages of settings"));
    list_->setFrameShape(QFrame::NoFrame);

    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(field_);
    auto* pagesCard = new views::Card;
    auto* inside = new QVBoxLayout(pagesCard);
    inside->setContentsMargins(1, 4, 1, 4);
    inside->addWidget(list_);
    left->addWidget(pagesCard, 1);
    auto* leftBox = new QWidget;
    leftBox->setLayout(left);
    left->setContentsMargins({});
    auto* card = new views::Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(1, 10, 1, 1);
    column->setSpacing(4);
    title_->setContentsMargins(15, 0, 15, 0);
    column->addWidget(title_);
    column->addWidget(stack_, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(leftBox, 1);
    row->addWidget(card, 3);

    const auto listed = [&](const char* id, const QString& title, const char* icon, SettingsList* page) {
        page->setObjectName(QLatin1String(id) + QStringLiteral("Page"));
        add(QLatin1String(id), title, QLatin1String(icon), page, [page](const QString& words) {
            return page->filter(words);
        });
    };
    listed("appearance", tr("Appearance"), "palette", makeAppearance());
    listed("language", tr("Language"), "globe", makeLanguage());
    listed("work", tr("Work"), "cpu", makeWork());
    auto* shortcuts = new ShortcutPage(actions);
    add(QStringLiteral("shortcuts"),
        tr("Shortcuts"),
        QStringLiteral("keyboard"),
        shortcuts,
        [shortcuts](const QString& words) { return shortcuts->filter(words) > 0; });
    add(QStringLiteral("diagnostics"),
        tr("Diagnostics"),
        QStringLiteral("activity"),
        new DiagnosticsPage(doctor),
        [](const QString& words) { return words.isEmpty(); });
    connect(list_, &QListWidget::currentRowChanged, this, [this](int at) {
        if (at < 0) return;
        stack_->setCurrentIndex(at);
        title_->setText(pages_[size_t(at)].title);
    });
    connect(field_, &QLineEdit::textChanged, this, &Settings::search);
    connect(new QShortcut(QKeySequence(Qt::Key_F1), this), &QShortcut::activated, this, [this] {
        emit helpRequested(property("helpPage").toString());
    });
    list_->setCurrentRow(0);
    resize(Theme::get().scaled(820), Theme::get().scaled(560));
}

void Settings::add(
    const QString& id,
    const QString& title,
    const QString& iconName,
    QWidget* widget,
    std::function<bool(const QString&)> matches
) {
    pages_.push_back({id, title, widget, std::move(matches)});
    stack_->addWidget(widget);
    auto* item = new QListWidgetItem(views::icon(iconName), title, list_);
    connect(&Theme::get(), &Theme::changed, this, [item, iconName] { item->setIcon(views::icon(iconName)); });
}

void Settings::open(const QString& page) {
    field_->clear();
    for (size_t i = 0; i < pages_.size(); ++i)
        if (pages_[i].id == page) list_->setCurrentRow(int(i));
    if (const QWidget* window = parentWidget()) resize(size().boundedTo(window->size() - QSize(40, 40)));
    show();
    raise();
    activateWindow();
    field_->setFocus(Qt::OtherFocusReason);
}

QString Settings::page() const {
    return pages_[size_t(std::max(0, list_->currentRow()))].id;
}

void Settings::search(const QString& words) {
    int first = -1;
    for (size_t i = 0; i < pages_.size(); ++i) {
        // A page that is named shows all of itself.
        const bool named = pages_[i].title.contains(words, Qt::CaseInsensitive);
        const bool match = pages_[i].matches(named ? QString() : words) || named;
        list_->item(int(i))->setHidden(!match);
        if (match && first < 0) first = int(i);
    }
    if (first >= 0 && list_->currentItem() && list_->currentItem()->isHidden()) list_->setCurrentRow(first);
}

SettingsList* Settings::makeAppearance() {
    auto* page = new SettingsList;
    const Preferences now = Preferences::read();
    auto* theme = new views::SegmentedControl;
    theme->setObjectName(QStringLiteral("settingTheme"));
    for (const QString& text : {tr("Light"), tr("Dark"), tr("System")})
        theme->addPart(text);
    theme->setCurrent(int(now.theme));
    connect(theme, &views::SegmentedControl::currentChanged, this, [](int index) {
        Preferences::edit([&](Preferences& p) { p.theme = ThemeChoice(index); });
    });
    auto* size = numberField("settingTextSize", 90, 150, 10, {});
    size->setSuffix(QStringLiteral(" %"));
    size->setValue(now.textPercent);
    connect(size, &QSpinBox::valueChanged, this, [](int percent) {
        Preferences::edit([&](Preferences& p) { p.textPercent = percent; });
    });
    const auto box = [this](const char* name, bool on, bool Preferences::*member) {
        auto* made = new QCheckBox;
        made->setObjectName(QLatin1String(name));
        made->setChecked(on);
        connect(made, &QCheckBox::toggled, this, [member](bool checked) {
            Preferences::edit([&](Preferences& p) { p.*member = checked; });
        });
        return made;
    };
    // The menu changes theme and size too.
    connect(&Theme::get(), &Theme::changed, this, [theme, size] {
        const QSignalBlocker first(theme), second(size);
        theme->setCurrent(int(Theme::get().choice()));
        size->setValue(qRound(Theme::get().textScale() * 100));
    });
    page->add(tr("Theme"), tr("Light, dark, or as the system has it."), theme);
    page->add(tr("Text size"), tr("Of all texts of the window, in percent of the usual size."), size);
    page->add(
        tr("High contrast"),
        tr("Hairlines become edges, and labels are as dark as text."),
        box("settingContrast", now.highContrast, &Preferences::highContrast)
    );
    page->add(
        tr("Reduced motion"),
        tr("Nothing fades, slides or pulses."),
        box("settingMotion", now.reducedMotion, &Preferences::reducedMotion)
    );
    return page;
}

SettingsList* Settings::makeLanguage() {
    auto* page = new SettingsList;
    auto* choice = new QComboBox;
    choice->setObjectName(QStringLiteral("settingLanguage"));
    choice->addItem(tr("As the system"), QStringLiteral("system"));
    for (const QString& code : languages())
        choice->addItem(languageName(code), code);
    const QString now = Preferences::read().language;
    if (qEnvironmentVariableIsSet("RAREBIT_DEVELOPER") || now == QLatin1String("pseudo"))
        choice->addItem(tr("Pseudo-language, for tests"), QStringLiteral("pseudo"));
    choice->setCurrentIndex(std::max(0, choice->findData(now)));
    QLabel* sentence = page->add(
        tr("Language of the window"), tr("Texts and menus; numbers keep the point everywhere."), choice
    );
    connect(choice, &QComboBox::activated, this, [choice, sentence](int index) {
        const QString code = choice->itemData(index).toString();
        Preferences::edit([&](Preferences& p) { p.language = code; });
        sentence->setText(tr("The language changes with the next start of Rarebit."));
        views::dress(sentence, Text::small, Token::warn);
    });
    return page;
}

SettingsList* Settings::makeWork() {
    auto* page = new SettingsList;
    const Preferences now = Preferences::read();
    const auto number = [this](QSpinBox* field, int value, int Preferences::*member) {
        field->setValue(value);
        connect(field, &QSpinBox::valueChanged, this, [this, member](int chosen) {
            Preferences::edit([&](Preferences& p) { p.*member = chosen; });
            emit workChanged();
        });
        return field;
    };
    const int threads = std::max(1, QThread::idealThreadCount());
    const int machine = int(machineMemory() >> 20);
    auto* memory = numberField("settingMemory", 0, machine, 512, tr("half"));
    memory->setSuffix(QStringLiteral(" MB"));
    auto* cache = numberField("settingCache", 16, std::max(16, machine / 2), 128, {});
    cache->setSuffix(QStringLiteral(" MB"));
    page->add(
        tr("Workers"),
        tr("Processes of a sweep that run at the same time, where the sweep itself says nothing. "
           "All: one for each of the %n thread(s). For runs from now on.",
           nullptr,
           threads),
        number(numberField("settingWorkers", 0, 256, 1, tr("all")), now.workers, &Preferences::workers)
    );
    page->add(
        tr("Threads"),
        tr("Threads of a run, shared by its workers. For runs from now on."),
        number(numberField("settingThreads", 0, 1024, 1, tr("all")), now.threads, &Preferences::threads)
    );
    page->add(
        tr("Memory limit"),
        tr("What a run or a preview may use; beyond it, it fails with its reason. This machine has %1. For "
           "what starts from now on.")
            .arg(views::byteSize(double(machineMemory()))),
        number(memory, now.memoryMegabytes, &Preferences::memoryMegabytes)
    );
    page->add(
        tr("Cache of previews"),
        tr("Memory for parts and reconstructions that were looked at. Takes effect at once."),
        number(cache, now.cacheMegabytes, &Preferences::cacheMegabytes)
    );
    return page;
}

} // namespace rarebit::gui
