// The pool under concurrent callers: every piece is done exactly once, nobody hangs, and threads may run where they might before.
#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <vector>

#include "markhor.h"
#include "program/team.h"

namespace {

void* pool;
int failures;

struct job {
    std::vector<unsigned char> hits;
    int64_t grain;
    bool slow;
};

void body(void* arg, int64_t begin, int64_t end) {
    job* j = (job*)arg;
    if (begin % j->grain != 0 || begin >= end) __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
    if (j->slow) usleep((unsigned)(begin % 7) * 20);
    for (int64_t i = begin; i < end; i++) j->hits[(size_t)i]++;
}

void* caller(void* seed) {
    unsigned state = (unsigned)(size_t)seed;
    for (int round = 0; round < 300; round++) {
        mk_team team(pool);
        mk_context context = {nullptr, nullptr, &team};
        for (int step = 0; step < 20; step++) {
            state = state * 1664525u + 1013904223u;
            int64_t count = state % 5000, grain = 1 + state / 7 % 300;
            job j = {std::vector<unsigned char>((size_t)count), grain, state % 97 == 0};
            if (state % 89 == 0) usleep(100);  // workers fall asleep
            mk_parallel(&context, count, grain, body, &j);
            for (unsigned char hit : j.hits) {
                if (hit != 1) __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
            }
        }
        team.leave();
    }
    return nullptr;
}

// All threads of this process may run where this one may.
bool unrestricted() {
    cpu_set_t all, one;
    sched_getaffinity(0, sizeof all, &all);
    bool same = true;
    DIR* threads = opendir("/proc/self/task");
    while (const dirent* entry = readdir(threads)) {
        const int id = atoi(entry->d_name);
        if (id > 0 && sched_getaffinity(id, sizeof one, &one) == 0 && !CPU_EQUAL(&all, &one)) same = false;
    }
    closedir(threads);
    return same;
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
        int patience = 100;
        while (!unrestricted() && patience > 0) {
            usleep(10000);
            patience--;
        }
        if (patience == 0) {
            printf("a thread of %d is still kept off a processor\n", threads);
            failures++;
        }
        mk_pool_close(pool);
    }
    printf("pool: %s\n", failures ? "FAILED" : "ok");
    return failures != 0;
}
