/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole contract between the program and a library that runs its kernels on a GPU: plain C. The library
   exports rb_open alone. One header per op stands in ops/; the functions return 0, or another number where
   last_error() says what happened. Sizes of buffers are checked by the callee. Calls come from one thread at
   a time. */
#ifndef RAREBIT_OPS_H
#define RAREBIT_OPS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RB_ABI 1u

typedef struct rb_buffer rb_buffer; /* memory of the device */
typedef void (*rb_fn)(void);

typedef struct rb_device {
    uint32_t abi; /* RB_ABI */
    const char* name;
    const char* (*last_error)(void);
    rb_buffer* (*alloc)(size_t bytes); /* NULL where it does not fit */
    void (*release)(rb_buffer*);
    int (*upload)(rb_buffer*, const void*, size_t);
    int (*download)(const rb_buffer*, void*, size_t);
    rb_fn (*find)(const char* op); /* NULL: use the CPU's */
} rb_device;

/* The first device, or NULL; then *why says why. Both live as long as the library. */
typedef const rb_device* rb_open_function(const char** why);

#ifdef __cplusplus
}
#endif
#endif
