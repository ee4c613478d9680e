// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/convert.hpp"

#include "engine/blocks/ggml_blocks.hpp"
#include "engine/ops/op_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace rarebit {
namespace {

// The code (without sign) of a magnitude in a format with `mantissa` stored bits and exponent bias `bias`,
// rounded half to even. The exponent is not bounded above: a result beyond the format's largest code
// overflows.
constexpr uint32_t roundedMagnitude(uint32_t bits, int mantissa, int bias) {
    const bool normal = (bits >> 23) != 0;
    const int exponent = normal ? static_cast<int>(bits >> 23) - 127 : -126;
    const uint32_t significand = (bits & 0x7FFFFF) | (normal ? 0x800000u : 0u);
    const int smallest = 1 - bias; // exponent of the format's subnormals
    const int shift = 23 - mantissa + std::max(0, smallest - exponent);
    if (shift > 24) return 0; // below half of the smallest subnormal
    const uint32_t half = (1u << (shift - 1)) - 1 + ((significand >> shift) & 1);
    const uint32_t rounded = (significand + half) >> shift;
    return exponent < smallest ? rounded : (uint32_t(exponent + bias - 1) << mantissa) + rounded;
}

// `largest`: code of the largest finite magnitude; `infinite`, `nan`: codes of the two (equal where there is
// no Inf).
struct Format {
    int mantissa, bias;
    uint32_t largest, infinite, nan, sign;
};
constexpr Format half{10, 15, 0x7BFF, 0x7C00, 0x7E00, 0x8000};
constexpr Format bfloat{7, 127, 0x7F7F, 0x7F80, 0x7FC0, 0x8000};
constexpr Format e4m3{3, 7, 0x7E, 0x7F, 0x7F, 0x80};
constexpr Format e5m2{2, 15, 0x7B, 0x7C, 0x7E, 0x80};

uint32_t narrow(const Format& format, float value, Overflow overflow) {
    const auto bits = std::bit_cast<uint32_t>(value);
    const uint32_t sign = bits >> 31 ? format.sign : 0;
    const uint32_t magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) return sign | format.nan;
    const uint32_t code = magnitude == 0x7F800000 ? format.largest + 1
                                                  : roundedMagnitude(magnitude, format.mantissa, format.bias);
    if (code <= format.largest) return sign | code;
    return sign | (overflow == Overflow::saturate ? format.largest : format.infinite);
}

constexpr float powerOfTwo(int exponent) {
    return exponent >= -126 ? std::bit_cast<float>(uint32_t(exponent + 127) << 23)
                            : std::bit_cast<float>(1u << (exponent + 149));
}

constexpr float widened8(uint32_t code, int mantissa, int bias) {
    const uint32_t exponent = (code & 0x7F) >> mantissa, fraction = code & ((1u << mantissa) - 1);
    const float value = exponent == 0 ? static_cast<float>(fraction) * powerOfTwo(1 - bias - mantissa)
                                      : static_cast<float>(fraction + (1u << mantissa)) *
                                            powerOfTwo(int(exponent) - bias - mantissa);
    return code & 0x80 ? -value : value;
}

constexpr std::array<float, 256> makeE4m3() {
    std::array<float, 256> table{};
    for (uint32_t code = 0; code < 256; ++code)
        table[code] = (code & 0x7F) == 0x7F ? std::numeric_limits<float>::quiet_NaN() : widened8(code, 3, 7);
    return table;
}
constexpr std::array<float, 256> makeE5m2() {
    std::array<float, 256> table{};
    for (uint32_t code = 0; code < 256; ++code) {
        const uint32_t magnitude = code & 0x7F;
        table[code] = magnitude > 0x7C ? std::numeric_limits<float>::quiet_NaN()
                      : magnitude == 0x7C
                          ? (code & 0x80 ? -1.0f : 1.0f) * std::numeric_limits<float>::infinity()
                          : widened8(code, 2, 15);
    }
    return table;
}
constexpr std::array<float, 256> makeE8m0() {
    std::array<float, 256> table{};
    for (int code = 0; code < 255; ++code)
        table[static_cast<size_t>(code)] = powerOfTwo(code - 127);
    table[255] = std::numeric_limits<float>::quiet_NaN();
    return table;
}
constexpr auto e4m3Values = makeE4m3(), e5m2Values = makeE5m2(), e8m0Values = makeE8m0();

