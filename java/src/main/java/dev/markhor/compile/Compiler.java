package dev.markhor.compile;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.runtime.Plan;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Turns a traced graph into a plan for inputs of given shapes. */
public final class Compiler {
    private final Backend backend;

    public Compiler(Backend backend) {
        this.backend = backend;
    }

    /**
     * Specialises, fuses, chooses kernels and places every intermediate result.
     *
     * @param inputShapes one for each input, all dimensions known
     * @throws IllegalArgumentException if the shapes do not fit the graph
     */
    public Plan compile(Graph graph, List<Shape> inputShapes) {
        TaskGraph tasks = TaskGraph.of(graph, inputShapes);
        Fusion.apply(tasks);
        tasks.bindOutputs();
        return new PlanWriter(tasks, backend).write();
    }
}
