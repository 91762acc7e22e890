// The micro-kernel: a tile of results in registers, [MR rows] x [NP panels].
//
// Each result is one chain of multiply-adds over k in rising order, whatever the tile, the blocking or the threads, so that
// its bits depend on none of them.
#pragma once
#include "vector.h"

namespace {

// Rows of a tile come as pointers, in segments: segment s covers `length` steps of k, reads row i from rows[s * stride + i]
// and weights from b + offsets[s]. A plain product has one segment; a convolution one for each kernel position.
template <class T>
struct tile {
    const T* const* rows;
    int64_t stride, segments, length;
    const T* b;
    const int64_t* offsets;
    int64_t panel_stride;  // elements from one panel to the next
    T* y;
    const int64_t* places;  // of each row in y and residual
    int64_t width;          // columns: what is left of the last panel is not touched
    const T* bias;          // null: none; whole panels
    const T* residual;      // null: none
    bool first, last;       // of the blocks of k: starts with bias and residual, ends with the clamp
    T low, high;
    const T* ahead;         // weights of the next tiles, of which this one fetches `lines` panel rows for every 4 steps of k
    int64_t lines;
};

// Vector j of a row that is `width` wide.
template <class T>
MK_INLINE vec<T> load_within(const T* row, int j, int64_t width) {
    const int64_t left = width - j * kLanes<T>;
    return left >= kLanes<T> ? load(row + j * kLanes<T>) : left > 0 ? load_some(row + j * kLanes<T>, left) : vec<T>{};
}
template <class T>
MK_INLINE void store_within(T* row, int j, int64_t width, vec<T> v) {
    const int64_t left = width - j * kLanes<T>;
    if (left >= kLanes<T>) store(row + j * kLanes<T>, v);
    else if (left > 0) store_some(row + j * kLanes<T>, v, left);
}

template <class T, int MR, int NP>
__attribute__((noinline)) void micro(const tile<T>& t) {
    constexpr int NV = NP * kVectorsPerPanel, kFullWidth = NP * kPanel<T>;
    typedef vec<T> V;
    V c[MR][NV];
    const bool whole = t.width == kFullWidth;
    if (t.first) {
        MK_UNROLL for (int j = 0; j < NV; j++) {
            const V v = t.bias ? load(t.bias + j * kLanes<T>) : V{};
            MK_UNROLL for (int i = 0; i < MR; i++) c[i][j] = v;
        }
        if (t.residual && whole) {
            MK_UNROLL for (int i = 0; i < MR; i++)
                MK_UNROLL for (int j = 0; j < NV; j++) c[i][j] += load(t.residual + t.places[i] + j * kLanes<T>);
        } else if (t.residual) {
            MK_UNROLL for (int i = 0; i < MR; i++)
                MK_UNROLL for (int j = 0; j < NV; j++) c[i][j] += load_within(t.residual + t.places[i], j, t.width);
        }
    } else if (whole) {
        MK_UNROLL for (int i = 0; i < MR; i++)
            MK_UNROLL for (int j = 0; j < NV; j++) c[i][j] = load(t.y + t.places[i] + j * kLanes<T>);
    } else {
        MK_UNROLL for (int i = 0; i < MR; i++)
            MK_UNROLL for (int j = 0; j < NV; j++) c[i][j] = load_within(t.y + t.places[i], j, t.width);
    }
    const int64_t panel_stride = t.panel_stride, length = t.length, lines = t.lines;
    const T* ahead = t.ahead;
    for (int64_t s = 0; s < t.segments; s++) {
        const T* a[MR];
        MK_UNROLL for (int i = 0; i < MR; i++) a[i] = t.rows[s * t.stride + i];
        const T* b = t.b + t.offsets[s];
        int64_t k = 0;
        auto step = [&](int u) __attribute__((always_inline)) {
            V w[NV];
            MK_UNROLL for (int j = 0; j < NV; j++)
                w[j] = load(b + (j / kVectorsPerPanel) * panel_stride + u * kPanel<T> + (j % kVectorsPerPanel) * kLanes<T>);
            MK_UNROLL for (int i = 0; i < MR; i++) {
                const V x = spread<T>(a[i][k + u]);
                MK_UNROLL for (int j = 0; j < NV; j++) multiply_add(c[i][j], x, w[j]);
            }
        };
        for (; k + 4 <= length; k += 4, b += 4 * kPanel<T>) {
            for (int64_t line = 0; line < lines; line++, ahead += kPanel<T>) __builtin_prefetch(ahead, 0, 2);
            step(0);
            step(1);
            step(2);
            step(3);
        }
        for (; k < length; k++, b += kPanel<T>) step(0);
    }
    if (t.last) {
        const V low = spread<T>(t.low), high = spread<T>(t.high);
        MK_UNROLL for (int i = 0; i < MR; i++)
            MK_UNROLL for (int j = 0; j < NV; j++) c[i][j] = clamp<T>(c[i][j], low, high);
    }
    if (whole) {
        MK_UNROLL for (int i = 0; i < MR; i++)
            MK_UNROLL for (int j = 0; j < NV; j++) store(t.y + t.places[i] + j * kLanes<T>, c[i][j]);
    } else {
        MK_UNROLL for (int i = 0; i < MR; i++)
            MK_UNROLL for (int j = 0; j < NV; j++) store_within(t.y + t.places[i], j, t.width, c[i][j]);
    }
}

// Which tiles exist: kTallest rows by kWide panels where there are many rows; fewer rows by more panels where there are few, so
// that enough chains run side by side and weights stream in broad.
#if defined(MK_SIMD_AVX512) || (defined(MK_TEST_VECTOR_BYTES) && MK_TEST_VECTOR_BYTES == 64)
constexpr int kTallest = 12, kWide = 2;
constexpr int kPanels[kTallest + 1] = {0, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2};  // by rows
#elif defined(MK_SIMD_AVX2) || defined(__aarch64__)
constexpr int kTallest = 6, kWide = 1;
constexpr int kPanels[kTallest + 1] = {0, 4, 3, 2, 1, 1, 1};
#else
constexpr int kTallest = 3, kWide = 1;
constexpr int kPanels[kTallest + 1] = {0, 2, 1, 1};
#endif
constexpr int kMostPanels = 4;

template <class T>
using micro_function = void (*)(const tile<T>&);

template <class T, int MR, int NP>
constexpr micro_function<T> micro_if_there() {
    if constexpr (MR >= 1 && MR <= kTallest && NP <= kPanels[MR]) return micro<T, MR, NP>;
    else return nullptr;
}
#define MK_MICRO_ROW(MR) \
    {nullptr, micro_if_there<T, MR, 1>(), micro_if_there<T, MR, 2>(), micro_if_there<T, MR, 3>(), micro_if_there<T, MR, 4>()}
template <class T>
constexpr micro_function<T> kMicro[13][kMostPanels + 1] = {
    {},              MK_MICRO_ROW(1), MK_MICRO_ROW(2), MK_MICRO_ROW(3),  MK_MICRO_ROW(4),  MK_MICRO_ROW(5), MK_MICRO_ROW(6),
    MK_MICRO_ROW(7), MK_MICRO_ROW(8), MK_MICRO_ROW(9), MK_MICRO_ROW(10), MK_MICRO_ROW(11), MK_MICRO_ROW(12)};
#undef MK_MICRO_ROW

}  // namespace
