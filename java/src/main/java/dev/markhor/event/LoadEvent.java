package dev.markhor.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A model was opened from a file, with its weights. */
@Name("dev.markhor.Load")
@Label("Model Load")
@Description("A model was opened from a file, with its weights")
@Category("Markhor")
@StackTrace(true)
public final class LoadEvent extends Event {
    @Label("File")
    private String file;

    @Label("Format")
    private String format;

    @Label("Bytes")
    @DataAmount
    private long bytes;

    @Label("Model")
    private String model;

    private LoadEvent() {}

    /** Begins now. To be called only while {@link Flight#isOn}. */
    public static LoadEvent start() {
        LoadEvent event = new LoadEvent();
        event.begin();
        return event;
    }

    /** @param format is asked for only if the event is recorded */
    public void end(Path file, Supplier<String> format, String model) {
        end();
        if (shouldCommit()) {
            this.file = file.toString();
            this.format = format.get();
            this.bytes = bytes(file);
            this.model = model;
            commit();
        }
    }

    /** Of a file, all files of a folder, or 0 if that cannot be told. */
    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
