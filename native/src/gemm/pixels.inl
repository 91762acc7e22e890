// Convolutions of few filters compute several pixels side by side at once, as one pixel of more filters, so that these fill a panel: each
// filter is there once for each pixel, moved on by the stride, with zeros around it.
//   words of pixel_pack: type (f32, f64), source [rows, length, filters], packed, rows of the kernel, their length (taps x channels),
//                        filters, pixels, elements of a row from pixel to pixel, scale: one factor for each filter, or none
// Packed: one panel, [row][length + (pixels - 1) * step][pixel, filter].
#pragma once
#include <string.h>

#include "../kernel.h"
#include "../simd/types.h"
#include "vector.h"

namespace {

template <class T>
void pack_pixels(const mk_context* ctx, const int64_t* w) {
    const T *source = (const T*)mk_resolve(ctx, w[1]), *scale = (const T*)mk_resolve(ctx, w[8]);
    T* packed = (T*)mk_resolve(ctx, w[2]);
    const int64_t rows = w[3], length = w[4], filters = w[5], pixels = w[6], step = w[7], wide = length + (pixels - 1) * step;
    memset(packed, 0, (size_t)(rows * wide) * kPanelBytes);
    for (int64_t r = 0; r < rows; r++)
        for (int64_t pixel = 0; pixel < pixels; pixel++)
            for (int64_t i = 0; i < length; i++) {
                const T* from = source + (r * length + i) * filters;
                T* to = packed + (r * wide + pixel * step + i) * kPanel<T> + pixel * filters;
                for (int64_t f = 0; f < filters; f++) to[f] = scale ? from[f] * scale[f] : from[f];
            }
}

template <class T>
struct finite_job {
    const T* x;
    int64_t count;
    bool found;  // something that is not finite
};

constexpr int64_t kLookedAtOnce = 4096;

template <class T>
void look_part(void* arg, int64_t begin, int64_t end) {
    finite_job<T>& job = *(finite_job<T>*)arg;
    constexpr int CHAINS = 4;
    const int64_t to = end * kLookedAtOnce < job.count ? end * kLookedAtOnce : job.count;
    int64_t i = begin * kLookedAtOnce;
    vec<T> sums[CHAINS] = {};
    for (; i + CHAINS * kLanes<T> <= to; i += CHAINS * kLanes<T>)
        MK_UNROLL for (int c = 0; c < CHAINS; c++) sums[c] += load(job.x + i + c * kLanes<T>) * 0;
    vec<T> sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (; i < to; i += kLanes<T>) sum += load_some(job.x + i, to - i < kLanes<T> ? to - i : kLanes<T>) * 0;
    bool finite = true;
    for (int lane = 0; lane < kLanes<T>; lane++) finite &= sum[lane] == 0;
    if (!finite) __atomic_store_n(&job.found, true, __ATOMIC_RELAXED);
}

// Zeros around a filter hide only what is finite.
template <class T>
bool all_finite(const mk_context* ctx, const T* x, int64_t count) {
    finite_job<T> job = {x, count, false};
    mk_parallel(ctx, (count + kLookedAtOnce - 1) / kLookedAtOnce, 16, look_part<T>, &job);
    return !__atomic_load_n(&job.found, __ATOMIC_RELAXED);
}

}  // namespace

MK_KERNEL(pixel_pack) {
    if (w[0] == MK_F64) pack_pixels<double>(ctx, w);
    else pack_pixels<float>(ctx, w);
}
