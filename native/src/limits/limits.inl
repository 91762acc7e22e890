// What the machine can do at most. Kernels like any others, so that they use the instruction set and the threads that programs use; what
// they compute is of no use.
#include "../simd/simd.h"
#include "../kernel.h"

namespace {

// Keeps the compiler from joining steps.
#if defined(__x86_64__)
#define MK_OPAQUE(v) __asm__("" : "+v"(v))
#elif defined(__aarch64__)
#define MK_OPAQUE(v) __asm__("" : "+w"(v))
#else
#define MK_OPAQUE(v)
#endif

struct limits_job {
    const char* x;
    float* y;
    int64_t size, times;
};

// Twelve chains hide the latency of four cycles at two results a cycle, and leave registers for the factors.
void multiply_add_part(void* arg, int64_t begin, int64_t end) {
    const limits_job& job = *(const limits_job*)arg;
    constexpr int CHAINS = 12;
    for (int64_t i = begin; i < end; i++) {
        const vf a = vset(1.0f), b = vset(1e-9f);
        vf s[CHAINS] = {};
        for (int64_t step = job.size / (2 * VW * CHAINS); step > 0; step--) {
            for (int chain = 0; chain < CHAINS; chain++) {
                s[chain] = vfma(a, b, s[chain]);
                MK_OPAQUE(s[chain]);
            }
        }
        vf sum = s[0];
        for (int chain = 1; chain < CHAINS; chain++) sum += s[chain];
        job.y[i] = vsum(sum);
    }
}

void read_part(void* arg, int64_t begin, int64_t end) {
    const limits_job& job = *(const limits_job*)arg;
    constexpr int CHAINS = 8;
    const int64_t floats = job.size / 4;
    for (int64_t i = begin; i < end; i++) {
        const float* x = (const float*)(job.x + i * job.size);
        vf s[CHAINS] = {};
        for (int64_t time = 0; time < job.times; time++) {
            for (int64_t k = 0; k + CHAINS * VW <= floats; k += CHAINS * VW) {
                for (int chain = 0; chain < CHAINS; chain++) s[chain] += vload(x + k + chain * VW);
            }
        }
        vf sum = s[0];
        for (int chain = 1; chain < CHAINS; chain++) sum += s[chain];
        job.y[i] = vsum(sum);
    }
}

}  // namespace

// Multiply-adds in registers, `operations` in each of the pieces that threads share; a multiply-add is two operations.
//   words: y (float[pieces]), pieces, operations
MK_KERNEL(multiply_add_limit) {
    limits_job job = {nullptr, (float*)mk_resolve(ctx, w[0]), w[2], 1};
    mk_parallel(ctx, w[1], 1, multiply_add_part, &job);
}

// Reads x, `bytes` for each of the pieces, `times` times over.
//   words: x, y (float[pieces]), pieces, bytes (a multiple of 512), times
MK_KERNEL(read_limit) {
    limits_job job = {(const char*)mk_resolve(ctx, w[0]), (float*)mk_resolve(ctx, w[1]), w[3], w[4]};
    mk_parallel(ctx, w[2], 1, read_part, &job);
}
