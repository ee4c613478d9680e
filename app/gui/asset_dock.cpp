// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/asset_dock.hpp"

#include "app/gui/slot_box.hpp"
#include "views/core/controls.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"

#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

namespace rarebit::gui {

AssetDock::AssetDock(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), tree_(session), view_(new QTreeView) {
    filter_.setSourceModel(&tree_);
    filter_.setRecursiveFilteringEnabled(false);
    view_->setObjectName(QStringLiteral("assets"));
    view_->setAccessibleName(tr("Assets"));
    view_->setModel(&filter_);
    views::dressTree(view_);
    auto* rows = new views::TreeDelegate(
        {.histogram = AssetTree::histogramRole,
         .missing = AssetTree::missingRole,
         .link = AssetTree::linkRole},
        view_
    );
    view_->setItemDelegate(rows);
    connect(rows, &views::TreeDelegate::linkActivated, this, [this](const QModelIndex& index) {
        emit relinkRequested(index.siblingAtColumn(0).data(AssetTree::pathRole).toString());
    });
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setIndentation(14);
    view_->setDragEnabled(true);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* header = view_->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(AssetTree::name, QHeaderView::Stretch);
    header->setSectionResizeMode(AssetTree::score, QHeaderView::Fixed);
    header->setSectionResizeMode(AssetTree::bytes, QHeaderView::Fixed);
    header->resizeSection(AssetTree::score, 60);
    header->resizeSection(AssetTree::bytes, 66);
    view_->installEventFilter(this);
    view_->viewport()->installEventFilter(this);

    auto* field =
        new views::SearchField(tr("Filter: words, layer:2-5, type:f16, score>9"), QStringLiteral("funnel"));
    field->setObjectName(QStringLiteral("assetFilter"));
    field->setAccessibleName(tr("Filter of the assets"));
    connect(field, &QLineEdit::textChanged, this, [this](const QString& text) {
        filter_.setText(text);
        if (!text.isEmpty()) view_->expandAll();
    });
    auto* empty = new views::EmptyState(
        QStringLiteral("files"),
        tr("No assets yet"),
        tr("Drop files anywhere in the window: models, KV dumps, pictures, video, sound, logs, sheets, DNA."),
        this
    );
    empty->addAction(tr("Open files…"), [this] { emit openRequested(); });
    auto* filled = new QWidget;
    auto* inner = new QVBoxLayout(filled);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 8, 8, 6);
    bar->addWidget(field);
    inner->addLayout(bar);
    inner->addWidget(view_, 1);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty);
    stack->addWidget(filled);

    settle_.setSingleShot(true);
    settle_.setInterval(120);
    connect(&settle_, &QTimer::timeout, this, &AssetDock::wantVisible);
    const auto changed = [this, stack] {
        stack->setCurrentIndex(session_.assets().isEmpty() ? 0 : 1);
        settle_.start();
        follow();
    };
    connect(&session, &Session::assetsChanged, this, changed);
    connect(&session.hub(), &views::Hub::assetChanged, this, &AssetDock::follow);
    connect(view_->verticalScrollBar(), &QScrollBar::valueChanged, &settle_, qOverload<>(&QTimer::start));
    connect(view_, &QTreeView::expanded, &settle_, qOverload<>(&QTimer::start));
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &AssetDock::choose);
    connect(view_, &QTreeView::customContextMenuRequested, this, &AssetDock::showMenu);
    changed();
}

// The row of what the selection holds.
void AssetDock::follow() {
    const auto& state = session_.hub().state();
    if (state.asset.isEmpty()) return;
    const QModelIndex index = filter_.mapFromSource(tree_.indexOf(state.asset, state.part));
    if (!index.isValid() || index == view_->currentIndex().siblingAtColumn(0)) return;
    following_ = true;
    view_->setCurrentIndex(index);
    view_->scrollTo(index);
    following_ = false;
}

void AssetDock::choose(const QModelIndex& index) {
    if (following_ || !index.isValid()) return;
    const QString path = index.siblingAtColumn(0).data(AssetTree::pathRole).toString();
    QString part = index.siblingAtColumn(0).data(AssetTree::partRole).toString();
    const auto asset = session_.asset(path);
    if (part.isEmpty() && asset && !asset->parts.isEmpty()) part = asset->parts.front().name;
    following_ = true; // a folder's row stays the current one
    session_.hub().setAsset(path, part);
    following_ = false;
}

void AssetDock::wantVisible() {
    if (!isVisible()) return;
    QModelIndex index = view_->indexAt(QPoint(4, 4));
    const int bottom = view_->viewport()->height();
    for (int guard = 0; index.isValid() && guard < 200; ++guard) {
        if (view_->visualRect(index).top() > bottom) break;
        tree_.want(filter_.mapToSource(index.siblingAtColumn(0)));
        index = view_->indexBelow(index);
    }
}

QString AssetDock::currentPath() const {
    return view_->currentIndex().siblingAtColumn(0).data(AssetTree::pathRole).toString();
}

void AssetDock::toSlot(int slot) {
    const QString path = currentPath();
    if (!path.isEmpty()) session_.hub().setSlot(slot, originalSlot(path));
}

void AssetDock::showMenu(const QPoint& position) {
    const QModelIndex index = view_->indexAt(position).siblingAtColumn(0);
    if (!index.isValid()) return;
    const QString path = index.data(AssetTree::pathRole).toString();
    QMenu menu(this);
    emit menuRequested(&menu, path, index.data(AssetTree::partRole).toString());
    if (!menu.isEmpty()) menu.exec(view_->viewport()->mapToGlobal(position));
}

bool AssetDock::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<QKeyEvent&>(*event);
        switch (key.key()) {
        case Qt::Key_Space:
            toSlot(1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (key.modifiers() & Qt::ShiftModifier) {
                toSlot(0);
                return true;
            }
            break;
        case Qt::Key_Delete:
            if (const QString path = currentPath(); !path.isEmpty()) session_.closeAsset(path);
            return true;
        default:
            break;
        }
    }
    if (watched == view_->viewport() && event->type() == QEvent::Resize) settle_.start();
    return QWidget::eventFilter(watched, event);
}

} // namespace rarebit::gui
