// Whether a program shall end before its time. Its caller's thread asks, now and then; other threads see what was answered.
#pragma once
#include <pthread.h>
#include <stdint.h>

#include "../kernel.h"

struct mk_watch {
    // Made by the caller before it sets a floating-point mode; `ask` is called with its own.
    mk_watch(int32_t (*ask)(void*), void* who);

    // For any thread; asks on the caller's, if it has not asked for some milliseconds.
    bool look();
    bool stopped() const { return __atomic_load_n(&stop, __ATOMIC_RELAXED) != 0; }

  private:
    int32_t (*ask)(void*);
    void* who;
    uint64_t mode;
    pthread_t caller;
    int64_t next;  // when to ask
    int32_t stop = 0;
};

// mk_parallel for work that may be left unfinished: looks between pieces of it.
void mk_parallel_watched(const mk_context* c, int64_t count, int64_t grain, void (*body)(void*, int64_t, int64_t), void* arg);
