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
            for (Operand operand : tasks.get(i).reads()) {
                consumer.put(operand.storage(), tasks.get(i));
            }
            for (Operand operand : tasks.get(i).outputs()) {
                producedAt.put(operand.storage(), i);
            }
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
        graph.tasks().removeAll(fusion.fused);
    }

    private void extend(Task task, int at) {
        while (true) {
            Task next = onlyConsumer(task);
            if (next == null || !absorb(task, next, at)) {
                return;
            }
            fused.add(next);
            Operand result = next.output().reshaped(task.output().shape()); // a reshape between the two is no hindrance
            task.takeOver(next, result);
            producedAt.put(result.storage(), at);
        }
    }

    /** The task that alone reads the result, under whatever shape. */
    private Task onlyConsumer(Task task) {
        Storage result = task.output().storage();
        if (task.outputs().size() != 1 || readers.getOrDefault(result, 0) != 1) {
            return null;
        }
        return consumer.get(result);
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
                && next.input(0).is(task.output())
                && allWeights(next.inputs().subList(1, 5))
                && task.residual().isEmpty()
                && task.activation().isEmpty()
                && !(task.op() instanceof MatMul product && product.transposeB())
                && (task.bias().isEmpty() || task.bias().get().isWeight());
        if (fits) {
            FoldedNorm.fold(task, next);
        }
        return fits;
    }

    private static boolean allWeights(List<Operand> operands) {
        for (Operand operand : operands) {
            if (!operand.isWeight()) {
                return false;
            }
        }
        return true;
    }

    private boolean absorbAdd(Task task, Task next, int at) {
        boolean adds = next.op() instanceof Binary binary && binary.function() == Binary.Function.ADD;
        if (!adds || task.activation().isPresent() || next.activation().isPresent()) {
            return false;
        }
        int side = next.input(0).storage() == task.output().storage() ? 0 : 1;
        Operand own = next.input(side);
        Operand other = next.input(1 - side);
        if (other.storage() == own.storage() || !own.spec().equals(next.output().spec())) {
            return false;
        }
        long channels = task.output().shape().dim(-1);
        if (other.isWeight()
                && isChannelVector(other.shape(), own.shape(), channels)
                && task.bias().isEmpty()
                && task.residual().isEmpty()) {
            task.setBias(other.reshaped(Shape.of(channels)));
            return true;
        }
        boolean earlier = !other.isWeight() && producedAt.getOrDefault(other.storage(), -1) < at;
        if (earlier && task.residual().isEmpty() && other.spec().equals(own.spec())) {
            task.setResidual(other.reshaped(task.output().shape()));
            return true;
        }
        return false;
    }

    /** Whether {@code added}, broadcast to {@code shape}, is one number for each of the channels, which may be several last dimensions. */
    private static boolean isChannelVector(Shape added, Shape shape, long channels) {
        int first = 0;
        while (first < added.rank() && added.dim(first) == 1) {
            first++;
        }
        Shape last = added.slice(first, added.rank());
        return last.size() == channels
                && shape.slice(shape.rank() - last.rank(), shape.rank()).equals(last);
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
