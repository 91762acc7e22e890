package dev.markhor.formats.checkpoint;

import dev.markhor.formats.proto.ProtoMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Writes an {@link ObjectGraphMessage} as TensorFlow does. */
final class ObjectGraphOutput {
    private ObjectGraphOutput() {}

    static byte[] bytes(ObjectGraphMessage graph) {
        BitSet valued = valued(graph.nodes());
        ProtoMessage message = new ProtoMessage();
        for (int i = 0; i < graph.nodes().size(); i++) {
            message.message(1, node(graph.nodes().get(i), valued.get(i)));
        }
        return message.toBytes();
    }

    private static ProtoMessage node(ObjectGraphMessage.Node node, boolean hasValues) {
        ProtoMessage message = new ProtoMessage();
        node.children()
                .forEach((name, child) ->
                        message.message(1, new ProtoMessage().number(1, child).text(2, name)));
        for (ObjectGraphMessage.Value value : node.attributes()) {
            message.message(
                    2,
                    new ProtoMessage()
                            .text(1, value.name())
                            .text(2, value.fullName())
                            .text(3, value.key()));
        }
        for (ObjectGraphMessage.Slot slot : node.slots()) {
            message.message(
                    3,
                    new ProtoMessage()
                            .number(1, slot.variable())
                            .text(2, slot.name())
                            .number(3, slot.value()));
        }
        return message.message(5, new ProtoMessage().number(1, hasValues ? 1 : 0));
    }

    /** The nodes that have values, or lead to some. */
    private static BitSet valued(List<ObjectGraphMessage.Node> nodes) {
        List<List<Integer>> parents = new ArrayList<>();
        nodes.forEach(node -> parents.add(new ArrayList<>()));
        BitSet valued = new BitSet(nodes.size());
        Deque<Integer> queue = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            ObjectGraphMessage.Node node = nodes.get(i);
            for (int child : node.children().values()) {
                parents.get(child).add(i);
            }
            if (!node.attributes().isEmpty() || !node.slots().isEmpty()) {
                valued.set(i);
                queue.add(i);
            }
        }
        while (!queue.isEmpty()) {
            for (int parent : parents.get(queue.remove())) {
                if (!valued.get(parent)) {
                    valued.set(parent);
                    queue.add(parent);
                }
            }
        }
        return valued;
    }
}
