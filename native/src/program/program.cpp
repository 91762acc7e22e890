// The interpreter: walks a program, instruction by instruction.
#include <time.h>

#include "markhor.h"
#include "team.h"
#include "tables.h"
#include "watch.h"

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace {

int32_t supported() {
    int32_t mask = 1 << MK_PORTABLE;
#ifdef __x86_64__
    __builtin_cpu_init();
    // x86-64-v3 and -v4, feature by feature: g++ 12 does not know the levels' names here.
    bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
              __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("sse4.2");
    bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (v3) mask |= 1 << MK_AVX2;
    if (v4) mask |= 1 << MK_AVX512;
#endif
    return mask;
}

int32_t best() {
    int32_t mask = supported();
    return mask & 1 << MK_AVX512 ? MK_AVX512 : mask & 1 << MK_AVX2 ? MK_AVX2 : MK_PORTABLE;
}

int32_t chosen = -1;  // not yet looked up

const mk_blas* blas_functions;

}  // namespace

uint64_t mk_flush_denormals() {
#if defined(__SSE__)
    uint32_t mode = _mm_getcsr();
    _mm_setcsr(mode | 0x8040);  // flush to zero, denormals are zero
    return mode;
#elif defined(__aarch64__)
    uint64_t mode;
    __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
    __asm__ volatile("msr fpcr, %0" : : "r"(mode | 1ull << 24));
    return mode;
#else
    return 0;
#endif
}

void mk_restore_denormals(uint64_t mode) {
#if defined(__SSE__)
    _mm_setcsr((uint32_t)mode);
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#else
    (void)mode;
#endif
}

namespace {

int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// See mk_run; done() is called after each instruction.
template <typename Done>
inline int32_t run(const int64_t* words, int64_t count, mk_context context, void* pool, Done done) {
    const mk_kernel_table* kernels = mk_table_of(mk_current_isa());
    mk_team team(pool);
    context.team = team.usable() ? &team : nullptr;
    uint64_t mode = mk_flush_denormals();
    int32_t result = 0;
    for (int64_t i = 0; i < count && !(context.watch && context.watch->look());) {
        uint32_t opcode = (uint32_t)words[i];
        int64_t length = (int64_t)((uint64_t)words[i] >> 32);
        if (opcode >= MK_OPCODES || !kernels->kernel[opcode] || length > count - i - 1) {
            result = (int32_t)-(1 + i);
            break;
        }
        kernels->kernel[opcode](&context, words + i + 1);
        i += 1 + length;
        done();
    }
    team.leave();
    mk_restore_denormals(mode);
    return result;
}

}  // namespace

extern "C" {

int32_t mk_supported_isas(void) { return supported(); }

int32_t mk_current_isa(void) {
    int32_t isa = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
    if (isa < 0) {
        isa = best();
        __atomic_store_n(&chosen, isa, __ATOMIC_RELAXED);
    }
    return isa;
}

int32_t mk_force_isa(int32_t isa) {
    if (isa < 0 || isa > MK_AVX512 || !(supported() & 1 << isa)) return -1;
    __atomic_store_n(&chosen, isa, __ATOMIC_RELAXED);
    return 0;
}

int32_t mk_has_opcode(int32_t opcode) {
    return opcode > 0 && opcode < MK_OPCODES && mk_table_of(MK_PORTABLE)->kernel[opcode] != nullptr;
}

void mk_set_blas(const void* table) { __atomic_store_n(&blas_functions, (const mk_blas*)table, __ATOMIC_RELEASE); }

const mk_blas* mk_get_blas(void) { return __atomic_load_n(&blas_functions, __ATOMIC_ACQUIRE); }

int32_t mk_run(const int64_t* words, int64_t count, void* arena, const int64_t* table, void* pool, int32_t (*ask)(void*), void* who) {
    mk_context context = {(char*)arena, table, nullptr, nullptr};
    if (!ask) return run(words, count, context, pool, [] {});
    mk_watch watch(ask, who);
    context.watch = &watch;
    int32_t result = run(words, count, context, pool, [] {});
    return result == 0 ? watch.stopped() : result;
}

int32_t mk_run_timed(const int64_t* words, int64_t count, void* arena, const int64_t* table, void* pool, int64_t* nanos) {
    int64_t before = now();
    return run(words, count, {(char*)arena, table, nullptr, nullptr}, pool, [&] {
        int64_t after = now();
        *nanos++ = after - before;
        before = after;
    });
}

}  // extern "C"
