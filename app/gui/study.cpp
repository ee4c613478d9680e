// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study.hpp"

#include "app/gui/preferences.hpp"
#include "views/core/numbers.hpp"

#include <QDateTime>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace rarebit::gui {
namespace {

constexpr qint64 mergeMs = 700;
constexpr int mostPoints = 1000;

QString quoted(const QString& value) {
    static const QString special = QStringLiteral(",:{}\"' ;");
    const bool plain = std::ranges::none_of(value, [](QChar c) { return special.contains(c); });
    return plain && !value.isEmpty() ? value : QLatin1Char('"') + value + QLatin1Char('"');
}

const ParamItem* findParam(const QVector<ParamItem>& params, const QString& name) {
    const auto found = std::ranges::find(params, name, &ParamItem::name);
    return found == params.end() ? nullptr : &*found;
}

} // namespace

class StudyCommand : public QUndoCommand {
public:
    StudyCommand(Study& study, const QString& what, StudyState after)
        : QUndoCommand(what), study_(study), before_(study.state()), after_(std::move(after)),
          when_(QDateTime::currentMSecsSinceEpoch()) {}
    void undo() override { study_.set(before_); }
    void redo() override { study_.set(after_); }
    int id() const override { return 2; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto& next = static_cast<const StudyCommand&>(*other);
        if (&next.study_ != &study_ || next.text() != text() || next.when_ - when_ > mergeMs) return false;
        after_ = next.after_;
        when_ = next.when_;
        return true;
    }

private:
    Study& study_;
    StudyState before_, after_;
    qint64 when_;
};

QStringList Spread::values(const ParamItem& param) const {
    if (kind == Kind::list) return list;
    QStringList out;
    for (int i = 0; i < points; ++i) {
        const double share = points > 1 ? double(i) / (points - 1) : 0;
        double value = kind == Kind::log ? low * std::pow(high / low, share) : low + share * (high - low);
        if (param.type == ParamItem::Type::integer) value = std::round(value);
        // The ends as they were given, values between them as a person would spell them.
        const bool end = i == 0 || i == points - 1;
        const QString text = end ? spelled(value) : QString::number(value, 'g', 6);
        if (!out.contains(text)) out.push_back(text);
    }
    return out;
}

QString Spread::text() const {
    if (kind == Kind::list) return list.join(QStringLiteral(", "));
    return Study::tr("%1 to %2, %n points", nullptr, points)
        .arg(views::number(low, 6), views::number(high, 6));
}

QString Spread::wrong(const ParamItem& param) const {
    if (kind != Kind::list) {
        if (!(low < high)) return Study::tr("the end is not above the start");
        if (kind == Kind::log && low <= 0) return Study::tr("a log range starts above 0");
        if (points < 2 || points > mostPoints) return Study::tr("give 2 to %1 points").arg(mostPoints);
    }
    const QStringList all = values(param);
    if (all.isEmpty()) return Study::tr("there is no value");
    for (const auto& value : all)
        if (const QString why = param.wrong(value); !why.isEmpty()) return why;
    return {};
}

Spread Spread::suggested(const ParamItem& param) {
    Spread out;
    if (!param.numeric()) {
        out.list = param.type == ParamItem::Type::flag
                       ? QStringList{QStringLiteral("false"), QStringLiteral("true")}
                       : param.choices;
        return out;
    }
    const double usual = param.usual.toDouble();
    out.kind = param.log ? Kind::log : Kind::linear;
    out.low = param.bounded ? param.min : usual / 2;
    out.high = param.bounded ? param.max : usual * 2;
    if (param.log || out.high - out.low > 2000) { // whole decades around the usual value
        out.kind = Kind::log;
        out.low = std::max(usual / 8, param.bounded ? std::max(param.min, 1e-9) : 1e-9);
        out.high = std::min(usual * 8, param.bounded ? param.max : usual * 8);
        if (param.type == ParamItem::Type::integer) {
            out.low = std::max(1.0, std::round(out.low));
            out.high = std::round(out.high);
        }
    }
    const double whole = out.high - out.low + 1;
    out.points = param.type == ParamItem::Type::integer && whole <= 12 ? int(whole) : 7;
    return out;
}

