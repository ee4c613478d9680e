// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/jobs_model.hpp"

#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>

namespace rarebit::gui {

using views::RowState;
using views::Token;

namespace {

const QStringList& stageIds() {
    static const QStringList ids{
        QStringLiteral("load"),
        QStringLiteral("encode"),
        QStringLiteral("decode"),
        QStringLiteral("measure")};
    return ids;
}

QString stageName(const QString& id) {
    if (id == QStringLiteral("plan")) return JobsModel::tr("plan");
    if (id == QStringLiteral("hash")) return JobsModel::tr("hash");
    if (id == QStringLiteral("start")) return JobsModel::tr("start");
    if (id == QStringLiteral("load")) return JobsModel::tr("load");
    if (id == QStringLiteral("encode")) return JobsModel::tr("encode");
    if (id == QStringLiteral("decode")) return JobsModel::tr("decode");
    if (id == QStringLiteral("measure")) return JobsModel::tr("measure");
    if (id == QStringLiteral("write")) return JobsModel::tr("write");
    return id;
}

QString percent(double fraction) {
    return fraction < 0 ? QString() : views::number(std::floor(100 * fraction), 3) + QStringLiteral(" %");
}

QString stateText(const Job& job) {
    switch (job.state) {
    case Job::State::waiting:
        return JobsModel::tr("waits for the job before");
    case Job::State::running:
        if (job.paused)
            return job.points.empty()
                       ? JobsModel::tr("paused")
                       : JobsModel::tr("pauses after %n points", nullptr, int(job.points.size()));
        if (!job.stage.isEmpty()) return stageName(job.stage);
        return job.present > 0 ? JobsModel::tr("%n from cache", nullptr, job.present) : QString();
    case Job::State::stopping:
        return JobsModel::tr("stopping");
    case Job::State::done:
        return JobsModel::tr("done");
    case Job::State::failed:
        return JobsModel::tr("failed");
    case Job::State::cancelled:
        return JobsModel::tr("cancelled");
    }
    return {};
}

QString countsText(const Job& job) {
    QStringList out;
    if (job.total > 0 && !job.over())
        out.push_back(JobsModel::tr("%1 of %2 done").arg(job.done).arg(job.total));
    if (job.total > 0 && job.over()) out.push_back(JobsModel::tr("%n done", nullptr, job.done));
    if (const auto failed = int(job.failures.size()); failed > 0 && job.ran > 0)
        out.push_back(JobsModel::tr("%n failed", nullptr, failed));
    if (job.over() && job.present > 0) out.push_back(JobsModel::tr("%n from cache", nullptr, job.present));
    return out.join(QStringLiteral(", "));
}

QString took(const Job& job) {
    return views::duration(double(job.started.msecsTo(job.ended)) / 1000);
}

} // namespace

JobsModel::JobsModel(const Jobs& jobs, QObject* parent) : QAbstractItemModel(parent), jobs_(jobs) {
    for (const auto& job : jobs_.all())
        rows_.push_back(std::make_unique<Node>(Node{Kind::job, job->id, {}, 0}));
    number(rows_, 0);
    connect(&jobs_, &Jobs::added, this, [this](uint64_t id) {
        const int row = int(rows_.size());
        beginInsertRows({}, row, row);
        rows_.push_back(std::make_unique<Node>(Node{Kind::job, id, {}, 0}));
        number(rows_, size_t(row));
        endInsertRows();
    });
    connect(&jobs_, &Jobs::removed, this, [this](uint64_t id) {
        const QModelIndex gone = indexOf(id);
        if (!gone.isValid()) return;
        beginRemoveRows({}, gone.row(), gone.row());
        rows_.erase(rows_.begin() + gone.row());
        number(rows_, size_t(gone.row()));
        endRemoveRows();
    });
    connect(&jobs_, &Jobs::changed, this, &JobsModel::refresh);
    connect(&views::Theme::get(), &views::Theme::changed, this, [this] {
        if (!rows_.empty()) emit dataChanged(index(0, 0), index(int(rows_.size()) - 1, columns - 1));
    });
    for (const auto& job : jobs_.all())
        refresh(job->id);
}

void JobsModel::setGrouped(bool grouped) {
    if (std::exchange(grouped_, grouped) == grouped) return;
    for (const auto& job : jobs_.all())
        refresh(job->id);
}

std::vector<JobsModel::Wanted> JobsModel::wantedOf(const Job& job) const {
    std::vector<Wanted> out;
    for (const auto& point : job.points)
        out.push_back({Kind::point, QStringLiteral("p ") + point.key, 0});
    const auto failure = [&](size_t i) {
        const QString id = QString::number(i);
        Wanted row{Kind::failure, QStringLiteral("f ") + id, i};
        row.children.push_back({Kind::detail, QStringLiteral("d ") + id, i});
        return row;
    };
    std::map<std::string, std::vector<size_t>> causes;
    for (size_t i = 0; i < job.failures.size(); ++i)
        causes[job.failures[i].error.what].push_back(i);
    for (size_t i = 0; i < job.failures.size(); ++i) {
        const auto& same = causes[job.failures[i].error.what];
        if (!grouped_ || same.size() == 1) {
            out.push_back(failure(i));
        } else if (same.front() == i) {
            const QString id = QString::number(i);
            Wanted cause{Kind::cause, QStringLiteral("c ") + id, i};
            cause.children.push_back({Kind::detail, QStringLiteral("d ") + id, i});
            for (const size_t each : same) {
                cause.children.push_back(failure(each));
                cause.children.back().children.clear(); // the cause has told
            }
            out.push_back(std::move(cause));
        }
    }
    return out;
}

// Removes, adds and keeps rows so that the children are the wanted ones. Both lists have one order.
void JobsModel::match(Node& parent, const std::vector<Wanted>& wanted) {
    const QModelIndex at = indexOf(&parent);
    auto& children = parent.children;
    QSet<QString> keys;
    for (const auto& row : wanted)
        keys.insert(row.key);
    for (int i = int(children.size()) - 1; i >= 0; --i) {
        if (keys.contains(children[size_t(i)]->key)) continue;
        beginRemoveRows(at, i, i);
        children.erase(children.begin() + i);
        number(children, size_t(i));
        endRemoveRows();
    }
    const auto here = [&](size_t i) { return i < children.size() && children[i]->key == wanted[i].key; };
    for (size_t i = 0; i < wanted.size(); ++i) {
        if (!here(i)) { // all that are missing here, at once: a view looks at every row again after each time
            size_t end = i + 1;
            const QString next = i < children.size() ? children[i]->key : QString();
            while (end < wanted.size() && wanted[end].key != next)
                ++end;
            beginInsertRows(at, int(i), int(end) - 1);
            std::vector<std::unique_ptr<Node>> made;
            for (size_t k = i; k < end; ++k)
                made.push_back(std::make_unique<Node>(Node{
                    wanted[k].kind, parent.job, wanted[k].key, wanted[k].failure, &parent}));
            children.insert(
                children.begin() + std::ptrdiff_t(i),
                std::make_move_iterator(made.begin()),
                std::make_move_iterator(made.end())
            );
            number(children, i);
            endInsertRows();
        }
        if (!wanted[i].children.empty() || !children[i]->children.empty())
            match(*children[i], wanted[i].children);
    }
}

void JobsModel::number(std::vector<std::unique_ptr<Node>>& children, size_t first) {
    for (size_t i = first; i < children.size(); ++i)
        children[i]->row = int(i);
}

void JobsModel::refresh(uint64_t id) {
    const Job* job = jobs_.find(id);
    const QModelIndex row = indexOf(id);
    if (!job || !row.isValid()) return;
    QStringList shown{QString::number(job->failures.size()), QString::number(grouped_)};
    for (const auto& point : job->points)
        shown.push_back(point.key);
    if (std::exchange(node(row)->shown, shown) != shown) match(*node(row), wantedOf(*job));
    emit dataChanged(row, row.siblingAtColumn(columns - 1));
    if (const int points = int(job->points.size()); points > 0)
        emit dataChanged(index(0, 0, row), index(points - 1, columns - 1, row));
}

QModelIndex JobsModel::indexOf(uint64_t job) const {
    const auto found = std::ranges::find(rows_, job, [](const auto& row) { return row->job; });
    return found == rows_.end() ? QModelIndex() : createIndex(int(found - rows_.begin()), 0, found->get());
}

QModelIndex JobsModel::indexOf(const Node* wanted) const {
    return createIndex(wanted->row, 0, wanted);
}

QModelIndex JobsModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& children = parent.isValid() ? node(parent)->children : rows_;
    if (row < 0 || row >= int(children.size()) || column < 0 || column >= columns || parent.column() > 0)
        return {};
    return createIndex(row, column, children[size_t(row)].get());
}

