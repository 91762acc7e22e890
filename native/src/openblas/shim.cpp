// OpenBLAS, single-threaded and with a bounded number of concurrent callers.
#include <cblas.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "markhor.h"

namespace {

// OpenBLAS takes a working buffer for each call from a table whose size was fixed when it was compiled, for MAX_THREADS
// threads; past that it warns and then fails.
constexpr int MOST = 32;

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
int limit;
int inside;   // calls; by compare-and-swap up to `limit`
int waiting;  // under the mutex

bool try_enter() {
    int now = __atomic_load_n(&inside, __ATOMIC_SEQ_CST);
    while (now < limit) {
        if (__atomic_compare_exchange_n(&inside, &now, now + 1, true, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return true;
    }
    return false;
}

struct turn {
    turn() {
        if (try_enter()) return;
        pthread_mutex_lock(&mutex);
        __atomic_add_fetch(&waiting, 1, __ATOMIC_SEQ_CST);
        while (!try_enter()) pthread_cond_wait(&cond, &mutex);
        __atomic_sub_fetch(&waiting, 1, __ATOMIC_SEQ_CST);
        pthread_mutex_unlock(&mutex);
    }
    ~turn() {
        __atomic_sub_fetch(&inside, 1, __ATOMIC_SEQ_CST);
        if (__atomic_load_n(&waiting, __ATOMIC_SEQ_CST)) {
            pthread_mutex_lock(&mutex);
            pthread_cond_signal(&cond);
            pthread_mutex_unlock(&mutex);
        }
    }
};

CBLAS_TRANSPOSE transpose(int yes) { return yes ? CblasTrans : CblasNoTrans; }

void sgemm(int transA, int transB, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb, float beta,
           float* c, int ldc) {
    turn mine;
    cblas_sgemm(CblasRowMajor, transpose(transA), transpose(transB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void dgemm(int transA, int transB, int m, int n, int k, double alpha, const double* a, int lda, const double* b, int ldb,
           double beta, double* c, int ldc) {
    turn mine;
    cblas_dgemm(CblasRowMajor, transpose(transA), transpose(transB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void sgemv(int transA, int m, int n, float alpha, const float* a, int lda, const float* x, float beta, float* y) {
    turn mine;
    cblas_sgemv(CblasRowMajor, transpose(transA), m, n, alpha, a, lda, x, 1, beta, y, 1);
}

void dgemv(int transA, int m, int n, double alpha, const double* a, int lda, const double* x, double beta, double* y) {
    turn mine;
    cblas_dgemv(CblasRowMajor, transpose(transA), m, n, alpha, a, lda, x, 1, beta, y, 1);
}

const mk_blas table = {sgemm, dgemm, sgemv, dgemv};

bool ours() {
    const void* functions[] = {(const void*)cblas_sgemm, (const void*)cblas_dgemm, (const void*)cblas_sgemv,
                               (const void*)cblas_dgemv, (const void*)openblas_set_num_threads};
    for (const void* function : functions) {
        if (!mk_is_beside(function, (const void*)&table)) return false;
    }
    return true;
}

}  // namespace

extern "C" {

const void* mkb_table(void) {
    pthread_mutex_lock(&mutex);
    bool usable = limit > 0 || ours();
    if (usable && limit == 0) {
        openblas_set_num_threads(1);
        const char* config = openblas_get_config();
        const char* most = config ? strstr(config, "MAX_THREADS=") : nullptr;
        int threads = most ? atoi(most + strlen("MAX_THREADS=")) : 1;
        limit = threads < 1 ? 1 : threads > MOST ? MOST : threads;
    }
    pthread_mutex_unlock(&mutex);
    return usable ? &table : nullptr;
}

int32_t mkb_limit(void) { return limit; }

}  // extern "C"
