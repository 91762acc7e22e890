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
    private final Compiler compiler;
    private final List<TableEntry> table = new ArrayList<>();
    /** By what an entry stands for: the storage of an input or output, a recipe, a message. */
    private final Map<Object, Integer> tableIndex = new HashMap<>();

    private final List<Segment> segments = new ArrayList<>();
    private ProgramWriter program = new ProgramWriter();
    private List<Step.Native> steps = new ArrayList<>();

    PlanWriter(TaskGraph graph, Compiler compiler) {
        this.graph = graph;
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
            Lowerings.of(tasks.get(i)).lower(tasks.get(i), new Writing(tasks.get(i), scratchBlocks.get(i)));
        }
        flush();
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
                if (operand.storage().place() == Storage.Place.ARENA) {
                    ArenaPlanner.Block block = placed.get(operand.storage());
                    if (block == null) {
                        block = new ArenaPlanner.Block(operand.storage().bytes(), i, i);
                        blocks.add(block);
                        placed.put(operand.storage(), block);
                    }
                    block.extendTo(i);
                }
            }
        }
        return placed;
    }

    private static List<Spec> specs(List<Operand> operands) {
        List<Spec> specs = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            specs.add(operand.spec());
        }
        return specs;
    }

    private void flush() {
        if (!steps.isEmpty()) {
            segments.add(new Segment.Native(program.toProgram(), List.copyOf(steps)));
            program = new ProgramWriter();
            steps = new ArrayList<>();
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
        private int used;

        Writing(Task task, List<ArenaPlanner.Block> scratch) {
            this.task = task;
            this.scratch = scratch;
            this.outputs = specs(task.outputs());
        }

        @Override
        public long word(Operand operand) {
            Storage storage = operand.storage();
            return switch (storage.place()) {
                case INPUT -> tableWord(storage, new TableEntry.Input(storage.index()));
                case OUTPUT -> tableWord(storage, new TableEntry.Output(storage.index()));
                case WEIGHT -> word(storage.array());
                case ARENA -> dev.markhor.binding.Operand.arena(storage.offset());
            };
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
            steps.add(new Step.Native(instruction, task.nodes(), outputs));
        }

        @Override
        public void java(Supplier<? extends JavaStep> step, List<Operand> inputs, List<Operand> outputs) {
            flush();
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
