// SPDX-License-Identifier: GPL-3.0-or-later
// Previews without worker processes, for tests of views: a thread of its own opens, decodes and derives by
// the same functions as a worker; answers come through the event loop.
#pragma once

#include "engine/executors/warm_assets.hpp"
#include "engine/jobs/queue.hpp"
#include "views/core/previews.hpp"

namespace rarebit::test {

class DirectPreviews : public views::Previews {
public:
    explicit DirectPreviews(QObject* parent = nullptr) : Previews(parent) {}

    [[nodiscard]] views::Ticket load(const views::Source& source, Rows rows, LoadDone done) override;
    [[nodiscard]] views::Ticket derive(
        const QString& what,
        const Json& args,
        const views::Source& source,
        const views::Source* against,
        DeriveDone done
    ) override;

private:
    /// Runs in the thread; what it hands to `answer` is called on the GUI thread while the ticket lives.
    using Answer = std::function<void(std::function<void()> call)>;
    views::Ticket submit(std::function<void(JobContext&, const Answer&)> work);

    executors::WarmAssets assets_; // of the queue's thread
    JobQueue queue_{{.loadThreads = 1, .computeThreads = 1}};
};

} // namespace rarebit::test
