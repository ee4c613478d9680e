// SPDX-License-Identifier: GPL-3.0-or-later
// Data for views, made in worker processes: parts as stored, parts as a spec rebuilds them, and what is
// derived from either. Answers come on the GUI thread, never from within the call.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/metric.hpp"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace rarebit::views {

/// Which data: a part of an asset, as stored or (with a spec) as its reconstruction.
struct Source {
    QString path, reader, hash; // of the asset
    QString part;
    Json spec; // run spec; null: the original
    bool operator==(const Source&) const = default;
};

/// Lives as long as the answer is wanted: destroying it cancels the request and drops the answer.
class Ticket {
public:
    Ticket() = default;
    explicit Ticket(std::function<void()> cancel) : cancel_(std::move(cancel)) {}
    Ticket(Ticket&& other) noexcept : cancel_(std::exchange(other.cancel_, {})) {}
    Ticket& operator=(Ticket&& other) noexcept {
        if (this != &other) {
            reset();
            cancel_ = std::exchange(other.cancel_, {});
        }
        return *this;
    }
    ~Ticket() { reset(); }
    void reset() {
        if (auto cancel = std::exchange(cancel_, {})) cancel();
    }
    explicit operator bool() const { return static_cast<bool>(cancel_); }

private:
    std::function<void()> cancel_;
};

/// An answer, perhaps not the last: `share` of the data is in it (0.03: a sample; 1: all, the final answer).
struct Derived {
    std::vector<Detail> details;
    double share = 1;
};

class Previews : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using LoadDone = std::function<void(Result<std::shared_ptr<const Payload>>)>;
    /// Rows along axis 0 (all of a table).
    [[nodiscard]] virtual Ticket load(const Source& source, Rows rows, LoadDone done) = 0;

    using DeriveDone = std::function<void(Result<Derived>)>;
    /// what: "statistics", "histogram", "pyramid", "outliers" of one source; "histogram" and "pyramid" with
    /// `against` (the original) speak of the pair: original, reconstruction and error.
    /// args depend on `what` (worker_protocol.md, operation derive). `done` is called for each answer; after
    /// an error or share 1 there are no more.
    [[nodiscard]] virtual Ticket derive(
        const QString& what, const Json& args, const Source& source, const Source* against, DeriveDone done
    ) = 0;

signals:
    /// Of a request in progress, for a status line: "decode", 0.4.
    void progress(const QString& step, double fraction);
};

} // namespace rarebit::views