const ParamItem* MethodChoice::searched(const QVector<ParamItem>& params) const {
    const ParamItem* own = findParam(params, moved);
    if (own && own->numeric() && (own->bounded || spreads.contains(own->name))) return own;
    for (const auto& param : params)
        if (param.numeric() && spreads.contains(param.name)) return &param;
    for (const auto& param : params)
        if (param.numeric() && param.bounded) return &param;
    return nullptr;
}

std::pair<double, double> MethodChoice::searchRange(const ParamItem& param) const {
    const auto found = spreads.find(param.name);
    if (found == spreads.end()) return {param.min, param.max};
    const Spread& spread = found->second;
    if (spread.kind != Spread::Kind::list) return {spread.low, spread.high};
    double low = INFINITY, high = -INFINITY; // of a list, its least and largest
    for (const auto& value : spread.list) {
        low = std::min(low, value.toDouble());
        high = std::max(high, value.toDouble());
    }
    return {low, high};
}

QString MethodChoice::spec(Form form) const {
    const auto params = paramsOf(id);
    const ParamItem* range = form == Form::searching ? searched(params) : nullptr;
    QStringList words;
    for (const auto& param : params) {
        const auto spread = spreads.find(param.name);
        if (&param == range) {
            const auto [low, high] = searchRange(param);
            words.push_back(QStringLiteral("%1=%2..%3").arg(param.name, spelled(low), spelled(high)));
        } else if (spread != spreads.end() && form == Form::sampling && spread->second.kind != Spread::Kind::list) {
            const Spread& ends = spread->second;
            words.push_back(QStringLiteral("%1=%2..%3").arg(param.name, spelled(ends.low), spelled(ends.high))
            );
            if (ends.kind == Spread::Kind::log)
                words.back() += QStringLiteral("~2"); // any count: a log scale
        } else if (spread != spreads.end()) {
            QStringList each;
            for (const auto& value : spread->second.values(param))
                each.push_back(quoted(value));
            words.push_back(QStringLiteral("%1={%2}").arg(param.name, each.join(QLatin1Char(','))));
        } else if (const auto value = values.find(param.name);
                   value != values.end() && value->second != param.usual) {
            words.push_back(param.name + QLatin1Char('=') + quoted(value->second));
        }
    }
    return words.isEmpty() ? id : id + QLatin1Char(':') + words.join(QLatin1Char(','));
}

int MethodChoice::points(bool searching) const {
    const auto params = paramsOf(id);
    const ParamItem* range = searching ? searched(params) : nullptr;
    int out = 1;
    for (const auto& param : params)
        if (const auto spread = spreads.find(param.name); spread != spreads.end() && &param != range)
            out *= int(spread->second.values(param).size());
    return out;
}

const MethodChoice* StudyState::method() const {
    return current >= 0 && current < methods.size() ? &methods[current] : nullptr;
}

Study::Study(QUndoStack& undo, QObject* parent) : QObject(parent), undo_(undo) {}

void Study::set(const StudyState& state) {
    if (state == state_) return;
    state_ = state;
    for (const auto& method : state_.methods)
        kept_[method.id] = method;
    emit changed();
}

void Study::change(const QString& what, StudyState next) {
    if (next == state_) return;
    undo_.push(new StudyCommand(*this, what, std::move(next)));
}

void Study::reset(StudyState state) {
    set(state);
}

