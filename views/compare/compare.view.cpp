// SPDX-License-Identifier: GPL-3.0-or-later
// Compare: what stands in the slots, seen together. A bar with the ways to look, and below it the pane of the
// asset's kind.
#include "views/compare/pane.hpp"
#include "views/core/asset_state.hpp"
#include "views/core/controls.hpp"
#include "views/core/states.hpp"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <map>

namespace rarebit::views {
namespace {

// The row above the pane, with a hairline below.
class ToolRow : public QWidget {
public:
    explicit ToolRow(QWidget* parent) : QWidget(parent) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(8, 6, 8, 7);
        row->setSpacing(12);
        connect(&Theme::get(), &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), color(Token::pane));
        painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::hair));
    }
};

class CompareView : public View {
    Q_OBJECT
public:
    CompareView(ViewContext& context, QWidget* parent)
        : View(context, parent), row_(new ToolRow(this)), modes_(new SegmentedControl(row_)) {
        setObjectName(QStringLiteral("compareView"));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        row_->layout()->addWidget(modes_);
        static_cast<QHBoxLayout*>(row_->layout())->addStretch(1);
        column->addWidget(row_);
        auto* body = new QWidget(this);
        stack_ = new PageLayout(body);
        states_ = new StateStack(body, BusyState::Shape::picture, this);
        column->addWidget(states_, 1);
        modes_->setObjectName(QStringLiteral("modes"));
        setCompact(modes_);
        connect(modes_, &SegmentedControl::currentChanged, this, [this](int mode) {
            if (pane_) pane_->setMode(mode);
        });
        makeActions();
        connect(&context.hub, &Hub::slotsChanged, this, &CompareView::refresh);
        connect(&context.hub, &Hub::assetChanged, this, &CompareView::refresh);
        connect(&context.hub, &Hub::columnsChanged, this, &CompareView::refresh);
        connect(&context.hub, &Hub::regionChanged, this, [this] {
            if (pane_ && !pinned()) pane_->regionChanged();
        });
        refresh();
    }

    QAbstractItemModel* table() override { return pane_ ? pane_->table() : nullptr; }
    QString commandLine() const override { return pane_ ? pane_->commandLine() : QString(); }
    Status exportFigure(const QString& path) override {
        return pane_ ? pane_->exportFigure(path) : View::exportFigure(path);
    }
    QList<QAction*> viewActions() override {
        QList<QAction*> all = actions_;
        if (pane_) all += pane_->paneActions();
        return all;
    }
    void assetsUpdated() override { refresh(); }
    Json settings() const override {
        Json panes = Json::object();
        for (const auto& [kind, pane] : panes_)
            panes[kind] = Json::object({{"mode", pane->mode()}, {"pane", pane->settings()}});
        return Json::object({{"panes", panes}});
    }
    void restore(const Json& settings) override {
        kept_ = settings.at("panes");
        for (const auto& [kind, pane] : panes_)
            restorePane(kind, *pane);
    }
    void setPinned(bool pinned) override {
        View::setPinned(pinned);
        if (!pinned) refresh();
    }

protected:
    void showEvent(QShowEvent* event) override {
        View::showEvent(event);
        refresh();
    }

private:
    void makeActions() {
        const auto add = [this](const QString& text, const QKeySequence& keys, auto act) {
            auto* action = new QAction(text, this);
            action->setShortcut(keys);
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            connect(action, &QAction::triggered, this, act);
            addAction(action);
            return action;
        };
        for (int mode = 0; mode < 9; ++mode)
            add({}, QKeySequence(Qt::Key_1 + mode), [this, mode] {
                if (pane_) pane_->setMode(mode);
            });
        actions_.push_back(add(tr("Swap A and B"), QKeySequence(Qt::Key_X), [this] {
            context_.hub.swapSlots();
        }));
        actions_.push_back(add(tr("Next worst spot"), QKeySequence(Qt::Key_N), [this] {
            if (pane_) pane_->nextSpot(1);
        }));
        actions_.push_back(add(tr("Previous worst spot"), QKeySequence(Qt::SHIFT | Qt::Key_N), [this] {
            if (pane_) pane_->nextSpot(-1);
        }));
    }

