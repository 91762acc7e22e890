package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Unary;
import dev.markhor.ops.Where;
import java.util.List;

/** Functions of one, two and three elements. */
final class Elementwise {
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private Elementwise() {}

    static Array unary(Unary op, List<Array> inputs, Spec output) {
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            out.data()[i] = apply(op, inputs.get(0).data()[i]);
        }
        return out;
    }

    static Array binary(Binary op, List<Array> inputs, Spec output) {
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            double value = apply(
                    op.function(), inputs.get(0).broadcast(at), inputs.get(1).broadcast(at));
            out.data()[i] =
                    op.function() == Binary.Function.DIVIDE && output.dtype().isInteger() ? (long) value : value;
        }
        return out;
    }

    static Array where(Where op, List<Array> inputs, Spec output) {
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            out.data()[i] = inputs.get(inputs.get(0).broadcast(at) != 0 ? 1 : 2).broadcast(at);
        }
        return out;
    }

    private static double apply(Binary.Function function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POWER -> Math.pow(a, b);
            case SQUARED_DIFFERENCE -> (a - b) * (a - b);
            case FLOOR_DIVIDE -> Math.floor(a / b);
            case MOD -> a - Math.floor(a / b) * b;
            case ATAN2 -> Math.atan2(a, b);
            case EQUAL -> flag(a == b);
            case NOT_EQUAL -> flag(a != b);
            case GREATER -> flag(a > b);
            case GREATER_EQUAL -> flag(a >= b);
            case LESS -> flag(a < b);
            case LESS_EQUAL -> flag(a <= b);
            case LOGICAL_AND -> flag(a != 0 && b != 0);
            case LOGICAL_OR -> flag(a != 0 || b != 0);
            case LOGICAL_XOR -> flag(a != 0 != (b != 0));
        };
    }

    private static double flag(boolean condition) {
        return condition ? 1 : 0;
    }

    static double apply(Unary op, double x) {
        double a = op.a();
        double b = op.b();
        return switch (op.function()) {
            case NEGATIVE -> -x;
            case ABSOLUTE -> Math.abs(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case SQUARE -> x * x;
            case RECIPROCAL -> 1 / x;
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
            case ERF -> erf(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SIGN -> Math.signum(x);
            case RELU -> relu(x, a, b, op.c());
            case ELU -> x > 0 ? x : a * Math.expm1(x);
            case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
            case SOFTPLUS -> softplus(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SILU -> x * sigmoid(x);
            case GELU -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case HARD_SIGMOID -> clip(x + 3, 0, 6) / 6;
            case HARD_SIGMOID_KERAS2 -> clip(0.2 * x + 0.5, 0, 1);
            case HARD_SILU -> x * clip(x + 3, 0, 6) / 6;
            case HARD_TANH -> clip(x, -1, 1);
            case MISH -> x * Math.tanh(softplus(x));
            case LOG_SIGMOID -> -softplus(-x);
            case CELU -> Math.max(x, 0) + Math.min(a * Math.expm1(x / a), 0);
            case TANH_SHRINK -> x - Math.tanh(x);
            case SOFT_SHRINK -> x > a ? x - a : x < -a ? x + a : 0;
            case HARD_SHRINK -> Math.abs(x) > a ? x : 0;
            case SQUAREPLUS -> (x + Math.sqrt(x * x + a)) / 2;
            case THRESHOLD -> x > a ? x : b;
            case SPARSE_PLUS -> x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4;
            case SPARSE_SIGMOID -> clip(0.5 * (x + 1), 0, 1);
            case CLIP -> clip(x, a, b);
            case AFFINE -> a * x + b;
            case LOGICAL_NOT -> flag(x == 0);
            case IS_NAN -> flag(Double.isNaN(x));
            case IS_FINITE -> flag(Double.isFinite(x));
            case IS_INF -> flag(Double.isInfinite(x));
        };
    }

    private static double relu(double x, double negativeSlope, double maxValue, double threshold) {
        double positive = x >= threshold ? x : negativeSlope * (x - threshold);
        return Math.min(positive, maxValue);
    }

    private static double clip(double x, double low, double high) {
        return Double.isNaN(x) ? x : Math.min(Math.max(x, low), high);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** By its power series near zero and a continued fraction of the complement elsewhere: full double precision. */
    static double erf(double x) {
        double z = Math.abs(x);
        double value;
        if (z < 2.5) {
            double term = z;
            double sum = z;
            for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 200; n++) {
                term *= -z * z / n;
                sum += term / (2 * n + 1);
            }
            value = 2 / Math.sqrt(Math.PI) * sum;
        } else if (z > 6) {
            value = 1;
        } else {
            double fraction = 0;
            for (int k = 60; k >= 1; k--) {
                fraction = k / 2.0 / (z + fraction);
            }
            value = 1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction);
        }
        return Double.isNaN(x) ? x : Math.copySign(value, x);
    }
}
