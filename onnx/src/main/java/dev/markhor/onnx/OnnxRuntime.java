package dev.markhor.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.markhor.cli.bench.Peer;
import java.nio.file.Files;
import java.nio.file.Path;

/** ONNX Runtime's Java API, on the CPU, with its default options. */
public final class OnnxRuntime implements Peer {
    @Override
    public String name() {
        return "onnxruntime " + environment().getVersion();
    }

    @Override
    public OnnxEngine open(Path file, int threads) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + ": no such file");
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            return new OnnxEngine(file, environment().createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime does not open " + file + ": " + e.getMessage(), e);
        }
    }

    static OrtEnvironment environment() {
        // In a container it would complain about threads that it cannot pin to processors.
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }
}
