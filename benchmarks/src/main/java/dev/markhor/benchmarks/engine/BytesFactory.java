package dev.markhor.benchmarks.engine;

import dev.markhor.binding.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** No engine: copies the bytes of the weights once from the page cache to fresh memory. What any loading takes at least. */
public final class BytesFactory implements EngineFactory {
    public static final String NAME = "bytes";
    private static final int PIECE = 1 << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "copying the weights";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.BYTES);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        try (FileChannel channel = FileChannel.open(file.in(folder))) {
            NativeMemory memory = NativeMemory.allocate(channel.size());
            for (long done = 0; done < memory.size(); ) {
                ByteBuffer piece = memory.buffer(done, Math.min(PIECE, memory.size() - done));
                done += channel.read(piece);
            }
            return new Bytes(memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Bytes(NativeMemory memory) implements Engine {
        @Override
        public float[] run(float[] input, int batch) {
            return new float[0];
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
