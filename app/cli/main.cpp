// SPDX-License-Identifier: GPL-3.0-or-later
// The only file with CLI11: builds the parser from the verbs, runs one, turns its result into an exit code.
#include "app/cli/cli.hpp"
#include "app/cli/progress.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <thread>

namespace rarebit::cli {
namespace {

struct Bound {
    const Verb* verb;
    CLI::App* app;
    Arguments arguments;
    std::vector<std::pair<std::string, CLI::Option*>> options;
    std::vector<std::pair<std::string, CLI::Option*>> positionals;
    std::string threads, seed, memory, progress;
};

CLI::App* subcommand(CLI::App& root, const Verb& verb) {
    CLI::App* app = &root;
    for (const auto& word : split(verb.name, ' ')) {
        const auto known =
            app->get_subcommands([&](const CLI::App* child) { return child->get_name() == word; });
        app = known.empty() ? app->add_subcommand(word) : known.front();
    }
    app->description(verb.summary);
    return app;
}

void bind(Bound& bound, CLI::App& root) {
    const Verb& verb = *bound.verb;
    CLI::App* app = bound.app = subcommand(root, verb);
    app->set_help_flag("--help,-h", "print this help and exit");
    for (const auto& positional : verb.positionals) {
        auto* option =
            app->add_option(positional.name, bound.arguments.positionals[positional.name], positional.help);
        option->expected(
            positional.min, positional.max < 0 ? CLI::detail::expected_max_vector_size : positional.max
        );
        if (positional.min == 1 && positional.max == 1) option->allow_extra_args(false);
        if (positional.min > 0) option->required();
        bound.positionals.emplace_back(positional.name, option);
    }
    for (const auto& spec : verb.options) {
        const std::string names = spec.name == "--output" ? "-o,--output" : spec.name;
        CLI::Option* option = nullptr;
        if (spec.value.empty()) {
            option = app->add_flag(names, spec.help);
        } else {
            option = app->add_option(names, bound.arguments.options[spec.name], spec.help);
            option->type_name(spec.value)->expected(1)->allow_extra_args(false);
            option->multi_option_policy(
                spec.repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast
            );
        }
        if (spec.required) option->required();
        bound.options.emplace_back(spec.name, option);
    }
    app->add_flag(
        "--json", bound.arguments.json, "one JSON document on standard output (or JSON Lines), nothing else"
    );
    app->add_flag("--quiet", bound.arguments.quiet, "no messages and no progress");
    app->add_option("--progress", bound.progress, "json: progress as JSON Lines on standard error")
        ->type_name("FORM");
    app->add_option("--threads", bound.threads, "threads to use; 0: all")->type_name("N");
    app->add_option("--backend", bound.arguments.backend, "cpu, cuda or auto")->type_name("ID");
    app->add_option("--seed", bound.seed, "seed of everything random")->type_name("N");
    app->add_option("--memory", bound.memory, "memory budget in MiB")->type_name("MIB");
}

Result<int64_t> parseInteger(const std::string& text, const char* option, int64_t min, int64_t max) {
    char* end = nullptr;
    errno = 0;
    const long long value = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || *end != 0 || errno != 0 || value < min || value > max)
        return badParams(
            fmt::format("'{}' is no whole number from {} to {}", printable(text), min, max),
            option,
            fmt::format("give {} a number", option)
        );
    return int64_t(value);
}

Status finish(Bound& bound, std::stop_token stop) {
    Arguments& arguments = bound.arguments;
    for (const auto& [name, option] : bound.options) {
        if (option->count() == 0)
            arguments.options.erase(name);
        else
            arguments.options[name];
    }
    if (!bound.threads.empty()) {
        RB_TRY(const int64_t value, parseInteger(bound.threads, "--threads", 0, 1024));
        arguments.threads = static_cast<int>(value);
    }
    if (!bound.seed.empty()) {
        RB_TRY(const int64_t value, parseInteger(bound.seed, "--seed", 0, INT64_MAX));
        arguments.seed = static_cast<uint64_t>(value);
    }
    if (!bound.memory.empty()) {
        RB_TRY(const int64_t value, parseInteger(bound.memory, "--memory", 1, int64_t(1) << 30));
        limits().memoryBudget = static_cast<uint64_t>(value) << 20;
    }
    if (!bound.progress.empty() && bound.progress != "json")
        return badParams(
            fmt::format("there is no form of progress '{}'", printable(bound.progress)),
            "--progress",
            "write --progress json, or leave it out"
        );
    if (!bound.progress.empty()) {
        arguments.pause->announce();
        arguments.progress = std::make_shared<ProgressLines>(arguments.pause);
    }
    arguments.stop = stop;
    return Ok{};
}

// The first Ctrl+C asks the job to stop; the second ends the program at once. Signals are taken by one thread
// that waits for them, so nothing runs inside a signal handler.
// SIGUSR1 pauses what works point by point, SIGCONT lets it go on.
std::jthread watchSignals(std::stop_source& stop, std::shared_ptr<Pause> pause) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGCONT);
    sigaddset(&set, SIGUSR2); // wakes the thread at the end
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return std::jthread([set, &stop, pause = std::move(pause)](std::stop_token ended) {
        bool asked = false;
        while (!ended.stop_requested()) {
            int signal = 0;
            sigwait(&set, &signal);
            if (signal == SIGUSR2 && ended.stop_requested()) return;
            if (signal == SIGUSR2) continue;
            if (signal == SIGUSR1 || signal == SIGCONT) {
                pause->set(signal == SIGUSR1);
                continue;
            }
            if (asked) _exit(cancelled);
            asked = true;
            stop.request_stop();
        }
    });
}

