// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/translation.hpp"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>

#include <memory>

namespace rarebit::gui {
namespace {

const QString folder = QStringLiteral(":/translations");

QString fromSystem() {
    for (const QString& wanted : QLocale::system().uiLanguages())
        if (const QString code = wanted.section(QLatin1Char('-'), 0, 0); languages().contains(code))
            return code;
    return QStringLiteral("en");
}

} // namespace

QStringList languages() {
    QStringList out;
    for (const QString& file : QDir(folder).entryList({QStringLiteral("rarebit_*.qm")}))
        out += file.section(QLatin1Char('_'), 1).section(QLatin1Char('.'), 0, 0);
    return out;
}

QString languageName(const QString& code) {
    return code == QLatin1String("en") ? QStringLiteral("English") : QLocale(code).nativeLanguageName();
}

void setLanguage(QCoreApplication& application, const QString& code) {
    static std::vector<std::unique_ptr<QTranslator>> installed;
    for (const auto& translator : installed)
        QCoreApplication::removeTranslator(translator.get());
    installed.clear();
    QLocale::setDefault(QLocale::c());
    const auto install = [&](std::unique_ptr<QTranslator> translator) {
        application.installTranslator(translator.get());
        installed.push_back(std::move(translator));
    };
    if (code == QLatin1String("pseudo")) return install(std::make_unique<PseudoTranslator>());
    const QString wanted = code == QLatin1String("system") ? fromSystem() : code;
    // Qt's own words (buttons of dialogs) where the system has them.
    auto words = std::make_unique<QTranslator>();
    if (words->load(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        install(std::move(words));
    auto ours = std::make_unique<QTranslator>();
    if (ours->load(folder + QStringLiteral("/rarebit_") + wanted)) install(std::move(ours));
}

QString PseudoTranslator::translate(const char*, const char* source, const char*, int) const {
    static const QHash<QChar, QChar> accents = [] {
        const QString plain = QStringLiteral("AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz");
        const QString marked = QStringLiteral("ÀàĆćĎďÉéĜĝĤĥÌìĴĵĶķĹĺÑñÒòŔŕŠšŤťÙùŴŵÝýŽž");
        QHash<QChar, QChar> out;
        for (qsizetype i = 0; i < plain.size(); ++i)
            out.insert(plain[i], marked[i]);
        return out;
    }();
    const QString text = QString::fromUtf8(source);
    if (text.trimmed().isEmpty()) return {};
    // %1, %L1, %n, <b>, &amp; and a menu's key after a tab.
    static const QRegularExpression kept(QStringLiteral("%L?\\d+|%n|<[^>]*>|&\\w+;|\\t.*$"));
    QString out;
    qsizetype at = 0;
    const auto accent = [&](qsizetype end) {
        for (; at < end; ++at)
            out += accents.value(text[at], text[at]);
    };
    for (auto it = kept.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        accent(match.capturedStart());
        out += match.captured();
        at = match.capturedEnd();
    }
    accent(text.size());
    const QString padding(std::max<qsizetype>(1, text.size() / 3 - 2), QLatin1Char('~'));
    return QLatin1Char('[') + out + QLatin1Char(' ') + padding + QLatin1Char(']');
}

} // namespace rarebit::gui
