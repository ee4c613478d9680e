// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/child.hpp"

#include "engine/core/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace rarebit::executors {
namespace {

// Between fork and exec only calls that are safe there.
[[noreturn]] void becomeProgram(char* const* argv, int socket, uint64_t memoryLimit) {
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE})
        ::signal(signal, SIG_DFL);
    if (memoryLimit > 0) {
        const rlimit limit{memoryLimit, memoryLimit};
        setrlimit(RLIMIT_DATA, &limit);
    }
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    dup2(socket, 0); // the copies do not close on exec
    dup2(socket, 1);
    execv(argv[0], argv);
    _exit(127);
}

} // namespace

Result<Child> Child::start(const std::vector<std::string>& arguments, uint64_t memoryLimit) {
    std::array<int, 2> sockets{};
    const auto failed = [&](const char* what) {
        return ioError(
            fmt::format("cannot {}: {}", what, std::strerror(errno)),
            printable(arguments.front()),
            "close other programs, or use --executor local"
        );
    };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return failed("make a socket");
    std::vector<char*> argv;
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    Child child;
    child.socket_ = sockets[0];
    child.pid_ = fork();
    if (child.pid_ == 0) becomeProgram(argv.data(), sockets[1], memoryLimit);
    close(sockets[1]);
    if (child.pid_ < 0) {
        close(sockets[0]);
        child.socket_ = -1;
        return failed("start a worker process");
    }
    return child;
}

Child& Child::operator=(Child&& other) noexcept {
    if (this == &other) return *this;
    kill();
    pid_ = std::exchange(other.pid_, -1);
    socket_ = std::exchange(other.socket_, -1);
    return *this;
}

bool Child::send(std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
}

std::string Child::receive(bool& ended) {
    std::array<char, 65536> buffer{};
    const ssize_t n = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    return n > 0 ? std::string(buffer.data(), static_cast<size_t>(n)) : std::string();
}

uint64_t anonymousMemory(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/status", pid));
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("RssAnon:")) return std::strtoull(line.c_str() + 8, nullptr, 10) * 1024;
    return 0;
}

void Child::kill() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        reap();
    }
    if (socket_ >= 0) close(std::exchange(socket_, -1));
}

std::string Child::reap() {
    if (pid_ <= 0) return "is not running";
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    if (WIFSIGNALED(status))
        return fmt::format("ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

std::string ownProgram() {
    std::error_code code;
    return std::filesystem::read_symlink("/proc/self/exe", code).string();
}

} // namespace rarebit::executors
