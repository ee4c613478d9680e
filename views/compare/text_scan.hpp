// SPDX-License-Identifier: GPL-3.0-or-later
// Compares two texts from the first line to the last, some MiB at a time: byte for byte, and where they
// differ, line by line. Loading comes from the worker, comparing runs in a thread, the answers grow on the
// GUI thread.
#pragma once

#include "views/compare/alignment.hpp"
#include "views/compare/sequence_diff.hpp"
#include "views/compare/text_format.hpp"
#include "views/core/previews.hpp"

#include <QElapsedTimer>

#include <optional>
#include <span>
#include <string_view>

namespace rarebit::views {

/// How the next lines of two texts lie beside each other. `lastA`, `lastB`: nothing follows. Lines that the
/// next step decides better are left over.
struct LineStep {
    std::vector<PairedStretch> stretches;
    int64_t usedA = 0, usedB = 0;
};
LineStep pairLines(
    std::span<const std::string_view> a,
    std::span<const std::string_view> b,
    bool lastA,
    bool lastB,
    Edit edit = Edit::insertOrLeaveOut
);

/// Rows of raw bytes: each beside the one at the same place.
LineStep pairRows(std::span<const std::string_view> a, std::span<const std::string_view> b);

/// What is compared: lines of `format`, else rows of `bytesPerRow` bytes, each with the one at the same
/// place; or single characters, aligned like lines.
struct ScanUnit {
    std::optional<TextFormat> format{};
    int64_t bytesPerRow = 1; // of lines: an estimate
    bool aligned = true;
};

class TextScan : public QObject {
    Q_OBJECT
public:
    struct Side {
        Source source;
        int64_t rows = 0; // as far as known
    };
    TextScan(Previews& previews, Side a, Side b, const ScanUnit& unit, QObject* parent = nullptr);

    void start() { loadNext(); }
    const Alignment& alignment() const { return alignment_; }
    bool finished() const { return finished_; }
    /// Bytes of A that are compared.
    int64_t comparedBytes() const { return comparedBytes_; }
    int64_t differingRows() const { return differingRows_; }

signals:
    void advanced(); // ten times a second at most, and at the end
    void failed(const rarebit::Error& error);

private:
    struct Loaded {
        std::shared_ptr<const Payload> payload;
        Ticket ticket;
        bool there = false;
    };
    struct Compared {
        LineStep step;
        int64_t bytesA = 0;
        int64_t rowsA = 0, rowsB = 0;    // that came
        bool endA = false, endB = false; // fewer than were asked for
    };
    void loadNext();
    void load(int side, int64_t used);
    void compareLoaded();
    void accept(const Compared& compared);

    Previews& previews_;
    const Source sources_[2];
    const ScanUnit unit_;
    const int64_t chunkRows_;
    Loaded loaded_[2];
    Alignment alignment_;
    int64_t comparedBytes_ = 0, differingRows_ = 0;
    bool finished_ = false;
    QElapsedTimer told_;
};

} // namespace rarebit::views
