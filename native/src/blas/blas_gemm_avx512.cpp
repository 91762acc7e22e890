#include "blas_gemm.inl"

extern "C" void mk_blas_gemm_avx512(const mk_context* c, const int64_t* words) { blas_gemm(c, words); }
