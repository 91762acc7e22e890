package dev.markhor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which file of a command line is for which input: by {@code NAME=FILE}, or by their order. */
final class InputArguments {
    private final DeclaredInputs inputs;

    InputArguments(DeclaredInputs inputs) {
        this.inputs = inputs;
    }

    /**
     * At least one file for each input, in the model's order. A model that does not say what it takes gets a file for each input, in the order of
     * the arguments.
     *
     * @throws IllegalArgumentException if some input would get none, or a file has no input to go to
     */
    Map<String, List<Path>> byInput(List<String> arguments) {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        inputs.specs().keySet().forEach(name -> files.put(name, new ArrayList<>()));
        List<Path> unnamed = new ArrayList<>();
        for (String argument : arguments) {
            Optional<String> name = nameOf(argument);
            if (name.isPresent()) {
                files.get(name.get()).add(Path.of(argument.substring(name.get().length() + 1)));
            } else {
                unnamed.add(file(argument));
            }
        }
        if (unnamed.size() == arguments.size()) {
            return byOrder(unnamed);
        }
        if (!unnamed.isEmpty()) {
            throw new IllegalArgumentException(
                    unnamed.get(0) + ": for which input is it? Name all files or none, as in " + example()
                            + "; the inputs are " + inputs);
        }
        files.forEach((name, given) -> {
            if (given.isEmpty()) {
                throw new IllegalArgumentException(
                        "no file for input '" + name + "': " + name + "=FILE was expected; the inputs are " + inputs);
            }
        });
        return files;
    }

    /** Whether an argument says for which input it is, and not only a file that has {@code =} in its name. */
    Optional<String> nameOf(String argument) {
        return inputs.specs().keySet().stream()
                .filter(name -> argument.startsWith(name + "="))
                .findFirst();
    }

    private Path file(String argument) {
        Path file = Path.of(argument);
        if (argument.indexOf('=') > 0 && !Files.exists(file)) {
            String name = argument.substring(0, argument.indexOf('='));
            throw new IllegalArgumentException(
                    argument + ": no such file, and "
                            + (inputs.areKnown()
                                    ? "the model has no input '" + name + "'; its inputs are " + inputs
                                    : "the model does not say what its inputs are called: give their files in order, without names"));
        }
        return file;
    }

    private Map<String, List<Path>> byOrder(List<Path> files) {
        Map<String, List<Path>> ordered = new LinkedHashMap<>();
        if (!inputs.areKnown()) {
            files.forEach(file -> ordered.put("input_" + ordered.size(), List.of(file)));
            return ordered;
        }
        List<String> names = List.copyOf(inputs.specs().keySet());
        if (names.size() == 1) {
            return Map.of(names.get(0), files);
        }
        if (files.size() != names.size()) {
            throw new IllegalArgumentException(
                    "the model has " + names.size() + " inputs, in this order: " + inputs + "; found "
                            + files.size() + (files.size() == 1 ? " file" : " files")
                            + ", where one for each was expected, one .npz with all of them, or several each by name, as in "
                            + example());
        }
        for (int i = 0; i < names.size(); i++) {
            ordered.put(names.get(i), List.of(files.get(i)));
        }
        return ordered;
    }

    private String example() {
        return String.join(
                " ",
                inputs.specs().keySet().stream().map(name -> name + "=FILE").toList());
    }
}
