// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/forecast.hpp"

#include "engine/executors/protocol.hpp"

#include <QTimer>

namespace rarebit::gui {

Forecast::Forecast(QObject* parent) : QObject(parent), timer_(new QTimer(this)) {
    timer_->setSingleShot(true);
    timer_->setInterval(300);
    connect(timer_, &QTimer::timeout, this, [this] {
        question_.ask(
            arguments_ + QStringList{QStringLiteral("--dry-run")},
            [this](const Result<Json>& json) { read(json); }
        );
    });
}

void Forecast::ask(const QStringList& arguments, bool again) {
    if (arguments == arguments_ && !again) return;
    arguments_ = arguments;
    question_.drop(); // what it says is of yesterday
    asking_ = !arguments_.isEmpty();
    if (asking_) {
        timer_->start();
    } else {
        timer_->stop();
        answer_.reset();
    }
    emit changed();
}

void Forecast::read(const Result<Json>& json) {
    asking_ = false;
    Answer answer;
    if (!json) {
        answer.problem = json.error();
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
