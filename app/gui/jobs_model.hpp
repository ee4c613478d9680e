// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs as a tree: each job with the points that run and those that failed; a failed point (or a cause
// that several share) opens to what, where and fix.
#pragma once

#include "app/gui/jobs.hpp"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace rarebit::gui {

class JobsModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column : int { name, stage, progress, throughput, left, memory, action, columns };
    enum class Kind : uint8_t { job, point, cause, failure, detail };
    enum Role : int {
        kindRole = Qt::UserRole + 1, // int(Kind)
        jobRole,                     // id of the job
        fractionRole,                // of `progress`: 0 to 1, -1 unknown
        stagesRole,                  // of `stage`: all stages in order, for a running point
        currentStageRole,            // of `stage`: which of them
        strongRole,                  // of `name`: leading characters that are the title
        actionRole                   // of `action`: "cancel", "retry" or nothing
    };

    explicit JobsModel(const Jobs& jobs, QObject* parent = nullptr);

    /// Failed points with the same reason share a row.
    void setGrouped(bool grouped);
    bool grouped() const { return grouped_; }
    /// The error of a failure, a cause or a detail; null for other rows.
    const Error* error(const QModelIndex& index) const;
    uint64_t job(const QModelIndex& index) const;
    Kind kind(const QModelIndex& index) const;
    /// The row of a job.
    QModelIndex indexOf(uint64_t job) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node {
        Kind kind = Kind::job;
        uint64_t job = 0;
        QString key; // of its siblings
        size_t failure = 0;
        Node* parent = nullptr;
        int row = 0; // among its siblings
        std::vector<std::unique_ptr<Node>> children{};
        QStringList shown{}; // of a job: what its children were made from
    };
    /// A row that is to be there.
    struct Wanted {
        Kind kind;
        QString key;
        size_t failure;
        std::vector<Wanted> children{};
    };
    static Node* node(const QModelIndex& index) { return static_cast<Node*>(index.internalPointer()); }
    QModelIndex indexOf(const Node* node) const;
    std::vector<Wanted> wantedOf(const Job& job) const;
    void match(Node& node, const std::vector<Wanted>& wanted);
    static void number(std::vector<std::unique_ptr<Node>>& children, size_t first);
    void refresh(uint64_t id);
    QVariant jobText(const Job& job, int column) const;
    static QVariant pointText(const RunningPoint& point, int column);
    QVariant failureText(const Job& job, const Node& node, int column) const;
    QVariant decoration(const Node& node) const;

    const Jobs& jobs_;
    std::vector<std::unique_ptr<Node>> rows_;
    bool grouped_ = true;
};

} // namespace rarebit::gui
