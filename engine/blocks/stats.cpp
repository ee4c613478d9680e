// SPDX-License-Identifier: GPL-3.0-or-later
// Elements of at most 16 bits are counted symbol by symbol and everything follows from the counts. Wider ones
// are counted by their bits rounded to bf16, which keeps the order: entropy follows, and which few of the
// 65,536 buckets hold the percentiles; further passes look into these alone, so percentiles are exact.
#include "engine/blocks/stats.hpp"

#include "engine/blocks/paired.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <type_traits>

namespace rarebit {
namespace {

constexpr size_t symbols = 65'536;
constexpr int64_t taskElements = int64_t(1) << 18;
constexpr std::array<std::pair<const char*, double>, 5> percentages{
    {{"0.1", 0.1}, {"1", 1}, {"50", 50}, {"99", 99}, {"99.9", 99.9}}};

// Reads the data once: calls the function with each range of rows.
using Visit = std::function<Status(const TensorView&)>;
using Source = std::function<Status(const Visit&)>;

Status forTasks(
    int64_t count, JobContext& job, const std::function<Status(size_t task, int64_t first, size_t size)>& body
) {
    return parallelFor((count + taskElements - 1) / taskElements, job, [&](int64_t task) {
        const int64_t first = task * taskElements;
        return body(
            static_cast<size_t>(task), first, static_cast<size_t>(std::min(taskElements, count - first))
        );
    });
}

// How often each 16-bit symbol occurs. Threads count into tables of their own; sums do not depend on the
// order.
class SymbolCounts {
public:
    struct Lane {
        // Two tables: an increment need not wait for the one before it where neighbours are equal.
        std::vector<uint32_t> even = std::vector<uint32_t>(symbols), odd = even;
        uint64_t added = 0;
    };
    // Counts n symbols with a lane that is free.
    void add(const std::function<void(Lane&)>& count, size_t n) {
        Lane lane = take(n);
        count(lane);
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(lane));
    }
    std::vector<uint64_t>& total() {
        for (auto& lane : free_)
            flush(lane);
        return total_;
    }

private:
    Lane take(size_t n) {
        const std::lock_guard lock(mutex_);
        Lane lane = free_.empty() ? Lane() : std::move(free_.back());
        if (!free_.empty()) free_.pop_back();
        if (lane.added + n > std::numeric_limits<uint32_t>::max()) flush(lane);
        lane.added += n;
        return lane;
    }
    void flush(Lane& lane) {
        for (size_t i = 0; i < symbols; ++i)
            total_[i] += uint64_t(lane.even[i]) + lane.odd[i];
        lane = {};
    }
    std::mutex mutex_;
    std::vector<Lane> free_;
    std::vector<uint64_t> total_ = std::vector<uint64_t>(symbols);
};

void countWords(const std::byte* in, size_t n, SymbolCounts::Lane& lane) {
    uint32_t *even = lane.even.data(), *odd = lane.odd.data();
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        uint64_t four = 0;
        std::memcpy(&four, in + 2 * i, sizeof four);
        ++even[four & 0xFFFF];
        ++odd[four >> 16 & 0xFFFF];
        ++even[four >> 32 & 0xFFFF];
        ++odd[four >> 48];
    }
    for (; i < n; ++i) {
        uint16_t one = 0;
        std::memcpy(&one, in + 2 * i, sizeof one);
        ++even[one];
    }
}

double entropyBits(const std::vector<uint64_t>& counts) {
    double total = 0, sum = 0;
    for (const uint64_t n : counts)
        total += static_cast<double>(n);
    for (const uint64_t n : counts)
        if (n > 0) sum -= static_cast<double>(n) * std::log2(static_cast<double>(n) / total);
    return total > 0 ? sum / total + 0.0 : std::nan(""); // + 0.0: no -0
}

struct Figures {
    uint64_t count = 0, zeros = 0, nan = 0, infinite = 0;
    double mean = 0, m2 = 0, m4 = 0, min = 0, max = 0, entropy = 0;
    std::array<double, percentages.size()> percentiles{};
};

// Percentile p lies at position p / 100 (count - 1) of the sorted values, between two of them on a line.
struct Place {
    uint64_t lower = 0, upper = 0;
    double share = 0;
};
Place placeOf(double percent, uint64_t count) {
    const double at = percent / 100 * static_cast<double>(count - 1);
    const auto lower = std::min(static_cast<uint64_t>(at), count - 1);
    return {lower, std::min(lower + 1, count - 1), at - static_cast<double>(lower)};
}

