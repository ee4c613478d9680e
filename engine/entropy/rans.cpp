// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/entropy/rans.hpp"

#include <queue>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace rarebit {
namespace {

__extension__ using uint128 = unsigned __int128;

constexpr uint32_t lowest = uint32_t(1) << 16; // states lie in [2^16, 2^32)

Error damaged(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the stream is damaged; encode the asset again");
}

// Encoding divides a state by a frequency: a multiplication by 2^64 / frequency, exact for 32-bit states.
struct alignas(32) EncoderEntry {
    uint64_t reciprocal = 0;
    uint64_t limit = 0; // a state from here on gives a word away first
    uint32_t bias = 0, complement = 0;
};

std::vector<EncoderEntry> encoderTable(const RansModel& model) {
    std::vector<EncoderEntry> table(model.frequencies.size());
    uint32_t start = 0;
    const uint32_t scale = uint32_t(1) << model.scaleBits;
    for (size_t s = 0; s < table.size(); ++s) {
        const uint32_t f = model.frequencies[s];
        if (f == 0) continue;
        EncoderEntry& entry = table[s];
        entry.limit = uint64_t(f) << (32 - model.scaleBits);
        entry.complement = scale - f;
        if (f == 1) { // 2^64 does not fit: the quotient comes out one too small, which the bias makes good
            entry.reciprocal = ~uint64_t(0);
            entry.bias = start + scale - 1;
        } else {
            entry.reciprocal = ~uint64_t(0) / f + 1;
            entry.bias = start;
        }
        start += f;
    }
    return table;
}

uint16_t wordAt(const std::byte* p) {
    uint16_t word = 0;
    std::memcpy(&word, p, 2);
    return word;
}

// One lane's step with a word at hand. Whether a word is taken is a coin toss that no predictor learns: no
// branch.
template <class Entry, class Symbol>
inline void step(const Entry* table, int bits, uint32_t& x, const std::byte*& p, Symbol& out) {
    const Entry e = table[x & ((uint32_t(1) << bits) - 1)];
    out = static_cast<Symbol>(e.symbol());
    const uint32_t next = e.frequency() * (x >> bits) + e.offset();
    // All ones where a word is taken.
    const int64_t take = (int64_t(next) - int64_t(lowest)) >> 63;
    x = (next << (take & 16)) | (wordAt(p) & static_cast<uint32_t>(take));
    p -= 2 * take;
}

template <int lanes, int bits, class Entry, class Symbol>
size_t decodeBlocks(
    const Entry* table, uint32_t* states, const std::byte*& at, const std::byte* end, std::span<Symbol> out
) {
    std::array<uint32_t, lanes> x{};
    std::copy_n(states, lanes, x.begin());
    const std::byte* p = at;
    size_t i = 0;
    for (; i + lanes <= out.size() && end - p >= 2 * lanes; i += lanes) {
#pragma GCC unroll 16
        for (size_t lane = 0; lane < lanes; ++lane)
            step(table, bits, x[lane], p, out[i + lane]);
    }
    std::copy_n(x.begin(), lanes, states);
    at = p;
    return i;
}

// The width of frequencies as a constant: shifts by a variable cost three times as much.
template <int lanes, class Entry, class Symbol>
size_t decodeFast(
    const Entry* table,
    int bits,
    uint32_t* states,
    const std::byte*& at,
    const std::byte* end,
    std::span<Symbol> out
) {
    switch (bits) {
    case 12:
        return decodeBlocks<lanes, 12>(table, states, at, end, out);
    case 13:
        return decodeBlocks<lanes, 13>(table, states, at, end, out);
    case 14:
        return decodeBlocks<lanes, 14>(table, states, at, end, out);
    case 15:
        return decodeBlocks<lanes, 15>(table, states, at, end, out);
    default:
        return decodeBlocks<lanes, 16>(table, states, at, end, out);
    }
}

} // namespace

