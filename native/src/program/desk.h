// Work that is split among the threads of a team.
//
// It is counted in units, and each thread has a share of them: the same part of the work each time, so that a layer's weights stay in
// the caches of the thread that read them in the call before. Whoever is through with its own share takes from those of the others.
//
// A share has a claim, one word with the work's generation and the number of units that nobody has taken. Whoever wants some reads the
// claim, then the work, then lowers the claim by compare-and-swap. New work is written only when every unit of the old one is done, so
// a swap that succeeds proves that what was read belongs together, however late a thread comes; nobody waits for one that overslept.
#pragma once
#include <stdint.h>

#include "spin.h"

namespace {

typedef void (*body_function)(void*, int64_t, int64_t);

constexpr int MOST_SHARES = 16;            // more threads than that share them
constexpr int64_t UNITS_PER_SHARE = 16;    // half of what is left is taken at once: the last pieces even out
constexpr int UNIT_BITS = 20;
constexpr uint64_t UNIT_MASK = (1u << UNIT_BITS) - 1;

struct alignas(64) share {
    uint64_t claim;  // generation << UNIT_BITS | units nobody has taken
    body_function body;
    void* arg;
    int64_t count, unit;  // the whole work, and how much of it is a unit
    int64_t end;          // the share's last unit, exclusive

    uint64_t generation() const { return __atomic_load_n(&claim, __ATOMIC_SEQ_CST) >> UNIT_BITS; }

    void offer(uint64_t generation, int64_t begin, int64_t newEnd, int64_t newCount, int64_t newUnit, body_function newBody, void* newArg) {
        __atomic_store_n(&body, newBody, __ATOMIC_RELAXED);
        __atomic_store_n(&arg, newArg, __ATOMIC_RELAXED);
        __atomic_store_n(&count, newCount, __ATOMIC_RELAXED);
        __atomic_store_n(&unit, newUnit, __ATOMIC_RELAXED);
        __atomic_store_n(&end, newEnd, __ATOMIC_RELAXED);
        __atomic_store_n(&claim, generation << UNIT_BITS | (uint64_t)(newEnd - begin), __ATOMIC_SEQ_CST);
    }

    // Does half of what is left; returns how many units that was.
    int64_t take() {
        uint64_t seen = __atomic_load_n(&claim, __ATOMIC_ACQUIRE);
        while (seen & UNIT_MASK) {
            const int64_t left = (int64_t)(seen & UNIT_MASK), taken = (left + 1) / 2;
            body_function b = __atomic_load_n(&body, __ATOMIC_RELAXED);
            void* a = __atomic_load_n(&arg, __ATOMIC_RELAXED);
            const int64_t n = __atomic_load_n(&count, __ATOMIC_RELAXED), size = __atomic_load_n(&unit, __ATOMIC_RELAXED);
            const int64_t first = __atomic_load_n(&end, __ATOMIC_RELAXED) - left;
            if (__atomic_compare_exchange_n(&claim, &seen, seen - (uint64_t)taken, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
                const int64_t last = (first + taken) * size;
                b(a, first * size, last < n ? last : n);
                return taken;
            }
        }
        return 0;
    }
};

struct desk {
    share shares[MOST_SHARES];
    int32_t used;  // shares of the work at hand
    alignas(64) int64_t unfinished;
    bed owner;

    // Only by the owner, and only when all of the work before is done. Work that is longer than a unit.
    void offer(int threads, int64_t count, int64_t grain, body_function body, void* arg) {
        const int64_t parts = threads < MOST_SHARES ? threads : MOST_SHARES, most = parts * UNITS_PER_SHARE;
        // Up to two grains a share are taken as one: begun twice, such short work would be slower.
        const int64_t grains = (count + grain - 1) / grain, units_wanted = grains <= 2 * parts ? parts : most;
        const int64_t unit = grains <= units_wanted ? grain : (grains + units_wanted - 1) / units_wanted * grain;
        const int64_t units = (count + unit - 1) / unit;
        const uint64_t generation = (__atomic_load_n(&shares[0].claim, __ATOMIC_RELAXED) >> UNIT_BITS) + 1;
        __atomic_store_n(&used, (int32_t)parts, __ATOMIC_RELAXED);
        __atomic_store_n(&unfinished, units, __ATOMIC_RELAXED);
        // The owner's comes last: the others' begin while it is written.
        for (int64_t i = parts - 1; i >= 0; i--)
            shares[i].offer(generation, units * i / parts, units * (i + 1) / parts, count, unit, body, arg);
    }

    // Does all that can be had, own share first.
    void help(int own) {
        int64_t done = 0, more;
        while ((more = shares[own].take()) > 0) done += more;
        if (done > 0) finish(done);
        const int32_t all = __atomic_load_n(&used, __ATOMIC_RELAXED);
        for (int32_t i = 1; i < all; i++) {
            while ((more = shares[(own + i) % all].take()) > 0) finish(more);
        }
    }

    void finish(int64_t units) {
        if (__atomic_sub_fetch(&unfinished, units, __ATOMIC_SEQ_CST) == 0) owner.wake();
    }
    bool finished() const { return __atomic_load_n(&unfinished, __ATOMIC_SEQ_CST) == 0; }
};

}  // namespace
