// Walks the rows (last dimension) of a broadcast operation.
#pragma once
#include "../kernel.h"
#include "simd.h"

namespace {

constexpr int kMaxRank = 8;
constexpr int64_t kSegment = 1 << 14;  // elements of a row one piece takes at most; about the grain of a thread, too

// A result of up to 8 dimensions, dense, and N operands with a stride (in elements, 0 where broadcast) for each dimension.
template <int N>
struct broadcast {
    int64_t rank, rows, n;                // rows of n elements
    int64_t dims[kMaxRank];
    int64_t strides[N][kMaxRank];

    // words: rank, dims, strides of each operand
    static broadcast parse(const int64_t* w) {
        broadcast s;
        s.rank = *w++;
        for (int i = 0; i < s.rank; i++) s.dims[i] = *w++;
        for (int k = 0; k < N; k++)
            for (int i = 0; i < s.rank; i++) s.strides[k][i] = *w++;
        if (s.rank == 0) {
            s.rank = 1;
            s.dims[0] = 1;
            for (int k = 0; k < N; k++) s.strides[k][0] = 0;
        }
        s.n = s.dims[s.rank - 1];
        s.rows = 1;
        for (int i = 0; i + 1 < s.rank; i++) s.rows *= s.dims[i];
        return s;
    }
    int64_t inner(int k) const { return strides[k][rank - 1]; }
    int64_t outer(int k) const { return rank > 1 ? strides[k][rank - 2] : 0; }

    // The pieces that mk_parallel counts: each row is cut into segments.
    int64_t segments() const { return (n + kSegment - 1) / kSegment; }
    int64_t pieces() const { return rows * segments(); }
    int64_t grain() const {
        const int64_t length = n < kSegment ? n : kSegment;
        return length < kSegment ? kSegment / (length < 1 ? 1 : length) : 1;
    }
};

// f(offsets of the operands, offset of the result, length) for pieces [begin, end).
template <int N, class F>
MK_INLINE void walk_rows(const broadcast<N>& s, int64_t begin, int64_t end, const F& f) {
    const int64_t segments = s.segments();
    if (begin >= end) return;
    int64_t row = begin / segments, segment = begin % segments;
    int64_t index[kMaxRank] = {}, base[N] = {};
    int64_t rest = row;
    for (int64_t d = s.rank - 2; d >= 0; d--) {
        index[d] = rest % s.dims[d];
        rest /= s.dims[d];
        for (int k = 0; k < N; k++) base[k] += index[d] * s.strides[k][d];
    }
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t from = segment * kSegment, left = s.n - from;
        int64_t at[N];
        for (int k = 0; k < N; k++) at[k] = base[k] + from * s.inner(k);
        f(at, row * s.n + from, left < kSegment ? left : kSegment);
        if (++segment < segments) continue;
        segment = 0;
        row++;
        for (int64_t d = s.rank - 2; d >= 0; d--) {
            for (int k = 0; k < N; k++) base[k] += s.strides[k][d];
            if (++index[d] < s.dims[d]) break;
            for (int k = 0; k < N; k++) base[k] -= index[d] * s.strides[k][d];
            index[d] = 0;
        }
    }
}

}  // namespace