Result<RansModel> ransModel(std::span<const uint64_t> counts, int scaleBits) {
    const std::string where = "rANS model";
    if (scaleBits < minRansBits || scaleBits > maxRansBits)
        return badParams(
            fmt::format("frequencies of {} bits", scaleBits),
            where,
            fmt::format("choose {} to {}", minRansBits, maxRansBits)
        );
    RansModel model{scaleBits, std::vector<uint32_t>(counts.size())};
    double total = 0;
    size_t used = 0;
    for (const uint64_t count : counts) {
        total += static_cast<double>(count);
        used += count > 0 ? 1 : 0;
    }
    if (used == 0) return model;
    const int64_t scale = int64_t(1) << scaleBits;
    if (counts.size() > (size_t(1) << 16) || used > static_cast<size_t>(scale))
        return badParams(
            fmt::format("{} symbols do not fit frequencies of {} bits", used, scaleBits),
            where,
            "use more bits or fewer symbols"
        );
    int64_t left = scale;
    for (size_t s = 0; s < counts.size(); ++s) {
        if (counts[s] == 0) continue;
        const double share = static_cast<double>(counts[s]) * static_cast<double>(scale) / total;
        model.frequencies[s] = std::max<uint32_t>(1, static_cast<uint32_t>(share));
        left -= model.frequencies[s];
    }
    // One step of frequency f changes the cost by about count / (f + 1/2) nats: give to the largest gain,
    // take from the smallest loss. Ties go to the lower symbol.
    const bool give = left > 0;
    const auto gain = [&](size_t s) {
        const double f = model.frequencies[s];
        return static_cast<double>(counts[s]) / (give ? f + 0.5 : f - 0.5);
    };
    using Item = std::pair<double, size_t>;
    const auto worse = [give](const Item& a, const Item& b) {
        if (a.first != b.first) return give ? a.first < b.first : a.first > b.first;
        return a.second > b.second;
    };
    std::priority_queue<Item, std::vector<Item>, decltype(worse)> queue(worse);
    for (size_t s = 0; s < counts.size(); ++s)
        if (counts[s] > 0 && (give || model.frequencies[s] > 1)) queue.emplace(gain(s), s);
    while (left != 0) {
        const size_t s = queue.top().second;
        queue.pop();
        model.frequencies[s] += give ? 1u : ~0u;
        left -= give ? 1 : -1;
        if (give || model.frequencies[s] > 1) queue.emplace(gain(s), s);
    }
    return model;
}

// scaleBits (5 bits), then per symbol an exponential Golomb code whose parameter follows the last frequency;
// a 0 is followed by the number of further zeros. Ends where the frequencies have reached their sum.
void writeRansModel(BitWriterMsb& out, const RansModel& model) {
    out.put(static_cast<uint64_t>(model.scaleBits), 5);
    uint64_t sum = 0;
    for (const uint32_t f : model.frequencies)
        sum += f;
    out.put(sum > 0 ? 1 : 0, 1);
    int k = 4;
    for (size_t s = 0; s < model.frequencies.size() && sum > 0; ++s) {
        const uint32_t f = model.frequencies[s];
        out.putGamma((f >> k) + 1);
        out.put(f & ((1u << k) - 1), k);
        sum -= f;
        if (f > 0) {
            k = std::max(0, static_cast<int>(std::bit_width(f)) - 2);
            continue;
        }
        size_t zeros = 0;
        while (model.frequencies[s + zeros + 1] == 0) // sum > 0: one that is not 0 follows
            ++zeros;
        out.putGamma(zeros + 1);
        s += zeros;
    }
}

