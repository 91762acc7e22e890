// What happens to results on their way out.
//   words: bias, residual, function, a, b, c (doubles); see Epilogue.java
#pragma once
#include "../kernel.h"
#include "../simd/functions.h"
#include "vector.h"

// In the unit of epilogue.inl.
extern "C" void MK_JOIN3(mk_, finish_f32, MK_ISA)(int64_t function, double a, double b, double c, float* y, const int64_t* places, int64_t rows, int64_t n);
extern "C" void MK_JOIN3(mk_, finish_f64, MK_ISA)(int64_t function, double a, double b, double c, double* y, const int64_t* places, int64_t rows, int64_t n);

namespace {

constexpr int kEpilogueWords = 6;

MK_INLINE void finish_rows(int64_t function, double a, double b, double c, float* y, const int64_t* places, int64_t rows, int64_t n) {
    MK_JOIN3(mk_, finish_f32, MK_ISA)(function, a, b, c, y, places, rows, n);
}
MK_INLINE void finish_rows(int64_t function, double a, double b, double c, double* y, const int64_t* places, int64_t rows, int64_t n) {
    MK_JOIN3(mk_, finish_f64, MK_ISA)(function, a, b, c, y, places, rows, n);
}

template <class T>
MK_INLINE void finish_row(int64_t function, double a, double b, double c, T* y, int64_t n) {
    const int64_t here = 0;
    finish_rows(function, a, b, c, y, &here, 1, n);
}

template <class T>
struct epilogue {
    const T* bias;
    const T* residual;
    T low, high;    // a clamp costs nothing to speak of; the identity is one, too
    int64_t other;  // a function that is not a clamp; 0: none
    double a, b, c;

    static epilogue parse(const mk_context* ctx, const int64_t* w);

    // Of results that have left their registers and still lie in the first-level cache.
    void finish(T* y, int64_t n) const {
        if (other) finish_row(other, a, b, c, y, n);
    }
    // The same for the first n of each of some rows, which follow one another in y: as one row if nothing lies between them.
    void finish(T* y, const int64_t* places, int64_t rows, int64_t n) const {
        if (!other) return;
        const bool dense = places[rows - 1] - places[0] == (rows - 1) * n;
        finish_rows(other, a, b, c, y, places, dense ? 1 : rows, dense ? rows * n : n);
    }
};

template <class T>
epilogue<T> epilogue<T>::parse(const mk_context* ctx, const int64_t* w) {
    epilogue e;
    e.bias = (const T*)mk_resolve(ctx, w[0]);
    e.residual = (const T*)mk_resolve(ctx, w[1]);
    const int64_t function = w[2];
    e.a = mk_double(w[3]);
    e.b = mk_double(w[4]);
    e.c = mk_double(w[5]);
    double low = -__builtin_inf(), high = __builtin_inf();
    e.other = 0;
    if (function == RELU && e.a == 0 && e.c == 0) {
        low = 0;
        high = e.b;
    } else if (function == CLIP) {
        low = e.a;
        high = e.b;
    } else if (function == HARD_TANH) {
        low = -1;
        high = 1;
    } else {
        e.other = function;
    }
    e.low = (T)low;
    e.high = (T)high;
    return e;
}

}  // namespace