// valueAt: the value of a rank, ranks counted from 0.
void setPercentiles(Figures& figures, const std::function<double(uint64_t)>& valueAt) {
    for (size_t i = 0; figures.count > 0 && i < percentages.size(); ++i) {
        const Place place = placeOf(percentages[i].second, figures.count);
        figures.percentiles[i] = std::lerp(valueAt(place.lower), valueAt(place.upper), place.share) + 0.0;
    }
}

Figures figuresOf(const std::vector<uint64_t>& counts, const std::vector<double>& values) {
    Figures out;
    out.entropy = entropyBits(counts);
    std::vector<std::pair<double, uint64_t>> sorted;
    double sum = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        if (counts[i] == 0) continue;
        if (!std::isfinite(values[i])) {
            (std::isnan(values[i]) ? out.nan : out.infinite) += counts[i];
            continue;
        }
        if (values[i] == 0) out.zeros += counts[i];
        out.count += counts[i];
        sum += values[i] * static_cast<double>(counts[i]);
        sorted.emplace_back(values[i], counts[i]);
    }
    if (out.count == 0) return out;
    std::ranges::sort(sorted);
    out.min = sorted.front().first;
    out.max = sorted.back().first;
    out.mean = sum / static_cast<double>(out.count);
    std::vector<uint64_t> upTo;
    for (const auto& [value, n] : sorted) {
        const double d2 = (value - out.mean) * (value - out.mean);
        out.m2 += d2 * static_cast<double>(n);
        out.m4 += d2 * d2 * static_cast<double>(n);
        upTo.push_back((upTo.empty() ? 0 : upTo.back()) + n);
    }
    setPercentiles(out, [&](uint64_t rank) {
        return sorted[static_cast<size_t>(std::ranges::upper_bound(upTo, rank) - upTo.begin())].first;
    });
    return out;
}

// Bytes are counted two at a time, which halves the work; single ones at the ends of ranges apart.
class ByteCounts {
public:
    void add(const std::byte* in, size_t n) {
        pairs_.add([&](SymbolCounts::Lane& lane) { countWords(in, n / 2, lane); }, n / 2);
        if (n % 2 == 0) return;
        const std::lock_guard lock(mutex_);
        ++single_[std::to_integer<size_t>(in[n - 1])];
    }
    std::vector<uint64_t> total() {
        std::vector<uint64_t> out = single_;
        const auto& pairs = pairs_.total();
        for (size_t pair = 0; pair < symbols; ++pair) {
            out[pair & 0xFF] += pairs[pair];
            out[pair >> 8] += pairs[pair];
        }
        return out;
    }

private:
    SymbolCounts pairs_;
    std::mutex mutex_;
    std::vector<uint64_t> single_ = std::vector<uint64_t>(256);
};

Result<Figures> ofSymbols(const Source& source, DType dtype, JobContext& job) {
    const auto size = static_cast<size_t>(info(dtype).blockBytes);
    SymbolCounts words;
    ByteCounts bytes;
    RB_CHECK(source([&](const TensorView& tensor) -> Status {
        const std::byte* data = tensor.bytes.data();
        const auto count = static_cast<int64_t>(tensor.bytes.size() / size);
        return forTasks(count, job, [&](size_t, int64_t first, size_t n) -> Status {
            const std::byte* in = data + static_cast<size_t>(first) * size;
            if (size == 1)
                bytes.add(in, n);
            else
                words.add([&](SymbolCounts::Lane& lane) { countWords(in, n, lane); }, n);
            return Ok{};
        });
    }));
    const auto counts = size == 1 ? bytes.total() : words.total();
    std::vector<std::byte> codes(counts.size() * size);
    for (size_t i = 0; i < counts.size(); ++i)
        std::memcpy(codes.data() + i * size, &i, size); // little-endian, as everywhere
    std::vector<double> values(counts.size());
    RB_CHECK(decodeElements(dtype, codes, std::span(values)));
    return figuresOf(counts, values);
}

// Unsigned integers in the order of the values.
uint64_t keyOf(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    return bits >> 31 ? ~bits : bits | 0x80000000u;
}
uint64_t keyOf(double value) {
    const auto bits = std::bit_cast<uint64_t>(value);
    return bits >> 63 ? ~bits : bits | uint64_t(1) << 63;
}
template <class T>
double valueOfKey(uint64_t key) {
    if constexpr (std::is_same_v<T, float>) {
        const auto bits = static_cast<uint32_t>(key);
        return std::bit_cast<float>(bits >> 31 ? bits & 0x7FFFFFFF : ~bits);
    } else {
        return std::bit_cast<double>(key >> 63 ? key & ~(uint64_t(1) << 63) : ~key);
    }
}
// The n-th code in the order of the values.
uint16_t codeOfOrder(size_t order) {
    return static_cast<uint16_t>(order & 0x8000 ? order & 0x7FFF : ~order);
}

