// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/jobs_dock.hpp"

#include "views/core/icons.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedLayout>
#include <QTreeView>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;

namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

// Title strong, stages with the current one strong, a bar with its percentage, an icon that acts.
class JobsDelegate : public views::TreeDelegate {
public:
    explicit JobsDelegate(QObject* parent) : TreeDelegate({}, parent) {}

    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (index.data(JobsModel::kindRole).toInt() == int(JobsModel::Kind::detail))
            return paintGround(painter, option, index); // an error card lies on it
        const QVariant stages = index.data(JobsModel::stagesRole);
        const QVariant fraction = index.data(JobsModel::fractionRole);
        const QString act = index.data(JobsModel::actionRole).toString();
        const int strong = index.column() == JobsModel::name ? index.data(JobsModel::strongRole).toInt() : 0;
        if (strong > 0)
            paintName(painter, option, index, strong);
        else if (stages.isValid())
            paintStages(painter, option, index, stages.toStringList());
        else if (fraction.isValid())
            paintBar(painter, option, index, fraction.toDouble());
        else if (!act.isEmpty())
            paintAction(painter, option, index, act);
        else
            TreeDelegate::paint(painter, option, index);
    }

    // All rows alike (an error card has its own height): thousands are laid out again whenever one is added.
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {scaled(40), scaled(24)};
    }

private:
    // Selection, hover, failed: what TreeDelegate draws of an empty cell.
    void paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        item.icon = {};
        item.features &= ~QStyleOptionViewItem::HasDecoration;
        item.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    }

    void paintName(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, int strong
    ) const {
        paintGround(painter, option, index);
        const QString text = index.data().toString();
        QRect place = option.rect.adjusted(2, 0, -4, 0);
        const int side = scaled(14);
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole))
            .paint(painter, QRect(place.left(), place.center().y() - side / 2 + 1, side, side));
        place.setLeft(place.left() + side + 6);
        painter->save();
        for (const auto& [piece, role, token] :
             {std::tuple(text.left(strong), Text::strong, Token::text),
              std::tuple(text.mid(strong), Text::body, Token::text2)}) {
            painter->setFont(views::font(role));
            painter->setPen(views::color(token));
            const QFontMetrics metrics(painter->font());
            painter->drawText(
                place,
                Qt::AlignVCenter | Qt::AlignLeft,
                metrics.elidedText(piece, Qt::ElideRight, place.width())
            );
            place.setLeft(std::min(place.right(), place.left() + metrics.horizontalAdvance(piece)));
        }
        painter->restore();
    }

    void paintStages(
        QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index,
        const QStringList& stages
    ) const {
        paintGround(painter, option, index);
        const int current = index.data(JobsModel::currentStageRole).toInt();
        QRect place = option.rect.adjusted(8, 0, -4, 0);
        painter->save();
        painter->setClipRect(place);
        for (int i = 0; i < stages.size(); ++i) {
            if (i > 0) {
                const int side = scaled(9);
                views::paintIcon(
                    *painter,
                    QRectF(place.left() + 3, place.center().y() - side / 2.0 + 1, side, side),
                    QStringLiteral("chevron-right"),
                    views::color(Token::text3)
                );
                place.setLeft(place.left() + side + 6);
            }
            QFont font = views::font(Text::small);
            if (i == current) font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            painter->setPen(views::color(i == current ? Token::text : Token::text2));
            painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, stages[i]);
            place.setLeft(place.left() + QFontMetrics(font).horizontalAdvance(stages[i]));
        }
        painter->restore();
    }

    void paintBar(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, double fraction
    ) const {
        paintGround(painter, option, index);
        const QRect place = option.rect.adjusted(8, 0, -8, 0);
        const int words = scaled(48), height = scaled(6);
        const QRectF groove(
            place.left(), place.center().y() - height / 2.0 + 1, std::max(20, place.width() - words), height
        );
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        views::paintRounded(*painter, groove, height / 2.0, views::color(Token::press));
        if (fraction > 0) {
            QRectF done = groove;
            done.setWidth(std::max(double(height), groove.width() * std::min(1.0, fraction)));
            views::paintRounded(*painter, done, height / 2.0, views::color(Token::accent));
        }
        painter->setFont(views::font(Text::number));
        painter->setPen(views::color(Token::text));
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
        painter->restore();
    }

    void paintAction(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QString& act
    ) const {
        paintGround(painter, option, index);
        const int side = scaled(12);
        const QRectF place(
            option.rect.center().x() - side / 2.0 + 1, option.rect.center().y() - side / 2.0 + 1, side, side
        );
        views::paintIcon(
            *painter,
            place,
            act == QStringLiteral("cancel") ? QStringLiteral("x-lg") : QStringLiteral("arrow-clockwise"),
            views::color(option.state & QStyle::State_MouseOver ? Token::text : Token::text2)
        );
    }
};

