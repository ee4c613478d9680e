// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filter.hpp"

#include "engine/core/experiment.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace rarebit {
namespace {

using Op = FilterNode::Op;
using Kind = FilterNode::Kind;

CellValue cell(const Json& value) {
    if (value.isNull()) return {};
    if (value.isBool()) return value.asBool() ? 1.0 : 0.0;
    if (value.isNumber()) return value.asDouble();
    if (value.isString()) return value.asString();
    return value.dump();
}

// Member names may hold dots themselves ("perplexity:context=0.5"): the longest name is tried first.
const Json* findColumn(const Json& object, std::string_view column) {
    if (object.contains(column)) return &object.at(column);
    for (size_t dot = column.rfind('.'); dot != std::string_view::npos && dot > 0;
         dot = column.rfind('.', dot - 1)) {
        const Json& inner = object.at(column.substr(0, dot));
        if (inner.isObject())
            if (const Json* found = findColumn(inner, column.substr(dot + 1))) return found;
    }
    return nullptr;
}

bool infinite(const Json& row, std::string_view column, const Json& value) {
    return value.isNull() && column.starts_with("metrics.") && row.at("lossless").asBool();
}

void collect(
    const Json& row,
    const Json& value,
    const std::string& name,
    std::vector<std::pair<std::string, CellValue>>& out
) {
    if (value.isObject() && !value.members().empty()) {
        for (const auto& [key, member] : value.members())
            collect(row, member, name.empty() ? key : name + "." + key, out);
    } else if (!value.isObject()) {
        out.emplace_back(name, infinite(row, name, value) ? CellValue(INFINITY) : cell(value));
    }
}

std::string cellText(const CellValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : std::string();
}

bool compare(const CellValue& a, Op op, const CellValue& b) {
    if (std::holds_alternative<std::monostate>(b)) {
        const bool missing = std::holds_alternative<std::monostate>(a);
        return op == Op::equal ? missing : op == Op::notEqual && !missing;
    }
    if (std::holds_alternative<std::monostate>(a)) return false;
    if (op == Op::glob || op == Op::notGlob) return globMatch(cellText(b), cellText(a)) == (op == Op::glob);
    if (a.index() != b.index()) return op == Op::notEqual;
    switch (op) {
    case Op::equal:
        return a == b;
    case Op::notEqual:
        return a != b;
    case Op::less:
        return a < b;
    case Op::lessEqual:
        return a <= b;
    case Op::greater:
        return a > b;
    default:
        return a >= b;
    }
}

bool truth(const CellValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number != 0;
    const auto* text = std::get_if<std::string>(&value);
    return text && !text->empty();
}

bool matchesNode(const FilterNode& node, const Json& row) {
    const auto child = [&](const FilterNode& c) { return matchesNode(c, row); };
    switch (node.kind) {
    case Kind::all:
        return std::ranges::all_of(node.children, child);
    case Kind::any:
        return std::ranges::any_of(node.children, child);
    case Kind::negation:
        return !matchesNode(node.children.front(), row);
    case Kind::comparison:
        break;
    }
    const CellValue value = rowValue(row, node.column);
    return node.op == Op::truth ? truth(value) : compare(value, node.op, node.value);
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<FilterNode> whole() {
        RB_TRY(FilterNode node, any(0));
        if (const auto token = peek(); !token.text.empty() || token.quoted)
            return bad(fmt::format("'{}' is one word too many", printable(token.text)));
        return node;
    }

private:
    struct Token {
        std::string text;
        bool quoted = false;
        size_t end = 0;
    };
    std::string_view text_;
    size_t at_ = 0;
    static constexpr int deepest = 64;
    static constexpr std::array<std::pair<std::string_view, Op>, 9> operators{{
        {"==", Op::equal},
        {"!=", Op::notEqual},
        {"<=", Op::lessEqual},
        {">=", Op::greaterEqual},
        {"!~", Op::notGlob},
        {"=", Op::equal},
        {"<", Op::less},
        {">", Op::greater},
        {"~", Op::glob},
    }};

    Error bad(std::string what) const {
        return badParams(
            std::move(what),
            fmt::format("filter, character {}", at_ + 1),
            "write COLUMN OP VALUE joined by and, or, not, such as: method = rtn and params.bits <= 4"
        );
    }

    Token peek() const {
        size_t i = at_;
        while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t' || text_[i] == '\n'))
            ++i;
        if (i == text_.size()) return {"", false, i};
        if (text_[i] == '\'' || text_[i] == '"') {
            const size_t end = text_.find(text_[i], i + 1);
            if (end == std::string_view::npos) return {"", true, std::string_view::npos};
            return {std::string(text_.substr(i + 1, end - i - 1)), true, end + 1};
        }
        if (text_[i] == '(' || text_[i] == ')') return {std::string(1, text_[i]), false, i + 1};
        for (const auto& [name, op] : operators)
            if (text_.substr(i).starts_with(name)) return {std::string(name), false, i + name.size()};
        const size_t end = text_.find_first_of(" \t\n()<>!=~'\"", i);
        const size_t stop = end == std::string_view::npos ? text_.size() : end;
        return {std::string(text_.substr(i, std::max<size_t>(1, stop - i))), false, std::max(i + 1, stop)};
    }
    bool takeWord(std::string_view word) {
        const Token token = peek();
        if (token.quoted || token.text != word) return false;
        at_ = token.end;
        return true;
    }

    // a or b or c; a and b and c
    template <class Next>
    Result<FilterNode> chain(Kind kind, std::string_view word, std::string_view sign, const Next& next) {
        RB_TRY(FilterNode first, next());
        if (!takeWord(word) && !takeWord(sign)) return first;
        FilterNode node{kind, {std::move(first)}};
        do {
            RB_TRY(FilterNode more, next());
            node.children.push_back(std::move(more));
        } while (takeWord(word) || takeWord(sign));
        return node;
    }
    Result<FilterNode> any(int depth) {
        return chain(Kind::any, "or", "||", [&] {
            return chain(Kind::all, "and", "&&", [&] { return unary(depth); });
        });
    }
    Result<FilterNode> unary(int depth) {
        if (depth > deepest) return bad(fmt::format("more than {} levels of nesting", deepest));
        if (takeWord("not")) {
            RB_TRY(FilterNode inner, unary(depth + 1));
            return FilterNode{Kind::negation, {std::move(inner)}};
        }
        if (takeWord("(")) {
            RB_TRY(FilterNode inner, any(depth + 1));
            if (!takeWord(")")) return bad("a parenthesis is not closed");
            return inner;
        }
        return comparison();
    }
    Result<FilterNode> comparison() {
        const Token column = peek();
        if (column.end == std::string_view::npos) return bad("a quotation mark is not closed");
        if (column.text.empty()) return bad("a column name is missing");
        if (!column.quoted && (isOperator(column.text) || column.text == ")" || isWord(column.text)))
            return bad(fmt::format("'{}' where a column name is needed", printable(column.text)));
        at_ = column.end;
        RB_CHECK(checkColumn(column.text));
        FilterNode node;
        node.column = column.text;
        const Token sign = peek();
        const auto found = std::ranges::find(operators, sign.text, [](const auto& o) { return o.first; });
        if (sign.quoted || found == operators.end()) {
            node.op = Op::truth;
            return node;
        }
        node.op = found->second;
        at_ = sign.end;
        const Token value = peek();
        if (value.end == std::string_view::npos) return bad("a quotation mark is not closed");
        if (!value.quoted && (value.text.empty() || isOperator(value.text) || value.text == ")" ||
                              value.text == "(" || isWord(value.text)))
            return bad(fmt::format("a value is missing after '{}'", sign.text));
        at_ = value.end;
        node.value = value.quoted ? CellValue(value.text) : literal(value.text);
        const bool glob = node.op == Op::glob || node.op == Op::notGlob;
        if (glob && !std::holds_alternative<std::string>(node.value)) node.value = value.text;
        const bool order = !glob && node.op != Op::equal && node.op != Op::notEqual;
        if (order && std::holds_alternative<std::monostate>(node.value))
            return bad("null has no order; only = and != take it");
        return node;
    }
    static bool isOperator(std::string_view text) {
        return std::ranges::find(operators, text, [](const auto& o) { return o.first; }) != operators.end();
    }
    static bool isWord(std::string_view text) { return text == "and" || text == "or" || text == "not"; }
    static CellValue literal(const std::string& text) {
        if (text == "null") return {};
        if (text == "true") return 1.0;
        if (text == "false") return 0.0;
        double number = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, number);
        if (parsed.ec == std::errc{} && parsed.ptr == end && !std::isnan(number)) return number;
        return text;
    }
};

