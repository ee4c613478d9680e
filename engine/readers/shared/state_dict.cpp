// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/state_dict.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/strided_part.hpp"
#include "engine/readers/shared/tensor_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit {
namespace {

constexpr size_t maxDimensions = 32, longestName = 2000;

enum class Role : uint8_t { tensorV2, tensor, tensorV3, parameter, size, storage, untyped, dtype };
struct Name {
    std::string_view name;
    Role role;
    DType dtype = DType::u8;
};
constexpr std::array names{
    Name{"torch._utils._rebuild_tensor_v2", Role::tensorV2},
    Name{"torch._utils._rebuild_tensor", Role::tensor},
    Name{"torch._utils._rebuild_tensor_v3", Role::tensorV3},
    Name{"torch._utils._rebuild_parameter", Role::parameter},
    Name{"torch.Size", Role::size},
    Name{"torch.DoubleStorage", Role::storage, DType::f64},
    Name{"torch.FloatStorage", Role::storage, DType::f32},
    Name{"torch.HalfStorage", Role::storage, DType::f16},
    Name{"torch.BFloat16Storage", Role::storage, DType::bf16},
    Name{"torch.LongStorage", Role::storage, DType::i64},
    Name{"torch.IntStorage", Role::storage, DType::i32},
    Name{"torch.ShortStorage", Role::storage, DType::i16},
    Name{"torch.CharStorage", Role::storage, DType::i8},
    Name{"torch.ByteStorage", Role::storage, DType::u8},
    Name{"torch.BoolStorage", Role::storage, DType::boolean},
    Name{"torch.ComplexFloatStorage", Role::storage, DType::c64},
    Name{"torch.storage.UntypedStorage", Role::untyped},
    Name{"torch.UntypedStorage", Role::untyped},
    Name{"torch.float64", Role::dtype, DType::f64},
    Name{"torch.float32", Role::dtype, DType::f32},
    Name{"torch.float16", Role::dtype, DType::f16},
    Name{"torch.bfloat16", Role::dtype, DType::bf16},
    Name{"torch.float8_e4m3fn", Role::dtype, DType::f8_e4m3},
    Name{"torch.float8_e5m2", Role::dtype, DType::f8_e5m2},
    Name{"torch.float8_e8m0fnu", Role::dtype, DType::f8_e8m0},
    Name{"torch.int64", Role::dtype, DType::i64},
    Name{"torch.int32", Role::dtype, DType::i32},
    Name{"torch.int16", Role::dtype, DType::i16},
    Name{"torch.int8", Role::dtype, DType::i8},
    Name{"torch.uint64", Role::dtype, DType::u64},
    Name{"torch.uint32", Role::dtype, DType::u32},
    Name{"torch.uint16", Role::dtype, DType::u16},
    Name{"torch.uint8", Role::dtype, DType::u8},
    Name{"torch.bool", Role::dtype, DType::boolean},
    Name{"torch.complex64", Role::dtype, DType::c64},
};

Error broken(std::string what, std::string_view where) {
    return badInput(
        std::move(what), std::string(where), "the file is damaged, or no state dict; save it again"
    );
}

// The class that a node names; null where it names none (or OrderedDict).
const Name* nameOf(const PickleNode& node) {
    if (node.kind != PickleKind::global || node.number < 0) return nullptr;
    return &names[static_cast<size_t>(node.number)];
}

// A count or an offset: a number from 0 on.
bool isCount(const PickleNode& node) {
    return node.kind == PickleKind::integer && node.number >= 0;
}

class Flattener {
public:
    Flattener(
        const Pickle& pickle,
        const std::function<Result<StorageLoader>(const TorchStorage&)>& find,
        std::string_view where
    )
        : pickle_(pickle), find_(find), where_(where) {}

    Result<StateDict> run() {
        RB_CHECK(visit(pickle_.root, "", 0));
        if (sources_.empty())
            return broken(fmt::format("no tensors in a {}", toString(pickle_.top().kind)), where_);
        StateDict out;
        RB_TRY(out.parts, modelParts(std::move(entries_), where_));
        for (size_t i = 0; i < out.parts.size(); ++i)
            out.parts[i] = stridedPart(std::move(out.parts[i]), std::move(sources_[i]));
        out.otherValues = otherValues_;
        return out;
    }

private:
    std::string place(std::string_view name) const {
        return fmt::format("{}, '{}'", where_, printable(name));
    }

