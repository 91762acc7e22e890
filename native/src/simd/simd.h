// A small vector of floats over the compilers' vector extensions: 16, 8 or 4 lanes by the flags this unit is compiled with.
//
// vf holds VW floats, vi VW int32; comparisons of two vf give a vi of 0 and -1 for vsel. Arithmetic is written with operators.
// Everything has internal linkage: two units compiled for different processors must never share a function.
#pragma once
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define MK_SIMD_AVX512 1
#define MK_LANES 16
#elif defined(__AVX2__) && defined(__FMA__)
#define MK_SIMD_AVX2 1
#define MK_LANES 8
#else
#define MK_LANES 4
#if defined(__SSE2__)
#define MK_SIMD_SSE2 1
#endif
#endif

// Defines a kernel under the name the opcode table expects: MK_KERNEL(unary) { ... } in a unit with MK_ISA avx2 is
// mk_unary_avx2(const mk_context* ctx, const int64_t* w).
#define MK_JOIN3_(a, b, c) a##b##_##c
#define MK_JOIN3(a, b, c) MK_JOIN3_(a, b, c)
#define MK_KERNEL(name) extern "C" void MK_JOIN3(mk_, name, MK_ISA)(const mk_context* ctx, const int64_t* w)

// For loops that are too rare to be worth the code that vectorising each of a hundred instances takes.
#if defined(__GNUC__) && !defined(__clang__)
#define MK_SMALL_CODE __attribute__((optimize("no-tree-vectorize")))
#else
#define MK_SMALL_CODE
#endif

#define MK_INLINE static inline __attribute__((always_inline, unused))

namespace {

constexpr int VW = MK_LANES;

typedef float vf __attribute__((vector_size(4 * MK_LANES)));
typedef int32_t vi __attribute__((vector_size(4 * MK_LANES)));
typedef uint32_t vu __attribute__((vector_size(4 * MK_LANES)));
typedef float vf_anywhere __attribute__((vector_size(4 * MK_LANES), aligned(4), may_alias));
typedef int32_t vi_anywhere __attribute__((vector_size(4 * MK_LANES), aligned(4), may_alias));

MK_INLINE vf vset(float x) { return x - vf{}; }  // x - 0 is x, its sign included
MK_INLINE vi viset(int32_t x) { return x - vi{}; }
MK_INLINE vf vload(const float* p) { return *(const vf_anywhere*)p; }
MK_INLINE void vstore(float* p, vf v) { *(vf_anywhere*)p = v; }
MK_INLINE vi viload(const int32_t* p) { return *(const vi_anywhere*)p; }
MK_INLINE void vistore(int32_t* p, vi v) { *(vi_anywhere*)p = v; }
MK_INLINE vi vbits(vf v) { return (vi)v; }
MK_INLINE vf vfrombits(vi v) { return (vf)v; }

#if defined(MK_SIMD_AVX512)
constexpr __mmask16 kAllLanes = 0xffff;  // the unmasked intrinsics start from an undefined register, which g++ 12 warns about
#elif defined(MK_SIMD_AVX2)
alignas(32) const int32_t kTailMask[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
#endif

// The first n floats (0 <= n <= VW), zeros in the other lanes; reads nothing behind them.
MK_INLINE vf vload_n(const float* p, int64_t n) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_loadu_ps((__mmask16)((1u << n) - 1), p);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_maskload_ps(p, _mm256_loadu_si256((const __m256i*)(kTailMask + 8 - n)));
#else
    vf v = {};
    if (n > 0) v[0] = p[0];
    if (n > 1) v[1] = p[1];
    if (n > 2) v[2] = p[2];
    if (n > 3) v[3] = p[3];
    return v;
#endif
}

// Stores the first n lanes (0 <= n <= VW) and touches nothing behind them.
MK_INLINE void vstore_n(float* p, vf v, int64_t n) {
#if defined(MK_SIMD_AVX512)
    _mm512_mask_storeu_ps(p, (__mmask16)((1u << n) - 1), (__m512)v);
#elif defined(MK_SIMD_AVX2)
    // Not vmaskmovps: storing with it takes dozens of cycles on AMD.
    if (n >= 8) {
        vstore(p, v);
        return;
    }
    __m128 part = _mm256_castps256_ps128((__m256)v);
    if (n & 4) {
        _mm_storeu_ps(p, part);
        part = _mm256_extractf128_ps((__m256)v, 1);
        p += 4;
    }
    if (n & 2) {
        _mm_storel_pi((__m64*)p, part);
        part = _mm_movehl_ps(part, part);
        p += 2;
    }
    if (n & 1) _mm_store_ss(p, part);
#else
    if (n > 0) p[0] = v[0];
    if (n > 1) p[1] = v[1];
    if (n > 2) p[2] = v[2];
    if (n > 3) p[3] = v[3];
#endif
}

MK_INLINE vf vsel(vi mask, vf yes, vf no) { return mask ? yes : no; }
MK_INLINE vi visel(vi mask, vi yes, vi no) { return mask ? yes : no; }

// a > b ? a : b, so b where either is NaN: vmax(vset(0), x) keeps a NaN in x.
MK_INLINE vf vmax(vf a, vf b) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_max_ps(kAllLanes, (__m512)a, (__m512)b);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
#elif defined(MK_SIMD_SSE2)
    return (vf)_mm_max_ps((__m128)a, (__m128)b);
#else
    return a > b ? a : b;
#endif
}
// a < b ? a : b, so b where either is NaN.
MK_INLINE vf vmin(vf a, vf b) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_min_ps(kAllLanes, (__m512)a, (__m512)b);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_min_ps((__m256)a, (__m256)b);
#elif defined(MK_SIMD_SSE2)
    return (vf)_mm_min_ps((__m128)a, (__m128)b);
