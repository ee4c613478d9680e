// SPDX-License-Identifier: GPL-3.0-or-later
// The three shapes that all data takes: tensor, text, table. Views share ownership of what they look at
// (memory, file mapping or spool file), so nothing is copied on the way.
#pragma once

#include "engine/core/dtype.hpp"
#include "engine/core/result.hpp"
#include "engine/core/table.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rarebit {

struct Bytes {
    std::span<const std::byte> view;
    std::shared_ptr<const void> owner;

    size_t size() const { return view.size(); }
    const std::byte* data() const { return view.data(); }
    std::string_view text() const { return {reinterpret_cast<const char*>(view.data()), view.size()}; }
    /// The same owner, a part of the view; the caller has checked the range.
    Bytes slice(size_t offset, size_t count) const { return {view.subspan(offset, count), owner}; }
};

/// Takes over a container (std::vector of any trivial type, std::string) and looks at its bytes.
template <class Container>
Bytes ownBytes(Container container) {
    auto owner = std::make_shared<const Container>(std::move(container));
    return {std::as_bytes(std::span(owner->data(), owner->size())), owner};
}

/// Row-major elements. The bytes may be unaligned: read them through ops (convert) or std::memcpy.
struct TensorView {
    DType dtype = DType::f32;
    std::vector<int64_t> shape;
    Bytes bytes;
};

/// Mostly UTF-8, never assumed to be valid.
struct TextView {
    Bytes bytes;
};

using Payload = std::variant<TensorView, TextView, std::shared_ptr<const Table>>;

enum class PayloadForm : uint8_t { tensor, text, table };
inline PayloadForm formOf(const Payload& payload) {
    return static_cast<PayloadForm>(payload.index());
}
const char* toString(PayloadForm form);

/// The payload as bytes: elements of a tensor, text, or a table's canonical serialisation (table.hpp).
Bytes payloadBytes(const Payload& payload);
/// The inverse, given what the head of a stream says of a part. Errors where the size does not fit.
Result<Payload> payloadFromBytes(
    PayloadForm form, DType dtype, const std::vector<int64_t>& shape, Bytes bytes, std::string_view where
);

} // namespace rarebit
