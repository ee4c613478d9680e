// SPDX-License-Identifier: GPL-3.0-or-later
// Assets, groups and parts as a tree: name with a small histogram, outlier score, bytes. Histograms and
// scores arrive for the rows that are on the screen.
#pragma once

#include "app/gui/session.hpp"
#include "views/core/part_filter.hpp"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <cmath>
#include <map>
#include <memory>
#include <vector>

namespace rarebit::gui {

class AssetTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { name, score, bytes, columns };
    enum Role {
        pathRole = Qt::UserRole,
        partRole,      // name of the part; empty for assets and groups
        histogramRole, // QVector<float>, highest bin 1
        missingRole,
        linkRole // "Relink", of the last column
    };
    AssetTree(Session& session, QObject* parent = nullptr);

    QModelIndex indexOf(const QString& path, const QString& part) const;
    /// Asks for the histogram and the score of a part, once.
    void want(const QModelIndex& index);
    bool matches(const QModelIndex& index, const views::PartFilter& filter) const;

    QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Node {
        Node* parent = nullptr;
        int row = 0;
        QString title, path, part;
        qint64 byteCount = 0;
        views::AssetPtr asset;
        std::vector<std::unique_ptr<Node>> children;
    };
    struct Facts {
        double score = std::nan("");
        double kurtosis = std::nan("");
        QVector<float> histogram;
    };
    void refresh();
    std::unique_ptr<Node> build(const views::AssetPtr& asset);
    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexFor(Node* node, int column = 0) const;
    const Facts* facts(const Node& node) const;
    void next();
    void ask(const views::Source& source, const QString& what);
    void note(const views::Source& source, const Detail& detail);

    Session& session_;
    Node root_;
    std::map<QString, Facts> facts_; // path, newline, part
    std::vector<std::pair<QString, QString>> wanted_;
    views::Ticket ticket_;
    bool busy_ = false;
};

/// Words of views/core/part_filter.hpp, with the figures score and kurtosis.
class AssetFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    views::PartFilter filter_;
};

} // namespace rarebit::gui
