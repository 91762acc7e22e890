// The functions of one element, written once for vectors of floats and for double. Definitions are those of keras.ops and
// keras.activations 3.15; the numbers are dev.markhor.binding.UnaryFunction's.
#pragma once
#include "math.h"

namespace {

template <class V>
MK_INLINE V lit(double value);
template <>
__attribute__((always_inline)) inline vf lit<vf>(double value) {
    return vset((float)value);
}
template <>
__attribute__((always_inline)) inline double lit<double>(double value) {
    return value;
}

MK_INLINE double vabs(double x) { return __builtin_fabs(x); }
MK_INLINE double vsqrt(double x) { return __builtin_sqrt(x); }
MK_INLINE double vfloor(double x) { return __builtin_floor(x); }
MK_INLINE double vceil(double x) { return __builtin_ceil(x); }
MK_INLINE double vround(double x) { return __builtin_nearbyint(x); }
MK_INLINE double vmax(double a, double b) { return a > b ? a : b; }
MK_INLINE double vmin(double a, double b) { return a < b ? a : b; }
MK_INLINE double vsel(bool mask, double yes, double no) { return mask ? yes : no; }

// Rare in models at inference: through the C library, in double, lane by lane.
#define MK_BY_LANE(name, function)                                             \
    MK_INLINE vf name(vf x) {                                                  \
        for (int i = 0; i < VW; i++) x[i] = (float)function((double)x[i]);     \
        return x;                                                              \
    }                                                                          \
    MK_INLINE double name(double x) { return function(x); }
MK_BY_LANE(vsin, __builtin_sin)
MK_BY_LANE(vcos, __builtin_cos)
MK_BY_LANE(vtan, __builtin_tan)
#undef MK_BY_LANE

// Operand order below matters: vmin and vmax give their second operand where one is NaN.
template <class V>
MK_INLINE V clip(V x, double low, double high) {
    return vmin(lit<V>(high), vmax(lit<V>(low), x));
}
template <class V>
MK_INLINE V relu6_of_x_plus_3(V x) {
    return clip(x + lit<V>(3), 0, 6);
}
template <class V>
MK_INLINE V full_relu(V x, double slope, double largest, double threshold) {
    V y = threshold != 0 ? vsel(x <= lit<V>(threshold), lit<V>(0), x) : vmax(lit<V>(0), x);
    if (largest < __builtin_inf()) y = clip(y, 0, largest);
    return slope != 0 ? y - lit<V>(slope) * vmax(lit<V>(0), lit<V>(threshold) - x) : y;
}
template <class V>
MK_INLINE V elu_of(V x, double alpha) {
    return vsel(x > lit<V>(0), x, lit<V>(alpha) * vexpm1(x));
}
template <class V>
MK_INLINE V gelu_tanh_of(V x) {
    const V inner = lit<V>(0.7978845608028654) * (x + lit<V>(0.044715) * x * x * x);  // sqrt(2 / pi)
    return lit<V>(0.5) * x * (lit<V>(1) + vtanh(inner));
}
// tanh(softplus(x)) = (u^2 - 1) / (u^2 + 1) with u = 1 + e^x, less what cancels; beyond 20 it is 1.
template <class V>
MK_INLINE V mish_of(V x) {
    const V e = vexp(vmin(lit<V>(20), x));
    const V s = e * (e + lit<V>(2));
    return x * (s / (s + lit<V>(2)));
}

constexpr double kSeluAlpha = 1.6732632423543772848170429916717, kSeluScale = 1.0507009873554804934193349852946;

#define K(value) lit<V>(value)
// X(number, name, result from x (type V) and the parameters a, b, c)
#define MK_FUNCTIONS(X)                                                                                \
    X(1, NEGATIVE, -x)                                                                                 \
    X(2, ABSOLUTE, vabs(x))                                                                            \
    X(3, EXP, vexp(x))                                                                                 \
    X(4, EXPM1, vexpm1(x))                                                                             \
    X(5, LOG, vlog(x))                                                                                 \
    X(6, LOG1P, vlog1p(x))                                                                             \
    X(7, SQRT, vsqrt(x))                                                                               \
    X(8, RSQRT, K(1) / vsqrt(x))                                                                       \
    X(9, SQUARE, x* x)                                                                                 \
    X(10, RECIPROCAL, K(1) / x)                                                                        \
    X(11, SIN, vsin(x))                                                                                \
    X(12, COS, vcos(x))                                                                                \
    X(13, TAN, vtan(x))                                                                                \
    X(14, TANH, vtanh(x))                                                                              \
    X(15, SIGMOID, vsigmoid(x))                                                                        \
    X(16, ERF, verf(x))                                                                                \
    X(17, FLOOR, vfloor(x))                                                                            \
    X(18, CEIL, vceil(x))                                                                              \
    X(19, ROUND, vround(x))                                                                            \
    X(20, SIGN, vsel(x > K(0), K(1), vsel(x < K(0), K(-1), x)))                                        \
    X(21, RELU, full_relu(x, a, b, c))                                                                 \
    X(22, ELU, elu_of(x, a))                                                                           \
    X(23, SELU, K(kSeluScale) * elu_of(x, kSeluAlpha))                                                 \
    X(24, SOFTPLUS, vsoftplus(x))                                                                      \
    X(25, SOFTSIGN, x / (K(1) + vabs(x)))                                                              \
    X(26, SILU, vsilu(x))                                                                             \
    X(27, GELU, K(0.5) * x * (K(1) + verf(x * K(0.70710678118654752440))))                             \
    X(28, GELU_TANH, gelu_tanh_of(x))                                                                  \
    X(29, HARD_SIGMOID, relu6_of_x_plus_3(x) / K(6))                                                   \
    X(30, HARD_SIGMOID_KERAS2, clip(x * K(0.2) + K(0.5), 0, 1))                                        \
    X(31, HARD_SILU, x*(relu6_of_x_plus_3(x) / K(6)))                                                  \
    X(32, HARD_TANH, clip(x, -1, 1))                                                                   \
    X(33, MISH, mish_of(x))                                                                            \
    X(34, LOG_SIGMOID, -vsoftplus(-x))                                                                 \
    X(35, CELU, vmax(K(0), x) + K(a) * vexpm1(vmin(K(0), x) / K(a)))                                   \
    X(36, TANH_SHRINK, x - vtanh(x))                                                                   \
    X(37, SOFT_SHRINK, vsel(x > K(a), x - K(a), vsel(x < K(-a), x + K(a), K(0))))                      \
    X(38, HARD_SHRINK, vsel(vabs(x) > K(a), x, K(0)))                                                  \
    X(39, SQUAREPLUS, (x + vsqrt(x * x + K(a))) * K(0.5))                                              \
    X(40, THRESHOLD, vsel(x > K(a), x, K(b)))                                                          \
    X(41, SPARSE_PLUS, vsel(x <= K(-1), K(0), vsel(x < K(1), K(0.25) * (x + K(1)) * (x + K(1)), x)))   \
    X(42, SPARSE_SIGMOID, vsel(x <= K(-1), K(0), vsel(x >= K(1), K(1), K(0.5) * (x + K(1)))))          \
    X(43, CLIP, clip(x, a, b))                                                                         \
    X(44, AFFINE, x* K(a) + K(b))

// From here on the result is a bool.
enum { FIRST_PREDICATE = 45, LOGICAL_NOT = 45, IS_NAN = 46, IS_FINITE = 47, IS_INF = 48 };

#define X(number, name, ...)                                              \
    constexpr int64_t name = number;                                      \
    struct name##_function {                                              \
        double a, b, c;                                                   \
        template <class V>                                                \
        __attribute__((always_inline)) inline V operator()(V x) const {   \
            return __VA_ARGS__;                                           \
        }                                                                 \
    };
