// Products of pairs of matrices neither of which is constant: the right one is packed first, some pairs at a time.
//   words: type (f32, f64), transpose a, transpose b, views of a, b, y (array, row stride, outer stride, inner stride), scratch,
//          epilogue, outer, inner, m, n, k, pairs packed at once
#include "../simd/types.h"
#include "block.inl"
#include "pack.inl"

namespace {

constexpr int kViewWords = 4;

template <class T>
struct matrix_view {
    T* array;
    int64_t row_stride, outer, inner;

    static matrix_view parse(const mk_context* ctx, const int64_t* w) { return {(T*)mk_resolve(ctx, w[0]), w[1], w[2], w[3]}; }
    T* of(int64_t pair, int64_t inner_count) const { return array + pair / inner_count * outer + pair % inner_count * inner; }
};

template <class T>
struct pair_job {
    bool transpose_a, transpose_b;
    matrix_view<T> a, b, y;
    T* scratch;
    int64_t inner, m, n, k, first, panels, pair_elements;

    // What is packed of the pair number `first + i`: panels of b, then the rows of a if it comes transposed.
    T* packed_b(int64_t i) const { return scratch + i * pair_elements; }
    T* packed_a(int64_t i) const { return packed_b(i) + panels * k * kPanel<T>; }
};

constexpr int64_t kTransposedRows = 16;

// Parts of pairs: first the panels of b, then the rows of a.
template <class T>
void pack_pairs(void* arg, int64_t begin, int64_t end) {
    const pair_job<T>& job = *(const pair_job<T>*)arg;
    const int64_t parts = job.panels + (job.transpose_a ? (job.m + kTransposedRows - 1) / kTransposedRows : 0);
    for (int64_t i = begin; i < end; i++) {
        const int64_t pair = i / parts, part = i % parts;
        if (part >= job.panels) {
            const int64_t first = (part - job.panels) * kTransposedRows, left = job.m - first;
            transpose(job.a.of(job.first + pair, job.inner) + first, job.a.row_stride, job.packed_a(pair) + first * job.k, job.k,
                      left < kTransposedRows ? left : kTransposedRows, job.k);
            continue;
        }
        const int64_t column = part * kPanel<T>, width = job.n - column < kPanel<T> ? job.n - column : kPanel<T>;
        const T* b = job.b.of(job.first + pair, job.inner);
        const int64_t row_stride = job.transpose_b ? 1 : job.b.row_stride, column_stride = job.transpose_b ? job.b.row_stride : 1;
        pack_panel<T>(b + column * column_stride, job.packed_b(pair) + part * job.k * kPanel<T>, job.k, row_stride, width,
                      column_stride);
    }
}

template <class T>
void multiply_pairs(const mk_context* ctx, const int64_t* w) {
    const int64_t* rest = w + 3 + 3 * kViewWords;
    const int64_t* sizes = rest + 1 + kEpilogueWords;
    const epilogue<T> out = epilogue<T>::parse(ctx, rest + 1);
    pair_job<T> job;
    job.transpose_a = w[1] != 0;
    job.transpose_b = w[2] != 0;
    job.a = matrix_view<T>::parse(ctx, w + 3);
    job.b = matrix_view<T>::parse(ctx, w + 3 + kViewWords);
    job.y = matrix_view<T>::parse(ctx, w + 3 + 2 * kViewWords);
    job.scratch = (T*)mk_resolve(ctx, rest[0]);
    job.inner = sizes[1];
    job.m = sizes[2];
    job.n = sizes[3];
    job.k = sizes[4];
    const int64_t pairs = sizes[0] * sizes[1], at_once = sizes[5];
    job.panels = (job.n + kPanel<T> - 1) / kPanel<T>;
    job.pair_elements = job.panels * job.k * kPanel<T>;
    if (job.transpose_a) job.pair_elements += (job.m * job.k + kPanel<T> - 1) / kPanel<T> * kPanel<T>;
    const int64_t parts = job.panels + (job.transpose_a ? (job.m + kTransposedRows - 1) / kTransposedRows : 0);
    for (job.first = 0; job.first < pairs; job.first += at_once) {
        const int64_t count = pairs - job.first < at_once ? pairs - job.first : at_once;
        mk_parallel(ctx, count * parts, 1 + (1 << 14) / (job.k * kPanel<T> + 1), pack_pairs<T>, &job);
        parallel_products<T>(ctx, count, job.m, job.n, job.k, [&](int64_t i, const auto& run) {
            const int64_t pair = job.first + i;
            T* y = job.y.of(pair, job.inner);
            product<T> p = {job.packed_b(i), y, job.n, job.k, out};
            if (out.residual) p.out.residual += y - job.y.array;
            plain_rows<T> rows = {job.transpose_a ? job.packed_a(i) : job.a.of(pair, job.inner),
                                  job.transpose_a ? job.k : job.a.row_stride, job.y.row_stride, job.k};
            run(p, rows);
        });
    }
}

}  // namespace

MK_KERNEL(batched_product) {
    if (w[0] == MK_F64) multiply_pairs<double>(ctx, w);
    else multiply_pairs<float>(ctx, w);
}
