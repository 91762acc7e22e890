// The thread pool.
//
// A worker is idle (leased by nobody), or serves a team: it watches the desk of the team's first worker, see desk.h. A worker that was
// just handed to another team may still do a piece of the old one: right all the same. Who finds nothing to do spins for some
// microseconds, then sleeps.
#include "team.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "markhor.h"
#include "processors.h"
#include "watch.h"

struct alignas(64) mk_worker {
    int32_t leased;     // 1 while a team has it
    int32_t stop;
    desk* serving;      // the desk it watches, or null
    int32_t own;        // its share there
    mk_worker* next;    // in its team; only the team's caller touches it
    pthread_t thread;
    int32_t id;         // the system's, once it runs
    bed own_bed;
    int32_t restricted; // whether it has been kept off a processor, and may lift that
    cpu_set_t before;   // to these
    alignas(64) int32_t processor;  // where it was last; -1: unknown
    alignas(64) desk own_desk;      // used while it is the first of its team
};

struct mk_pool {
    int32_t workers;
    mk_worker* worker;
    alignas(64) int32_t callers;  // inside mk_run
    int32_t leased;               // workers
    // Since when, with short breaks, and until when work was done without workers that slept.
    alignas(64) int64_t missed_since;
    int64_t missed_until;
};

namespace {

// Waking a thread takes 8 microseconds here and 20 until it runs; 30 of work alone must have gone before, in this call or in those just
// before it, or be certain to come.
constexpr int64_t WAKE_AFTER_NANOS = 30000;
constexpr int64_t WAKE_GRAINS = 32;

void note_processor(mk_worker* self) {
    const int32_t processor = current_processor();
    if (__atomic_load_n(&self->processor, __ATOMIC_RELAXED) != processor) __atomic_store_n(&self->processor, processor, __ATOMIC_RELAXED);
}

void* work(void* argument) {
    mk_worker* self = (mk_worker*)argument;
    __atomic_store_n(&self->id, current_thread(), __ATOMIC_RELEASE);
    mk_flush_denormals();
    desk* last = nullptr;
    uint64_t done = 0;  // generation of the last work there
    auto wanted = [&] {
        note_processor(self);
        const desk* d = __atomic_load_n(&self->serving, __ATOMIC_SEQ_CST);
        if (d && (d != last || d->shares[__atomic_load_n(&self->own, __ATOMIC_RELAXED)].generation() != done)) return true;
        return __atomic_load_n(&self->restricted, __ATOMIC_SEQ_CST) || __atomic_load_n(&self->stop, __ATOMIC_SEQ_CST);
    };
    while (!__atomic_load_n(&self->stop, __ATOMIC_SEQ_CST)) {
        note_processor(self);
        if (desk* d = __atomic_load_n(&self->serving, __ATOMIC_SEQ_CST)) {
            const int32_t own = __atomic_load_n(&self->own, __ATOMIC_RELAXED);
            last = d;
            done = d->shares[own].generation();
            d->help(own);
        }
        if (__atomic_load_n(&self->restricted, __ATOMIC_ACQUIRE)) {
            sched_setaffinity(0, sizeof self->before, &self->before);
            __atomic_store_n(&self->restricted, 0, __ATOMIC_RELEASE);
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

// Sees to it that a worker comes, from its sleep too if `waking`; and not to `processor`, where its caller runs: by the time that it had
// its turn there, its caller would have done all the work.
void summon(mk_worker* worker, int32_t processor, bool waking) {
    const bool asleep = worker->own_bed.taken();
    if (asleep ? !waking : __atomic_load_n(&worker->processor, __ATOMIC_RELAXED) != processor) return;
    const int32_t id = __atomic_load_n(&worker->id, __ATOMIC_ACQUIRE);
    if (id != 0 && !__atomic_load_n(&worker->restricted, __ATOMIC_ACQUIRE) && keep_off(id, processor, &worker->before))
        __atomic_store_n(&worker->restricted, 1, __ATOMIC_SEQ_CST);
    __atomic_store_n(&worker->processor, -1, __ATOMIC_RELAXED);
    worker->own_bed.wake();
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
    int32_t own = 0;
    for (mk_worker* w = first; w; w = w->next) {
        __atomic_store_n(&w->own, ++own % MOST_SHARES, __ATOMIC_RELAXED);
        __atomic_store_n(&w->serving, &first->own_desk, __ATOMIC_SEQ_CST);
    }
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

// Whether work of so many grains pays for waking workers.
bool mk_team::pays(int64_t grains) const {
    if (grains >= WAKE_GRAINS) return true;
    const int64_t time = now();
    if (time - __atomic_load_n(&pool->missed_until, __ATOMIC_RELAXED) > SPIN_NANOS)
        __atomic_store_n(&pool->missed_since, time, __ATOMIC_RELAXED);
    return time - __atomic_load_n(&pool->missed_since, __ATOMIC_RELAXED) > WAKE_AFTER_NANOS;
}

void mk_team::run(int64_t count, int64_t grain, body_function body, void* arg) {
    if (grain < 1) grain = 1;
    if (count > grain) lease();
    if (count <= grain || helpers == 0) {
        if (count > 0) body(arg, 0, count);
        return;
    }
    const int64_t grains = (count + grain - 1) / grain;
    const int wanted = grains <= helpers ? (int)grains - 1 : helpers;
    int awake = 0, i = 0;
    for (const mk_worker* w = first; i < wanted; w = w->next, i++) awake += !w->own_bed.taken();
    const bool waking = awake < wanted && pays(grains), missed = awake < wanted && !waking;
    if (missed && awake == 0) {
        body(arg, 0, count);
    } else {
        desk* d = &first->own_desk;
        d->offer(wanted + 1, count, grain, body, arg);
        const int32_t processor = current_processor();
        i = 0;
        for (mk_worker* w = first; i < wanted; w = w->next, i++) summon(w, processor, waking);
        d->help(0);
        auto finished = [d] { return d->finished(); };
        if (!spin(finished)) d->owner.sleep_until(finished);
    }
    if (missed) __atomic_store_n(&pool->missed_until, now(), __ATOMIC_RELAXED);
}

extern "C" {

void mk_parallel(const mk_context* c, int64_t count, int64_t grain, body_function body, void* arg) {
    if (c->watch) {
        mk_parallel_watched(c, count, grain < 1 ? 1 : grain, body, arg);
    } else if (c->team) {
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
