// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/cell_format.hpp"

#include "engine/core/text.hpp"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace rarebit::views {
namespace {

// A piece of a section.
struct Token {
    enum Kind : uint8_t {
        literal, // text
        digit,   // 0, # or ? in `text`
        point,   // .
        comma,   // between digits
        percent,
        exponent, // "E+" or "E-" in `text`
        slash,
        textHere, // @
        general,
        dateField, // a run of one letter in `text`: y m d h s
        elapsed,   // [h] [mm] [s]
        halfDay,   // AM/PM or A/P
    } kind;
    QString text;
};

struct Section {
    std::vector<Token> tokens;
    QString condition; // "<", ">=" ...
    double bound = 0;
    bool isDate = false;

    bool has(Token::Kind kind) const { return std::ranges::find(tokens, kind, &Token::kind) != tokens.end(); }
};

bool letterOf(QChar c, const char* letters) {
    return c.unicode() < 128 && std::strchr(letters, c.toLower().toLatin1()) && !c.isNull();
}

// Takes "[...]" apart; nothing of it shows but elapsed times and currency signs.
void takeBracket(const QString& inside, Section& section) {
    const QString low = inside.toLower();
    if (!low.isEmpty() && letterOf(low[0], "hms") && low.count(low[0]) == low.size()) {
        section.tokens.push_back({Token::elapsed, low});
        section.isDate = true;
    } else if (low.startsWith(u'$')) {
        const QString sign = inside.mid(1).section(u'-', 0, 0);
        if (!sign.isEmpty()) section.tokens.push_back({Token::literal, sign});
    } else if (!low.isEmpty() && letterOf(low[0], "<>=")) {
        qsizetype end = 1;
        while (end < low.size() && letterOf(low[end], "<>="))
            ++end;
        section.condition = low.left(end);
        section.bound = low.mid(end).toDouble();
    }
}

// Digits stand after what was taken so far: a comma or a point belongs to them.
std::vector<Section> sectionsOf(const QString& format) {
    std::vector<Section> sections(1);
    const auto add = [&](Token::Kind kind, const QString& text) {
        sections.back().tokens.push_back({kind, text});
    };
    for (qsizetype i = 0; i < format.size(); ++i) {
        const QChar c = format[i];
        const QStringView rest = QStringView(format).mid(i);
        if (c == u';') {
            sections.emplace_back();
        } else if (c == u'"') {
            const auto end = std::max(format.indexOf(u'"', i + 1), i);
            add(Token::literal, format.mid(i + 1, end - i - 1));
            i = end;
        } else if (c == u'[') {
            const auto end = format.indexOf(u']', i + 1);
            if (end < 0) continue;
            takeBracket(format.mid(i + 1, end - i - 1), sections.back());
            i = end;
        } else if (c == u'\\') {
            if (++i < format.size()) add(Token::literal, format[i]);
        } else if (c == u'_') {
            if (++i < format.size()) add(Token::literal, QStringLiteral(" "));
        } else if (c == u'*') {
            ++i;
        } else if (rest.startsWith(QStringLiteral("general"), Qt::CaseInsensitive)) {
            add(Token::general, {});
            i += 6;
        } else if (rest.startsWith(QStringLiteral("am/pm"), Qt::CaseInsensitive)) {
            add(Token::halfDay, format.mid(i, 5));
            i += 4;
        } else if (rest.startsWith(QStringLiteral("a/p"), Qt::CaseInsensitive)) {
            add(Token::halfDay, format.mid(i, 3));
            i += 2;
        } else if ((c == u'E' || c == u'e') && rest.size() > 1 && (rest[1] == u'+' || rest[1] == u'-')) {
            add(Token::exponent, QString(c) + rest[1]);
            ++i;
        } else if (c == u'0' || c == u'#' || c == u'?') {
            add(Token::digit, c);
        } else if (c == u'.') {
            add(Token::point, c);
        } else if (c == u',') {
            add(Token::comma, c);
        } else if (c == u'%') {
            add(Token::percent, c);
        } else if (c == u'/') {
            add(Token::slash, c);
        } else if (c == u'@') {
            add(Token::textHere, c);
        } else if (letterOf(c, "ymdhsb")) {
            qsizetype end = i;
            while (end < format.size() && format[end].toLower() == c.toLower())
                ++end;
            add(Token::dateField, format.mid(i, end - i).toLower());
            sections.back().isDate = true;
            i = end - 1;
        } else {
            add(Token::literal, c);
        }
    }
    return sections;
}

bool holds(const Section& section, double value) {
    const QString& c = section.condition;
    if (c == u"<") return value < section.bound;
    if (c == u"<=") return value <= section.bound;
    if (c == u">") return value > section.bound;
    if (c == u">=") return value >= section.bound;
    if (c == u"=") return value == section.bound;
    return c == u"<>" && value != section.bound;
}

QString generalNumber(double value) {
    if (!std::isfinite(value))
        return std::isnan(value) ? QStringLiteral("#NUM!")
               : value > 0       ? QStringLiteral("∞")
                                 : QStringLiteral("-∞");
    const double size = std::abs(value);
    QString text = QString::number(value, 'g', size != 0 && (size >= 1e11 || size < 1e-4) ? 6 : 10);
    return text.toUpper();
}

// Days, hours ... of a serial number; seconds are rounded to `digits` decimals.
struct Moment {
    QDate date;
    bool leapDayOf1900 = false; // 29 February 1900, which spreadsheets count
    int hour = 0, minute = 0;
    double second = 0, totalSeconds = 0;
};

std::optional<Moment> momentOf(double serial, int digits, bool date1904) {
    if (!(serial >= 0) || serial >= 2958466) return {}; // beyond 31 December 9999
    const double scale = std::pow(10, digits);
    const double total = std::round(serial * 86400 * scale) / scale;
    const auto day = static_cast<int64_t>(std::floor(total / 86400));
    Moment moment;
    moment.totalSeconds = total;
    double left = total - static_cast<double>(day) * 86400;
    moment.hour = static_cast<int>(left / 3600);
    left -= moment.hour * 3600;
    moment.minute = static_cast<int>(left / 60);
    moment.second = std::max(0.0, std::round((left - moment.minute * 60) * scale) / scale);
    if (date1904)
        moment.date = QDate(1904, 1, 1).addDays(day);
    else {
        moment.leapDayOf1900 = day == 60;
        moment.date = QDate(1899, 12, day < 60 ? 31 : 30).addDays(day);
    }
    return moment;
}

QString padded(int64_t number, qsizetype width) {
    return QString::number(number).rightJustified(width, u'0');
}

QString datePart(const QString& field, const Moment& moment) {
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const int month = moment.leapDayOf1900 ? 2 : moment.date.month();
    const int day = moment.leapDayOf1900 ? 29 : moment.date.day();
    const auto count = field.size();
    switch (field[0].unicode()) {
    case 'y':
        return count <= 2 ? padded(moment.date.year() % 100, 2) : padded(moment.date.year(), 4);
    case 'b':
        return padded((moment.date.year() + 543) % (count <= 2 ? 100 : 10000), count <= 2 ? 2 : 4);
    case 'm':
        if (count <= 2) return padded(month, count);
        if (count == 5) return english.monthName(month).left(1);
        return english.monthName(month, count == 3 ? QLocale::ShortFormat : QLocale::LongFormat);
    default:
        if (count <= 2) return padded(day, count);
        return english.dayName(
            moment.date.dayOfWeek(), count == 3 ? QLocale::ShortFormat : QLocale::LongFormat
        );
    }
}

// "m" next to hours or seconds means minutes.
std::vector<bool> minuteFields(const std::vector<Token>& tokens) {
    std::vector<bool> minutes(tokens.size());
    char last = 0;
    int lastMonth = -1;
    for (size_t i = 0; i < tokens.size(); ++i) {
        const auto& token = tokens[i];
        if (token.kind != Token::dateField && token.kind != Token::elapsed) continue;
        const char letter = token.text[0].toLatin1();
        if (letter == 'm' && token.kind == Token::dateField) {
            if (token.text.size() <= 2 && (last == 'h' || last == 's')) minutes[i] = true;
            lastMonth = minutes[i] || token.text.size() > 2 ? -1 : static_cast<int>(i);
        } else if (letter == 's') {
            if (lastMonth >= 0 && last == 'm') minutes[static_cast<size_t>(lastMonth)] = true;
        }
        last = letter;
    }
    return minutes;
}

QString formattedDate(double value, const Section& section, bool date1904) {
    const auto& tokens = section.tokens;
    // ".000" behind seconds: their decimals.
    const auto decimalsAt = [&](size_t i) {
        int digits = 0;
        if (tokens[i].kind == Token::point)
            while (i + 1 + static_cast<size_t>(digits) < tokens.size() &&
                   tokens[i + 1 + static_cast<size_t>(digits)].kind == Token::digit)
                ++digits;
        return digits;
    };
    int digits = 0;
    bool elapsed = false;
    for (size_t i = 0; i < tokens.size(); ++i) {
        digits = std::max(digits, decimalsAt(i));
        elapsed = elapsed || tokens[i].kind == Token::elapsed;
    }
    const bool negative = value < 0;
    const auto moment = momentOf(negative && elapsed ? -value : value, digits, date1904);
    if (!moment) return QStringLiteral("######");
    const bool half = section.has(Token::halfDay);
    const auto minutes = minuteFields(tokens);
    QString out = negative ? QStringLiteral("-") : QString();
    char unit = 0; // of the last elapsed field: the same letters without brackets repeat it
    const auto elapsedPart = [&](const QString& field) {
        const double divisor = field[0] == u'h' ? 3600 : field[0] == u'm' ? 60 : 1;
        return padded(static_cast<int64_t>(moment->totalSeconds / divisor), field.size());
    };
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind == Token::elapsed) {
            unit = token.text[0].toLatin1();
            out += elapsedPart(token.text);
        } else if (token.kind == Token::halfDay) {
            const bool afternoon = moment->hour >= 12;
            const QString word = token.text.size() == 3 ? token.text.mid(afternoon ? 2 : 0, 1)
                                 : afternoon            ? QStringLiteral("PM")
                                                        : QStringLiteral("AM");
            out += word;
        } else if (const int decimals = decimalsAt(i); decimals > 0) {
            const double part = moment->second - std::floor(moment->second);
            out += u'.' + padded(std::llround(part * std::pow(10, decimals)), decimals);
            i += static_cast<size_t>(decimals);
        } else if (token.kind == Token::dateField) {
            const char letter = token.text[0].toLatin1();
            if (letter == unit)
                out += elapsedPart(token.text);
            else if (letter == 'h') {
                const int hour = half ? (moment->hour + 11) % 12 + 1 : moment->hour;
                out += padded(hour, std::min<qsizetype>(2, token.text.size()));
            } else if (letter == 's')
                out += padded(static_cast<int>(moment->second), std::min<qsizetype>(2, token.text.size()));
            else if (letter == 'm' && minutes[i])
                out += padded(moment->minute, token.text.size());
            else
                out += datePart(token.text, *moment);
        } else {
            out += token.text;
        }
    }
    return out;
}

