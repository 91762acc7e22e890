package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * An op with parameters that depend on the sizes of its operands. Once these are known, another op with plain numbers takes its place:
 * on the first operand, or on none if it is a constant. Operands beyond the first matter for their sizes only.
 */
public interface SizedOp extends Op {
    /** The op with numbers for operands whose sizes are all known. */
    Op resolved(List<Spec> operands);
}