Result<RansModel> readRansModel(BitReaderMsb& in, size_t symbols, std::string_view where) {
    RansModel model;
    model.scaleBits = static_cast<int>(in.get(5));
    const bool used = in.get(1) == 1;
    if (!in.ok() || model.scaleBits < minRansBits || model.scaleBits > maxRansBits ||
        symbols > (size_t(1) << 16))
        return damaged(fmt::format("a frequency table of {} bits", model.scaleBits), where);
    model.frequencies.resize(symbols);
    uint64_t left = used ? uint64_t(1) << model.scaleBits : 0;
    int k = 4;
    for (size_t s = 0; left > 0; ++s) {
        const uint64_t high = in.getGamma() - 1;
        if (!in.ok() || s >= symbols || high > left)
            return damaged("a frequency table that does not add up", where);
        const uint64_t f = (high << k) | in.get(k);
        if (f > left) return damaged("a frequency table that does not add up", where);
        left -= f;
        model.frequencies[s] = static_cast<uint32_t>(f);
        if (f > 0) {
            k = std::max(0, static_cast<int>(std::bit_width(f)) - 2);
            continue;
        }
        const uint64_t zeros = in.getGamma() - 1;
        if (!in.ok() || zeros >= symbols - s)
            return damaged("a frequency table with too many symbols", where);
        s += static_cast<size_t>(zeros);
    }
    if (!in.ok()) return damaged("a frequency table that is cut off", where);
    return model;
}

template <class Symbol>
Result<std::vector<std::byte>>
ransEncode(std::span<const Symbol> symbols, const RansModel& model, int lanes) {
    const std::string where = "rANS encoder";
    if (lanes < 1 || lanes > maxRansLanes)
        return badParams(fmt::format("{} lanes", lanes), where, fmt::format("choose 1 to {}", maxRansLanes));
    const auto table = encoderTable(model);
    for (const Symbol s : symbols)
        if (s >= table.size() || table[s].limit == 0)
            return badParams(fmt::format("symbol {} has no frequency", s), where, "count all symbols first");
    // Words are written from the end; a symbol gives at most one.
    const size_t room = symbols.size() + 1;
    const auto words = std::make_unique_for_overwrite<uint16_t[]>(room);
    uint16_t* const end = words.get() + room;
    uint16_t* top = end;
    std::array<uint32_t, maxRansLanes> states{};
    states.fill(lowest);
    const EncoderEntry* const entries = table.data();
    const auto put = [entries, &top](uint32_t& x, Symbol symbol) {
        const EncoderEntry& e = entries[symbol];
        // All ones where a word goes, else zero; arithmetic, because no predictor learns when.
        const int64_t give = (int64_t(e.limit) - 1 - int64_t(x)) >> 63;
        top[-1] = static_cast<uint16_t>(x);
        top += give;
        const uint32_t y = x >> (give & 16);
        const auto quotient = static_cast<uint32_t>((uint128(e.reciprocal) * y) >> 64);
        x = y + e.bias + quotient * e.complement;
    };
    const auto n = static_cast<size_t>(lanes);
    size_t i = symbols.size();
    for (; i % n != 0; --i)
        put(states[(i - 1) % n], symbols[i - 1]);
    if (lanes == fastRansLanes) {
        std::array<uint32_t, fastRansLanes> x{};
        std::copy_n(states.begin(), fastRansLanes, x.begin());
        for (; i > 0; i -= n)
#pragma GCC unroll 8
            for (size_t k = 1; k <= fastRansLanes; ++k)
                put(x[fastRansLanes - k], symbols[i - k]);
        std::ranges::copy(x, states.begin());
    } else {
        for (; i > 0; i -= n)
            for (size_t lane = n; lane-- > 0;)
                put(states[lane], symbols[i - n + lane]);
    }
    std::vector<std::byte> code;
    code.reserve(4 * n + 2 * static_cast<size_t>(end - top));
    const auto first = std::as_bytes(std::span(states.data(), n)), rest = std::as_bytes(std::span(top, end));
    code.insert(code.end(), first.begin(), first.end());
    code.insert(code.end(), rest.begin(), rest.end());
    return code;
}

