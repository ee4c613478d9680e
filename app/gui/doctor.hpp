// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine and this build offer: the answer of `rarebit doctor --json`, asked once in a process of
// its own.
#pragma once

#include "app/gui/question.hpp"

#include <QString>
#include <QVector>

#include <optional>
#include <utility>

namespace rarebit::gui {

class Doctor : public QObject {
    Q_OBJECT
public:
    explicit Doctor(QObject* parent = nullptr) : QObject(parent) {}

    /// Asks where it is not asked or answered yet; `again` in any case.
    void ask(bool again = false);
    /// Nothing: not answered yet.
    const std::optional<Result<Json>>& answer() const { return answer_; }

    using Facts = QVector<std::pair<QString, QString>>;
    /// "Processor", "16 threads, AVX3": the few that Home shows. Empty until it is answered.
    Facts brief() const;
    /// All of them, for Diagnostics.
    Facts all() const;

signals:
    void answered();

private:
    Question question_;
    std::optional<Result<Json>> answer_;
};

} // namespace rarebit::gui
