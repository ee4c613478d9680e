// SPDX-License-Identifier: GPL-3.0-or-later
// man and completion: written from the same declarations as the parser.
#include "app/cli/cli.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"

#include <fmt/format.h>

#include <set>

namespace rarebit::cli {
namespace {

std::string roff(std::string_view text) { // a leading dot would be a request, a backslash an escape
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '-') out += '\\';
        out += c == '\\' ? 'e' : c;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string optionText(const Option& option) {
    const std::string name = option.name == "--output" ? "-o, --output" : option.name;
    return option.value.empty() ? name : name + " " + option.value;
}

std::string positionalText(const Positional& positional) {
    std::string out = positional.name;
    if (positional.max < 0) out += "...";
    return positional.min == 0 ? "[" + out + "]" : out;
}

Result<int> runMan(const Arguments&) {
    std::string out = fmt::format(
        ".TH RAREBIT 1 \"\" \"rarebit {}\" \"User commands\"\n.SH NAME\nrarebit \\- measure what compression "
        "costs and loses\n"
        ".SH SYNOPSIS\n.B rarebit\n.I VERB\n[options]\n.SH VERBS\n",
        programVersion()
    );
    for (const auto& verb : verbs()) {
        out += fmt::format(".SS {}", roff(verb.name));
        for (const auto& positional : verb.positionals)
            out += " " + roff(positionalText(positional));
        out += fmt::format("\n{}\n", roff(verb.summary));
        for (const auto& option : verb.options)
            out += fmt::format(".TP\n.B {}\n{}\n", roff(optionText(option)), roff(option.help));
    }
    out += ".SH COMMON OPTIONS\n";
    for (const auto& option : commonOptions())
        out += fmt::format(".TP\n.B {}\n{}\n", roff(optionText(option)), roff(option.help));
    out += ".SH EXIT STATUS\n0 ok, 1 the work failed, 2 wrong usage, 3 finished with some failed parts, 130 "
           "cancelled.\n";
    print(out);
    return ok;
}

std::string words(const Verb& verb) {
    std::string out;
    for (const auto& option : verb.options)
        out += option.name + " ";
    for (const auto& option : commonOptions())
        out += option.name + " ";
    return out;
}

std::string bashCompletion() {
    std::set<std::string> first;
    std::map<std::string, std::string> second;
    std::string cases;
    for (const auto& verb : verbs()) {
        const auto parts = split(verb.name, ' ');
        first.insert(parts[0]);
        if (parts.size() > 1) second[parts[0]] += parts[1] + " ";
        cases += fmt::format("        \"{}\") options=\"{}\" ;;\n", verb.name, words(verb));
    }
    std::string methods;
    for (const auto& method : allMethods())
        methods += method.id + " ";
    std::string groups;
    for (const auto& [name, list] : second)
        groups += fmt::format(
            "    if [[ $verb == {} ]]; then\n        if (( COMP_CWORD == 2 )); then COMPREPLY=($(compgen -W "
            "\"{}\" -- \"$word\")); return; fi\n        verb=\"$verb ${{COMP_WORDS[2]}}\"\n    fi\n",
            name,
            list
        );
    std::string firstWords;
    for (const auto& name : first)
        firstWords += name + " ";
    return fmt::format(
        "# bash completion for rarebit\n_rarebit() {{\n    local word=${{COMP_WORDS[COMP_CWORD]}} "
        "before=${{COMP_WORDS[COMP_CWORD-1]}} verb=${{COMP_WORDS[1]}} options=\n"
        "    if (( COMP_CWORD == 1 )); then COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return; fi\n{}"
        "    if [[ $before == --method ]]; then COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return; fi\n"
        "    case \"$verb\" in\n{}    esac\n"
        "    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$options\" -- \"$word\")); else "
        "COMPREPLY=($(compgen -f -- \"$word\")); fi\n}}\n"
        "complete -o filenames -F _rarebit rarebit\n",
        firstWords,
        groups,
        methods,
        cases
    );
}

std::string zshCompletion() {
    return "#compdef rarebit\nautoload -U +X bashcompinit && bashcompinit\n" + bashCompletion();
}

std::string fishCompletion() {
    std::string out = "# fish completion for rarebit\n";
    const auto quoted = [](std::string text) {
        std::string escaped;
        for (const char c : text) {
            if (c == '\'' || c == '\\') escaped += '\\';
            escaped += c;
        }
        return "'" + escaped + "'";
    };
    std::set<std::string> seen;
    for (const auto& verb : verbs()) {
        const auto parts = split(verb.name, ' ');
        if (parts.size() == 1 || seen.insert(parts[0]).second)
            out += fmt::format(
                "complete -c rarebit -n __fish_use_subcommand -a {} -d {}\n",
                parts[0],
                quoted(parts.size() == 1 ? verb.summary : parts[0] + " commands")
            );
        if (parts.size() > 1)
            out += fmt::format(
                "complete -c rarebit -n '__fish_seen_subcommand_from {}' -a {} -d {}\n",
                parts[0],
                parts[1],
                quoted(verb.summary)
            );
        for (const auto& option : verb.options)
            out += fmt::format(
                "complete -c rarebit -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n",
                parts.back(),
                option.name.substr(2),
                option.value.empty() ? "" : " -r",
                quoted(option.help)
            );
    }
    return out;
}

Result<int> runCompletion(const Arguments& arguments) {
    const auto& shell = arguments.positional("SHELL");
    if (shell == "bash") return print(bashCompletion()), ok;
    if (shell == "zsh") return print(zshCompletion()), ok;
    if (shell == "fish") return print(fishCompletion()), ok;
    return badParams(
        fmt::format("there is no completion for '{}'", printable(shell)), "SHELL", "choose bash, zsh or fish"
    );
}

} // namespace

std::vector<Verb> referenceVerbs() {
    return {
        {.name = "man",
         .summary = "the manual page, as roff",
         .positionals = {},
         .options = {},
         .run = runMan},
        {.name = "completion",
         .summary = "completion for a shell",
         .positionals = {{"SHELL", "bash, zsh or fish"}},
         .options = {},
         .run = runCompletion},
    };
}

} // namespace rarebit::cli
