package dev.markhor.compile;

import dev.markhor.binding.Kernels;
import dev.markhor.event.CompileEvent;
import dev.markhor.event.Flight;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.runtime.Arenas;
import dev.markhor.runtime.Plan;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Locale;

/** Turns traced graphs into plans for inputs of given shapes. The plans of one compiler share their memory. */
public final class Compiler {
    /** What may be too large, for messages. */
    static final String ONE_VALUE = "one of the intermediate results";

    private final Backend backend;
    private final long near;
    private final MemoryAccount account;
    private final Arenas arenas;

    /** @param account where the memory of all its plans is counted */
    public Compiler(Backend backend, MemoryAccount account) {
        this(backend, account, BatchSplit.NEAR);
    }

    /** @param near see {@link BatchSplit#NEAR} */
    Compiler(Backend backend, MemoryAccount account, long near) {
        this.backend = backend;
        this.near = near;
        this.account = account;
        this.arenas = new Arenas(account);
    }

    /** Frees the memory that waits for the calls of its plans. */
    public void close() {
        arenas.close();
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
     * @throws IllegalArgumentException if the shapes do not fit the graph
     * @throws dev.markhor.error.MemoryLimitException if a call would need more memory than the account may have
     */
    public Plan compile(Graph graph, List<Shape> inputShapes) {
        if (!Flight.isOn()) {
            return write(graph, inputShapes);
        }
        CompileEvent event = CompileEvent.start();
        Plan plan = write(graph, inputShapes);
        event.end(
                inputShapes.toString(),
                Kernels.isa().name().toLowerCase(Locale.ROOT),
                backend.name().toLowerCase(Locale.ROOT),
                plan.instructions(),
                plan.javaSteps(),
                plan.arenaBytes());
        return plan;
    }

    private Plan write(Graph graph, List<Shape> inputShapes) {
        try {
            TaskGraph tasks = TaskGraph.of(graph, inputShapes);
            AbsorbedPadding.apply(tasks);
            Fusion.apply(tasks);
            RecurrencePairs.join(tasks.tasks());
            StridedProducts.apply(tasks);
            tasks.bindOutputs();
            List<Loop> loops = BatchSplit.of(tasks, near);
            BatchLoops.apply(tasks, loops);
            requirePossible(tasks.largestResult(), ONE_VALUE, inputShapes);
            Plan plan = new PlanWriter(tasks, loops, this).write();
            requirePossible(
                    Math.addExact(plan.arenaBytes(), tasks.outputBytes()),
                    "the intermediate results and outputs",
                    inputShapes);
            return plan;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the sizes for inputs " + inputShapes + " exceed what a number holds", e);
        }
    }

    /** @param what of a call, for messages */
    void requirePossible(long bytes, String what, List<Shape> inputs) {
        account.requirePossible(bytes, what + " of a call with inputs of shape " + inputs);
    }
}
