package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Node;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program for inputs of fixed shapes. Safe for any number of threads: each call leases a workspace of its own.
 *
 * <p>Addresses are 64-bit words {@code space << 56 | offset}: see {@code Operand}.
 */
public final class Plan {
    /** Bytes of an arena that a workspace keeps between calls. */
    private static final long MOST_KEPT = 16 << 10;

    private final List<Spec> inputs;
    private final List<Spec> outputs;
    private final List<Segment> segments;
    private final List<TableEntry> table;
    private final long arenaBytes;
    private final Arenas arenas;
    private final Workspaces idle = new Workspaces();
    private volatile boolean closed;

    /** @param arenas where calls take {@code arenaBytes} bytes from */
    public Plan(
            List<Spec> inputs,
            List<Spec> outputs,
            List<Segment> segments,
            List<TableEntry> table,
            long arenaBytes,
            Arenas arenas) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.segments = List.copyOf(segments);
        this.table = List.copyOf(table);
        this.arenaBytes = arenaBytes;
        this.arenas = arenas;
    }

    public List<Spec> inputs() {
        return inputs;
    }

    public List<Spec> outputs() {
        return outputs;
    }

    /** How many native instructions a call runs. */
    public long instructions() {
        return segments.stream()
                .mapToLong(segment ->
                        segment instanceof Segment.Native part ? part.steps().size() : 0)
                .sum();
    }

    /** How many steps run in Java, for want of a kernel. */
    public long javaSteps() {
        return segments.stream().filter(Segment.Java.class::isInstance).count();
    }

    /** The nodes that run in Java, those inside of loops too. */
    public List<Node> javaNodes() {
        List<Node> nodes = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Java part) {
                nodes.addAll(part.nodes());
                if (part.step() instanceof ScanStep loop) {
                    nodes.addAll(loop.body().javaNodes());
                }
            }
        }
        return nodes;
    }

    /** Bytes of intermediate results that one call needs. */
    public long arenaBytes() {
        return arenaBytes;
    }

    /** Does all of a first call but running: makes what is computed from the weights, and keeps it for the next call. */
    public void prepare(WeightSet weights, ThreadPool threads) {
        Workspace workspace = enter();
        try {
            workspace.prepare(weights, threads);
            for (Segment segment : segments) {
                if (segment instanceof Segment.Java part) {
                    part.step().prepare(weights, threads);
                }
            }
        } finally {
            leave(workspace);
        }
    }

    /**
     * Runs the plan.
     *
     * @param arguments one tensor for each input, of exactly its type and shape
     * @throws dev.markhor.error.InterruptedCallException if the thread is interrupted, and there is much to do still
     */
    public List<Tensor> run(List<Tensor> arguments, WeightSet weights, ThreadPool threads) {
        return run(arguments, weights, threads, null);
    }

    /** As {@link #run(List, WeightSet, ThreadPool)}. @param times told about each step; null: nobody wants to know, and no clock is read */
    public List<Tensor> run(List<Tensor> arguments, WeightSet weights, ThreadPool threads, StepTimes times) {
        for (int i = 0; i < inputs.size(); i++) {
            Tensor argument = arguments.get(i);
            if (argument.dtype() != inputs.get(i).dtype()
                    || !argument.shape().equals(inputs.get(i).shape())) {
                throw new IllegalArgumentException(
                        "input " + i + " of the plan is " + inputs.get(i) + ", got " + argument);
            }
        }
        Workspace workspace = enter();
        try {
            List<ByteBuffer> results = workspace.bind(arguments, weights, threads);
            if (times == null) {
                run(workspace, weights, threads);
            } else {
                runTimed(workspace, weights, threads, times);
            }
            java.lang.ref.Reference.reachabilityFence(arguments);
            return workspace.finish(results);
        } finally {
            leave(workspace);
        }
    }

    /**
     * Runs a plan of one float32 input and one float32 output on the caller's arrays; takes no memory once it has run.
     *
     * @param input exactly the input's elements
     * @param output exactly as many as the output has
     */
    public void run(float[] input, float[] output, WeightSet weights, ThreadPool threads) {
        Workspace workspace = enter();
        try {
            workspace.bindStaged(weights, threads);
            workspace.stage(input);
            run(workspace, weights, threads);
            workspace.fetch(output);
        } finally {
            leave(workspace);
        }
    }

    /** As {@link #run(float[], float[], WeightSet, ThreadPool)}, on what remains in the buffers, whose positions stay. */
    public void run(FloatBuffer input, FloatBuffer output, WeightSet weights, ThreadPool threads) {
        Workspace workspace = enter();
        try {
            workspace.bindStaged(weights, threads);
            workspace.stage(input);
            run(workspace, weights, threads);
            workspace.fetch(output);
        } finally {
            leave(workspace);
        }
    }

    private Workspace enter() {
        Workspace workspace = idle.take();
        if (workspace == null) {
            workspace = new Workspace(table, inputs, outputs, arenas.account());
        }
        if (!workspace.hasArena()) {
            try {
                workspace.setArena(arenaBytes > MOST_KEPT ? arenas.take(arenaBytes) : arenas.allocate(arenaBytes));
            } catch (RuntimeException | Error e) {
                giveBack(workspace);
                throw e;
            }
        }
        return workspace;
    }

    /** A small arena stays with its workspace; large ones serve the model's other plans too. */
    private void leave(Workspace workspace) {
        if (arenaBytes > MOST_KEPT) {
            arenas.give(workspace.arenaMemory());
            workspace.setArena(null);
        }
        giveBack(workspace);
    }

    private void giveBack(Workspace workspace) {
        workspace.unbindUnlessCurrent();
        idle.give(workspace);
        if (closed) {
            idle.drain(Workspace::close);
        }
    }

    /** Whether calls find nothing that earlier ones left. */
    public boolean isClosed() {
        return closed;
    }

    /** Weights were replaced: gives up what was computed of the old ones, as far as no call is at work on it. */
    public void trim() {
        List<Workspace> waiting = new ArrayList<>();
        idle.drain(waiting::add);
        waiting.forEach(this::giveBack);
        for (Segment segment : segments) {
            if (segment instanceof Segment.Java part && part.step() instanceof ScanStep loop) {
                loop.body().trim();
            }
        }
    }

    /**
     * Frees what calls left for later ones, packed weights included unless another plan uses them; calls in flight end first, each for
     * itself. A call after that takes its memory anew and leaves none.
     */
    public void close() {
        closed = true;
        idle.drain(Workspace::close);
        for (Segment segment : segments) {
            if (segment instanceof Segment.Java part && part.step() instanceof ScanStep loop) {
                loop.body().close();
            }
        }
    }

    private void run(Workspace workspace, WeightSet weights, ThreadPool threads) {
        for (int i = 0; i < segments.size(); i++) { // no iterator: nothing is allocated
            Segment segment = segments.get(i);
            if (segment instanceof Segment.Native part) {
                for (long turn = 0; turn < part.times(); turn++) {
                    if (turn > 0) {
                        Interrupts.check(); // many short ones take long together
                    }
                    Interrupts.run(part.program(), workspace.arena(), workspace.table(), threads);
                    workspace.move(part.moves());
                }
            } else if (segment instanceof Segment.Java part) {
                runInJava(part, workspace, weights, threads);
            }
        }
        workspace.checkReports();
    }

    private void runTimed(Workspace workspace, WeightSet weights, ThreadPool threads, StepTimes times) {
        for (Segment segment : segments) {
            if (segment instanceof Segment.Native part) {
                long[] nanos = new long[part.steps().size()];
                for (long turn = 0; turn < part.times(); turn++) {
                    long[] took = part.program().runTimed(workspace.arena(), workspace.table(), threads);
                    Arrays.setAll(nanos, i -> nanos[i] + took[i]);
                    workspace.move(part.moves());
                }
                for (int i = 0; i < nanos.length; i++) {
                    times.took(part.steps().get(i), nanos[i]);
                }
            } else if (segment instanceof Segment.Java part) {
                long start = System.nanoTime();
                runInJava(part, workspace, weights, threads);
                times.took(part.asStep(), System.nanoTime() - start);
            }
        }
        workspace.checkReports();
    }

    private static void runInJava(Segment.Java part, Workspace workspace, WeightSet weights, ThreadPool threads) {
        Interrupts.check();
        List<Tensor> in = new ArrayList<>();
        for (Slot slot : part.inputs()) {
            ByteBuffer view = Memory.view(workspace.resolve(slot.operand()), slot.bytes());
            in.add(Tensor.adopt(slot.spec().dtype(), slot.spec().shape(), view));
        }
        List<Tensor> out = part.step().run(in, weights, threads);
        for (int i = 0; i < out.size(); i++) {
            Slot slot = part.outputs().get(i);
            if (!slot.spec().equals(new Spec(out.get(i).dtype(), out.get(i).shape()))) {
                throw new IllegalStateException("a Java step promised " + slot.spec() + " and gave " + out.get(i));
            }
            Memory.copy(out.get(i).buffer(), workspace.resolve(slot.operand()));
        }
    }
}
