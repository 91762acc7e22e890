// Normalises each of [rows, n]: (x - mean) / sqrt(variance + epsilon) * gamma + beta, or x / sqrt(mean square + epsilon) * gamma.
// Mean and variance in two passes. x and y may be the same place.
//   words: rms (0, 1), type (f32, f64), x, y, gamma [n] (or none), beta [n] (or none), rows, n, epsilon (double)
#include "../simd/simd.h"
#include "../simd/types.h"

namespace {

struct layer_norm_job {
    bool rms;
    const void *x, *gamma, *beta;
    void* y;
    int64_t n;
    double epsilon;
};

MK_INLINE void layer_norm_row(const float* x, float* y, const float* gamma, const float* beta, int64_t n, float epsilon, bool rms) {
    float mean = 0;
    int64_t i;
    // Several sums side by side: shorter chains of additions, so less rounding and less waiting.
    if (!rms) {
        vf sums[4] = {vset(0), vset(0), vset(0), vset(0)};
        for (i = 0; i + 4 * VW <= n; i += 4 * VW)
            for (int k = 0; k < 4; k++) sums[k] = sums[k] + vload(x + i + k * VW);
        for (; i + VW <= n; i += VW) sums[0] = sums[0] + vload(x + i);
        float sum = vsum((sums[0] + sums[1]) + (sums[2] + sums[3]));
        for (; i < n; i++) sum += x[i];
        mean = sum / (float)n;
    }
    // Deviations from the rounded mean; their own mean, nearly 0, takes out what the rounding left.
    vf d1[4] = {vset(0), vset(0), vset(0), vset(0)}, d2[4] = {vset(0), vset(0), vset(0), vset(0)};
    const vf m = vset(mean);
    for (i = 0; i + 4 * VW <= n; i += 4 * VW)
        for (int k = 0; k < 4; k++) {
            const vf d = vload(x + i + k * VW) - m;
            d1[k] = d1[k] + d;
            d2[k] = vfma(d, d, d2[k]);
        }
    for (; i + VW <= n; i += VW) {
        const vf d = vload(x + i) - m;
        d1[0] = d1[0] + d;
        d2[0] = vfma(d, d, d2[0]);
    }
    float left = vsum((d1[0] + d1[1]) + (d1[2] + d1[3])), squares = vsum((d2[0] + d2[1]) + (d2[2] + d2[3]));
    for (; i < n; i++) {
        const float d = x[i] - mean;
        left += d;
        squares += d * d;
    }
    left = rms ? 0.0f : left / (float)n;
    const float square = squares / (float)n, variance = square < __builtin_inff() ? square - left * left : square;
    const vf factor = vset(1.0f / __builtin_sqrtf((variance > 0 || variance != variance ? variance : 0.0f) + epsilon)), rest = vset(left);
    for (i = 0; i < n; i += VW) {
        const int64_t lanes = n - i < VW ? n - i : VW;
        const bool whole = lanes == VW;
        vf v = whole ? vload(x + i) : vload_n(x + i, lanes);
        v = (v - m - rest) * factor;
        if (gamma) v = v * (whole ? vload(gamma + i) : vload_n(gamma + i, lanes));
        if (beta) v = v + (whole ? vload(beta + i) : vload_n(beta + i, lanes));
        if (whole) vstore(y + i, v);
        else vstore_n(y + i, v, lanes);
    }
}

void layer_norm_f32(void* arg, int64_t begin, int64_t end) {
    const layer_norm_job& job = *(const layer_norm_job*)arg;
    for (int64_t r = begin; r < end; r++)
        layer_norm_row((const float*)job.x + r * job.n, (float*)job.y + r * job.n, (const float*)job.gamma, (const float*)job.beta,
                       job.n, (float)job.epsilon, job.rms);
}

void layer_norm_f64(void* arg, int64_t begin, int64_t end) {
    const layer_norm_job& job = *(const layer_norm_job*)arg;
    const double *gamma = (const double*)job.gamma, *beta = (const double*)job.beta;
    const int64_t n = job.n;
    for (int64_t r = begin; r < end; r++) {
        const double* x = (const double*)job.x + r * n;
        double* y = (double*)job.y + r * n;
        double mean = 0, squares = 0;
        if (!job.rms) {
            for (int64_t i = 0; i < n; i++) mean += x[i];
            mean /= (double)n;
        }
        for (int64_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
        const double factor = 1 / __builtin_sqrt(squares / (double)n + job.epsilon);
        for (int64_t i = 0; i < n; i++) y[i] = (x[i] - mean) * factor * (gamma ? gamma[i] : 1) + (beta ? beta[i] : 0);
    }
}

}  // namespace

MK_KERNEL(layer_norm) {
    layer_norm_job job = {w[0] != 0, mk_resolve(ctx, w[2]), mk_resolve(ctx, w[4]), mk_resolve(ctx, w[5]), mk_resolve(ctx, w[3]), w[7], mk_double(w[8])};
    if (job.n <= 0) return;
    mk_parallel(ctx, w[6], 1 + (1 << 14) / job.n, w[1] == MK_F64 ? layer_norm_f64 : layer_norm_f32, &job);
}
