// SPDX-License-Identifier: GPL-3.0-or-later
// Context mixing for DNA: the bases before a base predict it at several orders (2, 11 and 16 of the
// finite-context models of Pinho et al. 2011 and GeCo), also read backwards on the other strand (inverted
// repeats); logistic mixing (PAQ) joins the predictions, a binary range coder writes two decisions a base.
// All parts as one sequence. Stream: see blocks/dna_bases.hpp; the coded bases are the range coder's bytes,
// or where these are not fewer than ceil(bases / 4), so many bytes of four bases each.
#include "engine/blocks/dna_bases.hpp"
#include "engine/entropy/mixing.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace rarebit::methods {
namespace {

constexpr size_t step = size_t(1) << 14; // bases between two looks at cancellation
constexpr int longest = 24;              // bases of a context

// What is known of one context: check tells contexts of one hash apart, node[0] is the first decision (the
// high bit of the base), node[1] and node[2] are the second one after a 0 or a 1.
struct alignas(16) Slot {
    uint32_t check = 0;
    Counter node[3];
};
// Contexts that differ in the last base only share a cache line, so that it can be fetched one base early.
struct alignas(64) Line {
    Slot last[4];
};

/// Predictions of one order, from both strands.
class OrderModel {
public:
    OrderModel(int order, int tableBits, int limit)
        : order_(order), rates_(24, limit), bits_(std::min(tableBits, 2 * order)),
          exact_(2 * order <= tableBits), mask_((uint64_t(1) << (2 * order)) - 1),
          lines_(bits_ > 2 ? size_t(1) << (bits_ - 2) : 1) {}

    /// Looks up the context that the last bases make.
    void look() { slot_ = &find(forward_); }
    const Counter& counter(size_t node) const { return slot_->node[node]; }
    void update(size_t node, bool bit) { slot_->node[node].update(bit, rates_); }
    /// Takes base i of `bases` (known now) into the contexts and learns the inverted repeat.
    void advance(std::span<const uint8_t> bases, size_t i, bool inverted) {
        const uint64_t base = bases[i];
        forward_ = ((forward_ << 2) | base) & mask_;
        __builtin_prefetch(&line((forward_ << 2) & mask_));
        if (!inverted) return;
        backward_ = (backward_ >> 2) | ((3 - base) << (2 * (order_ - 1)));
        Later& later = later_[i % delay];
        if (i >= static_cast<size_t>(order_) + delay) {
            Slot& slot = find(later.context);
            slot.node[0].update(later.next >> 1, rates_);
            slot.node[1 + (later.next >> 1)].update(later.next & 1, rates_);
        }
        if (i < static_cast<size_t>(order_)) return;
        // On the other strand the complement of the base before the context follows it.
        later = {backward_, static_cast<uint8_t>(3 - bases[i - static_cast<size_t>(order_)])};
        __builtin_prefetch(&line(backward_), 1);
    }

private:
    // Lessons of the other strand wait until their line has come from memory.
    static constexpr size_t delay = 8;
    struct Later {
        uint64_t context = 0;
        uint8_t next = 0;
    };
    static uint64_t hash(uint64_t context) { return ((context >> 2) + 1) * 0x9E3779B97F4A7C15u; }
    Line& line(uint64_t context) {
        if (exact_) return lines_[context >> 2];
        return lines_[hash(context) >> (66 - bits_)];
    }
    Slot& find(uint64_t context) {
        Slot& slot = line(context).last[context & 3];
        if (exact_) return slot;
        const auto check = static_cast<uint32_t>(hash(context)) | 1;
        if (slot.check != check) slot = {check, {}};
        return slot;
    }
    int order_;
    CounterRates rates_;
    int bits_;
    bool exact_;
    uint64_t mask_;
    std::vector<Line> lines_;
    uint64_t forward_ = 0, backward_ = 0;
    std::array<Later, delay> later_{};
    Slot* slot_ = nullptr;
};

/// Predicts decisions of bases one after the other; encoder and decoder drive the same one.
class DnaModel {
public:
    static constexpr int mostOrders = 3;

