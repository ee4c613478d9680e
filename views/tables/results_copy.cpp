// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/results_copy.hpp"

namespace rarebit::views {
namespace {

// Columns that are signs on the screen only.
bool isSign(const QString& column) {
    return column == ResultsModel::slotColumn || column == ResultsModel::starColumn;
}

QString csvField(const QString& text) {
    static const QString special = QStringLiteral(",\"\r\n");
    for (const QChar c : special)
        if (text.contains(c)) return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text;
}

QString markdownField(QString text) {
    return text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'|', QStringLiteral("\\|"))
        .replace(u'\n', u' ');
}

QString latexField(const QString& text) {
    QString out;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
        case '{':
        case '}':
            out += u'\\';
            out += c;
            break;
        case '~':
            out += QStringLiteral("\\textasciitilde{}");
            break;
        case '^':
            out += QStringLiteral("\\textasciicircum{}");
            break;
        case '\\':
            out += QStringLiteral("\\textbackslash{}");
            break;
        case 0x2212:
            out += QStringLiteral("$-$");
            break;
        case 0x202f:
            out += QStringLiteral("\\,");
            break;
        case 0x00b1:
            out += QStringLiteral("$\\pm$");
            break;
        case 0x00d7:
            out += QStringLiteral("$\\times$");
            break;
        case 0x221e:
            out += QStringLiteral("$\\infty$");
            break;
        case 0x00b5:
            out += QStringLiteral("$\\mu$");
            break;
        case 0x2013:
            out += QStringLiteral("--");
            break;
        case '\n':
            out += u' ';
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace

QString copyText(
    const ResultsModel& model, const ResultSet& results, const std::vector<int>& rows, CopyFormat format
) {
    QStringList columns;
    for (const QString& column : model.columns())
        if (!isSign(column)) columns << column;
    const auto joined = [&](const auto& cell, const QString& between) {
        QStringList cells;
        for (const QString& column : columns)
            cells << cell(column);
        return cells.join(between);
    };
    QString out;
    switch (format) {
    case CopyFormat::csv:
        out = joined(
                  [](const QString& column) {
                      return csvField(
                          column == ResultsModel::parametersColumn ? QStringLiteral("params") : column
                      );
                  },
                  QStringLiteral(",")
              ) +
              u'\n';
        for (const int row : rows)
            out += joined(
                       [&](const QString& column) {
                           return csvField(
                               column == ResultsModel::parametersColumn ? model.text(row, column)
                                                                        : results.text(row, column)
                           );
                       },
                       QStringLiteral(",")
                   ) +
                   u'\n';
        break;
    case CopyFormat::markdown: {
        const QString bar = QStringLiteral(" | ");
        out = QStringLiteral("| ") +
              joined([](const QString& column) { return markdownField(columnTitle(column)); }, bar) +
              QStringLiteral(" |\n|") +
              joined(
                  [&](const QString& column) {
                      return model.isNumeric(column) ? QStringLiteral("---:") : QStringLiteral("---");
                  },
                  QStringLiteral("|")
              ) +
              QStringLiteral("|\n");
        for (const int row : rows)
            out +=
                QStringLiteral("| ") +
                joined([&](const QString& column) { return markdownField(model.text(row, column)); }, bar) +
                QStringLiteral(" |\n");
        break;
    }
    case CopyFormat::latex: {
        const QString bar = QStringLiteral(" & "), end = QStringLiteral(" \\\\\n");
        out = QStringLiteral("\\begin{tabular}{") +
              joined(
                  [&](const QString& column) {
                      return model.isNumeric(column) ? QStringLiteral("r") : QStringLiteral("l");
                  },
                  {}
              ) +
              QStringLiteral("}\n\\toprule\n") +
              joined([](const QString& column) { return latexField(columnTitle(column)); }, bar) + end +
              QStringLiteral("\\midrule\n");
        for (const int row : rows)
            out +=
                joined([&](const QString& column) { return latexField(model.text(row, column)); }, bar) + end;
        out += QStringLiteral("\\bottomrule\n\\end{tabular}\n");
        break;
    }
    }
    return out;
}

} // namespace rarebit::views
