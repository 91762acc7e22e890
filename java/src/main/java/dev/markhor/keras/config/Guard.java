package dev.markhor.keras.config;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.json.Json;
import java.util.function.Supplier;

/**
 * Runs what makes and calls layers with values from a file. Layers check what a programmer may get wrong; a file may hold anything, so
 * whatever else goes wrong with its numbers counts as its fault too.
 */
final class Guard {
    private Guard() {}

    /**
     * @param object what is being made: its name goes into the message
     * @throws MalformedFileException in place of an exception that says that values do not fit
     */
    static <T> T run(Json object, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | ArithmeticException
                | NegativeArraySizeException e) {
            throw new MalformedFileException(ModelReader.describe(object) + ": " + e.getMessage(), e);
        }
    }
}
