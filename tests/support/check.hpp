// SPDX-License-Identifier: GPL-3.0-or-later
// Tests without Qt headers: each RB_TEST becomes a row of its folder's QtTest program.
#pragma once

#include "engine/core/result.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace rarebit::test {

struct Case {
    std::string file, name;
    std::function<void()> run;
};
std::vector<Case>& cases();
struct Registration {
    Registration(const char* file, const char* name, std::function<void()> run);
};

/// Notes a failure of the running test and goes on.
void fail(const char* file, int line, const std::string& text);
struct Stop {}; // thrown to end a test that cannot go on
struct Skip {
    std::string reason;
};

/// The folder of real test data (RAREBIT_TEST_DATA); skips where it is not set, fails in CI (RAREBIT_CI=1).
std::filesystem::path dataFolder();
/// The folder of real models (RAREBIT_MODELS, filled by tests/support/fetch_models.sh); the same.
std::filesystem::path modelsFolder();
/// A fresh folder, removed when the program ends.
std::filesystem::path temporaryFolder();
/// The program under test, <build>/app/rarebit.
std::filesystem::path rarebitProgram();
/// The source tree.
std::filesystem::path sourceFolder();

struct CommandResult {
    int exitCode = -1; // 128 + signal where one ended it
    std::string out, err;
};
/// Runs a program without a shell. Ends it after the limit with exit code 124.
CommandResult runCommand(const std::vector<std::string>& arguments, int timeoutSeconds = 120);
inline CommandResult program(std::vector<std::string> arguments, int timeoutSeconds = 120) {
    arguments.insert(arguments.begin(), rarebitProgram().string());
    return runCommand(arguments, timeoutSeconds);
}

/// A Python that has the module, Debian's first; skips where there is none, fails in CI.
std::string pythonWith(const std::string& module);

template <class T>
std::string show(const T& value) {
    if constexpr (std::is_convertible_v<T, std::string_view>)
        return fmt::format("\"{}\"", std::string_view(value));
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (std::is_enum_v<T>)
        return fmt::to_string(static_cast<long long>(value));
    else if constexpr (std::is_arithmetic_v<T>)
        return fmt::to_string(value);
    else
        return "(value)";
}

template <class T>
T require(Result<T> result, const char* file, int line) {
    if (result) return std::move(result).value();
    fail(
        file,
        line,
        fmt::format("error: {} / {} / {}", result.error().what, result.error().where, result.error().fix)
    );
    throw Stop{};
}

} // namespace rarebit::test

#define RB_TEST(name)                                                                                        \
    static void name();                                                                                      \
    static const ::rarebit::test::Registration registration_##name{__FILE__, #name, name};                   \
    static void name()
#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) ::rarebit::test::fail(__FILE__, __LINE__, "not true: " #condition);                \
    } while (false)
#define CHECK_EQ(actual, expected)                                                                           \
    do {                                                                                                     \
        const auto actualValue = (actual); /* a copy: the expression may look into a temporary */            \
        const auto& expectedValue = (expected);                                                              \
        if (!(actualValue == expectedValue))                                                                 \
            ::rarebit::test::fail(                                                                           \
                __FILE__,                                                                                    \
                __LINE__,                                                                                    \
                fmt::format(                                                                                 \
                    "{} is {}, not {}",                                                                      \
                    #actual,                                                                                 \
                    ::rarebit::test::show(actualValue),                                                      \
                    ::rarebit::test::show(expectedValue)                                                     \
                )                                                                                            \
            );                                                                                               \
    } while (false)
#define CHECK_NEAR(actual, expected, tolerance)                                                              \
    do {                                                                                                     \
        const double actualValue = (actual), expectedValue = (expected);                                     \
        if (!(std::abs(actualValue - expectedValue) <= (tolerance)))                                         \
            ::rarebit::test::fail(                                                                           \
                __FILE__,                                                                                    \
                __LINE__,                                                                                    \
                fmt::format("{} is {}, not {} +- {}", #actual, actualValue, expectedValue, tolerance)        \
            );                                                                                               \
    } while (false)
/// The value of a Result, or the end of the test with its error.
#define REQUIRE(...) ::rarebit::test::require((__VA_ARGS__), __FILE__, __LINE__)
/// A Result that must be an error of this kind with all three sentences.
#define CHECK_ERROR(result, errorKind)                                                                           \
    do {                                                                                                         \
        const auto& checkedResult = (result);                                                                    \
        if (checkedResult)                                                                                       \
            ::rarebit::test::fail(__FILE__, __LINE__, "no error: " #result);                                     \
        else if (checkedResult.error().kind != (errorKind) || checkedResult.error().what.empty() ||            \
                 checkedResult.error().where.empty() || checkedResult.error().fix.empty()) \
            ::rarebit::test::fail(                                                                               \
                __FILE__,                                                                                        \
                __LINE__,                                                                                        \
                fmt::format(                                                                                     \
                    "error is {}: {} / {} / {}",                                                                 \
                    toString(checkedResult.error().kind),                                                        \
                    checkedResult.error().what,                                                                  \
                    checkedResult.error().where,                                                                 \
                    checkedResult.error().fix                                                                    \
                )                                                                                                \
            );                                                                                                   \
    } while (false)