void collectColumns(const FilterNode& node, std::vector<std::string>& out) {
    if (node.kind == Kind::comparison) out.push_back(node.column);
    for (const auto& child : node.children)
        collectColumns(child, out);
}

} // namespace

CellValue rowValue(const Json& row, std::string_view column) {
    const Json* found = findColumn(row, column);
    if (!found) return {};
    if (infinite(row, column, *found)) return INFINITY;
    return found->isObject() && found->members().empty() ? CellValue{} : cell(*found);
}

std::vector<std::pair<std::string, CellValue>> rowColumns(const Json& row) {
    std::vector<std::pair<std::string, CellValue>> out;
    collect(row, row, "", out);
    std::ranges::sort(out, {}, [](const auto& column) { return column.first; });
    return out;
}

Result<Filter> Filter::parse(std::string_view text) {
    if (text.size() > 65536)
        return badParams(
            fmt::format("{} characters", text.size()), "filter", "write at most 65,536 characters"
        );
    Filter filter;
    if (text.find_first_not_of(" \t\n") == std::string_view::npos) return filter;
    RB_TRY(FilterNode root, Parser(text).whole());
    filter.root_ = std::make_shared<const FilterNode>(std::move(root));
    return filter;
}

bool Filter::matches(const Json& row) const {
    return !root_ || matchesNode(*root_, row);
}

std::vector<std::string> Filter::columns() const {
    std::vector<std::string> out;
    if (root_) collectColumns(*root_, out);
    return out;
}

Status checkColumn(std::string_view column) {
    static const std::vector<std::string> known = [] {
        std::vector<std::string> names{"metric_revisions", "details"};
        const Json row = toJson(RunResult{});
        for (const auto& [name, value] : row.members())
            names.push_back(name);
        return names;
    }();
    const auto first = column.substr(0, column.find('.'));
    if (std::ranges::find(known, first) != known.end()) return Ok{};
    const auto near = nearest(first, known);
    return badParams(
        fmt::format("no result row has a column '{}'", printable(column)),
        "columns of results",
        near.empty()
            ? "columns are those of `rarebit results --csv`, such as metrics.psnr_db or size_bytes.total"
            : fmt::format("did you mean '{}'?", near)
    );
}

} // namespace rarebit
