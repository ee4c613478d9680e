// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/safetensors_header.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <unordered_set>

namespace rarebit {
namespace {

constexpr size_t maxDimensions = 32;
constexpr size_t headerAlignment = 8;

struct Word {
    std::string_view name;
    DType dtype;
};
// In the reference library's order, which also decides the order of tensors in a file.
constexpr std::array words{
    Word{"BOOL", DType::boolean},
    Word{"U8", DType::u8},
    Word{"I8", DType::i8},
    Word{"F8_E5M2", DType::f8_e5m2},
    Word{"F8_E4M3", DType::f8_e4m3},
    Word{"F8_E8M0", DType::f8_e8m0},
    Word{"I16", DType::i16},
    Word{"U16", DType::u16},
    Word{"F16", DType::f16},
    Word{"BF16", DType::bf16},
    Word{"I32", DType::i32},
    Word{"U32", DType::u32},
    Word{"F32", DType::f32},
    Word{"C64", DType::c64},
    Word{"F64", DType::f64},
    Word{"I64", DType::i64},
    Word{"U64", DType::u64},
};

size_t rank(DType dtype) {
    return static_cast<size_t>(std::ranges::find(words, dtype, &Word::dtype) - words.begin());
}

// Reads the header's text once, front to back. A failure sets `problem`, and everything after it is refused.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}
    std::string problem;
    size_t at() const { return at_; }

    bool fail(std::string what) {
        if (problem.empty()) problem = fmt::format("{} at byte {} of the header", what, at_);
        return false;
    }
    void space() {
        while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }
    bool take(char c) {
        space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool expect(char c) { return take(c) || fail(fmt::format("'{}' is missing", c)); }
    bool atEnd() {
        space();
        return at_ == text_.size();
    }
    /// Members or elements between `open` and `close`.
    template <class Body>
    bool list(char open, char close, const Body& body) {
        if (!expect(open)) return false;
        if (take(close)) return true;
        do {
            if (!body()) return false;
        } while (take(','));
        return expect(close);
    }
    bool number(uint64_t& value) {
        space();
        const size_t start = at_;
        value = 0;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
            const auto digit = static_cast<uint64_t>(text_[at_] - '0');
            if (value > (UINT64_MAX - digit) / 10) return fail("a number beyond 64 bits");
            value = value * 10 + digit;
            ++at_;
        }
        if (at_ == start) return fail("a whole number is missing");
        if (text_[start] == '0' && at_ - start > 1) return fail("a number with a leading zero");
        return true;
    }
    bool string(std::string& out) {
        out.clear();
        if (!expect('"')) return false;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return fail("a raw control character in a string");
            if (c != '\\')
                out += c;
            else if (!escape(out))
                return false;
        }
        return fail("a string does not end");
    }

private:
    bool hex4(uint32_t& value) {
        value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = at_ < text_.size() ? text_[at_++] : ' ';
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) return fail("a broken \\u escape");
            value = value << 4 | static_cast<uint32_t>(digit);
        }
        return true;
    }
    bool escape(std::string& out) {
        static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
        const char c = at_ < text_.size() ? text_[at_++] : ' ';
        if (const size_t found = from.find(c); found != std::string_view::npos) {
            out += to[found];
            return true;
        }
        uint32_t code = 0, low = 0;
        if (c != 'u') return fail("an unknown escape");
        if (!hex4(code)) return false;
        if (code >= 0xD800 && code < 0xDC00) {
            if (text_.substr(at_, 2) != "\\u") return fail("half of a surrogate pair");
            at_ += 2;
            if (!hex4(low)) return false;
            if (low < 0xDC00 || low > 0xDFFF) return fail("half of a surrogate pair");
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        } else if (code >= 0xDC00 && code < 0xE000) {
            return fail("half of a surrogate pair");
        }
        appendUtf8(out, code);
        return true;
    }
    static void appendUtf8(std::string& out, uint32_t code) {
        const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
        if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0 | code >> 6);
            tail(0);
        } else if (code < 0x10000) {
            out += static_cast<char>(0xE0 | code >> 12);
            tail(6);
            tail(0);
        } else {
            out += static_cast<char>(0xF0 | code >> 18);
            tail(12);
            tail(6);
            tail(0);
        }
    }
    std::string_view text_;
    size_t at_ = 0;
};

bool scanMetadata(Scanner& in, std::string_view json, SafetensorsHeader& header) {
    if (!header.metadataText.empty()) return in.fail("a second __metadata__");
    in.space();
    const size_t start = in.at();
    const bool ok = in.list('{', '}', [&] {
        std::string key, value;
        if (!in.string(key) || !in.expect(':') || !in.string(value)) return false;
        return header.metadata.emplace(key, value).second ||
               in.fail(fmt::format("a second metadata key '{}'", printable(key)));
    });
    header.metadataText = json.substr(start, in.at() - start);
    return ok;
}

struct ScannedEntry {
    SafetensorsEntry entry;
    std::string type;
    bool hasShape = false, hasOffsets = false;
};