    Status visit(uint32_t index, const std::string& name, size_t depth) {
        if (depth > limits().jsonDepth)
            return unsupported(
                fmt::format("dicts nested deeper than {}", limits().jsonDepth),
                where_,
                "save a flatter state dict"
            );
        // Values that are named from many places count each time: a small file must not unfold into a large
        // one.
        if (++steps_ > std::min<uint64_t>(limits().parts, 4 * pickle_.nodes.size() + 1000))
            return unsupported(
                fmt::format("more than {} values from {} in the file", steps_ - 1, pickle_.nodes.size()),
                where_,
                "save the tensors alone"
            );
        if (name.size() > longestName)
            return broken(fmt::format("a name longer than {} bytes", longestName), where_);
        const PickleNode& node = pickle_.at(index);
        if (node.kind == PickleKind::call) return visitCall(node, name, depth);
        if (node.kind == PickleKind::persistent)
            return unsupported("a storage without its tensor", place(name), "save tensors, not storages");
        const bool dict = node.kind == PickleKind::dict;
        if (!dict && node.kind != PickleKind::list && node.kind != PickleKind::tuple) {
            ++otherValues_;
            return Ok{};
        }
        const std::string prefix = name.empty() ? "" : name + ".";
        for (size_t i = 0; i < node.items.size(); i += dict ? 2 : 1) {
            std::string key = fmt::to_string(i);
            if (dict) {
                RB_TRY(key, keyText(pickle_.at(node.items[i]), name));
            }
            RB_CHECK(visit(node.items[dict ? i + 1 : i], prefix + key, depth + 1));
        }
        return Ok{};
    }

    Result<std::string> keyText(const PickleNode& key, const std::string& name) const {
        if (key.kind == PickleKind::text && key.text.size() <= longestName) return std::string(key.text);
        if (key.kind == PickleKind::integer) return fmt::to_string(key.number);
        return broken(
            fmt::format("a key of a dict is a {}; texts and numbers are read", toString(key.kind)),
            place(name)
        );
    }

    Status visitCall(const PickleNode& call, const std::string& name, size_t depth) {
        const Name* callee = nameOf(pickle_.at(call.items[0]));
        const auto& arguments = pickle_.at(call.items[1]).items;
        if (callee && callee->role == Role::parameter && !arguments.empty())
            return visit(arguments[0], name, depth + 1);
        if (callee && callee->role == Role::size) {
            ++otherValues_;
            return Ok{};
        }
        const bool v3 = callee && callee->role == Role::tensorV3;
        if (!callee || (!v3 && callee->role != Role::tensorV2 && callee->role != Role::tensor))
            return broken("a call that makes no tensor", place(name));
        if (arguments.size() < (v3 ? 7u : 4u))
            return broken(fmt::format("a tensor from {} values", arguments.size()), place(name));
        return addTensor(arguments, v3, name);
    }

    Status addTensor(const std::vector<uint32_t>& arguments, bool v3, const std::string& name) {
        RB_TRY(const TorchStorage storage, torchStorage(pickle_, pickle_.at(arguments[0]), place(name)));
        StridedSource source;
        source.dtype = storage.dtype;
        if (v3) {
            const Name* type = nameOf(pickle_.at(arguments[6]));
            if (!type || type->role != Role::dtype) return broken("a tensor without its type", place(name));
            source.dtype = type->dtype;
        } else if (!storage.typed) {
            return broken("an untyped storage, and no type", place(name));
        }
        if (!isCount(pickle_.at(arguments[1]))) return broken("a tensor without its offset", place(name));
        RB_TRY(source.shape, extents(arguments[2], name));
        RB_TRY(source.strides, extents(arguments[3], name));
        const auto width = static_cast<uint64_t>(info(source.dtype).blockBytes);
        const uint64_t elements = storage.bytes / width;
        const auto offset = static_cast<uint64_t>(pickle_.at(arguments[1]).number);
        const auto size = tensorBytes(source.dtype, source.shape);
        if (storage.viewElements > elements || offset > elements - storage.viewElements || !size)
            return broken(
                fmt::format("offset {} in a storage of {} elements", offset, elements), place(name)
            );
        source.first = static_cast<int64_t>(offset + storage.viewElements);
        const auto needed = source.needed();
        if (!needed || static_cast<uint64_t>(*needed) > elements)
            return broken(
                fmt::format(
                    "its sizes and strides reach element {} of a storage of {}",
                    needed ? fmt::to_string(*needed) : "2^62 or more",
                    elements
                ),
                place(name)
            );
        if ((nameBytes_ += name.size()) > limits().headerBytes)
            return broken(fmt::format("names of more than {} bytes in all", limits().headerBytes), where_);
        const std::string full = name.empty() ? "data" : name;
        RB_TRY(source.bytes, find_(storage));
        entries_.push_back({full, source.dtype, source.shape, {}});
        sources_.push_back(std::move(source));
        return Ok{};
    }

