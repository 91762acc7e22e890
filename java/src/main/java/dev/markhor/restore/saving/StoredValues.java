package dev.markhor.restore.saving;

import dev.markhor.memory.HeldTensor;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.io.IOException;

/** The values of variables while they are written; those that have none are initialised. */
final class StoredValues {
    /** What is done with a value. */
    @FunctionalInterface
    interface Use {
        void accept(Tensor value) throws IOException;
    }

    private StoredValues() {}

    /** @throws IllegalStateException if the value was freed with its models */
    static void use(Variable variable, Use use) throws IOException {
        HeldTensor held = variable.held();
        if (!held.retain()) {
            throw variable.gone();
        }
        try {
            use.accept(held.tensor());
        } finally {
            held.release();
        }
    }
}
