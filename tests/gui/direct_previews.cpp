// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/direct_previews.hpp"

#include "engine/executors/derive.hpp"

#include <QPointer>

namespace rarebit::test {

using namespace views;

namespace {

Json requestOf(const Source& source) {
    return Json::object({
        {"asset",
         Json::object({
             {"path", source.path.toStdString()},
             {"reader", source.reader.toStdString()},
             {"hash", source.hash.toStdString()},
         })},
        {"part", source.part.toStdString()},
        {"spec", source.spec},
    });
}

} // namespace

Ticket DirectPreviews::submit(std::function<void(JobContext&, const Answer&)> work) {
    auto wanted = std::make_shared<bool>(true); // of the GUI thread
    const Answer answer = [this, wanted](std::function<void()> call) {
        QMetaObject::invokeMethod(
            this,
            [wanted, call = std::move(call)] {
                if (*wanted) call();
            },
            Qt::QueuedConnection
        );
    };
    const uint64_t job = queue_.submit(
        "preview",
        Lane::compute,
        [work = std::move(work), answer](JobContext& context) -> Status {
            work(context, answer);
            return Ok{};
        }
    );
    return Ticket([self = QPointer(this), wanted, job] {
        *wanted = false;
        if (self) self->queue_.cancel(job);
    });
}

Ticket DirectPreviews::load(const Source& source, Rows rows, LoadDone done) {
    return submit([this, request = requestOf(source), rows, done = std::move(done)](
                      JobContext& job, const Answer& answer
                  ) {
        const auto loaded = [&]() -> Result<std::shared_ptr<const Payload>> {
            RB_TRY(const auto asset, assets_.shown(request, job));
            RB_TRY(const Part* part, executors::requestedPart(*asset, request.at("part").asString()));
            RB_TRY(Payload payload, part->load(rows, job));
            return std::make_shared<const Payload>(std::move(payload));
        }();
        answer([done, loaded] { done(loaded); });
    });
}

Ticket DirectPreviews::derive(
    const QString& what, const Json& args, const Source& source, const Source* against, DeriveDone done
) {
    Json request = requestOf(source);
    request["what"] = what.toStdString();
    request["args"] = args;
    if (against) request["against"] = requestOf(*against);
    return submit(
        [this, request = std::move(request), done = std::move(done)](JobContext& job, const Answer& answer) {
            const Status status =
                executors::derive(request, assets_, job, [&](double share, std::vector<Detail> details) {
                    answer([done, derived = Derived{std::move(details), share}] { done(derived); });
                });
            if (!status) answer([done, error = status.error()] { done(error); });
        }
    );
}

} // namespace rarebit::test