// Keys among which one or more ranks are looked for; of values whose rounded bits are `code` alone.
struct Window {
    uint16_t code = 0;
    uint64_t low = 0, high = 0;
    uint64_t before = 0; // finite values below
    std::vector<uint64_t> counts{};
    int shift() const {
        int bits = 0;
        while ((high - low) >> bits > symbols)
            ++bits;
        return bits;
    }
    bool sameAs(const Window& other) const { return code == other.code && low == other.low; }
};

// All finite values that round to `code`, and a little more.
template <class T>
Window windowOf(uint16_t code, uint64_t before) {
    const uint64_t middle = keyOf(bf16ToFloat(code));
    Window out{code, middle - 0x8000, middle + 0x8000, before};
    if constexpr (std::is_same_v<T, double>) { // these were rounded to float before
        const auto wide = [](uint64_t key) { return keyOf(valueOfKey<float>(key)); };
        out.low = wide(out.low - 1);
        out.high = wide(out.high + 1);
    }
    constexpr T most = std::numeric_limits<T>::max();
    if (code == 0xFF80) out.low = keyOf(-most); // not the infinities themselves
    if (code == 0x7F80) out.high = keyOf(most);
    return out;
}

// What the first pass over wide elements leaves.
struct Survey {
    Moments moments;
    double min = std::numeric_limits<double>::infinity(), max = -min;
    uint64_t positiveInfinite = 0;
    void add(const Survey& other) {
        moments = combine(moments, other.moments);
        min = std::min(min, other.min);
        max = std::max(max, other.max);
        positiveInfinite += other.positiveInfinite;
    }
};

template <class T>
void roundedCodes(std::span<const T> values, std::byte* codes) {
    if constexpr (std::is_same_v<T, float>) {
        cpuOps().floatsToBf16(values.data(), codes, values.size());
    } else {
        std::array<float, momentsBlock> narrow;
        for (size_t i = 0; i < values.size(); ++i)
            narrow[i] = static_cast<float>(values[i]);
        cpuOps().floatsToBf16(narrow.data(), codes, values.size());
    }
}

template <class T>
void countCodes(std::span<const T> values, bool allFinite, SymbolCounts::Lane& lane) {
    std::array<std::byte, 2 * momentsBlock> codes;
    std::array<T, momentsBlock> finite;
    if (!allFinite) {
        const auto end = std::ranges::copy_if(values, finite.begin(), [](T v) { return std::isfinite(v); });
        values = std::span<const T>(finite).first(static_cast<size_t>(end.out - finite.begin()));
    }
    roundedCodes(values, codes.data());
    countWords(codes.data(), values.size(), lane);
}

template <class T>
Survey surveyBlock(std::span<const T> values) {
    Survey out;
    if constexpr (std::is_same_v<T, float>) {
        cpuOps().momentsBlock(values.data(), values.size(), &out.moments);
        if (out.moments.count > 0) out.min = out.moments.min, out.max = out.moments.max;
    } else {
        out.moments = momentsOf(values);
        for (const T value : values)
            if (std::isfinite(value)) out.min = std::min(out.min, value), out.max = std::max(out.max, value);
    }
    if (out.moments.infinite > 0)
        out.positiveInfinite =
            static_cast<uint64_t>(std::ranges::count(values, std::numeric_limits<T>::infinity()));
    return out;
}

template <class T>
Status fillValues(const TensorView& tensor, int64_t first, std::span<T> out) {
    if constexpr (std::is_same_v<T, float>)
        return toFloats(tensor, first, out);
    else
        return toDoubles(tensor, first, out);
}

// Calls body with blocks of momentsBlock values of one task.
template <class T, class Body>
Status forBlocks(const TensorView& tensor, int64_t first, size_t size, Body body) {
    std::array<T, momentsBlock> buffer;
    for (size_t at = 0; at < size; at += momentsBlock) {
        const auto values = std::span(buffer).first(std::min(momentsBlock, size - at));
        RB_CHECK(fillValues(tensor, first + static_cast<int64_t>(at), values));
        body(std::span<const T>(values));
    }
    return Ok{};
}

