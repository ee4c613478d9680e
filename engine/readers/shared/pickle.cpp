// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/pickle.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace rarebit {
namespace {

constexpr size_t mostNodes = size_t(1) << 23, deepestStack = size_t(1) << 22, mostMarks = 1000;
constexpr std::string_view orderedDict = "collections.OrderedDict";
constexpr int64_t orderedDictNumber = -1;
constexpr int newestProtocol = 5;

// Opcodes that are refused, by the names that the documentation of pickle gives them.
struct Refused {
    char code;
    const char* name;
};
constexpr Refused refused[] = {
    {'P', "PERSID"},
    {'I', "INT"},
    {'L', "LONG"},
    {'F', "FLOAT"},
    {'S', "STRING"},
    {'V', "UNICODE"},
    {'p', "PUT"},
    {'g', "GET"},
    {'i', "INST"},
    {'o', "OBJ"},
    {'2', "DUP"},
    {'\x81', "NEWOBJ"},
    {'\x82', "EXT1"},
    {'\x83', "EXT2"},
    {'\x84', "EXT4"},
    {'\x8f', "EMPTY_SET"},
    {'\x90', "ADDITEMS"},
    {'\x91', "FROZENSET"},
    {'\x92', "NEWOBJ_EX"},
    {'\x96', "BYTEARRAY8"},
    {'\x97', "NEXT_BUFFER"},
    {'\x98', "READONLY_BUFFER"},
};

class Machine {
public:
    Machine(std::span<const std::byte> bytes, std::span<const std::string_view> known, std::string_view where)
        : in_(bytes), known_(known), where_(where) {}

    Result<Pickle> run() {
        for (;;) {
            at_ = in_.position();
            const auto code = static_cast<char>(in_.u8());
            if (!in_.ok()) return broken("the pickle has no end");
            if (code == '.') break;
            RB_CHECK(step(code));
            if (!in_.ok()) return broken("an opcode is cut off");
            if (out_.nodes.size() > mostNodes || stack_.size() > deepestStack || marks_.size() > mostMarks)
                return unsupported(
                    fmt::format(
                        "more than {} values, {} on the stack or {} marks", mostNodes, deepestStack, mostMarks
                    ),
                    place(),
                    "save a checkpoint of tensors alone"
                );
        }
        if (stack_.size() != 1 || !marks_.empty())
            return broken(fmt::format("{} values on the stack at the end", stack_.size()));
        out_.root = stack_[0];
        out_.size = in_.position();
        return std::move(out_);
    }

private:
    std::string place() const { return fmt::format("{}, byte {} of the pickle", where_, at_); }
    Error broken(std::string what) const {
        return badInput(std::move(what), place(), "the file is damaged or was cut off; get it again");
    }
    Error underflow() const { return broken("an opcode takes more values than the stack has"); }

    uint32_t push(PickleNode node) {
        const auto index = static_cast<uint32_t>(out_.nodes.size());
        out_.nodes.push_back(std::move(node));
        stack_.push_back(index);
        return index;
    }
    // Values above the last mark stay untouchable until the mark is taken.
    bool has(size_t count) const { return stack_.size() - (marks_.empty() ? 0 : marks_.back()) >= count; }
    uint32_t pop() {
        const uint32_t index = stack_.back();
        stack_.pop_back();
        return index;
    }
    PickleNode& top() { return out_.nodes[stack_.back()]; }
    std::vector<uint32_t> popLast(size_t count) {
        const auto begin = stack_.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<uint32_t> items(begin, stack_.end());
        stack_.erase(begin, stack_.end());
        return items;
    }
    Result<std::vector<uint32_t>> popMark() {
        if (marks_.empty()) return broken("an opcode needs a mark and there is none");
        const size_t begin = marks_.back();
        marks_.pop_back();
        return popLast(stack_.size() - begin);
    }

    Status step(char code) {
        switch (code) {
        case '\x80': // PROTO
            if (const uint8_t version = in_.u8(); version > newestProtocol)
                return unsupported(
                    fmt::format("pickle protocol {} (up to {} is read)", version, newestProtocol),
                    place(),
                    "save the file with an older protocol"
                );
            return Ok{};
        case '\x95': // FRAME
            in_.skip(8);
            return Ok{};
        case '(':
            marks_.push_back(stack_.size());
            return Ok{};
        case '0': // POP
            if (!has(1)) return underflow();
            pop();
            return Ok{};
        case '1': { // POP_MARK
            RB_TRY(const auto dropped, popMark());
            return Ok{};
        }
        case 'q': // BINPUT
            return put(in_.u8());
        case 'r': // LONG_BINPUT
            return put(in_.u32());
        case '\x94': // MEMOIZE
            return put(static_cast<uint32_t>(memo_.size()));
        case 'h': // BINGET
            return get(in_.u8());
        case 'j': // LONG_BINGET
            return get(in_.u32());
        default:
            break;
        }
        return scalar(code) ? Status(Ok{}) : structure(code);
    }

