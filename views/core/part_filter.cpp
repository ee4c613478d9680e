// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/part_filter.hpp"

#include "views/core/hub.hpp"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

// "8", "1.5M"
bool readNumber(QString text, double& number) {
    double factor = 1;
    const QString units = QStringLiteral("kMG");
    if (const qsizetype unit = text.isEmpty() ? -1 : units.indexOf(text.back()); unit >= 0) {
        factor = std::pow(1000.0, double(unit + 1));
        text.chop(1);
    }
    bool ok = false;
    number = factor * text.toDouble(&ok);
    return ok;
}

} // namespace

int layerOf(const QString& group, const QString& name) {
    static const QRegularExpression pattern(
        QStringLiteral("(?:^|\\.)(?:layers|layer|blk|h|block|blocks)\\.(\\d+)(?:\\.|$)")
    );
    for (const QString& text : {group, name})
        if (const auto match = pattern.match(text); match.hasMatch()) return match.captured(1).toInt();
    return -1;
}

Result<PartFilter> PartFilter::parse(const QString& text, const QStringList& figures) {
    static const QRegularExpression comparison(QStringLiteral("^([A-Za-z_|]+)(<=|>=|<|>|=)(.*)$"));
    static const QRegularExpression layers(QStringLiteral("^(\\d+)(?:-(\\d*))?$"));
    PartFilter out;
    for (const QString& typed : text.split(u' ', Qt::SkipEmptyParts)) {
        Word word;
        const QString property = typed.section(u':', 0, 0), value = typed.section(u':', 1);
        if (const auto match = comparison.match(typed); match.hasMatch()) {
            word.sort = Word::Sort::figure;
            word.text = match.captured(1).toLower();
            word.comparison = match.captured(2);
            if (!figures.contains(word.text))
                return badParams(
                    "there is no figure '" + word.text.toStdString() + "'",
                    "filter",
                    "compare one of " + figures.join(QStringLiteral(", ")).toStdString()
                );
            if (match.captured(3).isEmpty()) continue;
            if (!readNumber(match.captured(3), word.number))
                return badParams(
                    "'" + match.captured(3).toStdString() + "' is no number",
                    "filter",
                    "give a number such as 8, 0.5 or 1.5M"
                );
        } else if (property == QStringLiteral("layer")) {
            if (value.isEmpty()) continue;
            const auto range = layers.match(value);
            if (!range.hasMatch())
                return badParams(
                    "'" + value.toStdString() + "' is no layer", "filter", "give layer:3 or layer:10-20"
                );
            word.sort = Word::Sort::layer;
            word.first = word.last = range.captured(1).toInt();
            if (value.contains(u'-'))
                word.last = range.captured(2).isEmpty() ? INT32_MAX : range.captured(2).toInt();
        } else if (const auto sort =
                       QStringList{QStringLiteral("type"), QStringLiteral("role"), QStringLiteral("kind")}
                           .indexOf(property);
                   sort >= 0 && typed.contains(u':')) {
            word.sort = sort == 0 ? Word::Sort::type : sort == 1 ? Word::Sort::role : Word::Sort::kind;
            word.text = value;
        } else {
            word.text = typed;
        }
        out.words_.push_back(std::move(word));
    }
    return out;
}

bool PartFilter::needsFigures() const {
    return std::ranges::any_of(words_, [](const Word& word) { return word.sort == Word::Sort::figure; });
}

bool PartFilter::matches(
    const QString& name,
    const QString& kind,
    const PartItem* part,
    const std::function<double(const QString&)>& figure
) const {
    return std::ranges::all_of(words_, [&](const Word& word) {
        switch (word.sort) {
        case Word::Sort::layer: {
            const int layer = layerOf(part ? part->group : QString(), name);
            return layer >= word.first && layer <= word.last;
        }
        case Word::Sort::type:
            return part && part->dtype.startsWith(word.text, Qt::CaseInsensitive);
        case Word::Sort::role:
            return part && part->role.startsWith(word.text, Qt::CaseInsensitive);
        case Word::Sort::kind:
            return kind.startsWith(word.text, Qt::CaseInsensitive);
        case Word::Sort::figure: {
            const double value = figure(word.text);
            if (std::isnan(value)) return false;
            if (word.comparison == u"<") return value < word.number;
            if (word.comparison == u"<=") return value <= word.number;
            if (word.comparison == u">") return value > word.number;
            if (word.comparison == u">=") return value >= word.number;
            return value == word.number;
        }
        case Word::Sort::text:
            break;
        }
        return name.contains(word.text, Qt::CaseInsensitive);
    });
}

} // namespace rarebit::views