template <class T>
Result<Survey> surveyAll(const Source& source, SymbolCounts& counts, JobContext& job) {
    Survey all;
    const Status visited = source([&](const TensorView& tensor) -> Status {
        const int64_t elements = elementCount(tensor.shape).value_or(0);
        std::vector<Survey> tasks(static_cast<size_t>((elements + taskElements - 1) / taskElements));
        RB_CHECK(forTasks(elements, job, [&](size_t task, int64_t first, size_t size) -> Status {
            Status status = Ok{};
            const auto count = [&](SymbolCounts::Lane& lane) {
                status = forBlocks<T>(tensor, first, size, [&](std::span<const T> values) {
                    const Survey block = surveyBlock(values);
                    countCodes(values, block.moments.count == values.size(), lane);
                    tasks[task].add(block);
                });
            };
            counts.add(count, size);
            return status;
        }));
        for (const auto& task : tasks)
            all.add(task);
        return Ok{};
    });
    if (!visited) return visited.error();
    return all;
}

// Counts the values in the windows, which are sorted by code.
template <class T>
Status countWindows(const Source& source, std::vector<Window>& windows, JobContext& job) {
    constexpr uint8_t none = 0xFF;
    std::vector<uint8_t> firstWindow(symbols, none);
    std::vector<int> shifts;
    for (size_t i = windows.size(); i-- > 0;)
        firstWindow[windows[i].code] = static_cast<uint8_t>(i);
    for (auto& window : windows) {
        shifts.push_back(window.shift());
        window.counts.assign(((window.high - window.low) >> shifts.back()) + 1, 0);
    }
    std::mutex mutex; // counts add up to the same in any order
    const auto countBlock = [&](std::span<const T> values) {
        std::array<std::byte, 2 * momentsBlock> bytes;
        std::array<uint16_t, momentsBlock> codes, hits;
        roundedCodes(values, bytes.data());
        std::memcpy(codes.data(), bytes.data(), 2 * values.size());
        size_t found = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            hits[found] = static_cast<uint16_t>(i);
            found += firstWindow[codes[i]] != none;
        }
        if (found == 0) return;
        const std::lock_guard lock(mutex);
        for (const uint16_t hit : std::span(hits).first(found)) {
            const uint64_t key = keyOf(values[hit]);
            for (size_t w = firstWindow[codes[hit]]; w < windows.size() && windows[w].code == codes[hit]; ++w)
                if (key >= windows[w].low && key <= windows[w].high)
                    ++windows[w].counts[(key - windows[w].low) >> shifts[w]];
        }
    };
    return source([&](const TensorView& tensor) {
        return forTasks(elementCount(tensor.shape).value_or(0), job, [&](size_t, int64_t first, size_t size) {
            return forBlocks<T>(tensor, first, size, countBlock);
        });
    });
}

// The part of a window that holds the rank.
Window narrowed(const Window& window, uint64_t rank) {
    const int shift = window.shift();
    uint64_t before = window.before;
    size_t bin = 0;
    while (bin + 1 < window.counts.size() && before + window.counts[bin] <= rank)
        before += window.counts[bin++];
    const uint64_t low = window.low + (uint64_t(bin) << shift);
    return {window.code, low, std::min(window.high, low + ((uint64_t(1) << shift) - 1)), before};
}

template <class T>
Result<std::map<uint64_t, double>> valuesOfRanks(
    const Source& source, const std::vector<uint64_t>& finiteCounts, uint64_t count, JobContext& job
) {
    std::map<uint64_t, Window> wanted; // by rank, so also sorted by value
    for (const auto& percentage : percentages) {
        const Place place = placeOf(percentage.second, count);
        wanted[place.lower] = wanted[place.upper] = {};
    }
    uint64_t before = 0;
    auto next = wanted.begin();
    for (size_t order = 0; order < symbols && next != wanted.end(); ++order) {
        const uint16_t code = codeOfOrder(order);
        for (; next != wanted.end() && next->first < before + finiteCounts[code]; ++next)
            next->second = windowOf<T>(code, before);
        before += finiteCounts[code];
    }
    const auto found = [](const auto& entry) { return entry.second.low == entry.second.high; };
    while (!std::ranges::all_of(wanted, found)) {
        std::vector<Window> windows;
        for (const auto& [rank, window] : wanted)
            if (windows.empty() || !windows.back().sameAs(window)) windows.push_back(window);
        RB_CHECK(countWindows<T>(source, windows, job));
        for (auto& [rank, window] : wanted)
            window = narrowed(
                *std::ranges::find_if(windows, [&wide = window](const Window& w) { return w.sameAs(wide); }),
                rank
            );
    }
    std::map<uint64_t, double> out;
    for (const auto& [rank, window] : wanted)
        out[rank] = valueOfKey<T>(window.low);
    return out;
}

