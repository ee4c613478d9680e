// SPDX-License-Identifier: GPL-3.0-or-later
// Entry points of the fuzzing programs. The same functions run in the ordinary tests over a fixed set of
// damaged inputs (replay_test.cpp). They return how far an input came: 0 refused at once, more: deeper.
#pragma once

#include "engine/jobs/job.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace rarebit::fuzz {

int bit_io(std::span<const std::byte> data);
int huffman(std::span<const std::byte> data);
int rans(std::span<const std::byte> data);
int range_coder(std::span<const std::byte> data);
int stream(std::span<const std::byte> data);
int reader(std::span<const std::byte> data); // the first byte chooses one
int openWith(std::string_view reader, std::span<const std::byte> data);

/// One thread, 256 MiB: what an input asks for beyond is refused, not allocated.
JobContext limitedJob();
/// Loads every part, whole where it fits and a range of its rows; errors are fine, crashes are not.
void loadAll(const Asset& asset, JobContext& job);
/// A folder of this process, removed at its end.
const std::filesystem::path& scratchFolder();

} // namespace rarebit::fuzz

#ifdef RB_FUZZ_PROGRAM
#define RB_FUZZ_TARGET(name)                                                                                 \
    extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {                          \
        rarebit::fuzz::name(std::as_bytes(std::span(data, size)));                                           \
        return 0;                                                                                            \
    }
#else
#define RB_FUZZ_TARGET(name) // the tests call the function
#endif
