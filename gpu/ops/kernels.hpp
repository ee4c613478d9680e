// SPDX-License-Identifier: GPL-3.0-or-later
// What every .cu file needs: buffers, errors, and a loop over elements on the device.
#pragma once

#include "gpu/abi/rarebit_ops.h"

#include <cuda_runtime.h>

#include <algorithm>

struct rb_buffer {
    void* data = nullptr;
    size_t bytes = 0;
};

namespace rb_gpu {

/// 0 for success; else 1, and last_error() says what failed.
int check(cudaError_t status, const char* what);
int refuse(const char* why);

template <class T>
const T* in(const rb_buffer* buffer) {
    return static_cast<const T*>(buffer->data);
}
template <class T>
T* out(rb_buffer* buffer) {
    return static_cast<T*>(buffer->data);
}
inline bool holds(const rb_buffer* buffer, size_t count, size_t size) {
    return buffer && count <= buffer->bytes / size;
}

/// Waits for the kernel that was just launched.
inline int finish(const char* what) {
    if (const int failed = check(cudaGetLastError(), what)) return failed;
    return check(cudaDeviceSynchronize(), what);
}

template <class Body>
__global__ void loop(size_t n, Body body) {
    for (size_t i = blockIdx.x * size_t(blockDim.x) + threadIdx.x; i < n; i += size_t(gridDim.x) * blockDim.x)
        body(i);
}
template <class Body>
int forEach(size_t n, const char* what, Body body) {
    if (n == 0) return 0;
    loop<<<static_cast<unsigned>(std::min<size_t>((n + 255) / 256, 65'536)), 256>>>(n, body);
    return finish(what);
}

/// One block of threads for each of n tasks, in runs that fit a grid.
constexpr unsigned lanes = 128;
template <class Body>
__global__ void tasks(size_t n, Body body) {
    for (size_t i = blockIdx.x; i < n; i += gridDim.x) {
        body(i);
        __syncthreads();
    }
}
template <class Body>
int forTasks(size_t n, const char* what, Body body) {
    if (n == 0) return 0;
    tasks<<<static_cast<unsigned>(std::min<size_t>(n, 65'536)), lanes>>>(n, body);
    return finish(what);
}

/// Every lane's state merged in a fixed tree; the result stands in states[0].
template <class State, class Merge>
__device__ void mergeLanes(State* states, const State& own, Merge mergeInto) {
    states[threadIdx.x] = own;
    for (unsigned step = lanes / 2; step > 0; step /= 2) {
        __syncthreads();
        if (threadIdx.x < step) mergeInto(states[threadIdx.x], states[threadIdx.x + step]);
    }
    __syncthreads();
}

} // namespace rb_gpu
