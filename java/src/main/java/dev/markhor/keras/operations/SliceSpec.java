package dev.markhor.keras.operations;

import java.util.Optional;

/** Python's {@code slice}; absent bounds are empty, others integers or tensors. */
public record SliceSpec(Optional<Object> start, Optional<Object> stop, Optional<Object> step) {
    boolean isOpen() {
        return start.isEmpty() && stop.isEmpty() && step.isEmpty();
    }
}
