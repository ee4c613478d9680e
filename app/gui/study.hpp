// SPDX-License-Identifier: GPL-3.0-or-later
// What the user wants to run: methods with values and ranges, assets, metrics, limits. The recipe shows one
// of its methods, the sweep designer all of it. Every change can be undone; everything is a command line.
#pragma once

#include "app/gui/catalogue.hpp"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <map>

class QUndoStack;

namespace rarebit::gui {

/// Several values of a parameter.
struct Spread {
    enum class Kind : uint8_t { list, linear, log };
    Kind kind = Kind::list;
    QStringList list; // of kind list, as they are spelled in a command line
    double low = 0, high = 1;
    int points = 2; // of linear and log
    bool operator==(const Spread&) const = default;

    /// Distinct values, whole where the parameter is.
    QStringList values(const ParamItem& param) const;
    /// "2, 3, 4" or "32 to 256, 4 points".
    QString text() const;
    /// Why it cannot be used; empty where it can.
    QString wrong(const ParamItem& param) const;
    /// What "sweep this" begins with.
    static Spread suggested(const ParamItem& param);
};

struct MethodChoice {
    QString id;
    std::map<QString, QString> values; // those that differ from the defaults
    std::map<QString, Spread> spreads; // instead of a value
    QString moved;                     // the parameter that a search moves; empty: the first that can be
    bool operator==(const MethodChoice&) const = default;

    const ParamItem* searched(const QVector<ParamItem>& params) const;
    /// The ends between which a search moves that parameter.
    std::pair<double, double> searchRange(const ParamItem& param) const;
    /// "rtn:bits={2,3,4},group=64". searching: the moved parameter is a range; sampling: all ranges stay
    /// ranges.
    enum class Form : uint8_t { grid, searching, sampling };
    QString spec(Form form = Form::grid) const;
    int points(bool searching = false) const;
};

/// Other parameters or another method for some parts.
struct StudyRule {
    QString match; // glob
    QString spec;  // "store" keeps them; ":bits=8" changes parameters of the method; "rtn:bits=8"
    bool operator==(const StudyRule&) const = default;
    QString text() const { return match + QLatin1Char('=') + spec; } // as --rule has it
};

struct StudyState {
    enum class Mode : uint8_t { grid, random, latin, target, hull };
    QVector<MethodChoice> methods;
    int current = 0; // the method that the recipe shows
    QString parts = QStringLiteral("*"), rest = QStringLiteral("store");
    QVector<StudyRule> rules;
    std::map<QString, QString> inputs; // role -> file
    QStringList assets;                // of a sweep; empty: the asset that is looked at
    QStringList metrics;               // empty: those that suit the kind
    qint64 seed = 1;
    int repeats = 1;
    Mode mode = Mode::grid;
    QString target = QStringLiteral("total_bytes"); // or ratio, rate, a metric
    double targetValue = 100'000;
    int hullPoints = 12;
    int samplePoints = 40; // of random and latin, of each method
    int sampleSeed = 1;
    double pointMinutes = 0; // 0: no limit
    double workerGigabytes = 0;
    int workers = 0; // 0: as the settings say
    bool operator==(const StudyState&) const = default;

    const MethodChoice* method() const;
    bool searching() const { return mode == Mode::target || mode == Mode::hull; }
    bool sampling() const { return mode == Mode::random || mode == Mode::latin; }
    MethodChoice::Form form() const {
        return searching()  ? MethodChoice::Form::searching
               : sampling() ? MethodChoice::Form::sampling
                            : MethodChoice::Form::grid;
    }
};

class Study : public QObject {
    Q_OBJECT
public:
    explicit Study(QUndoStack& undo, QObject* parent = nullptr);

    const StudyState& state() const { return state_; }
    /// A step that can be undone. Steps of one name that follow each other closely (a slider) are one.
    void change(const QString& what, StudyState next);
    /// Without a step: a new project, the first asset.
    void reset(StudyState state);

    // The changes that more than one place makes.
    void chooseMethod(const QString& id); // of the recipe: keeps what was set for it before
    void addMethod(const QString& id);    // to the sweep
    void removeMethod(int index);
    void setValue(const QString& param, const QString& value); // of the current method
    void setSpread(int method, const QString& param, const Spread& spread);
    void removeSpread(int method, const QString& param);
    /// A rule that gives one part more precision: more bits where the method of the recipe has bits, else as
    /// it is stored. It takes the place of the part's rule before.
    void protect(const QString& part);

    /// The current method on one asset, as a command into the project.
    QStringList runArguments(const QString& project, const QString& asset) const;
    /// All of it. `asset` where the study names none.
    QStringList sweepArguments(const QString& project, const QString& asset) const;
    QString title() const; // "jpeg, webp"
    /// Why it cannot run; empty where it can.
    QString wrong() const;

signals:
    void changed();

private:
    friend class StudyCommand;
    void set(const StudyState& state);
    QStringList commonArguments(const QString& project, const QStringList& assets) const;

    QUndoStack& undo_;
    StudyState state_;
    std::map<QString, MethodChoice> kept_; // of methods that were shown before
};

} // namespace rarebit::gui
