package dev.markhor.ops;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Objects;

/** A number that depends on the sizes of an op's operands: known when the plan for concrete shapes is made. */
public sealed interface Size {
    /** A plain number. */
    record Known(long number) implements Size {}

    /** The size of dimension {@code axis} (non-negative) of an operand. */
    record Dim(int operand, int axis) implements Size {
        public Dim {
            Checks.atLeast(0, operand, "operand");
            Checks.atLeast(0, axis, "axis");
        }
    }

    /** What arithmetic gives. */
    record Combined(Function function, Size a, Size b) implements Size {
        public Combined {
            Objects.requireNonNull(function);
            Objects.requireNonNull(a);
            Objects.requireNonNull(b);
        }
    }

    /** Arithmetic of sizes; division goes down, as Python's; that of {@code FLOAT_DIVIDE} is of float32 numbers, whose fraction is dropped. */
    enum Function {
        ADD,
        SUBTRACT,
        MULTIPLY,
        FLOOR_DIVIDE,
        FLOAT_DIVIDE,
        MOD,
        MAXIMUM,
        MINIMUM
    }

    static Size of(long number) {
        return new Known(number);
    }

    /** Combines, at once where both are known. */
    static Size combine(Function function, Size a, Size b) {
        return a instanceof Known x && b instanceof Known y
                ? new Known(compute(function, x.number(), y.number()))
                : new Combined(function, a, b);
    }

    /**
     * Its value for these operands; {@link Shape#FREE} if that depends on a free dimension.
     *
     * @throws IllegalArgumentException if it names an operand or dimension that is not there, or divides by zero
     */
    default long value(List<Spec> operands) {
        return isKnown(operands) ? number(operands) : Shape.FREE;
    }

    /** Whether it depends on no free dimension. */
    default boolean isKnown(List<Spec> operands) {
        if (this instanceof Dim dim) {
            return dimension(dim, operands) != Shape.FREE;
        }
        return !(this instanceof Combined combined)
                || combined.a().isKnown(operands) && combined.b().isKnown(operands);
    }

    private long number(List<Spec> operands) {
        if (this instanceof Dim dim) {
            return dimension(dim, operands);
        }
        if (this instanceof Combined combined) {
            return compute(
                    combined.function(),
                    combined.a().number(operands),
                    combined.b().number(operands));
        }
        return ((Known) this).number();
    }

    private static long dimension(Dim dim, List<Spec> operands) {
        Checks.require(dim.operand() < operands.size(), "takes a size from operand " + dim.operand());
        Shape shape = operands.get(dim.operand()).shape();
        Checks.axis(dim.axis(), shape);
        return shape.dim(dim.axis());
    }

    private static long compute(Function function, long a, long b) {
        return switch (function) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case FLOOR_DIVIDE -> Math.floorDiv(a, divisor(b));
            case FLOAT_DIVIDE -> (long) ((float) a / divisor(b));
            case MOD -> Math.floorMod(a, divisor(b));
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
        };
    }

    private static long divisor(long b) {
        Checks.require(b != 0, "a size is divided by 0");
        return b;
    }
}