template <class T>
Result<Figures> ofWideElements(const Source& source, JobContext& job) {
    SymbolCounts counter;
    RB_TRY(const Survey survey, surveyAll<T>(source, counter, job));
    auto& counts = counter.total();
    const Moments& m = survey.moments;
    Figures out{m.count, m.zeros, m.nan, m.infinite, m.mean, m.m2, m.m4, survey.min, survey.max};
    if (m.count > 0) {
        RB_TRY(const auto values, valuesOfRanks<T>(source, counts, m.count, job));
        setPercentiles(out, [&](uint64_t rank) { return values.at(rank); });
    }
    counts[0x7F80] += survey.positiveInfinite;
    counts[0xFF80] += m.infinite - survey.positiveInfinite;
    counts[0x7FC0] += m.nan;
    out.entropy = entropyBits(counts);
    return out;
}

Json toJson(const Figures& figures) {
    const auto known = [&](double value) { return figures.count > 0 ? Json(value + 0.0) : Json(); };
    const auto n = static_cast<double>(figures.count);
    // The mean of equal values may be off by a rounding.
    const double variance = figures.count > 0 && figures.min < figures.max ? figures.m2 / n : 0;
    Json percentiles = Json::object();
    for (size_t i = 0; i < percentages.size(); ++i)
        percentiles[percentages[i].first] = known(figures.percentiles[i]);
    return Json::object(
        {{"count", figures.count},
         {"mean", known(figures.mean)},
         {"std", known(std::sqrt(variance))},
         {"min", known(figures.min)},
         {"max", known(figures.max)},
         {"absmax", known(std::max(std::abs(figures.min), std::abs(figures.max)))},
         {"kurtosis", variance > 0 ? Json(figures.m4 / n / (variance * variance)) : Json()},
         {"zeros", figures.zeros},
         {"nan", figures.nan},
         {"inf", figures.infinite},
         {"entropy_bits", std::isnan(figures.entropy) ? Json() : Json(figures.entropy)},
         {"percentiles", std::move(percentiles)}}
    );
}

Source once(TensorView tensor) {
    return [tensor = std::move(tensor)](const Visit& visit) { return visit(tensor); };
}

Result<Figures> figuresOfPart(const Part& part, JobContext& job) {
    if (part.form == PayloadForm::tensor) {
        RB_CHECK(acceptsNumbers(part));
        const Source source = [&](const Visit& visit) {
            return visitChunks(part, job, [&](const TensorView& tensor, Rows) { return visit(tensor); });
        };
        const auto& type = info(part.dtype);
        if (type.kind != DTypeClass::block && type.blockBytes <= 2) return ofSymbols(source, part.dtype, job);
        if (type.kind == DTypeClass::block || part.dtype == DType::f32)
            return ofWideElements<float>(source, job);
        return ofWideElements<double>(source, job);
    }
    RB_TRY(const Payload payload, part.load({}, job));
    if (const auto* text = std::get_if<TextView>(&payload))
        return ofSymbols(
            once({DType::u8, {static_cast<int64_t>(text->bytes.size())}, text->bytes}), DType::u8, job
        );
    std::vector<double> numbers;
    for (const Cell& cell : std::get<std::shared_ptr<const Table>>(payload)->cells)
        if (cell.kind == CellKind::number || cell.kind == CellKind::date) numbers.push_back(cell.number);
    const auto count = static_cast<int64_t>(numbers.size());
    return ofWideElements<double>(once({DType::f64, {count}, ownBytes(std::move(numbers))}), job);
}

} // namespace

Moments momentsOf(std::span<const double> values) {
    Moments out;
    double sum = 0, low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : values) {
        if (!std::isfinite(value)) {
            ++(std::isnan(value) ? out.nan : out.infinite);
            continue;
        }
        out.zeros += value == 0;
        low = std::min(low, value);
        high = std::max(high, value);
        sum += value;
        ++out.count;
    }
    if (out.count == 0) return out;
    out.min = static_cast<float>(low);
    out.max = static_cast<float>(high);
    out.mean = sum / static_cast<double>(out.count);
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        const double d = value - out.mean, d2 = d * d;
        out.m2 += d2;
        out.m3 += d2 * d;
        out.m4 += d2 * d2;
    }
    return out;
}

Result<Json> partStatistics(const Part& part, JobContext& job) {
    RB_TRY(const Figures figures, figuresOfPart(part, job));
    return toJson(figures);
}

} // namespace rarebit
