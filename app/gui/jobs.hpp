// SPDX-License-Identifier: GPL-3.0-or-later
// What the window has running: each job is a command of the `rarebit` program in a process of its own, so
// that its command line says all there is to know, and nothing it does can take the window down.
#pragma once

#include "engine/core/json.hpp"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QProcess;
class QTimer;

namespace rarebit::gui {

/// A point that runs at the moment.
struct RunningPoint {
    QString key, label, stage, unit; // unit of the rate: "bytes/s"
    double fraction = 0, rate = 0;   // of the stage
    qint64 memoryBytes = 0;          // 0: unknown
    QDateTime started;
};
/// A point that failed, or an asset that could not be used.
struct FailedPoint {
    QString key, label;
    Error error;
    QString stage;       // in which it failed; empty: unknown
    double seconds = -1; // after which it failed; -1: unknown
};

struct Job {
    enum class State : uint8_t { waiting, running, stopping, done, failed, cancelled };
    uint64_t id = 0;
    QString title;
    QStringList arguments; // of the program
    State state = State::waiting;
    int done = 0, total = 0;  // points that are run; total 0: unknown or not a sweep
    int present = 0;          // further points that the project had already
    int ran = 0;              // of `done`, those that gave a row
    QString stage;            // of a job without points
    double fraction = -1;     // of such a job; -1: unknown
    double secondsToGo = -1;  // as the command judges it; -1: unknown
    bool paused = false;      // no further point begins
    double pausedSeconds = 0; // before that
    QDateTime pausedSince;
    QStringList messages; // what it said, the last lines
    std::vector<RunningPoint> points;
    std::vector<FailedPoint> failures;
    QDateTime started, ended;
    QString output; // what it printed on standard output, if that is no list of rows
    bool over() const { return state >= State::done; }
    /// 0 to 1, or -1.
    double progress() const;
    /// -1: unknown.
    double secondsLeft() const;
    /// Only what works point by point can wait between them.
    bool pausable() const {
        return state == State::running && total > 0 && arguments.value(0) == QStringLiteral("sweep");
    }
    /// Points per second, or -1.
    double pointsPerSecond() const;
    qint64 memoryBytes() const; // of all running points
    QString commandLine() const;
};

class Jobs : public QObject {
    Q_OBJECT
public:
    explicit Jobs(QObject* parent = nullptr);
    ~Jobs() override;

    /// heavy: takes the whole machine (a sweep), so one at a time; the others start at once.
    enum class Lane : uint8_t { heavy, light };
    using Done = std::function<void(const Job&)>;
    /// `--progress json` and, for verbs that print rows, `--json` are part of the arguments where they are
    /// wanted.
    uint64_t
    submit(const QString& title, const QStringList& arguments, Lane lane = Lane::heavy, Done done = {});

    const std::vector<std::shared_ptr<Job>>& all() const { return jobs_; }
    const Job* find(uint64_t id) const;
    int running() const; // and waiting ones

    /// Asks it to stop (what is finished stays); after two seconds it is ended.
    void cancel(uint64_t id);
    void cancelAll();
    /// Points that run end, no further one begins until it goes on. The job says so when it has heard it.
    void pause(uint64_t id, bool on);
    /// The same command again, as a new job; failed points are run anew.
    uint64_t retry(uint64_t id);
    /// Takes jobs that are over out of the list.
    void clearFinished();

signals:
    void added(uint64_t id);
    void changed(uint64_t id); // at most 10 times a second for one job
    void removed(uint64_t id);
    void finished(uint64_t id);

private:
    struct Running;
    Job* job(uint64_t id);
    void startNext();
    void start(const std::shared_ptr<Job>& job);
    void readErrors(Running& running);
    void readOutput(Running& running);
    void readProgress(Running& running, const Json& event);
    static Error whyItFailed(const Running& running, int exitCode, bool crashed);
    static void say(Job& job, const QString& line);
    void end(uint64_t id, int exitCode, bool crashed);
    void note(uint64_t id);

    std::vector<std::shared_ptr<Job>> jobs_;
    std::map<uint64_t, Lane> lanes_;
    std::map<uint64_t, Done> callbacks_;
    std::map<uint64_t, std::unique_ptr<Running>> running_;
    std::map<uint64_t, bool> dirty_;
    QTimer* ticker_;
    uint64_t next_ = 1;
};

/// A command that Jobs can follow: rows and progress as JSON Lines.
QStringList followable(const QStringList& arguments);
/// The words as a shell reads them, "rarebit" first; empty for none.
QString commandLineOf(const QStringList& arguments);

} // namespace rarebit::gui
