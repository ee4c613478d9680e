// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep would run, asked of `rarebit sweep --dry-run` in a child process, a little after the last
// change.
#pragma once

#include "app/gui/question.hpp"

#include <optional>

class QTimer;

namespace rarebit::gui {

class Forecast : public QObject {
    Q_OBJECT
public:
    explicit Forecast(QObject* parent = nullptr);

    /// The arguments of the sweep, without --dry-run; empty: nothing to ask. The same ones are not asked
    /// twice unless `again`.
    void ask(const QStringList& arguments, bool again = false);

    struct Answer {
        int points = 0, present = 0, todo = 0, leftOut = 0;
        bool atMost = false;            // of a search
        double milliseconds = -1;       // of encoding and decoding, one after the other; -1: unknown
        double diskBytes = -1;          // -1: unknown
        int withoutEstimate = 0;        // points like none before
        std::optional<Error> problem{}; // the first of what cannot run
    };
    /// Of the last question; nothing while it is asked for the first time.
    const std::optional<Answer>& answer() const { return answer_; }
    bool asking() const { return asking_; }

signals:
    void changed();

private:
    void read(const Result<Json>& json);
    QStringList arguments_;
    std::optional<Answer> answer_;
    Question question_;
    QTimer* timer_;
    bool asking_ = false;
};

} // namespace rarebit::gui
