package dev.markhor.cli.skeleton;

/**
 * What an attribute becomes.
 *
 * @param type of its field: {@code Dense}, {@code List<Layer>}
 * @param made an expression that makes it
 * @param inputs of a layer, from which it makes its variables; empty if it has none or makes them itself
 * @param note shapes, and what is a guess; empty if there is nothing to say
 * @param isLayer whether it may be an element of a {@code List<Layer>}
 */
record Part(String type, String made, String inputs, String note, boolean isLayer) {
    /** An expression that makes it, with its variables. */
    String expression() {
        return inputs.isEmpty() ? made : "built(" + made + ", " + inputs + ")";
    }
}
