package dev.markhor.compile;

import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves what follows a product or convolution into its epilogue: bias, batch normalisation (into kernel and bias), a residual, an
 * activation. Only where types are float32 and kernels constant.
 */
final class Fusion {
    private final TaskGraph graph;
    private final Map<Storage, Integer> readers;
    private final Map<Storage, Task> consumer = new IdentityHashMap<>();
    private final Map<Storage, Integer> producedAt = new IdentityHashMap<>();
    private final Set<Task> fused = new HashSet<>();

    private Fusion(TaskGraph graph) {
        this.graph = graph;
        this.readers = graph.readers();
        List<Task> tasks = graph.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            int at = i;
            tasks.get(i).reads().forEach(operand -> consumer.put(operand.storage(), tasks.get(at)));
            tasks.get(i).outputs().forEach(operand -> producedAt.put(operand.storage(), at));
        }
    }

    static void apply(TaskGraph graph) {
        Fusion fusion = new Fusion(graph);
        for (int i = 0; i < graph.tasks().size(); i++) {
            Task task = graph.tasks().get(i);
            if (!fusion.fused.contains(task)) {
                fusion.extend(task, i);
            }
        }
        graph.tasks().removeIf(fusion.fused::contains);
    }

    private void extend(Task task, int at) {
        while (true) {
            Task next = onlyConsumer(task);
            if (next == null || !absorb(task, next, at)) {
                return;
            }
            fused.add(next);
            task.writeTo(next.outputs());
            next.outputs().forEach(operand -> producedAt.put(operand.storage(), at));
        }
    }

    /** The task that alone reads the result, if it sees it under the same shape. */
    private Task onlyConsumer(Task task) {
        Storage result = task.output().storage();
        if (task.outputs().size() != 1 || readers.getOrDefault(result, 0) != 1) {
            return null;
        }
        Task next = consumer.get(result);
        return next != null && next.reads().contains(task.output()) ? next : null;
    }

    private boolean absorb(Task task, Task next, int at) {
        if (task.output().dtype() != DType.FLOAT32) {
            return false;
        }
        if (isProduct(task)) {
            return absorbBatchNorm(task, next) || absorbAdd(task, next, at) || absorbFunction(task, next);
        }
        boolean clamps = Lowerings.clampsResults(task)
                && next.op() instanceof Unary unary
                && Activations.isClamp(unary)
                && (task.op() instanceof BatchNorm
                        || task.op() instanceof Binary binary && binary.function() == Binary.Function.ADD);
        return clamps && absorbActivation(task, next);
    }

    private static boolean isProduct(Task task) {
        boolean product = task.op() instanceof Conv
                || task.op() instanceof DepthwiseConv
                || task.op() instanceof ConvTranspose
                || task.op() instanceof MatMul && task.input(1).shape().rank() == 2 && ProductLowering.has(task);
        return product && task.input(1).isWeight();
    }

    private static boolean absorbBatchNorm(Task task, Task next) {
        boolean fits = next.op() instanceof BatchNorm
                && next.inputs().subList(1, 5).stream().allMatch(Operand::isWeight)
                && task.residual().isEmpty()
                && task.activation().isEmpty()
                && !(task.op() instanceof MatMul product && product.transposeB())
                && task.bias().map(Operand::isWeight).orElse(true);
        if (fits) {
            FoldedNorm.fold(task, next);
        }
        return fits;
    }

    private boolean absorbAdd(Task task, Task next, int at) {
        if (!(next.op() instanceof Binary binary)
                || binary.function() != Binary.Function.ADD
                || task.activation().isPresent()
                || next.activation().isPresent()
                || !next.output().spec().equals(task.output().spec())) {
            return false;
        }
        Operand other = next.input(0).storage() == task.output().storage() ? next.input(1) : next.input(0);
        if (other.storage() == task.output().storage()) {
            return false;
        }
        if (other.isWeight()
                && isChannelVector(other, task.output())
                && task.bias().isEmpty()
                && task.residual().isEmpty()) {
            task.setBias(other);
            return true;
        }
        boolean earlier = !other.isWeight() && producedAt.getOrDefault(other.storage(), -1) < at;
        if (earlier
                && task.residual().isEmpty()
                && other.spec().equals(task.output().spec())) {
            task.setResidual(other);
            return true;
        }
        return false;
    }

    private static boolean isChannelVector(Operand other, Operand output) {
        Shape shape = other.shape();
        return shape.rank() >= 1
                && shape.size() == output.shape().dim(-1)
                && shape.dim(-1) == output.shape().dim(-1);
    }

    private static boolean absorbFunction(Task task, Task next) {
        return next.op() instanceof Unary unary && Epilogues.fits(unary) && absorbActivation(task, next);
    }

    private static boolean absorbActivation(Task task, Task next) {
        if (next.op() instanceof Unary unary && task.activation().isEmpty()) {
            task.setActivation(unary);
            return true;
        }
        return false;
    }
}