template <class Source, class Target, class Convert>
void each(std::span<const std::byte> bytes, std::span<Target> values, Convert convert) {
    for (size_t i = 0; i < values.size(); ++i) {
        Source element;
        std::memcpy(&element, bytes.data() + i * sizeof(Source), sizeof(Source));
        values[i] = static_cast<Target>(convert(element));
    }
}
template <class Source, class Target>
void cast(std::span<const std::byte> bytes, std::span<Target> values) {
    each<Source>(bytes, values, [](Source element) { return static_cast<Target>(element); });
}

Error wrongSize(DType dtype, size_t bytes, size_t values) {
    return badInput(
        fmt::format("{} bytes of {} for {} values", bytes, info(dtype).name, values),
        "element conversion",
        "the data is cut short or damaged; get the file again"
    );
}

bool sizesFit(DType dtype, size_t bytes, size_t values) {
    const auto& type = info(dtype);
    const auto elements = static_cast<size_t>(type.blockElements);
    return values % elements == 0 && bytes / static_cast<size_t>(type.blockBytes) == values / elements &&
           bytes % static_cast<size_t>(type.blockBytes) == 0;
}

template <class Target>
Status decodePlain(DType dtype, std::span<const std::byte> bytes, std::span<Target> values) {
    switch (dtype) {
    case DType::f64:
        cast<double>(bytes, values);
        break;
    case DType::f32:
        cast<float>(bytes, values);
        break;
    case DType::f16:
        each<uint16_t>(bytes, values, f16ToFloat);
        break;
    case DType::bf16:
        each<uint16_t>(bytes, values, bf16ToFloat);
        break;
    case DType::f8_e4m3:
        each<uint8_t>(bytes, values, e4m3ToFloat);
        break;
    case DType::f8_e5m2:
        each<uint8_t>(bytes, values, e5m2ToFloat);
        break;
    case DType::f8_e8m0:
        each<uint8_t>(bytes, values, e8m0ToFloat);
        break;
    case DType::i64:
        cast<int64_t>(bytes, values);
        break;
    case DType::i32:
        cast<int32_t>(bytes, values);
        break;
    case DType::i16:
        cast<int16_t>(bytes, values);
        break;
    case DType::i8:
        cast<int8_t>(bytes, values);
        break;
    case DType::u64:
        cast<uint64_t>(bytes, values);
        break;
    case DType::u32:
        cast<uint32_t>(bytes, values);
        break;
    case DType::u16:
        cast<uint16_t>(bytes, values);
        break;
    case DType::u8:
        cast<uint8_t>(bytes, values);
        break;
    case DType::boolean:
        each<uint8_t>(bytes, values, [](uint8_t b) { return b != 0; });
        break;
    default:
        return unsupported(
            fmt::format("{} elements have no real value", info(dtype).name),
            "element conversion",
            "choose parts of another type with --parts"
        );
    }
    return Ok{};
}

// The bytes of elements [first, first + count) of a tensor, widened to whole blocks, and how many values the
// first block holds before `first`.
struct Cut {
    std::span<const std::byte> bytes;
    size_t before = 0, values = 0;
};
Result<Cut> cutElements(const TensorView& tensor, int64_t first, size_t count) {
    const auto elements = elementCount(tensor.shape);
    if (!elements || tensorBytes(tensor.dtype, tensor.shape) != tensor.bytes.size())
        return wrongSize(tensor.dtype, tensor.bytes.size(), static_cast<size_t>(elements.value_or(0)));
    if (first < 0 || first > *elements || count > static_cast<size_t>(*elements - first))
        return badParams(
            fmt::format("elements {} to {} of {}", first, uint64_t(first) + count, *elements),
            "element conversion",
            "ask for elements that exist"
        );
    const auto& type = info(tensor.dtype);
    const auto block = static_cast<size_t>(type.blockElements), size = static_cast<size_t>(type.blockBytes);
    const auto begin = static_cast<size_t>(first) / block;
    const size_t end = (static_cast<size_t>(first) + count + block - 1) / block;
    return Cut{
        tensor.bytes.view.subspan(begin * size, (end - begin) * size),
        static_cast<size_t>(first) - begin * block,
        (end - begin) * block};
}

