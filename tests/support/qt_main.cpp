// SPDX-License-Identifier: GPL-3.0-or-later
// The QtTest program around the cases of one folder.
#include "engine/core/limits.hpp"
#include "tests/support/check.hpp"

#ifdef RB_GUI_TESTS
#include <QApplication>
#endif
#include <QtTest/QtTest>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace rarebit::test {
namespace {
std::vector<std::string> failures;
std::vector<std::filesystem::path> folders;

std::filesystem::path folderOf(const char* variable, const char* hint) {
    const char* folder = std::getenv(variable);
    if (folder && std::filesystem::is_directory(folder)) return folder;
    if (std::getenv("RAREBIT_CI")) {
        failures.push_back(std::string(variable) + " is not set, which CI requires");
        throw Stop{};
    }
    throw Skip{hint};
}
} // namespace

std::vector<Case>& cases() {
    static std::vector<Case> all;
    return all;
}
Registration::Registration(const char* file, const char* name, std::function<void()> run) {
    cases().push_back({std::filesystem::path(file).stem().string(), name, std::move(run)});
}
void fail(const char* file, int line, const std::string& text) {
    failures.push_back(fmt::format("{}:{}: {}", std::filesystem::path(file).filename().string(), line, text));
}

std::filesystem::path dataFolder() {
    return folderOf("RAREBIT_TEST_DATA", "set RAREBIT_TEST_DATA to the folder of real test data");
}
std::filesystem::path modelsFolder() {
    return folderOf(
        "RAREBIT_MODELS", "set RAREBIT_MODELS to the folder that tests/support/fetch_models.sh fills"
    );
}
std::filesystem::path temporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "rarebit-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw Stop{};
    folders.emplace_back(pattern);
    return pattern;
}
std::filesystem::path rarebitProgram() {
    return RB_BUILD_DIR "/app/rarebit";
}
std::filesystem::path sourceFolder() {
    return RB_SOURCE_DIR;
}

CommandResult runCommand(const std::vector<std::string>& arguments, int timeoutSeconds) {
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw Stop{};
    const pid_t child = fork();
    if (child == 0) {
        dup2(out[1], 1);
        dup2(err[1], 2);
        const int null = open("/dev/null", O_RDONLY);
        dup2(null, 0);
        std::vector<char*> argv;
        for (const auto& argument : arguments)
            argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    CommandResult result;
    pollfd fds[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(timeoutSeconds);
    bool late = false;
    for (int open = 2; open > 0;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())
                .count();
        if (left <= 0) {
            late = true;
            break;
        }
        poll(fds, 2, static_cast<int>(left));
        for (auto& fd : fds) {
            if (fd.fd < 0 || !(fd.revents & (POLLIN | POLLHUP))) continue;
            char buffer[65536];
            const ssize_t n = read(fd.fd, buffer, sizeof buffer);
            if (n > 0) {
                (fd.fd == out[0] ? result.out : result.err).append(buffer, static_cast<size_t>(n));
            } else {
                fd.fd = -1;
                --open;
            }
        }
    }
    if (late) kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    close(out[0]);
    close(err[0]);
    result.exitCode = late ? 124 : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

std::string pythonWith(const std::string& module) {
    for (const char* python : {"/usr/bin/python3", "python3"})
        if (runCommand({"/usr/bin/env", python, "-c", "import " + module}).exitCode == 0) return python;
    if (std::getenv("RAREBIT_CI")) {
        fail(__FILE__, __LINE__, "Python has no module " + module);
        throw Stop{};
    }
    throw Skip{"Python has no module " + module};
}

} // namespace rarebit::test

class Folder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        // The window looks for the program beside itself, and the tests are elsewhere.
        qputenv("RAREBIT_PROGRAM", RB_BUILD_DIR "/app/rarebit");
    }
    void run_data() {
        QTest::addColumn<int>("index");
        auto& all = rarebit::test::cases();
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return a.file < b.file;
        });
        for (size_t i = 0; i < all.size(); ++i)
            QTest::newRow((all[i].file + "/" + all[i].name).c_str()) << static_cast<int>(i);
    }
    void run() {
        using namespace rarebit::test;
        QFETCH(int, index);
        failures.clear();
        // A case that changes a limit and then stops or skips must not change it for the next one.
        struct Restore {
            rarebit::Limits kept = rarebit::limits();
            ~Restore() { rarebit::limits() = kept; }
        } restore;
        try {
            cases()[static_cast<size_t>(index)].run();
        } catch (const Stop&) {
        } catch (const Skip& skip) {
            QSKIP(skip.reason.c_str());
        } catch (const std::exception& e) {
            failures.push_back(std::string("exception: ") + e.what());
        }
        std::string text;
        for (size_t i = 0; i < failures.size() && i < 20; ++i)
            text += (i ? "\n   " : "") + failures[i];
        if (!failures.empty()) QFAIL(text.c_str());
    }
    void cleanupTestCase() {
        std::error_code code;
        for (const auto& folder : rarebit::test::folders)
            std::filesystem::remove_all(folder, code);
    }
};

#ifdef RB_GUI_TESTS
QTEST_MAIN(Folder)
#else
QTEST_GUILESS_MAIN(Folder)
#endif
#include "qt_main.moc"
