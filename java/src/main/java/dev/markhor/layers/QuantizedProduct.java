package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Dequantize;
import dev.markhor.ops.Ops;
import dev.markhor.ops.RoundFloat8;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.Optional;

/** Products with kernels that Keras quantised, computed as Keras 3.15 does it. */
final class QuantizedProduct {
    /** Whole numbers up to this are exact in float32. */
    private static final long EXACT_IN_FLOAT32 = 1 << 24;

    private static final int LARGEST_INPUT = 128;

    private final Quantization how;
    private final ProductForm form;
    private final DType dtype;

    private QuantizedProduct(Quantization how, ProductForm form, DType dtype) {
        this.how = how;
        this.form = form;
        this.dtype = dtype;
    }

    /** @param dtype what is computed in */
    static KernelProduct of(Quantization how, ProductForm form, DType dtype, KernelProduct.Variables variables) {
        QuantizedProduct product = new QuantizedProduct(how, form, dtype);
        return switch (how.mode()) {
            case INT8 -> product.int8(variables);
            case INT4 -> how.packsRows() ? product.int4InRows(variables) : product.int4(variables);
            case FLOAT8 -> product.float8(variables);
            case GPTQ, AWQ -> product.calibrated(variables);
        };
    }

    private KernelProduct int8(KernelProduct.Variables variables) {
        Variable kernel = variables.add("kernel", form.kernel(), DType.INT8, 0);
        variables.bias();
        Variable scale = variables.add("kernel_scale", form.scales(), dtype, 1);
        return x -> scaled(x, kernel.value(), scale.value(), 128);
    }

    /** As Keras 3.11 to 3.13 packed it, along the first axis that is summed over. */
    private KernelProduct int4InRows(KernelProduct.Variables variables) {
        int axis = 0;
        while (form.output().indexOf(form.weight().charAt(axis)) >= 0) {
            axis++;
        }
        long size = form.kernel().dim(axis);
        Shape packed = form.kernel()
                .slice(0, axis)
                .append((size + 1) / 2)
                .concat(form.kernel().slice(axis + 1, form.kernel().rank()));
        Variable kernel = variables.add("kernel", packed, DType.INT8, 0);
        variables.bias();
        Variable scale = variables.add("kernel_scale", form.scales(), dtype, 1);
        UnpackInt4 unpack = new UnpackInt4(axis, size, true);
        return x -> scaled(x, Ops.apply(unpack, kernel.value()), scale.value(), 8);
    }

    private KernelProduct int4(KernelProduct.Variables variables) {
        long columns = form.columns();
        long rows = form.summands();
        Variable kernel = variables.add("kernel", Shape.of(rows, (columns + 1) / 2), DType.INT8, 0);
        variables.bias();
        UnpackInt4 unpack = new UnpackInt4(1, columns, true);
        if (how.groupSize().isPresent()) {
            Shape groups = Shape.of(how.groups(rows), columns);
            Variable scale = variables.add("kernel_scale", groups, dtype, 1);
            Variable zero = variables.add("kernel_zero", groups, DType.INT8, 0);
            Variable group = variables.add("g_idx", Shape.of(rows), DType.FLOAT32, 0);
            Dequantize dequantize = new Dequantize(Dequantize.Rule.GROUPS);
            return x -> plain(
                    x,
                    Ops.apply(
                            dequantize, Ops.apply(unpack, kernel.value()), scale.value(), zero.value(), group.value()));
        }
        Variable scale = variables.add("kernel_scale", Shape.of(columns), dtype, 1);
        if (form.equation() == null) {
            return x -> scaled(x, Ops.apply(unpack, kernel.value()), scale.value(), 8);
        }
        Dequantize dequantize = new Dequantize(Dequantize.Rule.COLUMNS);
        return x -> {
            Value numbers = Ops.apply(dequantize, Ops.apply(unpack, kernel.value()), scale.value());
            if (how.inputs().isEmpty()) {
                return plain(x, numbers);
            }
            QuantizedInputs.Scaled inputs = how.inputs().get().of(x, form.summedAxes());
            return Ops.divide(plain(inputs.numbers(), numbers), form.aligned(inputs.scale()));
        };
    }

