// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/asset_tree.hpp"

#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"

#include <QTimer>

#include <algorithm>
#include <cstring>

namespace rarebit::gui {

using views::AssetItem;
using views::AssetPtr;
using views::Token;

namespace {

constexpr double warnScore = 9;
constexpr int sparkBins = 16;
// A part larger than this gets no histogram unasked.
constexpr qint64 factsUpTo = qint64(64) << 20;

QString iconOf(const QString& kind) {
    static const QHash<QString, QString> icons{
        {"model", "cpu"},
        {"image", "image"},
        {"video", "film"},
        {"audio", "soundwave"},
        {"log", "card-text"},
        {"text", "body-text"},
        {"sheet", "table"},
        {"dna", "code-slash"},
        {"kv", "layers"},
        {"tensor", "grid-3x3"},
        {"bytes", "file-earmark-binary"}};
    return icons.value(kind, QStringLiteral("file-earmark"));
}

QString factKey(const QString& path, const QString& part) {
    return path + QLatin1Char('\n') + part;
}

} // namespace

AssetTree::AssetTree(Session& session, QObject* parent) : QAbstractItemModel(parent), session_(session) {
    connect(&session, &Session::assetsChanged, this, &AssetTree::refresh);
    refresh();
}

std::unique_ptr<AssetTree::Node> AssetTree::build(const AssetPtr& asset) {
    auto top = std::make_unique<Node>();
    top->title = asset->name;
    top->path = asset->path;
    top->byteCount = asset->bytes;
    top->asset = asset;
    if (asset->parts.size() < 2) return top;
    // Parts of one group stand together under it, where their names begin with it.
    std::map<QString, Node*> groups;
    for (const auto& part : asset->parts) {
        Node* under = top.get();
        QString title = part.name;
        if (!part.group.isEmpty() && part.name.startsWith(part.group)) {
            Node*& group = groups[part.group];
            if (!group) {
                auto made = std::make_unique<Node>();
                made->parent = top.get();
                made->row = int(top->children.size());
                made->title = part.group;
                made->path = asset->path;
                made->asset = asset;
                group = made.get();
                top->children.push_back(std::move(made));
            }
            under = group;
            title = part.name.mid(part.group.size());
            while (title.startsWith(QLatin1Char('.')) || title.startsWith(QLatin1Char('/')))
                title.remove(0, 1);
            group->byteCount += part.bytes;
        }
        auto leaf = std::make_unique<Node>();
        leaf->parent = under;
        leaf->row = int(under->children.size());
        leaf->title = title;
        leaf->path = asset->path;
        leaf->part = part.name;
        leaf->byteCount = part.bytes;
        leaf->asset = asset;
        under->children.push_back(std::move(leaf));
    }
    return top;
}

// Assets that did not change keep their rows, so that what is unfolded stays so.
void AssetTree::refresh() {
    const auto assets = session_.assets();
    for (int row = int(root_.children.size()) - 1; row >= 0; --row) {
        const auto& node = root_.children[size_t(row)];
        if (std::ranges::any_of(assets, [&](const auto& a) { return a->path == node->path; })) continue;
        beginRemoveRows({}, row, row);
        root_.children.erase(root_.children.begin() + row);
        for (size_t i = size_t(row); i < root_.children.size(); ++i)
            root_.children[i]->row = int(i);
        endRemoveRows();
    }
    for (const auto& asset : assets) {
        const auto found =
            std::ranges::find(root_.children, asset->path, [](const auto& n) { return n->path; });
        if (found != root_.children.end() && (*found)->asset == asset) continue;
        auto node = build(asset);
        if (found == root_.children.end()) {
            const int row = int(root_.children.size());
            beginInsertRows({}, row, row);
            node->row = row;
            root_.children.push_back(std::move(node));
            endInsertRows();
            continue;
        }
        Node& old = **found;
        const QModelIndex at = indexFor(&old);
        old.asset = asset;
        old.title = node->title;
        old.byteCount = node->byteCount;
        if (!old.children.empty()) {
            beginRemoveRows(at, 0, int(old.children.size()) - 1);
            old.children.clear();
            endRemoveRows();
        }
        if (!node->children.empty()) {
            beginInsertRows(at, 0, int(node->children.size()) - 1);
            old.children = std::move(node->children);
            for (auto& child : old.children)
                child->parent = &old;
            endInsertRows();
        }
        emit dataChanged(at, indexFor(&old, columns - 1));
    }
}

AssetTree::Node* AssetTree::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : const_cast<Node*>(&root_);
}

