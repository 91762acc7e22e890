// exp, log and their kin on vectors of floats, right within a few units in the last place over all floats (measured by
// VectorMathTest), and the same names on double by the C library. Infinities and NaN come out as the C functions define them;
// denormals are right unless the caller has told the processor to flush them.
//
// The polynomials are minimax fits made for these ranges, their coefficients rounded to float one after another.
#pragma once
#include "simd.h"

namespace {

// x = n * ln2 + r with |r| <= ln2 / 2; kLn2High has 9 bits, so that n * kLn2High is exact without fused multiply-add.
constexpr float kLog2E = 0x1.715476p+0f, kLn2High = 0x1.63p-1f, kLn2Low = -0x1.bd0106p-13f;

// e^r = 1 + r + r^2 * P(r)
MK_INLINE vf vexp_tail(vf r) {
    vf p = vfma(vset(0x1.6d6db0p-10f), r, vset(0x1.1227eep-7f));
    p = vfma(p, r, vset(0x1.5554ccp-5f));
    p = vfma(p, r, vset(0x1.5554b0p-3f));
    p = vfma(p, r, vset(0.5f));
    return vfma(p, r * r, r);
}

MK_INLINE vf vpow2(vi n) { return vfrombits(vshift_left(n + 127, 23)); }  // -126 <= n <= 127

// p * 2^n for -252 <= n <= 254, n a whole number: in two steps, since neither factor may leave the range of floats.
MK_INLINE vf vscale(vf p, vf n) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_scalef_ps(kAllLanes, (__m512)p, (__m512)n);
#else
    const vi all = vtoint(n), half = all >> 1;
    return p * vpow2(half) * vpow2(all - half);
#endif
}

MK_INLINE vf vexp(vf x) {
    x = vmin(vset(89.0f), vmax(vset(-105.0f), x));  // beyond: infinity and zero; a NaN stays
    const vf n = vround(x * kLog2E);
    const vf r = vfnma(n, vset(kLn2Low), vfnma(n, vset(kLn2High), x));
    return vscale(vexp_tail(r) + 1.0f, n);
}

// e^x - 1, right for small x too.
MK_INLINE vf vexpm1(vf x) {
    const vf y = vmin(vset(89.0f), vmax(vset(-20.0f), x));  // e^-20 is below half a unit of -1
    const vf n = vround(y * kLog2E);
    const vf r = vfnma(n, vset(kLn2Low), vfnma(n, vset(kLn2High), y));
    // 2^n * (e^r - 1) + (2^n - 1), all halved: n may be 128.
    const vf s = vpow2(vtoint(vsel(y == y, n, vset(0))) - 1);
    const vf z = vfma(s, vexp_tail(r), s - 0.5f) * 2.0f;
    return vsel(vabs(x) < 0x1p-40f, x, z);  // keeps -0 and denormals
}

MK_INLINE vf vtanh(vf x) {
    const vf t = vexpm1(vabs(x) * -2.0f);
    return vcopysign(-t / (t + 2.0f), x);
}

MK_INLINE vf vsigmoid(vf x) {
    return 1.0f / (vexp(-x) + 1.0f);
}

MK_INLINE vf vsilu(vf x) { return x / (vexp(-x) + 1.0f); }

// log(m * 2^e * (1 + c)) for m * 2^e = x > 0 finite, |c| tiny.
MK_INLINE vf vlog_parts(vf x, vf c) {
    const vi tiny = x < 0x1p-126f;
    x = vsel(tiny, x * 0x1p25f, x);
    const vi e = vsub_wrapping(vbits(x), viset(0x3f3504f3)) >> 23;  // so that m lies in [sqrt(1/2), sqrt(2))
    const vf n = vtofloat(e + (tiny & -25));
    const vf f = vfrombits(vsub_wrapping(vbits(x), vshift_left(e, 23))) - 1.0f + c;
    // log(1 + f) = f - f^2 / 2 + f^3 * P(f)
    const vf f2 = f * f;
    vf p = vfma(vset(-0x1.41fe3ap-4f), f, vset(0x1.07d6a8p-3f));
    p = vfma(p, f, vset(-0x1.0cdf74p-3f));
    p = vfma(p, f, vset(0x1.226d1ap-3f));
    p = vfma(p, f, vset(-0x1.54788ep-3f));
    p = vfma(p, f, vset(0x1.99a5aap-3f));
    p = vfma(p, f, vset(-0x1.000220p-2f));
    p = vfma(p, f, vset(0x1.55554ap-2f));
    vf r = vfma(n, vset(kLn2Low), p * f * f2);
    r = vfma(vset(-0.5f), f2, r) + f;
    return vfma(n, vset(kLn2High), r);
}

