// A matrix product by OpenBLAS: c [m, n] = op(a) [m, k] * op(b) [k, n], added to c if accumulate is 1.
//   words: type (MK_F32 0 or MK_F64 1), a, b, c, transA, transB, m, n, k, lda, ldb, ldc, accumulate
// Rows, or columns where there are few rows, are cut into blocks whose size does not depend on the number of threads, since
// OpenBLAS may round differently for another block.
#include "kernel.h"
#include "program/blas.h"

namespace {

constexpr int64_t ROWS = 128, COLUMNS = 512;

struct gemm_job {
    const mk_blas* blas;
    const char *a, *b;
    char* c;
    int transA, transB, lda, ldb, ldc;
    int64_t m, n, k;
    bool rows, wide, accumulate;
};

template <typename T>
void product(const gemm_job* j, int64_t i, int64_t m, int64_t p, int64_t n) {
    const T* a = (const T*)j->a + (j->transA ? i : i * j->lda);
    const T* b = (const T*)j->b + (j->transB ? p * j->ldb : p);
    T* c = (T*)j->c + i * j->ldc + p;
    T beta = j->accumulate ? 1 : 0;
    // For a single row the matrix is b: c = op(b)^T * a.
    bool vector = j->m == 1 && (!j->transA || j->lda == 1);
    int rowsOfB = (int)(j->transB ? n : j->k), columnsOfB = (int)(j->transB ? j->k : n);
    if constexpr (sizeof(T) == 4) {
        if (vector) {
            j->blas->sgemv(!j->transB, rowsOfB, columnsOfB, 1, b, j->ldb, a, beta, c);
        } else {
            j->blas->sgemm(j->transA, j->transB, (int)m, (int)n, (int)j->k, 1, a, j->lda, b, j->ldb, beta, c, j->ldc);
        }
    } else {
        if (vector) {
            j->blas->dgemv(!j->transB, rowsOfB, columnsOfB, 1, b, j->ldb, a, beta, c);
        } else {
            j->blas->dgemm(j->transA, j->transB, (int)m, (int)n, (int)j->k, 1, a, j->lda, b, j->ldb, beta, c, j->ldc);
        }
    }
}

void blocks(void* arg, int64_t begin, int64_t end) {
    const gemm_job* j = (const gemm_job*)arg;
    for (int64_t block = begin; block < end; block++) {
        int64_t i = 0, m = j->m, p = 0, n = j->n;
        if (j->rows) {
            i = block * ROWS;
            m = m - i < ROWS ? m - i : ROWS;
        } else {
            p = block * COLUMNS;
            n = n - p < COLUMNS ? n - p : COLUMNS;
        }
        if (j->wide) {
            product<double>(j, i, m, p, n);
        } else {
            product<float>(j, i, m, p, n);
        }
    }
}

void blas_gemm(const mk_context* c, const int64_t* w) {
    gemm_job j;
    j.blas = mk_get_blas();
    j.wide = w[0] == 1;
    j.a = (const char*)mk_resolve(c, w[1]);
    j.b = (const char*)mk_resolve(c, w[2]);
    j.c = (char*)mk_resolve(c, w[3]);
    j.transA = (int)w[4];
    j.transB = (int)w[5];
    j.m = w[6];
    j.n = w[7];
    j.k = w[8];
    j.lda = (int)w[9];
    j.ldb = (int)w[10];
    j.ldc = (int)w[11];
    j.accumulate = w[12] != 0;
    j.rows = j.m > ROWS;
    int64_t count = j.rows ? (j.m + ROWS - 1) / ROWS : (j.n + COLUMNS - 1) / COLUMNS;
    mk_parallel(c, count, 1, blocks, &j);
}

}  // namespace
