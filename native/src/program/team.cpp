// The thread pool.
//
// A worker is idle (leased by nobody), or serves a team: it watches the desk of the team's first worker. A desk holds the
// work being split and `claim`, one word with the work's generation and the number of pieces that nobody has taken. Whoever
// wants a piece reads the claim, then the work, then lowers the claim by compare-and-swap. The owner writes new work only
// when every piece of the old one is done, so a swap that succeeds proves that what was read belongs together, however late
// a worker comes; nobody waits for a worker that overslept. A worker that was just handed to another team may still do a
// piece of the old one: right all the same.
//
// Who finds nothing to do spins for some microseconds, then sleeps on a condition variable.
#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "markhor.h"

namespace {

constexpr int64_t SPIN_NANOS = 40000;
constexpr int64_t YIELD_NANOS = 3000;
constexpr int64_t PIECES_PER_THREAD = 4;  // uneven cores and noisy neighbours even out
constexpr int PIECE_BITS = 20;
constexpr uint64_t PIECE_MASK = (1u << PIECE_BITS) - 1;

typedef void (*body_function)(void*, int64_t, int64_t);

inline void pause_briefly() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// Spins until ready() or for SPIN_NANOS; returns ready(). After some microseconds the processor is offered to others: whoever is waited
// for may have been put on the same one.
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
    // The change must be visible (sequentially consistent) before this is called.
    void wake() {
        if (!__atomic_load_n(&asleep, __ATOMIC_SEQ_CST)) return;
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

struct alignas(64) desk {
    uint64_t claim;  // generation << PIECE_BITS | pieces nobody has taken
    body_function body;
    void* arg;
    int64_t count, piece, pieces;
    alignas(64) int64_t unfinished;
    bed owner;

    bool open() { return (__atomic_load_n(&claim, __ATOMIC_SEQ_CST) & PIECE_MASK) != 0; }

    // Only by the owner, and only when all of the work before is done.
    void offer(int64_t newCount, int64_t newPiece, int64_t newPieces, body_function newBody, void* newArg) {
        uint64_t generation = (__atomic_load_n(&claim, __ATOMIC_RELAXED) >> PIECE_BITS) + 1;
        __atomic_store_n(&body, newBody, __ATOMIC_RELAXED);
        __atomic_store_n(&arg, newArg, __ATOMIC_RELAXED);
        __atomic_store_n(&count, newCount, __ATOMIC_RELAXED);
        __atomic_store_n(&piece, newPiece, __ATOMIC_RELAXED);
        __atomic_store_n(&pieces, newPieces, __ATOMIC_RELAXED);
        __atomic_store_n(&unfinished, newPieces, __ATOMIC_RELAXED);
        __atomic_store_n(&claim, generation << PIECE_BITS | (uint64_t)newPieces, __ATOMIC_SEQ_CST);
    }

    // Does one piece; false if none was left.
    bool take() {
        uint64_t seen = __atomic_load_n(&claim, __ATOMIC_ACQUIRE);
        while (seen & PIECE_MASK) {
            body_function b = __atomic_load_n(&body, __ATOMIC_RELAXED);
            void* a = __atomic_load_n(&arg, __ATOMIC_RELAXED);
            int64_t n = __atomic_load_n(&count, __ATOMIC_RELAXED);
            int64_t size = __atomic_load_n(&piece, __ATOMIC_RELAXED);
            int64_t index = __atomic_load_n(&pieces, __ATOMIC_RELAXED) - (int64_t)(seen & PIECE_MASK);
            if (__atomic_compare_exchange_n(&claim, &seen, seen - 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
                int64_t begin = index * size, end = begin + size < n ? begin + size : n;
                b(a, begin, end);
                return true;
            }
        }
        return false;
    }

    // After each piece; true for the last one.
    bool finish() { return __atomic_sub_fetch(&unfinished, 1, __ATOMIC_SEQ_CST) == 0; }
    bool finished() { return __atomic_load_n(&unfinished, __ATOMIC_SEQ_CST) == 0; }
};

}  // namespace

struct alignas(64) mk_worker {
    int32_t leased;    // 1 while a team has it
    int32_t stop;
    desk* serving;     // the desk it watches, or null
    mk_worker* next;   // in its team; only the team's caller touches it
    pthread_t thread;
    bed own_bed;
    desk own_desk;     // used while it is the first of its team
};

struct mk_pool {
    int32_t workers;
    mk_worker* worker;
    alignas(64) int32_t callers;  // inside mk_run
    int32_t leased;               // workers
};

namespace {

void* work(void* argument) {
    mk_worker* self = (mk_worker*)argument;
    mk_flush_denormals();
    auto wanted = [self] {
        desk* d = __atomic_load_n(&self->serving, __ATOMIC_SEQ_CST);
        return (d && d->open()) || __atomic_load_n(&self->stop, __ATOMIC_SEQ_CST);
    };
    while (!__atomic_load_n(&self->stop, __ATOMIC_SEQ_CST)) {
        desk* d = __atomic_load_n(&self->serving, __ATOMIC_SEQ_CST);
        while (d && d->take()) {
            if (d->finish()) d->owner.wake();
        }
        if (!spin(wanted)) self->own_bed.sleep_until(wanted);
    }
    return nullptr;
}

// Signals are the JVM's business; only what this very thread causes may interrupt it.
bool start(mk_worker* worker) {
    sigset_t all, before;
    sigfillset(&all);
    sigdelset(&all, SIGSEGV);
    sigdelset(&all, SIGBUS);
    sigdelset(&all, SIGFPE);
    sigdelset(&all, SIGILL);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 2 << 20);
    int failed = pthread_create(&worker->thread, &attributes, work, worker);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!failed) pthread_setname_np(worker->thread, "markhor");
    return !failed;
}

}  // namespace