QModelIndex JobsModel::parent(const QModelIndex& child) const {
    const Node* above = child.isValid() ? node(child)->parent : nullptr;
    return above ? indexOf(above) : QModelIndex();
}

int JobsModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    return int(parent.isValid() ? node(parent)->children.size() : rows_.size());
}

int JobsModel::columnCount(const QModelIndex&) const {
    return columns;
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= throughput && section <= memory)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case name:
        return tr("Job");
    case stage:
        return tr("Stage");
    case progress:
        return tr("Progress");
    case throughput:
        return tr("Throughput");
    case left:
        return tr("Left");
    case memory:
        return tr("Memory");
    default:
        return {};
    }
}

const Error* JobsModel::error(const QModelIndex& at) const {
    if (!at.isValid()) return nullptr;
    const Node& row = *node(at);
    const Job* job = jobs_.find(row.job);
    const bool has = row.kind == Kind::cause || row.kind == Kind::failure || row.kind == Kind::detail;
    return job && has && row.failure < job->failures.size() ? &job->failures[row.failure].error : nullptr;
}

uint64_t JobsModel::job(const QModelIndex& at) const {
    return at.isValid() ? node(at)->job : 0;
}

JobsModel::Kind JobsModel::kind(const QModelIndex& at) const {
    return at.isValid() ? node(at)->kind : Kind::job;
}