// As high as its text is at the width of the list.
class FailureCard : public views::ErrorCard {
public:
    FailureCard(const Error& error, const QAbstractScrollArea* list) : ErrorCard(error), list_(list) {}
    QSize sizeHint() const override {
        return {0, heightForWidth(std::max(200, list_->viewport()->width() - 3 * scaled(14)))};
    }

private:
    const QAbstractScrollArea* list_;
};

// Failed rows are red from edge to edge.
class JobsView : public QTreeView {
protected:
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override {
        const bool failed =
            index.siblingAtColumn(0).data(views::rowStateRole).toInt() == int(views::RowState::failed);
        if (failed && !selectionModel()->isSelected(index))
            painter->fillRect(rect, views::color(Token::badBg));
        QTreeView::drawBranches(painter, rect, index);
    }
    // Opened failures wrap their text; where it is narrow, stages and bars shrink and the least needed goes.
    void resizeEvent(QResizeEvent* event) override {
        QTreeView::resizeEvent(event);
        const int width = viewport()->width();
        header()->resizeSection(JobsModel::stage, std::clamp(width / 5, scaled(110), scaled(230)));
        header()->resizeSection(JobsModel::progress, std::clamp(width / 6, scaled(120), scaled(190)));
        setColumnHidden(JobsModel::throughput, width < scaled(760));
        setColumnHidden(JobsModel::memory, width < scaled(640));
        scheduleDelayedItemsLayout();
    }
};

} // namespace

JobsPanel::JobsPanel(Jobs& jobs, QWidget* parent)
    : QWidget(parent), jobs_(jobs), model_(new JobsModel(jobs, this)), view_(new JobsView),
      empty_(new views::EmptyState(
          QStringLiteral("list-task"),
          tr("Nothing runs"),
          tr("Runs, sweeps and reports stand here while they work, and what failed stays.")
      )) {
    setObjectName(QStringLiteral("jobs"));
    setProperty("helpPage", QStringLiteral("sweeps"));
    makeView();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto* body = new QWidget;
    stack_ = new QStackedLayout(body);
    stack_->addWidget(empty_);
    stack_->addWidget(view_);
    column->addWidget(body, 1);
    connect(&jobs_, &Jobs::added, this, &JobsPanel::update);
    connect(&jobs_, &Jobs::changed, this, &JobsPanel::update);
    connect(&jobs_, &Jobs::removed, this, &JobsPanel::update);
    update();
}

