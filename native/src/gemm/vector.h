// Vectors of either element type, as wide as this unit's registers, and the panels of packed weights.
#pragma once
#include "../simd/simd.h"

#define MK_UNROLL _Pragma("GCC unroll 32")

namespace {

constexpr int kPanelBytes = 64;
#ifdef MK_TEST_VECTOR_BYTES  // tests run the tiles of wider instruction sets on vectors that the compiler takes apart
constexpr int kVectorBytes = MK_TEST_VECTOR_BYTES;
#else
constexpr int kVectorBytes = 4 * MK_LANES;
#endif
constexpr int kVectorsPerPanel = kPanelBytes / kVectorBytes;

template <class T>
struct vectors;
template <>
struct vectors<float> {
    typedef float type __attribute__((vector_size(kVectorBytes)));
    typedef float anywhere __attribute__((vector_size(kVectorBytes), aligned(4), may_alias));
};
template <>
struct vectors<double> {
    typedef double type __attribute__((vector_size(kVectorBytes)));
    typedef double anywhere __attribute__((vector_size(kVectorBytes), aligned(8), may_alias));
};
template <class T>
using vec = typename vectors<T>::type;
template <class T>
constexpr int kLanes = kVectorBytes / (int)sizeof(T);
template <class T>
constexpr int kPanel = kPanelBytes / (int)sizeof(T);  // columns

template <class T>
MK_INLINE vec<T> load(const T* p) {
    return *(const typename vectors<T>::anywhere*)p;
}
template <class T>
MK_INLINE void store(T* p, vec<T> v) {
    *(typename vectors<T>::anywhere*)p = v;
}
template <class T>
MK_INLINE vec<T> spread(T x) {
    return x - vec<T>{};
}
// Between low and high; a NaN stays.
template <class T>
MK_INLINE vec<T> clamp(vec<T> x, vec<T> low, vec<T> high) {
    x = low > x ? low : x;
    return high < x ? high : x;
}

// The first n lanes; nothing behind them is touched.
#ifndef MK_TEST_VECTOR_BYTES
MK_INLINE vec<float> load_some(const float* p, int64_t n) { return vload_n(p, n); }
MK_INLINE void store_some(float* p, vec<float> v, int64_t n) { vstore_n(p, v, n); }
#else
MK_INLINE vec<float> load_some(const float* p, int64_t n) {
    vec<float> v = {};
    for (int64_t i = 0; i < n; i++) v[i] = p[i];
    return v;
}
MK_INLINE void store_some(float* p, vec<float> v, int64_t n) {
    for (int64_t i = 0; i < n; i++) p[i] = v[i];
}
#endif
MK_INLINE vec<double> load_some(const double* p, int64_t n) {
    vec<double> v = {};
    for (int64_t i = 0; i < n; i++) v[i] = p[i];
    return v;
}
MK_INLINE void store_some(double* p, vec<double> v, int64_t n) {
    for (int64_t i = 0; i < n; i++) p[i] = v[i];
}

// sum += x * w in place. Spelled out where that is one instruction: g++ otherwise moves sums from register to register, and to the
// stack, when a tile fills all registers.
#if defined(__FMA__) && !defined(MK_TEST_VECTOR_BYTES)
MK_INLINE void multiply_add(vec<float>& sum, vec<float> x, vec<float> w) {
    __asm__("vfmadd231ps %2, %1, %0" : "+v"(sum) : "v"(x), "v"(w));
}
MK_INLINE void multiply_add(vec<double>& sum, vec<double> x, vec<double> w) {
    __asm__("vfmadd231pd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(w));
}
#else
template <class V>
MK_INLINE void multiply_add(V& sum, V x, V w) {
    sum += x * w;
}
#endif

}  // namespace
