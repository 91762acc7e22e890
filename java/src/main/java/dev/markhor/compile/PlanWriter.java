package dev.markhor.compile;

import dev.markhor.binding.Instruction;
import dev.markhor.binding.OpenBlas;
import dev.markhor.binding.ProgramWriter;
import dev.markhor.graph.Spec;
import dev.markhor.runtime.JavaStep;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.Segment;
import dev.markhor.runtime.Slot;
import dev.markhor.runtime.Step;
import dev.markhor.runtime.TableEntry;
import dev.markhor.runtime.WeightArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes tasks as a plan: first asks each lowering for its scratch memory, places everything, then lets them write. */
final class PlanWriter {
    private final TaskGraph graph;
    private final List<Loop> loops;
    private final Compiler compiler;
    private final List<TableEntry> table = new ArrayList<>();
    /** By what an entry stands for: the storage of an input or output, a recipe, a message. */
    private final Map<Object, Integer> tableIndex = new HashMap<>();

    private final List<Segment> segments = new ArrayList<>();
    private ProgramWriter program = new ProgramWriter();
    private List<Step.Native> steps = new ArrayList<>();
    private List<Segment.Move> moves = new ArrayList<>();

    PlanWriter(TaskGraph graph, List<Loop> loops, Compiler compiler) {
        this.graph = graph;
        this.loops = loops;
        this.compiler = compiler;
    }