void Study::chooseMethod(const QString& id) {
    StudyState next = state_;
    const auto known = std::ranges::find(next.methods, id, &MethodChoice::id);
    if (known != next.methods.end()) {
        next.current = int(known - next.methods.begin());
    } else {
        MethodChoice choice;
        if (const auto kept = kept_.find(id); kept != kept_.end()) choice = kept->second;
        choice.id = id;
        if (next.method())
            next.methods[next.current] = choice;
        else
            next.methods.push_back(choice);
        next.current = std::clamp(next.current, 0, int(next.methods.size()) - 1);
    }
    change(tr("Choose %1").arg(methodTitle(id)), std::move(next));
}

void Study::addMethod(const QString& id) {
    StudyState next = state_;
    if (std::ranges::find(next.methods, id, &MethodChoice::id) != next.methods.end()) return;
    MethodChoice choice;
    if (const auto kept = kept_.find(id); kept != kept_.end()) choice = kept->second;
    choice.id = id;
    next.methods.push_back(choice);
    change(tr("Add %1").arg(methodTitle(id)), std::move(next));
}

void Study::removeMethod(int index) {
    if (index < 0 || index >= state_.methods.size()) return;
    StudyState next = state_;
    const QString id = next.methods[index].id;
    next.methods.removeAt(index);
    if (next.current >= index && next.current > 0) --next.current;
    change(tr("Remove %1").arg(methodTitle(id)), std::move(next));
}

void Study::setValue(const QString& param, const QString& value) {
    if (!state_.method()) return;
    StudyState next = state_;
    auto& method = next.methods[next.current];
    const auto params = paramsOf(method.id);
    const ParamItem* item = findParam(params, param);
    if (item && value == item->usual)
        method.values.erase(param);
    else
        method.values[param] = value;
    change(tr("Set %1").arg(item ? item->label : param), std::move(next));
}

void Study::setSpread(int index, const QString& param, const Spread& spread) {
    if (index < 0 || index >= state_.methods.size()) return;
    StudyState next = state_;
    next.methods[index].spreads[param] = spread;
    change(tr("Sweep %1").arg(param), std::move(next));
}

void Study::removeSpread(int index, const QString& param) {
    if (index < 0 || index >= state_.methods.size()) return;
    StudyState next = state_;
    next.methods[index].spreads.erase(param);
    change(tr("One value of %1").arg(param), std::move(next));
}

void Study::protect(const QString& part) {
    if (part.isEmpty() || !state_.method()) return;
    // A rule's parts are a glob: a bracket of a name is any character there.
    StudyRule rule{QString(part).replace(QLatin1Char('['), QLatin1Char('?')), QStringLiteral("store")};
    const auto& method = *state_.method();
    const auto params = paramsOf(method.id);
    if (const ParamItem* bits = findParam(params, QStringLiteral("bits")); bits && bits->numeric()) {
        const auto given = method.values.find(bits->name);
        const double now = (given == method.values.end() ? bits->usual : given->second).toDouble();
        const double more = std::min(std::max(2 * now, 8.0), bits->bounded ? bits->max : 16);
        if (more > now) rule.spec = QStringLiteral(":bits=") + spelled(more);
    }
    StudyState next = state_;
    next.rules.removeIf([&](const StudyRule& old) { return old.match == rule.match; });
    next.rules.push_back(rule);
    change(tr("Protect %1").arg(part), std::move(next));
}

QStringList Study::commonArguments(const QString& project, const QStringList& assets) const {
    QStringList out{QStringLiteral("sweep"), project};
    const auto add = [&](const char* option, const QString& value) {
        out << QString::fromLatin1(option) << value;
    };
    for (const auto& asset : assets)
        add("--asset", asset);
    if (state_.parts != QStringLiteral("*")) add("--parts", state_.parts);
    if (state_.rest != QStringLiteral("store")) add("--rest", state_.rest);
    for (const auto& rule : state_.rules)
        add("--rule", rule.text());
    for (const auto& [role, file] : state_.inputs)
        if (!file.isEmpty()) add("--input", role + QLatin1Char('=') + file);
    for (const auto& metric : state_.metrics)
        add("--metrics", metric);
    if (state_.seed != 1) add("--seed", QString::number(state_.seed));
    if (state_.repeats != 1) add("--repeats", QString::number(state_.repeats));
    add("--executor", QStringLiteral("processes"));
    const Preferences usual = Preferences::read();
    if (const int workers = state_.workers > 0 ? state_.workers : usual.workers; workers > 0)
        add("--workers", QString::number(workers));
    if (usual.threads > 0) add("--threads", QString::number(usual.threads));
    if (state_.pointMinutes > 0)
        add("--point-seconds", QString::number(std::max<qint64>(1, std::llround(60 * state_.pointMinutes))));
    if (state_.workerGigabytes > 0)
        add("--worker-memory", QString::number(std::llround(1e9 * state_.workerGigabytes / 1048576)));
    return out;
}