// Digits of a number spread over placeholders: 0 shows a zero, ? a blank, # nothing where there is no digit.
class DigitFields {
public:
    DigitFields(QString digits, int places) : digits_(std::move(digits)), left_(places) {}
    // Whole part, from the left; the first placeholder takes all digits that have no place of their own.
    QString next(QChar placeholder, bool thousands) {
        QString out;
        const auto count = static_cast<int>(digits_.size());
        while (count - taken_ > left_)
            out += take(count - taken_, thousands);
        if (count - taken_ == left_ && count > taken_)
            out += take(left_, thousands);
        else if (placeholder == u'0')
            out += QLatin1String("0") + separator(left_, thousands);
        else if (placeholder == u'?')
            out += QString(1 + separator(left_, thousands).size(), u' ');
        --left_;
        return out;
    }

private:
    QString take(int place, bool thousands) { return digits_[taken_++] + separator(place, thousands); }
    static QString separator(int place, bool thousands) {
        return thousands && place > 1 && (place - 1) % 3 == 0 ? QStringLiteral(",") : QString();
    }
    QString digits_;
    int left_, taken_ = 0;
};

struct Fraction {
    double numerator = 0, denominator = 1;
};

// The nearest fraction whose denominator has at most so many digits.
Fraction nearestFraction(double value, int digits) {
    const int most = static_cast<int>(std::pow(10, std::min(digits, 4))) - 1;
    Fraction best{std::round(value), 1};
    for (int denominator = 1; denominator <= most; ++denominator) {
        const Fraction next{std::round(value * denominator), double(denominator)};
        if (std::abs(next.numerator / denominator - value) + 1e-12 <
            std::abs(best.numerator / best.denominator - value))
            best = next;
    }
    return best;
}