QVariant JobsModel::jobText(const Job& job, int column) const {
    switch (column) {
    case name: {
        const QString counts = countsText(job);
        return counts.isEmpty() ? job.title : job.title + QStringLiteral("  ") + counts;
    }
    case stage:
        return stateText(job);
    case progress:
        return job.over() ? tr("after %1").arg(took(job)) : percent(job.progress());
    case throughput: {
        const double rate = job.pointsPerSecond();
        if (job.over() || rate < 0) return {};
        return rate >= 1 ? tr("%1 points/s").arg(views::number(rate, 2))
                         : tr("%1 points/min").arg(views::number(60 * rate, 2));
    }
    case left:
        return job.secondsLeft() >= 0 ? views::duration(job.secondsLeft()) : QString();
    case memory:
        return job.memoryBytes() > 0 ? views::byteSize(double(job.memoryBytes())) : QString();
    default:
        return {};
    }
}

QVariant JobsModel::pointText(const RunningPoint& point, int column) {
    switch (column) {
    case name:
        return point.label;
    case stage:
        return stageName(point.stage);
    case progress:
        return point.fraction > 0 ? percent(point.fraction) : QString();
    case throughput:
        if (point.unit != QStringLiteral("bytes/s") || point.rate <= 0) return {};
        return views::byteSize(point.rate) + tr("/s");
    case memory:
        return point.memoryBytes > 0 ? views::byteSize(double(point.memoryBytes)) : QString();
    default:
        return {};
    }
}

