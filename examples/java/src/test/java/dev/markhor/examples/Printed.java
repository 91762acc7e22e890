package dev.markhor.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program prints. */
final class Printed {
    private Printed() {}

    /** The lines of {@code main}, given as {@code () -> main(args)}. */
    static List<String> by(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
