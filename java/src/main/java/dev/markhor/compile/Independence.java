package dev.markhor.compile;

import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Unary;

/** Whether a task can be done for some samples at a time: ops of convolutional networks, whose activations are large. */
final class Independence {
    private Independence() {}

    /** Whether a kernel does it, and slices of {@code samples} along the first dimension have nothing to do with each other. */
    static boolean of(Task task, long samples) {
        for (Operand operand : task.reads()) {
            if (!operand.isWeight() && !isSliced(operand, samples)) {
                return false;
            }
        }
        for (Operand operand : task.outputs()) {
            if (!isSliced(operand, samples)) {
                return false;
            }
        }
        return keepsFirstDimension(task) && Lowerings.hasKernel(task);
    }

    private static boolean isSliced(Operand operand, long samples) {
        return operand.shape().rank() > 1 && operand.shape().dim(0) == samples;
    }

    private static boolean keepsFirstDimension(Task task) {
        if (task.input(0).isWeight() && !(task.op() instanceof Binary)) {
            return false; // weights are there whole, whatever their first dimension
        }
        if (task.op() instanceof Conv || task.op() instanceof DepthwiseConv || task.op() instanceof ConvTranspose) {
            return task.input(1).isWeight();
        }
        if (task.op() instanceof BatchNorm) {
            return task.inputs().stream().skip(1).allMatch(Operand::isWeight);
        }
        if (task.op() instanceof Binary) {
            return task.inputs().stream().allMatch(operand -> isSameForAll(operand, task.output()));
        }
        if (task.op() instanceof Concat concat) {
            return concat.axis() > 0 && task.inputs().stream().noneMatch(Operand::isWeight);
        }
        if (task.op() instanceof Pad pad) {
            return pad.before().get(0) == 0 && pad.after().get(0) == 0;
        }
        if (task.op() instanceof Reduce reduce) {
            return !reduce.axes().contains(0);
        }
        return task.op() instanceof Pool || task.op() instanceof Unary || task.op() instanceof Resize;
    }

    /** Whether an operand of a broadcast op has its slices in the first dimension, or is a weight without them. */
    private static boolean isSameForAll(Operand operand, Operand result) {
        int rank = result.shape().rank();
        return operand.isWeight()
                ? operand.shape().rank() < rank || operand.shape().dim(0) == 1
                : operand.shape().rank() == rank;
    }
}