// Runs of placeholders around the slash: whole, numerator, denominator.
QString formattedFraction(double value, const Section& section) {
    const auto& tokens = section.tokens;
    const auto slash =
        static_cast<size_t>(std::ranges::find(tokens, Token::slash, &Token::kind) - tokens.begin());
    size_t denominatorAt = slash + 1, numeratorAt = slash;
    while (numeratorAt > 0 && tokens[numeratorAt - 1].kind == Token::digit)
        --numeratorAt;
    int denominatorDigits = 0;
    QString fixed;
    size_t end = denominatorAt;
    for (; end < tokens.size() && (tokens[end].kind == Token::digit ||
                                   (tokens[end].kind == Token::literal && tokens[end].text[0].isDigit()));
         ++end) {
        ++denominatorDigits;
        fixed += tokens[end].text;
    }
    const bool hasWhole = std::any_of(
        tokens.begin(),
        tokens.begin() + static_cast<std::ptrdiff_t>(numeratorAt),
        [](const Token& token) { return token.kind == Token::digit; }
    );
    const double size = std::abs(value);
    double whole = hasWhole ? std::floor(size) : 0;
    Fraction part = fixed.toInt() > 0
                        ? Fraction{std::round((size - whole) * fixed.toInt()), double(fixed.toInt())}
                        : nearestFraction(size - whole, denominatorDigits);
    if (hasWhole && part.numerator == part.denominator) {
        ++whole;
        part.numerator = 0;
    }
    const bool noFraction = hasWhole && part.numerator == 0;
    int wholePlaces = 0;
    for (size_t i = 0; i < numeratorAt; ++i)
        wholePlaces += tokens[i].kind == Token::digit;
    DigitFields wholeFields(whole > 0 ? QString::number(whole, 'f', 0) : QString(), wholePlaces);
    QString out;
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (i == numeratorAt) {
            const QString numerator = QString::number(part.numerator, 'f', 0),
                          denominator = QString::number(part.denominator, 'f', 0);
            const auto width = static_cast<qsizetype>(slash - numeratorAt);
            if (noFraction)
                out += QString(width + 1 + denominatorDigits, u' ');
            else
                out += numerator.rightJustified(width) + u'/' + denominator.leftJustified(denominatorDigits);
            i = end - 1;
        } else if (tokens[i].kind == Token::digit) {
            out += wholeFields.next(tokens[i].text[0], false);
        } else if (tokens[i].kind == Token::literal) {
            // A whole part that shows nothing takes the blank behind it along.
            out += tokens[i].text;
        }
    }
    if (hasWhole && whole == 0 && !noFraction) {
        const qsizetype blank = out.indexOf(u' ');
        if (blank == 0) out.remove(0, 1);
    }
    return out;
}

