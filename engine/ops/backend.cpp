// SPDX-License-Identifier: GPL-3.0-or-later
// The door to the GPU: librarebit_gpu.so beside the engine library, loaded when a job first asks for it.
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "gpu/abi/rarebit_ops.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace rarebit {
namespace {

struct Gpu {
    const rb_device* device = nullptr;
    Error missing{}; // where there is none
};

Gpu load() {
    const auto path = (libraryFolder() / "librarebit_gpu.so").string();
    const auto none = [&](std::string what, const char* fix) {
        return Gpu{nullptr, unsupported(std::move(what), path, fix)};
    };
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return none("there is no CUDA module", "build Rarebit where nvcc is installed, or use --backend cpu");
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return none(
            fmt::format("the CUDA module cannot be loaded: {}", dlerror()),
            "build Rarebit again, or use --backend cpu"
        );
    const auto open = reinterpret_cast<rb_open_function*>(dlsym(library, "rb_open"));
    if (!open) return none("the CUDA module has no rb_open", "build Rarebit again, or use --backend cpu");
    const char* why = "no reason given";
    const rb_device* device = open(&why);
    if (!device)
        return none(
            fmt::format("no CUDA device can be used: {}", why),
            "check the GPU and its driver with nvidia-smi, or use --backend cpu"
        );
    if (device->abi != RB_ABI)
        return none(
            fmt::format("the CUDA module has ABI {}, this program {}", device->abi, RB_ABI),
            "build both from the same sources, or use --backend cpu"
        );
    return {device};
}

} // namespace

Result<Backend> chooseBackend(std::string_view id) {
    if (id == "cpu") return Backend{};
    if (id != "cuda" && id != "auto")
        return badParams(
            fmt::format("there is no backend '{}'", printable(id)), "--backend", "use cpu, cuda or auto"
        );
    static const Gpu gpu = load();
    if (gpu.device) return Backend{"cuda", gpu.device};
    if (id == "auto") return Backend{};
    return gpu.missing;
}

} // namespace rarebit
