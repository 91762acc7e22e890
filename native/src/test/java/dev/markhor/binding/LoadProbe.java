package dev.markhor.binding;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small program of its own process: loads the libraries named by its arguments, uses each and says what happened. */
public final class LoadProbe {
    private LoadProbe() {}

    /** Prints a line for each argument; what goes wrong is printed by its message alone. */
    public static void main(String[] args) throws Exception {
        for (String library : args) {
            long start = System.nanoTime();
            String said;
            try {
                said = use(library);
            } catch (RuntimeException e) {
                said = e.getClass().getSimpleName().concat(": ").concat(String.valueOf(e.getMessage()));
            }
            long micros = (System.nanoTime() - start) / 1000;
            boolean timed = System.getProperty("probe.times") != null;
            System.out.println(timed ? said.concat(" ").concat(Long.toString(micros)) : said);
        }
    }

    /** What each class loader of the loading test calls. */
    public static String use(String library) throws Exception {
        switch (library) {
            case "kernels" -> {
                ByteBuffer from = ByteBuffer.allocateDirect(8).putLong(0, 42);
                ByteBuffer to = ByteBuffer.allocateDirect(8);
                Memory.copy(Memory.address(from), Memory.address(to), 8);
                return "kernels ".concat(Kernels.isa().name()).concat(to.getLong(0) == 42 ? " ok" : " wrong");
            }
            case "openblas" -> {
                OpenBlas.load();
                return OpenBlas.concurrency() > 0 ? "openblas ok" : "openblas wrong";
            }
            case "hdf5" -> {
                Path file = Path.of("src/test/resources/hdf5/mixed.h5");
                long size = Files.size(file);
                try (Hdf5 hdf5 = Hdf5.open(file, 0, size, size, Files.getLastModifiedTime(file))) {
                    return hdf5.describe("/group/float32").dims().length == 2 ? "hdf5 ok" : "hdf5 wrong";
                }
            }
            default -> throw new IllegalArgumentException(library);
        }
    }
}
