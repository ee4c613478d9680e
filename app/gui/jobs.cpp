// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/jobs.hpp"

#include "app/gui/worker_client.hpp"
#include "engine/executors/protocol.hpp"
#include "views/core/command_line.hpp"

#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <csignal>

namespace rarebit::gui {
namespace {

constexpr int cancelledCode = 130, partlyCode = 3;
constexpr int graceMs = 2000;
constexpr int mostMessages = 500;

QString text(const Json& json) {
    return QString::fromStdString(json.asString());
}

} // namespace

QStringList followable(const QStringList& arguments) {
    return arguments +
           QStringList{QStringLiteral("--json"), QStringLiteral("--progress"), QStringLiteral("json")};
}

QString commandLineOf(const QStringList& arguments) {
    if (arguments.isEmpty()) return {};
    QStringList words{QStringLiteral("rarebit")};
    for (const auto& argument : arguments)
        words.push_back(views::shellQuoted(argument));
    return words.join(QLatin1Char(' '));
}

// Output is for this window alone: what a user types has neither.
QString Job::commandLine() const {
    QStringList words;
    for (int i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == QStringLiteral("--json")) continue;
        if (arguments[i] == QStringLiteral("--progress")) {
            ++i;
            continue;
        }
        words.push_back(arguments[i]);
    }
    return commandLineOf(words);
}

double Job::progress() const {
    if (state == State::done) return 1;
    if (total <= 0) return fraction;
    return std::clamp(double(done) / total, 0.0, 1.0);
}

double Job::secondsLeft() const {
    return state == State::running && !paused ? secondsToGo : -1;
}

double Job::pointsPerSecond() const {
    const QDateTime now = over() ? ended : QDateTime::currentDateTime();
    const double passed = double(started.msecsTo(now)) / 1000 - pausedSeconds -
                          (paused ? double(pausedSince.msecsTo(now)) / 1000 : 0);
    return done > 0 && total > 0 && passed > 0 ? done / passed : -1;
}

qint64 Job::memoryBytes() const {
    qint64 sum = 0;
    for (const auto& point : points)
        sum += point.memoryBytes;
    return sum;
}

struct Jobs::Running {
    std::shared_ptr<Job> job;
    QProcess process;
    QByteArray output, errors;
    QStringList errorLines;
    std::map<QString, RunningPoint> seen; // points whose row is yet to come
};

Jobs::Jobs(QObject* parent) : QObject(parent), ticker_(new QTimer(this)) {
    ticker_->setInterval(100);
    connect(ticker_, &QTimer::timeout, this, [this] {
        bool any = false;
        for (auto& [id, dirty] : dirty_)
            if (std::exchange(dirty, false)) {
                any = true;
                emit changed(id);
            }
        if (!any && running_.empty()) ticker_->stop();
    });
}

Jobs::~Jobs() {
    for (auto& [id, running] : running_) {
        running->process.disconnect(this);
        if (const auto pid = running->process.processId(); pid > 0) kill(pid_t(pid), SIGINT);
    }
    for (auto& [id, running] : running_)
        if (!running->process.waitForFinished(graceMs)) {
            running->process.kill();
            running->process.waitForFinished(500);
        }
}

Job* Jobs::job(uint64_t id) {
    const auto found = std::ranges::find(jobs_, id, [](const auto& j) { return j->id; });
    return found == jobs_.end() ? nullptr : found->get();
}
const Job* Jobs::find(uint64_t id) const {
    return const_cast<Jobs*>(this)->job(id);
}

int Jobs::running() const {
    return int(std::ranges::count_if(jobs_, [](const auto& job) { return !job->over(); }));
}

uint64_t Jobs::submit(const QString& title, const QStringList& arguments, Lane lane, Done done) {
    auto made = std::make_shared<Job>();
    made->id = next_++;
    made->title = title;
    made->arguments = arguments;
    lanes_[made->id] = lane;
    if (done) callbacks_[made->id] = std::move(done);
    jobs_.push_back(made);
    emit added(made->id);
    startNext();
    return made->id;
}

void Jobs::startNext() {
    bool heavy = std::ranges::any_of(running_, [&](const auto& r) { return lanes_[r.first] == Lane::heavy; });
    for (const auto& waiting : std::vector(jobs_)) {
        if (waiting->state != Job::State::waiting) continue;
        const bool isHeavy = lanes_[waiting->id] == Lane::heavy;
        if (isHeavy && heavy) continue;
        heavy = heavy || isHeavy;
        start(waiting);
    }
}

