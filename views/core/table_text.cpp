// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/table_text.hpp"

#include <QAbstractItemModel>

namespace rarebit::views {
namespace {

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

QString tableText(
    const QStringList& head, const QVector<bool>& numeric, const QVector<QStringList>& rows, CopyFormat format
) {
    const auto line = [&](const QStringList& texts) {
        QStringList cells;
        for (const QString& text : texts)
            cells
                << (format == CopyFormat::csv        ? csvField(text)
                    : format == CopyFormat::markdown ? markdownField(text)
                                                     : latexField(text));
        if (format == CopyFormat::csv) return cells.join(u',') + u'\n';
        if (format == CopyFormat::latex) return cells.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n");
        return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QStringList alignment;
    for (const bool right : numeric)
        if (format == CopyFormat::markdown)
            alignment << (right ? QStringLiteral("---:") : QStringLiteral("---"));
        else
            alignment << (right ? QStringLiteral("r") : QStringLiteral("l"));
    QString out = line(head);
    if (format == CopyFormat::markdown) out += u'|' + alignment.join(u'|') + QStringLiteral("|\n");
    if (format == CopyFormat::latex)
        out = QStringLiteral("\\begin{tabular}{") + alignment.join(QString()) +
              QStringLiteral("}\n\\toprule\n") + out + QStringLiteral("\\midrule\n");
    for (const QStringList& row : rows)
        out += line(row);
    if (format == CopyFormat::latex) out += QStringLiteral("\\bottomrule\n\\end{tabular}\n");
    return out;
}

QString tableText(const QAbstractItemModel& model, CopyFormat format) {
    const auto textOf = [&](const QVariant& shown, const QVariant& value) {
        return format == CopyFormat::csv && value.isValid() ? value.toString() : shown.toString();
    };
    QStringList head;
    QVector<bool> numeric;
    QVector<QStringList> rows(model.rowCount());
    for (int column = 0; column < model.columnCount(); ++column) {
        head << textOf(
            model.headerData(column, Qt::Horizontal), model.headerData(column, Qt::Horizontal, Qt::EditRole)
        );
        numeric << ((model.index(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, column);
            rows[row] << textOf(index.data(), index.data(Qt::EditRole));
        }
    }
    return tableText(head, numeric, rows, format);
}

} // namespace rarebit::views
