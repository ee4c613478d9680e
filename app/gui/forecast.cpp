// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/forecast.hpp"

#include "app/gui/worker_client.hpp"
#include "engine/executors/protocol.hpp"

#include <QProcess>
#include <QTimer>

namespace rarebit::gui {

Forecast::Forecast(QObject* parent) : QObject(parent), timer_(new QTimer(this)) {
    timer_->setSingleShot(true);
    timer_->setInterval(300);
    connect(timer_, &QTimer::timeout, this, &Forecast::start);
}

Forecast::~Forecast() {
    if (process_) process_->disconnect(this);
}

void Forecast::ask(const QStringList& arguments, bool again) {
    if (arguments == arguments_ && !again) return;
    arguments_ = arguments;
    if (process_) process_->disconnect(this); // what it says is of yesterday
    process_.reset();
    asking_ = !arguments_.isEmpty();
    if (asking_) {
        timer_->start();
    } else {
        timer_->stop();
        answer_.reset();
    }
    emit changed();
}

void Forecast::start() {
    process_ = std::make_unique<QProcess>();
    connect(process_.get(), &QProcess::finished, this, [this](int code) { read(code); });
    connect(process_.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) read(1);
    });
    process_->setStandardErrorFile(QProcess::nullDevice());
    process_->start(
        rarebitProgram(), arguments_ + QStringList{QStringLiteral("--dry-run"), QStringLiteral("--json")}
    );
}

void Forecast::read(int) {
    const auto text = process_->readAllStandardOutput().toStdString();
    process_.release()->deleteLater(); // its signal is on the stack
    asking_ = false;
    Answer answer;
    const auto json = Json::parse(text, "sweep --dry-run");
    if (!json) {
        answer.problem = internalError("the program gave no forecast", "rarebit sweep --dry-run");
    } else if (json->contains("error")) {
        answer.problem = executors::errorFromJson(json->at("error"));
    } else {
        answer.todo = int(json->at("todo").asInt());
        answer.leftOut = int(json->at("left_out").asInt());
        answer.withoutEstimate = int(json->at("without_estimate").asInt());
        answer.milliseconds = json->at("estimate_ms").asDouble(-1);
        answer.diskBytes = json->at("estimate_bytes").asDouble(-1);
        answer.atMost = json->contains("searches");
        for (const auto& point : json->at("points").elements())
            answer.present += point.at("present").asBool();
        answer.points = int(json->at("points").size());
        if (answer.atMost) {
            answer.present = 0;
            for (const auto& search : json->at("searches").elements())
                answer.present += int(search.at("probes").size());
            answer.points = answer.present + answer.todo;
        }
        if (const auto& problems = json->at("problems").elements(); !problems.empty())
            answer.problem = executors::errorFromJson(problems.front());
    }
    answer_ = std::move(answer);
    emit changed();
}

} // namespace rarebit::gui
