// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/question.hpp"

#include "app/gui/worker_client.hpp"
#include "engine/executors/protocol.hpp"

#include <QProcess>

namespace rarebit::gui {

Question::Question(QObject* parent) : QObject(parent) {}

Question::~Question() {
    drop();
}

bool Question::asking() const {
    return process_ != nullptr;
}

void Question::ask(const QStringList& arguments, Done done) {
    drop();
    process_ = std::make_unique<QProcess>();
    const QString verb = arguments.value(0);
    connect(process_.get(), &QProcess::finished, this, [this, done, verb] { read(done, verb); });
    connect(process_.get(), &QProcess::errorOccurred, this, [this, done, verb](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) read(done, verb);
    });
    process_->setStandardErrorFile(QProcess::nullDevice());
    process_->start(rarebitProgram(), arguments + QStringList{QStringLiteral("--json")});
}

void Question::drop() {
    if (!process_) return;
    QProcess* old = process_.release();
    old->disconnect(this);
    if (old->state() == QProcess::NotRunning) return old->deleteLater();
    connect(old, &QProcess::finished, old, &QObject::deleteLater); // nobody waits for its end
    old->kill();
}

void Question::read(const Done& done, const QString& verb) {
    const auto text = process_->readAllStandardOutput().toStdString();
    process_.release()->deleteLater(); // its signal is on the stack
    const std::string where = (QStringLiteral("rarebit ") + verb).toStdString();
    const Done answer = done; // asking again from within replaces the connection that holds it
    const auto json = Json::parse(text, where);
    if (!json) return answer(internalError("the program gave no answer", where));
    if (json->contains("error")) return answer(executors::errorFromJson(json->at("error")));
    answer(json);
}

} // namespace rarebit::gui