void Jobs::start(const std::shared_ptr<Job>& starting) {
    const uint64_t id = starting->id;
    starting->state = Job::State::running;
    starting->started = QDateTime::currentDateTime();
    auto& running = *(running_[id] = std::make_unique<Running>());
    running.job = starting;
    connect(&running.process, &QProcess::readyReadStandardError, this, [this, &running] {
        readErrors(running);
    });
    connect(&running.process, &QProcess::readyReadStandardOutput, this, [this, &running] {
        readOutput(running);
    });
    connect(&running.process, &QProcess::finished, this, [this, id](int code, QProcess::ExitStatus status) {
        end(id, code, status == QProcess::CrashExit);
    });
    connect(
        &running.process,
        &QProcess::errorOccurred,
        this,
        [this, id, &running](QProcess::ProcessError error) {
            if (error != QProcess::FailedToStart) return;
            running.errorLines.push_back(
                tr("the program could not be started: %1").arg(running.process.errorString())
            );
            end(id, 1, false);
        }
    );
    running.process.start(rarebitProgram(), starting->arguments);
    ticker_->start();
    note(id);
}

void Jobs::note(uint64_t id) {
    dirty_[id] = true;
    if (!ticker_->isActive()) ticker_->start();
}

void Jobs::readErrors(Running& running) {
    running.errors += running.process.readAllStandardError();
    qsizetype at = 0;
    for (qsizetype end = 0; (end = running.errors.indexOf('\n', at)) >= 0; at = end + 1) {
        const QByteArray line = running.errors.mid(at, end - at);
        if (line.startsWith('{')) {
            if (const auto event = Json::parse(line.toStdString(), "progress"); event) {
                readProgress(running, *event);
                continue;
            }
        }
        // The last lines say why, where it fails.
        running.errorLines.push_back(QString::fromUtf8(line));
        say(*running.job, running.errorLines.back());
        if (running.errorLines.size() > 40) running.errorLines.removeFirst();
    }
    running.errors.remove(0, at);
    note(running.job->id);
}

void Jobs::readProgress(Running& running, const Json& event) {
    Job& job = *running.job;
    const auto kind = event.at("event").asString();
    if (kind == "note") {
        say(job, text(event.at("text")));
    } else if (kind == "plan") {
        job.present = int(event.at("present").asInt());
        job.total = int(event.at("todo").asInt());
    } else if (kind == "pause") {
        const QDateTime now = QDateTime::currentDateTime();
        if (job.paused) job.pausedSeconds += double(job.pausedSince.msecsTo(now)) / 1000;
        job.paused = event.at("paused").asBool();
        job.pausedSince = now;
    } else if (kind == "end") {
        for (const auto& problem : event.at("problems").elements())
            job.failures.push_back({{}, job.title, executors::errorFromJson(problem), {}, -1});
    }
    if (kind != "progress") return;
    if (const auto total = event.at("total").asInt(); total > 0) {
        job.total = int(total);
        job.done = int(event.at("done").asInt());
    }
    if (event.at("seconds_left").isNumber()) job.secondsToGo = event.at("seconds_left").asDouble();
    const QString key = text(event.at("key")), stage = text(event.at("stage"));
    if (key.isEmpty()) {
        job.stage = stage;
        job.fraction = event.at("fraction").asDouble(-1);
        return;
    }
    job.stage.clear();
    const auto known = std::ranges::find(job.points, key, &RunningPoint::key);
    if (stage == QStringLiteral("ended")) {
        if (known != job.points.end()) job.points.erase(known);
        return;
    }
    RunningPoint point{
        .key = key,
        .label = text(event.at("point")),
        .stage = stage,
        .unit = text(event.at("unit")),
        .fraction = event.at("fraction").asDouble(),
        .rate = event.at("rate").asDouble(),
        .memoryBytes = event.at("memory_bytes").asInt(),
        .started = known == job.points.end() ? QDateTime::currentDateTime() : known->started};
    running.seen[key] = point;
    if (known == job.points.end())
        job.points.push_back(std::move(point));
    else
        *known = std::move(point);
}

void Jobs::say(Job& job, const QString& line) {
    job.messages.push_back(line);
    if (job.messages.size() > mostMessages) job.messages.removeFirst();
}

// Rows as JSON Lines: each is a finished point.
void Jobs::readOutput(Running& running) {
    running.output += running.process.readAllStandardOutput();
    Job& job = *running.job;
    qsizetype at = 0;
    for (qsizetype end = 0; (end = running.output.indexOf('\n', at)) >= 0; at = end + 1) {
        const QByteArray line = running.output.mid(at, end - at);
        const auto row = line.startsWith('{') ? Json::parse(line.toStdString(), "row") : Result<Json>(Json());
        if (!row || !row->contains("key")) {
            job.output += QString::fromUtf8(line) + QLatin1Char('\n');
            continue;
        }
        ++job.ran;
        const QString key = text(row->at("key"));
        const auto seen = running.seen.extract(key);
        if (!row->at("error").isObject()) continue;
        FailedPoint failed{
            key,
            text(row->at("asset")) + QStringLiteral(", ") + text(row->at("method")),
            executors::errorFromJson(row->at("error")),
            {},
            -1};
        if (seen) {
            failed.label = seen.mapped().label;
            failed.stage = seen.mapped().stage;
            failed.seconds = double(seen.mapped().started.msecsTo(QDateTime::currentDateTime())) / 1000;
        }
        job.failures.push_back(std::move(failed));
    }
    running.output.remove(0, at);
    note(job.id);
}

