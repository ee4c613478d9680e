// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/axes_model.hpp"

#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

namespace rarebit::gui {

AxesModel::AxesModel(const Study& study, QObject* parent) : QAbstractTableModel(parent), study_(study) {
    connect(&study_, &Study::changed, this, &AxesModel::follow);
    follow();
}

void AxesModel::follow() {
    QVector<Axis> axes{Axis{}};
    const auto& state = study_.state();
    for (int method = 0; method < state.methods.size(); ++method) {
        const auto params = paramsOf(state.methods[method].id);
        const auto* moved = !state.searching() ? nullptr : state.methods[method].searched(params);
        for (const auto& param : params)
            if (state.methods[method].spreads.contains(param.name) || &param == moved)
                axes.push_back({method, param});
    }
    if (axes == axes_) {
        emit dataChanged(index(0, 0), index(int(axes_.size()) - 1, columns - 1));
        return;
    }
    beginResetModel();
    axes_ = std::move(axes);
    endResetModel();
}

int AxesModel::rowOf(int method, const QString& param) const {
    for (int row = 0; row < axes_.size(); ++row)
        if (axes_[row].method == method && (method < 0 || axes_[row].param.name == param)) return row;
    return -1;
}

int AxesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(axes_.size());
}
int AxesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant AxesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == points) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case parameter:
        return tr("Parameter");
    case spread:
        return tr("Spread");
    case values:
        return tr("Values");
    default:
        return tr("Points");
    }
}

bool AxesModel::searched(const Axis& axis) const {
    const auto& state = study_.state();
    if (axis.method < 0 || !state.searching()) return false;
    const auto params = paramsOf(state.methods[axis.method].id);
    const auto* moved = state.methods[axis.method].searched(params);
    return moved && moved->name == axis.param.name;
}

QVariant AxesModel::text(const Axis& axis, int column) const {
    const auto& methods = study_.state().methods;
    if (axis.method < 0) {
        switch (column) {
        case parameter:
            return tr("method");
        case spread:
            return tr("list");
        case values:
            return methods.isEmpty() ? tr("none yet") : study_.title();
        default:
            return QString::number(methods.size());
        }
    }
    const auto& method = methods[axis.method];
    const auto found = method.spreads.find(axis.param.name);
    const bool moved = searched(axis);
    const bool drawn = !moved && study_.state().sampling() && found->second.kind != Spread::Kind::list;
    if (column == parameter)
        return methods.size() > 1 ? method.id + QLatin1Char(' ') + axis.param.name : axis.param.name;
    if (column == spread) {
        if (moved) return tr("searched");
        switch (found->second.kind) {
        case Spread::Kind::list:
            return tr("list");
        case Spread::Kind::linear:
            return tr("linear");
        default:
            return tr("log");
        }
    }
    if (column == values) {
        QString out = found == method.spreads.end() ? QString() : found->second.text();
        if (moved || drawn) {
            const auto [low, high] = method.searchRange(axis.param);
            out = tr("%1 to %2").arg(views::number(low, 6), views::number(high, 6));
        }
        return axis.param.unit.isEmpty() ? out : out + QLatin1Char(' ') + axis.param.unit;
    }
    if (moved)
        return study_.state().mode == StudyState::Mode::hull ? QString::number(study_.state().hullPoints)
                                                             : QString();
    if (drawn) return QString::number(study_.state().samplePoints);
    return QString::number(found->second.values(axis.param).size());
}

QVariant AxesModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= axes_.size()) return {};
    const Axis& axis = axes_[at.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(axis, at.column());
    case Qt::ToolTipRole: {
        if (axis.method < 0) return {};
        const auto& spreads = study_.state().methods[axis.method].spreads;
        const auto found = spreads.find(axis.param.name);
        const QString why = found == spreads.end() ? QString() : found->second.wrong(axis.param);
        return why.isEmpty() ? axis.param.help : why;
    }
    case Qt::TextAlignmentRole:
        return at.column() == points ? int(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return {};
    case views::badgeRole:
        return at.column() == spread
                   ? int(searched(axis) ? views::BadgeKind::info : views::BadgeKind::neutral)
                   : QVariant();
    case views::inkRole: {
        if (axis.method < 0 || at.column() != values) return {};
        const auto& spreads = study_.state().methods[axis.method].spreads;
        const auto found = spreads.find(axis.param.name);
        return found != spreads.end() && !found->second.wrong(axis.param).isEmpty() ? int(views::Token::bad)
                                                                                    : QVariant();
    }
    default:
        return {};
    }
}

} // namespace rarebit::gui
