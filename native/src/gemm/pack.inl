// Constant matrices into panels, and back.
//   words: unpack (0, 1), type (f32, f64), source, packed, groups, group stride, blocks, block stride, rows, row stride,
//          columns, column stride (strides in elements of source), scale: one factor for each column of all groups, or none
// Packed: [group][panel][block * rows + row][column], panels 64 bytes wide, missing columns 0.
#pragma once
#include <string.h>

#include "../kernel.h"
#include "../simd/types.h"
#include "vector.h"

namespace {

// target[i * target_stride + j] = source[j * source_stride + i] for i < rows, j < columns
template <class T>
void transpose_plainly(const T* source, int64_t source_stride, T* target, int64_t target_stride, int64_t rows, int64_t columns) {
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++) target[i * target_stride + j] = source[j * source_stride + i];
}
inline void transpose(const double* source, int64_t source_stride, double* target, int64_t target_stride, int64_t rows,
                      int64_t columns) {
    transpose_plainly(source, source_stride, target, target_stride, rows, columns);
}
inline void transpose(const float* source, int64_t source_stride, float* target, int64_t target_stride, int64_t rows,
                      int64_t columns) {
    typedef float four __attribute__((vector_size(16)));
    typedef int32_t order __attribute__((vector_size(16)));
    const int64_t whole_rows = rows & ~3ll, whole_columns = columns & ~3ll;
    for (int64_t j = 0; j < whole_columns; j += 4)
        for (int64_t i = 0; i < whole_rows; i += 4) {
            four in[4];
            for (int n = 0; n < 4; n++) memcpy(&in[n], source + (j + n) * source_stride + i, 16);
            const four low01 = __builtin_shuffle(in[0], in[1], (order){0, 4, 1, 5}), high01 = __builtin_shuffle(in[0], in[1], (order){2, 6, 3, 7});
            const four low23 = __builtin_shuffle(in[2], in[3], (order){0, 4, 1, 5}), high23 = __builtin_shuffle(in[2], in[3], (order){2, 6, 3, 7});
            const four out[4] = {
                __builtin_shuffle(low01, low23, (order){0, 1, 4, 5}), __builtin_shuffle(low01, low23, (order){2, 3, 6, 7}),
                __builtin_shuffle(high01, high23, (order){0, 1, 4, 5}), __builtin_shuffle(high01, high23, (order){2, 3, 6, 7})};
            for (int n = 0; n < 4; n++) memcpy(target + (i + n) * target_stride + j, &out[n], 16);
        }
    transpose_plainly(source + whole_rows, source_stride, target + whole_rows * target_stride, target_stride, rows - whole_rows,
                      whole_columns);
    transpose_plainly(source + whole_columns * source_stride, source_stride, target + whole_columns, target_stride, rows,
                      columns - whole_columns);
}

// Copies into or out of panels; width columns of `kPanel`.
template <class T>
void pack_panel(const T* source, T* panel, int64_t rows, int64_t row_stride, int64_t width, int64_t column_stride) {
    if (row_stride == 1 && column_stride != 1) {
        if (width < kPanel<T>) memset(panel, 0, (size_t)rows * kPanelBytes);
        transpose(source, column_stride, panel, kPanel<T>, rows, width);
        return;
    }
    for (int64_t r = 0; r < rows; r++, panel += kPanel<T>, source += row_stride) {
        if (width == kPanel<T> && column_stride == 1) {
            __builtin_memcpy(panel, source, kPanelBytes);
            continue;
        }
        for (int64_t j = 0; j < kPanel<T>; j++) panel[j] = j < width ? source[j * column_stride] : 0;
    }
}

template <class T>
void unpack_panel(T* source, const T* panel, int64_t rows, int64_t row_stride, int64_t width, int64_t column_stride) {
    for (int64_t r = 0; r < rows; r++, panel += kPanel<T>, source += row_stride)
        for (int64_t j = 0; j < width; j++) source[j * column_stride] = panel[j];
}

// Multiplies each column of a panel by its factor.
template <class T>
void scale_panel(T* panel, int64_t rows, const T* scale, int64_t width) {
    T factors[kPanel<T>] = {};
    for (int64_t j = 0; j < width; j++) factors[j] = scale[j];
    for (int64_t r = 0; r < rows; r++, panel += kPanel<T>)
        for (int64_t j = 0; j < kPanel<T>; j++) panel[j] *= factors[j];
}

constexpr int64_t kRowsAtOnce = 256;  // of a panel that is scaled: they stay in the first-level cache

struct pack_job {
    bool unpack;
    void *source, *packed;
    const void* scale;
    int64_t groups, group_stride, blocks, block_stride, rows, row_stride, columns, column_stride;
};

template <class T>
void pack_scaled(const pack_job& job, const T* source, T* panel, const T* scale, int64_t width) {
    for (int64_t row = 0; row < job.rows; row += kRowsAtOnce) {
        const int64_t rows = job.rows - row < kRowsAtOnce ? job.rows - row : kRowsAtOnce;
        pack_panel<T>(source + row * job.row_stride, panel + row * kPanel<T>, rows, job.row_stride, width, job.column_stride);
        scale_panel<T>(panel + row * kPanel<T>, rows, scale, width);
    }
}

// Panels of all groups.
template <class T>
void pack_part(void* arg, int64_t begin, int64_t end) {
    const pack_job& job = *(const pack_job*)arg;
    const int64_t panels = (job.columns + kPanel<T> - 1) / kPanel<T>, k = job.blocks * job.rows;
    for (int64_t i = begin; i < end; i++) {
        const int64_t group = i / panels, column = i % panels * kPanel<T>;
        const int64_t width = job.columns - column < kPanel<T> ? job.columns - column : kPanel<T>;
        T* source = (T*)job.source + group * job.group_stride + column * job.column_stride;
        T* panel = (T*)job.packed + i * k * kPanel<T>;
        for (int64_t block = 0; block < job.blocks; block++, source += job.block_stride, panel += job.rows * kPanel<T>) {
            if (job.unpack) unpack_panel<T>(source, panel, job.rows, job.row_stride, width, job.column_stride);
            else if (!job.scale) pack_panel<T>(source, panel, job.rows, job.row_stride, width, job.column_stride);
            else pack_scaled<T>(job, source, panel, (const T*)job.scale + group * job.columns + column, width);
        }
    }
}

template <class T>
void pack(const mk_context* ctx, const int64_t* w) {
    pack_job job = {w[0] != 0, mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3]), mk_resolve(ctx, w[12]), w[4], w[5], w[6], w[7], w[8], w[9],
                    w[10], w[11]};
    const int64_t panels = (job.columns + kPanel<T> - 1) / kPanel<T>;
    mk_parallel(ctx, job.groups * panels, 1 + (1 << 14) / (job.blocks * job.rows + 1), pack_part<T>, &job);
}

}  // namespace

MK_KERNEL(pack) {
    if (w[1] == MK_F64) pack<double>(ctx, w);
    else pack<float>(ctx, w);
}
