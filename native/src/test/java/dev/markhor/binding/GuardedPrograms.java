package dev.markhor.binding;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs in a process of src/test/cpp/guarded.cpp, on every instruction set, alone and with helping threads. */
final class GuardedPrograms implements AutoCloseable {
    private static final String[] WRONG = {
        "", "it was not run to its end", "threads change the result", "an input was changed", "written beside an array"
    };

    private final Path said;
    private final Process process;
    private final OutputStream to;
    private final DataInputStream from;

    GuardedPrograms(Path program) throws IOException {
        said = Files.createTempFile("guarded", ".txt");
        process = new ProcessBuilder(program.toAbsolutePath().toString())
                .redirectError(said.toFile())
                .start();
        to = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /**
     * For each instruction set, weakest first, the contents of each result, in their order.
     *
     * @throws AssertionError if the program leaves an array, writes where it should not, or depends on threads
     */
    List<List<byte[]>> run(long[] words, GuardedArrays arrays) throws IOException {
        try {
            write(words, arrays);
            List<List<byte[]>> sets = new ArrayList<>();
            long count = number();
            for (int i = 0; i < count; i++) {
                int wrong = (int) number();
                List<byte[]> results = new ArrayList<>();
                for (GuardedArrays.Array array : arrays.all()) {
                    if (array.isResult()) {
                        results.add(from.readNBytes((int) array.bytes()));
                    }
                }
                if (wrong != 0) {
                    throw new AssertionError(Kernels.Isa.values()[i] + ": " + WRONG[wrong]);
                }
                sets.add(results);
            }
            return sets;
        } catch (IOException e) {
            throw new AssertionError("the process ended: " + ending(), e);
        }
    }

    private void write(long[] words, GuardedArrays arrays) throws IOException {
        numbers(words.length);
        numbers(words);
        numbers(arrays.all().size());
        for (GuardedArrays.Array array : arrays.all()) {
            numbers(array.role(), array.offset(), array.bytes());
            if (array.contents() != null) {
                to.write(array.contents());
            }
        }
        to.flush();
    }

    private void numbers(long... values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 8).order(ByteOrder.nativeOrder());
        buffer.asLongBuffer().put(values);
        to.write(buffer.array());
    }

    private long number() throws IOException {
        byte[] bytes = new byte[8];
        from.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }

    private String ending() throws IOException {
        try {
            int status = process.waitFor();
            return "status " + status + "\n" + Files.readString(said, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            to.close();
        } catch (IOException e) {
            process.destroy(); // it ended before, which run told
        }
        Files.delete(said);
    }
}
