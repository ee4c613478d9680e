// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/row_index.hpp"

#include "engine/core/hash.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

namespace rarebit::store {
namespace {

constexpr int layout = 1;         // of the tables below; another one is built anew
constexpr int columnLimit = 1900; // SQLite allows 2000

struct Statement {
    sqlite3_stmt* handle = nullptr;
    Statement(sqlite3* db, const std::string& sql) {
        if (sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()), &handle, nullptr) != SQLITE_OK)
            handle = nullptr;
    }
    ~Statement() { sqlite3_finalize(handle); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    explicit operator bool() const { return handle != nullptr; }
    bool next() { return sqlite3_step(handle) == SQLITE_ROW; }
    std::string text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle, column));
        return bytes ? std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(handle, column)))
                     : std::string();
    }
    void bind(int position, const CellValue& value) {
        if (const auto* number = std::get_if<double>(&value))
            sqlite3_bind_double(handle, position, *number);
        else if (const auto* text = std::get_if<std::string>(&value))
            sqlite3_bind_text(
                handle, position, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT
            );
        else
            sqlite3_bind_null(handle, position);
    }
    CellValue cell(int column) const {
        switch (sqlite3_column_type(handle, column)) {
        case SQLITE_INTEGER:
        case SQLITE_FLOAT:
            return sqlite3_column_double(handle, column);
        case SQLITE_TEXT:
            return text(column);
        default:
            return {};
        }
    }
};

// rb_glob(pattern, cell): the same function as in Filter, so that both ways of asking agree.
void globFunction(sqlite3_context* context, int, sqlite3_value** values) {
    const auto textOf = [](sqlite3_value* value) {
        if (sqlite3_value_type(value) == SQLITE_FLOAT || sqlite3_value_type(value) == SQLITE_INTEGER)
            return fmt::format("{}", sqlite3_value_double(value));
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
        return bytes ? std::string(bytes, static_cast<size_t>(sqlite3_value_bytes(value))) : std::string();
    };
    sqlite3_result_int(context, globMatch(textOf(values[0]), textOf(values[1])) ? 1 : 0);
}

// The filter as SQL with the meaning of Filter::matches; values are bound, never written into the text.
class Sql {
public:
    explicit Sql(const std::map<std::string, int, std::less<>>& columns) : columns_(columns) {}
    std::vector<CellValue> values;

    std::string column(std::string_view name) const {
        const auto found = columns_.find(name);
        return found == columns_.end() ? "NULL" : fmt::format("c{}", found->second);
    }
    std::string condition(const FilterNode& node) {
        using Kind = FilterNode::Kind;
        if (node.kind == Kind::negation) return "(NOT " + condition(node.children.front()) + ")";
        if (node.kind == Kind::comparison) return comparison(node);
        std::string out = "(";
        for (size_t i = 0; i < node.children.size(); ++i)
            out += (i == 0 ? "" : node.kind == Kind::all ? " AND " : " OR ") + condition(node.children[i]);
        return out + ")";
    }

private:
    const std::map<std::string, int, std::less<>>& columns_;

    std::string bound(const CellValue& value) {
        values.push_back(value);
        return fmt::format("?{}", values.size());
    }
    std::string comparison(const FilterNode& node) {
        using Op = FilterNode::Op;
        const std::string c = column(node.column);
        if (node.op == Op::truth)
            return fmt::format(
                "(CASE typeof({0}) WHEN 'null' THEN 0 WHEN 'text' THEN {0}<>'' ELSE {0}<>0 END)", c
            );
        if (std::holds_alternative<std::monostate>(node.value))
            return fmt::format("({} {})", c, node.op == Op::equal ? "IS NULL" : "IS NOT NULL");
        if (node.op == Op::glob || node.op == Op::notGlob)
            return fmt::format(
                "({0} IS NOT NULL AND rb_glob({1},{0})={2})",
                c,
                bound(node.value),
                node.op == Op::glob ? 1 : 0
            );
        const bool number = std::holds_alternative<double>(node.value);
        const std::string typed =
            number ? fmt::format("typeof({}) IN ('integer','real')", c) : fmt::format("typeof({})='text'", c);
        if (node.op == Op::notEqual)
            return fmt::format("({0} IS NOT NULL AND NOT ({1} AND {0}={2}))", c, typed, bound(node.value));
        const char* sign = node.op == Op::equal       ? "="
                           : node.op == Op::less      ? "<"
                           : node.op == Op::lessEqual ? "<="
                           : node.op == Op::greater   ? ">"
                                                      : ">=";
        return fmt::format("({1} AND {0}{2}{3})", c, typed, sign, bound(node.value));
    }
};