QWidget* JobsPanel::makeHeader() {
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    summary_ = views::makeLabel({}, Text::small, Token::text2);
    summary_->setObjectName(QStringLiteral("jobsSummary"));
    group_ = new views::Chip(tr("group by cause"));
    group_->setObjectName(QStringLiteral("groupByCause"));
    group_->setCheckable(true);
    group_->setChecked(model_->grouped());
    group_->setToolTip(tr("Failed points with the same reason share a row"));
    clear_ = new QPushButton(tr("Clear finished"));
    clear_->setObjectName(QStringLiteral("clearFinished"));
    pause_ = new QPushButton;
    pause_->setObjectName(QStringLiteral("pauseJobs"));
    cancelAll_ = new QPushButton(tr("Cancel all"));
    cancelAll_->setObjectName(QStringLiteral("cancelAll"));
    for (auto* button : {pause_, clear_, cancelAll_}) {
        views::setLook(button, views::ButtonLook::quiet);
        views::setCompact(button);
    }
    cancelAll_->setIcon(views::icon(QStringLiteral("x-circle"), Token::bad));
    row->addWidget(summary_, 1);
    row->addWidget(group_);
    row->addWidget(pause_);
    row->addWidget(clear_);
    row->addWidget(cancelAll_);
    connect(group_, &QAbstractButton::toggled, this, [this](bool on) { model_->setGrouped(on); });
    connect(clear_, &QPushButton::clicked, this, [this] { jobs_.clearFinished(); });
    connect(pause_, &QPushButton::clicked, this, [this] {
        for (const auto& job : jobs_.all())
            jobs_.pause(job->id, !goesOn_);
    });
    connect(cancelAll_, &QPushButton::clicked, this, [this] { jobs_.cancelAll(); });
    return header;
}

void JobsPanel::makeView() {
    view_->setObjectName(QStringLiteral("jobsView"));
    view_->setAccessibleName(tr("Jobs"));
    view_->setModel(model_);
    views::dressTree(view_);
    view_->setUniformRowHeights(false); // opened failures are higher
    view_->setItemDelegate(new JobsDelegate(view_));
    view_->setMouseTracking(true);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* header = view_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(JobsModel::name, QHeaderView::Stretch);
    for (const auto& [column, width] :
         {std::pair<int, int>(JobsModel::throughput, 110),
          {JobsModel::left, 90},
          {JobsModel::memory, 90},
          {JobsModel::action, 32}})
        header->resizeSection(column, scaled(width));
    connect(model_, &QAbstractItemModel::rowsInserted, this, &JobsPanel::dressRows);
    connect(view_, &QTreeView::expanded, this, &JobsPanel::showDetail);
    connect(view_, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == JobsModel::action) act(index);
    });
    connect(view_, &QWidget::customContextMenuRequested, this, &JobsPanel::fillMenu);
    const auto key = [this](const QKeySequence& sequence, auto run) {
        auto* shortcut = new QShortcut(sequence, view_, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, run] { run(view_->currentIndex()); });
    };
    key(QKeySequence::Delete, [this](const QModelIndex& index) { jobs_.cancel(model_->job(index)); });
    key(Qt::Key_P, [this](const QModelIndex& index) {
        if (const Job* job = jobs_.find(model_->job(index))) jobs_.pause(job->id, !job->paused);
    });
    key(Qt::CTRL | Qt::Key_R, [this](const QModelIndex& index) {
        if (const Job* job = jobs_.find(model_->job(index)); job && job->over()) jobs_.retry(job->id);
    });
}

// A job that runs or failed shows its points; a cause is a sentence as wide as the list.
void JobsPanel::dressRows(const QModelIndex& parent, int first, int last) {
    if (!parent.isValid() || model_->kind(parent) != JobsModel::Kind::job) return;
    for (int row = first; row <= last; ++row)
        if (model_->kind(model_->index(row, 0, parent)) == JobsModel::Kind::cause)
            view_->setFirstColumnSpanned(row, parent, true);
    if (model_->rowCount(parent) == last - first + 1) view_->expand(parent);
}

