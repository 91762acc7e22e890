// What depthwise kernels share.
#pragma once
#include "../gemm/epilogue.inl"
#include "../gemm/grid.inl"
#include "../kernel.h"
#include "../simd/types.h"

namespace {

template <class T>
struct depthwise_job {
    const T *x, *weights;
    T* y;
    epilogue<T> out;
    int64_t channels, multiplier;
    conv_axis depth, height, width;

    int64_t filters() const { return channels * multiplier; }
};

// The taps that meet the input, along one axis.
struct tap_range {
    int64_t from, to;

    static tap_range of(const conv_axis& a, int64_t position) {
        const int64_t first = position * a.stride - a.before;
        tap_range r = {0, a.kernel};
        if (first < 0) r.from = (-first + a.dilation - 1) / a.dilation;
        if (first + (a.kernel - 1) * a.dilation >= a.in) r.to = first >= a.in ? 0 : (a.in - first + a.dilation - 1) / a.dilation;
        if (r.from > r.to) r.from = r.to;
        return r;
    }
    bool whole(const conv_axis& a) const { return from == 0 && to == a.kernel; }
};

// One row of results, and where its inputs begin.
struct depthwise_row {
    int64_t image;  // index of [batch, 0] in pixels of x
    int64_t depth, height;  // of tap 0, may be outside
    tap_range depths, heights;
    int64_t y;  // index of the row's first pixel

    // Row i of all.
    template <class T>
    static depthwise_row of(const depthwise_job<T>& job, int64_t i) {
        const int64_t h = i % job.height.out, d = i / job.height.out % job.depth.out, n = i / job.height.out / job.depth.out;
        depthwise_row row;
        row.image = n * job.depth.in * job.height.in * job.width.in;
        row.depth = d * job.depth.stride - job.depth.before;
        row.height = h * job.height.stride - job.height.before;
        row.depths = tap_range::of(job.depth, d);
        row.heights = tap_range::of(job.height, h);
        if (row.heights.from >= row.heights.to) row.heights.from = row.heights.to = 0;
        row.y = i * job.width.out;
        return row;
    }
};

}  // namespace
