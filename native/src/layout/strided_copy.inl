// Copies a block of up to 8 dimensions between any strides: transposes, slices (negative steps too), tiling and repeating (stride
// 0 in x), concatenation. Elements are moved as bits.
//   words: bytes of an element (1, 2, 4, 8), x, y, first element of x, first element of y, rank, dims, strides of x, strides of y
#include "../simd/rows.h"

namespace {

struct copy_job {
    const char* x;
    char* y;
    int64_t bytes;
    broadcast<2> shape;
    // A last dimension too short to be worth a walk of its own.
    int64_t short_n, short_x, short_y;
    // Tiles of a transpose: `across` elements contiguous in x in blocks of kTile, `along` contiguous in y.
    int64_t across, along, x_stride, y_stride, blocks;
};

constexpr int64_t kTile = 16, kShort = 16;

// Drops dimensions of 1 and joins neighbours that are one run in both x and y.
void join_dimensions(broadcast<2>& s) {
    int64_t rank = 0;
    for (int64_t d = 0; d < s.rank; d++) {
        if (s.dims[d] == 1) continue;
        const int64_t last = rank - 1;
        if (rank > 0 && s.strides[0][last] == s.strides[0][d] * s.dims[d] && s.strides[1][last] == s.strides[1][d] * s.dims[d]) {
            s.dims[last] *= s.dims[d];
            s.strides[0][last] = s.strides[0][d];
            s.strides[1][last] = s.strides[1][d];
            continue;
        }
        s.dims[rank] = s.dims[d];
        s.strides[0][rank] = s.strides[0][d];
        s.strides[1][rank] = s.strides[1][d];
        rank++;
    }
    if (rank == 0) {
        s.dims[0] = 1;
        s.strides[0][0] = s.strides[1][0] = 1;
        rank = 1;
    }
    s.rank = rank;
    s.n = s.dims[rank - 1];
    s.rows = 1;
    for (int64_t d = 0; d + 1 < rank; d++) s.rows *= s.dims[d];
}

template <class T>
void copy_rows(void* arg, int64_t begin, int64_t end) {
    const copy_job& job = *(const copy_job*)arg;
    const broadcast<2>& s = job.shape;
    const int64_t sx = s.inner(0), sy = s.inner(1);
    walk_rows(s, begin, end, [&](const int64_t* at, int64_t, int64_t n) {
        const T* x = (const T*)job.x + at[0];
        T* y = (T*)job.y + at[1];
        if (sx == 1 && sy == 1) {
            if (n * (int64_t)sizeof(T) >= 64) {
                __builtin_memcpy(y, x, (size_t)n * sizeof(T));
            } else {
#pragma GCC ivdep
                for (int64_t i = 0; i < n; i++) y[i] = x[i];
            }
        } else if (sx == 0 && sy == 1) {
            const T value = *x;
            for (int64_t i = 0; i < n; i++) y[i] = value;
        } else {
            for (int64_t i = 0; i < n; i++) y[i * sy] = x[i * sx];
        }
    });
}

template <class T>
void copy_short_rows(void* arg, int64_t begin, int64_t end) {
    const copy_job& job = *(const copy_job*)arg;
    const int64_t sx = job.shape.inner(0), sy = job.shape.inner(1), kx = job.short_x, ky = job.short_y, width = job.short_n;
    walk_rows(job.shape, begin, end, [&](const int64_t* at, int64_t, int64_t n) {
        const T* x = (const T*)job.x + at[0];
        T* y = (T*)job.y + at[1];
        for (int64_t i = 0; i < n; i++, x += sx, y += sy) {
#pragma GCC unroll 1
            for (int64_t k = 0; k < width; k++) y[k * ky] = x[k * kx];
        }
    });
}

typedef uint32_t word4 __attribute__((vector_size(16)));
typedef uint32_t word4_anywhere __attribute__((vector_size(16), aligned(4), may_alias));

// y[c * sy + r] = x[r * sx + c] for r and c below 4.
MK_INLINE void transpose4(const uint32_t* x, int64_t sx, uint32_t* y, int64_t sy) {
    const word4 a = *(const word4_anywhere*)x, b = *(const word4_anywhere*)(x + sx);
    const word4 c = *(const word4_anywhere*)(x + 2 * sx), d = *(const word4_anywhere*)(x + 3 * sx);
    const word4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const word4 ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    *(word4_anywhere*)y = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
    *(word4_anywhere*)(y + sy) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    *(word4_anywhere*)(y + 2 * sy) = __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5);
    *(word4_anywhere*)(y + 3 * sy) = __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
}