// Verbs print "error: WHAT", "  where: WHERE", "  fix: FIX", with --json an object.
Error Jobs::whyItFailed(const Running& running, int exitCode, bool crashed) {
    const Job& job = *running.job;
    if (const auto json = Json::parse(job.output.toStdString(), "output"); json && json->contains("error"))
        return executors::errorFromJson(json->at("error"));
    Error error{
        ErrorKind::internal,
        (crashed ? tr("the process crashed") : tr("the command failed with exit code %1").arg(exitCode))
            .toStdString(),
        job.commandLine().toStdString(),
        tr("look at what the command said, or run the command line in a terminal").toStdString()};
    for (const auto& line : running.errorLines) {
        if (line.startsWith(QStringLiteral("error: "))) error.what = line.mid(7).toStdString();
        if (line.startsWith(QStringLiteral("  where: "))) error.where = line.mid(9).toStdString();
        if (line.startsWith(QStringLiteral("  fix: "))) error.fix = line.mid(7).toStdString();
    }
    return error;
}

void Jobs::end(uint64_t id, int exitCode, bool crashed) {
    const auto found = running_.find(id);
    if (found == running_.end()) return;
    Running& running = *found->second;
    readErrors(running);
    readOutput(running);
    Job& job = *running.job;
    if (!running.output.isEmpty()) job.output += QString::fromUtf8(running.output);
    job.points.clear();
    job.paused = false;
    job.ended = QDateTime::currentDateTime();
    const bool stopped = job.state == Job::State::stopping || exitCode == cancelledCode;
    if (stopped) {
        job.state = Job::State::cancelled;
    } else if (crashed || (exitCode != 0 && exitCode != partlyCode)) {
        job.state = Job::State::failed;
        if (job.ran == 0 || crashed)
            job.failures.push_back({{}, job.title, whyItFailed(running, exitCode, crashed), {}, -1});
    } else {
        job.state = Job::State::done;
        if (job.total > 0) job.done = job.total;
    }
    // Its process is still on the stack of the signal.
    running.process.disconnect(this);
    auto ended = std::shared_ptr<Running>(std::move(found->second));
    running_.erase(found);
    QTimer::singleShot(0, this, [ended] {});
    emit changed(id);
    emit finished(id);
    if (const auto callback = callbacks_.find(id); callback != callbacks_.end()) {
        const Done done = std::move(callback->second);
        callbacks_.erase(callback);
        done(job);
    }
    startNext();
}

void Jobs::cancel(uint64_t id) {
    Job* stopping = job(id);
    if (!stopping || stopping->over()) return;
    if (stopping->state == Job::State::waiting) {
        stopping->state = Job::State::cancelled;
        emit changed(id);
        emit finished(id);
        return;
    }
    stopping->state = Job::State::stopping;
    emit changed(id);
    const auto& process = running_.at(id)->process;
    if (process.processId() > 0) kill(pid_t(process.processId()), SIGINT);
    QTimer::singleShot(graceMs, this, [this, id] {
        if (const auto found = running_.find(id); found != running_.end()) found->second->process.kill();
    });
}

void Jobs::cancelAll() {
    for (const auto& each : std::vector(jobs_))
        cancel(each->id);
}

void Jobs::pause(uint64_t id, bool on) {
    const Job* waiting = find(id);
    if (!waiting || !waiting->pausable()) return;
    if (const auto pid = running_.at(id)->process.processId(); pid > 0)
        kill(pid_t(pid), on ? SIGUSR1 : SIGCONT);
}

uint64_t Jobs::retry(uint64_t id) {
    const Job* again = find(id);
    if (!again) return 0;
    QStringList arguments = again->arguments;
    if (arguments.value(0) == QStringLiteral("sweep") &&
        !arguments.contains(QStringLiteral("--retry-failed")))
        arguments.push_back(QStringLiteral("--retry-failed"));
    return submit(again->title, arguments, lanes_[id]);
}

void Jobs::clearFinished() {
    for (const auto& each : std::vector(jobs_)) {
        if (!each->over()) continue;
        std::erase(jobs_, each);
        lanes_.erase(each->id);
        dirty_.erase(each->id);
        emit removed(each->id);
    }
}

} // namespace rarebit::gui