Result<RansDecoder> RansDecoder::make(const RansModel& model, std::string_view where) {
    RansDecoder out;
    out.where_ = where;
    out.scaleBits_ = model.scaleBits;
    if (model.scaleBits < minRansBits || model.scaleBits > maxRansBits ||
        model.frequencies.size() > (size_t(1) << 16))
        return damaged(fmt::format("a frequency table of {} bits", model.scaleBits), where);
    uint64_t sum = 0;
    for (const uint32_t f : model.frequencies)
        sum += f;
    if (sum == 0) return out;
    const uint64_t scale = uint64_t(1) << model.scaleBits;
    if (sum != scale) return damaged(fmt::format("frequencies that add up to {}, not {}", sum, scale), where);
    out.empty_ = false;
    const bool narrow = model.scaleBits <= 12 && model.frequencies.size() <= 256;
    if (narrow)
        out.narrow_.resize(scale);
    else
        out.wide_.resize(scale);
    size_t slot = 0;
    for (uint32_t s = 0; s < model.frequencies.size(); ++s) {
        const uint32_t f = model.frequencies[s];
        if (f > 0) out.largestSymbol_ = s;
        for (uint32_t offset = 0; offset < f; ++offset, ++slot) {
            if (narrow)
                out.narrow_[slot] = {(s << 24) | ((f - 1) << 12) | offset};
            else
                out.wide_[slot] = {
                    static_cast<uint16_t>(s), static_cast<uint16_t>(f - 1), static_cast<uint16_t>(offset)};
        }
    }
    return out;
}

template <class Symbol>
Status RansDecoder::decode(std::span<const std::byte> code, int lanes, std::span<Symbol> out) const {
    const auto n = static_cast<size_t>(lanes);
    if (lanes < 1 || lanes > maxRansLanes || code.size() < 4 * n || code.size() % 2 != 0)
        return damaged(fmt::format("{} bytes of rANS code for {} lanes", code.size(), lanes), where_);
    if (!out.empty() && (empty_ || largestSymbol_ > Symbol(~Symbol(0))))
        return damaged(fmt::format("{} symbols from a model without them", out.size()), where_);
    std::array<uint32_t, maxRansLanes> states{};
    std::memcpy(states.data(), code.data(), 4 * n);
    for (size_t lane = 0; lane < n; ++lane)
        if (states[lane] < lowest) return damaged("a rANS state below its range", where_);
    const std::byte* p = code.data() + 4 * n;
    const std::byte* const end = code.data() + code.size();
    const auto run = [&](const auto* table) {
        size_t i = 0;
        if (lanes == fastRansLanes)
            i = decodeFast<fastRansLanes>(table, scaleBits_, states.data(), p, end, out);
        else if (lanes == 1)
            i = decodeFast<1>(table, scaleBits_, states.data(), p, end, out);
        const std::array<std::byte, 2> none{};
        for (; i < out.size(); ++i) { // the last words, one by one
            const std::byte* source = p < end ? p : none.data();
            const std::byte* const before = source;
            step(table, scaleBits_, states[i % n], source, out[i]);
            if (source == before) continue;
            if (p == end) return false;
            p += 2;
        }
        return true;
    };
    const bool enough = empty_ || (narrow_.empty() ? run(wide_.data()) : run(narrow_.data()));
    bool whole = enough && p == end;
    for (size_t lane = 0; lane < n; ++lane)
        whole = whole && states[lane] == lowest;
    if (!whole) return damaged("rANS code that does not end where it began", where_);
    return Ok{};
}

template Result<std::vector<std::byte>> ransEncode(std::span<const uint8_t>, const RansModel&, int);
template Result<std::vector<std::byte>> ransEncode(std::span<const uint16_t>, const RansModel&, int);
template Status RansDecoder::decode(std::span<const std::byte>, int, std::span<uint8_t>) const;
template Status RansDecoder::decode(std::span<const std::byte>, int, std::span<uint16_t>) const;

} // namespace rarebit
