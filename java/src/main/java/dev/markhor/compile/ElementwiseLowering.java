package dev.markhor.compile;

import dev.markhor.binding.BinaryFunction;
import dev.markhor.binding.Broadcast;
import dev.markhor.binding.ChannelAffine;
import dev.markhor.binding.Clamp;
import dev.markhor.binding.Copy;
import dev.markhor.binding.Select;
import dev.markhor.binding.UnaryFunction;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;

/** Functions of single elements. */
final class ElementwiseLowering {
    private ElementwiseLowering() {}

    static boolean hasUnary(Task task) {
        DType dtype = task.input(0).dtype();
        Unary unary = (Unary) task.op();
        return switch (unary.function()) {
            case LOGICAL_NOT -> true;
            case NEGATIVE, ABSOLUTE, SQUARE, SIGN, CLIP, AFFINE -> Elements.isArithmetic(dtype);
            default -> Elements.isReal(dtype);
        };
    }

    static void unary(Task task, Emitter emitter) {
        emitter.add(instruction(
                (Unary) task.op(), task.input(0), emitter.word(task.input(0)), emitter.word(task.output())));
    }

    /** {@code function} of every element of {@code x}, read and written at these places. */
    static dev.markhor.binding.Unary instruction(Unary function, Operand x, long from, long to) {
        UnaryFunction code = UnaryFunction.valueOf(function.function().name());
        return new dev.markhor.binding.Unary(
                code, Elements.of(x.dtype()), from, to, x.shape().size(), function.a(), function.b(), function.c());
    }

    static boolean hasBinary(Task task) {
        DType dtype = task.input(0).dtype();
        Binary binary = (Binary) task.op();
        boolean givesBool = binary.function().compareTo(Binary.Function.EQUAL) >= 0;
        boolean small = dtype == DType.UINT8 || dtype == DType.BOOL;
        return (Elements.isArithmetic(dtype) || givesBool && small)
                && task.output().shape().rank() <= Broadcast.MAX_RANK;
    }

    static void binary(Task task, Emitter emitter) {
        Binary binary = (Binary) task.op();
        Operand a = task.input(0);
        Operand b = task.input(1);
        Broadcast shape = Broadcast.of(a.shape().dims(), b.shape().dims());
        Clamp clamp = task.activation().map(Activations::clamp).orElse(Clamp.NONE);
        emitter.add(new dev.markhor.binding.Binary(
                BinaryFunction.valueOf(binary.function().name()),
                Elements.of(a.dtype()),
                clamp,
                emitter.word(a),
                emitter.word(b),
                emitter.word(task.output()),
                shape));
    }

    static void where(Task task, Emitter emitter) {
        Operand y = task.output();
        Broadcast shape = Broadcast.of(
                task.input(0).shape().dims(),
                task.input(1).shape().dims(),
                task.input(2).shape().dims());
        emitter.add(new Select(
                Elements.of(y.dtype()),
                emitter.word(task.input(0)),
                emitter.word(task.input(1)),
                emitter.word(task.input(2)),
                emitter.word(y),
                shape));
    }

    static void cast(Task task, Emitter emitter) {
        Operand x = task.input(0);
        Operand y = task.output();
        emitter.add(new dev.markhor.binding.Cast(
                Elements.of(x.dtype()),
                Elements.of(y.dtype()),
                emitter.word(x),
                emitter.word(y),
                x.shape().size()));
    }

    static void copy(Task task, Emitter emitter) {
        emitter.add(new Copy(
                emitter.word(task.input(0)),
                emitter.word(task.output()),
                Operand.bytes(task.output().spec())));
    }

    static boolean hasBatchNorm(Task task) {
        return task.input(0).dtype() == DType.FLOAT32
                && task.inputs().subList(1, 5).stream().allMatch(Operand::isWeight);
    }

    static void batchNorm(Task task, Emitter emitter) {
        Operand x = task.input(0);
        FoldedNorm.Norm norm = FoldedNorm.Norm.of(task);
        emitter.add(new ChannelAffine(
                Elements.of(x.dtype()),
                task.activation().map(Activations::clamp).orElse(Clamp.NONE),
                emitter.word(x),
                emitter.word(task.output()),
                emitter.word(new FoldedNorm.Scale(norm)),
                emitter.word(new FoldedNorm.Shift(norm, null)),
                x.shape().size() / norm.channels(),
                norm.channels()));
    }
}
