package dev.markhor.restore.matching;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names in the list {@code _operations}, in which Keras 3 keeps what a model is made of. It counts operations between layers, those that
 * compute masks among them, and stores layers only: numbers are left out. A program that has no such operations counts without them.
 */
final class OperationNumbers {
    private static final String LIST = "_operations";

    private final List<String> stored;

    private OperationNumbers(List<String> stored) {
        this.stored = stored;
    }

    /**
     * Numbers by the rank of what is stored, if a list has left some out and the program has as many layers.
     *
     * @param path of the list in the file
     * @param stored numbers in the file
     * @param program numbers in the program, whose first may be missing
     */
    static Optional<OperationNumbers> of(String path, Set<String> stored, Set<String> program) {
        boolean isList = path.equals(LIST) || path.endsWith('/' + LIST);
        if (!isList || !areNumbers(stored) || !areNumbers(program)) {
            return Optional.empty();
        }
        int layers = program.stream().mapToInt(Integer::parseInt).max().orElse(-1) + 1;
        return stored.size() == layers
                ? Optional.of(new OperationNumbers(stored.stream()
                        .sorted(Comparator.comparingInt(Integer::parseInt))
                        .toList()))
                : Optional.empty();
    }

    private static boolean areNumbers(Set<String> names) {
        return names.stream().allMatch(name -> name.matches("\\d{1,9}"));
    }

    /** The number in the file of what the program calls {@code name}. */
    String stored(String name) {
        return stored.get(Integer.parseInt(name));
    }
}