QVariant JobsModel::failureText(const Job& job, const Node& row, int column) const {
    const FailedPoint& failed = job.failures[row.failure];
    if (row.kind == Kind::detail)
        return column == name ? QString::fromStdString(
                                    failed.error.what + "\n" + failed.error.where + "\n" + failed.error.fix
                                )
                              : QVariant();
    if (row.kind == Kind::cause && column == name)
        return tr("%n points: %1", nullptr, int(row.children.size()) - 1)
            .arg(QString::fromStdString(failed.error.what));
    switch (column) {
    case name:
        return failed.label;
    case stage:
        return failed.stage.isEmpty() || failed.stage == QStringLiteral("start")
                   ? tr("failed")
                   : tr("failed in %1").arg(stageName(failed.stage));
    case progress:
        return failed.seconds >= 0 && row.kind != Kind::cause
                   ? tr("after %1").arg(views::duration(failed.seconds))
                   : QString();
    default:
        return {};
    }
}

QVariant JobsModel::decoration(const Node& row) const {
    const Job& job = *jobs_.find(row.job);
    if (row.kind == Kind::failure || row.kind == Kind::cause)
        return views::icon(QStringLiteral("x-circle-fill"), Token::bad);
    if (row.kind != Kind::job) return {};
    switch (job.state) {
    case Job::State::waiting:
        return views::icon(QStringLiteral("clock-history"));
    case Job::State::done:
        return job.failures.empty() ? views::icon(QStringLiteral("check-circle"), Token::good)
                                    : views::icon(QStringLiteral("exclamation-triangle"), Token::warn);
    case Job::State::failed:
        return views::icon(QStringLiteral("x-circle-fill"), Token::bad);
    case Job::State::cancelled:
        return views::icon(QStringLiteral("stop-fill"));
    default:
        return views::icon(QStringLiteral("play-fill"), Token::accent);
    }
}

QVariant JobsModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid()) return {};
    const Node& row = *node(at);
    const Job* job = jobs_.find(row.job);
    if (!job) return {};
    const RunningPoint* point = nullptr;
    if (row.kind == Kind::point) {
        const auto found = std::ranges::find(job->points, row.key.mid(2), &RunningPoint::key);
        if (found == job->points.end()) return {};
        point = &*found;
    }
    const bool failure = row.kind >= Kind::cause;
    if (failure && row.failure >= job->failures.size()) return {};
    switch (role) {
    case Qt::DisplayRole:
        return point     ? pointText(*point, at.column())
               : failure ? failureText(*job, row, at.column())
                         : jobText(*job, at.column());
    case Qt::ToolTipRole:
        if (failure && at.column() == name) return failureText(*job, row, name);
        return row.kind == Kind::job && at.column() == name ? job->commandLine() : QVariant();
    case Qt::DecorationRole:
        return at.column() == name ? decoration(row) : QVariant();
    case Qt::TextAlignmentRole:
        return at.column() >= throughput && at.column() <= memory ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : QVariant();
    case views::rowStateRole:
        return int(failure ? RowState::failed : RowState::normal);
    case views::inkRole:
        if (failure && at.column() == stage) return int(Token::bad);
        if (at.column() == stage || (at.column() == progress && (failure || job->over())))
            return int(Token::text2);
        return {};
    case kindRole:
        return int(row.kind);
    case jobRole:
        return QVariant::fromValue(row.job);
    case strongRole:
        return row.kind == Kind::job ? job->title.size() : 0;
    case fractionRole:
        if (at.column() != progress || failure) return {};
        if (point) return point->fraction;
        return job->state == Job::State::running || job->state == Job::State::stopping ? job->progress()
                                                                                       : QVariant();
    case stagesRole:
        if (!point || at.column() != stage || !stageIds().contains(point->stage)) return {};
        {
            QStringList names;
            for (const auto& id : stageIds())
                names.push_back(stageName(id));
            return names;
        }
    case currentStageRole:
        return point ? int(stageIds().indexOf(point->stage)) : -1;
    case actionRole:
        if (at.column() != action || row.kind != Kind::job) return {};
        if (job->state == Job::State::stopping) return {};
        return job->over() ? QStringLiteral("retry") : QStringLiteral("cancel");
    default:
        return {};
    }
}

} // namespace rarebit::gui
