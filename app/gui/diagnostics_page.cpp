// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/diagnostics_page.hpp"

#include "views/core/states.hpp"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rarebit::gui {

using views::Text;
using views::Token;

DiagnosticsPage::DiagnosticsPage(Doctor& doctor, QWidget* parent) : QScrollArea(parent), doctor_(doctor) {
    setObjectName(QStringLiteral("diagnosticsPage"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    connect(&doctor_, &Doctor::answered, this, &DiagnosticsPage::fill);
    fill();
}

void DiagnosticsPage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    doctor_.ask();
}

QString DiagnosticsPage::report() const {
    QString out;
    for (const auto& [name, value] : doctor_.all())
        out += name + QStringLiteral(": ") + value + QLatin1Char('\n');
    return out;
}

void DiagnosticsPage::fill() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    if (!doctor_.answer()) {
        column->addWidget(new views::BusyState(views::BusyState::Shape::rows), 1);
    } else if (!*doctor_.answer()) {
        auto* card = new views::ErrorCard(doctor_.answer()->error());
        card->addFix(tr("Try again"), [this] { doctor_.ask(true); });
        column->addWidget(card);
        column->addStretch(1);
    } else {
        auto* copy = new QPushButton(tr("Copy"));
        copy->setAutoDefault(false);
        copy->setObjectName(QStringLiteral("copyDiagnostics"));
        copy->setToolTip(tr("Copies all of it as text, for a report of a problem"));
        connect(copy, &QPushButton::clicked, this, [this] {
            QGuiApplication::clipboard()->setText(report());
        });
        auto* row = new QHBoxLayout;
        row->addWidget(
            views::makeLabel(tr("What this machine and this build offer"), Text::strong, Token::text), 1
        );
        row->addWidget(copy);
        column->addLayout(row);
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(16);
        grid->setVerticalSpacing(4);
        grid->setColumnStretch(1, 1);
        for (const auto& [name, value] : doctor_.all()) {
            const int line = grid->rowCount();
            grid->addWidget(views::makeLabel(name, Text::small, Token::text2), line, 0, Qt::AlignTop);
            auto* shown = views::makeLabel(value, Text::number, Token::text);
            shown->setWordWrap(true);
            shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(shown, line, 1);
        }
        column->addLayout(grid);
        column->addStretch(1);
    }
    setWidget(page);
    page->setAutoFillBackground(false); // the card shines through
    viewport()->setAutoFillBackground(false);
}

} // namespace rarebit::gui
