// SPDX-License-Identifier: GPL-3.0-or-later
// The device, its memory and the table of ops.
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

#include <cstdio>
#include <cstring>
#include <new>

namespace rb_gpu {
namespace {

char lastError[256] = "";

struct Entry {
    const char* op;
    rb_fn function;
};
template <class Function>
rb_fn slot(Function* function) {
    return reinterpret_cast<rb_fn>(function);
}
const Entry table[] = {
    {"f16_to_floats", slot<rb_widen>(f16ToFloats)},
    {"bf16_to_floats", slot<rb_widen>(bf16ToFloats)},
    {"e4m3_to_floats", slot<rb_widen>(e4m3ToFloats)},
    {"e5m2_to_floats", slot<rb_widen>(e5m2ToFloats)},
    {"floats_to_f16", slot<rb_narrow>(floatsToF16)},
    {"floats_to_bf16", slot<rb_narrow>(floatsToBf16)},
    {"floats_to_e4m3", slot<rb_narrow>(floatsToE4m3)},
    {"floats_to_e5m2", slot<rb_narrow>(floatsToE5m2)},
    {"absmax_blocks", slot<rb_absmax_blocks>(absmaxBlocks)},
    {"range_blocks", slot<rb_range_blocks>(rangeBlocks)},
    {"moments_blocks", slot<rb_moments_blocks>(momentsBlocks)},
    {"histogram", slot<rb_histogram>(histogram)},
    {"quantise_groups", slot<rb_quantise_groups>(quantiseGroups)},
    {"dequantise_groups", slot<rb_dequantise_groups>(dequantiseGroups)},
    {"pack_bits", slot<rb_pack_bits>(packBits)},
    {"unpack_bits", slot<rb_unpack_bits>(unpackBits)},
};

const char* lastErrorText() {
    return lastError;
}
rb_buffer* alloc(size_t bytes) {
    auto* buffer = new (std::nothrow) rb_buffer{nullptr, bytes};
    if (!buffer) return nullptr;
    if (check(cudaMalloc(&buffer->data, bytes > 0 ? bytes : 1), "alloc") == 0) return buffer;
    delete buffer;
    return nullptr;
}
void release(rb_buffer* buffer) {
    if (!buffer) return;
    (void)cudaFree(buffer->data);
    delete buffer;
}
int upload(rb_buffer* buffer, const void* from, size_t bytes) {
    if (!holds(buffer, bytes, 1)) return refuse("upload: short buffer");
    return check(cudaMemcpy(buffer->data, from, bytes, cudaMemcpyHostToDevice), "upload");
}
int download(const rb_buffer* buffer, void* to, size_t bytes) {
    if (!holds(buffer, bytes, 1)) return refuse("download: short buffer");
    return check(cudaMemcpy(to, buffer->data, bytes, cudaMemcpyDeviceToHost), "download");
}
rb_fn find(const char* op) {
    for (const Entry& entry : table)
        if (std::strcmp(entry.op, op) == 0) return entry.function;
    return nullptr;
}

} // namespace

int check(cudaError_t status, const char* what) {
    if (status == cudaSuccess) return 0;
    std::snprintf(lastError, sizeof lastError, "%s: %s", what, cudaGetErrorString(status));
    (void)cudaGetLastError(); // the next call starts clean where the device still works
    return 1;
}
int refuse(const char* why) {
    std::snprintf(lastError, sizeof lastError, "%s", why);
    return 1;
}

} // namespace rb_gpu

extern "C" __attribute__((visibility("default"))) const rb_device* rb_open(const char** why) {
    using namespace rb_gpu;
    static cudaDeviceProp properties;
    int count = 0;
    int failed = check(cudaGetDeviceCount(&count), "looking for a device");
    if (!failed && count == 0) failed = refuse("no CUDA device");
    if (!failed) failed = check(cudaSetDevice(0), "choosing device 0");
    if (!failed) failed = check(cudaGetDeviceProperties(&properties, 0), "asking device 0 what it is");
    if (failed) {
        if (why) *why = lastError;
        return nullptr;
    }
    static const rb_device device{
        RB_ABI, properties.name, lastErrorText, alloc, release, upload, download, find};
    return &device;
}
