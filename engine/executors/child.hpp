// SPDX-License-Identifier: GPL-3.0-or-later
// A child process with its standard input and output on one socket each.
#pragma once

#include "engine/core/result.hpp"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit::executors {

/// Anonymous memory in use by a process. Not the whole resident size: mapped model files belong to everybody.
uint64_t anonymousMemory(pid_t pid);

class Child {
public:
    /// memoryLimit: bytes of its own memory (RLIMIT_DATA), 0 for none. Its process group is its own, so that
    /// Ctrl+C reaches the parent alone.
    static Result<Child> start(const std::vector<std::string>& arguments, uint64_t memoryLimit);
    Child() = default;
    Child(Child&& other) noexcept { *this = std::move(other); }
    Child& operator=(Child&& other) noexcept;
    ~Child() { kill(); }

    bool running() const { return pid_ > 0; }
    pid_t pid() const { return pid_; }
    int socket() const { return socket_; }
    bool send(std::string_view text); // false: it is gone
    /// What has arrived, without waiting; empty and `ended` where the child closed its side.
    std::string receive(bool& ended);
    uint64_t memoryBytes() const { return anonymousMemory(pid_); }
    /// Ends it at once and waits for it.
    void kill();
    /// Waits for its end; "ended by signal 11 (Segmentation fault)" or "ended with exit code 1".
    std::string reap();

private:
    pid_t pid_ = -1;
    int socket_ = -1;
};

/// The running program's file.
std::string ownProgram();

} // namespace rarebit::executors
