// y[m, n] = epilogue(a[m, k] x packed weights)
//   words: type (f32, f64), a, weights, y, epilogue, m, n, k, lda, ldy (elements from row to row)
#include "../simd/types.h"
#include "block.inl"

namespace {

template <class T>
void multiply_matrix(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 4 + kEpilogueWords;
    const int64_t m = sizes[0], n = sizes[1], k = sizes[2];
    const product<T> p = {(const T*)mk_resolve(ctx, w[2]), (T*)mk_resolve(ctx, w[3]), n, k, epilogue<T>::parse(ctx, w + 4)};
    const plain_rows<T> rows = {(const T*)mk_resolve(ctx, w[1]), sizes[3], sizes[4], k};
    parallel_products<T>(ctx, 1, m, n, k, [&](int64_t, const auto& run) {
        plain_rows<T> mine = rows;
        run(p, mine);
    });
}

}  // namespace

MK_KERNEL(product) {
    if (w[0] == MK_F64) multiply_matrix<double>(ctx, w);
    else multiply_matrix<float>(ctx, w);
}