bool scanEntry(Scanner& in, ScannedEntry& out) {
    return in.list('{', '}', [&] {
        std::string key;
        if (!in.string(key) || !in.expect(':')) return false;
        if (key == "dtype") {
            if (!out.type.empty()) return in.fail("a second dtype");
            return in.string(out.type) && (!out.type.empty() || in.fail("an empty dtype"));
        }
        if (key == "shape") {
            if (std::exchange(out.hasShape, true)) return in.fail("a second shape");
            return in.list('[', ']', [&] {
                uint64_t extent = 0;
                if (!in.number(extent)) return false;
                if (extent > INT64_MAX) return in.fail("a dimension beyond 2^63");
                if (out.entry.shape.size() == maxDimensions) return in.fail("more than 32 dimensions");
                out.entry.shape.push_back(static_cast<int64_t>(extent));
                return true;
            });
        }
        if (key == "data_offsets") {
            if (std::exchange(out.hasOffsets, true)) return in.fail("a second data_offsets");
            return in.expect('[') && in.number(out.entry.begin) && in.expect(',') &&
                   in.number(out.entry.end) && in.expect(']');
        }
        return in.fail(fmt::format("an unknown member '{}' of a tensor", printable(key)));
    });
}

Error broken(std::string what, std::string_view where) {
    return badInput(
        std::move(what), std::string(where), "the file is damaged or was cut off; get it or save it again"
    );
}

Status checkEntry(ScannedEntry& scanned, std::string_view where) {
    SafetensorsEntry& entry = scanned.entry;
    const auto name = printable(entry.name);
    if (scanned.type.empty() || !scanned.hasShape || !scanned.hasOffsets)
        return broken(fmt::format("tensor '{}' lacks dtype, shape or data_offsets", name), where);
    const auto word = std::ranges::find(words, std::string_view(scanned.type), &Word::name);
    if (word == words.end())
        return unsupported(
            fmt::format("tensor '{}' has the element type '{}'", name, printable(scanned.type)),
            std::string(where),
            "save the tensor as one of BOOL, U8 to U64, I8 to I64, F8_E4M3, F8_E5M2, F8_E8M0, F16, BF16, "
            "F32, F64"
        );
    entry.dtype = word->dtype;
    const auto bytes = tensorBytes(entry.dtype, entry.shape);
    if (!bytes) return broken(fmt::format("tensor '{}' has an impossible shape", name), where);
    if (entry.begin > entry.end)
        return broken(fmt::format("tensor '{}' lies at {} to {}", name, entry.begin, entry.end), where);
    if (entry.end - entry.begin != *bytes)
        return broken(
            fmt::format(
                "tensor '{}' has {} bytes, its shape and type need {}", name, entry.end - entry.begin, *bytes
            ),
            where
        );
    return Ok{};
}

Status checkLayout(const std::vector<SafetensorsEntry>& sorted, std::string_view where) {
    uint64_t at = 0;
    for (const auto& entry : sorted) {
        if (entry.begin != at)
            return broken(
                fmt::format(
                    "tensor '{}' begins at byte {} of the data, {} {}",
                    printable(entry.name),
                    entry.begin,
                    entry.begin < at ? "inside the one before, which ends at" : "after a hole from",
                    at
                ),
                where
            );
        at = entry.end;
    }
    return Ok{};
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out + '"';
}

} // namespace

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::string_view where) {
    SafetensorsHeader header;
    if (validUtf8(json) != json) return broken("the header is not valid UTF-8", where);
    Scanner in(json);
    std::optional<Error> refused;
    std::unordered_set<std::string> names;
    const bool ok = in.list('{', '}', [&] {
        std::string key;
        if (!in.string(key) || !in.expect(':')) return false;
        if (key == "__metadata__") return scanMetadata(in, json, header);
        if (!names.insert(key).second) return in.fail(fmt::format("a second tensor '{}'", printable(key)));
        if (names.size() > limits().parts)
            return in.fail(fmt::format("more than {} tensors", limits().parts));
        ScannedEntry scanned;
        scanned.entry.name = std::move(key);
        if (!scanEntry(in, scanned)) return false;
        if (const Status status = checkEntry(scanned, where); !status) {
            refused = status.error();
            return false;
        }
        header.entries.push_back(std::move(scanned.entry));
        return true;
    });
    if (refused) return *refused;
    if (ok && !in.atEnd()) in.fail("text after the header's end");
    if (!in.problem.empty()) return broken(in.problem, where);
    std::ranges::stable_sort(header.entries, [](const auto& a, const auto& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    RB_CHECK(checkLayout(header.entries, where));
    return header;
}

std::string buildSafetensorsHeader(std::string_view metadataText, std::vector<SafetensorsEntry>& entries) {
    std::string out = "{";
    if (!metadataText.empty()) out += fmt::format("\"__metadata__\":{}", metadataText);
    uint64_t at = 0;
    for (auto& entry : entries) {
        entry.begin = at;
        entry.end = at += tensorBytes(entry.dtype, entry.shape).value_or(0);
        if (out.size() > 1) out += ',';
        fmt::format_to(
            std::back_inserter(out),
            R"({}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})",
            quoted(entry.name),
            safetensorsName(entry.dtype),
            fmt::join(entry.shape, ","),
            entry.begin,
            entry.end
        );
    }
    out += '}';
    out.append((headerAlignment - out.size() % headerAlignment) % headerAlignment, ' ');
    return out;
}

void sortAsReference(std::vector<SafetensorsEntry>& entries) {
    std::ranges::sort(entries, [](const auto& a, const auto& b) {
        return std::pair(rank(b.dtype), std::string_view(a.name)) <
               std::pair(rank(a.dtype), std::string_view(b.name));
    });
}

std::string_view safetensorsName(DType dtype) {
    const size_t index = rank(dtype);
    return index < words.size() ? words[index].name : std::string_view{};
}

} // namespace rarebit
