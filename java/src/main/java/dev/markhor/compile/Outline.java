package dev.markhor.compile;

import dev.markhor.graph.Node;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * What a call of a compiled graph does, for inputs of given shapes.
 *
 * @param inJava the nodes that run one by one in Java, for want of a kernel or because they handle strings; those inside of loops too
 * @param arenaBytes memory for intermediate results
 * @param outputs types and shapes of the results, as far as they are known before running
 */
public record Outline(List<Node> inJava, long arenaBytes, List<Spec> outputs) {}
