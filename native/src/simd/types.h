// Element types of instructions.
#pragma once
#include "../kernel.h"
#include "simd.h"

namespace {

enum { MK_F32 = 0, MK_F64 = 1, MK_I32 = 2, MK_I64 = 3, MK_U8 = 4, MK_BOOL = 5, MK_I8 = 6, MK_I16 = 7, MK_F16 = 8, MK_BF16 = 9 };

template <class T>
struct unsigned_of;
template <>
struct unsigned_of<int32_t> {
    typedef uint32_t type;
};
template <>
struct unsigned_of<int64_t> {
    typedef uint64_t type;
};

// body(T()) with the C type of an element type; halves are looked at as bits.
template <class Body>
MK_INLINE void with_type(int64_t type, const Body& body) {
    switch (type) {
        case MK_F32: return body(float());
        case MK_F64: return body(double());
        case MK_I32: return body(int32_t());
        case MK_I64: return body(int64_t());
        case MK_I8: return body(int8_t());
        case MK_I16: return body(int16_t());
        case MK_F16:
        case MK_BF16: return body(uint16_t());
        default: return body(uint8_t());
    }
}

MK_INLINE int64_t size_of_type(int64_t type) {
    switch (type) {
        case MK_F64:
        case MK_I64: return 8;
        case MK_F32:
        case MK_I32: return 4;
        case MK_I16:
        case MK_F16:
        case MK_BF16: return 2;
        default: return 1;
    }
}

}  // namespace