// What an index has seen of a results file: so many lines, whose sums hash to this.
struct Mark {
    std::string name;
    std::vector<uint64_t> sums;
    std::string digest(size_t count) const { return hashHex(std::as_bytes(std::span(sums).first(count))); }
};

std::vector<Mark> marksOf(const ProjectState& state) {
    std::vector<Mark> marks;
    for (const auto& journal : state.journals)
        marks.push_back({journal.path().filename().string(), {}});
    for (const auto& line : state.lines)
        marks[line.journal].sums.push_back(line.sum);
    return marks;
}

} // namespace

std::filesystem::path cacheFolder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        return std::filesystem::path(cache) / "rarebit";
    if (const char* home = std::getenv("HOME"); home && *home == '/')
        return std::filesystem::path(home) / ".cache" / "rarebit";
    return {};
}

std::unique_ptr<RowIndex> RowIndex::open(const std::filesystem::path& project) {
    const auto folder = cacheFolder();
    if (folder.empty()) return nullptr;
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code || access(folder.c_str(), W_OK) != 0) return nullptr;
    const auto name = fmt::format("rows-{}.sqlite", hashHex(project.string()));
    return std::unique_ptr<RowIndex>(new RowIndex(folder / name));
}

RowIndex::~RowIndex() {
    sqlite3_close(db_);
}

void RowIndex::drop() {
    sqlite3_close(db_);
    db_ = nullptr;
    columns_.clear();
    std::error_code code;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(file_.string() + suffix, code);
}

bool RowIndex::covers(const RowQuery& query) {
    auto columns = query.filter.columns();
    columns.push_back(query.sortColumn);
    return std::ranges::none_of(columns, [](const auto& c) { return c.starts_with("environment"); });
}

