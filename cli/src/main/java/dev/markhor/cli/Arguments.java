package dev.markhor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command was given. */
final class Arguments {
    private final List<String> positionals;
    private final Map<String, String> options;

    Arguments(List<String> positionals, Map<String, String> options) {
        this.positionals = List.copyOf(positionals);
        this.options = options;
    }

    Path path(int index) {
        return Path.of(positionals.get(index));
    }

    List<Path> paths(int from) {
        return positionals.subList(from, positionals.size()).stream()
                .map(Path::of)
                .toList();
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    Optional<String> find(String option) {
        return Optional.ofNullable(options.get(option));
    }

    Optional<Path> findPath(String option) {
        return find(option).map(Path::of);
    }

    /** @throws UsageException if the value is no positive integer */
    int positive(String option, int absent) {
        String text = options.get(option);
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(option + " needs a positive integer, not '" + text + "'");
    }

    /** @throws UsageException if the value is no positive number */
    double positive(String option, double absent) {
        String text = options.get(option);
        if (text == null) {
            return absent;
        }
        try {
            double value = Double.parseDouble(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(option + " needs a positive number, not '" + text + "'");
    }
}