QString formattedDigits(double value, const Section& section) {
    std::vector<Token> tokens = section.tokens;
    // Commas right of the last whole digit divide by a thousand; those between digits group them.
    bool thousands = false;
    const auto pointAt =
        static_cast<size_t>(std::ranges::find(tokens, Token::point, &Token::kind) - tokens.begin());
    const auto exponentAt =
        static_cast<size_t>(std::ranges::find(tokens, Token::exponent, &Token::kind) - tokens.begin());
    size_t firstDigit = tokens.size(), lastDigit = tokens.size();
    for (size_t i = 0; i < std::min(pointAt, exponentAt); ++i)
        if (tokens[i].kind == Token::digit) {
            firstDigit = std::min(firstDigit, i);
            lastDigit = i;
        }
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Token::percent) value *= 100;
        if (tokens[i].kind != Token::comma) continue;
        if (i < firstDigit)
            tokens[i].kind = Token::literal;
        else if (i < lastDigit)
            thousands = true;
        else
            value /= 1000;
    }
    int whole = 0, decimals = 0, least = 0;
    for (size_t i = 0; i < std::min(tokens.size(), exponentAt); ++i) {
        if (tokens[i].kind != Token::digit) continue;
        ++(i < pointAt ? whole : decimals);
        if (i > pointAt && tokens[i].text == u"0") least = decimals;
    }
    int power = 0;
    double mantissa = std::abs(value);
    const bool scientific = exponentAt < tokens.size();
    if (scientific && mantissa > 0) {
        const int step = std::max(1, whole);
        power = static_cast<int>(std::floor(std::log10(mantissa)));
        power = static_cast<int>(std::floor(double(power) / step)) * step;
        if (whole > 1 && tokens[lastDigit].text == u"0" && tokens[0].text == u"0")
            power = static_cast<int>(std::floor(std::log10(mantissa))) - (whole - 1);
        const auto scaled = [&] { return mantissa / std::pow(10, power); };
        if (QString::number(scaled(), 'f', decimals).toDouble() >= std::pow(10, std::max(1, whole)))
            power += std::max(1, step);
        mantissa = scaled();
    }
    // Spreadsheets round the decimal number of 15 digits, not the binary one.
    mantissa = QString::number(mantissa, 'g', 15).toDouble();
    const QString text = QString::number(mantissa, 'f', std::min(decimals, 30));
    QString wholeDigits = text.section(u'.', 0, 0), fraction = text.section(u'.', 1);
    if (wholeDigits == u"0") wholeDigits.clear();
    while (fraction.size() > least && fraction.endsWith(u'0'))
        fraction.chop(1);
    DigitFields fields(wholeDigits, whole);
    QString out;
    int decimal = 0;
    bool inExponent = false;
    QString exponentDigits = QString::number(std::abs(power));
    int exponentPlaces = 0;
    for (size_t i = exponentAt; i < tokens.size(); ++i)
        exponentPlaces += tokens[i].kind == Token::digit;
    DigitFields exponentFields(exponentDigits == u"0" ? QString() : exponentDigits, exponentPlaces);
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind == Token::exponent) {
            inExponent = true;
            out += token.text[0];
            if (power < 0)
                out += u'-';
            else if (token.text[1] == u'+')
                out += u'+';
        } else if (token.kind == Token::digit && inExponent) {
            out += exponentFields.next(token.text[0], false);
        } else if (token.kind == Token::digit && i < pointAt) {
            out += fields.next(token.text[0], thousands);
        } else if (token.kind == Token::digit) {
            if (decimal < fraction.size())
                out += fraction[decimal];
            else if (token.text == u"?")
                out += u' ';
            ++decimal;
        } else if (token.kind == Token::point) {
            if (whole == 0) out += wholeDigits;
            out += u'.';
        } else if (token.kind == Token::general) {
            out += generalNumber(std::abs(value));
        } else if (token.kind != Token::comma && token.kind != Token::textHere) {
            out += token.text;
        }
    }
    return out;
}

} // namespace

