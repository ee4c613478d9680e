// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sides_pane.hpp"

#include "views/core/command_line.hpp"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

bool sameSide(const CompareSide& x, const CompareSide& y) {
    return x.slot == y.slot && x.content == y.content && x.source == y.source && x.rate == y.rate &&
           x.quality == y.quality;
}

} // namespace

SidesPane::SidesPane(
    ViewContext& context, QWidget* parent, BusyState::Shape shape, QString suffix, QString metrics
)
    : ComparePane(context, parent), suffix_(std::move(suffix)), metrics_(std::move(metrics)),
      page_(new QWidget(this)), content_(new QVBoxLayout(page_)), stack_(new StateStack(page_, shape, this)),
      tools_(new QWidget(this)), chooser_(new QComboBox(tools_)),
      position_(makeLabel({}, Text::small, Token::text2, tools_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stack_);
    content_->setContentsMargins(0, 0, 0, 0);
    content_->setSpacing(0);
    tools_->hide(); // whoever shows the pane gives them their place

    auto* row = new QHBoxLayout(tools_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(chooser_);
    row->addWidget(position_);
    chooser_->setObjectName(QStringLiteral("otherSide"));
    chooser_->setAccessibleName(tr("Which slot is compared with A"));
    chooser_->setToolTip(chooser_->accessibleName());
    chooser_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    chooser_->hide();
    position_->setObjectName(QStringLiteral("position"));
    connect(chooser_, &QComboBox::activated, this, [this](int index) {
        if (std::exchange(other_, index + 1) != index + 1) sidesChanged();
    });
    const std::pair<const char*, int> steps[]{{"chevron-up", -1}, {"chevron-down", 1}};
    for (const auto& [name, step] : steps) {
        auto* button = addButton(
            step < 0 ? QStringLiteral("previousDifference") : QStringLiteral("nextDifference"),
            QString::fromLatin1(name),
            step < 0 ? tr("Previous difference (Shift+N)") : tr("Next difference (N)")
        );
        connect(button, &QToolButton::clicked, this, [this, by = step] { nextSpot(by); });
    }
}

void SidesPane::show(const CompareInput& input) {
    const bool same = shows() && input_.asset == input.asset && input_.part == input.part &&
                      std::ranges::equal(input_.sides, input.sides, sameSide);
    if (same) return;
    input_ = input;
    other_ = std::clamp(other_, 1, std::max(1, static_cast<int>(input_.sides.size()) - 1));
    chooser_->clear();
    for (int i = 1; i < input_.sides.size(); ++i)
        chooser_->addItem(
            QStringLiteral("%1  %2").arg(input_.sides[i].letter(), input_.sides[i].content.label)
        );
    chooser_->setCurrentIndex(other_ - 1);
    chooser_->setVisible(input_.sides.size() > 2);
    sidesChanged();
}

void SidesPane::clear() {
    input_ = {};
    forget();
    setPosition({});
    setSubject({});
    setState({});
}

const CompareSide* SidesPane::b() const {
    return other_ < input_.sides.size() ? &input_.sides[other_] : nullptr;
}

QWidget* SidesPane::addTool(QWidget* widget) {
    auto* row = static_cast<QHBoxLayout*>(tools_->layout());
    row->insertWidget(row->indexOf(position_), widget);
    return widget;
}

QToolButton* SidesPane::addButton(const QString& name, const QString& iconName, const QString& tip) {
    auto* button = iconButton(iconName, tip, tools_);
    button->setObjectName(name);
    tools_->layout()->addWidget(button);
    return button;
}

QAction* SidesPane::addPaneAction(const QString& text, const QKeySequence& key, std::function<void()> run) {
    actions_.push_back(addKey(key, run, text));
    return actions_.back();
}

void SidesPane::setPosition(const QString& text) {
    position_->setText(text);
    position_->setVisible(!text.isEmpty());
}

void SidesPane::showBusy(const QString& text, double fraction) {
    stack_->showBusy(text, fraction);
    setState({.kind = ViewState::Kind::busy, .text = text, .error = {}});
}

void SidesPane::showEmpty(const QString& icon, const QString& title, const QString& advice) {
    stack_->showEmpty(icon, title, advice);
    setState({});
}

void SidesPane::showError(const Error& error) {
    ErrorCard& card = stack_->showError(error);
    card.addFix(tr("Try again"), [this] {
        if (shows()) sidesChanged();
    });
    setState({.kind = ViewState::Kind::failed, .text = tr("error"), .error = error});
}

QString SidesPane::commandLine() const {
    if (!shows() || !b()) return {};
    QStringList lines;
    const auto file = [&](const CompareSide& side) {
        if (side.content.spec.isNull()) return shellQuoted(side.content.asset);
        const QString recon = side.letter().toLower() + suffix_;
        lines.push_back(runCommand(side.content, recon));
        return recon;
    };
    const QString fileA = file(a()), fileB = file(*b());
    lines.push_back(QStringLiteral("rarebit compare %1 %2 --metrics %3").arg(fileA, fileB, metrics_));
    return lines.join(u'\n');
}

} // namespace rarebit::views
