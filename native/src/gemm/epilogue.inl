// What happens to results on their way out.
//   words: bias, residual, function, a, b, c (doubles); see Epilogue.java
#pragma once
#include "../kernel.h"
#include "../simd/functions.h"
#include "vector.h"

namespace {

constexpr int kEpilogueWords = 6;

template <class T>
struct epilogue;
template <class T>
using finish_function = void (*)(const epilogue<T>& e, T* y, int64_t n);

template <class T>
struct epilogue {
    const T* bias;
    const T* residual;
    T low, high;               // a clamp costs nothing to speak of; the identity is one, too
    finish_function<T> other;  // a function that is not a clamp; null: none
    double a, b, c;

    static epilogue parse(const mk_context* ctx, const int64_t* w);

    // Of results that have left their registers and still lie in the first-level cache.
    void finish(T* y, int64_t n) const {
        if (other) other(*this, y, n);
    }
};

template <class F>
void finish_row(const epilogue<float>& e, float* y, int64_t n) {
    const F f = {e.a, e.b, e.c};
    int64_t i = 0;
    for (; i + VW <= n; i += VW) vstore(y + i, f(vload(y + i)));
    if (i < n) vstore_n(y + i, f(vload_n(y + i, n - i)), n - i);
}

template <class F>
void finish_row(const epilogue<double>& e, double* y, int64_t n) {
    const F f = {e.a, e.b, e.c};
    for (int64_t i = 0; i < n; i++) y[i] = f(y[i]);
}

// Leaky ReLU is common enough for a loop of its own.
struct leaky_finish {
    double a, b, c;
    template <class V>
    __attribute__((always_inline)) inline V operator()(V x) const {
        return vsel(x < lit<V>(0), x * lit<V>(a), x);
    }
};

template <class T>
finish_function<T> finish_of(int64_t number, double largest, double threshold) {
    if (number == RELU && largest == __builtin_inf() && threshold == 0) return finish_row<leaky_finish>;
    switch (number) {
#define X(number, name, ...) \
    case number: return finish_row<name##_function>;
        MK_FUNCTIONS(X)
#undef X
    }
    return nullptr;
}

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
    e.other = nullptr;
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
        e.other = finish_of<T>(function, e.b, e.c);
    }
    e.low = (T)low;
    e.high = (T)high;
    return e;
}

}  // namespace
