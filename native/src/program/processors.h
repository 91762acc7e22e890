// Which processor a thread is on, and keeping it off one.
//
// A kernel that wakes a thread may put it on the processor of the thread that woke it, although others are idle: virtual processors
// that are halted count as taken. There it waits for milliseconds. So whoever wakes a thread forbids it its own processor first; the
// thread takes the prohibition back once it runs, and the system is free to move it again.
#pragma once
#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

inline int32_t current_processor() { return sched_getcpu(); }

// The processors that a thread may use without `processor`, if others are left; then true, and all of them in `before`. A thread that
// may not be told where to run, by this system or this process, stays as it is.
inline bool keep_off(int32_t thread, int32_t processor, cpu_set_t* before) {
    if (processor < 0 || processor >= CPU_SETSIZE || sched_getaffinity(thread, sizeof *before, before) != 0) return false;
    if (!CPU_ISSET(processor, before) || CPU_COUNT(before) < 2) return false;
    cpu_set_t others = *before;
    CPU_CLR(processor, &others);
    return sched_setaffinity(thread, sizeof others, &others) == 0;
}

inline int32_t current_thread() { return (int32_t)syscall(SYS_gettid); }

}  // namespace
