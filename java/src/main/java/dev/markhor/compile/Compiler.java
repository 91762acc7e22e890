package dev.markhor.compile;

import dev.markhor.binding.NativeBuffers;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.runtime.Arenas;
import dev.markhor.runtime.Plan;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Turns traced graphs into plans for inputs of given shapes. The plans of one compiler share their memory. */
public final class Compiler {
    private final Backend backend;
    private final Arenas arenas = new Arenas();

    public Compiler(Backend backend) {
        this.backend = backend;
    }

    /** Frees the memory that waits for the calls of its plans. The weights that they read are likely to be forgotten soon. */
    public void close() {
        arenas.close();
        NativeBuffers.mayBeForgotten();
    }

    Backend backend() {
        return backend;
    }

    /** The memory of all plans that this compiler makes. */
    public Arenas arenas() {
        return arenas;
    }

    /**
     * Specialises, fuses, chooses kernels and places every intermediate result.
     *
     * @param inputShapes one for each input, all dimensions known
     * @throws IllegalArgumentException if the shapes do not fit the graph, or a call would need more memory than
     *     {@code markhor.memory.limit} allows
     */
    public Plan compile(Graph graph, List<Shape> inputShapes) {
        try {
            TaskGraph tasks = TaskGraph.of(graph, inputShapes);
            MemoryLimit limit = MemoryLimit.configured();
            limit.check(tasks.largestResult(), inputShapes);
            AbsorbedPadding.apply(tasks);
            Fusion.apply(tasks);
            RecurrencePairs.join(tasks.tasks());
            StridedProducts.apply(tasks);
            tasks.bindOutputs();
            Plan plan = new PlanWriter(tasks, this).write();
            limit.check(Math.addExact(plan.arenaBytes(), tasks.outputBytes()), inputShapes);
            return plan;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the sizes for inputs " + inputShapes + " exceed what a number holds", e);
        }
    }
}