bool RowIndex::execute(const std::string& sql) {
    return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool RowIndex::connect() {
    if (db_) return true;
    if (sqlite3_open_v2(
            file_.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr
        ) != SQLITE_OK)
        return false;
    sqlite3_busy_timeout(db_, 10000);
    sqlite3_create_function(
        db_, "rb_glob", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, globFunction, nullptr, nullptr
    );
    // It can be built anew at any time, so it is not worth a sync.
    if (!execute("PRAGMA synchronous=OFF; PRAGMA trusted_schema=OFF;")) return false;
    int found = 0;
    {
        Statement version(db_, "PRAGMA user_version");
        if (!version || !version.next()) return false;
        found = sqlite3_column_int(version.handle, 0);
    }
    if (found != 0 && found != layout) return false;
    return execute(fmt::format(
        "CREATE TABLE IF NOT EXISTS seen(name TEXT PRIMARY KEY, lines INTEGER, digest TEXT);"
        "CREATE TABLE IF NOT EXISTS columns(name TEXT PRIMARY KEY, number INTEGER);"
        "CREATE TABLE IF NOT EXISTS rows(key TEXT PRIMARY KEY) WITHOUT ROWID;"
        "PRAGMA user_version={};",
        layout
    ));
}

int RowIndex::columnNumber(const std::string& name) {
    if (const auto found = columns_.find(name); found != columns_.end()) return found->second;
    const int number = static_cast<int>(columns_.size());
    if (number >= columnLimit) return -1;
    if (!execute(fmt::format("ALTER TABLE rows ADD COLUMN c{}", number))) return -1;
    Statement note(db_, "INSERT INTO columns VALUES(?1,?2)");
    if (!note) return -1;
    note.bind(1, CellValue(name));
    sqlite3_bind_int(note.handle, 2, number);
    if (sqlite3_step(note.handle) != SQLITE_DONE) return -1;
    columns_.emplace(name, number);
    return number;
}

bool RowIndex::insert(const ProjectState& state, const std::vector<KeyBits>& keys) {
    std::unique_ptr<Statement> put;
    size_t prepared = 0;
    for (const auto& key : keys) {
        const auto row = state.joined(key);
        if (!row) return false;
        if (!*row) continue;
        Json shown = std::move(**row);
        shown.erase("environment");
        std::vector<std::pair<int, CellValue>> cells;
        for (auto& [name, value] : rowColumns(shown)) {
            const int number = columnNumber(name);
            if (number < 0) return false;
            cells.emplace_back(number, std::move(value));
        }
        if (!put || prepared != columns_.size()) {
            std::string names = "key", places = "?1";
            for (size_t i = 0; i < columns_.size(); ++i) {
                names += fmt::format(",c{}", i);
                places += fmt::format(",?{}", i + 2);
            }
            put = std::make_unique<Statement>(
                db_, fmt::format("INSERT OR REPLACE INTO rows({}) VALUES({})", names, places)
            );
            prepared = columns_.size();
            if (!*put) return false;
        }
        sqlite3_reset(put->handle);
        sqlite3_clear_bindings(put->handle);
        put->bind(1, CellValue(toHex(key)));
        for (const auto& [number, value] : cells)
            put->bind(number + 2, value);
        if (sqlite3_step(put->handle) != SQLITE_DONE) return false;
    }
    return true;
}

// Brings the index up to the lines at hand, in one transaction. False: it fits them in no way.
bool RowIndex::update(const ProjectState& state) {
    if (!connect() || !execute("BEGIN IMMEDIATE")) return false;
    columns_.clear();
    std::map<std::string, size_t> seen;
    const auto marks = marksOf(state);
    bool fits = true;
    {
        Statement names(db_, "SELECT name, number FROM columns");
        while (names && names.next())
            columns_[names.text(0)] = sqlite3_column_int(names.handle, 1);
        Statement known(db_, "SELECT name, lines, digest FROM seen");
        fits = names && known;
        while (fits && known.next()) {
            const auto mark = std::ranges::find(marks, known.text(0), &Mark::name);
            const auto count =
                static_cast<size_t>(std::max<int64_t>(0, sqlite3_column_int64(known.handle, 1)));
            fits = mark != marks.end() && count <= mark->sums.size() && mark->digest(count) == known.text(2);
            if (fits) seen[mark->name] = count;
        }
    }
    std::vector<KeyBits> touched;
    std::set<KeyBits> once;
    std::vector<size_t> at(marks.size());
    for (const auto& line : state.lines) {
        const bool fresh = at[line.journal]++ >= seen[marks[line.journal].name];
        if (fresh && (line.type == RecordType::run || line.type == RecordType::metric) &&
            once.insert(line.key).second)
            touched.push_back(line.key);
    }
    bool done = fits && insert(state, touched);
    for (const auto& mark : marks) {
        if (!done || seen[mark.name] == mark.sums.size()) continue;
        Statement note(db_, "INSERT OR REPLACE INTO seen VALUES(?1,?2,?3)");
        if (note) {
            note.bind(1, CellValue(mark.name));
            sqlite3_bind_int64(note.handle, 2, static_cast<int64_t>(mark.sums.size()));
            note.bind(3, CellValue(mark.digest(mark.sums.size())));
        }
        done = note && sqlite3_step(note.handle) == SQLITE_DONE;
    }
    if (done && execute("COMMIT")) return true;
    execute("ROLLBACK");
    return false;
}

std::optional<std::vector<std::pair<KeyBits, CellValue>>> RowIndex::answer(const RowQuery& query) {
    Sql sql(columns_);
    const std::string condition = query.filter.root() ? sql.condition(*query.filter.root()) : "1";
    const std::string sort = query.sortColumn.empty() ? "NULL" : sql.column(query.sortColumn);
    Statement select(db_, fmt::format("SELECT key, {} FROM rows WHERE {}", sort, condition));
    if (!select) return std::nullopt;
    for (size_t i = 0; i < sql.values.size(); ++i)
        select.bind(static_cast<int>(i) + 1, sql.values[i]);
    std::vector<std::pair<KeyBits, CellValue>> out;
    int step = 0;
    while ((step = sqlite3_step(select.handle)) == SQLITE_ROW) {
        const auto key = keyBits(select.text(0));
        if (!key) return std::nullopt;
        out.emplace_back(*key, select.cell(1));
    }
    if (step != SQLITE_DONE) return std::nullopt;
    return out;
}

std::optional<std::vector<std::pair<KeyBits, CellValue>>>
RowIndex::select(const ProjectState& state, const RowQuery& query) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (update(state))
            if (auto found = answer(query)) return found;
        drop(); // stale, damaged or of another layout
    }
    return std::nullopt;
}

} // namespace rarebit::store