QStringList Study::runArguments(const QString& project, const QString& asset) const {
    QStringList out = commonArguments(project, {asset});
    if (const auto* method = state_.method()) out << QStringLiteral("--method") << method->spec();
    return out;
}

QStringList Study::sweepArguments(const QString& project, const QString& asset) const {
    QStringList out = commonArguments(project, state_.assets.isEmpty() ? QStringList{asset} : state_.assets);
    for (const auto& method : state_.methods)
        out << QStringLiteral("--method") << method.spec(state_.form());
    if (state_.sampling()) {
        out << (state_.mode == StudyState::Mode::latin ? QStringLiteral("--latin")
                                                       : QStringLiteral("--random"))
            << QString::number(state_.samplePoints);
        if (state_.sampleSeed != 1)
            out << QStringLiteral("--sample-seed") << QString::number(state_.sampleSeed);
    }
    if (state_.mode == StudyState::Mode::target)
        out << QStringLiteral("--target") << state_.target + QLatin1Char('=') + spelled(state_.targetValue);
    if (state_.mode == StudyState::Mode::hull)
        out << QStringLiteral("--hull") << QString::number(state_.hullPoints);
    return out;
}

QString Study::title() const {
    QStringList names;
    for (const auto& method : state_.methods)
        names.push_back(method.id);
    return names.join(QStringLiteral(", "));
}

QString Study::wrong() const {
    if (state_.methods.isEmpty()) return tr("Choose a method");
    for (const auto& method : state_.methods) {
        const auto params = paramsOf(method.id);
        for (const auto& param : params) {
            const auto spread = method.spreads.find(param.name);
            const auto value = method.values.find(param.name);
            QString why;
            if (spread != method.spreads.end())
                why = spread->second.wrong(param);
            else if (value != method.values.end())
                why = param.wrong(value->second);
            if (!why.isEmpty()) return tr("%1 of %2: %3").arg(param.label, methodTitle(method.id), why);
        }
        const auto* moved = method.searched(params);
        if (state_.searching() && !moved)
            return tr("%1 has no numeric parameter that a search could move").arg(methodTitle(method.id));
        if (state_.searching()) {
            const auto [low, high] = method.searchRange(*moved);
            if (!(low < high))
                return tr("%1 of %2 has one value to search in").arg(moved->label, methodTitle(method.id));
        }
        const auto* info = methodInfo(method.id);
        for (const auto& need : info ? info->needs.elements() : Json::Array()) {
            const QString role = QString::fromStdString(need.at("role").asString());
            const auto given = state_.inputs.find(role);
            if (!need.at("optional").asBool() && (given == state_.inputs.end() || given->second.isEmpty()))
                return tr("%1 needs a file as its %2").arg(methodTitle(method.id), role);
        }
    }
    const auto varies = [](const MethodChoice& method) { return !method.spreads.empty(); };
    if (state_.sampling() && std::ranges::none_of(state_.methods, varies))
        return tr("A sample needs an axis to draw values from");
    for (const auto& rule : state_.rules)
        if (rule.match.isEmpty() || rule.spec.isEmpty()) return tr("A rule lacks its parts or what to do");
    return {};
}

} // namespace rarebit::gui
