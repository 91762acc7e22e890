// Conversion between element types. Floats become integers by truncation, out of range by saturation and NaN by 0; narrower
// integers keep the low bits; to bool: not zero. Halves round to nearest even.
//   words: from, to (types), x, y, count
#include "../simd/types.h"

namespace {

MK_INLINE float bits_to_float(uint32_t bits) {
    float value;
    __builtin_memcpy(&value, &bits, 4);
    return value;
}
MK_INLINE uint32_t float_to_bits(float value) {
    uint32_t bits;
    __builtin_memcpy(&bits, &value, 4);
    return bits;
}

// Integer arithmetic throughout: denormal halves must come out right while the processor flushes denormal floats.
MK_INLINE float half_to_float(uint16_t h) {
    const uint32_t sign = (uint32_t)(h & 0x8000) << 16, exponent = h >> 10 & 31, mantissa = h & 1023;
    if (exponent == 31) return bits_to_float(sign | 0x7f800000 | mantissa << 13);
    if (exponent != 0) return bits_to_float(sign | (exponent + 112) << 23 | mantissa << 13);
    const float magnitude = (float)(int32_t)mantissa * 0x1p-24f;  // exact, and normal as a float
    return bits_to_float(sign | float_to_bits(magnitude));
}

MK_INLINE uint16_t float_to_half(float f) {
    const uint32_t bits = float_to_bits(f), sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return (uint16_t)(sign | 0x7e00 | (magnitude >> 13 & 0x3ff));
    if (magnitude >= 0x477ff000) return (uint16_t)(sign | 0x7c00);  // 65520 and more round to infinity
    if (magnitude >= 0x38800000)                                    // normal halves: 2^-14 and more
        return (uint16_t)(sign | (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13);
    if (magnitude < 0x33000000) return (uint16_t)sign;              // below 2^-25
    const uint32_t shift = 126 - (magnitude >> 23), mantissa = (magnitude & 0x7fffff) | 0x800000;
    const uint32_t kept = mantissa >> shift, lost = mantissa & ((1u << shift) - 1), middle = 1u << (shift - 1);
    return (uint16_t)(sign | (kept + (lost > middle || (lost == middle && (kept & 1)))));
}

MK_INLINE float bfloat_to_float(uint16_t h) { return bits_to_float((uint32_t)h << 16); }
MK_INLINE uint16_t float_to_bfloat(float f) {
    const uint32_t bits = float_to_bits(f);
    if ((bits & 0x7fffffff) > 0x7f800000) return (uint16_t)(bits >> 16 | 0x40);
    return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

// A type that tells halves apart from integers of their size.
struct half {
    uint16_t bits;
};
struct bfloat {
    uint16_t bits;
};
struct boolean {
    uint8_t value;
};

template <class Body>
MK_INLINE void with_element(int64_t type, const Body& body) {
    switch (type) {
        case MK_F16: return body(half());
        case MK_BF16: return body(bfloat());
        case MK_BOOL: return body(boolean());
        default: return with_type(type, body);
    }
}

template <class T>
MK_INLINE T widen(T x) {
    return x;
}
MK_INLINE float widen(half x) { return half_to_float(x.bits); }
MK_INLINE float widen(bfloat x) { return bfloat_to_float(x.bits); }
MK_INLINE uint8_t widen(boolean x) { return x.value; }

template <class T>
struct limits {
    static constexpr bool is_signed = (T)-1 < (T)0;
    static constexpr T largest = is_signed ? (T)((1ull << (sizeof(T) * 8 - 1)) - 1) : (T)-1;
    static constexpr T smallest = is_signed ? (T)(-largest - 1) : (T)0;
};

template <class Y, class X>
MK_INLINE Y truncate(X x) {  // X: float or double
    if (x != x) return 0;
    if (x >= (X)limits<Y>::largest) return limits<Y>::largest;
    if (x <= (X)limits<Y>::smallest) return limits<Y>::smallest;
    return (Y)x;
}

template <class Y>
struct converter {
    static Y of(float x) { return truncate<Y>(x); }
    static Y of(double x) { return truncate<Y>(x); }
    template <class X>
    static Y of(X x) {
        return (Y)x;
    }
};
template <>
struct converter<float> {
    template <class X>
    static float of(X x) {
        return (float)x;
    }
};
template <>
struct converter<double> {
    template <class X>
    static double of(X x) {
        return (double)x;
    }
};
template <>
struct converter<half> {
    static half of(double x) {
        // Rounding twice is avoided by rounding to float towards the odd.
        float f = (float)x;
        const double back = (double)f;
        if (back != x && x == x) {
            const uint32_t bits = float_to_bits(f);
            if (!(bits & 1)) f = bits_to_float((x > back) == (x > 0) ? bits + 1 : bits - 1);
        }
        return half{float_to_half(f)};
    }
    template <class X>
    static half of(X x) {
        return half{float_to_half((float)x)};
    }
};
template <>
struct converter<bfloat> {
    static bfloat of(double x) {
        float f = (float)x;
        const double back = (double)f;
        if (back != x && x == x) {
            const uint32_t bits = float_to_bits(f);
            if (!(bits & 1)) f = bits_to_float((x > back) == (x > 0) ? bits + 1 : bits - 1);
        }
        return bfloat{float_to_bfloat(f)};
    }
    template <class X>
    static bfloat of(X x) {
        return bfloat{float_to_bfloat((float)x)};
    }
};
template <>
struct converter<boolean> {
    template <class X>
    static boolean of(X x) {
        return boolean{(uint8_t)(x != 0)};
    }
};

struct cast_job {
    const void* x;
    void* y;
};

template <class X, class Y>
void cast_part(void* arg, int64_t begin, int64_t end) {
    const cast_job& job = *(const cast_job*)arg;
    const X* x = (const X*)job.x;
    Y* y = (Y*)job.y;
#pragma GCC ivdep
    for (int64_t i = begin; i < end; i++) y[i] = converter<Y>::of(widen(x[i]));
}
template <class X, class Y>
MK_SMALL_CODE void cast_part_small(void* arg, int64_t begin, int64_t end) {
    const cast_job& job = *(const cast_job*)arg;
    const X* x = (const X*)job.x;
    Y* y = (Y*)job.y;
    for (int64_t i = begin; i < end; i++) y[i] = converter<Y>::of(widen(x[i]));
}

template <class T>
struct is_float {
    static constexpr bool value = false;
};
template <>
struct is_float<float> {
    static constexpr bool value = true;
};

// To and from float is worth vectors.
template <class X, class Y>
MK_INLINE void run_cast(const mk_context* ctx, cast_job& job, int64_t count) {
    if constexpr (is_float<X>::value || is_float<Y>::value) mk_parallel(ctx, count, 1 << 15, cast_part<X, Y>, &job);
    else mk_parallel(ctx, count, 1 << 15, cast_part_small<X, Y>, &job);
}

}  // namespace

MK_KERNEL(cast) {
    cast_job job = {mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3])};
    with_element(w[0], [&](auto x) {
        with_element(w[1], [&](auto y) { run_cast<decltype(x), decltype(y)>(ctx, job, w[4]); });
    });
}