    void refresh() {
        // What nobody sees is not decoded; showEvent catches up.
        if ((pinned() && pane_) || !isVisible()) return;
        const CompareInput input = compareInput(context_);
        if (!input.asset) {
            states_->showEmpty(
                QStringLiteral("layout-split"),
                tr("Nothing to compare yet"),
                tr("Choose an asset, then open a point of the chart: it stands in slot B beside the original."
                )
            );
            return leavePane({}, {});
        }
        const AssetItem& asset = *input.asset;
        if (auto state = showAssetState(*states_, context_, input.asset, {}))
            return leavePane(asset.name, *state);
        const PartItem* part = input.partItem();
        const ComparePaneDef* def = part ? comparePaneFor(asset, *part) : nullptr;
        if (!def) {
            states_->showEmpty(
                QStringLiteral("layout-split"),
                tr("%1 has no part that can be compared here").arg(asset.name),
                tr("Choose another part in Assets.")
            );
            return leavePane(asset.name, {});
        }
        showPane(*def);
        pane_->show(input);
        setSubject(pane_->subject());
    }

    // For what states_ shows.
    void leavePane(const QString& subject, const ViewState& state) {
        if (pane_) pane_->clear();
        pane_ = nullptr;
        if (tools_) tools_->hide();
        row_->hide();
        setSubject(subject);
        setState(state);
    }

    void showPane(const ComparePaneDef& def) {
        ComparePane*& pane = panes_[def.kind];
        if (!pane) {
            pane = def.create(context_, this);
            stack_->addWidget(pane);
            if (QWidget* tools = pane->tools()) row_->layout()->addWidget(tools);
            connect(pane, &ComparePane::subjectChanged, this, [this, made = pane] {
                if (made == pane_) setSubject(made->subject());
            });
            connect(pane, &ComparePane::stateChanged, this, [this, made = pane] {
                if (made == pane_) setState(made->state());
            });
            connect(pane, &ComparePane::modeChanged, this, [this, made = pane] {
                if (made == pane_) modes_->setCurrent(made->mode());
            });
            restorePane(def.kind, *pane);
        }
        states_->showContent();
        if (pane == pane_) return;
        if (pane_) pane_->clear();
        if (tools_) tools_->hide();
        tools_ = pane->tools();
        pane_ = nullptr; // filling the control is no choice
        modes_->clear();
        const QStringList titles = pane->modes();
        for (int i = 0; i < titles.size(); ++i)
            modes_->addPart(
                titles[i], QString::number(i + 1), toolTipText(titles[i], QKeySequence(Qt::Key_1 + i), {})
            );
        modes_->setCurrent(pane->mode());
        pane_ = pane;
        modes_->setVisible(!pane->modes().isEmpty());
        if (tools_) tools_->show();
        row_->setVisible(tools_ || !pane->modes().isEmpty());
        stack_->setCurrentWidget(pane);
        setState(pane->state());
    }

    void restorePane(const std::string& kind, ComparePane& pane) {
        const Json& kept = kept_.at(kind);
        if (kept.isNull()) return;
        pane.setMode(static_cast<int>(kept.at("mode").asInt()));
        pane.restore(kept.at("pane"));
    }

    ToolRow* row_;
    SegmentedControl* modes_;
    StateStack* states_ = nullptr;
    PageLayout* stack_ = nullptr;
    QWidget* tools_ = nullptr;
    ComparePane* pane_ = nullptr;
    std::map<std::string, ComparePane*> panes_; // by kind, made when first needed
    Json kept_;
    QList<QAction*> actions_;
};

} // namespace

const ViewDef& compare() {
    static const ViewDef definition{
        QStringLiteral("compare"),
        CompareView::tr("Compare"),
        QStringLiteral("layout-split"),
        QStringLiteral("compare"),
        [](ViewContext& context, QWidget* parent) -> View* { return new CompareView(context, parent); }};
    return definition;
}

} // namespace rarebit::views

#include "compare.view.moc"
