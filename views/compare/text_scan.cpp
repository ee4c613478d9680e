// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/text_scan.hpp"

#include "views/compare/sequence_diff.hpp"
#include "views/compare/text_pages.hpp"
#include "views/core/background.hpp"

#include <algorithm>
#include <functional>

namespace rarebit::views {
namespace {

constexpr int64_t chunkBytes = 4 << 20;
constexpr int64_t fewestRows = 64, mostRows = 1 << 16, mostCharacters = 1 << 18;
constexpr int64_t mostLineEdits = 800;
constexpr int64_t toldEveryMs = 100; // who listens draws again
std::vector<uint64_t> hashes(std::span<const std::string_view> lines) {
    std::vector<uint64_t> out;
    out.reserve(lines.size());
    for (const auto line : lines)
        out.push_back(std::hash<std::string_view>{}(line));
    return out;
}

// Appends, joined with what stands before where it is of the same sort.
void add(std::vector<PairedStretch>& out, PairedStretch next) {
    if (next.count == 0) return;
    if (!out.empty() && out.back().pairing == next.pairing && out.back().differs == next.differs)
        out.back().count += next.count;
    else
        out.push_back(next);
}

template <class Line>
void addByPosition(std::vector<PairedStretch>& out, std::span<const Line> a, std::span<const Line> b) {
    const size_t pairs = std::min(a.size(), b.size());
    for (size_t i = 0; i < pairs; ++i)
        add(out, {Pairing::both, 1, a[i] != b[i]});
    add(out, {Pairing::onlyA, static_cast<int64_t>(a.size() - pairs), true});
    add(out, {Pairing::onlyB, static_cast<int64_t>(b.size() - pairs), true});
}

int64_t equalByPosition(std::span<const uint64_t> a, std::span<const uint64_t> b) {
    int64_t equal = 0;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        equal += a[i] == b[i];
    return equal;
}

std::vector<std::string_view> linesOf(const Payload& payload, const ScanUnit& unit) {
    const std::string_view bytes = bytesOf(payload);
    std::vector<std::string_view> lines;
    if (unit.format) {
        const auto starts = lineStarts(bytes, *unit.format);
        for (size_t i = 0; i + 1 < starts.size(); ++i)
            lines.push_back(bytes.substr(starts[i], starts[i + 1] - starts[i]));
    } else {
        for (size_t at = 0; at < bytes.size(); at += static_cast<size_t>(unit.bytesPerRow))
            lines.push_back(bytes.substr(at, static_cast<size_t>(unit.bytesPerRow)));
    }
    return lines;
}

} // namespace

LineStep pairLines(
    std::span<const std::string_view> linesA,
    std::span<const std::string_view> linesB,
    bool lastA,
    bool lastB,
    Edit edit
) {
    const auto hashedA = hashes(linesA), hashedB = hashes(linesB);
    const std::span a(hashedA), b(hashedB);
    const auto runs = commonRuns(a, b, mostLineEdits, edit);
    int64_t common = 0;
    for (const auto& run : runs)
        common += run.count;
    LineStep step;
    size_t atA = 0, atB = 0;
    const auto take = [&](size_t toA, size_t toB) {
        addByPosition(step.stretches, a.subspan(atA, toA - atA), b.subspan(atB, toB - atB));
        atA = toA;
        atB = toB;
    };
    // Logs repeat themselves: an alignment that explains less than half of what differs by position means
    // nothing.
    const int64_t equal = equalByPosition(a, b);
    const auto differing = static_cast<int64_t>(std::min(a.size(), b.size())) - equal;
    if (2 * (common - equal) > differing)
        for (const auto& run : runs) {
            take(static_cast<size_t>(run.a), static_cast<size_t>(run.b));
            add(step.stretches, {Pairing::both, run.count, false});
            atA += static_cast<size_t>(run.count);
            atB += static_cast<size_t>(run.count);
        }
    // The rest is decided together with the lines that come next, unless it is much or nothing comes.
    const size_t rest = std::min(a.size() - atA, b.size() - atB);
    if (lastA || lastB)
        take(lastB ? a.size() : atA + rest, lastA ? b.size() : atB + rest);
    else if (2 * rest >= std::min(a.size(), b.size()))
        take(atA + rest, atB + rest);
    step.usedA = static_cast<int64_t>(atA);
    step.usedB = static_cast<int64_t>(atB);
    return step;
}

LineStep pairRows(std::span<const std::string_view> a, std::span<const std::string_view> b) {
    LineStep step;
    addByPosition(step.stretches, a, b);
    step.usedA = static_cast<int64_t>(a.size());
    step.usedB = static_cast<int64_t>(b.size());
    return step;
}

TextScan::TextScan(Previews& previews, Side a, Side b, const ScanUnit& unit, QObject* parent)
    : QObject(parent), previews_(previews), sources_{a.source, b.source}, unit_(unit),
      chunkRows_(std::clamp(
          chunkBytes / std::max<int64_t>(1, unit.bytesPerRow),
          fewestRows,
          !unit.format && unit.bytesPerRow == 1 ? mostCharacters : mostRows
      )),
      alignment_(a.rows, b.rows) {}

void TextScan::loadNext() {
    load(0, alignment_.usedA());
    load(1, alignment_.usedB());
    if (loaded_[0].there && loaded_[1].there) compareLoaded();
}

void TextScan::load(int side, int64_t used) {
    loaded_[side] = {};
    const int64_t unit = unit_.format ? 1 : unit_.bytesPerRow;
    loaded_[side].ticket = previews_.load(
        sources_[side],
        {used * unit, (used + chunkRows_) * unit},
        [this, side](Result<std::shared_ptr<const Payload>> result) {
            if (!result) {
                emit failed(result.error());
                return;
            }
            loaded_[side].payload = std::move(*result);
            loaded_[side].there = true;
            if (loaded_[0].there && loaded_[1].there) compareLoaded();
        }
    );
}

void TextScan::compareLoaded() {
    inBackground(
        this,
        [a = loaded_[0].payload, b = loaded_[1].payload, unit = unit_, chunkRows = chunkRows_] {
            const auto linesA = linesOf(*a, unit), linesB = linesOf(*b, unit);
            Compared out;
            out.rowsA = static_cast<int64_t>(linesA.size());
            out.rowsB = static_cast<int64_t>(linesB.size());
            out.endA = out.rowsA < chunkRows;
            out.endB = out.rowsB < chunkRows;
            if (bytesOf(*a) == bytesOf(*b))
                out.step = {{{Pairing::both, out.rowsA, false}}, out.rowsA, out.rowsB};
            else if (unit.aligned)
                out.step = pairLines(
                    linesA,
                    linesB,
                    out.endA,
                    out.endB,
                    unit.format ? Edit::insertOrLeaveOut : Edit::replaceToo
                );
            else
                out.step = pairRows(linesA, linesB);
            for (int64_t i = 0; i < out.step.usedA; ++i)
                out.bytesA += static_cast<int64_t>(linesA[static_cast<size_t>(i)].size());
            return out;
        },
        [this](const Compared& compared) { accept(compared); }
    );
}

void TextScan::accept(const Compared& compared) {
    const int64_t allA = alignment_.usedA() + compared.rowsA, allB = alignment_.usedB() + compared.rowsB;
    for (const auto& stretch : compared.step.stretches) {
        alignment_.append(stretch);
        if (stretch.differs) differingRows_ += stretch.count;
    }
    comparedBytes_ += compared.bytesA;
    alignment_.setLines(
        compared.endA ? allA : alignment_.linesA(), compared.endB ? allB : alignment_.linesB()
    );
    finished_ = compared.endA && compared.endB && alignment_.complete();
    if (!finished_) loadNext();
    if (!finished_ && told_.isValid() && told_.elapsed() < toldEveryMs) return;
    told_.start();
    emit advanced();
}

} // namespace rarebit::views
