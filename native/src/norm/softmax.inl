// softmax over the middle of [outer, axis, inner]: e^(x - max) / sum, or its logarithm. x and y may be the same place.
//   words: logarithm (0, 1), type (f32, f64), x, y, outer, axis, inner
#include "../simd/math.h"
#include "../simd/types.h"

namespace {

struct softmax_job {
    bool logarithm;
    int64_t axis, inner, strips;
    const void* x;
    void* y;
};

// One row, contiguous.
void softmax_row(const float* x, float* y, int64_t n, bool logarithm) {
    vf top = vset(-__builtin_inff());
    int64_t i = 0;
    for (; i + VW <= n; i += VW) top = vmax(top, vload(x + i));
    float largest = vhmax(top);
    for (; i < n; i++) largest = x[i] > largest ? x[i] : largest;
    const vf shift = vset(largest);
    vf sum = vset(0);
    for (i = 0; i + VW <= n; i += VW) {
        const vf e = vexp(vload(x + i) - shift);
        sum = sum + e;
        if (!logarithm) vstore(y + i, e);
    }
    float total = vsum(sum);
    if (i < n) {
        const vf e = vexp(vload_n(x + i, n - i) - shift);
        float tail[VW];
        vstore(tail, e);
        for (int64_t k = 0; k < n - i; k++) total += tail[k];
        if (!logarithm) vstore_n(y + i, e, n - i);
    }
    if (logarithm) {
        const vf log_total = vlog(vset(total));
        for (i = 0; i + VW <= n; i += VW) vstore(y + i, vload(x + i) - shift - log_total);
        if (i < n) vstore_n(y + i, vload_n(x + i, n - i) - shift - log_total, n - i);
    } else {
        const vf factor = vset(1.0f / total);
        for (i = 0; i + VW <= n; i += VW) vstore(y + i, vload(y + i) * factor);
        if (i < n) vstore_n(y + i, vload_n(y + i, n - i) * factor, n - i);
    }
}

void softmax_rows_f32(void* arg, int64_t begin, int64_t end) {
    const softmax_job& job = *(const softmax_job*)arg;
    for (int64_t o = begin; o < end; o++)
        softmax_row((const float*)job.x + o * job.axis, (float*)job.y + o * job.axis, job.axis, job.logarithm);
}

// A vector of columns at a time.
void softmax_columns_f32(void* arg, int64_t begin, int64_t end) {
    const softmax_job& job = *(const softmax_job*)arg;
    const int64_t stride = job.inner, rows = job.axis;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t o = piece / job.strips, from = piece % job.strips * VW;
        const int64_t n = stride - from < VW ? stride - from : VW;
        const float* x = (const float*)job.x + o * rows * stride + from;
        float* y = (float*)job.y + o * rows * stride + from;
        vf top = vset(-__builtin_inff()), sum = vset(0);
        for (int64_t r = 0; r < rows; r++) top = vmax(top, vload_n(x + r * stride, n));
        for (int64_t r = 0; r < rows; r++) {
            const vf e = vexp(vload_n(x + r * stride, n) - top);
            sum = sum + e;
            if (!job.logarithm) vstore_n(y + r * stride, e, n);
        }
        const vf log_sum = vlog(sum), factor = 1.0f / sum;
        for (int64_t r = 0; r < rows; r++) {
            if (job.logarithm) vstore_n(y + r * stride, vload_n(x + r * stride, n) - top - log_sum, n);
            else vstore_n(y + r * stride, vload_n(y + r * stride, n) * factor, n);
        }
    }
}

void softmax_f64(void* arg, int64_t begin, int64_t end) {
    const softmax_job& job = *(const softmax_job*)arg;
    const int64_t stride = job.inner, rows = job.axis;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t at = piece / stride * rows * stride + piece % stride;
        const double* x = (const double*)job.x + at;
        double* y = (double*)job.y + at;
        double top = -__builtin_inf(), sum = 0;
        for (int64_t r = 0; r < rows; r++) top = x[r * stride] > top ? x[r * stride] : top;
        for (int64_t r = 0; r < rows; r++) sum += __builtin_exp(x[r * stride] - top);
        const double log_sum = __builtin_log(sum);
        for (int64_t r = 0; r < rows; r++) {
            const double d = x[r * stride] - top;
            y[r * stride] = job.logarithm ? d - log_sum : __builtin_exp(d) / sum;
        }
    }
}

}  // namespace

MK_KERNEL(softmax) {
    const int64_t outer = w[4];
    softmax_job job = {w[0] != 0, w[5], w[6], 1, mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3])};
    if (job.axis <= 0 || job.inner <= 0) return;
    constexpr int64_t grain = 1 << 13;  // an exponential costs several plain operations
    if (w[1] == MK_F64) {
        mk_parallel(ctx, outer * job.inner, 1 + grain / 4 / job.axis, softmax_f64, &job);
    } else if (job.inner == 1) {
        mk_parallel(ctx, outer, 1 + grain / job.axis, softmax_rows_f32, &job);
    } else {
        job.strips = (job.inner + VW - 1) / VW;
        mk_parallel(ctx, outer * job.strips, 1 + grain / (job.axis * VW), softmax_columns_f32, &job);
    }
}
