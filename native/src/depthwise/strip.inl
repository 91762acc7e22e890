// The windows that models use - 3 or 5 wide, stride 1 or 2, no dilation: OW results of a row, channels one after another. Each
// input is loaded once for a row of the kernel and used for all results that it meets. Of wide rows with many channels so many are
// done at a time, down a band of rows, that the rows of a window stay in the first-level cache from one row of results to the next.
#pragma once
#include "depthwise_job.inl"

namespace {

constexpr int64_t kWindowBytes = 24 << 10, kBandBytes = 128 << 10;
constexpr int64_t kLeastChannels = 32;  // of a block: two lines, so that memory is still read in runs

// Columns of x that exist, counted from the strip's first, or channels: [from, to).
struct column_range {
    int64_t from, to;
};

// Of the columns that a strip reads, only the first and last `edge` may lie outside.
template <int K, int S, int OW, int edge, bool partial>
MK_INLINE void strip_vector(const depthwise_job<float>& job, const depthwise_row& row, const float* x, const float* w, int64_t place,
                            int64_t channel, column_range columns, int64_t lanes) {
    const int64_t channels = job.channels, x_row = job.width.in * channels, w_row = K * channels;
    constexpr int reach = (OW - 1) * S + K;
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
        MK_UNROLL for (int i = 0; i < reach; i++) {
            if ((i < edge && i < columns.from) || (i >= reach - edge && i >= columns.to)) continue;
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

template <int K, int S, int OW, int edge>
__attribute__((noinline)) void strip(const depthwise_job<float>& job, const depthwise_row& row, int64_t column, column_range block) {
    const int64_t channels = job.channels, first = column * S - job.width.before;
    const column_range columns = {-first, job.width.in - first};
    const float* x = job.x + (row.image + (row.height + row.heights.from) * job.width.in + first) * channels;
    const float* w = job.weights + row.heights.from * K * channels;
    const int64_t place = (row.y + column) * channels;
    int64_t channel = block.from;
    for (; channel + kLanes<float> <= block.to; channel += kLanes<float>) {
        strip_vector<K, S, OW, edge, false>(job, row, x + channel, w + channel, place + channel, channel, columns, 0);
    }
    if (channel < block.to) {
        strip_vector<K, S, OW, edge, true>(job, row, x + channel, w + channel, place + channel, channel, columns, block.to - channel);
    }
}

template <int K, int S, int OW>
MK_INLINE void strip_anywhere(const depthwise_job<float>& job, const depthwise_row& row, int64_t column, column_range block) {
    const int64_t left = job.width.before - column * S, right = (column + OW - 1) * S - job.width.before + K - job.width.in;
    if (left <= 0 && right <= 0) strip<K, S, OW, 0>(job, row, column, block);
    else if (left <= K / 2 && right <= K / 2) strip<K, S, OW, K / 2>(job, row, column, block);
    else for (int o = 0; o < OW; o++) strip<K, S, 1, K>(job, row, column + o, block);
}

template <int K, int S>
void strip_row(const depthwise_job<float>& job, const depthwise_row& row, column_range block) {
    const int64_t all = job.width.out;
    for (int64_t column = 0; column < all;) {
        const int64_t left = all - column;
        const int64_t count = left % 7 == 0 ? 7 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        switch (count) {
            case 8: strip_anywhere<K, S, 8>(job, row, column, block); break;
            case 7: strip_anywhere<K, S, 7>(job, row, column, block); break;
            case 4: strip_anywhere<K, S, 4>(job, row, column, block); break;
            case 2: strip_anywhere<K, S, 2>(job, row, column, block); break;
            default: strip_anywhere<K, S, 1>(job, row, column, block);
        }
        column += count;
    }
}

// Rows of results.
template <int K, int S>
void strip_rows(const depthwise_job<float>& job, int64_t begin, int64_t end) {
    const int64_t row_length = job.width.out * job.channels, window = job.height.kernel * job.width.in * (int64_t)sizeof(float);
    const int64_t fits = kWindowBytes / window / kLeastChannels * kLeastChannels;
    const int64_t channels = fits < kLeastChannels ? kLeastChannels : fits;
    const int64_t most = kBandBytes / (row_length * (int64_t)sizeof(float) + 1) + 1;
    for (int64_t from = begin, to; from < end; from = to) {
        to = from + most < end ? from + most : end;
        for (int64_t c = 0; c < job.channels; c += channels) {
            const column_range block = {c, c + channels < job.channels ? c + channels : job.channels};
            for (int64_t i = from; i < to; i++) strip_row<K, S>(job, depthwise_row::of(job, i), block);
        }
        job.out.finish(job.y + from * row_length, (to - from) * row_length);
    }
}

// Whether it was done here.
MK_INLINE bool strips(const depthwise_job<float>& job, int64_t begin, int64_t end) {
    const conv_axis& a = job.width;
    if (job.multiplier != 1 || a.dilation != 1 || job.height.dilation != 1 || job.depth.kernel != 1 || job.depth.in != 1 ||
        job.depth.out != 1) {
        return false;
    }
    if (a.kernel == 3 && a.stride == 1) strip_rows<3, 1>(job, begin, end);
    else if (a.kernel == 3 && a.stride == 2) strip_rows<3, 2>(job, begin, end);
    else if (a.kernel == 5 && a.stride == 1) strip_rows<5, 1>(job, begin, end);
    else if (a.kernel == 5 && a.stride == 2) strip_rows<5, 2>(job, begin, end);
    else return false;
    return true;
}
MK_INLINE bool strips(const depthwise_job<double>&, int64_t, int64_t) { return false; }

}  // namespace
