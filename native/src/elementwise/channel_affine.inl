// y = clamp(x * scale[channel] + shift[channel]) on [rows, channels]: batch normalisation at inference. x and y may be the same.
//   words: type (f32, f64), clamp, low, high (doubles), x, y, scale, shift (or none), rows, channels
// clamp (f32 only): 0, RELU or CLIP.
#include "../simd/functions.h"
#include "../simd/types.h"

namespace {

constexpr int64_t kAffineTile = 512;  // short rows of scales are repeated to about this length

template <class G>
struct channel_affine_job {
    G clamp;
    const float *x, *scale, *shift;
    float* y;
    int64_t length, total;  // elements a piece covers, all elements
};

template <class G>
void channel_affine_f32(void* arg, int64_t begin, int64_t end) {
    const channel_affine_job<G>& job = *(const channel_affine_job<G>*)arg;
    const G clamp = job.clamp;
    const float *scale = job.scale, *shift = job.shift;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t from = piece * job.length, left = job.total - from, n = left < job.length ? left : job.length;
        const float* x = job.x + from;
        float* y = job.y + from;
        int64_t i = 0;
        if (shift) {
            for (; i + VW <= n; i += VW) vstore(y + i, clamp(vfma(vload(x + i), vload(scale + i), vload(shift + i))));
            if (i < n)
                vstore_n(y + i, clamp(vfma(vload_n(x + i, n - i), vload_n(scale + i, n - i), vload_n(shift + i, n - i))), n - i);
        } else {
            for (; i + VW <= n; i += VW) vstore(y + i, clamp(vload(x + i) * vload(scale + i)));
            if (i < n) vstore_n(y + i, clamp(vload_n(x + i, n - i) * vload_n(scale + i, n - i)), n - i);
        }
    }
}

struct channel_affine_f64_job {
    const double *x, *scale, *shift;
    double* y;
    int64_t channels;
};

void channel_affine_f64(void* arg, int64_t begin, int64_t end) {
    const channel_affine_f64_job& job = *(const channel_affine_f64_job*)arg;
    for (int64_t i = begin * job.channels, c = 0; i < end * job.channels; i++, c = c + 1 == job.channels ? 0 : c + 1)
        job.y[i] = job.x[i] * job.scale[c] + (job.shift ? job.shift[c] : 0);
}

}  // namespace

MK_KERNEL(channel_affine) {
    const void *x = mk_resolve(ctx, w[4]), *scale = mk_resolve(ctx, w[6]), *shift = mk_resolve(ctx, w[7]);
    void* y = mk_resolve(ctx, w[5]);
    const int64_t rows = w[8], channels = w[9];
    if (rows <= 0 || channels <= 0) return;
    const int64_t row_grain = 1 + (1 << 14) / channels;
    if (w[0] == MK_F64) {
        channel_affine_f64_job job = {(const double*)x, (const double*)scale, (const double*)shift, (double*)y, channels};
        mk_parallel(ctx, rows, row_grain, channel_affine_f64, &job);
        return;
    }
    with_clamp(w[1], mk_double(w[2]), mk_double(w[3]), [&](auto clamp) {
        channel_affine_job<decltype(clamp)> job = {clamp, (const float*)x, (const float*)scale, (const float*)shift, (float*)y, channels, rows * channels};
        float scales[kAffineTile], shifts[kAffineTile];
        if (channels * 4 <= kAffineTile && rows > 4) {
            job.length = channels * (kAffineTile / channels);
            for (int64_t i = 0; i < job.length; i++) {
                scales[i] = ((const float*)scale)[i % channels];
                shifts[i] = shift ? ((const float*)shift)[i % channels] : 0.0f;
            }
            job.scale = scales;
            job.shift = shift ? shifts : nullptr;
        }
        mk_parallel(ctx, (job.total + job.length - 1) / job.length, 1 + (1 << 14) / job.length, channel_affine_f32<decltype(clamp)>, &job);
    });
}
