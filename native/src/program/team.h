// The threads of one mk_run: its caller, plus the workers of a pool that it could lease.
#pragma once
#include <stdint.h>

#include "../kernel.h"

// Sets flush-to-zero for this thread and returns the mode before, for mk_restore_denormals.
uint64_t mk_flush_denormals();
void mk_restore_denormals(uint64_t mode);

struct mk_pool;
struct mk_worker;

struct mk_team {
    explicit mk_team(void* pool);
    bool usable() const { return pool != nullptr; }

    // Splits the work and returns when all of it is done. Workers are leased when there is something to split and some are
    // idle, and given back early when more callers come than the pool has threads for.
    void run(int64_t count, int64_t grain, void (*body)(void*, int64_t, int64_t), void* arg);
    // Gives the workers back; the last call.
    void leave();

  private:
    void lease();
    void release();
    bool pays(int64_t grains) const;

    mk_pool* pool;
    mk_worker* first = nullptr;  // leased workers, a linked list; its head holds the work they share
    int helpers = 0;
};
