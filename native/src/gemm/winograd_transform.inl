// The one-dimensional transforms of Winograd's convolutions: R taps at six points give 7 - R results from six inputs.
//
// The interpolation points are 0, +-sqrt(1/2), +-sqrt(2) and infinity: with them the errors stay those of a plain sum of floats. What
// happens to the inputs is the same for every R; with one tap nothing happens at all.
#pragma once
#include "vector.h"

namespace {

constexpr int kPoints = 6;
constexpr double kA2 = 0.5, kB2 = 2, kA = 0.70710678118654752440, kB = 1.41421356237309504880;

template <int R>
struct winograd_side {
    static constexpr int taps = R, points = R == 1 ? 1 : kPoints, results = R == 1 ? 1 : kPoints + 1 - R;
};

// (1, p, p^2, ...) over the product of p's distances to the other points. In double.
template <int R>
MK_INLINE void transform_taps(const vec<double>* g, int64_t step, vec<double>* u) {
    typedef vec<double> V;
    if (R == 1) {
        u[0] = g[0];
        return;
    }
    const double n0 = 1 / (kA2 * kB2), na = 1 / (2 * kA2 * (kA2 - kB2)), nb = 1 / (2 * kB2 * (kB2 - kA2));
    V even_a = {}, odd_a = {}, even_b = {}, odd_b = {};
    double a = 1, b = 1;
    for (int j = 0; j < R; j++, a *= kA, b *= kB) {
        (j % 2 ? odd_a : even_a) += a * g[j * step];
        (j % 2 ? odd_b : even_b) += b * g[j * step];
    }
    u[0] = g[0] * n0;
    u[1] = (even_a + odd_a) * na;
    u[2] = (even_a - odd_a) * na;
    u[3] = (even_b + odd_b) * nb;
    u[4] = (even_b - odd_b) * nb;
    u[5] = g[(R - 1) * step];
}

template <int points>
MK_INLINE void transform_inputs(const vec<float>* d, vec<float>* t) {
    typedef vec<float> V;
    if (points == 1) {
        t[0] = d[0];
        return;
    }
    const float s = (float)(kA2 + kB2), ab = (float)(kA2 * kB2), a = (float)kA, b = (float)kB, a2 = (float)kA2, b2 = (float)kB2;
    t[0] = d[0] * ab - d[2] * s + d[4];
    const V even_a = d[4] - d[2] * b2, odd_a = (d[3] - d[1] * b2) * a;
    t[1] = even_a + odd_a;
    t[2] = even_a - odd_a;
    const V even_b = d[4] - d[2] * a2, odd_b = (d[3] - d[1] * a2) * b;
    t[3] = even_b + odd_b;
    t[4] = even_b - odd_b;
    t[5] = d[1] * ab - d[3] * s + d[5];
}

template <int R>
MK_INLINE void transform_sums(const vec<float>* m, vec<float>* y) {
    typedef vec<float> V;
    if (R == 1) {
        y[0] = m[0];
        return;
    }
    constexpr float a[4] = {1, (float)kA, (float)kA2, (float)(kA * kA2)}, b[4] = {1, (float)kB, (float)kB2, (float)(kB * kB2)};
    const V sum_a = m[1] + m[2], difference_a = m[1] - m[2], sum_b = m[3] + m[4], difference_b = m[3] - m[4];
    y[0] = m[0] + sum_a + sum_b;
    MK_UNROLL for (int i = 1; i < winograd_side<R>::results; i++) {
        y[i] = i % 2 ? difference_a * a[i] + difference_b * b[i] : sum_a * a[i] + sum_b * b[i];
    }
    y[winograd_side<R>::results - 1] += m[5];
}

// body(side of the height, side of the width) for a kernel that this method takes: 3 x 3, 5 x 5, or 3, 5 or 7 in one line. Seven taps
// are two groups of four, the last of which is zero; their sums meet in the products.
template <class Body>
MK_INLINE void with_sides(int64_t high, int64_t wide, const Body& body) {
    if (high == 3 && wide == 3) return body(winograd_side<3>(), winograd_side<3>());
    if (high == 5 && wide == 5) return body(winograd_side<5>(), winograd_side<5>());
    if (high == 1 && wide == 3) return body(winograd_side<1>(), winograd_side<3>());
    if (high == 1 && wide == 5) return body(winograd_side<1>(), winograd_side<5>());
    if (high == 1 && wide == 7) return body(winograd_side<1>(), winograd_side<4>());
    if (high == 3 && wide == 1) return body(winograd_side<3>(), winograd_side<1>());
    if (high == 5 && wide == 1) return body(winograd_side<5>(), winograd_side<1>());
    if (high == 7 && wide == 1) return body(winograd_side<4>(), winograd_side<1>());
}
MK_INLINE int64_t winograd_groups(int64_t high, int64_t wide) { return high == 7 || wide == 7 ? 2 : 1; }

MK_INLINE int64_t whole_panels(int64_t columns) { return (columns + kPanel<float> - 1) / kPanel<float> * kPanel<float>; }

}  // namespace
