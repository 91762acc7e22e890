package dev.markhor.binding;

/** The functions of one element by the book, in double. */
final class NaiveUnary {
    private NaiveUnary() {}

    static double apply(UnaryFunction function, double x, double a, double b, double c) {
        return switch (function) {
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
            case RELU -> relu(x, a, b, c);
            case ELU -> x > 0 ? x : a * Math.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
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
            case CELU -> Math.max(x, 0) + a * Math.expm1(Math.min(x, 0) / a);
            case TANH_SHRINK -> x - Math.tanh(x);
            case SOFT_SHRINK -> x > a ? x - a : x < -a ? x + a : 0;
            case HARD_SHRINK -> Math.abs(x) > a ? x : 0;
            case SQUAREPLUS -> (x + Math.sqrt(x * x + a)) / 2;
            case THRESHOLD -> x > a ? x : b;
            case SPARSE_PLUS -> x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x;
            case SPARSE_SIGMOID -> x <= -1 ? 0 : x >= 1 ? 1 : (x + 1) / 2;
            case CLIP -> clip(x, a, b);
            case AFFINE -> a * x + b;
            case LOGICAL_NOT -> x == 0 ? 1 : 0;
            case IS_NAN -> Double.isNaN(x) ? 1 : 0;
            case IS_FINITE -> Double.isFinite(x) ? 1 : 0;
            case IS_INF -> Double.isInfinite(x) ? 1 : 0;
        };
    }

    private static double clip(double x, double low, double high) {
        return Math.min(Math.max(x, low), high);
    }

    private static double relu(double x, double slope, double largest, double threshold) {
        double positive = threshold != 0 ? (x <= threshold ? 0 : x) : Math.max(x, 0);
        if (largest < Double.POSITIVE_INFINITY) {
            positive = clip(positive, 0, largest);
        }
        return slope == 0 ? positive : positive - slope * Math.max(threshold - x, 0);
    }

    private static double sigmoid(double x) {
        return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** A series of positive terms near 0, a continued fraction of the complement elsewhere. */
    static double erf(double x) {
        double a = Math.abs(x);
        if (Double.isNaN(x) || a > 6) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        if (a < 2.5) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 100; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
        }
        double fraction = 0;
        for (int k = 100; k > 0; k--) {
            fraction = k / 2.0 / (a + fraction);
        }
        return Math.copySign(1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
    }
}
