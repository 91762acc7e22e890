package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.proto.Proto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TensorFlow's {@code TrackableObjectGraph}: the objects that a checkpoint was made of. Node 0 is the root; children may be shared, and
 * cycles are normal.
 */
public record ObjectGraphMessage(List<Node> nodes) {
    /** What the value of a variable is called. */
    public static final String VARIABLE = "VARIABLE_VALUE";

    /**
     * One object.
     *
     * @param children attribute names to node numbers, in stored order
     * @param attributes values that belong to it; a variable has {@code VARIABLE_VALUE}
     * @param slots an optimizer's values for variables
     */
    public record Node(Map<String, Integer> children, List<Value> attributes, List<Slot> slots) {
        /** The value of a variable. */
        public Optional<Value> variable() {
            return attributes.stream()
                    .filter(value -> value.name().equals(VARIABLE))
                    .findFirst();
        }
    }

    /**
     * A value of an object.
     *
     * @param name {@code VARIABLE_VALUE} for a variable
     * @param fullName the name of the variable in the program that wrote the file; may be empty
     * @param key under which the checkpoint has it
     */
    public record Value(String name, String fullName, String key) {}

    /**
     * An optimizer's value for a variable.
     *
     * @param variable node number
     * @param name {@code m}, {@code v}, …
     * @param value node number
     */
    public record Slot(int variable, String name, int value) {}

    static ObjectGraphMessage read(String place, byte[] message) {
        List<Node> nodes = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                nodes.add(node(place, field.bytes()));
                if (nodes.size() > Limits.CHECKPOINT_OBJECTS) {
                    throw new UnsupportedModelException(
                            place + ": more than " + Limits.CHECKPOINT_OBJECTS + " objects");
                }
            }
        });
        if (nodes.isEmpty()) {
            throw new MalformedFileException(place + ": has no nodes");
        }
        for (Node node : nodes) {
            node.children().values().forEach(child -> requireNode(place, child, nodes.size()));
            node.slots().forEach(slot -> {
                requireNode(place, slot.variable(), nodes.size());
                requireNode(place, slot.value(), nodes.size());
            });
        }
        return new ObjectGraphMessage(List.copyOf(nodes));
    }

    private static void requireNode(String place, int node, int count) {
        if (node < 0 || node >= count) {
            throw new MalformedFileException(place + ": refers to node " + node + " of " + count);
        }
    }

    private static Node node(String place, byte[] message) {
        Map<String, Integer> children = new LinkedHashMap<>();
        List<Value> attributes = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        Proto.read(place, message, field -> {
            switch (field.number()) {
                case 1 -> readChild(place, field.bytes(), children);
                case 2 -> attributes.add(value(place, field.bytes()));
                case 3 -> slots.add(slot(place, field.bytes()));
                default -> {
                    // who saved it, and whether there are values below it: both follow from the rest
                }
            }
        });
        return new Node(children, List.copyOf(attributes), List.copyOf(slots));
    }

    /** Adds an {@code ObjectReference}: a name and the number of a node, -1 if that is out of the range of an int. */
    public static void readChild(String place, byte[] message, Map<String, Integer> children) {
        long[] node = {0};
        String[] name = {""};
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                node[0] = field.varint();
            } else if (field.number() == 2) {
                name[0] = field.string();
            }
        });
        children.put(name[0], number(node[0]));
    }

    private static Value value(String place, byte[] message) {
        String[] texts = {"", "", ""};
        Proto.read(place, message, field -> {
            if (field.number() >= 1 && field.number() <= 3) {
                texts[field.number() - 1] = field.string();
            }
        });
        return new Value(texts[0], texts[1], texts[2]);
    }

    private static Slot slot(String place, byte[] message) {
        long[] nodes = new long[2];
        String[] name = {""};
        Proto.read(place, message, field -> slotField(field, nodes, name));
        return new Slot(number(nodes[0]), name[0], number(nodes[1]));
    }

    private static void slotField(Proto.Field field, long[] nodes, String[] name) throws IOException {
        switch (field.number()) {
            case 1 -> nodes[0] = field.varint();
            case 2 -> name[0] = field.string();
            case 3 -> nodes[1] = field.varint();
            default -> {
                // not of interest
            }
        }
    }

    /** A number that is no node's if it is out of the range of an int. */
    private static int number(long node) {
        return node == (int) node ? (int) node : -1;
    }
}
