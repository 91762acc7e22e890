package dev.markhor.fuzz.campaign;

import dev.markhor.fuzz.format.Format;
import dev.markhor.fuzz.format.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what went wrong: the mutant, which sound file it was made of, and what happened. */
final class Findings {
    /** Of one kind so many are kept with their files; all are listed. */
    private static final int KEPT = 3;
    /** Characters of a long trace, from both ends. */
    private static final int SHOWN = 8000;

    private final Path folder;

    Findings(Path folder) {
        this.folder = folder;
    }

    /** @param kind for the list: an exception with the place where it came from, {@code death}, {@code hang} */
    void add(Format format, long seed, Subject subject, Subject.Mutant mutant, String kind, String details)
            throws IOException {
        Files.createDirectories(folder);
        Path list = folder.resolve("findings.txt");
        String known = Files.exists(list) ? Files.readString(list) : "";
        append(list, format.word() + " " + seed + " " + kind + "\n");
        if (known.split(java.util.regex.Pattern.quote(kind), -1).length <= KEPT) {
            Path place = keep(format, seed, subject, mutant);
            Files.writeString(
                    place.resolve("report.txt"),
                    report(format, seed, subject, mutant) + kind + "\n\n" + details + "\n");
        }
    }

    /** Writes a mutant's files; gives their folder. */
    Path keep(Format format, long seed, Subject subject, Subject.Mutant mutant) throws IOException {
        Path place = Files.createDirectories(folder.resolve(format.word() + "-" + seed));
        mutant.replace(place);
        Files.writeString(place.resolve("report.txt"), report(format, seed, subject, mutant));
        return place;
    }

    private static String report(Format format, long seed, Subject subject, Subject.Mutant mutant) {
        return "--format " + format.word() + " --seeds " + seed + ".." + seed + "\nmade of " + subject.seed() + "\nby "
                + mutant.what() + (mutant.sealed() ? " (under a checksum)" : "") + "\n";
    }

    private static synchronized void append(Path file, String text) throws IOException {
        Files.writeString(file, text, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    /** The exception's class, and the first place of ours on its way. */
    static String kind(Throwable thrown) {
        Throwable cause = thrown;
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.markhor")
                    && !frame.getClassName().startsWith("dev.markhor.fuzz")) {
                return cause.getClass().getSimpleName() + " at " + frame.getClassName() + "." + frame.getMethodName()
                        + ":" + frame.getLineNumber();
            }
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    static String text(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out));
        String text = out.toString();
        return text.length() <= 2 * SHOWN
                ? text
                : text.substring(0, SHOWN) + "\n…\n" + text.substring(text.length() - SHOWN);
    }
}
