// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/home.hpp"

#include "app/gui/home_cards.hpp"
#include "views/core/icons.hpp"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;

namespace {

constexpr int firstProjects = 7; // with "New project" two rows of four

/// The banner's ground.
class Banner : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        views::paintRounded(
            painter, rect(), views::cardRadius, views::color(Token::infoBg), views::color(Token::hair)
        );
        const int side = Theme::get().scaled(16);
        views::paintIcon(
            painter,
            QRect(12, (height() - side) / 2, side, side),
            QStringLiteral("arrow-counterclockwise"),
            views::color(Token::info)
        );
    }
};

void clear(QGridLayout* grid) {
    while (QLayoutItem* item = grid->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

Home::Home(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("home"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    auto* middle = new QHBoxLayout(page); // keeps the columns in the middle of a wide window
    middle->setContentsMargins(24, 20, 24, 24);
    auto* content = new QWidget;
    content->setMaximumWidth(1236);
    middle->addWidget(content, 1);
    columns_ = new QBoxLayout(QBoxLayout::LeftToRight, content);
    columns_->setContentsMargins(0, 0, 0, 0);
    columns_->setSpacing(28);
    main_ = new QVBoxLayout;
    main_->setSpacing(12);
    columns_->addLayout(main_, 1);

    auto* start = new QHBoxLayout;
    start->addWidget(views::makeLabel(tr("Start"), Text::heading, Token::text));
    start->addStretch(1);
    tour_ = new QPushButton(tr("New here? Take the tour of five steps"));
    tour_->setObjectName(QStringLiteral("homeTour"));
    views::setLook(tour_, views::ButtonLook::link);
    views::setCompact(tour_);
    connect(tour_, &QPushButton::clicked, this, &Home::tourRequested);
    start->addWidget(tour_);
    main_->addLayout(start);
    open_ = new views::CardButton(
        QStringLiteral("folder2-open"),
        tr("Open files"),
        tr("Models, KV caches, pictures, video, audio, logs, sheets, DNA. Or drop them here.")
    );
    open_->setObjectName(QStringLiteral("homeOpen"));
    open_->setSuggested(true);
    connect(open_, &QAbstractButton::clicked, this, &Home::openRequested);
    sample_ = new views::CardButton(
        QStringLiteral("box-seam"),
        tr("Try a sample"),
        tr("A small project with one asset of every kind, made for Rarebit. Nothing to download.")
    );
    sample_->setObjectName(QStringLiteral("homeSample"));
    connect(sample_, &QAbstractButton::clicked, this, &Home::sampleProjectRequested);
    auto* starts = new QHBoxLayout;
    starts->setSpacing(12);
    starts->addWidget(open_, 1);
    starts->addWidget(sample_, 1);
    main_->addLayout(starts);
    makeBanner();

    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(0, 8, 0, 0);
    heading->addWidget(views::makeLabel(tr("Recent projects"), Text::title, Token::text));
    heading->addStretch(1);
    showAll_ = new QPushButton;
    showAll_->setObjectName(QStringLiteral("homeShowAll"));
    views::setLook(showAll_, views::ButtonLook::link);
    views::setCompact(showAll_);
    connect(showAll_, &QPushButton::clicked, this, [this] {
        all_ = !all_;
        fillProjects();
    });
    heading->addWidget(showAll_);
    main_->addLayout(heading);
    auto* grid = new CardGrid;
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    grid->setSizePolicy(policy);
    projects_ = grid;
    main_->addWidget(grid);
    main_->addStretch(1);

    makeSide();
    setWidget(page);
    fillProjects();
}

void Home::makeBanner() {
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("homeRestore"));
    auto* row = new QHBoxLayout(banner_);
    row->setContentsMargins(12 + Theme::get().scaled(16) + 12, 6, 8, 6);
    row->setSpacing(8);
    bannerText_ = new QLabel;
    bannerText_->setTextFormat(Qt::RichText);
    bannerText_->setWordWrap(true);
    bannerText_->setMinimumWidth(160);
    views::dress(bannerText_, Text::body);
    row->addWidget(bannerText_, 1);
    const auto add = [&](const QString& text, const char* name, views::ButtonLook look, void (Home::*signal)()
                     ) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        views::setLook(button, look);
        views::setCompact(button);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    add(tr("Restore"), "homeRestoreButton", views::ButtonLook::primary, &Home::restoreRequested);
    add(tr("Open last saved"), "homeOpenSaved", views::ButtonLook::outlined, &Home::openSavedRequested);
    add(tr("Show difference"), "homeDifference", views::ButtonLook::link, &Home::differenceRequested);
    banner_->hide();
    main_->addWidget(banner_);
}

void Home::makeSide() {
    sideBox_ = new QWidget;
    side_ = new QVBoxLayout(sideBox_);
    side_->setContentsMargins(0, 0, 0, 0);
    side_->setSpacing(12);
    const auto card = [&](const QString& title, const QString& more, QGridLayout*& grid) {
        auto* box = new views::Card;
        auto* column = new QVBoxLayout(box);
        column->setContentsMargins(12, 8, 12, 10);
        column->setSpacing(6);
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(views::sectionLabel(title));
        row->addWidget(views::makeLabel(more, Text::small, Token::text2), 1);
        column->addLayout(row);
        grid = new QGridLayout;
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(2);
        column->addLayout(grid);
        side_->addWidget(box);
        box->hide(); // until it has something to show
        return box;
    };
    samplesCard_ = card(tr("Samples"), tr("work offline"), samples_);
    machineCard_ = card(tr("This machine"), {}, machine_);
    side_->addStretch(1);
    columns_->addWidget(sideBox_);
}

void Home::setKeys(const QString& open, const QString& sample, const QString& newProject) {
    open_->setKey(open);
    sample_->setKey(sample);
    newKey_ = newProject;
    fillProjects();
}

void Home::setRecent(const QVector<RecentProject>& projects) {
    recent_ = projects;
    fillProjects();
}

void Home::fillProjects() {
    QVector<QWidget*> cards;
    for (const RecentProject& project : recent_) {
        if (!all_ && cards.size() == firstProjects) break;
        auto* card = new ProjectCard(project);
        const QString folder = project.folder;
        connect(card, &QAbstractButton::clicked, this, [this, folder, missing = project.missing] {
            missing ? emit projectSought(folder) : emit projectChosen(folder);
        });
        connect(card, &ProjectCard::forgotten, this, [this, folder] { emit projectForgotten(folder); });
        cards += card;
    }
    auto* fresh = new NewProjectCard(newKey_);
    fresh->setObjectName(QStringLiteral("homeNewProject"));
    connect(fresh, &QAbstractButton::clicked, this, &Home::newProjectRequested);
    cards += fresh;
    static_cast<CardGrid*>(projects_)->setCards(cards);
    showAll_->setVisible(recent_.size() > firstProjects);
    showAll_->setText(all_ ? tr("Show fewer") : tr("Show all %n", nullptr, int(recent_.size())));
}

void Home::setSamples(const QVector<SampleItem>& samples) {
    clear(samples_);
    for (int i = 0; i < samples.size(); ++i) {
        auto* button = new SampleButton(samples[i]);
        connect(button, &QAbstractButton::clicked, this, [this, id = samples[i].id] {
            emit sampleChosen(id);
        });
        samples_->addWidget(button, i / 2, i % 2);
    }
    samplesCard_->setVisible(!samples.isEmpty());
}

void Home::setMachine(const QVector<std::pair<QString, QString>>& facts) {
    clear(machine_);
    for (int i = 0; i < facts.size(); ++i) {
        machine_->addWidget(views::makeLabel(facts[i].first, Text::small, Token::text2), i, 0, Qt::AlignTop);
        auto* value = views::makeLabel(facts[i].second, Text::small, Token::text);
        value->setAlignment(Qt::AlignRight);
        value->setWordWrap(true);
        machine_->addWidget(value, i, 1);
    }
    machine_->setColumnStretch(1, 1);
    machineCard_->setVisible(!facts.isEmpty());
}

void Home::showRestore(const QString& name, const QString& text) {
    const QString what = tr("%1 was not closed properly.").arg(name);
    bannerText_->setText(QStringLiteral("<b>%1</b> %2").arg(what.toHtmlEscaped(), text.toHtmlEscaped()));
    banner_->setAccessibleName(what + QLatin1Char(' ') + text);
    banner_->show();
}
void Home::hideRestore() {
    banner_->hide();
}

void Home::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    // Where there is no room beside the projects, the cards follow below.
    const bool wide = viewport()->width() >= Theme::get().scaled(900);
    columns_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int side = Theme::get().scaled(viewport()->width() >= 1180 ? 316 : 280);
    sideBox_->setMinimumWidth(wide ? side : 0);
    sideBox_->setMaximumWidth(wide ? side : QWIDGETSIZE_MAX);
}

void Home::setTourOffered(bool offered) {
    tour_->setVisible(offered);
}

} // namespace rarebit::gui
