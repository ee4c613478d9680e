// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: English, or a translation of resources/translations.
#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

class QCoreApplication;

namespace rarebit::gui {

/// Codes of the languages that are there: "en", "de".
QStringList languages();
/// In the language itself: "Deutsch".
QString languageName(const QString& code);

/// Before any window is made. "system": the first of the user's languages that is there; "pseudo": English
/// with accents and a third longer, to see what does not fit and what is not translated. Numbers keep the
/// point in every language, in fields as on charts and in files.
void setLanguage(QCoreApplication& application, const QString& code);

/// "Run %1" becomes "[Ŕùñ %1 ~~]": placeholders, tags and keys stay as they are.
class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    QString
    translate(const char* context, const char* source, const char* disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace rarebit::gui
