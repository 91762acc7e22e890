#include "watch.h"

#include <time.h>

#include "team.h"

namespace {

// A question costs a tenth of a microsecond, and a look at the clock a quarter of that.
constexpr int64_t ASK_NANOS = 10000000;
// A grain takes some microseconds, mostly. Work of few is not cut: to begin it twice would be slower. The first piece of other work has so
// many; then pieces become longer or shorter, until they take a time between these.
constexpr int64_t FEW_GRAINS = 256, FIRST_GRAINS = 32;
constexpr int64_t SHORT_NANOS = 1000000, LONG_NANOS = 5000000;

int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct watched {
    mk_watch* watch;
    int64_t grain;
    void (*body)(void*, int64_t, int64_t);
    void* arg;
};

void run_watched(void* arg, int64_t begin, int64_t end) {
    const watched& w = *(const watched*)arg;
    int64_t grains = FIRST_GRAINS, before = now();
    while (begin < end && !w.watch->look()) {
        const int64_t size = grains * w.grain, next = end - begin < size ? end : begin + size;
        w.body(w.arg, begin, next);
        begin = next;
        const int64_t after = now(), took = after - before;
        if (took < SHORT_NANOS) grains *= 2;
        else if (took > LONG_NANOS && grains > 1) grains /= 2;
        before = after;
    }
}

}  // namespace

mk_watch::mk_watch(int32_t (*a)(void*), void* w) : ask(a), who(w), mode(mk_flush_denormals()), caller(pthread_self()), next(now() + ASK_NANOS) {
    mk_restore_denormals(mode);
}

bool mk_watch::look() {
    if (stopped()) return true;
    if (!pthread_equal(caller, pthread_self())) return false;
    const int64_t time = now();
    if (time < next) return false;
    next = time + ASK_NANOS;
    mk_restore_denormals(mode);
    const int32_t answer = ask(who);
    mk_flush_denormals();
    __atomic_store_n(&stop, answer, __ATOMIC_RELAXED);
    return answer != 0;
}

void mk_parallel_watched(const mk_context* c, int64_t count, int64_t grain, void (*body)(void*, int64_t, int64_t), void* arg) {
    mk_context plain = *c;
    plain.watch = nullptr;
    if (count / grain <= FEW_GRAINS) {
        mk_parallel(&plain, count, grain, body, arg);
        return;
    }
    watched w = {c->watch, grain, body, arg};
    mk_parallel(&plain, count, grain, run_watched, &w);
}

extern "C" int32_t mk_stopped(const mk_context* c) { return c->watch && c->watch->look(); }