    // A tuple of counts, maybe within a torch.Size.
    Result<std::vector<int64_t>> extents(uint32_t index, const std::string& name) const {
        const PickleNode* node = &pickle_.at(index);
        if (node->kind == PickleKind::call) {
            const Name* callee = nameOf(pickle_.at(node->items[0]));
            const auto& arguments = pickle_.at(node->items[1]).items;
            if (callee && callee->role == Role::size && arguments.size() == 1)
                node = &pickle_.at(arguments[0]);
        }
        if ((node->kind != PickleKind::tuple && node->kind != PickleKind::list) ||
            node->items.size() > maxDimensions)
            return broken(
                fmt::format("sizes or strides are no tuple of at most {} numbers", maxDimensions), place(name)
            );
        std::vector<int64_t> out;
        for (const uint32_t item : node->items) {
            if (!isCount(pickle_.at(item)))
                return broken("a size or stride is negative or no number", place(name));
            out.push_back(pickle_.at(item).number);
        }
        return out;
    }

    const Pickle& pickle_;
    const std::function<Result<StorageLoader>(const TorchStorage&)>& find_;
    std::string where_;
    std::vector<TensorEntry> entries_;
    std::vector<StridedSource> sources_;
    int64_t otherValues_ = 0;
    uint64_t steps_ = 0, nameBytes_ = 0;
};

} // namespace

std::span<const std::string_view> torchNames() {
    static const auto all = [] {
        std::array<std::string_view, names.size()> out;
        std::ranges::transform(names, out.begin(), &Name::name);
        return out;
    }();
    return all;
}

Result<TorchStorage>
torchStorage(const Pickle& pickle, const PickleNode& persistent, std::string_view where) {
    const auto unsound = [&](std::string_view what) {
        return broken(fmt::format("a storage's id {}", what), where);
    };
    if (persistent.kind != PickleKind::persistent)
        return broken(fmt::format("a {} where a storage is needed", toString(persistent.kind)), where);
    const PickleNode& id = pickle.at(persistent.items[0]);
    if (id.kind != PickleKind::tuple || id.items.size() < 5 || pickle.at(id.items[0]).text != "storage")
        return unsound("is not ('storage', type, key, location, count)");
    const Name* type = nameOf(pickle.at(id.items[1]));
    if (!type || (type->role != Role::storage && type->role != Role::untyped))
        return unsound("names no type of storage");
    TorchStorage out;
    out.typed = type->role == Role::storage;
    out.dtype = type->dtype;
    const PickleNode& key = pickle.at(id.items[2]);
    if (key.kind != PickleKind::text || key.text.empty() || key.text.size() > longestName)
        return unsound("has no key");
    out.key = key.text;
    const PickleNode& count = pickle.at(id.items[4]);
    const int64_t shape[] = {count.number};
    const auto bytes = isCount(count) ? tensorBytes(out.dtype, shape) : std::nullopt;
    if (!bytes) return unsound("has no sound count");
    out.bytes = *bytes;
    if (id.items.size() > 5 && pickle.at(id.items[5]).kind != PickleKind::none) {
        // (key, offset, count) of a view, in elements
        const PickleNode& view = pickle.at(id.items[5]);
        if (view.kind != PickleKind::tuple || view.items.size() != 3 || !isCount(pickle.at(view.items[1])))
            return unsound("has an unsound view");
        out.viewElements = static_cast<uint64_t>(pickle.at(view.items[1]).number);
    }
    return out;
}

Result<StateDict> readStateDict(
    const Pickle& pickle,
    const std::function<Result<StorageLoader>(const TorchStorage&)>& find,
    std::string_view where
) {
    return Flattener(pickle, find, where).run();
}

} // namespace rarebit
