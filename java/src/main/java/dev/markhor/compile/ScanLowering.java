package dev.markhor.compile;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Scan;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.ScanStep;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Loops: the body is a plan of its own, run once for each step. */
final class ScanLowering {
    private ScanLowering() {}

    static void lower(Task task, Emitter emitter) {
        Scan scan = (Scan) task.op();
        emitter.java(
                () -> {
                    List<Spec> inputs = scan.bodyInputs(
                            task.inputs().stream().map(Operand::spec).toList());
                    List<Shape> shapes = inputs.stream().map(Spec::shape).toList();
                    Plan body = emitter.compiler().compile(scan.body(), shapes);
                    return new ScanStep(
                            body, scan.states(), scan.goBackwards(), scan.zeroOutputForMask(), scan.masked());
                },
                task.inputs(),
                task.outputs());
    }
}