template <class Target>
Status fill(const TensorView& tensor, int64_t first, std::span<Target> out) {
    RB_TRY(const Cut cut, cutElements(tensor, first, out.size()));
    if (cut.before == 0 && cut.values == out.size()) return decodeElements(tensor.dtype, cut.bytes, out);
    std::vector<Target> whole(cut.values);
    RB_CHECK(decodeElements(tensor.dtype, cut.bytes, std::span(whole)));
    std::copy_n(whole.begin() + static_cast<ptrdiff_t>(cut.before), out.size(), out.begin());
    return Ok{};
}

template <class Target>
Status fillRows(const TensorView& tensor, Rows rows, std::span<Target> out) {
    const int64_t count = tensor.shape.empty() ? 1 : tensor.shape[0];
    const int64_t elements = elementCount(tensor.shape).value_or(0), end = rows.last(count);
    const int64_t rowElements = count > 0 ? elements / count : 0;
    if (rows.begin < 0 || rows.begin > end ||
        static_cast<size_t>((end - rows.begin) * rowElements) != out.size())
        return badParams(
            fmt::format("{} values asked of rows {} to {} of {}", out.size(), rows.begin, end, count),
            "element conversion",
            "ask for rows that exist"
        );
    return fill(tensor, rows.begin * rowElements, out);
}

template <class Target>
Result<std::vector<Target>> all(const TensorView& tensor) {
    // The size is checked against the bytes before anything is allocated.
    RB_TRY(
        const Cut cut, cutElements(tensor, 0, static_cast<size_t>(elementCount(tensor.shape).value_or(0)))
    );
    std::vector<Target> values(cut.values);
    RB_CHECK(decodeElements(tensor.dtype, cut.bytes, std::span(values)));
    return values;
}

template <class Code, class Convert>
void write(std::span<const float> values, std::span<std::byte> bytes, Convert convert) {
    for (size_t i = 0; i < values.size(); ++i) {
        const Code code = static_cast<Code>(convert(values[i]));
        std::memcpy(bytes.data() + i * sizeof(Code), &code, sizeof(Code));
    }
}

} // namespace

uint16_t floatToF16(float value, Overflow overflow) {
    return static_cast<uint16_t>(narrow(half, value, overflow));
}
uint16_t floatToBf16(float value, Overflow overflow) {
    return static_cast<uint16_t>(narrow(bfloat, value, overflow));
}
uint8_t floatToE4m3(float value, Overflow overflow) {
    return static_cast<uint8_t>(narrow(e4m3, value, overflow));
}
uint8_t floatToE5m2(float value, Overflow overflow) {
    return static_cast<uint8_t>(narrow(e5m2, value, overflow));
}

uint8_t floatToE8m0(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    if (std::isnan(value) || (bits >> 31 && value != 0)) return 255;
    if (std::isinf(value)) return 254;
    if (bits < 0x00400000 || bits >> 31) return 0; // below 2^-127: the smallest, zero too
    const uint32_t exponent = bits >> 23, fraction = bits & 0x7FFFFF;
    if (exponent == 0) return fraction > 0x600000 ? 1 : 0; // the tie 1.5 * 2^-127 goes to code 0
    const bool up = fraction > 0x400000 || (fraction == 0x400000 && exponent % 2 == 1);
    return static_cast<uint8_t>(std::min<uint32_t>(254, exponent + (up ? 1 : 0)));
}

float f16ToFloat(uint16_t code) {
    const uint32_t sign = uint32_t(code & 0x8000) << 16, magnitude = code & 0x7FFF;
    if (magnitude >= 0x7C00) // Inf and NaN
        return std::bit_cast<float>(sign | 0x7F800000 | ((magnitude & 0x3FF) << 13));
    // The bits read as a float are the value times 2^-112, subnormals included.
    const float value = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
    return std::bit_cast<float>(std::bit_cast<uint32_t>(value) | sign);
}