// An opened failure shows its error card in place.
void JobsPanel::showDetail(const QModelIndex& opened) {
    const QModelIndex index = model_->index(0, 0, opened);
    const Error* error = model_->error(index);
    if (!error || model_->kind(index) != JobsModel::Kind::detail || view_->indexWidget(index)) return;
    auto* card = new FailureCard(*error, view_);
    const uint64_t id = model_->job(index);
    card->addFix(
            tr("Retry"),
            [this, id] {
                if (const Job* job = jobs_.find(id); job && job->over()) jobs_.retry(id);
            }
    )->setToolTip(tr("The same command again, when the job is over: what is there is not run anew"));
    card->addFix(tr("Log"), [this, id] {
        if (const Job* job = jobs_.find(id)) showMessages(*job);
    });
    view_->setFirstColumnSpanned(0, opened, true);
    view_->setIndexWidget(index, card);
}

void JobsPanel::act(const QModelIndex& index) {
    const QString what = index.data(JobsModel::actionRole).toString();
    const uint64_t id = model_->job(index);
    if (what == QStringLiteral("cancel")) jobs_.cancel(id);
    if (what == QStringLiteral("retry")) jobs_.retry(id);
}

void JobsPanel::fillMenu(const QPoint& place) {
    const Job* job = jobs_.find(model_->job(view_->indexAt(place)));
    if (!job) return;
    const uint64_t id = job->id;
    QMenu menu(this);
    if (job->pausable())
        menu.addAction(job->paused ? tr("Go on") : tr("Pause"), this, [this, id, on = !job->paused] {
            jobs_.pause(id, on);
        });
    if (!job->over()) menu.addAction(tr("Cancel"), this, [this, id] { jobs_.cancel(id); });
    if (job->over()) menu.addAction(tr("Run again"), this, [this, id] { jobs_.retry(id); });
    menu.addAction(tr("Copy command line"), this, [this, line = job->commandLine()] {
        QApplication::clipboard()->setText(line);
        emit commandLineCopied(line);
    });
    menu.addAction(tr("Show what it said"), this, [this, id] {
        if (const Job* shown = jobs_.find(id)) showMessages(*shown);
    });
    menu.exec(view_->viewport()->mapToGlobal(place));
}

void JobsPanel::showMessages(const Job& job) {
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("jobMessages"));
    dialog->setWindowTitle(job.title);
    auto* column = new QVBoxLayout(dialog);
    auto* text =
        new QPlainTextEdit(job.commandLine() + QStringLiteral("\n\n") + job.messages.join(QLatin1Char('\n')));
    text->setReadOnly(true);
    text->setFont(views::font(Text::number));
    text->setAccessibleName(tr("What the command said"));
    column->addWidget(text);
    dialog->resize(720, 420);
    dialog->show();
}

void JobsPanel::update() {
    int running = 0, waiting = 0, over = 0, pausable = 0, paused = 0;
    for (const auto& job : jobs_.all()) {
        pausable += job->pausable();
        paused += job->paused;
        ++(job->over() ? over : job->state == Job::State::waiting ? waiting : running);
    }
    QStringList parts;
    if (running > 0) parts.push_back(tr("%n running", nullptr, running));
    if (waiting > 0) parts.push_back(tr("%n waiting", nullptr, waiting));
    if (over > 0) parts.push_back(tr("%n finished", nullptr, over));
    if (paused > 0) parts.push_back(tr("%n paused", nullptr, paused));
    cancelAll_->setEnabled(running + waiting > 0);
    summary_->setText(parts.join(QStringLiteral(", ")));
    goesOn_ = paused > 0;
    pause_->setEnabled(pausable > 0);
    pause_->setText(goesOn_ ? tr("Go on") : tr("Pause"));
    pause_->setIcon(views::icon(goesOn_ ? QStringLiteral("play-fill") : QStringLiteral("pause-fill")));
    pause_->setToolTip(
        goesOn_ ? tr("Further points run again")
                : tr("Points that run are finished, no further one begins until you go on")
    );
    clear_->setEnabled(over > 0);
    stack_->setCurrentIndex(jobs_.all().empty() ? 0 : 1);
}

} // namespace rarebit::gui
