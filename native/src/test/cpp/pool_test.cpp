// The pool under concurrent callers: every piece is done exactly once, and nobody hangs.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vector>

#include "markhor.h"
#include "program/team.h"

namespace {

struct job {
    std::vector<unsigned char> hits;
};

void body(void* arg, int64_t begin, int64_t end) {
    job* j = (job*)arg;
    for (int64_t i = begin; i < end; i++) j->hits[(size_t)i]++;
}

void* pool;
int failures;

void* caller(void* seed) {
    unsigned state = (unsigned)(size_t)seed;
    for (int round = 0; round < 300; round++) {
        mk_team team(pool);
        mk_context context = {nullptr, nullptr, &team};
        for (int step = 0; step < 20; step++) {
            state = state * 1664525u + 1013904223u;
            int64_t count = state % 5000, grain = 1 + state / 7 % 300;
            job j = {std::vector<unsigned char>((size_t)count)};
            mk_parallel(&context, count, grain, body, &j);
            for (unsigned char hit : j.hits) {
                if (hit != 1) __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
            }
        }
        team.leave();
    }
    return nullptr;
}


}  // namespace

int main() {
    for (int threads : {1, 2, 4, 9}) {
        pool = mk_pool_create(threads);
        pthread_t callers[6];
        for (int n : {1, 2, 6}) {
            for (int i = 0; i < n; i++) pthread_create(&callers[i], nullptr, caller, (void*)(size_t)(i + n));
            for (int i = 0; i < n; i++) pthread_join(callers[i], nullptr);
        }
        mk_pool_close(pool);
    }
    printf("pool: %s\n", failures ? "FAILED" : "ok");
    return failures != 0;
}
