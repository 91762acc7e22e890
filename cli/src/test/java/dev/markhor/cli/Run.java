package dev.markhor.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run of the command in this process: what it printed and returned. */
record Run(int code, String out, String err) {
    /** The folder of the whole project. */
    static final Path ROOT = root();

    static final String MODELS = ROOT.resolve("golden/real").toString();
    static final String RESNET = MODELS + "/mlperf-tiny/resnet8_cifar10.h5";
    static final String ART = MODELS + "/art/extraction.keras";
    static final String PICTURES = ROOT.resolve("examples/pictures").toString();

    static Run markhor(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        int code = Main.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                texts);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("golden"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