QModelIndex AssetTree::indexFor(Node* node, int column) const {
    return node == &root_ || !node ? QModelIndex() : createIndex(node->row, column, node);
}

QModelIndex AssetTree::index(int row, int column, const QModelIndex& parent) const {
    const Node* under = nodeOf(parent);
    if (row < 0 || column < 0 || column >= columns || row >= int(under->children.size()) ||
        parent.column() > 0)
        return {};
    return createIndex(row, column, under->children[size_t(row)].get());
}

QModelIndex AssetTree::parent(const QModelIndex& child) const {
    return child.isValid() ? indexFor(nodeOf(child)->parent) : QModelIndex();
}

int AssetTree::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}
int AssetTree::columnCount(const QModelIndex&) const {
    return columns;
}

QModelIndex AssetTree::indexOf(const QString& path, const QString& part) const {
    const std::function<Node*(const Node&)> search = [&](const Node& node) -> Node* {
        for (const auto& child : node.children) {
            if (child->path == path && child->part == part && (!part.isEmpty() || child->parent == nullptr))
                return child.get();
            if (Node* found = search(*child)) return found;
        }
        return nullptr;
    };
    Node* found = search(root_);
    if (!found)
        for (const auto& top : root_.children)
            if (top->path == path) found = top.get();
    return indexFor(found);
}

const AssetTree::Facts* AssetTree::facts(const Node& node) const {
    QString part = node.part;
    if (part.isEmpty() && node.children.empty() && node.asset && node.asset->parts.size() == 1)
        part = node.asset->parts.front().name;
    const auto found = facts_.find(factKey(node.path, part));
    return found == facts_.end() ? nullptr : &found->second;
}

QVariant AssetTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Node& node = *nodeOf(index);
    const bool top = node.parent == nullptr || node.parent == &root_;
    const AssetItem& asset = *node.asset;
    const bool failed = asset.state == AssetItem::State::failed;
    switch (role) {
    case pathRole:
        return node.path;
    case partRole:
        return node.part;
    case missingRole:
        return top && asset.missing;
    case linkRole:
        return top && asset.missing && index.column() == bytes ? tr("Relink") : QString();
    case histogramRole:
        if (const Facts* known = facts(node)) return QVariant::fromValue(known->histogram);
        return {};
    case Qt::ToolTipRole:
        if (failed && asset.error) return views::errorText(*asset.error);
        return node.part.isEmpty() ? node.path : node.part;
    case Qt::DecorationRole:
        if (index.column() != name || !top) return {};
        return failed ? views::icon(QStringLiteral("exclamation-triangle"), Token::bad)
                      : views::icon(iconOf(asset.kind));
    case views::inkRole:
        if (top && failed) return int(Token::bad);
        if (index.column() == score)
            if (const Facts* known = facts(node); known && known->score >= warnScore) return int(Token::warn);
        return index.column() == name ? QVariant() : int(Token::text2);
    case Qt::TextAlignmentRole:
        return index.column() == name ? int(Qt::AlignLeft | Qt::AlignVCenter)
                                      : int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case name:
        return node.title;
    case score: {
        const Facts* known = facts(node);
        return known && !std::isnan(known->score) ? views::number(known->score, 3) : QString();
    }
    default:
        if (top && asset.state == AssetItem::State::opening) return QStringLiteral("…");
        return node.byteCount > 0 ? views::byteSize(double(node.byteCount)) : QString();
    }
}

QVariant AssetTree::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section == name ? int(Qt::AlignLeft | Qt::AlignVCenter)
                               : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == score)
        return tr("Outlier score: largest distance from the mean in standard deviations");
    if (role != Qt::DisplayRole) return {};
    return section == name ? tr("Name") : section == score ? tr("max |z|") : tr("Bytes");
}

Qt::ItemFlags AssetTree::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled
                           : Qt::NoItemFlags;
}