mk_team::mk_team(void* p) : pool((mk_pool*)p) {
    if (pool) __atomic_add_fetch(&pool->callers, 1, __ATOMIC_RELAXED);
}

// Workers are leased only while callers and leased workers together fit the pool's threads, so that as many callers as
// threads run undisturbed.
void mk_team::lease() {
    int32_t free = pool->workers + 1 - __atomic_load_n(&pool->callers, __ATOMIC_RELAXED) -
                   __atomic_load_n(&pool->leased, __ATOMIC_RELAXED);
    if (free < 0 && helpers > 0) release();
    if (helpers > 0 || free <= 0) return;
    for (int32_t i = 0; i < pool->workers && helpers < free; i++) {
        mk_worker* w = &pool->worker[i];
        int32_t idle = 0;
        if (__atomic_load_n(&w->leased, __ATOMIC_RELAXED) ||
            !__atomic_compare_exchange_n(&w->leased, &idle, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            continue;
        }
        w->next = first;
        first = w;
        helpers++;
    }
    __atomic_add_fetch(&pool->leased, helpers, __ATOMIC_RELAXED);
    for (mk_worker* w = first; w; w = w->next) __atomic_store_n(&w->serving, &first->own_desk, __ATOMIC_SEQ_CST);
}

void mk_team::release() {
    __atomic_sub_fetch(&pool->leased, helpers, __ATOMIC_RELAXED);
    for (mk_worker* w = first; w;) {
        mk_worker* next = w->next;
        __atomic_store_n(&w->serving, (desk*)nullptr, __ATOMIC_SEQ_CST);
        __atomic_store_n(&w->leased, 0, __ATOMIC_RELEASE);
        w = next;
    }
    first = nullptr;
    helpers = 0;
}

void mk_team::leave() {
    if (!pool) return;
    if (helpers > 0) release();
    __atomic_sub_fetch(&pool->callers, 1, __ATOMIC_RELAXED);
}

void mk_team::run(int64_t count, int64_t grain, body_function body, void* arg) {
    if (grain < 1) grain = 1;
    if (count > grain) lease();
    if (count <= grain || helpers == 0) {
        if (count > 0) body(arg, 0, count);
        return;
    }
    int64_t grains = (count + grain - 1) / grain, most = (helpers + 1) * PIECES_PER_THREAD;
    int64_t piece = grains <= most ? grain : (grains + most - 1) / most * grain;
    int64_t pieces = (count + piece - 1) / piece;
    desk* d = &first->own_desk;
    d->offer(count, piece, pieces, body, arg);
    int64_t wake = pieces - 1;
    for (mk_worker* w = first; w && wake > 0; w = w->next, wake--) w->own_bed.wake();
    while (d->take()) d->finish();
    auto finished = [d] { return d->finished(); };
    if (!spin(finished)) d->owner.sleep_until(finished);
}

extern "C" {

void mk_parallel(const mk_context* c, int64_t count, int64_t grain, body_function body, void* arg) {
    if (c->team) {
        c->team->run(count, grain, body, arg);
    } else if (count > 0) {
        body(arg, 0, count);
    }
}

void* mk_pool_create(int32_t threads) {
    int32_t wanted = threads > 1 ? threads - 1 : 0;
    mk_pool* pool = (mk_pool*)aligned_alloc(64, sizeof(mk_pool));
    if (!pool) return nullptr;
    memset((void*)pool, 0, sizeof *pool);
    if (wanted == 0) return pool;
    pool->worker = (mk_worker*)aligned_alloc(64, sizeof(mk_worker) * (size_t)wanted);
    if (!pool->worker) {
        free(pool);
        return nullptr;
    }
    memset((void*)pool->worker, 0, sizeof(mk_worker) * (size_t)wanted);
    for (int32_t i = 0; i < wanted; i++) {
        mk_worker* w = &pool->worker[i];
        w->own_bed.make();
        w->own_desk.owner.make();
        if (!start(w)) {
            w->own_bed.remove();
            w->own_desk.owner.remove();
            break;
        }
        pool->workers++;
    }
    return pool;
}

int32_t mk_pool_threads(const void* pool) { return ((const mk_pool*)pool)->workers + 1; }

void mk_pool_close(void* p) {
    mk_pool* pool = (mk_pool*)p;
    if (!pool) return;
    for (int32_t i = 0; i < pool->workers; i++) {
        mk_worker* w = &pool->worker[i];
        __atomic_store_n(&w->stop, 1, __ATOMIC_SEQ_CST);
        w->own_bed.wake();
    }
    for (int32_t i = 0; i < pool->workers; i++) pthread_join(pool->worker[i].thread, nullptr);
    for (int32_t i = 0; i < pool->workers; i++) {
        pool->worker[i].own_bed.remove();
        pool->worker[i].own_desk.owner.remove();
    }
    free(pool->worker);
    free(pool);
}

}  // extern "C"
