package dev.markhor.compile;

import dev.markhor.binding.ElementType;
import dev.markhor.tensor.DType;

/** Element types as kernels name them. */
final class Elements {
    private Elements() {}

    static ElementType of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case INT32 -> ElementType.I32;
            case INT64 -> ElementType.I64;
            case UINT8 -> ElementType.U8;
            case BOOL -> ElementType.BOOL;
            case INT8 -> ElementType.I8;
            case INT16 -> ElementType.I16;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case STRING -> throw new IllegalArgumentException("strings do not reach kernels");
        };
    }

    /** The types that arithmetic kernels have in full. */
    static boolean isReal(DType dtype) {
        return dtype == DType.FLOAT32 || dtype == DType.FLOAT64;
    }

    /** Those, and the integers that some of them have. */
    static boolean isArithmetic(DType dtype) {
        return isReal(dtype) || dtype == DType.INT32 || dtype == DType.INT64;
    }
}