QString formattedText(const QString& text, const std::string& format) {
    const auto sections = sectionsOf(QString::fromStdString(format));
    const Section* section = sections.size() > 3 ? &sections[3] : nullptr;
    if (!section && sections.back().has(Token::textHere)) section = &sections.back();
    if (!section) return text;
    QString out;
    for (const auto& token : section->tokens)
        out += token.kind == Token::textHere ? text : token.text;
    return out;
}

QString formattedNumber(double value, const std::string& format, bool date1904) {
    if (!std::isfinite(value)) return generalNumber(value);
    auto sections = sectionsOf(QString::fromStdString(format));
    // A last section for text alone says nothing of numbers.
    if (sections.size() > 1 && sections.back().has(Token::textHere) && sections.size() < 4)
        sections.pop_back();
    if (sections.size() > 3) sections.resize(3);
    size_t chosen = 0;
    bool signShown = value < 0;
    const bool conditions =
        !sections[0].condition.isEmpty() || (sections.size() > 1 && !sections[1].condition.isEmpty());
    if (conditions) {
        chosen = sections.size() - 1;
        for (size_t i = 0; i < sections.size(); ++i)
            if (!sections[i].condition.isEmpty() ? holds(sections[i], value)
                : i == 0                         ? value > 0
                                                 : i == 1 && sections.size() > 2 && value < 0) {
                chosen = i;
                break;
            }
        if (chosen == sections.size() - 1 && !sections[chosen].condition.isEmpty() &&
            !holds(sections[chosen], value))
            return QStringLiteral("######");
        const QString& c = sections[chosen].condition;
        if ((c == u"<" || c == u"<=") && sections[chosen].bound <= 0 && chosen > 0) signShown = false;
    } else if (sections.size() > 1) {
        chosen = value < 0 ? 1 : value == 0 && sections.size() > 2 ? 2 : 0;
        if (chosen == 1) signShown = false;
    }
    const Section& section = sections[chosen];
    if (section.isDate) return formattedDate(signShown ? value : std::abs(value), section, date1904);
    QString out;
    if (section.tokens.empty())
        out = sections.size() == 1 ? generalNumber(std::abs(value)) : QString();
    else if (section.has(Token::textHere) && !section.has(Token::digit)) {
        for (const auto& token : section.tokens)
            out += token.kind == Token::textHere ? generalNumber(std::abs(value)) : token.text;
    } else if (section.has(Token::slash) && section.has(Token::digit) && !section.has(Token::exponent))
        out = formattedFraction(value, section);
    else
        out = formattedDigits(value, section);
    // Minus belongs to a value that still shows something.
    const bool zero = !section.has(Token::general) && !section.has(Token::textHere) &&
                      section.has(Token::digit) &&
                      std::ranges::none_of(out, [](QChar c) { return c >= u'1' && c <= u'9'; });
    if (signShown && !zero && (!section.tokens.empty() || sections.size() == 1)) out.prepend(u'-');
    return out;
}