Status knownVerb(std::string_view word) {
    std::vector<std::string> names;
    for (const auto& verb : verbs())
        names.push_back(split(verb.name, ' ').front());
    if (std::find(names.begin(), names.end(), word) != names.end()) return Ok{};
    const auto near = nearest(word, names);
    return badParams(
        fmt::format("there is no verb '{}'", printable(word)),
        "command line",
        near.empty() ? "`rarebit --help` lists the verbs" : fmt::format("did you mean '{}'?", near)
    );
}

int runProgram(int argc, char** argv) {
    CLI::App root{"Rarebit: what an asset loses, and what it costs, when a method compresses it", "rarebit"};
    root.set_help_flag("--help,-h", "print this help and exit");
    root.set_version_flag("--version", std::string("rarebit ") + programVersion());
    root.require_subcommand(1);
    std::vector<Bound> bounds(verbs().size());
    bool json = false;
    for (int i = 1; i < argc; ++i)
        json = json || std::strcmp(argv[i], "--json") == 0;
    for (size_t i = 0; i < bounds.size(); ++i) {
        bounds[i].verb = &verbs()[i];
        bind(bounds[i], root);
    }
    for (CLI::App* app : root.get_subcommands({}))
        if (!app->get_subcommands({}).empty()) app->require_subcommand(1);
    if (argc > 1 && argv[1][0] != '-')
        if (const Status known = knownVerb(argv[1]); !known) return report(known.error(), json);
    try {
        root.parse(argc, argv);
    } catch (const CLI::Success& e) {
        return root.exit(e); // help and version
    } catch (const CLI::ParseError& e) {
        report(badParams(e.what(), "command line", "see `rarebit --help`, or `rarebit VERB --help`"), json);
        return usage;
    }
    for (auto& bound : bounds) {
        if (!bound.app->parsed()) continue;
        std::stop_source stop;
        bound.arguments.pause = std::make_shared<Pause>();
        std::jthread signals = watchSignals(stop, bound.arguments.pause);
        Result<int> outcome = ok;
        if (Status status = finish(bound, stop.get_token()); !status) {
            outcome = status.error();
        } else if (Status ran = guarded(
                       bound.verb->name,
                       [&]() -> Status {
                           outcome = bound.verb->run(bound.arguments);
                           return Ok{};
                       }
                   );
                   !ran) {
            outcome = ran.error();
        }
        signals.request_stop();
        pthread_kill(signals.native_handle(), SIGUSR2);
        if (outcome) return *outcome;
        return report(outcome.error(), bound.arguments.json);
    }
    return usage;
}

} // namespace
} // namespace rarebit::cli

int main(int argc, char** argv) {
    return rarebit::cli::runProgram(argc, argv);
}
