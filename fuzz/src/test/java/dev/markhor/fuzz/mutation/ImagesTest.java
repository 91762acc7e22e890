package dev.markhor.fuzz.mutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are taken apart and put together without a change are sound. */
class ImagesTest {
    private static final Path ARCHIVE = Path.of("../golden/structures/transformer.keras");
    private static final Path REWRITES = Path.of("../java/src/test/resources/hdf5/rewrites");

    @TempDir
    Path folder;

    @Test
    void archives() throws IOException {
        ZipImage image = ZipImage.of(Files.readAllBytes(ARCHIVE));
        for (byte[] written : List.of(image.write(new byte[0]), image.write64())) {
            Markhor.load(Files.write(folder.resolve("written.keras"), written)).close();
        }
    }

    @Test
    void chunksUnderChecksums() throws IOException {
        for (String name : List.of("multiplier_k2.earliest_filtered.h5", "multiplier_k2.repack_filtered.h5")) {
            byte[] file = Files.readAllBytes(REWRITES.resolve(name));
            List<HdfMap.Part> parts = HdfMap.of(file);
            long chunks = parts.stream()
                    .filter(part -> part.seal() == HdfMap.Seal.FLETCHER32)
                    .count();
            assertTrue(chunks > 0, name + ": " + chunks);
            Image image = new Image(file);
            HdfMap.mend(image, parts);
            assertArrayEquals(file, image.bytes());
        }
        List<HdfMap.Part> plain = HdfMap.of(Files.readAllBytes(Path.of("../golden/restoring/blend.h5")));
        assertEquals(0, plain.stream().filter(HdfMap.Part::checked).count());
    }
}