#else
    return a < b ? a : b;
#endif
}

// a * b + c: one rounding where the processor has fused multiply-add (by contraction), two in the portable x86 unit.
MK_INLINE vf vfma(vf a, vf b, vf c) { return a * b + c; }
MK_INLINE vf vfnma(vf a, vf b, vf c) { return c - a * b; }

MK_INLINE vf vabs(vf x) { return vfrombits(vbits(x) & 0x7fffffff); }
MK_INLINE vi vsignbit(vf x) { return vbits(x) & (int32_t)0x80000000; }
MK_INLINE vf vcopysign(vf magnitude, vf sign) { return vfrombits((vbits(magnitude) & 0x7fffffff) | vsignbit(sign)); }

MK_INLINE vf vsqrt(vf x) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_sqrt_ps(kAllLanes, (__m512)x);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_sqrt_ps((__m256)x);
#elif defined(MK_SIMD_SSE2)
    return (vf)_mm_sqrt_ps((__m128)x);
#elif defined(__aarch64__)
    return (vf)vsqrtq_f32((float32x4_t)x);
#else
    for (int i = 0; i < VW; i++) x[i] = __builtin_sqrtf(x[i]);
    return x;
#endif
}

// On bits, where lanes that nobody will look at may overflow.
MK_INLINE vi vsub_wrapping(vi a, vi b) { return (vi)((vu)a - (vu)b); }
MK_INLINE vi vshift_left(vi a, int32_t bits) { return (vi)((vu)a << (uint32_t)bits); }

MK_INLINE vi vtoint(vf x) { return __builtin_convertvector(x, vi); }  // towards zero; x must fit
MK_INLINE vf vtofloat(vi x) { return __builtin_convertvector(x, vf); }

// To the nearest whole number, half to even.
MK_INLINE vf vround(vf x) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_roundscale_ps(kAllLanes, (__m512)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_round_ps((__m256)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__aarch64__)
    return (vf)vrndnq_f32((float32x4_t)x);
#else
    const vf ax = vabs(x), whole = vset(0x1p23f);
    return vsel(ax < whole, vcopysign((ax + whole) - whole, x), x);
#endif
}
MK_INLINE vf vfloor(vf x) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_roundscale_ps(kAllLanes, (__m512)x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_round_ps((__m256)x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
#elif defined(__aarch64__)
    return (vf)vrndmq_f32((float32x4_t)x);
#else
    const vf r = vround(x);
    return vcopysign(r - vsel(r > x, vset(1), vset(0)), x);
#endif
}
MK_INLINE vf vceil(vf x) {
#if defined(MK_SIMD_AVX512)
    return (vf)_mm512_maskz_roundscale_ps(kAllLanes, (__m512)x, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC);
#elif defined(MK_SIMD_AVX2)
    return (vf)_mm256_round_ps((__m256)x, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC);
#elif defined(__aarch64__)
    return (vf)vrndpq_f32((float32x4_t)x);
#else
    const vf r = vround(x);
    return vcopysign(r + vsel(r < x, vset(1), vset(0)), x);
#endif
}

MK_INLINE bool vany(vi mask) {  // mask lanes are 0 or -1
#if defined(MK_SIMD_AVX512)
    return _mm512_movepi32_mask((__m512i)mask) != 0;
#elif defined(MK_SIMD_AVX2)
    return _mm256_movemask_ps((__m256)mask) != 0;
#elif defined(MK_SIMD_SSE2)
    return _mm_movemask_ps((__m128)mask) != 0;
#else
    return (mask[0] | mask[1] | mask[2] | mask[3]) != 0;
#endif
}

// Horizontal folds, in a fixed order: halves until one lane is left.
#define MK_FOLD(name, OP)                                   \
    MK_INLINE float name(vf v) {                            \
        float t[VW];                                        \
        vstore(t, v);                                       \
        for (int half = VW / 2; half > 0; half /= 2)        \
            for (int i = 0; i < half; i++) {                \
                const float a = t[i], b = t[i + half];      \
                t[i] = OP;                                  \
            }                                               \
        return t[0];                                        \
    }
MK_FOLD(vsum, a + b)
MK_FOLD(vhmax, a > b ? a : b)  // a NaN may be lost: ask for it separately
#undef MK_FOLD

}  // namespace
