package dev.markhor.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command takes. Written by hand rather than with a library that reads annotations: that was a third of the time from
 * the start of the process to a prediction.
 */
final class CommandSpec {
    private static final int WIDTH = 100;
    private static final int INDENT = 26;

    /**
     * @param label what the value is called in the help; empty for a flag
     */
    private record Option(String name, String label, String help) {
        boolean isFlag() {
            return label.isEmpty();
        }
    }

    private record Positional(String label, boolean repeated, String help) {}

    private final String name;
    private final String description;
    private final List<Positional> positionals = new ArrayList<>();
    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();

    CommandSpec(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** One argument that must be there. */
    CommandSpec positional(String label, String help) {
        positionals.add(new Positional(label, false, help));
        return this;
    }

    /** The last argument, which may stand several times and must stand once. */
    CommandSpec repeated(String label, String help) {
        positionals.add(new Positional(label, true, help));
        return this;
    }

    CommandSpec flag(String option, String help) {
        options.put(option, new Option(option, "", help));
        return this;
    }

    CommandSpec option(String option, String label, String help) {
        options.put(option, new Option(option, label, help));
        return this;
    }

    CommandSpec example(String line) {
        examples.add(line);
        return this;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    /**
     * Options may stand anywhere, as {@code --name value} or {@code --name=value}; after {@code --} nothing is an option. A value is
     * taken as it is, be it {@code -1..1}.
     *
     * @throws UsageException if something is unknown, missing or too much
     */
    Arguments parse(List<String> words) {
        List<String> values = new ArrayList<>();
        Map<String, String> given = new LinkedHashMap<>();
        boolean onlyValues = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (onlyValues || word.length() < 2 || word.charAt(0) != '-') {
                values.add(word);
                continue;
            }
            if (word.equals("--")) {
                onlyValues = true;
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String key = equals < 0 ? word : word.substring(0, equals);
            Option option = options.get(key);
            if (option == null) {
                throw new UsageException("unknown option " + key);
            }
            if (option.isFlag()) {
                if (equals >= 0) {
                    throw new UsageException(key + " takes no value");
                }
                given.put(key, "");
            } else if (equals >= 0) {
                given.put(key, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                given.put(key, words.get(++i));
            } else {
                throw new UsageException(key + " needs a value: " + option.label());
            }
        }
        check(values);
        return new Arguments(values, given);
    }

    private void check(List<String> values) {
        if (values.size() < positionals.size()) {
            throw new UsageException("missing " + positionals.get(values.size()).label());
        }
        boolean open = !positionals.isEmpty()
                && positionals.get(positionals.size() - 1).repeated();
        if (values.size() > positionals.size() && !open) {
            throw new UsageException("unexpected argument " + values.get(positionals.size()));
        }
    }

    /** The text of {@code --help}. */
    String help() {
        StringBuilder text = new StringBuilder("Usage: markhor ").append(name).append(" [OPTION]...");
        for (Positional positional : positionals) {
            text.append(' ').append(positional.label()).append(positional.repeated() ? "..." : "");
        }
        text.append('\n');
        wrap(text, description, 0);
        text.append('\n');
        for (Positional positional : positionals) {
            row(text, positional.label(), positional.help());
        }
        text.append('\n');
        for (Option option : options.values()) {
            row(text, option.isFlag() ? option.name() : option.name() + " " + option.label(), option.help());
        }
        row(text, "--debug", "Print the stack trace of an error.");
        row(text, "--help", "Print this.");
        text.append("\nExamples:\n");
        examples.forEach(example -> text.append("  ").append(example).append('\n'));
        return text.toString();
    }

    private static void row(StringBuilder text, String left, String right) {
        text.append("  ").append(left).append(" ".repeat(Math.max(2, INDENT - 2 - left.length())));
        wrap(text, right, INDENT);
    }

    /** Appends words, broken into lines of which all but the first are indented. */
    private static void wrap(StringBuilder text, String words, int indent) {
        int column = indent;
        for (String word : words.split(" ")) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            }
            if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
