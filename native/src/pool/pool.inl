// The largest or the average value of a window, over [batch, depth, height, width, channels] (depth 1: images). Elements outside
// x do not exist: they are not compared and not counted.
//   words: average (0, 1), type (f32, f64), x, y, batch, channels, then for depth, height, width: size of x, size of y, window, stride, before
#include "../simd/simd.h"
#include "../simd/types.h"

namespace {

struct pool_axis {
    int64_t in, out, window, stride, before;
    // How many elements a window holds at most.
    int64_t reach() const { return window < in ? window : in; }
    // The part of window o that lies in x.
    MK_INLINE void clip(const pool_axis& a, int64_t o, int64_t& from, int64_t& to) {
        from = o * a.stride - a.before;
        to = from + a.window < a.in ? from + a.window : a.in;
        if (from < 0) from = 0;
    }
};

struct pool_job {
    const void* x;
    void* y;
    int64_t channels;
    pool_axis depth, height, width;
};

// N vectors of channels (the last with `lanes` of them) over a window of rows.
template <bool average, int N, bool partial>
MK_INLINE void pool_window(const float* x, float* y, int64_t depths, int64_t heights, int64_t widths, int64_t depth_stride,
                           int64_t height_stride, int64_t channels, int64_t lanes) {
    vf total[N];
    for (int k = 0; k < N; k++) total[k] = vset(average ? 0.0f : -__builtin_inff());
    for (int64_t d = 0; d < depths; d++)
        for (int64_t h = 0; h < heights; h++) {
            const float* p = x + d * depth_stride + h * height_stride;
            for (int64_t i = 0; i < widths; i++, p += channels)
                for (int k = 0; k < N; k++) {
                    const vf v = partial ? vload_n(p + k * VW, lanes) : vload(p + k * VW);
                    total[k] = average ? total[k] + v : vsel(total[k] == total[k], vmax(total[k], v), total[k]);
                }
        }
    const vf count = vset((float)(depths * heights * widths));
    for (int k = 0; k < N; k++) {
        const vf v = average ? total[k] / count : total[k];
        if (partial) vstore_n(y + k * VW, v, lanes);
        else vstore(y + k * VW, v);
    }
}

// Rows of y.
template <bool average>
void pool_f32(void* arg, int64_t begin, int64_t end) {
    const pool_job& job = *(const pool_job*)arg;
    const int64_t channels = job.channels, height_stride = job.width.in * channels, depth_stride = job.height.in * height_stride;
    for (int64_t row = begin; row < end; row++) {
        const int64_t h = row % job.height.out, d = row / job.height.out % job.depth.out, b = row / job.height.out / job.depth.out;
        int64_t d0, d1, h0, h1, w0, w1;
        pool_axis::clip(job.depth, d, d0, d1);
        pool_axis::clip(job.height, h, h0, h1);
        const float* x = (const float*)job.x + (b * job.depth.in + d0) * depth_stride + h0 * height_stride;
        float* y = (float*)job.y + row * job.width.out * channels;
        for (int64_t o = 0; o < job.width.out; o++, y += channels) {
            pool_axis::clip(job.width, o, w0, w1);
            const float* p = x + w0 * channels;
            int64_t c = 0;
            for (; c + 4 * VW <= channels; c += 4 * VW)
                pool_window<average, 4, false>(p + c, y + c, d1 - d0, h1 - h0, w1 - w0, depth_stride, height_stride, channels, VW);
            for (; c + VW <= channels; c += VW)
                pool_window<average, 1, false>(p + c, y + c, d1 - d0, h1 - h0, w1 - w0, depth_stride, height_stride, channels, VW);
            if (c < channels)
                pool_window<average, 1, true>(p + c, y + c, d1 - d0, h1 - h0, w1 - w0, depth_stride, height_stride, channels, channels - c);
        }
    }
}

template <bool average>
void pool_f64(void* arg, int64_t begin, int64_t end) {
    const pool_job& job = *(const pool_job*)arg;
    const int64_t channels = job.channels, height_stride = job.width.in * channels, depth_stride = job.height.in * height_stride;
    for (int64_t row = begin; row < end; row++) {
        const int64_t h = row % job.height.out, d = row / job.height.out % job.depth.out, b = row / job.height.out / job.depth.out;
        int64_t d0, d1, h0, h1, w0, w1;
        pool_axis::clip(job.depth, d, d0, d1);
        pool_axis::clip(job.height, h, h0, h1);
        const double* x = (const double*)job.x + b * job.depth.in * depth_stride;
        double* y = (double*)job.y + row * job.width.out * channels;
        for (int64_t o = 0; o < job.width.out; o++, y += channels) {
            pool_axis::clip(job.width, o, w0, w1);
            for (int64_t c = 0; c < channels; c++) {
                double total = average ? 0 : -__builtin_inf();
                for (int64_t i = d0; i < d1; i++)
                    for (int64_t j = h0; j < h1; j++)
                        for (int64_t k = w0; k < w1; k++) {
                            const double v = x[i * depth_stride + j * height_stride + k * channels + c];
                            total = average ? total + v : total != total || total > v ? total : v;
                        }
                y[c] = average ? total / (double)((d1 - d0) * (h1 - h0) * (w1 - w0)) : total;
            }
        }
    }
}

}  // namespace

MK_KERNEL(pool) {
    const int64_t* p = w + 6;
    pool_job job = {mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3]), w[5], {p[0], p[1], p[2], p[3], p[4]}, {p[5], p[6], p[7], p[8], p[9]}, {p[10], p[11], p[12], p[13], p[14]}};
    const int64_t rows = w[4] * job.depth.out * job.height.out;
    const int64_t cost = job.width.out * job.channels * job.depth.reach() * job.height.reach() * job.width.reach();
    if (cost <= 0) return;
    const auto body = w[1] == MK_F64 ? (w[0] ? pool_f64<true> : pool_f64<false>) : (w[0] ? pool_f32<true> : pool_f32<false>);
    mk_parallel(ctx, rows, 1 + (1 << 15) / cost, body, &job);
}
