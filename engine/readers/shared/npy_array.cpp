// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/npy_array.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace rarebit {
namespace {

constexpr size_t maxDimensions = 32;
constexpr size_t headerAlignment = 64, spareDigits = 21;

struct Word {
    std::string_view code; // kind and bytes, without the byte order
    DType dtype;
};
constexpr Word words[] = {
    {"f8", DType::f64},
    {"f4", DType::f32},
    {"f2", DType::f16},
    {"i8", DType::i64},
    {"i4", DType::i32},
    {"i2", DType::i16},
    {"i1", DType::i8},
    {"u8", DType::u64},
    {"u4", DType::u32},
    {"u2", DType::u16},
    {"u1", DType::u8},
    {"c8", DType::c64},
    {"b1", DType::boolean},
};

std::string_view codeOf(DType dtype) {
    const auto found = std::ranges::find(words, dtype, &Word::dtype);
    return found == std::end(words) ? std::string_view{} : found->code;
}

Error broken(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the file is damaged or was cut off; get it again");
}

Error refusedType(std::string_view descr, std::string_view where) {
    std::string_view kind = descr;
    if (!kind.empty() && std::string_view("<>|=").find(kind[0]) != std::string_view::npos)
        kind.remove_prefix(1);
    const char* what = kind.starts_with("O") ? "objects (a pickle)"
                       : kind.starts_with("U") || kind.starts_with("S") || kind.starts_with("a") ? "texts"
                       : kind.starts_with("V")                          ? "raw or structured records"
                       : kind.starts_with("M") || kind.starts_with("m") ? "dates or durations"
                       : kind.starts_with("c")                          ? "complex numbers wider than 64 bits"
                       : kind.starts_with("f") || kind.starts_with("g") ? "floats wider than 64 bits"
                                                                        : "an unknown type";
    return unsupported(
        fmt::format("elements of type '{}': {}", printable(descr.substr(0, 60)), what),
        std::string(where),
        "save the array as numbers of at most 64 bits, or as bool"
    );
}

// One pass over the text of the header. A failure sets problem_, and everything after it is refused.
class Literal {
public:
    explicit Literal(std::string_view text) : text_(text) {}

    const std::string& problem() const { return problem_; }
    bool ok() const { return problem_.empty(); }
    void fail(std::string_view expected) {
        if (ok())
            problem_ = fmt::format(
                "the header has '{}' at character {}, where {} is expected",
                printable(text_.substr(at_, 12)),
                at_,
                expected
            );
    }
    bool take(char c) {
        space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!take(c)) fail(fmt::format("'{}'", c));
    }
    char peek() {
        space();
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool atEnd() {
        space();
        return at_ == text_.size();
    }
    std::string_view string() {
        const char quote = peek();
        if (quote != '\'' && quote != '"') {
            fail("a text");
            return {};
        }
        const size_t end = text_.find_first_of(quote == '"' ? "\"\\\n" : "'\\\n", at_ + 1);
        if (end == std::string_view::npos || text_[end] != quote) {
            fail("a text without escapes");
            return {};
        }
        const auto out = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return out;
    }
    bool boolean() {
        for (const auto& [word, value] : {std::pair{std::string_view("True"), true}, {"False", false}}) {
            if (peek() != word[0] || text_.substr(at_, word.size()) != word) continue;
            at_ += word.size();
            return value;
        }
        fail("True or False");
        return false;
    }
    int64_t integer() {
        const bool negative = take('-');
        if (peek() < '0' || peek() > '9') {
            fail("a number");
            return 0;
        }
        int64_t value = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
            if (value > (INT64_MAX - 9) / 10) {
                fail("a number below 2^63");
                return 0;
            }
            value = value * 10 + (text_[at_] - '0');
        }
        if (at_ < text_.size() && text_[at_] == 'L') ++at_; // as Python 2 wrote them
        return negative ? -value : value;
    }
    std::vector<int64_t> tuple() {
        std::vector<int64_t> out;
        expect('(');
        while (ok() && !take(')')) {
            out.push_back(integer());
            if (!take(',') && peek() != ')') fail("',' or ')'");
            if (out.size() > maxDimensions) fail("at most 32 dimensions");
        }
        return out;
    }

private:
    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
    }
    std::string_view text_;
    std::string problem_;
    size_t at_ = 0;
};

struct Fields {
    std::optional<std::string_view> descr;
    std::optional<bool> columnMajor;
    std::optional<std::vector<int64_t>> shape;
    bool structured = false;
};

