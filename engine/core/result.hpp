// SPDX-License-Identifier: GPL-3.0-or-later
// Errors are values: every engine call that can fail returns Result<T> or Status.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace rarebit {

enum class ErrorKind : uint8_t { badInput, badParams, unsupported, io, outOfMemory, cancelled, internal };

/// Name as used in JSON: "bad_input", "bad_params", ...
const char* toString(ErrorKind kind);

/// What happened (with the numbers), where, and what the user can do. All three are mandatory.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string what, where, fix;
};

inline Error badInput(std::string what, std::string where, std::string fix) {
    return {ErrorKind::badInput, std::move(what), std::move(where), std::move(fix)};
}
inline Error badParams(std::string what, std::string where, std::string fix) {
    return {ErrorKind::badParams, std::move(what), std::move(where), std::move(fix)};
}
inline Error unsupported(std::string what, std::string where, std::string fix) {
    return {ErrorKind::unsupported, std::move(what), std::move(where), std::move(fix)};
}
inline Error ioError(std::string what, std::string where, std::string fix) {
    return {ErrorKind::io, std::move(what), std::move(where), std::move(fix)};
}
inline Error outOfMemory(std::string what, std::string where, std::string fix) {
    return {ErrorKind::outOfMemory, std::move(what), std::move(where), std::move(fix)};
}
inline Error internalError(std::string what, std::string where) {
    return {ErrorKind::internal, std::move(what), std::move(where), "please report this with the input"};
}
/// The error every loop returns that found job.cancelled().
Error cancelledError(std::string where);

/// A value or an Error.
template <class T>
class [[nodiscard]] Result {
public:
    using Value = T;
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const& { return std::get<1>(state_); }
    Error&& error() && { return std::get<1>(std::move(state_)); }

private:
    std::variant<T, Error> state_;
};

struct Ok {};
using Status = Result<Ok>;

#define RB_CAT2(a, b) a##b
#define RB_CAT(a, b) RB_CAT2(a, b)
/// RB_TRY(Payload x, part.load({}, job)): declares x from the value, or returns the error.
#define RB_TRY(declaration, ...)                                                                             \
    auto RB_CAT(rbTry, __LINE__) = (__VA_ARGS__);                                                            \
    if (!RB_CAT(rbTry, __LINE__)) return std::move(RB_CAT(rbTry, __LINE__)).error();                         \
    declaration = std::move(RB_CAT(rbTry, __LINE__)).value()
/// RB_CHECK(status): returns the error if there is one.
#define RB_CHECK(...)                                                                                        \
    if (auto rbStatus = (__VA_ARGS__); !rbStatus) return std::move(rbStatus).error()

/// Stops debug builds; elsewhere throws, which the job runner turns into an internal error.
[[noreturn]] void assertionFailed(const char* expression, const char* file, int line);
#define RB_ASSERT(expression)                                                                                \
    ((expression) ? (void)0 : ::rarebit::assertionFailed(#expression, __FILE__, __LINE__))

} // namespace rarebit
