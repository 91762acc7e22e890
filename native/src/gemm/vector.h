// Vectors of either element type, as wide as this unit's registers, and the panels of packed weights.
#pragma once
#include "../simd/simd.h"

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

}  // namespace