Result<Fields> parseFields(std::string_view text, std::string_view where) {
    Literal in(text);
    Fields fields;
    in.expect('{');
    while (in.ok() && !in.take('}')) {
        const auto key = in.string();
        in.expect(':');
        if (!in.ok()) break;
        if (key == "descr" && !fields.descr) {
            if (in.peek() == '[' || in.peek() == '(')
                return unsupported(
                    "a structured array (records of named fields)",
                    std::string(where),
                    "save each field as an array of its own"
                );
            fields.descr = in.string();
        } else if (key == "fortran_order" && !fields.columnMajor) {
            fields.columnMajor = in.boolean();
        } else if (key == "shape" && !fields.shape) {
            fields.shape = in.tuple();
        } else {
            return broken(
                fmt::format("the header has an unexpected '{}'", printable(key.substr(0, 60))), where
            );
        }
        if (!in.take(',') && in.peek() != '}') in.fail("',' or '}'");
    }
    if (in.ok() && !in.atEnd()) in.fail("the end");
    if (!in.ok()) return broken(in.problem(), where);
    if (!fields.descr || !fields.columnMajor || !fields.shape)
        return broken("the header lacks one of descr, fortran_order and shape", where);
    return fields;
}

} // namespace

Result<uint64_t> npyHeaderLength(std::span<const std::byte> prefix, std::string_view where) {
    ByteReader in(prefix);
    const auto magic = in.bytes(npyMagic.size());
    const std::string_view text(reinterpret_cast<const char*>(magic.data()), magic.size());
    if (text != npyMagic)
        return broken(
            fmt::format("the {} bytes do not begin with the mark of a NumPy array", prefix.size()), where
        );
    const uint8_t major = in.u8(), minor = in.u8();
    if (in.ok() && (major < 1 || major > 3 || minor != 0))
        return unsupported(
            fmt::format("version {}.{} of the array format (1.0, 2.0 and 3.0 are read)", major, minor),
            std::string(where),
            "save the array with another version of NumPy"
        );
    const uint64_t length = major == 1 ? in.u16() : in.u32();
    if (!in.ok())
        return broken(fmt::format("{} bytes; the header's length is cut off", prefix.size()), where);
    if (length > limits().headerBytes)
        return broken(
            fmt::format("the header claims {} bytes; the limit is {}", length, limits().headerBytes), where
        );
    return in.position() + length;
}

Result<NpyHeader> parseNpyHeader(std::span<const std::byte> bytes, std::string_view where) {
    NpyHeader header;
    RB_TRY(header.dataStart, npyHeaderLength(bytes, where));
    if (header.dataStart > bytes.size())
        return broken(fmt::format("the header ends at byte {} of {}", header.dataStart, bytes.size()), where);
    header.version = std::to_integer<int>(bytes[npyMagic.size()]);
    const size_t textStart = header.version == 1 ? npyPrefixBytes - 2 : npyPrefixBytes;
    const std::string_view all(reinterpret_cast<const char*>(bytes.data()), header.dataStart);
    RB_TRY(const Fields fields, parseFields(all.substr(textStart), where));
    const auto descr = *fields.descr;
    const char order = descr.empty() ? '\0' : descr[0];
    const auto word = std::ranges::find(words, descr.substr(std::min<size_t>(1, descr.size())), &Word::code);
    if (word == std::end(words) || std::string_view("<>|=").find(order) == std::string_view::npos)
        return refusedType(descr, where);
    header.dtype = word->dtype;
    header.swapped = order == '>' && info(word->dtype).blockBytes > 1;
    header.columnMajor = *fields.columnMajor;
    header.shape = *fields.shape;
    const auto size = tensorBytes(header.dtype, header.shape);
    if (!size) return broken(fmt::format("an impossible shape ({})", fmt::join(header.shape, ", ")), where);
    header.dataBytes = *size;
    return header;
}

std::vector<std::byte> buildNpyHeader(DType dtype, std::span<const int64_t> shape) {
    std::string text = fmt::format(
        "{{'descr': '{}{}', 'fortran_order': False, 'shape': ({}{}), }}",
        info(dtype).blockBytes == 1 ? '|' : '<',
        codeOf(dtype),
        fmt::join(shape, ", "),
        shape.size() == 1 ? "," : ""
    );
    if (!shape.empty()) { // room for the first extent to grow in place, as NumPy leaves it
        const size_t digits = fmt::to_string(shape[0]).size();
        text.append(spareDigits - std::min(spareDigits, digits), ' ');
    }
    const size_t prefix = npyPrefixBytes - 2; // at most 32 extents: version 1 always suffices
    text.append(headerAlignment - (prefix + text.size() + 1) % headerAlignment, ' ');
    text += '\n';
    ByteWriter out;
    out.bytes(std::as_bytes(std::span(npyMagic)));
    out.u8(1);
    out.u8(0);
    out.u16(static_cast<uint16_t>(text.size()));
    out.bytes(std::as_bytes(std::span(text)));
    return out.take();
}

DType npyTypeFor(DType dtype) {
    return codeOf(dtype).empty() ? DType::f32 : dtype;
}

Part npyPart(std::string name, const NpyHeader& header, std::function<Result<Bytes>(JobContext&)> data) {
    Part part;
    part.name = std::move(name);
    part.role = isReal(header.dtype) && !header.shape.empty() ? "weight" : "state";
    StridedSource source{std::move(data), header.dtype, header.shape, {}, 0, header.swapped};
    source.strides = denseStrides(header.shape, header.columnMajor);
    return stridedPart(std::move(part), std::move(source));
}

} // namespace rarebit
