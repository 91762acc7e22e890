package dev.markhor.ops;

import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The known tokens of a lookup layer, in order. As with a weight, the program knows its type and size, and what it holds may come later,
 * and be replaced between two runs. Safe for use by several threads.
 */
public final class Vocabulary {
    private final Supplier<String> owner;
    private final DType dtype;
    private volatile Content content;

    private record Content(List<Object> tokens, Map<Object, Integer> positions) {}

    /**
     * An empty one; it must be assigned before the first lookup.
     *
     * @param owner who asks, for messages
     * @param dtype string or int64
     */
    public Vocabulary(Supplier<String> owner, DType dtype) {
        this.owner = Objects.requireNonNull(owner);
        this.dtype = dtype;
        if (dtype != DType.STRING && dtype != DType.INT64) {
            throw new IllegalArgumentException("tokens are string or int64, not " + dtype.kerasName());
        }
    }

    /** Type of the tokens: string or int64. */
    public DType dtype() {
        return dtype;
    }

    /** Whether there is something to look up. */
    public boolean isAssigned() {
        return content != null;
    }

    /**
     * Replaces all tokens.
     *
     * @param tokens {@code String} or {@code Long} each, all different; may be empty
     * @throws IllegalArgumentException if one is of another type, or comes twice
     */
    public void assign(List<?> tokens) {
        Class<?> type = dtype == DType.STRING ? String.class : Long.class;
        Map<Object, Integer> positions = new HashMap<>();
        for (Object token : tokens) {
            if (!type.isInstance(token)) {
                throw new IllegalArgumentException("token " + token + " is no " + dtype.kerasName());
            }
            if (positions.put(token, positions.size()) != null) {
                throw new IllegalArgumentException("token '" + token + "' comes twice");
            }
        }
        content = new Content(List.copyOf(new ArrayList<Object>(tokens)), positions);
    }

    /** Number of tokens. @throws IllegalStateException if none were assigned yet */
    public int size() {
        return content().tokens().size();
    }

    /** All tokens. @throws IllegalStateException if none were assigned yet */
    public List<Object> tokens() {
        return content().tokens();
    }

    /** Position of a token, -1 if it is unknown. @throws IllegalStateException if none were assigned yet */
    public int find(Object token) {
        Integer position = content().positions().get(token);
        return position == null ? -1 : position;
    }

    private Content content() {
        Content current = content;
        if (current == null) {
            throw new IllegalStateException(owner.get()
                    + ": there is no vocabulary; that of an adapted layer is stored in .keras archives and SavedModels only: "
                    + "load one, or make the layer in Java with its vocabulary");
        }
        return current;
    }

    @Override
    public String toString() {
        Content current = content;
        return "vocabulary of "
                + (current == null ? "?" : Integer.toString(current.tokens().size()));
    }
}