float e4m3ToFloat(uint8_t code) {
    return e4m3Values[code];
}
float e5m2ToFloat(uint8_t code) {
    return e5m2Values[code];
}
float e8m0ToFloat(uint8_t code) {
    return e8m0Values[code];
}

Status decodeElements(DType dtype, std::span<const std::byte> bytes, std::span<float> values) {
    if (!sizesFit(dtype, bytes.size(), values.size())) return wrongSize(dtype, bytes.size(), values.size());
    if (info(dtype).kind == DTypeClass::block) return dequantiseBlocks(dtype, bytes, values);
    const OpTable& ops = cpuOps();
    switch (dtype) {
    case DType::f32:
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
        return Ok{};
    case DType::f16:
        ops.f16ToFloats(bytes.data(), values.data(), values.size());
        return Ok{};
    case DType::bf16:
        ops.bf16ToFloats(bytes.data(), values.data(), values.size());
        return Ok{};
    case DType::f8_e4m3:
        ops.e4m3ToFloats(bytes.data(), values.data(), values.size());
        return Ok{};
    case DType::f8_e5m2:
        ops.e5m2ToFloats(bytes.data(), values.data(), values.size());
        return Ok{};
    default:
        return decodePlain(dtype, bytes, values);
    }
}

Status decodeElements(DType dtype, std::span<const std::byte> bytes, std::span<double> values) {
    if (!sizesFit(dtype, bytes.size(), values.size())) return wrongSize(dtype, bytes.size(), values.size());
    if (info(dtype).kind != DTypeClass::block) return decodePlain(dtype, bytes, values);
    const auto block = static_cast<size_t>(info(dtype).blockElements),
               size = static_cast<size_t>(info(dtype).blockBytes);
    std::vector<float> piece;
    for (size_t at = 0; at < values.size(); at += piece.size()) {
        piece.resize(std::min(values.size() - at, 64 * block));
        RB_CHECK(dequantiseBlocks(dtype, bytes.subspan(at / block * size, piece.size() / block * size), piece)
        );
        std::copy(piece.begin(), piece.end(), values.begin() + static_cast<ptrdiff_t>(at));
    }
    return Ok{};
}

Status encodeElements(DType dtype, std::span<const float> values, std::span<std::byte> bytes) {
    if (!sizesFit(dtype, bytes.size(), values.size())) return wrongSize(dtype, bytes.size(), values.size());
    const OpTable& ops = cpuOps();
    switch (dtype) {
    case DType::f64:
        write<double>(values, bytes, [](float v) { return double(v); });
        break;
    case DType::f32:
        write<float>(values, bytes, [](float v) { return v; });
        break;
    case DType::f16:
        ops.floatsToF16(values.data(), bytes.data(), values.size());
        break;
    case DType::bf16:
        ops.floatsToBf16(values.data(), bytes.data(), values.size());
        break;
    case DType::f8_e4m3:
        ops.floatsToE4m3(values.data(), bytes.data(), values.size());
        break;
    case DType::f8_e5m2:
        ops.floatsToE5m2(values.data(), bytes.data(), values.size());
        break;
    case DType::f8_e8m0:
        write<uint8_t>(values, bytes, floatToE8m0);
        break;
    default:
        return unsupported(
            fmt::format("floats do not become {} without a quantiser", info(dtype).name),
            "element conversion",
            "choose a floating-point type"
        );
    }
    return Ok{};
}

Result<std::vector<float>> toFloats(const TensorView& tensor) {
    return all<float>(tensor);
}
Result<std::vector<double>> toDoubles(const TensorView& tensor) {
    return all<double>(tensor);
}
Status toFloats(const TensorView& tensor, int64_t first, std::span<float> out) {
    return fill(tensor, first, out);
}
Status toDoubles(const TensorView& tensor, int64_t first, std::span<double> out) {
    return fill(tensor, first, out);
}
Status toFloats(const TensorView& tensor, Rows rows, std::span<float> out) {
    return fillRows(tensor, rows, out);
}
Status toDoubles(const TensorView& tensor, Rows rows, std::span<double> out) {
    return fillRows(tensor, rows, out);
}

} // namespace rarebit
