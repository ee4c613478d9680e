// SPDX-License-Identifier: GPL-3.0-or-later
// Build step: loads every module once and writes catalogue.json beside them.
// rarebit-catalogue OUT.json MODULE...
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

int main(int argc, char** argv) {
    using namespace rarebit;
    if (argc < 2) return 2;
    const std::filesystem::path out = argv[1];
    Json modules = Json::object();
    for (int i = 2; i < argc; ++i) {
        const std::string name = argv[i];
        const auto path = out.parent_path() / ("librarebit_" + name + ".so");
        void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!handle) {
            fmt::print(stderr, "{}\n", dlerror());
            return 1;
        }
        const auto entry =
            reinterpret_cast<const DefinitionTables& (*)()>(dlsym(handle, "rarebit_module_tables"));
        if (!entry) {
            fmt::print(stderr, "{}: no rarebit_module_tables\n", path.string());
            return 1;
        }
        modules[name] = describeTables(entry());
    }
    const auto text = Json::object({{"modules", modules}}).dump(1) + "\n";
    if (const auto status = writeFile(out, text); !status) {
        fmt::print(stderr, "{}: {}\n", status.error().where, status.error().what);
        return 1;
    }
    return 0;
}
