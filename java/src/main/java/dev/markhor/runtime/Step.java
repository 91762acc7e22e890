package dev.markhor.runtime;

import dev.markhor.binding.Instruction;
import dev.markhor.binding.Work;
import dev.markhor.graph.Node;
import dev.markhor.graph.Spec;
import java.util.List;

/** One thing that a call does: an instruction of a native program, or something in Java. */
public interface Step {
    /** The kernel's name. */
    String kernel();

    /**
     * The nodes of the graph that it computes, or takes part in computing: first the one that it is made for, then what was fused into it.
     * A copy has the node that made what is copied.
     */
    List<Node> nodes();

    /** What its nodes give. */
    List<Spec> outputs();

    Work work();

    /** See {@link Work}; likewise the others. */
    default long operations() {
        return work().operations();
    }

    default long bytes() {
        return work().bytes();
    }

    default long weightBytes() {
        return work().weightBytes();
    }

    default String shape() {
        return work().shape();
    }

    /** How often it runs in a call, each time for other samples. */
    default long times() {
        return 1;
    }

    /** An instruction. */
    record Native(Instruction instruction, List<Node> nodes, List<Spec> outputs, long times) implements Step {
        @Override
        public String kernel() {
            return instruction.kernelName();
        }

        @Override
        public Work work() {
            return instruction.work().times(times);
        }
    }

    /** What runs in Java. Its operations are not counted. */
    record InJava(List<Node> nodes, List<Spec> outputs, long bytes) implements Step {
        @Override
        public String kernel() {
            return "java";
        }

        @Override
        public Work work() {
            String ops = String.join(
                    ", ", nodes.stream().map(node -> node.op().name()).toList());
            return new Work(0, bytes, 0, ops);
        }
    }
}