QString cellText(const Cell& cell, const Table& table) {
    const std::string& format = table.styles[cell.style].numberFormat;
    switch (cell.kind) {
    case CellKind::number:
        if (format == "General" && !cell.text.empty()) return QString::fromStdString(cell.text);
        return formattedNumber(cell.number, format, table.date1904);
    case CellKind::date:
        return formattedNumber(cell.number, format, table.date1904);
    case CellKind::boolean:
        return cell.number != 0 ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
    case CellKind::text:
        return formattedText(QString::fromStdString(validUtf8(cell.text)), format);
    case CellKind::error:
        return QString::fromStdString(validUtf8(cell.text));
    case CellKind::empty:
        break;
    }
    return {};
}

QString cellValue(const Cell& cell) {
    switch (cell.kind) {
    case CellKind::number:
    case CellKind::date:
        return QString::fromStdString(cell.text.empty() ? spellNumber(cell.number) : cell.text);
    case CellKind::boolean:
        return cell.number != 0 ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
    case CellKind::text:
    case CellKind::error:
        return QString::fromStdString(validUtf8(cell.text));
    case CellKind::empty:
        break;
    }
    return {};
}

QString columnName(int64_t column) {
    QString name;
    for (int64_t left = column + 1; left > 0; left = (left - 1) / 26)
        name.prepend(QChar(static_cast<char16_t>('A' + (left - 1) % 26)));
    return name;
}

QString cellName(int64_t row, int64_t column) {
    return columnName(column) + QString::number(row + 1);
}

bool parseCellName(const QString& name, int64_t& row, int64_t& column) {
    const QString text = name.trimmed().toUpper();
    qsizetype at = 0;
    int64_t letters = 0;
    for (; at < text.size() && text[at] >= u'A' && text[at] <= u'Z' && at < 6; ++at)
        letters = letters * 26 + (text[at].unicode() - 'A' + 1);
    bool ok = false;
    const qlonglong number = text.mid(at).toLongLong(&ok);
    if (at == 0 || !ok || number < 1) return false;
    row = number - 1;
    column = letters - 1;
    return true;
}

} // namespace rarebit::views
