package dev.markhor.compile;

import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.ops.Conv;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Padding;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Zeros around the input of a convolution become padding of its own, so that no copy of the input is made. */
final class AbsorbedPadding {
    private AbsorbedPadding() {}

    static void apply(TaskGraph graph) {
        Map<Storage, Integer> readers = graph.readers();
        Map<Storage, Task> pads = new IdentityHashMap<>();
        List<Task> kept = new ArrayList<>();
        for (Task task : graph.tasks()) {
            if (task.op() instanceof Pad pad
                    && isZeros(pad)
                    && readers.getOrDefault(task.output().storage(), 0) == 1) {
                pads.put(task.output().storage(), task);
            }
        }
        for (Task task : graph.tasks()) {
            Task pad = task.inputs().isEmpty() ? null : pads.get(task.input(0).storage());
            Op padded = pad == null || !task.input(0).equals(pad.output()) ? null : padded(task.op(), (Pad) pad.op());
            if (padded == null) {
                kept.add(task);
                continue;
            }
            List<Operand> inputs = new ArrayList<>(task.inputs());
            inputs.set(0, pad.input(0));
            kept.remove(pad);
            List<Node> nodes = new ArrayList<>(task.nodes());
            nodes.addAll(pad.nodes());
            kept.add(new Task(nodes, padded, inputs, task.outputs()));
        }
        graph.tasks().clear();
        graph.tasks().addAll(kept);
    }

    /** Zeros around the spatial dimensions only. */
    private static boolean isZeros(Pad pad) {
        int last = pad.before().size() - 1;
        return pad.mode() == Pad.Mode.CONSTANT
                && pad.value() == 0
                && last >= 2
                && pad.before().get(0) == 0
                && pad.after().get(0) == 0
                && pad.before().get(last) == 0
                && pad.after().get(last) == 0;
    }

    /** The op with these zeros in its padding; null if it takes none. */
    private static Op padded(Op op, Pad pad) {
        if (op instanceof Conv conv && takes(conv.padding())) {
            return new Conv(conv.strides(), conv.dilation(), sum(conv.padding(), pad), conv.groups());
        }
        if (op instanceof DepthwiseConv conv && takes(conv.padding())) {
            return new DepthwiseConv(conv.strides(), conv.dilation(), sum(conv.padding(), pad));
        }
        return null;
    }

    /** {@code same} depends on the size of what is padded. */
    private static boolean takes(Padding padding) {
        return !(padding instanceof Padding.Same);
    }

    private static Padding sum(Padding padding, Pad pad) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < pad.before().size() - 2; i++) {
            boolean more = padding instanceof Padding.Explicit;
            before.add(pad.before().get(i + 1)
                    + (more ? ((Padding.Explicit) padding).before().get(i) : 0));
            after.add(pad.after().get(i + 1)
                    + (more ? ((Padding.Explicit) padding).after().get(i) : 0));
        }
        return new Padding.Explicit(before, after);
    }
}