    Status put(uint32_t key) {
        if (!has(1)) return underflow();
        memo_[key] = stack_.back();
        return Ok{};
    }
    Status get(uint32_t key) {
        const auto found = memo_.find(key);
        if (found == memo_.end()) return broken(fmt::format("the memo has no entry {}", key));
        stack_.push_back(found->second);
        return Ok{};
    }

    void pushInteger(int64_t value) { push({PickleKind::integer, value}); }
    void pushText(PickleKind kind, uint64_t length) {
        const auto view = in_.bytes(length);
        push({kind, 0, {reinterpret_cast<const char*>(view.data()), view.size()}});
    }
    // Two's complement, little-endian, of any length.
    void pushLong(uint64_t length) {
        const auto view = in_.bytes(length);
        if (view.size() > 8) {
            push({PickleKind::big, 0, {reinterpret_cast<const char*>(view.data()), view.size()}});
            return;
        }
        const bool negative = !view.empty() && (view.back() & std::byte{0x80}) != std::byte{};
        uint64_t value = negative ? ~uint64_t(0) : 0;
        for (size_t i = view.size(); i-- > 0;)
            value = value << 8 | std::to_integer<uint64_t>(view[i]);
        pushInteger(std::bit_cast<int64_t>(value));
    }

    bool scalar(char code) {
        switch (code) {
        case 'N':
            push({});
            return true;
        case '\x88': // NEWTRUE
        case '\x89': // NEWFALSE
            push({PickleKind::boolean, code == '\x88'});
            return true;
        case 'J': // BININT
            pushInteger(std::bit_cast<int32_t>(in_.u32()));
            return true;
        case 'K': // BININT1
            pushInteger(in_.u8());
            return true;
        case 'M': // BININT2
            pushInteger(in_.u16());
            return true;
        case '\x8a': // LONG1
            pushLong(in_.u8());
            return true;
        case '\x8b': // LONG4
            pushLong(in_.u32());
            return true;
        case 'G': { // BINFLOAT, big-endian
            uint64_t bits = 0;
            for (const std::byte b : in_.bytes(8))
                bits = bits << 8 | std::to_integer<uint64_t>(b);
            push({PickleKind::real, std::bit_cast<int64_t>(bits)});
            return true;
        }
        case 'X': // BINUNICODE
        case 'T': // BINSTRING
            pushText(PickleKind::text, in_.u32());
            return true;
        case '\x8c': // SHORT_BINUNICODE
        case 'U':    // SHORT_BINSTRING
            pushText(PickleKind::text, in_.u8());
            return true;
        case '\x8d': // BINUNICODE8
            pushText(PickleKind::text, in_.u64());
            return true;
        case 'B': // BINBYTES
            pushText(PickleKind::bytes, in_.u32());
            return true;
        case 'C': // SHORT_BINBYTES
            pushText(PickleKind::bytes, in_.u8());
            return true;
        case '\x8e': // BINBYTES8
            pushText(PickleKind::bytes, in_.u64());
            return true;
        default:
            return false;
        }
    }

    Status structure(char code) {
        switch (code) {
        case ')':
        case ']':
        case '}':
            push({code == ')' ? PickleKind::tuple : code == ']' ? PickleKind::list : PickleKind::dict});
            return Ok{};
        case '\x85': // TUPLE1 to TUPLE3
        case '\x86':
        case '\x87': {
            const auto count = static_cast<size_t>(code - '\x84');
            if (!has(count)) return underflow();
            push({PickleKind::tuple, 0, {}, popLast(count)});
            return Ok{};
        }
        case 't':
        case 'l':
        case 'd': {
            RB_TRY(auto items, popMark());
            if (code == 'd' && items.size() % 2) return broken("a dict has a key without a value");
            push(
                {code == 't'   ? PickleKind::tuple
                 : code == 'l' ? PickleKind::list
                               : PickleKind::dict,
                 0,
                 {},
                 std::move(items)}
            );
            return Ok{};
        }
        case 'a': // APPEND
            if (!has(2)) return underflow();
            return extend(PickleKind::list, popLast(1));
        case 's': // SETITEM
            if (!has(3)) return underflow();
            return extend(PickleKind::dict, popLast(2));
        case 'e':   // APPENDS
        case 'u': { // SETITEMS
            RB_TRY(auto items, popMark());
            return extend(code == 'e' ? PickleKind::list : PickleKind::dict, std::move(items));
        }
        default:
            return object(code);
        }
    }

    Status extend(PickleKind kind, std::vector<uint32_t> items) {
        if (!has(1)) return underflow();
        if (top().kind != kind)
            return broken(
                fmt::format("items are added to a {}, not to a {}", toString(top().kind), toString(kind))
            );
        if (kind == PickleKind::dict && items.size() % 2) return broken("a dict has a key without a value");
        top().items.insert(top().items.end(), items.begin(), items.end());
        return Ok{};
    }

