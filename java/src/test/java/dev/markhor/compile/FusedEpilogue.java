package dev.markhor.compile;

import dev.markhor.graph.Value;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What follows a product, each by chance: bias, batch normalisation, residual, function. */
final class FusedEpilogue {
    /** None of them is steeper than 1.1, so that an error behind one is no larger than that of the sum before it. */
    private static final List<Unary.Function> FUNCTIONS = List.of(
            Unary.Function.RELU, Unary.Function.SILU, Unary.Function.TANH, Unary.Function.SIGMOID, Unary.Function.ELU);

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Tensor> magnitudes = new ArrayList<>();
    private boolean bias;
    private boolean norm;
    private boolean residual;

    private FusedEpilogue() {}

    /** A product of an input and a weight. */
    interface Product {
        Value of(Value x, Value kernel);
    }

    static FusedCase draw(Random random, Product product, Tensor x, Tensor kernel) {
        FusedEpilogue drawn = new FusedEpilogue();
        Shape shape = FusedCase.evaluate(v -> product.of(v.get(0), v.get(1)), List.of(x, kernel))
                .shape();
        long channels = shape.dim(-1);
        drawn.bias = random.nextBoolean();
        drawn.norm = random.nextBoolean();
        drawn.residual = random.nextBoolean();
        drawn.add(x);
        if (drawn.residual) {
            drawn.add(FusedKernel.normal(random, 1, shape.dims()));
        }
        int inputs = drawn.tensors.size();
        drawn.add(kernel);
        if (drawn.bias) {
            drawn.add(FusedKernel.normal(random, 1, channels));
        }
        if (drawn.norm) {
            drawn.addNorm(random, channels);
        }
        int function = random.nextInt(FUNCTIONS.size() + 1);
        FusedCase.Body sum = values -> drawn.sum(product, values);
        FusedCase.Body whole = function == FUNCTIONS.size()
                ? sum
                : values -> Ops.apply(unary(FUNCTIONS.get(function)), sum.of(values));
        String description = x.shape() + " by " + kernel.shape() + (drawn.bias ? ", bias" : "")
                + (drawn.norm ? ", batch normalisation" : "") + (drawn.residual ? ", residual" : "")
                + (function == FUNCTIONS.size() ? "" : ", " + FUNCTIONS.get(function));
        return new FusedCase(description, drawn.tensors, inputs, whole, FusedCase.evaluate(sum, drawn.magnitudes));
    }

    private static Unary unary(Unary.Function function) {
        return function == Unary.Function.ELU ? new Unary(function, 1, 0, 0) : Unary.of(function);
    }

    private void add(Tensor tensor) {
        tensors.add(tensor);
        magnitudes.add(FusedKernel.magnitude(tensor));
    }

    private void addNorm(Random random, long channels) {
        Tensor mean = FusedKernel.normal(random, 1, channels);
        tensors.add(mean);
        magnitudes.add(FusedCase.evaluate(v -> Ops.negative(Ops.abs(v.get(0))), List.of(mean)));
        add(FusedCase.evaluate(v -> Ops.add(Ops.abs(v.get(0)), 0.1), List.of(FusedKernel.normal(random, 1, channels)))
                .cast(mean.dtype()));
        add(FusedKernel.normal(random, 1, channels));
        add(FusedKernel.normal(random, 1, channels));
    }

    private Value sum(Product product, List<Value> values) {
        int next = residual ? 2 : 1;
        Value y = product.of(values.get(0), values.get(next++));
        if (bias) {
            y = Ops.add(y, values.get(next++));
        }
        if (norm) {
            y = Ops.apply(
                    new BatchNorm(1e-3),
                    y,
                    values.get(next),
                    values.get(next + 1),
                    values.get(next + 2),
                    values.get(next + 3));
        }
        return residual ? Ops.add(y, values.get(1)) : y;
    }
}