    DnaModel(const Params& params, uint64_t bases)
        : inverted_(params.flag("inverted")),
          mixer_(16 * 3, static_cast<int>(params.integer("mixer_rate")), 22000), apm_(256 * 3, 6) {
        // Twice as many contexts as bases can occur with the other strand; more slots would stay empty.
        const int bits = tableBits(params, bases);
        for (const char* name : {"order_low", "order_mid", "order_high"})
            if (const auto order = static_cast<int>(params.integer(name)); order > 0)
                models_.emplace_back(
                    order, bits, order < 8 ? 1023 : static_cast<int>(params.integer("limit"))
                );
    }
    static int tableBits(const Params& params, uint64_t bases) {
        const int wanted = static_cast<int>(std::bit_width(2 * bases)) + 1;
        return std::clamp(wanted, 12, static_cast<int>(params.integer("hash_bits")));
    }
    void begin() {
        int confidence = 0;
        for (size_t m = 0; m < models_.size(); ++m) {
            models_[m].look();
            if (m + 2 < models_.size()) continue;
            const uint32_t seen = models_[m].counter(0).seen();
            confidence = confidence * 4 + (seen < 2 ? static_cast<int>(seen) : seen < 4 ? 2 : 3);
        }
        set_ = static_cast<size_t>(confidence & 15) * 3;
    }
    Probability predict(size_t node) {
        node_ = node;
        int i = 0;
        for (const auto& model : models_)
            mixer_.input(i++, stretch(model.counter(node).p()));
        mixer_.input(i, 256);
        const int logit = mixer_.mix(set_ + node);
        const Probability refined = apm_.refine((history_ & 255) * 3 + node, logit);
        return std::clamp<Probability>((squash(logit) + refined + 1) / 2, minProbability, maxProbability);
    }
    void update(bool bit) {
        mixer_.update(bit);
        apm_.update(bit);
        for (auto& model : models_)
            model.update(node_, bit);
    }
    void advance(std::span<const uint8_t> bases, size_t i) {
        history_ = (history_ << 2) | bases[i];
        for (auto& model : models_)
            model.advance(bases, i, inverted_);
    }

private:
    bool inverted_;
    std::vector<OrderModel> models_;
    Mixer<mostOrders + 1> mixer_;
    Apm apm_;
    size_t set_ = 0, node_ = 0;
    uint32_t history_ = 0;
};

Status checkMemory(const Params& params, uint64_t bases, JobContext& job) {
    const uint64_t tables = 3 * sizeof(Slot) << DnaModel::tableBits(params, bases);
    return job.fits(tables + 2 * bases, "the context tables and the bases", "dna_context");
}

void giveCosts(std::vector<float> costs, JobContext& job) {
    const auto count = static_cast<int64_t>(costs.size());
    job.give(
        {"cost_per_base",
         "series",
         Json::object({{"x", "base"}, {"y", "cost"}, {"unit", "bits"}}),
         TensorView{DType::f32, {count}, ownBytes(std::move(costs))}}
    );
}

Result<std::vector<std::byte>>
encodeBases(std::span<const uint8_t> bases, const Params& params, JobContext& job) {
    RB_CHECK(checkMemory(params, bases.size(), job));
    const bool wanted = job.wants("cost_per_base");
    std::vector<float> costs(wanted ? bases.size() : 0);
    DnaModel model(params, bases.size());
    RangeEncoder encoder;
    for (size_t i = 0; i < bases.size(); ++i) {
        if (i % step == 0) {
            if (job.cancelled()) return cancelledError("dna_context encoder");
            job.progress(static_cast<double>(i) / static_cast<double>(bases.size()), "encoding bases");
        }
        model.begin();
        double cost = 0;
        const auto code = [&](size_t node, bool bit) {
            const Probability one = model.predict(node);
            encoder.encode(bit, one);
            model.update(bit);
            if (wanted) cost -= std::log2((bit ? one : 65536.0 - one) / 65536.0);
        };
        const bool high = bases[i] >> 1;
        code(0, high);
        code(high ? 2 : 1, bases[i] & 1);
        model.advance(bases, i);
        if (wanted) costs[i] = static_cast<float>(cost);
    }
    std::vector<std::byte> out = encoder.finish();
    if (out.size() >= packedSize(bases.size())) { // noise
        out = packBases(bases);
        std::ranges::fill(costs, 2.0F);
    }
    if (wanted) giveCosts(std::move(costs), job);
    return out;
}

Error damaged(std::string what) {
    return badInput(std::move(what), "dna_context stream", "the stream is damaged; encode the asset again");
}

Status decodeBases(
    std::span<const std::byte> code,
    uint64_t count,
    std::vector<uint8_t>& bases,
    const Params& params,
    JobContext& job
) {
    if (code.size() == packedSize(count)) {
        bases.resize(count);
        unpackBases(code, bases);
        return Ok{};
    }
    // No base costs less than two decisions at the highest probability.
    const double leastBits = -2 * std::log2(65535.0 / 65536);
    if (static_cast<double>(count) * leastBits > 8.0 * static_cast<double>(code.size()) + 64)
        return damaged(fmt::format("{} bytes cannot hold {} bases", code.size(), count));
    RB_CHECK(checkMemory(params, count, job));
    bases.resize(count);
    DnaModel model(params, count);
    RangeDecoder decoder(code);
    for (size_t i = 0; i < bases.size(); ++i) {
        if (i % step == 0) {
            if (job.cancelled()) return cancelledError("dna_context decoder");
            if (!decoder.ok()) return damaged("coded bases that end too early");
        }
        model.begin();
        const auto read = [&](size_t node) {
            const bool bit = decoder.decode(model.predict(node));
            model.update(bit);
            return bit;
        };
        const bool high = read(0);
        const bool low = read(high ? 2 : 1);
        bases[i] = static_cast<uint8_t>((high ? 2 : 0) | (low ? 1 : 0));
        model.advance(bases, i);
    }
    if (!decoder.ok() || decoder.left() > 0) return damaged("coded bases that do not end with their code");
    return Ok{};
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    return encodeDna(encodeBases, parts, params, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return decodeDna(decodeBases, encoded, job);
}

} // namespace

const MethodDef& dna_context() {
    static const MethodDef definition{
        .id = "dna_context",
        .title = "DNA by context mixing",
        .family = "dna",
        .paper = "Pinho, Ferreira, Neves, Bastos: On the Representability of Complete Genomes by Multiple "
                 "Competing "
                 "Finite-Context (Markov) Models, PLoS ONE 6(6), 2011; Mahoney: Adaptive Weighing of Context "
                 "Models "
                 "for Lossless Data Compression, 2005",
        .fidelity = Fidelity::lossless,
        .granularity = Granularity::wholeAsset,
        .params =
            {{.name = "order_low",
              .fallback = int64_t{2},
              .min = 0,
              .max = 8,
              .unit = "bases",
              .help = "bases before a base that the short model looks at; 0 leaves it out"},
             {.name = "order_mid",
              .fallback = int64_t{11},
              .min = 0,
              .max = 14,
              .unit = "bases",
              .help = "bases of the middle model; 0 leaves it out"},
             {.name = "order_high",
              .fallback = int64_t{16},
              .min = 0,
              .max = longest,
              .unit = "bases",
              .help = "bases of the long model, which finds repeats; 0 leaves it out"},
             {.name = "inverted",
              .fallback = true,
              .help = "also learn from the other strand: reversed, complemented repeats"},
             {.name = "hash_bits",
              .fallback = int64_t{24},
              .min = 12,
              .max = 26,
              .unit = "bits",
              .help = "largest table of a model: 2^hash_bits contexts of 16 bytes"},
             {.name = "limit",
              .fallback = int64_t{127},
              .min = 4,
              .max = 1023,
              .unit = "occurrences",
              .help =
                  "after how many occurrences the middle and long models stop slowing down their learning"},
             {.name = "mixer_rate",
              .fallback = int64_t{1500},
              .min = 1,
              .max = 8000,
              .scale = Scale::log,
              .unit = "1/65536",
              .help = "how fast the weights of the models follow their success"}},
        .quick = "dna_context:hash_bits=16",
        .accepts = acceptsBases,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods
