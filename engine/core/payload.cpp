// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/payload.hpp"

#include <fmt/format.h>

namespace rarebit {

const char* toString(PayloadForm form) {
    switch (form) {
    case PayloadForm::tensor:
        return "tensor";
    case PayloadForm::text:
        return "text";
    case PayloadForm::table:
        break;
    }
    return "table";
}

Bytes payloadBytes(const Payload& payload) {
    if (const auto* tensor = std::get_if<TensorView>(&payload)) return tensor->bytes;
    if (const auto* text = std::get_if<TextView>(&payload)) return text->bytes;
    return ownBytes(std::get<std::shared_ptr<const Table>>(payload)->serialise());
}

Result<Payload> payloadFromBytes(
    PayloadForm form, DType dtype, const std::vector<int64_t>& shape, Bytes bytes, std::string_view where
) {
    switch (form) {
    case PayloadForm::tensor: {
        const auto expected = tensorBytes(dtype, shape);
        if (!expected || *expected != bytes.size())
            return badInput(
                fmt::format(
                    "{} bytes of data for a {} tensor that needs {}",
                    bytes.size(),
                    info(dtype).name,
                    expected ? fmt::to_string(*expected) : "more than can be counted"
                ),
                std::string(where),
                "the stream is damaged; encode the asset again"
            );
        return Payload(TensorView{dtype, shape, std::move(bytes)});
    }
    case PayloadForm::text:
        return Payload(TextView{std::move(bytes)});
    case PayloadForm::table:
        break;
    }
    RB_TRY(auto table, Table::parse(bytes.view, where));
    return Payload(std::move(table));
}

} // namespace rarebit
