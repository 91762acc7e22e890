// A function of one element. x and y may be the same place.
//   words: function, type, x, y, count, a, b, c (doubles)
// Types: f32, f64; NEGATIVE, ABSOLUTE, SQUARE, SIGN, RELU (plain), CLIP, AFFINE also i32 and i64; LOGICAL_NOT any type.
#include "../simd/functions.h"
#include "../simd/types.h"

namespace {

template <class F>
struct unary_job {
    F f;
    const void* x;
    void* y;
};

template <class F>
void unary_f32(void* arg, int64_t begin, int64_t end) {
    const unary_job<F>& job = *(const unary_job<F>*)arg;
    const F f = job.f;
    const float* x = (const float*)job.x;
    float* y = (float*)job.y;
    int64_t i = begin;
    for (; i + VW <= end; i += VW) vstore(y + i, f(vload(x + i)));
    if (i < end) vstore_n(y + i, f(vload_n(x + i, end - i)), end - i);
}

template <class F, class X, class Y>
void unary_plain(void* arg, int64_t begin, int64_t end) {
    const unary_job<F>& job = *(const unary_job<F>*)arg;
    const F f = job.f;
    const X* x = (const X*)job.x;
    Y* y = (Y*)job.y;
    for (int64_t i = begin; i < end; i++) y[i] = f(x[i]);
}

constexpr int64_t kUnaryGrain = 1 << 14;

template <class T>
struct integer_function {
    int64_t number;
    T a, b;
    T operator()(T x) const {
        typedef typename unsigned_of<T>::type U;  // wraps around instead of being undefined
        switch (number) {
            case NEGATIVE: return (T)(0 - (U)x);
            case ABSOLUTE: return x < 0 ? (T)(0 - (U)x) : x;
            case SQUARE: return (T)((U)x * (U)x);
            case SIGN: return (x > 0) - (x < 0);
            case RELU: return x > 0 ? x : 0;
            case CLIP: return x < a ? a : x > b ? b : x;
            case AFFINE: return (T)((U)x * (U)a + (U)b);
        }
        return x;
    }
};

template <class T>
struct is_zero {
    uint8_t operator()(T x) const { return x == 0; }
};
template <class T>
struct classify {
    int64_t number;
    uint8_t operator()(T x) const {
        return number == IS_NAN ? x != x : number == IS_INF ? (x - x != x - x && x == x) : x - x == x - x;
    }
};

template <class X, class Y, class F>
void unary_any(const mk_context* ctx, const void* x, void* y, int64_t count, F f) {
    unary_job<F> job = {f, x, y};
    mk_parallel(ctx, count, kUnaryGrain, unary_plain<F, X, Y>, &job);
}

// A double parameter as an integer; beyond the range, its end.
template <class T>
T to_limit(double value) {
    const T largest = (T)((typename unsigned_of<T>::type)-1 >> 1), smallest = -largest - 1;
    return value >= (double)largest ? largest : value > (double)smallest ? (T)value : smallest;
}

}  // namespace

MK_KERNEL(unary) {
    const int64_t number = w[0], type = w[1], count = w[4];
    const void* x = mk_resolve(ctx, w[2]);
    void* y = mk_resolve(ctx, w[3]);
    const double a = mk_double(w[5]), b = mk_double(w[6]), c = mk_double(w[7]);
    if (number == LOGICAL_NOT) {
        with_type(type, [&](auto zero) { unary_any<decltype(zero), uint8_t>(ctx, x, y, count, is_zero<decltype(zero)>{}); });
    } else if (number >= FIRST_PREDICATE) {
        if (type == MK_F64) unary_any<double, uint8_t>(ctx, x, y, count, classify<double>{number});
        else unary_any<float, uint8_t>(ctx, x, y, count, classify<float>{number});
    } else if (type == MK_I32) {
        unary_any<int32_t, int32_t>(ctx, x, y, count, integer_function<int32_t>{number, to_limit<int32_t>(a), to_limit<int32_t>(b)});
    } else if (type == MK_I64) {
        unary_any<int64_t, int64_t>(ctx, x, y, count, integer_function<int64_t>{number, to_limit<int64_t>(a), to_limit<int64_t>(b)});
    } else {
        with_function(number, a, b, c, [&](auto f) {
            unary_job<decltype(f)> job = {f, x, y};
            mk_parallel(ctx, count, kUnaryGrain, type == MK_F64 ? unary_plain<decltype(f), double, double> : unary_f32<decltype(f)>, &job);
        });
    }
}