bool AssetTree::matches(const QModelIndex& index, const views::PartFilter& filter) const {
    const Node& node = *nodeOf(index);
    if (!node.asset) return false;
    const Facts* known = facts(node);
    const auto& parts = node.asset->parts;
    const auto* part =
        node.part.isEmpty() && parts.size() == 1 ? &parts.front() : node.asset->part(node.part);
    return filter.matches(
        node.part.isEmpty() ? node.title : node.part,
        node.asset->kind,
        part,
        [known](const QString& figure) {
            return !known ? std::nan("") : figure == QStringLiteral("score") ? known->score : known->kurtosis;
        }
    );
}

void AssetTree::want(const QModelIndex& index) {
    if (!index.isValid()) return;
    const Node& node = *nodeOf(index);
    if (!node.asset || node.asset->state != AssetItem::State::ready || !node.children.empty()) return;
    const auto* part = node.part.isEmpty() && !node.asset->parts.isEmpty() ? &node.asset->parts.front()
                                                                           : node.asset->part(node.part);
    if (!part || part->form != QStringLiteral("tensor") || part->bytes > factsUpTo) return;
    const QString key = factKey(node.path, part->name);
    if (facts_.contains(key)) return;
    facts_[key] = {};
    wanted_.emplace_back(node.path, part->name);
    if (!busy_) QTimer::singleShot(0, this, &AssetTree::next);
    busy_ = true;
}

// One after the other, so that what the user asks for meanwhile does not queue behind a whole model.
void AssetTree::next() {
    ticket_.reset();
    if (wanted_.empty()) {
        busy_ = false;
        return;
    }
    const auto [path, part] = wanted_.back();
    wanted_.pop_back();
    const auto asset = session_.asset(path);
    if (!asset) return next();
    ask({path, asset->reader, asset->hash, part, Json()}, QStringLiteral("statistics"));
}

void AssetTree::ask(const views::Source& source, const QString& what) {
    ticket_ = session_.previews().derive(
        what,
        Json::object({{"bins", sparkBins}}),
        source,
        nullptr,
        [this, source, what](const Result<views::Derived>& answer) {
            const bool last = !answer || answer->share >= 1;
            if (answer)
                for (const auto& detail : answer->details)
                    note(source, detail);
            if (!last) return;
            QTimer::singleShot(0, this, [this, source, what] {
                if (what == QStringLiteral("statistics"))
                    ask(source, QStringLiteral("histogram"));
                else
                    next();
            });
        }
    );
}

void AssetTree::note(const views::Source& source, const Detail& detail) {
    Facts& known = facts_[factKey(source.path, source.part)];
    if (detail.name == "statistics") {
        const Json& s = detail.about;
        const double std = s.at("std").asDouble(), mean = s.at("mean").asDouble();
        if (std > 0)
            known.score = std::max(s.at("max").asDouble() - mean, mean - s.at("min").asDouble()) / std;
        known.kurtosis = s.at("kurtosis").asDouble(std::nan(""));
    } else if (const auto* counts = std::get_if<TensorView>(&detail.values);
               counts && counts->dtype == DType::i64) {
        std::vector<int64_t> values(counts->bytes.size() / sizeof(int64_t));
        std::memcpy(values.data(), counts->bytes.data(), values.size() * sizeof(int64_t));
        const double top = values.empty() ? 0 : std::log1p(double(std::ranges::max(values)));
        known.histogram.clear();
        for (const int64_t count : values)
            known.histogram.push_back(top > 0 ? float(std::log1p(double(count)) / top) : 0.F);
    }
    const QModelIndex first = indexOf(source.path, source.part);
    if (first.isValid()) emit dataChanged(first, first.siblingAtColumn(columns - 1));
}

void AssetFilter::setText(const QString& text) {
    auto filter = views::PartFilter::parse(text, {QStringLiteral("score"), QStringLiteral("kurtosis")});
    if (!filter) return; // what is half typed leaves the list as it is
    filter_ = std::move(*filter);
    invalidateFilter();
}

bool AssetFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (filter_.empty()) return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    for (int child = 0; child < sourceModel()->rowCount(index); ++child)
        if (filterAcceptsRow(child, index)) return true;
    return static_cast<const AssetTree*>(sourceModel())->matches(index, filter_);
}

} // namespace rarebit::gui
