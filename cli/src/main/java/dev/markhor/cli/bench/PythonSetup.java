package dev.markhor.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How Keras is started, by the user's wish and not otherwise.
 *
 * @param interpreter a Python that has Keras
 * @param modelClass {@code FILE.py:NAME} of what makes the model, if no configuration does
 * @param threads for TensorFlow, if they are limited
 */
public record PythonSetup(Path interpreter, Optional<String> modelClass, OptionalInt threads) {
    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS");

    /** A process that runs this program; its standard error stays to be redirected. */
    ProcessBuilder process(String program) {
        ProcessBuilder builder = new ProcessBuilder(interpreter.toString(), "-c", program);
        Map<String, String> environment = builder.environment();
        threads.ifPresent(count -> THREADS.forEach(name -> environment.put(name, Integer.toString(count))));
        return builder;
    }
}
