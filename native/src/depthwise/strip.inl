// The windows that models use - 3 or 5 wide, stride 1 or 2, no dilation: OW results of a row, all channels one after another. Each
// input is loaded once for a row of the kernel and used for all results that it meets.
#pragma once
#include "depthwise_job.inl"

namespace {

// Columns of x that exist, counted from the strip's first: [from, to).
struct column_range {
    int64_t from, to;
};

template <int K, int S, int OW, bool border, bool partial>
MK_INLINE void strip_vector(const depthwise_job<float>& job, const depthwise_row& row, const float* x, const float* w, int64_t place,
                            int64_t channel, column_range columns, int64_t lanes) {
    const int64_t channels = job.channels, x_row = job.width.in * channels, w_row = K * channels;
    auto get = [&](const float* p) __attribute__((always_inline)) { return partial ? load_some(p, lanes) : load(p); };
    typedef vec<float> V;
    V c[OW];
    const V bias = job.out.bias ? get(job.out.bias + channel) : V{};
    MK_UNROLL for (int o = 0; o < OW; o++) c[o] = bias;
    if (job.out.residual) {
        MK_UNROLL for (int o = 0; o < OW; o++) c[o] += get(job.out.residual + place + o * channels);
    }
    for (int64_t th = row.heights.from; th < row.heights.to; th++, x += x_row, w += w_row) {
        V f[K];
        MK_UNROLL for (int q = 0; q < K; q++) f[q] = get(w + q * channels);
        MK_UNROLL for (int i = 0; i < (OW - 1) * S + K; i++) {
            if (border && (i < columns.from || i >= columns.to)) continue;
            const V v = get(x + i * channels);
            MK_UNROLL for (int q = 0; q < K; q++) {
                if (i >= q && (i - q) % S == 0 && (i - q) / S < OW) c[(i - q) / S] += f[q] * v;
            }
        }
    }
    const V low = spread(job.out.low), high = spread(job.out.high);
    MK_UNROLL for (int o = 0; o < OW; o++) {
        const V r = clamp<float>(c[o], low, high);
        float* y = job.y + place + o * channels;
        if (partial) store_some(y, r, lanes);
        else store(y, r);
    }
}

template <int K, int S, int OW, bool border>
__attribute__((noinline)) void strip(const depthwise_job<float>& job, const depthwise_row& row, int64_t column) {
    const int64_t channels = job.channels, first = column * S - job.width.before;
    const column_range columns = {-first, job.width.in - first};
    const float* x = job.x + (row.image + (row.height + row.heights.from) * job.width.in + first) * channels;
    const float* w = job.weights + row.heights.from * K * channels;
    const int64_t place = (row.y + column) * channels;
    int64_t channel = 0;
    for (; channel + kLanes<float> <= channels; channel += kLanes<float>) {
        strip_vector<K, S, OW, border, false>(job, row, x + channel, w + channel, place + channel, channel, columns, 0);
    }
    if (channel < channels) {
        strip_vector<K, S, OW, border, true>(job, row, x + channel, w + channel, place + channel, channel, columns, channels - channel);
    }
}

template <int K, int S, int OW>
MK_INLINE void strip_anywhere(const depthwise_job<float>& job, const depthwise_row& row, int64_t column) {
    const int64_t first = column * S - job.width.before;
    if (first < 0 || first + (OW - 1) * S + K > job.width.in) strip<K, S, OW, true>(job, row, column);
    else strip<K, S, OW, false>(job, row, column);
}

template <int K, int S>
void strip_row(const depthwise_job<float>& job, const depthwise_row& row) {
    const int64_t all = job.width.out;
    for (int64_t column = 0; column < all;) {
        const int64_t left = all - column;
        const int64_t count = left % 7 == 0 ? 7 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        switch (count) {
            case 8: strip_anywhere<K, S, 8>(job, row, column); break;
            case 7: strip_anywhere<K, S, 7>(job, row, column); break;
            case 4: strip_anywhere<K, S, 4>(job, row, column); break;
            case 2: strip_anywhere<K, S, 2>(job, row, column); break;
            default: strip_anywhere<K, S, 1>(job, row, column);
        }
        column += count;
    }
}

// Whether it was done here.
MK_INLINE bool strips(const depthwise_job<float>& job, const depthwise_row& row) {
    const conv_axis& a = job.width;
    if (job.multiplier != 1 || a.dilation != 1 || job.height.dilation != 1 || job.depth.kernel != 1 || job.depth.in != 1) return false;
    if (a.kernel == 3 && a.stride == 1) strip_row<3, 1>(job, row);
    else if (a.kernel == 3 && a.stride == 2) strip_row<3, 2>(job, row);
    else if (a.kernel == 5 && a.stride == 1) strip_row<5, 1>(job, row);
    else if (a.kernel == 5 && a.stride == 2) strip_row<5, 2>(job, row);
    else return false;
    return true;
}
MK_INLINE bool strips(const depthwise_job<double>&, const depthwise_row&) { return false; }

}  // namespace
