// SPDX-License-Identifier: GPL-3.0-or-later
// One question to the program, answered as JSON by a process of its own.
#pragma once

#include "engine/core/json.hpp"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

class QProcess;

namespace rarebit::gui {

class Question : public QObject {
    Q_OBJECT
public:
    explicit Question(QObject* parent = nullptr);
    /// Nobody waits for the answer any more.
    ~Question() override;

    using Done = std::function<void(const Result<Json>& answer)>;
    /// The arguments without --json. A question before that is still open is dropped. Answers later; what the
    /// program reports as {"error"} is an error here.
    void ask(const QStringList& arguments, Done done);
    void drop();
    bool asking() const;

private:
    void read(const Done& done, const QString& verb);
    std::unique_ptr<QProcess> process_;
};

} // namespace rarebit::gui
