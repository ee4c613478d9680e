// SPDX-License-Identifier: GPL-3.0-or-later
// Before <hwy/foreach_target.h>: the CPU generations that pay for their compile time. On x86 the lowest is
// SSE4 (2010); older CPUs run the plain loops, see cpuOps(). Highway's own lowest target lacks half of the
// operations.
#pragma once

#if defined(__x86_64__)
#define HWY_BASELINE_TARGETS HWY_SSE4
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#endif
