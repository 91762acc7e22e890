package dev.markhor.ops;

import dev.markhor.graph.Value;

/** Complex numbers: real and imaginary parts, of one type and shape. */
public record Complex(Value real, Value imaginary) {
    /** From magnitude and phase, in radians. */
    public static Complex polar(Value magnitude, Value phase) {
        return new Complex(
                Ops.multiply(magnitude, Ops.unary(Unary.Function.COS, phase)),
                Ops.multiply(magnitude, Ops.unary(Unary.Function.SIN, phase)));
    }

    /** Distance from zero. */
    public Value magnitude() {
        return Ops.sqrt(Ops.add(Ops.square(real), Ops.square(imaginary)));
    }

    /** Angle in radians, from -π to π. */
    public Value phase() {
        return Ops.binary(Binary.Function.ATAN2, imaginary, real);
    }
}