template <class T>
MK_INLINE void transpose_tile(const T* x, int64_t sx, T* y, int64_t sy, int64_t rows, int64_t columns) {
    int64_t c = 0;
    if constexpr (sizeof(T) == 4) {
        for (; c + 4 <= columns; c += 4) {
            int64_t r = 0;
            for (; r + 4 <= rows; r += 4) transpose4(x + r * sx + c, sx, y + c * sy + r, sy);
            for (; r < rows; r++)
                for (int64_t k = c; k < c + 4; k++) y[k * sy + r] = x[r * sx + k];
        }
    }
    for (; c < columns; c++)
        for (int64_t r = 0; r < rows; r++) y[c * sy + r] = x[r * sx + c];
}

// Rows here are blocks of kTile columns of a transposed matrix.
template <class T>
void copy_tiles(void* arg, int64_t begin, int64_t end) {
    const copy_job& job = *(const copy_job*)arg;
    const int64_t sx = job.x_stride, sy = job.y_stride;
    walk_rows(job.shape, begin, end, [&](const int64_t* at, int64_t row, int64_t) {
        const int64_t first = row % job.blocks * kTile, left = job.across - first, columns = left < kTile ? left : kTile;
        const T* x = (const T*)job.x + at[0];
        T* y = (T*)job.y + at[1];
        for (int64_t i = 0; i < job.along; i += kTile) {
            const int64_t rows = job.along - i < kTile ? job.along - i : kTile;
            transpose_tile(x + i * sx, sx, y + i, sy, rows, columns);
        }
    });
}

}  // namespace

MK_KERNEL(strided_copy) {
    copy_job job;
    job.bytes = w[0];
    job.x = (const char*)mk_resolve(ctx, w[1]) + w[3] * job.bytes;
    job.y = (char*)mk_resolve(ctx, w[2]) + w[4] * job.bytes;
    broadcast<2>& s = job.shape;
    s = broadcast<2>::parse(w + 5);
    for (int64_t d = 0; d < s.rank; d++)
        if (s.dims[d] <= 0) return;
    join_dimensions(s);
    int64_t across = -1;  // the dimension that is contiguous in x, when it is not the last and the last is contiguous in y
    if (s.inner(0) != 1 && s.inner(0) != 0 && s.inner(1) == 1 && s.n >= 4)
        for (int64_t d = 0; d + 1 < s.rank; d++)
            if (s.strides[0][d] == 1 && s.dims[d] >= 4) across = d;
    if (across >= 0) {
        job.across = s.dims[across];
        job.along = s.n;
        job.x_stride = s.inner(0);
        job.y_stride = s.strides[1][across];
        job.blocks = (job.across + kTile - 1) / kTile;
        // The other dimensions, then the blocks, then a last dimension of 1.
        for (int64_t d = across; d + 2 < s.rank; d++) {
            s.dims[d] = s.dims[d + 1];
            for (int k = 0; k < 2; k++) s.strides[k][d] = s.strides[k][d + 1];
        }
        s.dims[s.rank - 2] = job.blocks;
        s.strides[0][s.rank - 2] = kTile;
        s.strides[1][s.rank - 2] = kTile * job.y_stride;
        s.dims[s.rank - 1] = s.n = 1;
        s.rows = 1;
        for (int64_t d = 0; d + 1 < s.rank; d++) s.rows *= s.dims[d];
        const auto body = job.bytes == 8 ? copy_tiles<uint64_t> : job.bytes == 4 ? copy_tiles<uint32_t> : job.bytes == 2 ? copy_tiles<uint16_t> : copy_tiles<uint8_t>;
        mk_parallel(ctx, s.rows, 1 + (1 << 14) / (kTile * job.along), body, &job);
        return;
    }
    if (s.rank > 1 && s.n < kShort && s.dims[s.rank - 2] > s.n) {
        job.short_n = s.n;
        job.short_x = s.inner(0);
        job.short_y = s.inner(1);
        s.n = s.dims[--s.rank - 1];
        s.rows /= s.n;
        const auto body = job.bytes == 8 ? copy_short_rows<uint64_t> : job.bytes == 4 ? copy_short_rows<uint32_t> : job.bytes == 2 ? copy_short_rows<uint16_t> : copy_short_rows<uint8_t>;
        mk_parallel(ctx, s.pieces(), 1 + s.grain() / job.short_n, body, &job);
        return;
    }
    const auto body = job.bytes == 8 ? copy_rows<uint64_t> : job.bytes == 4 ? copy_rows<uint32_t> : job.bytes == 2 ? copy_rows<uint16_t> : copy_rows<uint8_t>;
    mk_parallel(ctx, s.pieces(), s.grain() * 2, body, &job);
}