MK_INLINE vf vlog(vf x) {
    vf r = vlog_parts(x, vset(0));
    r = vsel(x < __builtin_inff(), r, x);  // infinity and NaN
    r = vsel(x == 0.0f, vset(-__builtin_inff()), r);
    return vsel(x < 0.0f, vset(__builtin_nanf("")), r);
}

MK_INLINE vf vlog1p(vf x) {
    const vf u = x + 1.0f;
    // What the sum lost, brought to the scale of u's mantissa.
    const vf lost = vsel(x < 1.0f, x - (u - 1.0f), 1.0f - (u - x));
    const vi e = vsub_wrapping(vbits(u), viset(0x3f3504f3)) >> 23;
    const vf c = lost * vpow2(-visel(e > 100, viset(100), e));
    vf r = vlog_parts(u, c);
    r = vsel(x < __builtin_inff(), r, x);
    r = vsel(x == -1.0f, vset(-__builtin_inff()), r);
    r = vsel(vabs(x) < 0x1p-30f, x, r);
    return vsel(x < -1.0f, vset(__builtin_nanf("")), r);
}

// log(1 + e^x)
MK_INLINE vf vsoftplus(vf x) {
    const vf e = vexp(-vabs(x));  // in [0, 1]
    // log1p on [0, 1], no special cases
    const vf u = e + 1.0f;
    const vi high = u > 0x1.6a09e4p+0f;
    const vf lost = (e - (u - 1.0f)) * vsel(high, vset(0.5f), vset(1));
    const vf l = vsel(e < 0x1p-30f, e, vlog_parts(u, lost));
    return vmax(vset(0), x) + l;
}

MK_INLINE vf verf(vf x) {
    const vf a = vabs(x), s = x * x;
    // |x| < 1: x + x * P(x^2)
    vf p = vfma(vset(-0x1.244710p-11f), s, vset(0x1.414d8cp-8f));
    p = vfma(p, s, vset(-0x1.b56950p-6f));
    p = vfma(p, s, vset(0x1.ce039ep-4f));
    p = vfma(p, s, vset(-0x1.812642p-2f));
    p = vfma(p, s, vset(0x1.20dd74p+0f - 1.0f));
    p = vfma(p, x, x);
    // otherwise 1 - e^-Q(|x|)
    const vf b = vmin(vset(4.0f), a);
    vf q = vfma(vset(-0x1.86df46p-13f), b, vset(0x1.825be2p-9f));
    q = vfma(q, b, vset(-0x1.65cbdep-6f));
    q = vfma(q, b, vset(0x1.a65373p-4f));
    q = vfma(q, b, vset(0x1.46bae6p-1f));
    q = vfma(q, b, vset(0x1.2088ecp+0f));
    q = vfma(q, b, vset(0x1.661a16p-12f));
    return vsel(a < 1.0f, p, vcopysign(1.0f - vexp(-q), x));
}

MK_INLINE double vexp(double x) { return __builtin_exp(x); }
MK_INLINE double vexpm1(double x) { return __builtin_expm1(x); }
MK_INLINE double vtanh(double x) { return __builtin_tanh(x); }
MK_INLINE double vlog(double x) { return __builtin_log(x); }
MK_INLINE double vlog1p(double x) { return __builtin_log1p(x); }
MK_INLINE double verf(double x) { return __builtin_erf(x); }
MK_INLINE double vsigmoid(double x) {
    const double e = __builtin_exp(-__builtin_fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}
MK_INLINE double vsilu(double x) { return x * vsigmoid(x); }
MK_INLINE double vsoftplus(double x) { return (x < 0 ? 0 : x) + __builtin_log1p(__builtin_exp(-__builtin_fabs(x))); }

}  // namespace
