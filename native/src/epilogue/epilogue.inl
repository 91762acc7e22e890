// The functions that products and convolutions apply on their way out, once for all of them.
#include "../kernel.h"
#include "../simd/functions.h"

namespace {

template <class F>
void finish_row(const F& f, float* y, int64_t n) {
    int64_t i = 0;
    for (; i + VW <= n; i += VW) vstore(y + i, f(vload(y + i)));
    if (i < n) vstore_n(y + i, f(vload_n(y + i, n - i)), n - i);
}
template <class F>
void finish_row(const F& f, double* y, int64_t n) {
    for (int64_t i = 0; i < n; i++) y[i] = f(y[i]);
}

}  // namespace

extern "C" void MK_JOIN3(mk_, finish_f32, MK_ISA)(int64_t function, double a, double b, double c, float* y, const int64_t* places, int64_t rows, int64_t n) {
    with_function(function, a, b, c, [&](auto f) {
        for (int64_t i = 0; i < rows; i++) finish_row(f, y + places[i], n);
    });
}
extern "C" void MK_JOIN3(mk_, finish_f64, MK_ISA)(int64_t function, double a, double b, double c, double* y, const int64_t* places, int64_t rows, int64_t n) {
    with_function(function, a, b, c, [&](auto f) {
        for (int64_t i = 0; i < rows; i++) finish_row(f, y + places[i], n);
    });
}