    Plan write() {
        List<Task> tasks = graph.tasks();
        List<List<Long>> scratch = new ArrayList<>();
        for (Task task : tasks) {
            Measuring measuring = new Measuring();
            Lowerings.of(task).lower(task, measuring);
            scratch.add(measuring.sizes);
        }
        List<ArenaPlanner.Block> blocks = new ArrayList<>();
        Map<Storage, ArenaPlanner.Block> placed = arenaBlocks(blocks);
        List<List<ArenaPlanner.Block>> scratchBlocks = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            List<ArenaPlanner.Block> own = new ArrayList<>();
            for (long bytes : scratch.get(i)) {
                own.add(new ArenaPlanner.Block(bytes, i, i));
            }
            blocks.addAll(own);
            scratchBlocks.add(own);
        }
        long arenaBytes = ArenaPlanner.place(blocks);
        for (Map.Entry<Storage, ArenaPlanner.Block> entry : placed.entrySet()) {
            entry.getKey().placeAt(entry.getValue().offset());
        }
        for (int i = 0; i < tasks.size(); i++) {
            Loop loop = loopOf(i);
            if (loop != null && i == loop.first()) {
                flush(1);
            }
            Lowerings.of(tasks.get(i))
                    .lower(
                            tasks.get(i),
                            new Writing(tasks.get(i), scratchBlocks.get(i), loop == null ? 1 : loop.times()));
            if (loop != null && i == loop.last()) {
                flush(loop.times());
            }
        }
        flush(1);
        List<Spec> outputs = specs(graph.outputs());
        return new Plan(graph.inputs(), outputs, segments, table, arenaBytes, compiler.arenas());
    }

    private Map<Storage, ArenaPlanner.Block> arenaBlocks(List<ArenaPlanner.Block> blocks) {
        Map<Storage, ArenaPlanner.Block> placed = new IdentityHashMap<>();
        for (int i = 0; i < graph.tasks().size(); i++) {
            Task task = graph.tasks().get(i);
            List<Operand> touched = new ArrayList<>(task.reads());
            touched.addAll(task.outputs());
            for (Operand operand : touched) {
                boolean part = operand.storage().place() == Storage.Place.PART;
                Storage storage = operand.storage().whole();
                if (storage.place() == Storage.Place.ARENA) {
                    ArenaPlanner.Block block = placed.get(storage);
                    if (block == null) {
                        block = new ArenaPlanner.Block(storage.bytes(), i, i);
                        blocks.add(block);
                        placed.put(storage, block);
                    }
                    block.extendTo(part ? loopOf(i).first() : i);
                    block.extendTo(part ? loopOf(i).last() : i);
                }
            }
        }
        return placed;
    }

    /** The loop that a task is in; null: none. */
    private Loop loopOf(int task) {
        for (Loop loop : loops) {
            if (loop.holds(task)) {
                return loop;
            }
        }
        return null;
    }

    private static List<Spec> specs(List<Operand> operands) {
        List<Spec> specs = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            specs.add(operand.spec());
        }
        return specs;
    }

    private void flush(long times) {
        if (!steps.isEmpty()) {
            segments.add(new Segment.Native(program.toProgram(), List.copyOf(steps), times, moves));
            program = new ProgramWriter();
            steps = new ArrayList<>();
            moves = new ArrayList<>();
        }
    }

    private long tableWord(Object key, TableEntry entry) {
        Integer index = tableIndex.putIfAbsent(key, table.size());
        if (index == null) {
            index = table.size();
            table.add(entry);
        }
        return dev.markhor.binding.Operand.table(index);
    }

    private long word(Storage storage) {
        return switch (storage.place()) {
            case INPUT -> tableWord(storage, new TableEntry.Input(storage.index()));
            case OUTPUT -> tableWord(storage, new TableEntry.Output(storage.index()));
            case WEIGHT -> tableWord(storage.array(), new TableEntry.Fixed(storage.array()));
            case ARENA -> dev.markhor.binding.Operand.arena(storage.offset());
            case PART -> partWord(storage);
        };
    }

    private long partWord(Storage part) {
        long whole = word(part.whole());
        boolean known = tableIndex.containsKey(part);
        long word = tableWord(part, new TableEntry.Part(whole));
        if (!known) {
            moves.add(new Segment.Move(tableIndex.get(part), part.bytes()));
        }
        return word;
    }

    /** First pass: only counts. */
    private final class Measuring implements Emitter {
        private final List<Long> sizes = new ArrayList<>();

        @Override
        public long word(Operand operand) {
            return 0;
        }

        @Override
        public long word(WeightArray array) {
            return 0;
        }

        @Override
        public long scratch(long bytes) {
            sizes.add(bytes);
            return 0;
        }

        @Override
        public long report(String message) {
            return 0;
        }

        @Override
        public void add(Instruction instruction) {}

        @Override
        public void java(Supplier<? extends JavaStep> step, List<Operand> inputs, List<Operand> outputs) {}

        @Override
        public Compiler compiler() {
            return compiler;
        }

        @Override
        public void needOpenBlas() {}
    }

    /** Second pass: everything has its place. */
    private final class Writing implements Emitter {
        private final Task task;
        private final List<ArenaPlanner.Block> scratch;
        private final List<Spec> outputs;
        private final long times;
        private int used;

        Writing(Task task, List<ArenaPlanner.Block> scratch, long times) {
            this.task = task;
            this.times = times;
            this.scratch = scratch;
            this.outputs = specs(task.outputs());
        }

        @Override
        public long word(Operand operand) {
            return PlanWriter.this.word(operand.storage());
        }

        @Override
        public long word(WeightArray array) {
            return tableWord(array, new TableEntry.Fixed(array));
        }

        @Override
        public long scratch(long bytes) {
            return dev.markhor.binding.Operand.arena(scratch.get(used++).offset());
        }

        @Override
        public long report(String message) {
            return tableWord(message, new TableEntry.Report(message));
        }

        @Override
        public void add(Instruction instruction) {
            program.add(instruction);
            steps.add(new Step.Native(instruction, task.nodes(), outputs, times));
        }

        @Override
        public void java(Supplier<? extends JavaStep> step, List<Operand> inputs, List<Operand> outputs) {
            flush(1);
            segments.add(new Segment.Java(
                    step.get(),
                    task.nodes(),
                    inputs.stream().map(o -> new Slot(word(o), o.spec())).toList(),
                    outputs.stream().map(o -> new Slot(word(o), o.spec())).toList()));
        }

        @Override
        public void needOpenBlas() {
            OpenBlas.load();
        }

        @Override
        public Compiler compiler() {
            return compiler;
        }
    }
}
