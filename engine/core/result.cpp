// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/result.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace rarebit {

const char* toString(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::badInput:
        return "bad_input";
    case ErrorKind::badParams:
        return "bad_params";
    case ErrorKind::unsupported:
        return "unsupported";
    case ErrorKind::io:
        return "io";
    case ErrorKind::outOfMemory:
        return "out_of_memory";
    case ErrorKind::cancelled:
        return "cancelled";
    case ErrorKind::internal:
        break;
    }
    return "internal";
}

Error cancelledError(std::string where) {
    return {
        ErrorKind::cancelled,
        "cancelled",
        std::move(where),
        "run it again to go on; finished points are kept"};
}

void assertionFailed(const char* expression, const char* file, int line) {
    const auto text = fmt::format("assertion failed: {} ({}:{})", expression, file, line);
#ifndef NDEBUG
    fmt::print(stderr, "{}\n", text);
    std::abort();
#else
    throw std::logic_error(text);
#endif
}

} // namespace rarebit
