package dev.markhor.compile;

import dev.markhor.reference.Reference;
import dev.markhor.tensor.Tensor;
import java.util.List;

/** Which lowering serves a task. */
final class Lowerings {
    private Lowerings() {}

    static Lowering of(Task task) {
        return Lowerings::reference;
    }

    private static void reference(Task task, Emitter emitter) {
        emitter.java(inputs -> List.of(evaluate(task, inputs)), task.inputs(), task.outputs());
    }

    private static Tensor evaluate(Task task, List<Tensor> inputs) {
        if (task.op() instanceof CopyOp) {
            return inputs.get(0);
        }
        return Reference.evaluate(task.op(), inputs);
    }
}
