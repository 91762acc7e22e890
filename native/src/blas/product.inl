// Matrix products by OpenBLAS, single-threaded calls on parts of the rows.
//   words: type (f32, f64), transpose a, transpose b, views of a, b, y (array, row stride, outer stride, inner stride), epilogue,
//          outer, inner, m, n, k
#pragma once
#include "../gemm/epilogue.inl"
#include "../kernel.h"
#include "../program/blas.h"
#include "../simd/types.h"

namespace {

struct blas_matrix {
    bool transposed;
    int64_t row_stride;
};

// y = a x b + y, for m and n above 0. OpenBLAS refuses the row strides of empty matrices.
inline void blas_multiply(const mk_blas* blas, int64_t m, int64_t n, int64_t k, const float* a, blas_matrix of_a, const float* b,
                          blas_matrix of_b, float* y, int64_t ldy) {
    if (k == 0) return;
    if (m == 1 && !of_a.transposed) {  // y = b' x a
        const int64_t rows = of_b.transposed ? n : k, columns = of_b.transposed ? k : n;
        blas->sgemv(!of_b.transposed, (int)rows, (int)columns, 1, b, (int)of_b.row_stride, a, 1, y);
        return;
    }
    blas->sgemm(of_a.transposed, of_b.transposed, (int)m, (int)n, (int)k, 1, a, (int)of_a.row_stride, b, (int)of_b.row_stride, 1, y,
                (int)ldy);
}
inline void blas_multiply(const mk_blas* blas, int64_t m, int64_t n, int64_t k, const double* a, blas_matrix of_a, const double* b,
                          blas_matrix of_b, double* y, int64_t ldy) {
    if (k == 0) return;
    if (m == 1 && !of_a.transposed) {
        const int64_t rows = of_b.transposed ? n : k, columns = of_b.transposed ? k : n;
        blas->dgemv(!of_b.transposed, (int)rows, (int)columns, 1, b, (int)of_b.row_stride, a, 1, y);
        return;
    }
    blas->dgemm(of_a.transposed, of_b.transposed, (int)m, (int)n, (int)k, 1, a, (int)of_a.row_stride, b, (int)of_b.row_stride, 1, y,
                (int)ldy);
}

// What y holds before the product is added: bias and residual. All for `n` columns from wherever bias, residual and y point.
template <class T>
void start_row(const T* bias, const T* residual, T* y, int64_t n) {
    for (int64_t j = 0; j < n; j++) y[j] = (bias ? bias[j] : 0) + (residual ? residual[j] : 0);
}

template <class T>
void finish_row_of_product(const epilogue<T>& out, T* y, int64_t n) {
    for (int64_t j = 0; j < n; j++) {
        const T v = out.low > y[j] ? out.low : y[j];
        y[j] = out.high < v ? out.high : v;
    }
    out.finish(y, n);
}

template <class T>
struct blas_view {
    T* array;
    int64_t row_stride, outer, inner;

    static blas_view parse(const mk_context* ctx, const int64_t* w) { return {(T*)mk_resolve(ctx, w[0]), w[1], w[2], w[3]}; }
    T* of(int64_t pair, int64_t inner_count) const { return array + pair / inner_count * outer + pair % inner_count * inner; }
};

template <class T>
struct blas_job {
    const mk_blas* blas;
    bool transpose_a, transpose_b;
    blas_view<T> a, b, y;
    epilogue<T> out;
    int64_t inner, m, n, k, row_parts, column_parts;
};

template <class T>
void blas_part(const blas_job<T>& job, int64_t pair, int64_t row, int64_t rows, int64_t column, int64_t columns) {
    T* y = job.y.of(pair, job.inner) + row * job.y.row_stride + column;
    const T* bias = job.out.bias ? job.out.bias + column : nullptr;
    for (int64_t i = 0; i < rows; i++) {
        T* target = y + i * job.y.row_stride;
        start_row(bias, job.out.residual ? job.out.residual + (target - job.y.array) : nullptr, target, columns);
    }
    const T* a = job.a.of(pair, job.inner) + row * (job.transpose_a ? 1 : job.a.row_stride);
    const T* b = job.b.of(pair, job.inner) + column * (job.transpose_b ? job.b.row_stride : 1);
    blas_multiply(job.blas, rows, columns, job.k, a, {job.transpose_a, job.a.row_stride}, b,
                  {job.transpose_b, job.b.row_stride}, y, job.y.row_stride);
    for (int64_t i = 0; i < rows; i++) finish_row_of_product(job.out, y + i * job.y.row_stride, columns);
}

template <class T>
void blas_parts(void* arg, int64_t begin, int64_t end) {
    const blas_job<T>& job = *(const blas_job<T>*)arg;
    const int64_t parts = job.row_parts * job.column_parts;
    for (int64_t i = begin; i < end; i++) {
        const int64_t r = i % parts / job.column_parts, c = i % job.column_parts;
        const int64_t row = job.m * r / job.row_parts, column = job.n * c / job.column_parts;
        blas_part(job, i / parts, row, job.m * (r + 1) / job.row_parts - row, column,
                  job.n * (c + 1) / job.column_parts - column);
    }
}

constexpr int64_t kBlasPart = 128;  // rows or columns at least: OpenBLAS packs both operands again for each call
constexpr int64_t kMostParts = 8;

inline int64_t blas_parts_of(int64_t size) {
    const int64_t parts = size / kBlasPart;
    return parts < 1 ? 1 : parts > kMostParts ? kMostParts : parts;
}

template <class T>
void blas_multiply_pairs(const mk_context* ctx, const int64_t* w) {
    const int64_t* rest = w + 15;
    const int64_t* sizes = rest + kEpilogueWords;
    blas_job<T> job = {mk_get_blas(), w[1] != 0, w[2] != 0,
                       blas_view<T>::parse(ctx, w + 3), blas_view<T>::parse(ctx, w + 7), blas_view<T>::parse(ctx, w + 11),
                       epilogue<T>::parse(ctx, rest), sizes[1], sizes[2], sizes[3], sizes[4], 1, 1};
    if (job.m == 0 || job.n == 0) return;
    // Cut by the sizes alone, and each part is a call of its own: OpenBLAS may add up in another order for other sizes, and the
    // number of threads must not matter.
    if (job.m >= 2 * kBlasPart) job.row_parts = blas_parts_of(job.m);
    else job.column_parts = blas_parts_of(job.n);
    const int64_t parts = job.row_parts * job.column_parts, flops = 2 * job.m * job.n * job.k / parts;
    mk_parallel(ctx, sizes[0] * sizes[1] * parts, 1 + (1 << 20) / (flops + 1), blas_parts<T>, &job);
}

}  // namespace

MK_KERNEL(blas_product) {
    if (w[0] == MK_F64) blas_multiply_pairs<double>(ctx, w);
    else blas_multiply_pairs<float>(ctx, w);
}