    private KernelProduct float8(KernelProduct.Variables variables) {
        Variable kernel = variables.kernel(form.kernel());
        variables.bias();
        Variable inputsScale = float8Scale("inputs", variables);
        Variable kernelScale = float8Scale("kernel", variables);
        float8Scale("outputs_grad", variables);
        return x -> form.product(rounded(x, inputsScale), rounded(kernel.value(), kernelScale));
    }

    /** With the history from which training finds the next scale. */
    private Variable float8Scale(String name, KernelProduct.Variables variables) {
        Variable scale = variables.add(name + "_scale", Shape.of(), DType.FLOAT32, 1);
        variables.add(name + "_amax_history", Shape.of(how.history()), DType.FLOAT32, 0);
        return scale;
    }

    private Value rounded(Value x, Variable scale) {
        return Ops.apply(new RoundFloat8(), x, Ops.cast(scale.value(), x.dtype()));
    }

    /** GPTQ and AWQ, which fit weights to data: a column of the kernel is a row of what is stored. */
    private KernelProduct calibrated(KernelProduct.Variables variables) {
        long rows = form.matrix()[0];
        long columns = form.matrix()[1];
        Shape groups = Shape.of(columns, how.groups(rows));
        boolean packed = how.bits() == 4;
        variables.bias();
        Variable kernel = variables.add("kernel", Shape.of(packed ? (columns + 1) / 2 : columns, rows), DType.UINT8, 0);
        Variable scale = variables.add("kernel_scale", groups, dtype, 1);
        Variable zero = variables.add("kernel_zero", groups, DType.UINT8, 0);
        Optional<Variable> divisor = how.mode() == Quantization.Mode.AWQ
                ? Optional.of(variables.add("awq_scales", Shape.of(rows), dtype, 1))
                : Optional.empty();
        Variable group = variables.add("g_idx", Shape.of(rows), DType.FLOAT32, 0);
        UnpackInt4 unpack = new UnpackInt4(0, columns, false);
        return x -> {
            Value q = packed ? Ops.apply(unpack, kernel.value()) : kernel.value();
            Value numbers = divisor.isPresent()
                    ? Ops.apply(
                            new Dequantize(Dequantize.Rule.DIVIDED_GROUPS),
                            q,
                            scale.value(),
                            zero.value(),
                            group.value(),
                            divisor.get().value())
                    : Ops.apply(
                            new Dequantize(Dequantize.Rule.TURNED_GROUPS),
                            q,
                            scale.value(),
                            zero.value(),
                            group.value());
            return plain(x, numbers);
        };
    }

    /** With a matrix in place of the kernel. */
    private Value plain(Value x, Value matrix) {
        return form.product(x, Ops.reshape(matrix, form.kernel().dims()));
    }

    /**
     * The product with whole numbers, divided by the scales. Where inputs are whole numbers too the sums are exact, as Keras' are in int32:
     * in float32 while they are small enough for that, in float64 otherwise.
     *
     * @param largest magnitude of a number in the kernel
     */
    private Value scaled(Value x, Value kernel, Value scale, int largest) {
        if (how.inputs().isEmpty()) {
            return Ops.divide(form.product(x, Ops.cast(kernel, dtype)), scale);
        }
        QuantizedInputs.Scaled inputs = how.inputs().get().of(x, form.summedAxes());
        DType exact = exactType(form.summands(), largest);
        Value sums = form.product(Ops.cast(inputs.numbers(), exact), Ops.cast(kernel, exact));
        return Ops.divide(Ops.cast(sums, dtype), Ops.multiply(scale, form.aligned(inputs.scale())));
    }

    /** The type in which sums of so many products of small whole numbers are exact. @param largest magnitude of a number in the kernel */
    static DType exactType(long summands, int largest) {
        return summands * LARGEST_INPUT * largest <= EXACT_IN_FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
    }
}
