// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/detail_json.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace rarebit::store {

Json describeDetail(const Detail& detail) {
    Json out = Json::object({
        {"name", detail.name},
        {"kind", detail.kind},
        {"about", detail.about},
        {"form", toString(formOf(detail.values))},
    });
    if (const auto* tensor = std::get_if<TensorView>(&detail.values)) {
        out["dtype"] = info(tensor->dtype).name;
        out["shape"] = Json::list(tensor->shape);
    }
    return out;
}

Result<Detail> detailFromJson(const Json& json, Bytes bytes) {
    PayloadForm form = PayloadForm::tensor;
    for (const auto candidate : {PayloadForm::text, PayloadForm::table})
        if (json.at("form").asString() == toString(candidate)) form = candidate;
    DType dtype = DType::u8;
    if (form == PayloadForm::tensor) {
        const auto parsed = dtypeByName(json.at("dtype").asString());
        if (!parsed)
            return badInput(
                fmt::format("a detail of element type '{}'", printable(json.at("dtype").asString())),
                printable(json.at("name").asString()),
                "measure the run again"
            );
        dtype = *parsed;
    }
    std::vector<int64_t> shape;
    for (const auto& extent : json.at("shape").elements())
        shape.push_back(extent.asInt(-1));
    Detail detail{json.at("name").asString(), json.at("kind").asString(), json.at("about"), {}};
    RB_TRY(detail.values, payloadFromBytes(form, dtype, shape, std::move(bytes), printable(detail.name)));
    return detail;
}

} // namespace rarebit::store
