package dev.markhor.verify;

import dev.markhor.restore.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model and the golden values that belong to it.
 *
 * @param model file, folder or checkpoint prefix
 * @param architectures files beside a model that holds weights only, from which its architecture may come, best first
 * @param calls archives of inputs and outputs, one for each call on the same model instance
 * @param layers archive of the layers' outputs for the first call
 * @param tolerance what the golden values' own description asks for
 * @param customObjects classes and functions of its writer's program, which have to come from Java classes that are registered
 * @param writer as whose file the model is read, where that is not what the file says of itself
 * @param problem why there is nothing to run, if so
 */
public record GoldenCase(
        Path model,
        ModelFormat format,
        List<Path> architectures,
        List<Path> calls,
        Optional<Path> layers,
        OptionalDouble tolerance,
        List<String> customObjects,
        Optional<Writer> writer,
        Optional<String> problem) {
    public GoldenCase {
        architectures = List.copyOf(architectures);
        calls = List.copyOf(calls);
        customObjects = List.copyOf(customObjects);
    }

    static GoldenCase broken(Path golden, String problem) {
        return new GoldenCase(
                golden,
                ModelFormat.HDF5,
                List.of(),
                List.of(golden),
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(problem));
    }
}