MK_FUNCTIONS(X)
#undef X
#undef K

struct plain_relu {
    template <class V>
    __attribute__((always_inline)) inline V operator()(V x) const {
        return vmax(lit<V>(0), x);
    }
};
struct leaky_relu {
    double slope;
    template <class V>
    __attribute__((always_inline)) inline V operator()(V x) const {
        return vsel(x < lit<V>(0), x * lit<V>(slope), x);
    }
};
struct identity {
    template <class V>
    __attribute__((always_inline)) inline V operator()(V x) const {
        return x;
    }
};

// body(f) with the function object of that number: one switch outside the loops.
template <class Body>
MK_INLINE void with_function(int64_t number, double a, double b, double c, const Body& body) {
    if (number == RELU && b == __builtin_inf() && c == 0) return a == 0 ? body(plain_relu{}) : body(leaky_relu{a});
    switch (number) {
#define X(number, name, ...) \
    case number: return body(name##_function{a, b, c});
        MK_FUNCTIONS(X)
#undef X
    }
}

// The few activations that kernels with a loop of their own apply on the way out: 0 (none), RELU (plain) and CLIP.
template <class Body>
MK_INLINE void with_clamp(int64_t number, double a, double b, const Body& body) {
    if (number == RELU) return body(plain_relu{});
    if (number == CLIP) return body(CLIP_function{a, b, 0});
    body(identity{});
}

}  // namespace
