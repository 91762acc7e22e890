// Waiting: spinning for some microseconds, then sleeping until somebody wakes.
#pragma once
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <time.h>

namespace {

constexpr int64_t SPIN_NANOS = 150000;
constexpr int64_t YIELD_NANOS = 3000;

inline void pause_briefly() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

inline int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// Spins until ready() or for SPIN_NANOS; returns ready(). After some microseconds the processor is offered to others between two looks:
// whoever is waited for, or another program, may want it.
template <typename Ready>
bool spin(Ready ready) {
    if (ready()) return true;
    const int64_t start = now();
    int64_t waited = 0;
    do {
        for (int i = 0; i < 32; i++) {
            pause_briefly();
            if (ready()) return true;
        }
        if (waited > YIELD_NANOS) sched_yield();
        waited = now() - start;
    } while (waited < SPIN_NANOS);
    return false;
}

// Where a thread sleeps until another one has changed what it waits for.
struct bed {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    int32_t asleep;

    void make() {
        pthread_mutex_init(&mutex, nullptr);
        pthread_cond_init(&cond, nullptr);
        asleep = 0;
    }
    void remove() {
        pthread_cond_destroy(&cond);
        pthread_mutex_destroy(&mutex);
    }
    bool taken() const { return __atomic_load_n(&asleep, __ATOMIC_SEQ_CST) != 0; }
    // The change must be visible (sequentially consistent) before this is called.
    void wake() {
        if (!taken()) return;
        pthread_mutex_lock(&mutex);
        __atomic_store_n(&asleep, 0, __ATOMIC_SEQ_CST);
        pthread_cond_signal(&cond);
        pthread_mutex_unlock(&mutex);
    }
    template <typename Ready>
    void sleep_until(Ready ready) {
        pthread_mutex_lock(&mutex);
        while (true) {
            __atomic_store_n(&asleep, 1, __ATOMIC_SEQ_CST);
            if (ready()) break;
            while (__atomic_load_n(&asleep, __ATOMIC_SEQ_CST)) pthread_cond_wait(&cond, &mutex);
        }
        __atomic_store_n(&asleep, 0, __ATOMIC_SEQ_CST);
        pthread_mutex_unlock(&mutex);
    }
};

}  // namespace
