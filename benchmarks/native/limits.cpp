// What this machine can do at most, as one line of JSON: multiply-adds by instruction set, reading and copying by size.
//
//   limits [MILLIS]      about so long for each number (50); the best of what was seen
//
// GFLOP/s count a multiply-add as two. GB are 1e9 bytes. Built and run by dev.markhor.benchmarks.suite.MachineLimits.
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <algorithm>

namespace {

double seconds() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double budget = 0.05;

// The least seconds of one call, within the budget.
template <typename F>
double least(F&& work) {
    double best = 1e9, end = seconds() + budget;
    do {
        double start = seconds();
        work();
        best = std::min(best, seconds() - start);
    } while (seconds() < end);
    return best;
}

constexpr long STEPS = 20000;
volatile float sink;

// Twelve chains hide the latency of four cycles at two results a cycle, and leave registers for the factors. The empty
// assembler keeps the compiler from joining steps.
#define TWELVE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define START(i) auto s##i = zero;
#define STEP(i) s##i = MULTIPLY_ADD(a, b, s##i); asm("" : "+v"(s##i));
#define SUM(i) zero += s##i;
#define CHAINS(width)                                        \
    TWELVE(START)                                            \
    for (long step = 0; step < STEPS; step++) { TWELVE(STEP) } \
    TWELVE(SUM)                                              \
    sink = zero[0];                                          \
    return 2.0 * width * 12 * STEPS;

#define MULTIPLY_ADD(x, y, z) _mm512_fmadd_ps(x, y, z)
__attribute__((target("avx512f"))) double fma_avx512() {
    __m512 a = _mm512_set1_ps(1.0f), b = _mm512_set1_ps(1e-9f), zero = _mm512_setzero_ps();
    CHAINS(16)
}

#undef MULTIPLY_ADD
#define MULTIPLY_ADD(x, y, z) _mm256_fmadd_ps(x, y, z)
__attribute__((target("avx2,fma"))) double fma_avx2() {
    __m256 a = _mm256_set1_ps(1.0f), b = _mm256_set1_ps(1e-9f), zero = _mm256_setzero_ps();
    CHAINS(8)
}

#undef MULTIPLY_ADD
#define MULTIPLY_ADD(x, y, z) _mm_add_ps(_mm_mul_ps(x, y), z)
double fma_portable() {
    __m128 a = _mm_set1_ps(1.0f), b = _mm_set1_ps(1e-9f), zero = _mm_setzero_ps();
    CHAINS(4)
}

template <double (*kernel)()>
double gflops() {
    double operations = 0, time = least([&] { operations = kernel(); });
    return operations / time * 1e-9;
}

// Sums what it reads, eight vectors at a time.
#define READ(name, isa, vector, load, zero_of)                                                              \
    isa double name(const char* memory, size_t bytes) {                                                     \
        vector sum = zero_of(), s0 = sum, s1 = sum, s2 = sum, s3 = sum, s4 = sum, s5 = sum, s6 = sum, s7 = sum; \
        constexpr size_t w = sizeof(vector);                                                                \
        for (const char *p = memory, *end = memory + bytes; p < end; p += 8 * w) {                          \
            s0 += load((const float*)p), s1 += load((const float*)(p + w));                                 \
            s2 += load((const float*)(p + 2 * w)), s3 += load((const float*)(p + 3 * w));                   \
            s4 += load((const float*)(p + 4 * w)), s5 += load((const float*)(p + 5 * w));                   \
            s6 += load((const float*)(p + 6 * w)), s7 += load((const float*)(p + 7 * w));                   \
        }                                                                                                   \
        sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;                                                        \
        return sink = sum[0];                                                                               \
    }

READ(read_avx512, __attribute__((target("avx512f"))), __m512, _mm512_load_ps, _mm512_setzero_ps)
READ(read_avx2, __attribute__((target("avx2"))), __m256, _mm256_load_ps, _mm256_setzero_ps)
READ(read_portable, , __m128, _mm_load_ps, _mm_setzero_ps)

char* memory_of(size_t bytes) {
    char* memory = (char*)aligned_alloc(4096, bytes);
    if (!memory) exit(1);
    memset(memory, 0, bytes);
    return memory;
}

size_t read_bytes;

double read_rate() {
    size_t bytes = read_bytes;
    char* memory = memory_of(bytes);
    auto kernel = __builtin_cpu_supports("avx512f") ? read_avx512 : __builtin_cpu_supports("avx2") ? read_avx2 : read_portable;
    int times = (int)std::max<size_t>(1, (4 << 20) / bytes);
    double time = least([&] {
        for (int i = 0; i < times; i++) kernel(memory, bytes);
    });
    free(memory);
    return (double)bytes * times / time * 1e-9;
}

// Bytes copied, each read once and written once.
double copy_rate(size_t bytes, bool fresh) {
    char *from = memory_of(bytes), *to = memory_of(bytes);
    double time = least([&] {
        if (fresh) {
            free(to);
            to = (char*)aligned_alloc(4096, bytes);
        }
        memcpy(to, from, bytes);
        asm volatile("" : : "r"(to) : "memory");
    });
    free(from);
    free(to);
    return (double)bytes / time * 1e-9;
}

// The sum over two threads that start together.
struct partner {
    double (*measure)();
    double rate;
};

double two_threads(double (*rate)()) {
    partner other = {rate, 0};
    pthread_t thread;
    if (pthread_create(&thread, nullptr, [](void* p) -> void* {
            partner* self = (partner*)p;
            self->rate = self->measure();
            return nullptr;
        }, &other)) return 0;
    double own = rate();
    pthread_join(thread, nullptr);
    return own + other.rate;
}

void print(const char* name, double (*rate)(), bool last) {
    printf("\"%s\":{\"one\":%.1f,\"two\":%.1f}%s", name, rate(), two_threads(rate), last ? "" : ",");
}

void print_read(const char* name, size_t bytes, bool last) {
    read_bytes = bytes;
    print(name, read_rate, last);
}

}  // namespace

int main(int count, char** words) {
    if (count > 1) budget = atof(words[1]) * 1e-3;
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), avx512 = __builtin_cpu_supports("avx512f");
    least([] { fma_portable(); });  // let the processor reach its frequency
    printf("{\"fma\":{");
    print("portable", gflops<fma_portable>, !avx2);
    if (avx2) print("avx2", gflops<fma_avx2>, !avx512);
    if (avx512) print("avx512", gflops<fma_avx512>, true);
    printf("},\"read\":{");
    print_read("l1", 24 << 10, false);
    print_read("l2", 384 << 10, false);
    print_read("l3", 6 << 20, false);
    print_read("memory", 128 << 20, true);
    printf("},\"copy\":{\"reused\":%.1f,\"fresh\":%.1f}}\n", copy_rate(64 << 20, false), copy_rate(64 << 20, true));
}