    Status object(char code) {
        switch (code) {
        case 'c': { // GLOBAL
            const auto module = line(), name = line();
            return global(module, name);
        }
        case '\x93': { // STACK_GLOBAL
            if (!has(2)) return underflow();
            const auto names = popLast(2);
            for (const uint32_t index : names)
                if (out_.nodes[index].kind != PickleKind::text)
                    return broken("the name of a class is no text");
            return global(out_.nodes[names[0]].text, out_.nodes[names[1]].text);
        }
        case 'R': // REDUCE
            return reduce();
        case 'b': // BUILD: attributes of an OrderedDict (_metadata) carry no tensors
            if (!has(2)) return underflow();
            pop();
            if (top().kind != PickleKind::dict)
                return unsupported(
                    fmt::format("the state of a {} is to be set", toString(top().kind)),
                    place(),
                    "save a state dict: tensors in dicts, no objects"
                );
            return Ok{};
        case 'Q': // BINPERSID
            if (!has(1)) return underflow();
            push({PickleKind::persistent, 0, {}, popLast(1)});
            return Ok{};
        default:
            break;
        }
        const auto found = std::ranges::find(refused, code, &Refused::code);
        if (found == std::end(refused))
            return broken(fmt::format("no opcode has the number 0x{:02x}", static_cast<uint8_t>(code)));
        return unsupported(
            fmt::format("opcode {}, which no state dict needs", found->name),
            place(),
            "save a state dict: tensors in dicts, no objects"
        );
    }

    std::string_view line() {
        const size_t limit = std::min<size_t>(in_.left(), 4096);
        ByteReader ahead = in_;
        const auto view = ahead.bytes(limit);
        const std::string_view text(reinterpret_cast<const char*>(view.data()), view.size());
        const size_t end = text.find('\n');
        in_.skip(end == std::string_view::npos ? uint64_t(in_.left()) + 1 : end + 1); // cut off
        return text.substr(0, end);
    }

    Status global(std::string_view module, std::string_view name) {
        if (!in_.ok()) return broken("the name of a class is cut off");
        if (module.size() + name.size() > 4096)
            return broken("the name of a class is longer than 4096 bytes");
        const auto qualified = fmt::format("{}.{}", module, name);
        if (qualified == orderedDict) {
            push({PickleKind::global, orderedDictNumber});
            return Ok{};
        }
        const auto found = std::ranges::find(known_, qualified);
        if (found == known_.end())
            return unsupported(
                fmt::format("the file names '{}', which is no part of a state dict", printable(qualified)),
                place(),
                "do not load this file in Python unless you trust it; save a state dict of tensors instead"
            );
        push({PickleKind::global, found - known_.begin()});
        return Ok{};
    }

    Status reduce() {
        if (!has(2)) return underflow();
        const uint32_t arguments = pop(), callee = pop();
        if (out_.nodes[callee].kind != PickleKind::global || out_.nodes[arguments].kind != PickleKind::tuple)
            return broken(fmt::format(
                "a {} is called with a {}",
                toString(out_.nodes[callee].kind),
                toString(out_.nodes[arguments].kind)
            ));
        if (out_.nodes[callee].number != orderedDictNumber) {
            push({PickleKind::call, 0, {}, {callee, arguments}});
            return Ok{};
        }
        PickleNode dict{PickleKind::dict};
        for (const uint32_t list :
             out_.nodes[arguments].items) // at most one: pairs, as protocols 0 and 1 write
            for (const uint32_t pair : out_.nodes[list].items) {
                const auto& both = out_.nodes[pair].items;
                // One list can be named again and again: what is copied from it is counted.
                if (both.size() != 2 || ++pairs_ > mostNodes)
                    return broken("an OrderedDict is made from something else than pairs");
                dict.items.insert(dict.items.end(), both.begin(), both.end());
            }
        push(std::move(dict));
        return Ok{};
    }

    ByteReader in_;
    std::span<const std::string_view> known_;
    std::string where_;
    size_t at_ = 0; // of the current opcode
    size_t pairs_ = 0;
    Pickle out_;
    std::vector<uint32_t> stack_;
    std::vector<size_t> marks_;
    std::unordered_map<uint32_t, uint32_t> memo_;
};

} // namespace

Result<Pickle> parsePickle(
    std::span<const std::byte> bytes, std::span<const std::string_view> known, std::string_view where
) {
    return Machine(bytes, known, where).run();
}

const char* toString(PickleKind kind) {
    static constexpr const char* names[] = {
        "None",
        "bool",
        "number",
        "long number",
        "float",
        "text",
        "bytes string",
        "tuple",
        "list",
        "dict",
        "class",
        "called class",
        "persistent id"};
    return names[static_cast<size_t>(kind)];
}

} // namespace rarebit
